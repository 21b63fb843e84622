"""Typed reading of TOML tables that reports every flaw at once instead of stopping at the first.

A reader asks a `Table` for the keys that it knows. Whatever is missing, of the wrong type or left
over becomes a `Flaw` with file, line and the nearest name, and a neutral value is returned, so
that reading goes on. Who reads the whole file then raises the flaws together.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any
from typing import Literal
from typing import TypeVar
from typing import overload

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import did_you_mean
from renderer.toml_lines import Lines
from renderer.toml_lines import Path
from renderer.toml_lines import line_of
from renderer.toml_lines import load_toml

Word = TypeVar("Word", bound=str)

MOST = 10**9
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_KINDS = {str: "text", bool: "true or false", int: "a whole number", dict: "a table"}


class Table:
    """One table of a TOML file, with its place and the list in which flaws are gathered."""

    def __init__(
        self, data: dict[str, Any], lines: Lines, file: str, flaws: list[Flaw], path: Path = ()
    ) -> None:
        self.data = data
        self.lines = lines
        self.file = file
        self.flaws = flaws
        self.path = path
        self.asked: set[str] = set()
        self.start = len(flaws)

    @classmethod
    def parse(cls, text: str, file: str, flaws: list[Flaw]) -> Table:
        """The root table of a text; a text that is no TOML is one flaw and an empty table."""
        try:
            data, lines = load_toml(text, file)
        except ContentInvalid as error:
            flaws.extend(error.flaws)
            data, lines = {}, {}
        return cls(data, lines, file, flaws)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    @property
    def sound(self) -> bool:
        """Whether nothing was noted since this table was opened; ask when it has been read."""
        return len(self.flaws) == self.start

    def line(self, key: str | None = None) -> int:
        return line_of(self.lines, self.path if key is None else (*self.path, key))

    def flaw(self, message: str, *, key: str | None = None, hint: str = "") -> None:
        """Note something wrong with this table, or with one of its keys."""
        self.flaws.append(Flaw(self.file, self.line(key), message, hint))

    def finish(self) -> None:
        """Note the keys that nobody asked for; call it when all known keys were read."""
        for key in self.data:
            if key not in self.asked:
                self.flaw(
                    f"`{key}` is not known here",
                    key=key,
                    hint=did_you_mean(key, self.asked) or _listed(self.asked),
                )

    @overload
    def text(self, key: str) -> str: ...
    @overload
    def text(self, key: str, *, default: str) -> str: ...
    def text(self, key: str, *, default: str | None = None) -> str:
        """A text that is not blank."""
        value = self._take(key, str, default is None)
        if value is None:
            return default or ""
        if not value.strip():
            self.flaw(f"`{key}` is empty", key=key)
        return str(value)

    def name(
        self, key: str, known: Collection[str], *, what: str, default: str | None = None
    ) -> str:
        """A text that names one of `known`; without a default the key is required."""
        value = self.text(key) if default is None else self.text(key, default=default)
        if value and key in self.data:
            self._check_known(value, known, what, key)
        return value

    def word(self, key: str, known: tuple[Word, ...], *, default: Word | None = None) -> Word:
        """One of a closed set of words."""
        value = self.text(key) if default is None else self.text(key, default=default)
        if value in known:
            return value
        if value:
            self._check_known(value, known, key, key)
        return known[0]

    def words(
        self,
        key: str,
        known: tuple[Word, ...],
        *,
        default: tuple[Word, ...] | None = None,
        what: str = "",
    ) -> tuple[Word, ...]:
        """A list of words out of a closed set."""
        names = self.names(key, known, what=what or key.removesuffix("s"), default=default)
        return tuple(name for name in names if name in known)

    def names(
        self,
        key: str,
        known: Collection[str] | None = None,
        *,
        what: str = "",
        default: Collection[str] | None = None,
    ) -> tuple[str, ...]:
        """A list of texts, each one of `known` where that is given."""
        if default is not None and key not in self.data:
            self.asked.add(key)
            return tuple(default)
        value = self._take(key, list, True)
        if value is None:
            return ()
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.flaw(f"`{key}` must be a list of texts", key=key)
            return ()
        if known is not None:
            for item in value:
                self._check_known(item, known, what or key, key)
        return tuple(dict.fromkeys(value))

    def whole(
        self, key: str, *, least: int = 0, most: int = 10_000, default: int | None = None
    ) -> int:
        """A whole number between `least` and `most`."""
        value = self._take(key, int, default is None)
        if value is None:
            return default if default is not None else least
        if not least <= value <= most:
            self.flaw(f"`{key}` must lie between {least} and {most}", key=key)
        return int(value)

    def number(self, key: str, *, least: int = 0, most: int = MOST) -> Decimal | None:
        """A decimal number between `least` and `most`, or None when the key is absent."""
        self.asked.add(key)
        if key not in self.data:
            return None
        return self.number_of(self.data[key], key, least=least, most=most)

    def number_of(self, value: object, key: str, *, least: int = 0, most: int = MOST) -> Decimal:
        """`value` of `key` as a decimal number."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.flaw(f"`{key}` must be a number", key=key)
            return Decimal(least)
        number = Decimal(value)
        if not number.is_finite() or not least <= number <= most:
            self.flaw(f"`{key}` must lie between {least} and {most}", key=key)
            return Decimal(least)
        return number

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._take(key, bool, False)
        return default if value is None else bool(value)

    @overload
    def day(self, key: str) -> date: ...
    @overload
    def day(self, key: str, *, required: Literal[False]) -> date | None: ...
    def day(self, key: str, *, required: bool = True) -> date | None:
        """A TOML date (`2026-12-31`, without quotes)."""
        self.asked.add(key)
        if key not in self.data:
            if required:
                self.flaw(f"`{key}` is missing")
            return date.min if required else None
        value = self.data[key]
        if isinstance(value, datetime) or not isinstance(value, date):
            self.flaw(f"`{key}` must be a date such as 2026-12-31, without quotes", key=key)
            return date.min
        return value

    def table(self, key: str) -> Table:
        """The table under `key`; an empty one when it is absent."""
        value = self._take(key, dict, False)
        return Table(value or {}, self.lines, self.file, self.flaws, (*self.path, key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """The array of tables under `key` (`[[key]]`), empty when it is absent."""
        value = self._take(key, list, False) or []
        if not all(isinstance(item, dict) for item in value):
            self.flaw(f"`{key}` must be a list of tables", key=key)
            return ()
        return tuple(
            Table(item, self.lines, self.file, self.flaws, (*self.path, key, index))
            for index, item in enumerate(value)
        )

    def named(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables `[key.<name>]` by name; a name is lower case with hyphens."""
        outer = self.table(key)
        for name in outer.data:
            if NAME.fullmatch(name) is None:
                outer.flaw(f"`{name}` is no name", key=name, hint="lower case, digits, hyphens")
            if isinstance(outer.data[name], dict):
                yield name, outer.table(name)
            else:
                outer.flaw(f"`{name}` must be a table", key=name)

    def _take(self, key: str, kind: type, required: bool) -> Any:
        self.asked.add(key)
        if key not in self.data:
            if required:
                self.flaw(f"`{key}` is missing")
            return None
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.flaw(f"`{key}` must be {_KINDS.get(kind, 'a list')}", key=key)
            return None
        return value

    def _check_known(self, value: str, known: Collection[str], what: str, key: str) -> None:
        if value not in known:
            hint = did_you_mean(value, known) or _listed(known)
            self.flaw(f"`{value}` is no {what}", key=key, hint=hint)


def _listed(names: Collection[str], most: int = 12) -> str:
    return f"known: {', '.join(sorted(names))}" if 0 < len(names) <= most else ""
