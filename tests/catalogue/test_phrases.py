from __future__ import annotations

from decimal import Decimal

import pytest

from renderer.catalogue.phrases import Phrase
from renderer.catalogue.phrases import Text
from renderer.catalogue.phrases import Wording
from renderer.catalogue.phrases import placeholders
from renderer.catalogue.phrases import read_wording
from renderer.errors import Flaw
from renderer.tables import Table


def table(text: str) -> Table:
    flaws: list[Flaw] = []
    return Table.parse(text, "offers.toml", flaws)


def test_the_first_way_whose_placeholders_are_known_is_said() -> None:
    wording = Wording(("until {until} for {price}", "for {price}"), "sms")
    price = Decimal(5)
    assert wording.say({"price": price}) == Phrase("for {price}", {"price": price}, "sms")
    assert wording.phrase({"price": price, "until": "x", "more": "y"}) == Phrase(
        "until {until} for {price}", {"until": "x", "price": price}, "sms"
    )
    assert wording.phrase({}) is None


def test_translators_do_not_get_what_is_nothing_but_placeholders() -> None:
    wording = Wording(("{service}", "{percent} less", "{n} %"))
    assert list(wording.texts("a comment", "offers.toml")) == [
        Text(None, "{percent} less", "", "a comment", "offers.toml")
    ]


def test_placeholders_are_named_once_in_order() -> None:
    assert placeholders("{b} {a} {b} { c } {D}") == ("b", "a")


def test_a_wording_is_a_text_or_a_list_of_texts() -> None:
    root = table('one = "a {x}"\nmany = ["{y}", "b"]')
    assert read_wording(root, "one", always=("x",)).ways == ("a {x}",)
    assert read_wording(root, "many", sometimes=("y",)).ways == ("{y}", "b")
    assert not read_wording(root, "none")
    assert root.flaws == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('w = "{servise}"', "`{servise}` has no value in `w`", "did you mean `service`?"),
        ('w = "{until}"', "`{until}` has not always a value in `w`", "add a last text"),
        ('w = "{ service }"', "`w` has a brace that belongs to no placeholder", ""),
        ('w = ["a", 3]', "`w` must be a list of texts", ""),
        ("w = 3", "`w` must be text", ""),
        ('w = " "', "`w` is empty", ""),
        ("", "`w` is missing", ""),
    ],
)
def test_a_text_that_cannot_be_said_is_a_flaw(text: str, message: str, hint: str) -> None:
    root = table(text)
    read_wording(root, "w", always=("service",), sometimes=("until",), required=True)
    (flaw,) = root.flaws
    assert flaw.message == message
    assert hint in flaw.hint
