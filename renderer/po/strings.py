"""The quoted strings of a `.po` file: escapes, and lines wrapped as msgcat, Poedit and Weblate do.

A string stands on one line if it fits there and holds no line feed but a last one; otherwise the
keyword gets an empty string and the text follows, a new line after every line feed and after the
last place to break within 79 columns.
"""

from __future__ import annotations

import re
import unicodedata

WRAP_WIDTH = 79
"""Columns of a line with its quotes: the page width of GNU gettext, Poedit and Weblate."""

STRING_LIMIT = 64 * 1024
"""Bytes of one string, as UTF-8."""

_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\a": r"\a",
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\v": r"\v",
    "\f": r"\f",
    "\r": r"\r",
}
_ESCAPE_TABLE = str.maketrans(_ESCAPES)
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()}
_ESCAPE = re.compile(r"((?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]+)+)|\\.?", re.DOTALL)
_PART = re.compile(r"[^\n]*\n|[^\n]+")
_BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")

# Where a line may end: Unicode Standard Annex 14 as far as msgcat's lines show it. That is after
# spaces, but not before closing punctuation, nor before the last `\n`, nor between a quotation mark
# and a bracket; after a hyphen, slash or stop before a letter; beside an ideograph, kana or hangul
# syllable, unless it is small or punctuation.
_IDEOGRAPH = "\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
_OPENING = "「『（【〈《〔"
_CLOSING = "、。，．：；？！」』）】〉》〕"
_SMALL = "ぁぃぅぇぉっゃゅょゎ゛゜ゝゞァィゥェォッャュョヮヵヶ・ーヽヾ々"
_BREAK = re.compile(
    rf" ++(?![)\]}}!?:;,./{_CLOSING}]|\\n$|(?<=[\"“”«»‘’‹›'] )[(\[{{„‚¿¡]|(?<=— )—)"
    r"|[-–/:.?!](?=[^\W\d_])"
    rf"|(?:(?<=[{_IDEOGRAPH}{_CLOSING}])(?=[\w{_OPENING}])|(?<=\w)(?=[{_IDEOGRAPH}{_OPENING}]))"
    rf"(?![{_SMALL}])"
)


def escape(text: str) -> str:
    """`text` as it stands between the quotes."""
    return text.translate(_ESCAPE_TABLE)


def unescape(body: str, codec: str) -> str:
    r"""What stands between two quotes as text; octal and hexadecimal escapes are bytes in `codec`.

    Raises ValueError for an escape that gettext does not know, or bytes that are no text.
    """
    if "\\\\" not in body:
        body = body.replace(r"\n", "\n").replace(r"\"", '"')
        if "\\" not in body:
            return body

    def character(match: re.Match[str]) -> str:
        escaped = match[0]
        if escaped in _CHARACTERS:
            return _CHARACTERS[escaped]
        numbers = [
            int(octal, 8) if octal else int(digits, 16) for octal, digits in _BYTE.findall(escaped)
        ]
        if not match[1] or max(numbers) > 255:
            raise ValueError(f"unknown escape `{escaped}`")
        try:
            return bytes(numbers).decode(codec)
        except UnicodeDecodeError:
            raise ValueError(f"`{escaped}` is no text in {codec}") from None

    return _ESCAPE.sub(character, body)


def columns(text: str) -> int:
    """Columns of a terminal that `text` takes: two for a wide letter, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(letter) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(letter) in {"W", "F"}
        else 1
        for letter in text
    )


def quoted(keyword: str, text: str, *, width: int = WRAP_WIDTH, prefix: str = "") -> list[str]:
    """The lines (without ends) of a keyword with its text; a `width` of 0 wraps at line feeds."""
    parts = [escape(part) for part in _PART.findall(text)]
    room = width - len(prefix) - 2
    lines = [line for part in parts for line in (_wrapped(part, room) if width else [part])]
    if len(lines) < 2:
        line = lines[0] if lines else ""
        alone = not width or len(keyword) + 1 + columns(line) <= room or not _breaks(line)
        if alone:
            return [f'{prefix}{keyword} "{line}"']
    return [f'{prefix}{keyword} ""', *(f'{prefix}"{line}"' for line in lines)]


def _breaks(part: str) -> list[int]:
    """The places inside `part` (escaped) where a line may end."""
    return [match.end() for match in _BREAK.finditer(part) if match.end() < len(part)]


def _wrapped(part: str, room: int) -> list[str]:
    """`part` (escaped) cut after the last break that fits into `room` columns."""
    if columns(part) <= room:
        return [part]
    lines = []
    line, used, start = "", 0, 0
    for end in [*_breaks(part), len(part)]:
        piece = part[start:end]
        size = columns(piece)
        if line and used + size > room:
            lines.append(line)
            line, used = "", 0
        line += piece
        used += size
        start = end
    return [*lines, line]
