"""Hide a template's tags from a parser of markup, and put them back afterwards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.sources.pieces import LineMap
from renderer.sources.pieces import Piece
from renderer.sources.pieces import Source

# A stand-in for a tag: plain letters and digits, so that it survives any parser of markup, and
# improbable enough to be refused where an author really wrote it.
TOKEN = re.compile(r"zqx(\d+)xqz")
# A brace that would open a tag, or close up to one, once the tags are back.
_BRACE = re.compile(r"\{(?=[{%#]|\Z)")
_LONE_BRACE = "{% raw %}{{% endraw %}"


@dataclass(frozen=True, slots=True)
class Shielded:
    """A template whose tags are tokens: `tags[n]` stands behind the token with the number n.

    `pieces[n]` begins at the offset `starts[n]` of `text`.
    """

    name: str
    text: str
    tags: tuple[Piece, ...]
    starts: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def place(self, at: int) -> tuple[str, int]:
        """The file and line where an author wrote what stands at this offset."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return self.name, 1
        piece = self.pieces[index]
        inner = self.text.count("\n", self.starts[index], at) if piece.kind == "text" else 0
        return piece.file, piece.line + inner


def numbers(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """The numbers of the tokens in a stretch of shielded text, in order."""
    stop = len(text) if end is None else end
    return [int(found[1]) for found in TOKEN.finditer(text, start, stop)]


def tokens(text: str) -> list[str]:
    """The tokens in a stretch of shielded text, without what stands between them."""
    return [found[0] for found in TOKEN.finditer(text)]


def shield(name: str, pieces: Iterable[Piece]) -> Shielded:
    """Replace every tag by a token that markup parsers leave alone, and drop comments.

    Raises `ContentInvalid` where the author's own text looks like a token.
    """
    text: list[str] = []
    tags: list[Piece] = []
    starts: list[int] = []
    kept: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.kind == "comment":
            continue
        words = piece.text if piece.kind == "text" else f"zqx{len(tags)}xqz"
        if piece.kind != "text":
            tags.append(piece)
        starts.append(at)
        kept.append(piece)
        text.append(words)
        at += len(words)
    made = Shielded(name, "".join(text), tuple(tags), tuple(starts), tuple(kept))
    for expected, found in enumerate(TOKEN.finditer(made.text)):
        written = kept[bisect_right(starts, found.start()) - 1].kind == "text"
        if written or int(found[1]) != expected:
            raise ContentInvalid((Flaw(*made.place(found.start()), "`zqx…xqz` is reserved"),))
    return made


def weave(
    name: str,
    text: str,
    tags: Sequence[Piece],
    bare: frozenset[int],
    links: frozenset[int] = frozenset(),
) -> Source:
    """Put the tags back in place of their tokens, each on a line of its own.

    The line break stands inside the tag (`{{` newline), where Jinja ignores it: nothing is added
    to the output, and any line in a traceback leads to exactly one tag. `bare` holds the numbers
    of the tokens that stand where markup cannot, `links` of those that begin a link target.
    """
    built: list[str] = []
    places: list[tuple[str, int]] = [(name, 1)]
    bare_lines: set[int] = set()
    link_lines: set[int] = set()
    at = 0
    last = (name, 1)
    for match in TOKEN.finditer(text):
        words = text[at : match.start()]
        built.append(_BRACE.sub(_LONE_BRACE, words))
        places.extend([last] * words.count("\n"))
        at = match.end()
        number = int(match[1])
        piece = tags[number]
        built.append(f"{piece.text[:2]}\n{piece.text[2:]}")
        for offset in range(piece.text.count("\n") + 1):
            last = (piece.file, piece.line + offset)
            places.append(last)
            if number in bare:
                bare_lines.add(len(places))
            if number in links:
                link_lines.add(len(places))
    built.append(_BRACE.sub(_LONE_BRACE, text[at:]))
    places.extend([last] * text.count("\n", at))
    return Source(
        name, "".join(built), LineMap(tuple(places), frozenset(bare_lines), frozenset(link_lines))
    )


def plain(name: str, pieces: Iterable[Piece]) -> Source:
    """A template without markup, ready to compile: its tags on lines of their own."""
    shielded = shield(name, pieces)
    return weave(name, shielded.text, shielded.tags, frozenset(range(len(shielded.tags))))
