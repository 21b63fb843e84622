"""The two flavours: no directional marks in either, GSM-7 typography in plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.locales.flavours import flavour
from renderer.locales.flavours import plain
from renderer.locales.flavours import rich


@pytest.mark.parametrize(
    ("text", "equivalent"),
    [
        ("1\u202f234,50\u00a0€", "1 234,50 €"),
        ("1’234.50", "1'234.50"),
        ("1\u2009–\u200931", "1 - 31"),
        ("\u2212 5 — 6", "- 5 - 6"),
        ("„Fibre“ «100» ‹x›", '"Fibre" "100" \'x\''),
        ("\u200f36.50\u00a0د.إ.\u200f", "36.50 د.إ."),
        ("und so weiter…", "und so weiter..."),
        ("Jänner, août, październik", "Jänner, août, październik"),
    ],
)
def test_plain_swaps_typography_and_keeps_letters(text: str, equivalent: str) -> None:
    assert plain(text) == equivalent


def test_rich_only_loses_directional_marks() -> None:
    assert rich("\u200e1\u202f234\u00a0€ – ’\u061c") == "1\u202f234\u00a0€ – ’"


@given(st.text())
def test_a_flavour_given_twice_is_given_once(text: str) -> None:
    for finish in (flavour(plain_text=True), flavour(plain_text=False)):
        assert finish(finish(text)) == finish(text)
