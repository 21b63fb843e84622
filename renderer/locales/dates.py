"""Dates as a locale writes them, never as bare digits that read differently elsewhere.

Each CLDR pattern is read once and kept as twelve texts, one per month, so that writing a date is
a look-up and one `format`. Day and month are held together by no-break spaces (brand.md 3).
Ranges are made from the pattern of the long date, because CLDR has interval patterns for long
months in few locales, and Babel misreads quoted letters in them (eu).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from datetime import time
from typing import Any
from typing import Final

from babel.dates import format_time
from babel.dates import tokenize_pattern

from renderer.locales.chains import parse
from renderer.locales.cldr import Locale
from renderer.locales.flavours import NO_BREAK
from renderer.locales.flavours import Finish
from renderer.locales.flavours import flavour

Token = tuple[str, Any]  # Babel's ("chars", text) or ("field", (letter, count))

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EN_DASH: Final = ("–", " – ")
# Between the ends of a range: (days of one month, whole dates). Words as in the brand's letters.
_LINKS: Final = {
    "ar": (" إلى ", " إلى "),
    "de": (" bis ", " bis "),
    "fa": (" تا ", " تا "),
    "ja": ("～", "～"),
    "ko": ("~", " ~ "),
    "yue": ("至", "至"),
    "zh": ("至", "至"),
}
# French writes the first of a month as an ordinal, in every country; CLDR has no way to say so.
_FIRST_DAY: Final = {"fr": "1er"}


class DatePattern:
    """One pattern, or a part of one, ready to be written."""

    __slots__ = ("_firsts", "_months")

    def __init__(self, tokens: Sequence[Token], locale: Locale, finish: Finish) -> None:
        months = [_template(tokens, locale, month) for month in range(1, 13)]
        first = _FIRST_DAY.get(locale.language, "{1}")
        self._months = tuple(finish(text) for text in months)
        self._firsts = tuple(text.replace("{1}", first) for text in self._months)

    def write(self, day: date) -> str:
        texts = self._firsts if day.day == 1 else self._months
        return texts[day.month - 1].format(day.year, day.day)


class Dates:
    """The dates and clock times of one locale in one flavour; zones are not its business."""

    __slots__ = (
        "_clock",
        "_day_month",
        "_finish",
        "_joined",
        "_links",
        "_locale",
        "_long",
        "_month_names",
        "_ranges",
        "_short",
        "_weekdays",
    )

    def __init__(self, tag: str, *, plain: bool = False) -> None:
        locale = self._locale = parse(tag)
        finish = self._finish = flavour(plain_text=plain)
        skeletons = locale.datetime_skeletons
        long = _bound(_tokens(locale.date_formats["long"].pattern))
        short = _bound(_tokens(skeletons["yMMMd"].pattern))
        if _is_ambiguous(short):
            short = long  # where CLDR has no short month, people do not shorten it (fi, cs)
        day_month = _bound(_tokens(skeletons["MMMMd"].pattern))
        self._long = DatePattern(long, locale, finish)
        self._short = DatePattern(short, locale, finish)
        self._day_month = DatePattern(day_month, locale, finish)
        names = locale.months["stand-alone"]["wide"]
        self._month_names = tuple(finish(names[month]) for month in range(1, 13))
        self._weekdays = {
            width: {key: finish(names[at]) for at, key in enumerate(WEEKDAYS)}
            for width, names in locale.days["format"].items()
        }
        self._ranges = {
            fields: tuple(DatePattern(part, locale, finish) for part in _split(long, fields))
            for fields in ("d", "dM")
        }
        self._links = tuple(map(finish, _LINKS.get(locale.language, _EN_DASH)))
        self._joined = finish(str(locale.datetime_formats["long"]).replace("'", ""))
        self._clock: dict[tuple[int, int], str] = {}

    def long(self, day: date) -> str:
        """`20. Dezember 2026`."""
        return self._long.write(day)

    def short(self, day: date) -> str:
        """`20. Dez. 2026`: the month is a word, unless the year stands first."""
        return self._short.write(day)

    def day_month(self, day: date) -> str:
        """`20. Dezember`."""
        return self._day_month.write(day)

    def month_name(self, day: date) -> str:
        """`Dezember`, as it stands alone."""
        return self._month_names[day.month - 1]

    def weekday(self, key: str, *, short: bool = False) -> str:
        """`Montag` (short `Mo`) for `mon`. Raises ValueError for a key not in WEEKDAYS."""
        if key not in WEEKDAYS:
            raise ValueError(f"a weekday is one of {', '.join(WEEKDAYS)}")
        return self._weekdays["abbreviated" if short else "wide"][key]

    def range(self, start: date, end: date) -> str:
        """`1. bis 31. Oktober 2026`; what both ends share is written once."""
        if end < start:
            raise ValueError("a range of dates ends before it begins")
        days, dates = self._links
        if start == end:
            return self._long.write(end)
        if start.year != end.year:
            return f"{self._long.write(start)}{dates}{self._long.write(end)}"
        same_month = start.month == end.month
        left, right = self._ranges["d" if same_month else "dM"]
        return f"{left.write(start)}{days if same_month else dates}{right.write(end)}"

    def clock(self, hour: int, minute: int) -> str:
        """`14:05`, or `2:05 PM` where that is the custom."""
        text = self._clock.get((hour, minute))
        if text is None:
            text = self._finish(format_time(time(hour, minute), "short", locale=self._locale))
            self._clock[hour, minute] = text
        return text

    def joined(self, day: str, clock: str) -> str:
        """A date and a time of day: `20. Dezember 2026, 14:05`."""
        return self._joined.format(clock, day)


def _tokens(pattern: str) -> list[Token]:
    """Babel's tokens with the literal text between two fields as one token (eu `d('a')`)."""
    tokens: list[Token] = []
    for kind, value in tokenize_pattern(pattern):
        if kind == "chars" and tokens and tokens[-1][0] == "chars":
            tokens[-1] = ("chars", tokens[-1][1] + value)
        else:
            tokens.append((kind, value))
    return tokens


def _bound(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with no-break spaces between day and month, in whichever order they stand."""
    first, last = sorted((_place(tokens, "d"), _place(tokens, "ML")))
    return [
        (kind, value.replace(" ", NO_BREAK)) if kind == "chars" and first < at < last else token
        for at, token in enumerate(tokens)
        for kind, value in [token]
    ]


def _place(tokens: Sequence[Token], letters: str) -> int:
    return next(
        at for at, (kind, value) in enumerate(tokens) if kind == "field" and value[0] in letters
    )


def _is_ambiguous(tokens: Sequence[Token]) -> bool:
    """Whether day and month are both bare digits in an order that differs by country."""
    fields = [value for kind, value in tokens if kind == "field"]
    month_is_digits = any(letter in "ML" and count < 3 for letter, count in fields)
    return month_is_digits and fields[0][0] != "y"


def _split(tokens: Sequence[Token], fields: str) -> tuple[list[Token], list[Token]]:
    """The start of a range (through the differing fields), and its end (from the first of them).

    fields: "d" within a month, "dM" within a year. What is written onto the last of the fields
    goes with it (`1.`, `1日`), but not a full stop that closes the date (hu `október 1–31.`).
    """
    places = [_place(tokens, "d")] + ([_place(tokens, "ML")] if "M" in fields else [])
    first, last = min(places), max(places)
    start = list(tokens[: last + 1])
    following = tokens[last + 1][1] if last + 1 < len(tokens) else ""
    attached = following[
        : next((i for i, c in enumerate(following) if c in " \u00a0\u202f,"), None)
    ]
    closes = attached == "." and last + 2 == len(tokens) and fields == "d"
    if attached and not closes:
        start.append(("chars", attached))
    return start, list(tokens[first:])


def _template(tokens: Sequence[Token], locale: Locale, month: int) -> str:
    """A text for `str.format` with the year as {0} and the day as {1}."""
    return "".join(
        value.replace("{", "{{").replace("}", "}}")
        if kind == "chars"
        else _field(value[0], value[1], locale, month)
        for kind, value in tokens
    )


def _field(letter: str, count: int, locale: Locale, month: int) -> str:
    if letter == "y":
        return "{0}"
    if letter == "d":
        return "{1}" if count == 1 else "{1:02}"
    if letter == "G":
        return str(locale.eras["abbreviated"][1])
    if letter in "ML" and count < 3:
        return f"{month:0{count}}"
    if letter in "ML":
        names = locale.months["format" if letter == "M" else "stand-alone"]
        return str(names["abbreviated" if count == 3 else "wide"][month]).replace(" ", NO_BREAK)
    raise ValueError(f"CLDR's date pattern has a field that is not handled: `{letter}`")
