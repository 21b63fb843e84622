"""The values in a condition: paths into the record and constants, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any

from jinja2 import nodes

from renderer.shapes import Shape
from renderer.shapes import leaf

Data = dict[str, Any]  # plain data, all the way down
Keys = tuple["str | int", ...]

WORDS = {
    "text": "a text",
    "number": "a number",
    "date": "a date",
    "moment": "an instant",
    "money": "an amount of money",
    "flag": "true or false",
    "list": "a list",
    "map": "a map",
    "object": "a group of fields",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Refusal(Exception):
    """A clause cannot be translated; `args` are the message and a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)


@dataclass(frozen=True, slots=True)
class Term:
    """A value in a clause: a path into the record, or a constant (`path` is empty)."""

    shape: Shape
    path: str = ""
    keys: Keys = ()
    value: Any = None

    @property
    def words(self) -> str:
        kind = WORDS[self.shape.kind]
        return f"`{self.path}` ({kind})" if self.path else f"`{self.value!s}` ({kind})"

    def reader(self, *, as_day: bool = False) -> Callable[[Data], Any]:
        """How the value is read; None when it is missing anywhere on the way."""
        constant, keys = self.value, self.keys
        if not keys:
            return lambda data: constant

        def read(data: Data) -> Any:
            value: Any = data
            try:
                for key in keys:
                    value = value[key]
            except (KeyError, IndexError, TypeError):  # absent, or None on the way
                return None
            return value

        return (lambda data: _day(read(data))) if as_day else read


def shape_below(shape: Shape, key: str | int) -> Shape | None:
    if isinstance(key, int):
        return shape.item if shape.kind == "list" else None
    return shape.item if shape.kind == "map" else shape.fields.get(key)


def keys_of(node: nodes.Node) -> Keys:
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        return (*keys_of(node.node), node.attr)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        key = node.arg.value
        if isinstance(key, str) or (type(key) is int and key >= 0):
            return (*keys_of(node.node), key)
    raise Refusal(f"{words_for(node)} is no path into the record")


def constant(value: Any) -> Term:
    if isinstance(value, bool):
        return Term(leaf("flag", "constant"), value=value)
    if isinstance(value, str):
        return Term(leaf("text", "constant"), value=value)
    if isinstance(value, int | float) and abs(value) < 10**15:
        return Term(leaf("number", "constant"), value=Decimal(repr(value)))
    if value is None:
        raise Refusal("`none` is no value", "a condition with a missing value never holds")
    raise Refusal("this number is out of range")


def dated(term: Term, other: Term) -> Term:
    """A text constant as a date or an instant, if that is what it is compared with."""
    if term.path or term.shape.kind != "text" or other.shape.kind not in ("date", "moment"):
        return term
    try:
        if _DAY.fullmatch(term.value):
            return Term(leaf("date", "constant"), value=date.fromisoformat(term.value))
        instant = datetime.fromisoformat(term.value)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or other.shape.kind == "date":
        raise Refusal(f"`{term.value}` is no date", "write it as '2026-12-31'")
    return Term(leaf("moment", "constant"), value=instant)


def amount_hint(*terms: Term) -> str:
    paths = [term.path for term in terms if term.shape.kind == "money"]
    return f"compare `{paths[0]}.amount`" if paths else ""


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def words_for(node: nodes.Node) -> str:
    words = {
        nodes.Call: "a call",
        nodes.Filter: "a filter",
        nodes.Test: "`is`",
        nodes.CondExpr: "`if`",
        nodes.Concat: "`~`",
        nodes.Dict: "a dictionary",
        nodes.Compare: "a comparison",
        nodes.Getitem: "an index",
    }
    for kind, text in words.items():
        if isinstance(node, kind):
            return text
    return "arithmetic" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else "this"
