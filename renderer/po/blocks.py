"""Blocks: an entry with its bytes, and every edit of one, checked by reading the result back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.po import rewrite
from renderer.po.entry import Entry
from renderer.po.entry import Previous
from renderer.po.entry import single_lines
from renderer.po.parser import parse
from renderer.po.strings import WRAP_WIDTH


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: its name for errors, Python's codec, byte order mark, wrapping, ends.

    `width` is 0 where long lines are not wrapped; `eol` ends new lines.
    """

    file: str
    codec: str = "utf-8"
    bom: bytes = b""
    width: int = WRAP_WIDTH
    eol: str = "\n"

    def refusal(self, entry: Entry, message: str, hint: str = "") -> TranslationInvalid:
        return TranslationInvalid((Flaw(self.file, entry.span[0], message, hint),))


class Block(NamedTuple):
    """An entry, its bytes, and the blank lines before it."""

    gap: bytes
    piece: bytes
    entry: Entry


def translated(block: Block, strings: tuple[str, ...], style: Style) -> Block:
    """The block with these translations; forms that stay the same keep their lines."""
    entry = block.entry
    lines, eol = _lines(block, style)
    width = _width(entry, style)
    lines = rewrite.with_strings(lines, strings, entry.strings, width=width, eol=eol)
    return _checked(block, lines, entry._replace(strings=strings), style)


def flagged(block: Block, fuzzy: bool, style: Style) -> Block:
    """The block with the flag, or without it and what it was translated from."""
    entry = block.entry
    lines, eol = _lines(block, style)
    lines = rewrite.with_fuzzy(lines, fuzzy, eol=eol)
    if fuzzy:
        expected = entry._replace(flags=entry.flags | {"fuzzy"})
    else:
        expected = entry._replace(flags=entry.flags - {"fuzzy"}, previous=None)
    return _checked(block, lines, expected, style)


def commented(block: Block, comments: tuple[str, ...], style: Style) -> Block:
    """The block with these lines as its translator's comment."""
    lines, eol = _lines(block, style)
    lines = rewrite.with_comment(lines, comments, eol=eol)
    return _checked(block, lines, block.entry._replace(comments=comments), style)


def noted(
    block: Block, extracted: Sequence[str], references: tuple[str, ...], style: Style
) -> Block:
    """The block with other notes; the same block if they are the same."""
    entry = block.entry
    comments = single_lines(extracted)
    expected = entry._replace(extracted=comments, references=references)
    if expected == entry:
        return block
    lines, eol = _lines(block, style)
    if comments != entry.extracted:
        lines = rewrite.with_extracted(lines, comments, eol=eol)
    if references != entry.references:
        lines = rewrite.with_references(lines, references, width=style.width, eol=eol)
    return _checked(block, lines, expected, style)


def retired(block: Block, style: Style) -> Block:
    """The block as an obsolete entry, without what a template said of it."""
    lines, _ = _lines(block, style)
    expected = block.entry._replace(obsolete=True, extracted=(), references=())
    return _checked(_apart(block, style), rewrite.obsolete(lines), expected, style)


def revived(block: Block, style: Style) -> Block:
    """The obsolete block as an entry in use."""
    lines, _ = _lines(block, style)
    expected = block.entry._replace(obsolete=False)
    return _checked(_apart(block, style), rewrite.revived(lines), expected, style)


def written(entry: Entry, style: Style) -> Block:
    """A new block, apart from the one before it."""
    lines = rewrite.written(entry, width=_width(entry, style), eol=style.eol)
    return _checked(_apart(Block(b"", b"", entry), style), lines, entry, style)


def replural(block: Block, plural: str | None, forms: int, style: Style) -> Block:
    """The block with another `msgid_plural` (or none): what was translated becomes fuzzy."""
    entry = block.entry
    if plural is None:
        strings = entry.strings[:1]
    elif len(entry.strings) == forms and entry.plural is not None:
        strings = entry.strings
    else:
        strings = entry.strings[:1] * forms
    expected = entry._replace(plural=plural, strings=strings)
    if any(strings):
        earlier = Previous(entry.context, entry.id, entry.plural)
        expected = expected._replace(flags=entry.flags | {"fuzzy"}, previous=earlier)
    else:
        expected = expected._replace(previous=None)
    eol = _lines(block, style)[1]
    lines = rewrite.written(expected, width=_width(entry, style), eol=eol)
    return _checked(block, lines, expected, style)


def _width(entry: Entry, style: Style) -> int:
    """The width of strings; the flag `no-wrap` is gettext's."""
    return 0 if "no-wrap" in entry.flags else style.width


def _apart(block: Block, style: Style) -> Block:
    return block._replace(gap=style.eol.encode(style.codec))


def _lines(block: Block, style: Style) -> tuple[list[str], str]:
    """The lines of the block with their ends, and the end that a new one gets."""
    text = block.piece.decode(style.codec)
    lines = text.split("\n")
    ended = [line + "\n" for line in lines[:-1]]
    if lines[-1]:
        ended.append(lines[-1])
    if "\n" not in text:
        return ended, style.eol
    return ended, "\r\n" if ended[0].endswith("\r\n") else "\n"


def _checked(block: Block, lines: Sequence[str], expected: Entry, style: Style) -> Block:
    """The block with these lines, if they can be written and say what is expected of them."""
    text = "".join(lines)
    entry = block.entry
    if block.piece and not block.piece.endswith(b"\n"):
        text = text.removesuffix("\n").removesuffix("\r")
    elif text and not text.endswith("\n"):
        text += style.eol
    try:
        piece = text.encode(style.codec)
    except UnicodeEncodeError as error:
        character = text[error.start]
        shown = character if character.isprintable() else "a character"
        message = f"{shown} (U+{ord(character):04X}) is not in charset {style.codec}"
        hint = "" if style.codec == "utf-8" else "convert the file to UTF-8 first"
        raise style.refusal(entry, message, hint) from None
    plain = text.replace("\r\n", "\n")
    entries, flaws, _ = parse(
        plain.split("\n"), file=style.file, codec=style.codec, first=entry.span[0]
    )
    if flaws:
        raise TranslationInvalid(tuple(flaws))
    if (
        "\r" in plain
        or "\0" in plain
        or [found._replace(span=expected.span) for found in entries] != [expected]
    ):
        raise style.refusal(entry, "edit cannot be written so that it is read back the same")
    return Block(block.gap, piece, entries[0])
