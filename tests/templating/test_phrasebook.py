"""Catalogue texts are said in a locale, with their values, or fall back and are remembered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from markupsafe import escape

from renderer.errors import RenderFault
from renderer.sources import LineMap
from renderer.templating.phrasebook import Phrasebook
from renderer.templating.translation import Fallback
from renderer.templating.translation import Folder
from tests.templating.kitchen import translated


def book(strings: dict[str, Any], *, isolate: bool = False) -> Phrasebook:
    folder = Folder(
        translated(strings), complete=False, isolate=isolate, lines=lambda name: LineMap()
    )
    return Phrasebook(folder, isolate=isolate)


def test_a_phrase_is_said_with_its_values() -> None:
    phrases = book({"Save {price}": "Sparen Sie {price}", "button|Go": "Los"})
    assert phrases.say("Save {price}", values={"price": "5 €"}) == "Sparen Sie 5 €"
    assert phrases.say("Go", context="button") == "Los"
    assert phrases.say("Go") == "Go"


def test_the_count_chooses_the_form() -> None:
    phrases = book({"{n} month": ("{n} Monat", "{n} Monate")})
    for count, said in ((1, "1 Monat"), (2, "2 Monate"), (0, "0 Monate"), (-1, "-1 Monat")):
        words = phrases.say("{n} month", plural="{n} months", count=count, values={"n": str(count)})
        assert words == said
    assert phrases.say("{n} day", plural="{n} days", count=2, values={"n": "2"}) == "2 days"


def test_phrases_are_text_from_left_to_right_and_markup_from_right_to_left() -> None:
    strings = {"A & {x}": "B < {x}"}
    plain = book(strings).say("A & {x}", values={"x": "<b>"})
    assert plain == "B < <b>"
    assert type(plain) is str
    marked = book(strings, isolate=True).say("A & {x}", values={"x": "<b>"})
    assert marked == "B &lt; <bdi>&lt;b&gt;</bdi>"
    assert isinstance(marked, Markup)
    nested = book({}, isolate=True).say("({x})", values={"x": marked})
    assert nested == f"(<bdi>{marked}</bdi>)"


def test_a_value_that_looks_like_a_placeholder_stays_a_value() -> None:
    said = book({}).say("{a} {b}", values={"a": "{b}", "b": "{{ c }}"})
    assert said == "{b} {{ c }}"


def test_what_cannot_be_said_is_remembered() -> None:
    phrases = book({"Save {price}": "Sparen"})
    assert phrases.say("Save {price}", values={"price": "5"}) == "Save 5"
    assert phrases.say("Save {price}", values={"price": "6"}) == "Save 6"
    assert phrases.fallbacks == (Fallback(None, "Save {price}", "de: `{price}` is missing"),)


def test_a_placeholder_without_a_value_is_a_fault_and_not_printed() -> None:
    with pytest.raises(RenderFault) as raised:
        book({}).say("Save {price}")
    assert str(raised.value) == "templates/catalogue: `{price}` has no value in `Save {price}`"


@given(st.text(max_size=20), st.booleans())
def test_any_value_is_written_as_it_is_or_escaped(value: str, isolate: bool) -> None:
    said = book({}, isolate=isolate).say("<{x}>", values={"x": value})
    assert said == (f"&lt;<bdi>{escape(value)}</bdi>&gt;" if isolate else f"<{value}>")
