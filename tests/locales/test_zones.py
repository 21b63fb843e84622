"""Time zones in words: right at every moment, or an offset."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import available_timezones

import pytest

from renderer.locales.zones import Zone
from renderer.locales.zones import load

# locale, zone, words in winter, words in summer, the same in a text message
WORDS = """
de-AT  Europe/Vienna        MEZ, Wien            MESZ, Wien           MEZ    MESZ
de-DE  Europe/London        London, UTC          London, UTC+1        UTC    UTC+1
en     Europe/Vienna        Vienna, UTC+1        Vienna, UTC+2        UTC+1  UTC+2
en-GB  Europe/Vienna        CET, Vienna          CEST, Vienna         CET    CEST
en-GB  Europe/London        GMT, London          BST, London          GMT    BST
en-IE  Europe/Dublin        GMT, Dublin          IST, Dublin          GMT    IST
en-US  America/New_York     EST, New York        EDT, New York        EST    EDT
en-US  America/Phoenix      MST, Phoenix         MST, Phoenix         MST    MST
en-AE  Asia/Dubai           Dubai, UTC+4         Dubai, UTC+4         UTC+4  UTC+4
fr-FR  Europe/Athens        EET, Athènes         EEST, Athènes        EET    EEST
fr-FR  Europe/Paris         Paris, UTC+1         Paris, UTC+2         UTC+1  UTC+2
fr-CA  America/Toronto      HNE, Toronto         HAE, Toronto         HNE    HAE
es-ES  Africa/Casablanca    Casablanca, UTC+1    Casablanca, UTC+1    UTC+1  UTC+1
es-AR  America/Argentina/Buenos_Aires  Buenos Aires, UTC−3  Buenos Aires, UTC−3  UTC-3  UTC-3
en-US  America/St_Johns     St. John’s, UTC−3:30  St. John’s, UTC−2:30  UTC-3:30  UTC-2:30
en-IN  Asia/Kolkata         IST, Kolkata         IST, Kolkata         IST    IST
hi-IN  Asia/Kolkata         IST, कोलकाता         IST, कोलकाता         IST    IST
uk-UA  Europe/Kyiv          Київ, UTC+2          Київ, UTC+3          UTC+2  UTC+3
ja-JP  Asia/Tokyo           JST、東京             JST、東京             JST    JST
zh-HK  Asia/Hong_Kong       香港，UTC+8           香港，UTC+8           UTC+8  UTC+8
ar-AE  Asia/Dubai           بتوقيت دبي           بتوقيت دبي           بتوقيت دبي  بتوقيت دبي
he-IL  Asia/Jerusalem       ירושלים, UTC+2       ירושלים, UTC+3       UTC+2  UTC+3
en-GB  UTC                  UTC                  UTC                  UTC    UTC
de-AT  Etc/GMT+5            UTC−5                UTC−5                UTC-5  UTC-5
"""
WINTER, SUMMER = "2027-01-10T12:00:00+00:00", "2027-07-10T12:00:00+00:00"


def words(tag: str, key: str, instant: str, *, plain: bool = False) -> str:
    return Zone(tag, key, plain=plain).words(datetime.fromisoformat(instant).astimezone(load(key)))


@pytest.mark.parametrize("case", WORDS.strip().splitlines())
def test_a_zone_is_told(case: str) -> None:
    tag, key, winter, summer, short_winter, short_summer = re.split(r"  +", case)
    assert words(tag, key, WINTER) == winter
    assert words(tag, key, SUMMER) == summer
    assert words(tag, key, WINTER, plain=True) == short_winter
    assert words(tag, key, SUMMER, plain=True) == short_summer


@pytest.mark.parametrize("tag", ["de-AT", "en-GB", "fr-FR", "ar-AE", "ja-JP"])
def test_every_zone_can_be_told(tag: str) -> None:
    for key in sorted(available_timezones() - {"Factory", "localtime"}):
        assert words(tag, key, WINTER), key


def test_offsets_of_long_ago_are_told_to_the_minute() -> None:
    assert words("de-AT", "Europe/Vienna", "1800-01-01T00:00:00+00:00", plain=True) == "UTC+1:05"


@pytest.mark.parametrize(
    ("key", "hint"),
    [("Europe/Wien", "did you mean `Europe/Vienna`?"), ("../etc/passwd", ""), ("localtime", "")],
)
def test_a_zone_that_is_none_is_refused_with_the_nearest(key: str, hint: str) -> None:
    with pytest.raises(ValueError, match="not an IANA time zone") as refused:
        load(key)
    assert hint in str(refused.value)
