"""The two flavours of every formatted text: for paper and HTML, and plain for text messages.

Both lose CLDR's directional marks, because templates isolate values with `<bdi>`. Plain also
swaps what is only typography (no-break spaces, dashes, curly quotes) for its GSM-7 equivalent:
one such character would make the whole message UCS-2 and more than twice as dear.
Letters are never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

NO_BREAK: Final = "\u00a0"

Finish = Callable[[str], str]

_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RICH: Final = {ord(mark): None for mark in _MARKS}
_PLAIN: Final[dict[int, str | None]] = {
    **_RICH,
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u205f"), " "),
    **dict.fromkeys(map(ord, "‘’‚‛ʼ′‹›"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    ord("…"): "...",
    ord("￥"): "¥",
}


def rich(text: str) -> str:
    """`text` for HTML and PDF: without directional marks."""
    return text.translate(_RICH)


def plain(text: str) -> str:
    """`text` for a text message: the same words, with GSM-7 spaces, quotes and hyphens."""
    return text.translate(_PLAIN)


def flavour(*, plain_text: bool) -> Finish:
    """The function that gives a text its flavour; meant for patterns, not for people's words."""
    return plain if plain_text else rich
