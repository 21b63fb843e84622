"""Everything that a template writes about a customer, in the customer's locale and time zone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from typing import Final

from renderer.locales import names
from renderer.locales.chains import parse
from renderer.locales.chains import script
from renderer.locales.dates import Dates
from renderer.locales.measures import Measures
from renderer.locales.numbers import Number
from renderer.locales.numbers import Numbers
from renderer.locales.zones import Zone
from renderer.locales.zones import load

# German says the hour with a word, which CLDR leaves to the sentence; a deadline has no sentence
_OCLOCK: Final = {"de": "{0} Uhr"}
_WIDE_BRACKETS: Final = frozenset({"Jpan", "Hans", "Hant"})


@lru_cache(maxsize=4096)
def formats(tag: str, time_zone: str, *, plain: bool = False) -> Formats:
    """The formats of a locale (BCP 47) and a time zone (IANA), kept for the next customer.

    plain: for text messages, with GSM-7 spaces, quotes and hyphens and with short moments.
    Raises ValueError if the tag or the zone is unknown.
    """
    return Formats(tag, time_zone, plain=plain)


class Formats:
    """One locale, one time zone, one flavour. Every method returns a text.

    A moment is an aware `datetime`; it is told by the clock of the customer's zone, and a naive
    one is a ValueError. A date is a `date`, or a moment of which the local date counts.
    """

    __slots__ = (
        "_brackets",
        "_dates",
        "_measures",
        "_numbers",
        "_oclock",
        "_words",
        "_zone",
        "plain",
        "tag",
        "time_zone",
    )

    def __init__(self, tag: str, time_zone: str, *, plain: bool = False) -> None:
        self.tag = tag
        self.time_zone = time_zone
        self.plain = plain
        self._zone = load(time_zone)
        self._numbers, self._measures, self._dates = _conventions(tag, plain=plain)
        self._words = Zone(tag, time_zone, plain=plain)
        self._oclock = _OCLOCK.get(parse(tag).language, "{0}")
        self._brackets = "{0}（{1}）" if script(tag) in _WIDE_BRACKETS else "{0} ({1})"

    def number(self, value: Number) -> str:
        """`412,5`, with at most three decimals."""
        return self._numbers.number(value)

    def percent(self, value: Number) -> str:
        """`20 %` for 20."""
        return self._numbers.percent(value)

    def money(self, value: Mapping[str, Any]) -> str:
        """`24,90 €` for {"amount": Decimal("24.90"), "currency": "EUR"}; plain `24,90 EUR`."""
        return self._numbers.money(value["amount"], value["currency"])

    def unit(self, value: Number, unit: str) -> str:
        """`100 GB`; `unit` is a key of `UNITS`."""
        return self._measures.unit(value, unit)

    def unit_name(self, value: Number, unit: str) -> str:
        """`GB`: what `unit` writes, without the number."""
        return self._measures.unit_name(value, unit)

    def duration(self, months: int = 0, *, days: int = 0) -> str:
        """`2 Monate`, `14 Tage`, `1 Monat und 14 Tage`."""
        return self.listing(self._measures.duration(months=months, days=days))

    def date(self, value: datetime.date) -> str:
        """`20. Dezember 2026`."""
        return self._dates.long(self._day(value))

    def short_date(self, value: datetime.date) -> str:
        """`20. Dez. 2026`."""
        return self._dates.short(self._day(value))

    def day_month(self, value: datetime.date) -> str:
        """`20. Dezember`."""
        return self._dates.day_month(self._day(value))

    def month_name(self, value: datetime.date) -> str:
        """`Dezember`."""
        return self._dates.month_name(self._day(value))

    def date_range(self, start: datetime.date, end: datetime.date) -> str:
        """`1. bis 31. Oktober 2026`; ValueError if it ends before it begins."""
        return self._dates.range(self._day(start), self._day(end))

    def weekday(self, key: str, *, short: bool = False) -> str:
        """`Montag` (short `Mo`) for `mon`."""
        return self._dates.weekday(key, short=short)

    def clock(self, value: datetime.time) -> str:
        """`08:00` of no particular day."""
        return self._dates.clock(value.hour, value.minute)

    def time(self, value: datetime.datetime) -> str:
        """`14:05`, or `2:05 PM`."""
        moment = self._local(value)
        return self._dates.clock(moment.hour, moment.minute)

    def moment(self, value: datetime.datetime) -> str:
        """`20. November 2026, 14:05`; plain `20. Nov. 2026, 14:05`."""
        moment = self._local(value)
        return self._told(moment, self._dates.clock(moment.hour, moment.minute))

    def zone(self, value: datetime.datetime) -> str:
        """`MEZ, Wien` or `Vienna, UTC+1`; plain `MEZ` or `UTC+1`."""
        return self._words.words(self._local(value))

    def deadline(self, value: datetime.datetime) -> str:
        """`13. Dezember 2026, 23:59 Uhr (MEZ, Wien)`."""
        moment = self._local(value)
        clock = self._oclock.format(self._dates.clock(moment.hour, moment.minute))
        return self._brackets.format(self._told(moment, clock), self._words.words(moment))

    def country(self, code: str) -> str:
        """`Österreich` for `AT`."""
        return names.country_name(code, self.tag)

    def listing(self, items: Iterable[str]) -> str:
        """`a, b und c`."""
        return names.listing(items, self.tag, plain=self.plain)

    def name(self, value: Mapping[str, Any]) -> str:
        """The name as its bearer writes it (`display`); only without it, the parts in order."""
        return str(value.get("display") or "") or names.full_name(
            self.tag, given=value.get("given") or "", family=value.get("family") or ""
        )

    def _told(self, moment: datetime.datetime, clock: str) -> str:
        day = self._dates.short(moment) if self.plain else self._dates.long(moment)
        return self._dates.joined(day, clock)

    def _day(self, value: datetime.date) -> datetime.date:
        return self._local(value).date() if isinstance(value, datetime.datetime) else value

    def _local(self, value: datetime.datetime) -> datetime.datetime:
        if not isinstance(value, datetime.datetime) or value.tzinfo is None:
            raise ValueError("a time is told from an instant with its offset, not from less")
        try:
            return value.astimezone(self._zone)
        except OverflowError:
            raise ValueError("an instant lies outside the calendar (years 1 to 9999)") from None


@lru_cache(maxsize=512)
def _conventions(tag: str, *, plain: bool) -> tuple[Numbers, Measures, Dates]:
    numbers = Numbers(tag, plain=plain)
    return numbers, Measures(tag, numbers, plain=plain), Dates(tag, plain=plain)
