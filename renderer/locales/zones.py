"""The words for a time zone: what a reader needs to know which clock a deadline runs by.

`MEZ, Wien` where the locale has its own or a confirmed abbreviation, else `Vienna, UTC+1`.
CLDR's abbreviations are trusted only if tzdata uses the same one at that moment: some are wrong
(fr has `EEST` for winter in Athens), some stand for zones that have left them (Casablanca).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from typing import Any
from typing import Final
from zoneinfo import ZoneInfo
from zoneinfo import available_timezones

from babel.core import get_global

from renderer.errors import did_you_mean
from renderer.locales.chains import fallback_chain
from renderer.locales.chains import parse
from renderer.locales.chains import script

# Locales with abbreviations of their own, which tzdata cannot confirm
_OWN_ABBREVIATIONS: Final = frozenset({"de", "fr-CA"})
# Languages that say "by the clock of …", as in the brand's Arabic letters
_PHRASES: Final = {"ar": "بتوقيت {0}"}
_COMMAS: Final = {"Arab": "، ", "Jpan": "、", "Hans": "，", "Hant": "，"}
# Names that depend on the machine, or that say that nothing was set
_NO_PLACES: Final = frozenset({"Factory", "localtime"})


@lru_cache(maxsize=1024)
def load(key: str) -> ZoneInfo:
    """The zone of an IANA name; raises ValueError, with the nearest name, for any other."""
    if key not in _known():
        hint = did_you_mean(key, sorted(_known()))
        raise ValueError(
            "not an IANA time zone (like `Europe/Vienna`)" + (f"; {hint}" if hint else "")
        )
    return ZoneInfo(key)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_PLACES)


class Zone:
    """One time zone in the words of one locale."""

    __slots__ = ("_city", "_comma", "_own", "_phrase", "_plain", "_shorts")

    def __init__(self, tag: str, key: str, *, plain: bool = False) -> None:
        locale = parse(tag)
        canonical = str(get_global("zone_aliases").get(key, key))
        known_as = _names(canonical)
        details = _first(locale.time_zones, known_as) or {}
        metazone = locale.meta_zones.get(_first(get_global("meta_zones"), known_as), {})
        self._shorts: Mapping[str, Any] = {**metazone.get("short", {}), **details.get("short", {})}
        self._own = not _OWN_ABBREVIATIONS.isdisjoint(fallback_chain(tag))
        self._city = str(details.get("city") or _city_of(canonical, tag))
        self._comma = _COMMAS.get(script(tag), ", ")
        self._phrase = _PHRASES.get(locale.language, "")
        self._plain = plain

    def words(self, moment: datetime) -> str:
        """`MEZ, Wien`, `Vienna, UTC+1` or `بتوقيت دبي`; plain is short: `MEZ` or `UTC+1`.

        moment: already in this zone.
        """
        if self._phrase and self._city:
            return self._phrase.format(self._city)
        abbreviation = self._abbreviation(moment)
        if self._plain or not self._city:
            return abbreviation or self._offset(moment)
        if abbreviation:
            return f"{abbreviation}{self._comma}{self._city}"
        return f"{self._city}{self._comma}{self._offset(moment)}"

    def _abbreviation(self, moment: datetime) -> str:
        official = moment.tzname() or ""
        if not official.isalpha() or official == "LMT":
            return ""
        if self._own:
            name = str(self._shorts.get("daylight" if moment.dst() else "standard", ""))
            return name if name.isalpha() else ""
        return official if official in self._shorts.values() else ""

    def _offset(self, moment: datetime) -> str:
        minutes = round((moment.utcoffset() or timedelta()) / timedelta(minutes=1))
        if not minutes:
            return "UTC"
        hours, rest = divmod(abs(minutes), 60)
        minus = "-" if self._plain else "\N{MINUS SIGN}"
        return f"UTC{'+' if minutes > 0 else minus}{hours}" + (f":{rest:02}" if rest else "")


def _names(canonical: str) -> tuple[str, ...]:
    """The canonical name and its older ones: CLDR keeps its data under names like Asia/Calcutta."""
    aliases = get_global("zone_aliases").items()
    return (canonical, *(old for old, new in aliases if new == canonical))


def _first(table: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((table[key] for key in keys if key in table), None)


def _city_of(canonical: str, tag: str) -> str:
    """The city in the zone's name, for readers of Latin letters; other locales need CLDR's."""
    if script(tag) != "Latn" or "/" not in canonical or canonical.startswith("Etc/"):
        return ""
    return canonical.rpartition("/")[2].replace("_", " ")
