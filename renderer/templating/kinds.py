"""Kinds of values: what a filter can work on, what prints a value that cannot print itself."""

from __future__ import annotations

from renderer.shapes import Shape

# Filters that hand on what they were given: all of it or some, or one of it.
KEEPS_LIST = frozenset(
    {"list", "reverse", "sort", "select", "reject", "selectattr", "rejectattr", "unique"}
)
PICKS_ITEM = frozenset({"first", "last", "min", "max"})
_MOMENT = frozenset({"moment"})
_DAY = frozenset({"date", "moment"})
_LIST = frozenset({"list"})
_TEXT = frozenset({"text"})
_NUMBER = frozenset({"number"})
# What a filter can work on; the others take anything that can be printed.
TAKES = {
    "date": _DAY,
    "date_range": _DAY,
    "day_month": _DAY,
    "month_name": _DAY,
    "short_date": _DAY,
    "deadline": _MOMENT,
    "moment": _MOMENT,
    "time": _MOMENT,
    "zone": _MOMENT,
    "money": frozenset({"money"}),
    "number": _NUMBER,
    "percent": _NUMBER,
    "unit": _NUMBER,
    "duration": _NUMBER,
    "abs": _NUMBER,
    "round": _NUMBER,
    "int": _NUMBER | _TEXT,
    "country": _TEXT,
    "host": _TEXT,
    "phone_link": _TEXT,
    "capitalize": _TEXT,
    "lower": _TEXT,
    "trim": _TEXT,
    "upper": _TEXT,
    "listing": _LIST,
    "join": _LIST,
    "sum": _LIST,
    "length": _LIST | _TEXT | {"map"},
    **dict.fromkeys((*KEEPS_LIST, *PICKS_ITEM), _LIST | {"map"}),
}
# What an author may have meant who prints such a value as it is.
WRITES = {
    "date": "`date`",
    "moment": "`deadline` or `moment`",
    "money": "`money`",
    "list": "`listing` or `join`",
    "flag": "`if`",
}


def article(shape: Shape) -> str:
    """What a shape is, in words."""
    return article_of(shape.kind)


def article_of(kind: str) -> str:
    """What a kind of shape is, in words."""
    return {
        "object": "a part of the record",
        "list": "a list",
        "text": "a text",
        "number": "a number",
        "date": "a date",
        "moment": "a moment",
        "money": "an amount of money",
        "flag": "a yes or no",
        "map": "a map",
    }[kind]
