"""A letter's HTML on its way to Jinja: checked like an email, but without MJML in between."""

from __future__ import annotations

from collections.abc import Iterable

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.markup import Rules
from renderer.markup import contexts
from renderer.markup import walk
from renderer.sources import Piece
from renderer.sources import Source
from renderer.sources import shield
from renderer.sources import weave

MAX_DEPTH = 100
RULES = Rules(
    "a letter",
    frozenset({"href", "alt", "title", "lang", "dir", "class", "content", "id"}),
    drawn="qr:",
)


def compile_page(name: str, pieces: Iterable[Piece]) -> Source:
    """A flattened page with its tags on lines of their own.

    Data may stand in text and in a few quoted attributes, never in styles, scripts or event
    handlers. Raises `ContentInvalid` with every flaw.
    """
    source = shield(name, pieces)
    flaws: list[Flaw] = []

    def report(at: int, message: str, hint: str) -> None:
        flaws.append(Flaw(*source.place(at), message, hint))

    for node in walk(source, report, deepest=MAX_DEPTH):
        token = node.token
        if token.kind == "open":
            RULES.check_open(source, token, report)
        elif token.kind == "comment":
            RULES.check_comment(source, token, report)
        elif token.kind == "text" and node.parent == "style":
            RULES.check_text(source, token, report)
    if flaws:
        raise ContentInvalid(tuple(dict.fromkeys(flaws)))
    return weave(name, source.text, source.tags, *contexts(source.text))
