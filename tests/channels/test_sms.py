"""Arithmetic of text messages: known traps, and packing against an oracle that tries every cut."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.channels.sms import GSM7_BASIC
from renderer.channels.sms import GSM7_EXTENSION
from renderer.channels.sms import Forced
from renderer.channels.sms import clean
from renderer.channels.sms import measure

gsm7_texts = st.text(alphabet=GSM7_BASIC + GSM7_EXTENSION, max_size=700)
# many dear characters, so that cuts meet pairs
pairs = st.lists(st.sampled_from(["a" * 76, "a", "€", "|", "b" * 152]), max_size=12).map("".join)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
emoji = st.lists(st.sampled_from(["a", "é", "😀", "ж", "x" * 33]), max_size=80).map("".join)


def fewest_parts(costs: list[int], limit: int) -> int:
    """The least number of runs whose cost is within the limit, over every way to cut."""

    @cache
    def fewest(start: int) -> int:
        if start == len(costs):
            return 0
        best, spent = len(costs), 0
        for end in range(start, len(costs)):
            spent += costs[end]
            if spent > limit:
                break
            best = min(best, 1 + fewest(end + 1))
        return best

    for start in reversed(range(len(costs))):  # from the end, so that recursion stays shallow
        fewest(start)
    return fewest(0)


def costs_of(text: str, encoding: str) -> list[int]:
    if encoding == "GSM-7":
        return [2 if character in GSM7_EXTENSION else 1 for character in text]
    return [2 if ord(character) > 0xFFFF else 1 for character in text]


@settings(max_examples=60, deadline=None)
@given(st.one_of(gsm7_texts, pairs, any_text, emoji))
def test_packing_agrees_with_an_oracle_that_tries_every_cut(text: str) -> None:
    measured = measure(text)
    costs = costs_of(measured.text, measured.encoding)
    alone, part = (160, 153) if measured.encoding == "GSM-7" else (70, 67)
    assert measured.units == sum(costs)
    if measured.units <= alone:
        assert measured.segments == 1
        assert measured.parts == (measured.text,)
    else:
        assert measured.segments == fewest_parts(costs, part)
        assert all(sum(costs_of(piece, measured.encoding)) <= part for piece in measured.parts)


@given(st.one_of(gsm7_texts, any_text, emoji))
def test_a_measure_is_consistent_with_its_text(text: str) -> None:
    measured = measure(text)
    assert measured.text == unicodedata.normalize("NFC", text)
    assert "".join(measured.parts) == measured.text
    assert measured.segments == len(measured.parts)
    assert measured.characters == len(measured.text)
    assert (measured.encoding == "UCS-2") == bool(measured.forced_by)
    assert all(measured.text[item.position] == item.character for item in measured.forced_by)
    assert measured.cost >= 0
    assert measure(measured.text) == measured


@given(any_text)
def test_every_character_outside_the_alphabet_is_named(text: str) -> None:
    measured = measure(text)
    foreign = [
        (position, character)
        for position, character in enumerate(measured.text)
        if character not in GSM7_BASIC + GSM7_EXTENSION
    ]
    assert [(item.position, item.character) for item in measured.forced_by] == foreign


def test_the_alphabet_is_the_one_of_the_standard() -> None:
    assert len(GSM7_BASIC) == len(set(GSM7_BASIC)) == 127  # and the escape
    assert len(GSM7_EXTENSION) == len(set(GSM7_EXTENSION)) == 10
    assert [GSM7_BASIC[code] for code in (0x00, 0x0A, 0x0D, 0x10, 0x1A)] == [
        "@",
        "\n",
        "\r",
        "Δ",
        "Ξ",
    ]
    # behind the escape at 0x1B, codes and places differ by one
    assert [GSM7_BASIC[code - 1] for code in (0x20, 0x24, 0x40, 0x5B, 0x60, 0x7F)] == list(" ¤¡Ä¿à")


def test_an_escape_pair_is_never_split() -> None:
    measured = measure("a" * 152 + "€" + "a" * 152)
    assert (measured.units, measured.segments) == (306, 3)
    assert measured.parts == ("a" * 152, "€" + "a" * 151, "a")


def test_a_surrogate_pair_is_never_split() -> None:
    measured = measure("😀" * 67)
    assert (measured.units, measured.segments) == (134, 3)
    assert [len(part) for part in measured.parts] == [33, 33, 1]


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("ж" * 70, "UCS-2", 70, 1),
        ("ж" * 71, "UCS-2", 71, 2),
        ("ж" * 134, "UCS-2", 134, 2),
        ("ж" * 135, "UCS-2", 135, 3),
        ("a\r\nb", "GSM-7", 4, 1),
        ("|", "GSM-7", 2, 1),
        ("|ж", "UCS-2", 2, 1),
        ("\f", "GSM-7", 2, 1),
    ],
)
def test_limits_are_exact(text: str, encoding: str, units: int, segments: int) -> None:
    measured = measure(text)
    assert (measured.encoding, measured.units, measured.segments) == (encoding, units, segments)


def test_a_decomposed_letter_is_composed_first() -> None:
    measured = measure("cafe\u0301")
    assert (measured.text, measured.encoding, measured.characters) == ("café", "GSM-7", 4)


def test_forcing_characters_are_named_with_place_and_cost() -> None:
    measured = measure("Fiançailles – 24,90\u00a0€" + "x" * 60)
    assert measured.forced_by == (
        Forced("ç", "LATIN SMALL LETTER C WITH CEDILLA", 4),
        Forced("–", "EN DASH", 12),
        Forced("\u00a0", "NO-BREAK SPACE", 19),
    )
    assert (measured.segments, measured.cost) == (2, 1)
    assert measure("\t").forced_by == (Forced("\t", "U+0009", 0),)


@pytest.mark.parametrize(
    ("language", "letters", "forcing"),
    [
        ("fr", "àâæçéèêëîïôœùûÇÉ", "âçêëîïôœû"),
        ("de", "äöüÄÖÜß„“–", "„“–"),
        ("es", "áéíñóúü¿¡", "áíóú"),
        ("pt", "ãáâàçéêíóõúü", "ãáâçêíóõú"),
        ("tr", "çğışöü", "çğış"),
        ("sv da nb fi", "åäöæøÅÄÖÆØé", ""),
    ],
)
def test_each_language_knows_its_forcing_letters(language: str, letters: str, forcing: str) -> None:
    assert "".join(item.character for item in measure(letters).forced_by) == forcing


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+D83D"):
        measure("a\ud83d")


def test_the_samples_of_the_brand_keep_their_budget() -> None:
    service = (
        "Northwind: Kündigung erhalten am 20. Nov. 2026, 14:05 Uhr MEZ. Ihr Vertrag endet am "
        "20. Dez. 2026. Nachweis: https://northwind.example/k/K-2026-004417"
    )
    marketing = (
        "Northwind: Ihre Kündigung gilt. Falls Sie bleiben möchten: Fibre 100 für 24,90 EUR im "
        "Monat oder 2 Monate Pause, bis 13. Dez. 2026: https://northwind.example/o/K-2026-004417 "
        "Keine Angebote: https://northwind.example/u/abmelden"
    )
    assert (measure(service).encoding, measure(service).segments) == ("GSM-7", 1)
    assert (measure(marketing).encoding, measure(marketing).segments) == ("GSM-7", 2)


def test_cleaning_makes_one_line() -> None:
    assert (
        clean("\n  Northwind:\u00a0your\n contract\r\n\tends.  \n")
        == "Northwind: your contract ends."
    )
    assert clean("24,90\u202fEUR") == "24,90 EUR"
    assert clean("佐藤\u3000様") == "佐藤\u3000様"
    assert clean(" \n") == ""
    assert clean("إلى \u2068Petra\u2069") == "إلى \u2068Petra\u2069"


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\x00", "control character U+0000"),
        ("\x1b", "control character U+001B"),
        ("\x85", "control character U+0085"),
        ("\u202e", "right-to-left override"),
        ("\u202a", "left-to-right embedding"),
        ("\ud83d", "lone surrogate U+D83D"),
    ],
)
def test_cleaning_refuses_what_could_deceive(character: str, words: str) -> None:
    with pytest.raises(ValueError, match="a text message must not contain") as caught:
        clean(f"secret {character} name")
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


@given(any_text)
def test_cleaned_text_is_clean(text: str) -> None:
    try:
        once = clean(text)
    except ValueError:
        return
    assert clean(once) == once
    assert not set(once) & set("\n\r\t\u2028\u2029")
