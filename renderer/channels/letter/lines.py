"""Lines of an address: tidied, broken to the window's width, never begun with a bad character.

Widths are estimates for a sans serif; the engine proves the real ones when the letter is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

from renderer.channels.letter.layouts import Layout

FRENCH_LENGTH = 38  # La Poste

FORBIDDEN_STARTS = '@()=[]"\\/,<>~'  # sorting machines take them for marks

_POINT = 25.4 / 72
# widths in em, of Noto Sans
_WIDE = 1.0
_CAPITAL = 0.67
_NARROW = 0.3
_SMALL = 0.57
_NARROW_LETTERS = frozenset(" .,:;'’-ijltfrI/()!|")

_PAIRS = {"(": ")", "[": "]", "<": ">", '"': '"'}
_PUNCTUATION = re.compile(r"[^\w\s]+|_+")
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s*[-–]\s*(?=\d)")


def tidied(value: Any) -> list[str]:
    """A field, which may be absent, a text or a list of texts, as its lines that say something."""
    if value is None:
        return []
    items = [value] if isinstance(value, str) else list(value)
    lines = (_without_bad_start(" ".join(str(item).split())) for item in items)
    return [line for line in lines if line]


def capitals(line: str, country: str) -> str:
    """The line in capitals, as the country writes them (dotted i in Turkish)."""
    if country in ("TR", "AZ"):
        line = line.replace("i", "İ")
    return line.upper()


def unpunctuated(line: str) -> str:
    """The line without punctuation; a hyphen between two numbers stays, it means `to`."""
    parts = _BETWEEN_NUMBERS.split(line)
    return "-".join(" ".join(_PUNCTUATION.sub(" ", part).split()) for part in parts)


def fit(lines: list[str], layout: Layout, *, limit: int | None = None) -> list[str]:
    """The lines broken so that each fits into the layout's address field.

    limit: most characters in a line, where a post counts them.
    """
    width = layout.address.width / (layout.address_pt * _POINT)
    return [part for line in lines for part in _broken(line, width, limit or len(line) + 1)]


def measure(text: str) -> float:
    """The width of a text in em, estimated."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() or letter in "mwMW@&%" else _SMALL


def _broken(line: str, width: float, limit: int) -> Iterator[str]:
    rest = line
    while rest and (measure(rest) > width or len(rest) > limit):
        end = _break(rest, width, limit)
        yield rest[:end].rstrip()
        rest = _without_bad_start(rest[end:].strip())
    if rest:
        yield rest


def _break(text: str, width: float, limit: int) -> int:
    """Where to break: at the last space that fits, else between two characters."""
    end, taken = 0, 0.0
    for end, letter in enumerate(text):
        taken += _width(letter)
        if end >= limit or taken > width:
            break
    end = max(end, 1)
    spaces = [at for at in range(1, end + 1) if text[at : at + 1] == " "]
    for at in reversed(spaces):
        if text[at + 1 : at + 2] not in FORBIDDEN_STARTS:
            return at
    return spaces[-1] if spaces else end


def _without_bad_start(line: str) -> str:
    while line and line[0] in FORBIDDEN_STARTS:
        closing = _PAIRS.get(line[0])
        line = line[1:-1] if closing and line.endswith(closing) and len(line) > 1 else line[1:]
        line = line.strip()
    return line
