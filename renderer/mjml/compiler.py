"""MJML to a Jinja template: shielded tags go in, responsive HTML with the same tags comes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass

import mjml

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.markup import MarkupBroken
from renderer.markup import contexts
from renderer.markup import loaded
from renderer.mjml.plain import derive_text
from renderer.mjml.rewriting import Rewriting
from renderer.mjml.rewriting import finish
from renderer.mjml.structure import Structure
from renderer.mjml.structure import read_structure
from renderer.sources import Piece
from renderer.sources import Source
from renderer.sources import numbers
from renderer.sources import shield
from renderer.sources import weave

_POSITION = re.compile(r" (?:in root template )?at position (\d+)(?::\d+)?")
_LEFT_OVER = re.compile(r"</?mj-[a-z-]+")


@dataclass(frozen=True, slots=True)
class EmailSource:
    """An email's two templates: the HTML, and the marked text with subject and preheader."""

    html: Source
    text: Source


def compile_email(
    name: str,
    pieces: Iterable[Piece],
    *,
    language: str,
    direction: str,
    picture: Callable[[str], str | None],
) -> EmailSource:
    """Compile a flattened MJML source for one locale.

    `picture` gives the address of a picture of the brand, None for an unknown one.
    Raises `ContentInvalid` with all flaws.
    """
    source = shield(name, pieces)
    structure = read_structure(source)
    rewriting = Rewriting(structure, language=language, direction=direction, picture=picture)
    rewritten = rewriting.run()
    if rewriting.flaws:
        raise ContentInvalid(tuple(dict.fromkeys(rewriting.flaws)))
    try:
        html = mjml.mjml2html(rewritten, fonts={})
    except (ValueError, OSError) as error:
        raise ContentInvalid((_broken(error, structure, rewriting),)) from None
    html = finish(html, rtl=direction == "rtl")
    try:
        bare, links = contexts(html)
        flaws = [*_lost(structure, html), *_foreign(structure, html, rewriting.pictures)]
    except MarkupBroken as broken:
        message = f"the HTML that MJML made cannot be read: {broken.message}"
        raise ContentInvalid((Flaw(name, 0, message),)) from None
    if flaws:
        raise ContentInvalid(tuple(flaws))
    text = derive_text(structure)
    return EmailSource(
        weave(name, rewriting.preamble + html, source.tags, bare, links),
        weave(name, text, source.tags, frozenset(range(len(source.tags)))),
    )


def _broken(error: Exception, structure: Structure, rewriting: Rewriting) -> Flaw:
    message = str(error).splitlines()[0][:200]
    position = _POSITION.search(message)
    at = rewriting.origin(int(position[1])) if position else 0
    said = _POSITION.sub("", message)
    return Flaw(*structure.source.place(at), f"MJML cannot read this: {said}")


def _lost(structure: Structure, html: str) -> Iterable[Flaw]:
    """Every tag must have come back, each statement exactly once, and no MJML with it.

    A title stands in the title and in a label, so its tags come twice, all of them.
    """
    source = structure.source
    counts = Counter(numbers(html))
    for node in structure.seen(without="text-only"):
        if not node.inside or node.token.kind not in ("text", "open"):
            continue
        for number in numbers(source.text, node.token.start, node.token.end):
            piece = source.tags[number]
            if not counts[number]:
                message = f"MJML dropped `{_short(piece.text)}`: its place is not known"
                yield Flaw(piece.file, piece.line, message)
            elif piece.kind == "tag" and counts[number] > 1 and node.parent != "mj-title":
                message = f"MJML wrote `{_short(piece.text)}` {counts[number]} times"
                yield Flaw(piece.file, piece.line, message, "let it stand in text")
    if left := _LEFT_OVER.search(html):
        yield Flaw(source.name, 0, f"`{left[0]}` was not compiled")


def _foreign(structure: Structure, html: str, pictures: Collection[str]) -> Iterable[Flaw]:
    """Whatever a mail program would load must be a picture of the brand."""
    for address in sorted(loaded(html) - set(pictures)):
        hint = "give the element a picture of the brand"
        message = f"MJML would load `{address[:80]}` from elsewhere"
        yield Flaw(structure.source.name, 0, message, hint)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
