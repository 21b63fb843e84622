"""Days of the week and times of no particular day, as opening hours need them."""

from __future__ import annotations

from datetime import time

import pytest

from renderer.locales import formats


@pytest.mark.parametrize(
    ("tag", "weekday", "clock"),
    [
        ("en-GB", "Monday", "08:30"),
        ("en-US", "Monday", "8:30\u202fAM"),
        ("de-AT", "Montag", "08:30"),
        ("fr-FR", "lundi", "08:30"),
        ("es-ES", "lunes", "8:30"),
        ("ar-AE", "الاثنين", "8:30 ص"),
        ("ja-JP", "月曜日", "8:30"),
    ],
)
def test_opening_hours_are_told_in_the_readers_words(tag: str, weekday: str, clock: str) -> None:
    told = formats(tag, "Europe/Vienna")
    assert told.weekday("mon") == weekday
    assert told.clock(time(8, 30)).replace("\u00a0", " ") == clock


def test_the_days_have_short_names() -> None:
    assert formats("de-AT", "Europe/Vienna").weekday("fri", short=True) == "Fr."
    assert formats("fr-FR", "Europe/Paris").weekday("fri", short=True) == "ven."


def test_an_unknown_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match="mon, tue"):
        formats("en-GB", "Europe/London").weekday("monday")
