"""The values that a template's source is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "print", "tag", "comment"]

# The tags that hold something, up to their `end…`; `set` does so when it has no `=`.
BLOCKS = frozenset({"if", "for", "purpose", "macro", "call", "filter", "with"})
_KEYWORD = re.compile(r"\{%\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a template: plain text, `{{ print }}`, `{% tag %}` or `{# comment #}`.

    `text` is as written, delimiters included, but without the signs of white space control, which
    were obeyed when the source was split. `line` is where it begins (1-based).
    """

    kind: PieceKind
    text: str
    file: str
    line: int

    @property
    def keyword(self) -> str:
        """The first word inside a tag (`for`, `endif`, `include`); empty for anything else."""
        match = _KEYWORD.match(self.text) if self.kind == "tag" else None
        return match[1] if match else ""


@dataclass(frozen=True, slots=True)
class LineMap:
    """For each line of a generated template (1-based), the file and line that an author wrote.

    `bare` holds the generated lines whose tag stands where markup cannot: in an attribute or a
    title. A translation there must not bring elements with it. `links` holds those whose value is
    a link target.
    """

    places: tuple[tuple[str, int], ...] = ()
    bare: frozenset[int] = frozenset()
    links: frozenset[int] = frozenset()

    def place(self, file: str, line: int) -> tuple[str, int]:
        """The file and line behind a generated line; the arguments themselves if unknown."""
        if self.places and 1 <= line <= len(self.places):
            return self.places[line - 1]
        return file, line


@dataclass(frozen=True, slots=True)
class Source:
    """A template as Jinja will compile it, with its way back to what was written."""

    name: str
    text: str
    lines: LineMap = LineMap()
