"""The formats of whole locales, told by examples in formats.txt and by properties."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.channels.sms import GSM7_BASIC
from renderer.locales import Formats
from renderer.locales import formats

INSTANT = datetime.datetime.fromisoformat("2026-11-20T13:05:00+00:00")
LATIN = (
    "af-ZA bs-BA ca-ES cs-CZ cy-GB da-DK de-AT de-CH de-DE en-AE en-AU en-CA en-GB en-IN en-US "
    "es-AR es-ES es-MX et-EE eu-ES fi-FI fil-PH fr-CA fr-CH fr-FR ga-IE gl-ES hr-HR hu-HU id-ID "
    "is-IS it-CH it-IT lb-LU lt-LT lv-LV ms-MY mt-MT nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ro-RO "
    "sk-SK sl-SI sq-AL sr-Latn-RS sv-SE sw-KE tr-TR vi-VN"
)
LOCALES = LATIN.split()
OTHERS = ["ar-AE", "ar-EG", "el-GR", "fa-IR", "he-IL", "hi-IN", "ja-JP", "ko-KR", "th-TH", "zh-HK"]
CURRENCIES = ["AED", "BRL", "CHF", "CZK", "EUR", "GBP", "HUF", "INR", "JPY", "PLN", "SEK", "USD"]

locales = st.sampled_from(LOCALES + OTHERS)
zones = st.sampled_from(["Europe/Vienna", "America/St_Johns", "Asia/Kathmandu", "UTC"])
moments = st.datetimes(
    min_value=datetime.datetime.fromisoformat("0002-01-01"),
    max_value=datetime.datetime.fromisoformat("9998-12-31"),
    timezones=st.sampled_from([datetime.UTC, datetime.timezone(datetime.timedelta(hours=-9.5))]),
)
amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**19), max_value=10**19)


def examples() -> list[tuple[str, str, str, str, str]]:
    """(locale, zone, what, rich, plain) of every line of formats.txt."""
    found = []
    tag = zone = ""
    for line in (Path(__file__).parent / "formats.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            what, rich, plain = line.strip().split(" = ")
            found.append((tag, zone, what, rich, plain))
        elif not line.startswith("#"):
            tag, zone = line.split()
    return found


def written(told: Formats, what: str) -> str:
    """What `told` writes for a line of formats.txt, with its no-break spaces made visible."""
    kind, *given_ = what.split()
    match kind:
        case "money":
            text = told.money({"amount": Decimal(given_[0]), "currency": given_[1]})
        case "range":
            start, end = (datetime.date.fromisoformat(f"2026-{day}") for day in given_)
            text = told.date_range(start, end)
        case "duration":
            text = told.duration(2, days=14)
        case "listing":
            text = told.listing(["A", "B", "C"])
        case "country":
            text = told.country("AT")
        case _:
            arguments: list[object] = [*given_] or [INSTANT]
            text = getattr(told, kind)(*arguments)
    return shown(text)


def shown(text: str) -> str:
    return text.replace("\u00a0", "⍽").replace("\u202f", "¦")


def every_text(told: Formats, moment: datetime.datetime) -> list[str]:
    """Everything that depends on the date, and the money of many currencies."""
    start = datetime.date(moment.year - 1, moment.month, 1)
    return [
        told.date(moment),
        told.short_date(moment),
        told.day_month(moment),
        told.month_name(moment),
        told.date_range(start, start.replace(day=3)),
        told.date_range(start, moment),
        told.time(moment),
        told.moment(moment),
        told.deadline(moment),
        told.number("-1234.5"),
        told.percent(20),
        told.unit(250, "mbit_s"),
        told.duration(2, days=3),
        *(told.money({"amount": "-1234.5", "currency": code}) for code in CURRENCIES),
    ]


@pytest.mark.parametrize(
    ("tag", "zone", "what", "rich", "plain"),
    examples(),
    ids=[f"{tag} {what}" for tag, _, what, _, _ in examples()],
)
def test_a_locale_writes(tag: str, zone: str, what: str, rich: str, plain: str) -> None:
    assert written(formats(tag, zone), what) == rich
    assert written(formats(tag, zone, plain=True), what) == plain


def test_the_sentences_of_the_brand_come_out_as_drawn() -> None:
    rich = formats("de-AT", "Europe/Vienna")
    short = formats("de-AT", "Europe/Vienna", plain=True)
    english = formats("en", "Europe/Vienna")
    until = datetime.datetime.fromisoformat("2026-12-13T22:59:00+00:00")
    price = {"amount": Decimal("24.90"), "currency": "EUR"}
    assert shown(rich.deadline(until)) == "13.⍽Dezember 2026, 23:59 Uhr (MEZ, Wien)"
    assert shown(rich.date(datetime.date(2027, 1, 3))) == "3.⍽Jänner 2027"
    assert shown(rich.money(price)) == "24,90⍽€"
    assert shown(rich.unit(100, "gb")) == "100⍽GB"
    assert f"{short.moment(INSTANT)} Uhr {short.zone(INSTANT)}" == "20. Nov. 2026, 14:05 Uhr MEZ"
    assert short.money(price) == "24,90 EUR"
    assert english.zone(INSTANT) == "Vienna, UTC+1"


@pytest.mark.parametrize("tag", LOCALES)
def test_plain_texts_are_gsm7_but_for_letters(tag: str) -> None:
    told = formats(tag, "Europe/Vienna", plain=True)
    for month in range(1, 13):
        for text in every_text(told, INSTANT.replace(month=month)):
            foreign = {
                character
                for character in text
                if character not in GSM7_BASIC and unicodedata.category(character)[0] != "L"
            }
            assert not foreign, text


@pytest.mark.parametrize("tag", ["en-GB", "sv-SE", "da-DK", "nb-NO", "fi-FI", "nl-NL", "it-CH"])
def test_where_all_letters_are_gsm7_the_whole_text_is(tag: str) -> None:
    for text in every_text(formats(tag, "Europe/Vienna", plain=True), INSTANT):
        assert set(text) <= set(GSM7_BASIC), text


@given(locales, zones, st.booleans(), moments)
@settings(max_examples=150, deadline=None)
def test_any_moment_can_be_told(
    tag: str, zone: str, plain: bool, moment: datetime.datetime
) -> None:
    told = formats(tag, zone, plain=plain)
    for text in (told.date(moment), told.short_date(moment), told.deadline(moment)):
        assert text
        assert text == text.strip()


@given(locales, st.booleans(), amounts, st.sampled_from(CURRENCIES))
@settings(max_examples=150, deadline=None)
def test_any_amount_can_be_written(tag: str, plain: bool, amount: Decimal, currency: str) -> None:
    told = formats(tag, "UTC", plain=plain)
    for text in (
        told.money({"amount": amount, "currency": currency}),
        told.number(amount),
        told.percent(amount),
        told.unit(amount, "gb"),
    ):
        assert any(character.isdigit() for character in text)


def test_a_moment_is_told_by_the_clock_of_the_customer() -> None:
    late = datetime.datetime.fromisoformat("2026-12-31T23:30:00+00:00")
    assert formats("en-GB", "Asia/Tokyo", plain=True).moment(late) == "1 Jan 2027, 08:30"
    assert formats("en-GB", "Asia/Tokyo", plain=True).date(late) == "1 January 2027"


def test_naive_moments_and_bare_dates_are_refused_where_a_clock_is_needed() -> None:
    told = formats("de-AT", "Europe/Vienna")
    naive = datetime.datetime.fromisoformat("2026-11-20T14:05:00")
    for method in (told.date, told.time, told.moment, told.deadline, told.zone):
        with pytest.raises(ValueError, match="instant with its offset"):
            method(naive)
    with pytest.raises(ValueError, match="instant with its offset"):
        told.time(datetime.date(2026, 11, 20))  # type: ignore[arg-type]  # what a template may do


def test_a_moment_beyond_the_calendar_of_the_zone_is_a_value_error() -> None:
    end = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    with pytest.raises(ValueError, match="outside the calendar"):
        formats("ja-JP", "Asia/Tokyo").date(end)


def test_a_name_is_written_as_its_bearer_writes_it() -> None:
    japanese = formats("ja-JP", "Asia/Tokyo")
    name = {"display": "佐藤 健二", "given": "健二", "family": "佐藤"}
    assert japanese.name(name) == "佐藤 健二"
    assert japanese.name({"given": "健二", "family": "佐藤"}) == "佐藤 健二"
    assert formats("de-AT", "UTC").name({"given": "Petra", "family": "Jäger"}) == "Petra Jäger"


def test_formats_are_made_once() -> None:
    assert formats("de-AT", "Europe/Vienna") is formats("de-AT", "Europe/Vienna")
