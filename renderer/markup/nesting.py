"""Walk shielded markup once: every token with the elements that it stands in.

Elements must nest, and so must the tags of the template: what begins inside an element ends there,
so that a document is whole whichever way a condition falls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from renderer.errors import did_you_mean
from renderer.markup.reader import Markup
from renderer.markup.reader import MarkupBroken
from renderer.markup.reader import read
from renderer.markup.rules import VOID
from renderer.markup.rules import Report
from renderer.sources import BLOCKS
from renderer.sources import TOKEN
from renderer.sources import Piece
from renderer.sources import Shielded

_BRANCHES = frozenset({"else", "elif"})
_SET_BLOCK = re.compile(r"\{%\s*set\b[^=]*%\}")


@dataclass(frozen=True, slots=True)
class Node:
    """A token of the source with the elements it stands in, outermost first."""

    token: Markup
    inside: tuple[str, ...]

    @property
    def parent(self) -> str:
        return self.inside[-1] if self.inside else ""


def walk(source: Shielded, report: Report, *, deepest: int) -> Iterator[Node]:
    """The nodes of a source in order.

    `report` is called with an offset, a message and a hint for what does not nest, and for
    elements deeper than `deepest`. The walk ends at markup that cannot be read.
    """
    walking = _Walking(source, report, deepest)
    try:
        yield from walking.run()
    except MarkupBroken as broken:
        report(broken.at, broken.message, "")


class _Walking:
    def __init__(self, source: Shielded, report: Report, deepest: int) -> None:
        self.source, self.report, self.deepest = source, report, deepest
        self.elements: list[tuple[str, int]] = []
        self.blocks: list[tuple[Piece, tuple[tuple[str, int], ...]]] = []

    def run(self) -> Iterator[Node]:
        for token in read(self.source.text):
            if token.kind == "close":
                self._close(token)
            elif token.kind == "text":
                for found in TOKEN.finditer(self.source.text, token.start, token.end):
                    self._tag(found.start(), self.source.tags[int(found[1])])
            yield Node(token, tuple(name for name, _ in self.elements))
            if token.kind == "open" and token.name not in VOID and not token.closed:
                self.elements.append((token.name, token.start))
                if len(self.elements) > self.deepest:
                    hint = "take parts out of one another"
                    self.report(
                        token.start, f"elements are nested deeper than {self.deepest}", hint
                    )
                    return
        for element, at in self.elements:
            self.report(at, f"`<{element}>` is never closed", "")

    def _close(self, token: Markup) -> None:
        names = [name for name, _ in self.elements]
        if token.name not in names:
            hint = did_you_mean(token.name, names)
            self.report(token.start, f"`</{token.name}>` closes nothing that is open", hint)
            return
        while self.elements:
            name, at = self.elements.pop()
            if name == token.name:
                return
            self.report(at, f"`<{name}>` is not closed before `</{token.name}>`", "")

    def _tag(self, at: int, piece: Piece) -> None:
        keyword = piece.keyword
        here = tuple(self.elements)
        if keyword in BLOCKS or (keyword == "set" and _SET_BLOCK.fullmatch(piece.text)):
            self.blocks.append((piece, here))
            return
        ends = keyword.startswith("end")
        if not self.blocks or not (ends or keyword in _BRANCHES):
            return
        opened, there = self.blocks.pop() if ends else self.blocks[-1]
        if here != there:
            hint = f"`{opened.text}` began inside {_named(there)}"
            self.report(at, f"`{{% {keyword} %}}` stands inside {_named(here)}", hint)


def _named(elements: tuple[tuple[str, int], ...]) -> str:
    return f"`<{elements[-1][0]}>`" if elements else "no element"
