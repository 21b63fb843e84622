"""Put the parts in where a template includes them, before any parser sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import did_you_mean
from renderer.sources.pieces import Piece

MAX_DEPTH = 8
MAX_PARTS = 500
MAX_SIZE = 1_000_000

_INCLUDE = re.compile(r"""\{%\s*include\s*(?:"([^"]*)"|'([^']*)')\s*%\}""")
_MJ_INCLUDE = re.compile(
    r"""<mj-include\s+path\s*=\s*(?:"([^"]*)"|'([^']*)')\s*(?:/>|>\s*</mj-include\s*>)"""
)
_OPENING = re.compile(r"<!--|<mj-include(?![\w-])")
_PART_NAME = re.compile(r"[a-z0-9-]+(\.[a-z]+)?")

Split = Callable[[str, str], Sequence[Piece]]


def flatten(file: str, files: Mapping[str, str], split: Split, *, folder: str) -> list[Piece]:
    """The pieces of a template with every include replaced by the pieces of its part.

    `{% include "name" %}` and, in MJML, `<mj-include path="name" />` name a file in `folder`.
    `split` cuts a source into pieces. Raises `ContentInvalid` with every unknown part, cycle and
    include deeper than 8, or for a template that grows over 500 parts or 1,000,000 characters.
    """
    flattening = _Flattening(files, split, folder)
    pieces = list(flattening.file(file, ()))
    if flattening.flaws:
        raise ContentInvalid(tuple(dict.fromkeys(flattening.flaws)))
    return pieces


class _Flattening:
    def __init__(self, files: Mapping[str, str], split: Split, folder: str) -> None:
        self.files, self.split, self.folder = files, split, folder
        self.flaws: list[Flaw] = []
        self.size = 0
        self.parts = 0

    def file(self, file: str, above: tuple[str, ...]) -> Iterator[Piece]:
        self.size += len(self.files[file])
        for piece in self.split(self.files[file], file):
            if piece.kind == "text" and file.endswith(".mjml"):
                yield from self._mjml(piece, above)
            elif piece.keyword == "include":
                match = _INCLUDE.fullmatch(piece.text)
                if match is None:
                    hint = 'write `{% include "name.html" %}`'
                    self._flaw(piece, piece.line, "an include needs one constant name", hint)
                else:
                    yield from self._part(match[1] or match[2] or "", piece, piece.line, above)
            else:
                yield piece

    def _mjml(self, piece: Piece, above: tuple[str, ...]) -> Iterator[Piece]:
        """The piece with its `<mj-include>`s resolved, those in comments left alone."""
        text, at, copied = piece.text, 0, 0
        while opening := _OPENING.search(text, at):
            line = piece.line + text.count("\n", 0, opening.start())
            if opening[0] == "<!--":
                closing = text.find("-->", opening.end())
                at = closing + 3 if closing >= 0 else len(text)
                continue
            match = _MJ_INCLUDE.match(text, opening.start())
            if match is None:
                hint = 'write `<mj-include path="name.mjml" />`'
                self._flaw(piece, line, "an include needs one constant name", hint)
                at = opening.end()
                continue
            yield from self._words(piece, copied, match.start())
            yield from self._part(match[1] or match[2] or "", piece, line, above)
            at = copied = match.end()
        yield from self._words(piece, copied, len(text))

    def _words(self, piece: Piece, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            line = piece.line + piece.text.count("\n", 0, start)
            yield Piece("text", piece.text[start:end], piece.file, line)

    def _part(self, name: str, piece: Piece, line: int, above: tuple[str, ...]) -> Iterator[Piece]:
        path = f"{self.folder}/{name}"
        inside = (*above, piece.file)
        self.parts += 1
        if not _PART_NAME.fullmatch(name) or path not in self.files:
            prefix = f"{self.folder}/"
            known = [key.removeprefix(prefix) for key in self.files if key.startswith(prefix)]
            self._flaw(piece, line, f"there is no part `{name}`", did_you_mean(name, known))
        elif path in inside:
            self._flaw(piece, line, f"`{name}` includes itself")
        elif len(inside) > MAX_DEPTH:
            self._flaw(piece, line, f"includes are nested deeper than {MAX_DEPTH}")
        elif self.parts > MAX_PARTS or self.size > MAX_SIZE:
            if not self.flaws:
                self._flaw(piece, line, "the template grows too large with its parts")
        else:
            yield from self.file(path, inside)

    def _flaw(self, piece: Piece, line: int, message: str, hint: str = "") -> None:
        self.flaws.append(Flaw(piece.file, line, message, hint))
