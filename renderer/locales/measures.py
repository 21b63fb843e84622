"""Quantities with their unit: `100 GB`, `250 Mbit/s`, `45 minutes`, `2 months`.

CLDR's patterns are read directly, since Babel's `format_unit` prints the unit's identifier
wherever the long form is inherited from the short one (29 of 72 locales).
"""

from __future__ import annotations

from typing import Final

from renderer.errors import did_you_mean
from renderer.locales.chains import parse
from renderer.locales.flavours import NO_BREAK
from renderer.locales.flavours import flavour
from renderer.locales.numbers import Number
from renderer.locales.numbers import Numbers
from renderer.locales.numbers import exact
from renderer.locales.numbers import plural_category
from renderer.locales.numbers import rounded

UNITS: Final = {
    "mb": "digital-megabyte",
    "gb": "digital-gigabyte",
    "tb": "digital-terabyte",
    "mbit_s": "digital-megabit",
    "gbit_s": "digital-gigabit",
    "minutes": "duration-minute",
    "hours": "duration-hour",
    "days": "duration-day",
    "weeks": "duration-week",
    "months": "duration-month",
    "years": "duration-year",
}

# IEC 60027-2; CLDR's `Mb/s` is easily read as megabytes
_RATES: Final = {"mbit_s": "Mbit/s", "gbit_s": "Gbit/s"}
_RATES_BY_LANGUAGE: Final = {
    language: {"mbit_s": "Mbps", "gbit_s": "Gbps"} for language in ("ja", "ko", "zh")
}
# Languages whose short unit names are rarely read (ar `غ.ب`); brand.md spells them out
_SPELLED_OUT: Final = frozenset({"ar"})


class Measures:
    """The units of one locale in one flavour."""

    __slots__ = ("_finish", "_locale", "_numbers", "_patterns")

    def __init__(self, tag: str, numbers: Numbers, *, plain: bool = False) -> None:
        self._locale = parse(tag)
        self._numbers = numbers
        self._finish = flavour(plain_text=plain)
        self._patterns: dict[tuple[str, str], str] = {}

    def unit(self, value: Number, unit: str) -> str:
        """`412,5 GB`; `unit` is a key of `UNITS`, else ValueError."""
        pattern = self._pattern(value, unit)
        return pattern.replace("{0}", self._numbers.number(value)) if "{0}" in pattern else pattern

    def unit_name(self, value: Number, unit: str) -> str:
        """The unit alone, in the form that `value` takes, to stand beside a large numeral."""
        pattern = self._pattern(value, unit)
        return pattern.replace("{0}", "").strip() if "{0}" in pattern else pattern

    def duration(self, *, months: int, days: int) -> tuple[str, ...]:
        """The parts of a duration that are not zero (if all are, the days)."""
        parts = [(months, "months"), (days, "days")]
        if months < 0 or days < 0:
            raise ValueError("a duration cannot be negative")
        written = tuple(self.unit(count, unit) for count, unit in parts if count)
        return written or (self.unit(days, "days"),)

    def _pattern(self, value: Number, unit: str) -> str:
        if unit not in UNITS:
            hint = did_you_mean(unit, UNITS) or f"one of `{'`, `'.join(UNITS)}`"
            raise ValueError(f"not a unit ({hint})")
        category = plural_category(self._locale, rounded(exact(value), 3))
        key = (unit, category)
        if key not in self._patterns:
            self._patterns[key] = self._finish(self._build(unit, category))
        return self._patterns[key]

    def _build(self, unit: str, category: str) -> str:
        language = self._locale.language
        spelled = UNITS[unit].startswith("duration-") or language in _SPELLED_OUT
        pattern = self._cldr(UNITS[unit], category, spelled=spelled)
        if unit in _RATES:
            if language in _SPELLED_OUT:
                pattern = self._cldr("duration-second", "per", spelled=True).format(pattern)
            else:
                space = "" if pattern.startswith("{0}M") or pattern.startswith("{0}G") else " "
                rates = _RATES_BY_LANGUAGE.get(language, _RATES)
                pattern = f"{{0}}{space}{rates[unit]}"
        return pattern.replace("{0} ", "{0}" + NO_BREAK).replace(" {0}", NO_BREAK + "{0}")

    def _cldr(self, unit: str, form: str, *, spelled: bool) -> str:
        """CLDR's pattern; a long form that a locale lacks is its short one (alias in root)."""
        widths = self._locale.unit_patterns[unit]
        tables = [widths.get(width, {}) for width in (("long", "short") if spelled else ("short",))]
        for wanted in (form, "other"):
            for table in tables:
                if wanted in table:
                    return str(table[wanted])
        return "{0} " + unit.rpartition("-")[2]
