from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from renderer.errors import Flaw
from renderer.tables import Table

TEXT = """
title = "Leave"
stage = "ask"
days = 3
price = 19.90
on = true
day = 2026-12-31
names = ["a", "b", "a"]

[entry.first]
text = "1"

[[list]]
text = "2"
"""


def parse(text: str) -> Table:
    flaws: list[Flaw] = []
    return Table.parse(text, "x.toml", flaws)


def test_each_kind_of_value_is_read_as_what_it_is() -> None:
    root = parse(TEXT)
    assert root.text("title") == "Leave"
    assert root.text("other", default="none") == "none"
    assert root.word("stage", ("ask", "value")) == "ask"
    assert root.whole("days") == 3
    assert root.number("price") == Decimal("19.90")
    assert root.number("absent") is None
    assert root.flag("on") is True
    assert root.flag("off") is False
    assert root.day("day") == date(2026, 12, 31)
    assert root.day("until", required=False) is None
    assert root.names("names") == ("a", "b")
    assert root.words("absent", ("x",), default=("x",)) == ("x",)
    ((name, entry),) = root.named("entry")
    assert (name, entry.text("text"), entry.line()) == ("first", "1", 10)
    (item,) = root.tables("list")
    assert (item.text("text"), item.line("text")) == ("2", 14)
    root.finish()
    assert root.flaws == []
    assert root.sound


def test_keys_that_nobody_asked_for_are_flaws_with_the_nearest_name() -> None:
    root = parse("titel = 'x'\nother = 1\n")
    root.text("title", default="")
    root.finish()
    assert root.flaws == [
        Flaw("x.toml", 1, "`titel` is not known here", "did you mean `title`?"),
        Flaw("x.toml", 2, "`other` is not known here", "known: title"),
    ]
    assert not root.sound


def test_a_text_that_is_no_toml_is_one_flaw_and_an_empty_table() -> None:
    root = parse("a = \n")
    assert [flaw.line for flaw in root.flaws] == [1]
    assert root.data == {}


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        ("", lambda root: root.text("a"), "`a` is missing"),
        ("a = 3", lambda root: root.text("a"), "`a` must be text"),
        ("a = ' '", lambda root: root.text("a"), "`a` is empty"),
        ("a = 'x'", lambda root: root.word("a", ("y", "z")), "`x` is no a"),
        ("a = 'x'", lambda root: root.name("a", ("y",), what="service"), "`x` is no service"),
        ("a = true", lambda root: root.whole("a"), "`a` must be a whole number"),
        ("a = 11", lambda root: root.whole("a", most=10), "`a` must lie between 0 and 10"),
        ("a = 'x'", lambda root: root.number("a"), "`a` must be a number"),
        ("a = inf", lambda root: root.number("a"), "`a` must lie between 0 and 1000000000"),
        ("a = 1", lambda root: root.flag("a"), "`a` must be true or false"),
        ("a = '2026-01-01'", lambda root: root.day("a"), "`a` must be a date such as 2026-12-31"),
        ("a = 2026-01-01T00:00:00Z", lambda root: root.day("a"), "`a` must be a date such as"),
        ("", lambda root: root.day("a"), "`a` is missing"),
        ("a = 'x'", lambda root: root.names("a"), "`a` must be a list"),
        ("a = ['x', 1]", lambda root: root.names("a"), "`a` must be a list of texts"),
        ("a = ['x']", lambda root: root.words("a", ("y",)), "`x` is no a"),
        ("a = 'x'", lambda root: root.table("a"), "`a` must be a table"),
        ("a = [1]", lambda root: root.tables("a"), "`a` must be a list of tables"),
        ("a.B = {}", lambda root: list(root.named("a")), "`B` is no name"),
        ("a.b = 1", lambda root: list(root.named("a")), "`b` must be a table"),
    ],
)
def test_what_is_not_as_expected_is_a_flaw(
    text: str, read: Callable[[Table], object], message: str
) -> None:
    root = parse(text)
    read(root)
    (flaw,) = root.flaws
    assert flaw.message.startswith(message)
    assert flaw.line == (1 if text else 0)
