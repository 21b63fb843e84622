"""How a value gets into the output: checked, escaped for its place, kept from changing direction.

Jinja's own way makes a `Markup` of every value only to join it at once, and calls `finalize` on
top. The generator here writes one call of ours instead, the right one for the place of the value:
text, a place for text alone (an attribute, a title), or a link target.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import markupsafe
from jinja2 import Undefined
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame
from markupsafe import Markup

from renderer.templating.allowance import CHARACTERS_PER_ITERATION
from renderer.templating.allowance import Flavour
from renderer.templating.state import ValueRefused
from renderer.templating.state import charge

Write = Callable[[Any], str]

PLACES = ("write", "write_bare", "write_link")
LINK_SCHEMES = ("https://", "mailto:", "tel:")

_KINDS: dict[type, str] = {
    dict: "a part of the record",
    list: "a list",
    tuple: "a list",
    bool: "a yes or no",
    bytes: "bytes",
}
_breaks_out = re.compile("[<>\"']").search
# MarkupSafe's own function in C; the public `escape` makes a `Markup` of each result to boot, which
# takes ten times as long.
_escape: Callable[[str], str] = getattr(
    markupsafe, "_escape_inner", lambda text: str(markupsafe.escape(text))
)


@dataclass(frozen=True, slots=True)
class Writers:
    """The three places of one flavour: running text, text alone, a link target."""

    text: Write
    bare: Write
    link: Write


def writers(flavour: Flavour, *, isolate: bool) -> Writers:
    """How an environment writes. `isolate`: a value in running text stands in `<bdi>`."""
    if flavour == "text":
        return Writers(printable, printable, link_target)
    return Writers(_isolated if isolate else escaped, _bare, _link)


def printable(value: Any) -> str:
    """The value as text. Raises `ValueRefused` for what is no text; never quotes the value."""
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    if isinstance(value, Undefined):
        return str(value)  # the error of an unknown name, or nothing for a missing `else`
    raise _refusal(value)


def escaped(value: Any) -> str:
    """The value as markup; what is markup already stays as it is."""
    if type(value) is str:
        return _escape(value)
    return value if type(value) is Markup else _escape(printable(value))


def inside(write: Write, value: Any) -> str:
    """Write inside a block, whose size no one else watches: a long text is charged."""
    text = write(value)
    if len(text) > CHARACTERS_PER_ITERATION:
        charge(text)
    return text


def known(value: Any) -> Any:
    """The value itself. Raises the error of an unknown name."""
    return str(value) if isinstance(value, Undefined) else value


def link_target(value: Any) -> str:
    """The value as a link target. Raises `ValueRefused` for a scheme that no message may have."""
    if isinstance(value, Markup):
        value = value.striptags()
    target = known(value)
    if not isinstance(target, str) or not target.startswith(LINK_SCHEMES):
        raise ValueRefused("a link target must begin with `https://`, `mailto:` or `tel:`")
    return target


def _isolated(value: Any) -> str:
    text = escaped(value)
    return f"<bdi>{text}</bdi>" if text and type(value) is not Markup else text


def _bare(value: Any) -> str:
    if isinstance(value, Markup) and _breaks_out(value):
        value = value.striptags()
    return escaped(value)


def _link(value: Any) -> str:
    if type(value) is str and value.startswith(LINK_SCHEMES):
        return _escape(value)
    return escaped(link_target(value))


def _refusal(value: object) -> ValueRefused:
    if value is None:
        return ValueRefused("the value is empty here: guard it with `if`")
    if isinstance(value, date):
        return ValueRefused("a date cannot be printed as it is: use a filter such as `date`")
    if isinstance(value, Decimal | float):
        return ValueRefused("a number cannot be printed as it is: use the filter `number`")
    if callable(value):
        return ValueRefused("a macro was printed instead of called: add `()`")
    kind = _KINDS.get(type(value), "this value")
    return ValueRefused(f"{kind} cannot be printed: choose a field or a filter")


class Generator(CodeGenerator):
    """Writes `write(…)` around every value, or its sibling for the value's place.

    The environment is a `Sandbox`, whose functions become local names of the generated code.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("read = environment.getattr")
        for name in PLACES:
            self.writeline(f"{name} = environment.{name}")

    def pop_assign_tracking(self, frame: Frame) -> None:
        self._assign_stack.pop()  # nothing imports a template, so what it sets is not exported

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible  # a constant is checked like any other value
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        place: Callable[[int], str] = getattr(self.environment, "writer_at")  # noqa: B009
        writer = place(node.lineno)
        self.write(f"{writer}(" if frame.buffer is None else f"environment.inside({writer}, ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")")
