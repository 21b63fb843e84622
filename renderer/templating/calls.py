"""Read the translation calls of a template, and refuse what no translator could work with.

    _(text, **values)                      pgettext(slot, text, **values)
    ngettext(one, many, n, **values)       npgettext(slot, one, many, n, **values)

A tag in a sentence is bound by a call that names an element: `_("See <link>it</link>.",
link=a(url))`.
"""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import nodes

from renderer.errors import did_you_mean
from renderer.templating import sentences

# function → (number of slots, number of texts, number of counts)
CALLS = {
    "_": (0, 1, 0),
    "pgettext": (1, 1, 0),
    "ngettext": (0, 2, 1),
    "npgettext": (1, 2, 1),
}
# element → the number of unnamed values it takes
ELEMENTS = {"a": 1, "bdi": 0, "em": 0, "small": 0, "span": 0, "strong": 0}
ATTRIBUTES = ("class", "dir", "lang", "style")


class Refusal(Exception):
    """A template says something that cannot be compiled: line, text, hint."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(line, message, hint)
        self.line, self.message, self.hint = line, message, hint


@dataclass(frozen=True, slots=True)
class Bound:
    """What a tag of a sentence stands for: an element, its attributes, a link's target."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    target: nodes.Expr | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translation call as written in a template."""

    line: int
    context: str | None
    texts: tuple[str, ...]
    count: nodes.Expr | None
    values: dict[str, nodes.Expr]
    elements: dict[str, Bound]

    @classmethod
    def bare(cls, context: str | None, texts: tuple[str, ...]) -> Sentence:
        """A sentence from the catalogue: its values come when it is said."""
        count = nodes.Const(0) if len(texts) > 1 else None
        return cls(0, context, texts, count, {}, {})


def sentence(call: nodes.Call) -> Sentence | None:
    """Read a call of one of `CALLS`; None for any other call. Raises `Refusal`."""
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    if name not in CALLS:
        return None
    slots, texts, counts = CALLS[name]
    wanted = slots + texts + counts
    if len(call.args) != wanted or call.dyn_args or call.dyn_kwargs:
        raise Refusal(call.lineno, f"`{name}()` takes {wanted} unnamed values, then named ones")
    strings = [_constant(name, node, call.lineno) for node in call.args[: slots + texts]]
    context = strings.pop(0) if slots else None
    count = call.args[-1] if counts else None
    values: dict[str, nodes.Expr] = {}
    elements: dict[str, Bound] = {}
    for keyword in call.kwargs:
        if keyword.key in values or keyword.key in elements:
            raise Refusal(call.lineno, f"`{keyword.key}` is given twice")
        bound = _element(keyword.value)
        if bound is not None:
            elements[keyword.key] = bound
        else:
            values[keyword.key] = keyword.value
    if count is not None and "n" not in values:
        values["n"] = nodes.Filter(count, "number", [], [], None, None, lineno=call.lineno)
    read = Sentence(call.lineno, context, tuple(strings), count, values, elements)
    _check(read)
    return read


def _constant(name: str, node: nodes.Expr, line: int) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and node.value.strip():
        return node.value
    hint = "translators need whole sentences: choose between two of them with `if`"
    raise Refusal(line, f"`{name}()` needs its text between quotes", hint)


def _element(value: nodes.Expr) -> Bound | None:
    if not isinstance(value, nodes.Call) or not isinstance(value.node, nodes.Name):
        return None
    name = value.node.name
    if name not in ELEMENTS:
        return None
    if len(value.args) != ELEMENTS[name] or value.dyn_args or value.dyn_kwargs:
        shape = "one value, the link's target" if ELEMENTS[name] else "named values only"
        hint = "write `a(links.manage)`" if name == "a" else f'write `{name}(class="…")`'
        raise Refusal(value.lineno, f"`{name}()` takes {shape}", hint)
    attributes: list[tuple[str, str]] = []
    for keyword in value.kwargs:
        if keyword.key not in ATTRIBUTES:
            hint = did_you_mean(keyword.key, ATTRIBUTES) or f"it takes {', '.join(ATTRIBUTES)}"
            raise Refusal(value.lineno, f"`{name}()` takes no `{keyword.key}`", hint)
        if not isinstance(keyword.value, nodes.Const) or not isinstance(keyword.value.value, str):
            raise Refusal(value.lineno, f"`{keyword.key}` in `{name}()` must be a constant text")
        attributes.append((keyword.key, keyword.value.value))
    return Bound(name, tuple(attributes), value.args[0] if value.args else None)


def _check(said: Sentence) -> None:
    named: set[str] = set() if said.count is None else {"n"}
    tags = frozenset(said.elements)
    for text in said.texts:
        for name in sentences.placeholders(text):
            named.add(name)
            if name not in said.values:
                hint = did_you_mean(name, said.values) or f"pass `{name}=…`"
                raise Refusal(said.line, f"`{{{name}}}` has no value in this sentence", hint)
        for tag in sorted(sentences.tags_in(text)):
            named.add(tag)
            if tag not in said.elements:
                hint = f"bind it: `{tag}=strong()` or `{tag}=a(url)`"
                raise Refusal(said.line, f"`<{tag}>` is not bound in this sentence", hint)
        reason = sentences.broken_nesting(text, tags) or sentences.misprint(text, tags)
        if reason:
            raise Refusal(said.line, reason)
    for name in (*said.values, *said.elements):
        if name not in named:
            hint = did_you_mean(name, named)
            raise Refusal(said.line, f"`{name}` does not stand in the sentence", hint)
