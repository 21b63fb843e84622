"""The environment in which every template runs: Jinja's sandbox, made smaller.

Templates see plain data only, so nothing in them has methods. What is left are names, fields,
loops, conditions, macros, the filters of `filters.py` and the translation calls that are folded
away at compile time. `reference/security.md` (Templates) lists what each guard is for.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from jinja2 import StrictUndefined
from jinja2 import Undefined
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from renderer.sources import Source
from renderer.templating import filters
from renderer.templating.allowance import CHARACTERS_PER_ITERATION
from renderer.templating.allowance import PARTS_OF_DATES
from renderer.templating.allowance import PARTS_OF_LOOPS
from renderer.templating.allowance import TESTS
from renderer.templating.allowance import Flavour
from renderer.templating.basics import added
from renderer.templating.basics import number
from renderer.templating.folding import Fold
from renderer.templating.purposes import ASK
from renderer.templating.purposes import PurposeExtension
from renderer.templating.state import ValueRefused
from renderer.templating.state import current
from renderer.templating.translation import Folder
from renderer.templating.writing import Generator
from renderer.templating.writing import inside
from renderer.templating.writing import link_target
from renderer.templating.writing import writers

__all__ = ["Flavour", "Missing", "Sandbox"]


class Missing(StrictUndefined):
    """An unknown name: using it in any way is an error that names it, but no content."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint).rstrip(".").replace("'", "`").lower()
        name = self._undefined_name
        if name is None:
            return "there is no such entry"
        if self._undefined_obj is None:
            return f"its owner is empty, so `{name}` cannot be read: guard it with `if`"
        return f"`{name}` is not known here"


class Sandbox(ImmutableSandboxedEnvironment):
    """One locale's environment for one flavour: `html` escapes, `text` does not."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    code_generator_class = Generator

    def __init__(self, folder: Folder, *, flavour: Flavour) -> None:
        super().__init__(
            undefined=Missing,
            autoescape=flavour == "html",
            extensions=[PurposeExtension],
            keep_trailing_newline=True,
            optimized=False,
            auto_reload=False,
            cache_size=-1,
        )
        self.folder = folder
        self.flavour = flavour
        self.globals.clear()
        self.filters.clear()
        self.filters.update(filters.table(flavour))
        self.filters[ASK] = _ask
        if not folder.isolate:
            self.filters[filters.LINK] = link_target  # nothing stands between it and `write`
        for name in set(self.tests) - TESTS:
            del self.tests[name]
        self.writers = writers(flavour, isolate=folder.isolate)
        self.write, self.write_bare = self.writers.text, self.writers.bare
        self.write_link = self.writers.link
        self.inside = inside
        self._kept = 0
        self._bare: frozenset[int] = frozenset()
        self._links: frozenset[int] = frozenset()

    def tree(self, source: Source) -> nodes.Template:
        """The syntax tree as written, before anything is folded in."""
        return super()._parse(source.text, source.name, source.name)

    def folded(self, tree: nodes.Template, name: str) -> nodes.Template:
        """The tree with its guards and translations; it can be compiled once only."""
        guarded = Guard().visit(tree)
        self.folder.fallbacks[name] = []
        fold = Fold(self.folder, name, self.flavour, self.writers, self._keep)
        lines = self.folder.lines(name)
        self._bare, self._links = lines.bare, lines.links
        made: nodes.Template = fold.visit(guarded)
        return made

    def writer_at(self, line: int) -> str:
        """The function that writes a value on this line of the template, for the generator."""
        if line in self._links:
            return "write_link"
        return "write_bare" if line in self._bare else "write"

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field by its dot: of data, of a loop, of a date; anything else is unknown."""
        try:
            return obj[attribute]  # nearly always it is a part of the record
        except (KeyError, TypeError):
            if isinstance(obj, LoopContext) and attribute in PARTS_OF_LOOPS:
                return getattr(obj, attribute)
            if isinstance(obj, date) and attribute in PARTS_OF_DATES:
                return getattr(obj, attribute, None)
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry by its key or number; the key, which may come from data, is never told."""
        try:
            if isinstance(obj, dict) or (
                isinstance(obj, list | tuple | str) and isinstance(argument, int | slice)
            ):
                return obj[argument]
        except (LookupError, TypeError):
            pass
        return self.undefined(obj=obj)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, which costs as much as an iteration."""
        if isinstance(__obj, Undefined):
            str(__obj)
        current.get().spend(1)
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`+` joins and adds within limits, `*` and `%` work on numbers, `**` does not."""
        if operator == "+":
            return added(left, right)
        if operator == "**":
            raise ValueRefused("`**` is not available in templates")
        return super().call_binop(
            context, operator, number(operator, left), number(operator, right)
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self.folded(super()._parse(source, name, filename), name or "")

    def _keep(self, thing: object) -> str:
        """Keep a constant or a function of a compiled template; gives its name."""
        self._kept += 1
        if callable(thing):
            name = f"-kept-{self._kept}"
            self.filters[name] = thing
        else:
            name = f"kept_{self._kept}"
            setattr(self, name, thing)
        return name


def _ask(purpose: str) -> bool:
    return current.get().passage(purpose)


class Guard(NodeTransformer):
    """Charge every loop against the budget, and bound what `~` can build."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        written = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        weight = nodes.Const(1 + written // CHARACTERS_PER_ITERATION)
        line = node.iter.lineno
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, filters.EACH, [weight], [], None, None, lineno=line)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        first, *others = node.nodes
        return nodes.Filter(first, filters.JOINED, others, [], None, None, lineno=node.lineno)
