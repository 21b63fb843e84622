"""What an expression reads and what shape it has, as far as that is known without a customer."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

from renderer.errors import did_you_mean
from renderer.shapes import Shape
from renderer.templating.allowance import PARTS_OF_DATES
from renderer.templating.allowance import PARTS_OF_LOOPS
from renderer.templating.allowance import TESTS
from renderer.templating.calls import CALLS
from renderer.templating.calls import ELEMENTS
from renderer.templating.calls import Refusal
from renderer.templating.calls import Sentence
from renderer.templating.calls import sentence
from renderer.templating.kinds import KEEPS_LIST
from renderer.templating.kinds import PICKS_ITEM
from renderer.templating.kinds import TAKES
from renderer.templating.kinds import WRITES
from renderer.templating.kinds import article
from renderer.templating.kinds import article_of
from renderer.templating.purposes import ASK

# What a local name stands for: its shape, and the content path that it walks (empty: its own).
Local = tuple["Shape | None", str]
Scope = dict[str, Local]
UNKNOWN: Local = (None, "")


class Readings:
    """Reads expressions. `problems` holds (line, message, hint); `reads` dotted paths."""

    def __init__(self, shape: Shape, filters: Iterable[str]) -> None:
        self.shape = shape
        self.filters = tuple(filters)
        self.problems: list[tuple[int, str, str]] = []
        self.reads: set[str] = set()

    def problem(self, node: nodes.Node, message: str, hint: str = "") -> None:
        """Note what is wrong with a node."""
        self.problems.append((node.lineno or 0, message, hint))

    def printed(self, node: nodes.Node, scope: Scope) -> None:
        """Read an expression whose value is printed, which not every value can be."""
        shape = self.of(node, scope)
        if shape is not None and shape.kind not in ("text", "number"):
            hint = WRITES.get(shape.kind, "a field of it")
            message = f"`{written(node)}` is {article(shape)} and cannot be printed as it is"
            self.problem(node, message, f"use {hint}")

    def of(self, node: nodes.Node, scope: Scope) -> Shape | None:
        """The shape of an expression, None where it cannot be known; notes what is wrong."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._field(node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return self._field(node, node.arg.value, scope)
            self.of(node.arg, scope)
            owner = self.of(node.node, scope)
            if owner is None or isinstance(node.arg, nodes.Slice):
                return owner
            return owner.item
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Call):
            return self._call(node, scope)
        if isinstance(node, nodes.CondExpr):
            self.of(node.test, scope)
            first = self.of(node.expr1, scope)
            second = self.of(node.expr2, scope) if node.expr2 is not None else first
            return first if first == second else None
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            self.problem(node, f"there is no test `{node.name}`", did_you_mean(node.name, TESTS))
        if isinstance(node, nodes.Pow):
            self.problem(node, "`**` is not available in templates")
        for child in node.iter_child_nodes():
            self.of(child, scope)
        return None

    def path(self, node: nodes.Node, scope: Scope) -> str:
        """The content path that an expression walks, empty where it walks none."""
        if isinstance(node, nodes.Name):
            return scope[node.name][1] if node.name in scope else node.name
        if isinstance(node, nodes.Getattr):
            owner = self.path(node.node, scope)
            return f"{owner}.{node.attr}" if owner else ""
        if isinstance(node, nodes.Getitem):
            owner = self.path(node.node, scope)
            if not owner or not isinstance(node.arg, nodes.Const):
                return ""
            return f"{owner}.{node.arg.value if isinstance(node.arg.value, str) else '[]'}"
        if isinstance(node, nodes.Filter) and node.node is not None:
            owner = self.path(node.node, scope)
            if owner and node.name in PICKS_ITEM:
                return f"{owner}.[]"
            return owner if node.name in KEEPS_LIST else ""
        return ""

    def _name(self, node: nodes.Name, scope: Scope) -> Shape | None:
        if node.name in scope:
            return scope[node.name][0]
        if node.name in self.shape.fields:
            self.reads.add(node.name)
            return self.shape.fields[node.name]
        hint = did_you_mean(node.name, [*self.shape.fields, *scope])
        self.problem(node, f"`{node.name}` is not known", hint)
        return None

    def _field(self, node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> Shape | None:
        inner = node.node
        if isinstance(inner, nodes.Name) and inner.name == "loop" and "loop" in scope:
            if name not in PARTS_OF_LOOPS:
                hint = did_you_mean(name, PARTS_OF_LOOPS)
                self.problem(node, f"`loop` has no `{name}`", hint)
            return None
        owner = self.of(inner, scope)
        path = self.path(node, scope)
        if name.startswith("_"):
            self.problem(node, f"`{name}` is not available in templates")
            return None
        if owner is None:
            return None
        if path:
            self.reads.add(path)
        if owner.kind == "map":
            return owner.item
        if owner.kind in ("object", "money"):
            if name in owner.fields:
                return owner.fields[name]
            hint = did_you_mean(name, owner.fields)
            known = ", ".join(sorted(owner.fields))
            self.problem(node, f"`{written(inner)}` has no `{name}`", hint or f"it has {known}")
        elif not (owner.kind in ("date", "moment") and name in PARTS_OF_DATES):
            message = f"`{written(inner)}` is {article(owner)} and has no `{name}`"
            self.problem(node, message)
        return None

    def _filter(self, node: nodes.Filter, scope: Scope) -> Shape | None:
        if node.name == ASK:
            return None
        if node.name not in self.filters:
            hint = did_you_mean(node.name, self.filters)
            self.problem(node, f"there is no filter `{node.name}`", hint)
        if node.dyn_args or node.dyn_kwargs:
            self.problem(node, "`*` and `**` are not available in templates")
        before = self.of(node.node, scope) if node.node is not None else None
        for value in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.of(value, scope)
        takes = TAKES.get(node.name)
        if before is None or node.node is None:
            return None
        if takes is not None and before.kind not in takes:
            kinds = " or ".join(sorted(article_of(kind) for kind in takes))
            message = f"`{node.name}` takes {kinds}, and `{written(node.node)}`"
            self.problem(node, f"{message} is {article(before)}")
        if node.name in KEEPS_LIST:
            return before
        return before.item if node.name in PICKS_ITEM else None

    def _call(self, node: nodes.Call, scope: Scope) -> Shape | None:
        try:
            said = sentence(node)
        except Refusal as refusal:
            self.problems.append((refusal.line, refusal.message, refusal.hint))
            return None
        if said is not None:
            self._sentence(said, scope)
            return None
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if node.dyn_args or node.dyn_kwargs:
            self.problem(node, "`*` and `**` are not available in templates")
        if name in ELEMENTS and name not in scope:
            hint = f'write `_("… <x>words</x> …", x={name}(…))`'
            self.problem(node, f"`{name}()` stands only in a sentence", hint)
        elif not name:
            self.problem(node, "only macros and translations can be called")
        elif name not in CALLS and name not in scope:
            hint = did_you_mean(name, [*CALLS, *scope])
            self.problem(node, f"there is no function `{name}`", hint)
        for value in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.of(value, scope)
        return None

    def _sentence(self, said: Sentence, scope: Scope) -> None:
        for value in said.values.values():
            self.printed(value, scope)
        if said.count is not None:
            self.of(said.count, scope)
        for bound in said.elements.values():
            if bound.target is not None:
                self.printed(bound.target, scope)


def written(node: nodes.Node) -> str:
    """An expression as its author wrote it, as far as names go."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{written(node.node)}[{node.arg.value!r}]"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{written(node.node)}|{node.name}"
    return "it"
