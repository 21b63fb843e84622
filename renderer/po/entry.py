"""The values of a `.po` file: an entry as it was read, and a message to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")

Key = tuple[str | None, str]
"""What an entry is known by: its context and its msgid."""


class Previous(NamedTuple):
    """What a fuzzy entry was translated from (`#|`); None for what was not kept."""

    context: str | None
    id: str | None
    plural: str | None


class Entry(NamedTuple):
    """One entry of a `.po` file.

    A named tuple, because an edit renumbers the lines of all entries below it, and a dataclass
    takes five times as long to copy. `span` is the first line (from 1) and the one after the last,
    comments included.
    """

    context: str | None
    id: str
    plural: str | None
    strings: tuple[str, ...]
    flags: frozenset[str]
    comments: tuple[str, ...]
    extracted: tuple[str, ...]
    references: tuple[str, ...]
    previous: Previous | None
    obsolete: bool
    span: tuple[int, int]

    @property
    def key(self) -> Key:
        return self.context, self.id

    @property
    def is_header(self) -> bool:
        return not self.id and self.context is None and not self.obsolete

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Every form has a text, and none of them awaits review."""
        return all(self.strings) and not self.fuzzy


def single_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Comments as they stand in a file: one line each."""
    return tuple(line for text in texts for line in text.replace("\r\n", "\n").split("\n"))


def moved(entry: Entry, by: int) -> Entry:
    """The entry with its span `by` lines further down."""
    if not by:
        return entry
    start, stop = entry[-1]
    return tuple.__new__(Entry, (*entry[:-1], (start + by, stop + by)))


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to translate: `comments` are for translators, `references` name files."""

    context: str | None
    id: str
    plural: str | None = None
    comments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.context, self.id

    def entry(self, strings: tuple[str, ...]) -> Entry:
        """The entry that this message makes with these translations."""
        comments = single_lines(self.comments)
        return Entry(
            self.context,
            self.id,
            self.plural,
            strings,
            frozenset(),
            (),
            comments,
            self.references,
            None,
            False,
            (1, 1),
        )
