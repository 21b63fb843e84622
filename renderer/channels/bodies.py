"""The text part of an email: blocks as a text template yields them, laid out in plain lines.

A compiled text template yields *marked text*. Each block begins with U+001E and a letter, cells
are parted by U+001F, a forced line break is U+2028; all other white space is one space. None of
the three can come from data, which is cleaned of control characters when it enters.

    p  paragraph                       f  fact: label, value; "label: value", a hanging indent
    1  title, underlined with ===      b  button or link: label, address; "label: address"
    2  heading, underlined with ---    n  numeral: "value: title", below it what it means
    l  list item, "- "                 r  rule

Rows of facts, items and links that follow each other stand without blank lines between them.
Columns are counted as a terminal shows them: East Asian wide characters take two (UAX #11), marks
none. Japanese and Chinese may break between characters, but not where JIS X 4051 forbids it
(kinsoku), and not between a number and its counter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

BLOCK, CELL, BREAK = "\x1e", "\x1f", "\u2028"
RULE = "-" * 20  # two hyphens and a space would begin a signature, which clients fold away
INDENT = "  "

_KINDS = frozenset("p12lfbnr")
_TIGHT = frozenset("flb")
_NOTHING = f" \u00a0\u202f{BREAK}"  # a block of these alone is empty
_UNDERLINES = {"1": "=", "2": "-"}
# outside these ranges every printed character takes one column
_UNEVEN = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20ff\u2300-\U0010ffff]"
)
_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー…‥゛゜ヽヾゝゞ々〻〜～’”）〕］｝〉》」』】〙〗｠»"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "!%),.:;?]}¢°′″‰℃％￠\u00a0\u202f"
    "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # an emoji's skin tones
)
# the last two: a word joiner, and the joiner inside an emoji
_NEVER_LAST = frozenset("‘“（〔［｛〈《「『【〘〖｟«([{$£¥€＄￡￥№#＃@\u00a0\u202f\u2060\u200d")


def wrap_text(marked: str, *, width: int = 78) -> str:
    """Lay marked text out in lines of at most `width` columns; each ends with a line feed.

    A word or an address that is longer than a line stands on a line of its own and is not cut.
    Raises ValueError for a block of an unknown kind.
    """
    for blank in "\n\r\t\f\v":
        marked = marked.replace(blank, " ")
    while "  " in marked:
        marked = marked.replace("  ", " ")
    before, *blocks = marked.replace("\u00ad", "").split(BLOCK)
    if before.strip(_NOTHING):
        blocks.insert(0, "p" + before)
    lines: list[str] = []
    previous = ""
    for block in blocks:
        kind = block[:1]
        laid = _lay(kind, block[1:], width)
        if not laid:
            continue
        if previous and not (kind == previous and kind in _TIGHT):
            lines.append("")
        lines += laid
        previous = kind
    if not lines:
        return ""
    lines.append("")
    return "\n".join(lines).replace("\u00a0", " ").replace("\u202f", " ")


def _lay(kind: str, body: str, width: int) -> list[str]:
    if kind == "r":
        return [RULE]
    if kind not in _KINDS:
        raise ValueError(f"no block of text is of the kind {kind!r}")
    if kind in "fbn":
        cells = [cell.strip(_NOTHING) for cell in body.split(CELL)]
        if not any(cells):
            return []
        if kind == "f":
            return _fact(cells[0], " ".join(filter(None, cells[1:])), width)
        if kind == "b":
            return _link(cells[0], "".join(cells[1:]), width)
        return _numeral(cells, width)
    text = body.replace(CELL, " ").strip(_NOTHING)
    if not text:
        return []
    if kind == "p":
        return _wrap(text, width)
    if kind == "l":
        return _wrap("-\u00a0" + text, width, INDENT)
    lines = _wrap(text, width)
    return [*lines, _UNDERLINES[kind] * max(map(_columns, lines))]


def _fact(label: str, value: str, width: int) -> list[str]:
    return _wrap(
        f"{_with_colon(label)} {value}" if label and value else label or value, width, INDENT
    )


def _link(label: str, address: str, width: int) -> list[str]:
    if not address or not label or label == address:
        return [address] if address else _wrap(label, width, INDENT)
    lines = _wrap(_with_colon(label), width, INDENT)
    if _columns(lines[-1]) + 1 + _columns(address) <= width:
        lines[-1] += " " + address
    else:
        lines.append(INDENT + address)
    return lines


def _numeral(cells: list[str], width: int) -> list[str]:
    value = re.sub(f" ?{BREAK} ?", " ", cells[0])
    title, *meaning = BREAK.join(filter(None, cells[1:])).split(BREAK)
    lines = _wrap(": ".join(filter(None, (value, title.strip(" ")))), width, INDENT)
    if meaning:
        below = _wrap(BREAK.join(meaning), width - len(INDENT))
        lines += [line and INDENT + line for line in below]
    return lines


def _with_colon(label: str) -> str:
    return label if label.endswith((":", "：", "?", "？")) else label + ":"


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most `width` columns; all but the first begin with `indent`."""
    if len(text) * 2 <= width and BREAK not in text:
        return [text]
    lines: list[str] = []
    for part in text.split(BREAK):
        fill = _fill_even if part.isascii() or not _UNEVEN.search(part) else _fill_uneven
        fill(part.strip(" "), width, indent, lines)
    return lines


def _fill_even(text: str, width: int, indent: str, lines: list[str]) -> None:
    if lines and text:
        text = indent + text
    while len(text) > width:
        cut = text.rfind(" ", len(indent), width + 1)
        if cut <= len(indent):
            cut = text.find(" ", width)
        if cut < 0:
            break
        lines.append(text[:cut])
        text = indent + text[cut + 1 :]
    lines.append(text)


def _fill_uneven(text: str, width: int, indent: str, lines: list[str]) -> None:
    line = indent if lines else ""
    used = len(line)
    begun = False
    for word in text.split(" "):
        glue = " "
        for piece in _pieces(word):
            columns = _columns(piece)
            if begun and used + len(glue) + columns > width:
                lines.append(line)
                line, used, begun = indent, len(indent), False
            if begun:
                line += glue
                used += len(glue)
            line += piece
            used += columns
            begun = True
            glue = ""
    lines.append(line)


def _pieces(word: str) -> list[str]:
    """The word, cut wherever a line may break inside it."""
    pieces = [word[:1]]
    for left, right in pairwise(word):
        if _may_break(left, right):
            pieces.append(right)
        else:
            pieces[-1] += right
    return pieces


@lru_cache(maxsize=65536)
def _may_break(left: str, right: str) -> bool:
    return (
        2 in (_column(left), _column(right))
        and _column(right) > 0
        and right not in _NEVER_FIRST
        and left not in _NEVER_LAST
        and not left.isdigit()
    )


def _columns(text: str) -> int:
    if text.isascii() or not _UNEVEN.search(text):
        return len(text)
    return sum(map(_column, text))


@lru_cache(maxsize=65536)
def _column(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
