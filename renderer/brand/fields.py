"""Fields of `brand.toml` that a plain `Table` does not know: times, shapes, countries."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from datetime import time

from renderer.tables import Table

FILE = "templates/brand/brand.toml"

COUNTRY = re.compile("[A-Z]{2}")
LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def read_cleaned(table: Table, key: str, clean: Callable[[str], str]) -> str:
    """A text as `clean` gives it; what it refuses is a flaw."""
    written = table.text(key)
    try:
        return clean(written) if written else ""
    except ValueError as error:
        table.flaw(f"`{key}` {error}", key=key)
        return ""


def read_shaped(
    table: Table, key: str, shape: re.Pattern[str], words: str, *, default: str | None = None
) -> str:
    """A text of a certain shape, which `words` tells people."""
    written = table.text(key) if default is None else table.text(key, default=default)
    if written and not shape.fullmatch(written):
        table.flaw(f"`{key}` must be {words}", key=key)
    return written


def read_time(table: Table, key: str) -> time:
    """A time of the day, written `"08:00"`."""
    written = read_shaped(table, key, _TIME, "a time such as `08:00`")
    match = _TIME.fullmatch(written)
    return time(int(match[1]), int(match[2])) if match else time()


def read_by_country(outer: Table, key: str) -> Iterator[tuple[str, Table]]:
    """The tables below `[key]`, each under a country's code."""
    countries = outer.table(key)
    for country, value in countries.data.items():
        if not COUNTRY.fullmatch(country):
            hint = "two capitals (ISO 3166-1), such as `AT`"
            countries.flaw(f"`{country}` is no country", key=country, hint=hint)
        elif not isinstance(value, dict):
            countries.flaw(f"`{country}` must be a table", key=country)
        else:
            yield country, countries.table(country)
