"""Fold translations into a template when it is compiled, so that a render looks nothing up.

`{{ _("You left on {day}.", day=…) }}` becomes the literal words of the locale with the value
between them. Where a sentence is part of an expression, or has plural forms, it becomes one call
of a function that has the words ready.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from markupsafe import escape

from renderer.sources import LineMap
from renderer.templating import filters
from renderer.templating import sentences
from renderer.templating.allowance import Flavour
from renderer.templating.calls import Bound
from renderer.templating.calls import Sentence
from renderer.templating.calls import sentence
from renderer.templating.spoken import Form
from renderer.templating.spoken import Linked
from renderer.templating.spoken import Slot
from renderer.templating.spoken import speaker
from renderer.templating.translation import Folder
from renderer.templating.writing import Writers
from renderer.templating.writing import escaped

# Keeps something for the render under a name: a constant as an attribute of the environment, a
# function as a filter.
Keep = Callable[[object], str]


class Fold(NodeTransformer):
    """Replaces the translation calls of one tree. Raises `Refusal`."""

    def __init__(
        self, folder: Folder, name: str, flavour: Flavour, writers: Writers, keep: Keep
    ) -> None:
        self.folder = folder
        self.name = name
        self.html = flavour == "html"
        self.writers = writers
        self.keep = keep
        self.lines: LineMap = folder.lines(name)

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        children: list[nodes.Expr] = []
        for child in node.nodes:
            said = sentence(child) if isinstance(child, nodes.Call) else None
            if said is None or not self._lies_open(said):
                children.append(self.visit(child))
            else:
                text = self.folder.choose(said, self.name).strings[0]
                children.extend(self._inline(said, text))
        node.nodes = children
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        said = sentence(node)
        if said is None:
            return self.generic_visit(node)
        chosen = self.folder.choose(said, self.name)
        values: dict[str, nodes.Expr] = {}
        forms = [self._form(said, text, values) for text in chosen.strings]
        if chosen.plural is None and not values:
            return self._constant("".join(map(str, forms[0])), node.lineno)
        say = self.keep(speaker(forms, chosen.plural, markup=self.html))
        arguments = list(values.values())
        if chosen.plural is not None and said.count is not None:
            arguments.insert(0, self.visit(said.count))
        first, *others = arguments
        return nodes.Filter(first, say, others, [], None, None, lineno=node.lineno)

    def _lies_open(self, said: Sentence) -> bool:
        """Whether the sentence can stand in the output in pieces, without a function."""
        links = any(bound.target is not None for bound in said.elements.values())
        return said.count is None and said.line not in self.lines.links and (self.html or not links)

    def _inline(self, said: Sentence, text: str) -> Iterable[nodes.Expr]:
        """The parts of a sentence as children of an output."""
        line = said.line
        for part in sentences.split(text, frozenset(said.elements)):
            if part.kind == "text":
                yield nodes.TemplateData(self._escaped(part.text), lineno=line)
            elif part.kind == "value":
                yield self.visit(said.values[part.text])
            elif self._has_elements(line):
                bound = said.elements[part.text]
                if part.kind == "close":
                    yield nodes.TemplateData(f"</{bound.name}>", lineno=line)
                    continue
                start, end = _opening(bound)
                yield nodes.TemplateData(start, lineno=line)
                if bound.target is not None:
                    yield self._link(bound.target, line)
                    yield nodes.TemplateData(end, lineno=line)

    def _form(self, said: Sentence, text: str, values: dict[str, nodes.Expr]) -> Form:
        """The parts of a sentence for a function; `values` collects what it will be given."""
        stack: list[tuple[Bound, list[str | Slot | Linked]]] = []
        parts: list[str | Slot | Linked] = []
        line = said.line
        write = self.writers.bare if line in self.lines.bare else self.writers.text

        def number(key: str, value: nodes.Expr) -> int:
            if key not in values:
                values[key] = value if key.startswith("<") else self.visit(value)
            return list(values).index(key)

        for part in sentences.split(text, frozenset(said.elements)):
            if part.kind == "text":
                parts.append(self._escaped(part.text))
            elif part.kind == "value":
                parts.append(Slot(number(part.text, said.values[part.text]), write))
            elif not self._has_elements(line):
                bound = said.elements[part.text]
                if self.html or bound.target is None:
                    continue
                if part.kind == "open":
                    stack.append((bound, parts))
                    parts = []
                    continue
                label, (_, parts) = parts, stack.pop()
                target = number(f"<{part.text}>", self.visit(bound.target))
                parts.append(Linked(target, tuple(label)))
            else:
                bound = said.elements[part.text]
                if part.kind == "close":
                    parts.append(f"</{bound.name}>")
                    continue
                start, end = _opening(bound)
                parts.append(start)
                if bound.target is not None:
                    target = number(f"<{part.text}>", self._link(bound.target, line))
                    parts.extend((Slot(target, escaped), end))
        return tuple(parts)

    def _has_elements(self, line: int) -> bool:
        return self.html and line not in self.lines.bare

    def _link(self, target: nodes.Expr, line: int) -> nodes.Expr:
        visited = self.visit(target)
        return nodes.Filter(visited, filters.LINK, [], [], None, None, lineno=line)

    def _constant(self, text: str, line: int) -> nodes.Expr:
        if not self.html:
            return nodes.Const(text, lineno=line)
        kept = self.keep(Markup(text))  # noqa: S704  (translations are escaped by `_escaped`)
        return nodes.EnvironmentAttribute(kept, lineno=line)

    def _escaped(self, text: str) -> str:
        return str(escape(text)) if self.html else text


def _opening(bound: Bound) -> tuple[str, str]:
    """An opening tag, for a link in two halves between which the target stands."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in bound.attributes)
    if bound.target is None:
        return f"<{bound.name}{attributes}>", ""
    return f'<{bound.name}{attributes} href="', '">'
