"""Check the names in a template against the shape of its content, before any customer comes.

The walk also yields the paths that a template reads, from which the API tells callers what to
send and the studio shows which fields matter.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

from renderer.shapes import Shape
from renderer.templating.allowance import MAX_LOOP_DEPTH
from renderer.templating.calls import CALLS
from renderer.templating.kinds import article
from renderer.templating.readings import UNKNOWN
from renderer.templating.readings import Local
from renderer.templating.readings import Readings
from renderer.templating.readings import Scope

# Jinja's name for a statement that templates here do without, where it is not the author's.
_WRITTEN_AS = {
    "fromimport": "from",
    "scopedevalcontextmodifier": "autoescape",
    "evalcontextmodifier": "autoescape",
    "exprstmt": "do",
}


class NameCheck:
    """Walks one syntax tree. `problems` holds (line, message, hint); `reads` dotted paths."""

    def __init__(self, shape: Shape, filters: Iterable[str]) -> None:
        self.readings = Readings(shape, filters)
        self.loops = 0

    @property
    def problems(self) -> list[tuple[int, str, str]]:
        return self.readings.problems

    @property
    def reads(self) -> set[str]:
        return self.readings.reads

    def walk(self, tree: nodes.Template) -> None:
        """Check the whole tree."""
        self._statements(tree.body, {})

    def _statements(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        read = self.readings
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                read.printed(child, scope)
        elif isinstance(node, nodes.For):
            self._for(node, scope)
        elif isinstance(node, nodes.If):
            read.of(node.test, scope)
            self._statements(node.body, scope)
            self._statements(node.elif_, scope)
            self._statements(node.else_, scope)
        elif isinstance(node, nodes.Assign):
            local = (read.of(node.node, scope), read.path(node.node, scope))
            self._assign(node.target, local, scope)
        elif isinstance(node, nodes.AssignBlock):
            self._statements(node.body, dict(scope))
            if node.filter is not None:
                read.of(node.filter, scope)
            self._assign(node.target, UNKNOWN, scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._assign(target, (read.of(value, scope), read.path(value, scope)), inner)
            self._statements(node.body, inner)
        elif isinstance(node, nodes.Macro):
            self._macro(node, scope)
        elif isinstance(node, nodes.CallBlock):
            self._call_block(node, scope)
        elif isinstance(node, nodes.FilterBlock):
            read.of(node.filter, scope)
            self._statements(node.body, dict(scope))
        elif isinstance(node, nodes.Scope):
            self._statements(node.body, dict(scope))
        else:
            kind = type(node).__name__.lower()
            hint = 'parts are joined with `{% include "name" %}`'
            name = _WRITTEN_AS.get(kind, kind)
            read.problem(node, f"`{name}` is not available in templates", hint)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        read = self.readings
        if node.recursive:
            read.problem(node, "`recursive` is not available in templates")
        over = read.of(node.iter, scope)
        if over is not None and over.kind not in ("list", "map"):
            read.problem(node, f"`for` needs a list, and this is {article(over)}")
        inner = {**scope, "loop": UNKNOWN}
        item = over.item if over and over.kind == "list" else None
        path = read.path(node.iter, scope)
        self._assign(node.target, (item, f"{path}.[]" if path else ""), inner)
        if node.test is not None:
            read.of(node.test, inner)
        self.loops += 1
        if self.loops == MAX_LOOP_DEPTH + 1:
            read.problem(node, f"loops are nested deeper than {MAX_LOOP_DEPTH}")
        self._statements(node.body, inner)
        self.loops -= 1
        self._statements(node.else_, scope)

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        if node.name in CALLS:
            self.readings.problem(node, f"`{node.name}` is the name of a translation call")
        inner = {**scope, **dict.fromkeys(_names(node.args), UNKNOWN), "caller": UNKNOWN}
        for value in node.defaults:
            self.readings.of(value, scope)
        self._statements(node.body, inner)
        scope[node.name] = UNKNOWN

    def _call_block(self, node: nodes.CallBlock, scope: Scope) -> None:
        call = node.call
        if isinstance(call.node, nodes.Name) and call.node.name in CALLS:
            self.readings.problem(node, "`call` needs a macro")
        else:
            self.readings.of(call, scope)
        for value in node.defaults:
            self.readings.of(value, scope)
        self._statements(node.body, {**scope, **dict.fromkeys(_names(node.args), UNKNOWN)})

    def _assign(self, target: nodes.Node, local: Local, scope: Scope) -> None:
        if isinstance(target, nodes.NSRef):
            self.readings.problem(target, "a name with a dot cannot be set")
        names = _names([target])
        for name in names:
            if name in CALLS:
                self.readings.problem(target, f"`{name}` is the name of a translation call")
            scope[name] = local if len(names) == 1 else UNKNOWN


def _names(targets: Iterable[nodes.Node]) -> list[str]:
    found: list[str] = []
    for target in targets:
        if isinstance(target, nodes.Name):
            found.append(target.name)
        elif isinstance(target, nodes.Tuple):
            found.extend(_names(target.items))
    return found
