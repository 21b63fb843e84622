"""Dates: never ambiguous, days and months held together, ranges without repetition."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.locales.dates import Dates

RANGES = """
en-GB  2026-10-01 2026-10-31  1-31 October 2026
en-US  2026-10-01 2026-10-31  October 1-31, 2026
de-AT  2026-10-01 2026-10-31  1. bis 31. Oktober 2026
de-AT  2026-12-20 2027-02-19  20. Dezember 2026 bis 19. Februar 2027
fr-FR  2026-10-01 2026-10-31  1er-31 octobre 2026
hu-HU  2026-10-01 2026-10-31  2026. október 1-31.
hu-HU  2026-10-01 2026-11-03  2026. október 1. - november 3.
lv-LV  2026-10-01 2026-10-31  2026. gada 1.-31. oktobris
cs-CZ  2026-10-01 2026-10-31  1.-31. října 2026
eu-ES  2026-10-01 2026-10-31  2026(e)ko urriaren 1(a)-31(a)
ja-JP  2026-10-01 2026-11-03  2026年10月1日～11月3日
ko-KR  2026-10-01 2026-10-31  2026년 10월 1일~31일
zh-TW  2026-12-20 2027-02-19  2026年12月20日至2027年2月19日
ar-AE  2026-10-01 2026-10-31  1 إلى 31 أكتوبر 2026
ru-RU  2026-10-01 2026-10-31  1-31 октября 2026 г.
en-GB  2026-10-01 2026-10-01  1 October 2026
"""
SHORT = """
de-AT  20. Nov. 2026
en-GB  20 Nov 2026
en-US  Nov 20, 2026
pt-PT  20 de novembro de 2026
fi-FI  20. marraskuuta 2026
cs-CZ  20. listopadu 2026
bg-BG  20 ноември 2026 г.
lt-LT  2026-11-20
ja-JP  2026年11月20日
"""


@pytest.mark.parametrize("case", RANGES.strip().splitlines())
def test_a_range_says_once_what_both_ends_share(case: str) -> None:
    tag, days, text = re.split(r"  +", case)
    start, end = map(date.fromisoformat, days.split())
    assert Dates(tag, plain=True).range(start, end) == text


@pytest.mark.parametrize("case", SHORT.strip().splitlines())
def test_a_short_date_has_its_month_in_words(case: str) -> None:
    tag, text = case.split(maxsplit=1)
    assert Dates(tag, plain=True).short(date(2026, 11, 20)) == text


def test_no_locale_writes_day_and_month_as_bare_digits() -> None:
    bare = []
    for key in localedata.locale_identifiers():
        dates = Dates(key.replace("_", "-"))
        for day in (date(2026, 3, 4), date(2026, 11, 12)):
            texts = (dates.long(day), dates.short(day))
            bare += [t for t in texts if not re.search(r"[^\W\d]", t) and t[:4] != "2026"]
    assert not bare


@pytest.mark.parametrize("tag", ["en-GB", "en-US", "de-AT", "es-ES", "hu-HU", "vi-VN", "ar-AE"])
def test_day_and_month_are_never_parted(tag: str) -> None:
    dates = Dates(tag)
    long, together = dates.long(date(2026, 12, 20)), dates.day_month(date(2026, 12, 20))
    assert together.rstrip(".") in long
    assert " " not in together


def test_a_month_alone_is_in_the_nominative() -> None:
    october = date(2026, 10, 1)
    assert Dates("pl-PL").month_name(october) == "październik"
    assert Dates("pl-PL").long(october) == "1\u00a0października 2026"
    assert Dates("cs-CZ").month_name(october) == "říjen"


def test_french_writes_the_first_of_a_month_as_an_ordinal() -> None:
    assert Dates("fr-CH").long(date(2027, 1, 1)) == "1er\u00a0janvier 2027"
    assert Dates("fr-CH").long(date(2027, 1, 2)) == "2\u00a0janvier 2027"


def test_clocks_have_the_hours_of_the_locale() -> None:
    assert Dates("en-US").clock(14, 5) == "2:05\u202fPM"
    assert [Dates(tag).clock(0, 0) for tag in ("en-US", "de-AT")] == ["12:00\u202fAM", "00:00"]
    assert Dates("zh-TW").clock(23, 59) == "晚上11:59"


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Dates("en").range(date(2026, 10, 2), date(2026, 10, 1))


@given(st.dates(), st.dates(), st.sampled_from(["en-US", "de-AT", "ja-JP", "hu-HU", "eu-ES"]))
@settings(max_examples=200, deadline=None)
def test_a_range_holds_both_days_and_both_years(one: date, other: date, tag: str) -> None:
    start, end = sorted((one, other))
    numbers = re.findall(r"\d+", Dates(tag).range(start, end))
    assert {str(start.year), str(end.year), str(start.day), str(end.day)} <= set(numbers)
