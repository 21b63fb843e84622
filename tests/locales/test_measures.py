"""Quantities with their unit, and durations."""

from __future__ import annotations

import re

import pytest

from renderer.locales import UNITS
from renderer.locales import formats

CASES = """
de-AT  100   gb       100 GB
fr-FR  100   gb       100 Go
fi-FI  100   gb       100 Gt
ru-RU  100   gb       100 ГБ
ko-KR  100   gb       100GB
ar-AE  100   gb       100 غيغابايت
de-AT  2     tb       2 TB
de-AT  250   mbit_s   250 Mbit/s
ja-JP  250   mbit_s   250 Mbps
ar-AE  250   mbit_s   250 ميغابت في الثانية
ko-KR  1     gbit_s   1Gbps
de-AT  45    minutes  45 Minuten
pl-PL  22    minutes  22 minuty
pl-PL  1.5   hours    1,5 godziny
en-US  1     hours    1 hour
ro-RO  45    minutes  45 de minute
ar-AE  2     months   شهران
lt-LT  14    days     14 dienų
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_a_quantity_has_the_unit_and_the_plural_of_its_locale(case: str) -> None:
    tag, value, unit, text = re.split(r"  +", case)
    assert formats(tag, "UTC", plain=True).unit(value, unit) == text


def test_number_and_unit_are_held_together() -> None:
    assert formats("de-AT", "UTC").unit("412.5", "gb") == "412,5\u00a0GB"
    assert formats("fr-FR", "UTC").unit("412.5", "gb") == "412,5\u202fGo"


def test_the_unit_can_stand_apart_from_a_large_numeral() -> None:
    assert formats("de-AT", "UTC").unit_name("412.5", "gb") == "GB"
    assert formats("en-GB", "UTC").unit_name(1, "minutes") == "minute"


@pytest.mark.parametrize(
    ("months", "days", "text"),
    [(2, 0, "2 Monate"), (0, 14, "14 Tage"), (1, 14, "1 Monat und 14 Tage"), (0, 0, "0 Tage")],
)
def test_a_duration_leaves_out_what_is_zero(months: int, days: int, text: str) -> None:
    assert formats("de-AT", "UTC", plain=True).duration(months, days=days) == text


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        formats("de-AT", "UTC").duration(-1)


def test_an_unknown_unit_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean `mbit_s`"):
        formats("de-AT", "UTC").unit(1, "mbits")


@pytest.mark.parametrize("tag", ["et-EE", "ja-JP", "bg-BG", "hi-IN", "sw-KE", "tr-TR", "zh-CN"])
def test_no_unit_is_ever_its_identifier(tag: str) -> None:
    told = formats(tag, "UTC")
    for unit, key in UNITS.items():
        assert key not in told.unit(5, unit)
        assert "{" not in told.unit(5, unit)
