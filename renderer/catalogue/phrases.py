"""Sentences of the catalogue: English source texts with `{placeholders}`, and their values.

A `Wording` is one or more ways to say the same; the first one whose placeholders all have a value
is taken, so that "until 19 February" can fall back to "for two months" when no date is known. The
last way must get by on what is always known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from renderer.customer import Money
from renderer.errors import did_you_mean
from renderer.tables import Table
from renderer.texts import Text as Text

_PLACEHOLDER = re.compile(r"\{([a-z_]\w*)\}")
_BRACE = re.compile(r"[{}]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time to be told as such: "2 months"."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Percent:
    """20 for "20 %"."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """The name of the month in which `day` lies: "October"."""

    day: date


# str: as it stands (a name); Decimal: a number; date: a day; datetime: a deadline with its zone
Value = str | Decimal | Money | date | datetime | Duration | Percent | Month


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and what stands in its placeholders; `count` chooses between text and plural."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    context: str | None = None
    plural: str = ""
    count: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Ways to say the same, best first."""

    ways: tuple[str, ...] = ()
    context: str | None = None

    def __bool__(self) -> bool:
        return bool(self.ways)

    def phrase(self, values: Mapping[str, Value]) -> Phrase | None:
        """The first way that can be said with these values."""
        for way in self.ways:
            names = placeholders(way)
            if all(name in values for name in names):
                return Phrase(way, {name: values[name] for name in names}, self.context)
        return None

    def say(self, values: Mapping[str, Value]) -> Phrase:
        """The same for a text that must be there: what is always known was checked on loading."""
        return self.phrase(values) or Phrase(self.ways[-1], values, self.context)

    def texts(self, comment: str, file: str) -> Iterator[Text]:
        """What translators get; a text that is nothing but placeholders is not for them."""
        for way in self.ways:
            if _LETTER.search(_PLACEHOLDER.sub("", way)):
                yield Text(self.context, way, "", comment, file)


@lru_cache(maxsize=4_096)
def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def read_wording(
    table: Table,
    key: str,
    *,
    context: str | None = None,
    always: Collection[str] = (),
    sometimes: Collection[str] = (),
    required: bool = False,
) -> Wording:
    """The wording under `key`: a text, or a list of texts, best first.

    Its last way may name only the placeholders in `always`; the others also `sometimes`.
    """
    if key not in table:
        table.asked.add(key)
        if required:
            table.flaw(f"`{key}` is missing")
        return Wording(context=context)
    is_list = isinstance(table.data[key], list)
    ways = table.names(key) if is_list else (table.text(key),)
    check_ways(table, key, ways, always=always, sometimes=sometimes)
    return Wording(tuple(ways), context)


def check_ways(
    table: Table,
    key: str,
    ways: tuple[str, ...],
    *,
    always: Collection[str],
    sometimes: Collection[str],
) -> None:
    """Note placeholders that can have no value, and a last way that needs more than is known."""
    known = {*always, *sometimes}
    for way in ways:
        if _BRACE.search(_PLACEHOLDER.sub("", way)):
            table.flaw(f"`{key}` has a brace that belongs to no placeholder", key=key)
        for name in placeholders(way):
            if name not in known:
                hint = did_you_mean(name, known) or f"known: {', '.join(sorted(known)) or 'none'}"
                table.flaw(f"`{{{name}}}` has no value in `{key}`", key=key, hint=hint)
    for name in placeholders(ways[-1]) if ways else ():
        if name in sometimes:
            hint = "add a last text that does without it"
            table.flaw(f"`{{{name}}}` has not always a value in `{key}`", key=key, hint=hint)
