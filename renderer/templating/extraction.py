"""Collect the sentences of a template, as its own syntax tree has them.

A comment `{# l10n: … #}` on the same line or the line before tells translators what a sentence is
for; parts of it separated by `|` become comments of their own (`| max-length: 160`).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from renderer.sources import Piece
from renderer.sources import Source
from renderer.templating.calls import Refusal
from renderer.templating.calls import sentence
from renderer.templating.sandbox import Sandbox

_MARK = "l10n:"


@dataclass(frozen=True, slots=True)
class Extracted:
    """A sentence in a template: its slot, texts (two with a plural), comments and file."""

    context: str | None
    texts: tuple[str, ...]
    comments: tuple[str, ...]
    file: str


def extract(
    source: Source, pieces: Iterable[Piece], sandbox: Sandbox
) -> Iterator[Extracted | Refusal]:
    """Every sentence of a flattened template, in order; a broken one as its `Refusal`."""
    comments = _comments(pieces)
    for call in sandbox.tree(source).find_all(nodes.Call):
        try:
            said = sentence(call)
        except Refusal as refusal:
            yield refusal
            continue
        if said is not None:
            file, line = source.lines.place(source.name, said.line)
            notes = comments.get((file, line)) or comments.get((file, line - 1)) or ()
            yield Extracted(said.context, said.texts, notes, file)


def _comments(pieces: Iterable[Piece]) -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for piece in pieces:
        words = piece.text.strip("{#-+} \n\t")
        if piece.kind == "comment" and words.startswith(_MARK):
            notes = tuple(" ".join(note.split()) for note in words[len(_MARK) :].split("|"))
            found[piece.file, piece.line + piece.text.count("\n")] = notes
    return found
