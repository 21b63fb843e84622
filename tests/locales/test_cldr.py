"""Locale data: one locale never changes another."""

from __future__ import annotations

import re
from pathlib import Path

import renderer.locales
from renderer.locales.cldr import Locale


def test_reading_one_locale_leaves_the_others_as_they_are() -> None:
    keys = ["ja", "it", "he", "fr", "ar", "pt_PT", "de_AT"]
    for key in [*keys, *reversed(keys)]:
        Locale.named(key).months["stand-alone"]["wide"][10]
    october = {key: Locale.named(key).months["stand-alone"]["wide"][10] for key in keys}
    assert october == {
        "ja": "10月",
        "it": "ottobre",
        "he": "אוקטובר",
        "fr": "octobre",
        "ar": "أكتوبر",
        "pt_PT": "outubro",
        "de_AT": "Oktober",
    }


def test_a_partly_inherited_table_holds_both_parts() -> None:
    de_at = Locale.named("de_AT").months["format"]["wide"]
    assert (de_at[1], de_at[2]) == ("Jänner", "Februar")


def test_unit_patterns_are_read_by_width_and_category() -> None:
    assert Locale.named("en").unit_patterns["duration-day"]["long"]["one"] == "{0} day"


def test_babels_own_locale_is_used_in_one_module_only() -> None:
    folder = Path(renderer.locales.__file__).parent
    users = [
        path.name
        for path in folder.glob("*.py")
        if re.search(r"from babel(\.core)? import Locale", path.read_text())
    ]
    assert users == ["cldr.py"]
