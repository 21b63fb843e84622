"""A `.po` file that keeps its bytes: every edit rewrites one entry and returns a new file.

The file is held in pieces: gap, entry, gap, entry, …, tail, where a gap is blank lines. An edit
replaces one piece, or moves one; no other byte is written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property

from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.po import blocks
from renderer.po import header as headers
from renderer.po.blocks import Block
from renderer.po.blocks import Style
from renderer.po.entry import Entry
from renderer.po.entry import Key
from renderer.po.entry import Message
from renderer.po.entry import moved
from renderer.po.entry import single_lines
from renderer.po.plurals import PluralForms

FILE_LIMIT = 8 * 1024 * 1024
"""Bytes of one file."""


def digest(data: bytes) -> str:
    """What tells one version of a file from another: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


Parts = tuple[bytes, bytes, Entry]


@dataclass(frozen=True)
class PoFile:
    """A catalogue as `read` found it, or as it is after an edit.

    `entries` are all of them in the order of the file, the header and obsolete ones included.
    Edits take an entry of this file or of an earlier version of it: its context and msgid count.
    They raise TranslationInvalid if they cannot be made without damage.

    `pieces` are gap, entry, gap, entry, …, tail; `places` tells where in `entries` a key is.
    """

    style: Style
    entries: tuple[Entry, ...]
    pieces: tuple[bytes, ...] = field(repr=False)
    places: dict[Key, int] = field(repr=False, compare=False)

    @property
    def file(self) -> str:
        """The name of the file in errors."""
        return self.style.file

    @cached_property
    def bytes(self) -> bytes:
        """The file as it is written."""
        return self.style.bom + b"".join(self.pieces)

    @cached_property
    def digest(self) -> str:
        return digest(self.bytes)

    @cached_property
    def header(self) -> dict[str, str]:
        """The fields of the header, named as they stand there."""
        entry = self.find("")
        return headers.fields(entry.strings[0]) if entry else {}

    @property
    def plural_forms(self) -> PluralForms:
        return headers.plurals(self.header)

    @property
    def nplurals(self) -> int:
        return self.plural_forms.count

    def plural(self, n: int) -> int:
        """The index of the form for `n`."""
        return self.plural_forms.form(n)

    @property
    def messages(self) -> tuple[Entry, ...]:
        """The entries in use: no header, none that is obsolete."""
        return tuple(e for e in self.entries if not e.obsolete and not e.is_header)

    @cached_property
    def flaws(self) -> tuple[Flaw, ...]:
        """What is wrong although the file can be read: no header, wrong numbers of forms."""
        messages = self.messages
        plural = [entry for entry in messages if entry.plural is not None]
        found = []
        if messages and not self.header:
            found.append(Flaw(self.file, messages[0].span[0], "file has no header"))
        if plural and not headers.field(self.header, "Plural-Forms"):
            text = "there are plurals, but the header has no `Plural-Forms`"
            found.append(Flaw(self.file, plural[0].span[0], text))
        for entry in plural:
            if len(entry.strings) != self.nplurals:
                text = f"entry has {len(entry.strings)} plural forms instead of {self.nplurals}"
                found.append(Flaw(self.file, entry.span[0], text))
        return tuple(found)

    def find(self, id: str, context: str | None = None) -> Entry | None:
        """The entry in use with this msgid and context; the header has an empty msgid."""
        at = self.places.get((context, id))
        return None if at is None or self.entries[at].obsolete else self.entries[at]

    def with_strings(self, entry: Entry, strings: Sequence[str]) -> PoFile:
        """Set the translation: one string, or one for each plural form of the language."""
        at, block = self._block(entry)
        new = tuple(strings)
        if new == block.entry.strings:
            return self
        forms = 1 if block.entry.plural is None else self.nplurals
        if len(new) != forms:
            raise self.style.refusal(block.entry, f"entry needs {forms} strings, not {len(new)}")
        if block.entry.is_header:
            self._check_header(block.entry, new[0])
        return self._replaced(at, blocks.translated(block, new, self.style))

    def with_fuzzy(self, entry: Entry, fuzzy: bool) -> PoFile:
        """Set or clear the flag; what a fuzzy entry was translated from (`#|`) goes with it."""
        at, block = self._block(entry)
        if block.entry.fuzzy is fuzzy:
            return self
        return self._replaced(at, blocks.flagged(block, fuzzy, self.style))

    def with_comment(self, entry: Entry, text: str) -> PoFile:
        """Set the translator's comment, of one or more lines; an empty text removes it."""
        at, block = self._block(entry)
        comments = single_lines([text]) if text else ()
        if comments == block.entry.comments:
            return self
        return self._replaced(at, blocks.commented(block, comments, self.style))

    def with_notes(
        self, entry: Entry, extracted: Sequence[str], references: Sequence[str]
    ) -> PoFile:
        """Refresh what a template says of the entry: comments (`#.`) and references (`#:`)."""
        at, block = self._block(entry)
        new = blocks.noted(block, extracted, tuple(references), self.style)
        return self if new is block else self._replaced(at, new)

    def with_entry(self, message: Message, strings: Sequence[str] = ()) -> PoFile:
        """Add an entry behind the last one in use, untranslated without `strings`."""
        if message.key in self.places:
            known = self.entries[self.places[message.key]]
            hint = "merging a template revives it" if known.obsolete else ""
            raise self.style.refusal(known, "entry exists already", hint)
        forms = 1 if message.plural is None else self.nplurals
        entry = message.entry(tuple(strings) or ("",) * forms)
        if len(entry.strings) != forms:
            raise self.style.refusal(entry, f"entry needs {forms} strings, not {len(strings)}")
        there = self.blocks()
        at = len(there)
        while at and self.entries[at - 1].obsolete:
            at -= 1
        return self.rebuilt([*there[:at], blocks.written(entry, self.style), *there[at:]])

    def with_obsolete(self, entry: Entry) -> PoFile:
        """Comment the entry out and move it behind the last one."""
        at, block = self._block(entry)
        if block.entry.obsolete:
            return self
        if block.entry.is_header:
            raise self.style.refusal(block.entry, "header cannot become obsolete")
        there = self.blocks()
        return self.rebuilt([*there[:at], *there[at + 1 :], blocks.retired(block, self.style)])

    def blocks(self) -> list[Parts]:
        """The entries with the blank lines before them and their bytes, to be `rebuilt`."""
        return list(zip(self.pieces[:-1:2], self.pieces[1::2], self.entries, strict=True))

    def rebuilt(self, blocks: Sequence[Parts]) -> PoFile:
        """The file with these blocks; its first gap, its tail and its last line end stay."""
        eol = self.style.eol.encode(self.style.codec)
        tail = self.pieces[-1]
        pieces: list[bytes] = []
        entries: list[Entry] = []
        line = 1
        ended = True
        for gap, piece, entry in blocks:
            if not pieces:
                gap = self.pieces[0] if self.entries else b""
            elif not ended:
                gap = eol + gap
            ended = piece.endswith(b"\n")
            line += gap.count(b"\n")
            entries.append(moved(entry, line - entry.span[0]))
            pieces += (gap, piece)
            line += piece.count(b"\n")
        if pieces and not tail and self.entries and not self.bytes.endswith(b"\n"):
            pieces[-1] = pieces[-1].removesuffix(b"\n").removesuffix(b"\r")
        elif tail and not ended:
            tail = eol + tail
        places = {(entry.context, entry.id): at for at, entry in enumerate(entries)}
        new = replace(self, pieces=(*pieces, tail), entries=tuple(entries), places=places)
        return self._limited(new)

    def _block(self, entry: Entry) -> tuple[int, Block]:
        at = self.places.get(entry.key)
        if at is None:
            raise self.style.refusal(entry, "entry is no longer in the file")
        return at, Block(self.pieces[2 * at], self.pieces[2 * at + 1], self.entries[at])

    def _check_header(self, entry: Entry, text: str) -> None:
        try:
            codec = headers.codec(headers.charset(text))
            headers.plurals(headers.fields(text))
        except ValueError as error:
            raise self.style.refusal(entry, str(error)) from None
        if codec != self.style.codec:
            raise self.style.refusal(entry, f"file is written in {self.style.codec}, not {codec}")

    def _replaced(self, at: int, block: Block) -> PoFile:
        """The file with another block in this place; asserts that all other bytes are the same."""
        old = self.pieces[2 * at + 1]
        pieces = (*self.pieces[: 2 * at + 1], block.piece, *self.pieces[2 * at + 2 :])
        more = block.piece.count(b"\n") - old.count(b"\n")
        below = self.entries[at + 1 :]
        entries = (
            *self.entries[:at],
            block.entry,
            *([moved(e, more) for e in below] if more else below),
        )
        new = replace(self, pieces=pieces, entries=entries)
        before = len(self.style.bom) + sum(map(len, self.pieces[: 2 * at + 1]))
        start, end = self.bytes[:before], self.bytes[before + len(old) :]
        if not (new.bytes.startswith(start) and new.bytes.endswith(end)):
            raise self.style.refusal(block.entry, "edit would change other lines")
        return self._limited(new)

    def _limited(self, new: PoFile) -> PoFile:
        if len(new.bytes) > FILE_LIMIT:
            raise TranslationInvalid((Flaw(self.file, 0, "file would be longer than 8 MB"),))
        return new
