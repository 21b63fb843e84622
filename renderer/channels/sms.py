"""Text messages: which alphabet a text needs, how many parts it takes, and what forces it so.

A message carries 140 octets: 160 septets of the GSM-7 alphabet (3GPP TS 23.038, 6.2.1) or 70
code units of UCS-2; a part of several loses six octets to its header, which leaves 153 and 67.
An extension character (`^ { } [ ] ~ \\ | €` and form feed) is an escape and a septet, an emoji is
two code units, and neither pair is ever split. So parts are packed one after the other, never
counted by division. National shift tables are not used, since gateways rarely send them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

# 3GPP TS 23.038: the default alphabet in its order, without the escape, and the extension table
GSM7_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENSION = "\f^{}\\[~]|€"
SEPTETS_ALONE, SEPTETS_IN_PART = 160, 153
UNITS_ALONE, UNITS_IN_PART = 70, 67

_ESCAPE = "\x1b"
_GSM7 = frozenset(GSM7_BASIC + GSM7_EXTENSION)
_FOREIGN = re.compile(f"[^{re.escape(GSM7_BASIC + GSM7_EXTENSION)}]")
_EXTENSION = re.compile(f"[{re.escape(GSM7_EXTENSION)}]")
# the ideographic space is left alone: it belongs to the text around it
_BLANKS = re.compile("[ \t\r\n\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f]+")
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Forced:
    """A character that is not in GSM-7; `position` counts code points of the measured text."""

    character: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text costs.

    text: in NFC, as it will be sent; positions and parts refer to it.
    characters: code points. units: septets in GSM-7, 16-bit code units in UCS-2.
    parts: the text of each segment, so `"".join(parts) == text`.
    forced_by: every place that forces UCS-2, in order; empty in GSM-7.
    """

    text: str
    encoding: Encoding
    characters: int
    units: int
    segments: int
    parts: tuple[str, ...]
    forced_by: tuple[Forced, ...] = ()

    @property
    def cost(self) -> int:
        """How many segments fewer it were if each forcing character were an ordinary letter."""
        if not self.forced_by:
            return 0
        return self.segments - measure(_FOREIGN.sub("x", self.text)).segments


def measure(text: str) -> Measure:
    """Measure a text exactly; an empty text is one empty segment.

    Raises ValueError for a lone surrogate, which no encoding can carry.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _FOREIGN.search(text):
        return _measure_ucs2(text)
    escaped = _EXTENSION.sub(_ESCAPE + r"\g<0>", text) if _EXTENSION.search(text) else text
    units = len(escaped)
    if units <= SEPTETS_ALONE:
        return Measure(text, "GSM-7", len(text), units, 1, (text,))
    parts: list[str] = []
    start = 0
    while start < units:
        end = start + SEPTETS_IN_PART
        if escaped[end - 1 : end] == _ESCAPE and end < units:
            end -= 1
        parts.append(escaped[start:end].replace(_ESCAPE, ""))
        start = end
    return Measure(text, "GSM-7", len(text), units, len(parts), tuple(parts))


def clean(text: str) -> str:
    """One line of a rendered template: runs of blanks become one space, ends are trimmed.

    No-break and other fixed spaces count as blanks: in a text message they hold nothing together
    and force UCS-2. Isolates stay: they keep data of the other direction in their place. Raises
    ValueError for control characters, bidirectional overrides and embeddings, and lone surrogates;
    the error names the character, never the text.
    """
    line = _BLANKS.sub(" ", text).strip(" ")
    if found := _REFUSED.search(line):
        raise ValueError(f"a text message must not contain {_describe(found[0])}")
    return line


def _measure_ucs2(text: str) -> Measure:
    try:
        octets = text.encode("utf-16-be")
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise ValueError(f"a text message must not contain {_describe(character)}") from None
    units = len(octets) // 2
    forced = tuple(
        [
            Forced(character, _name(character), position)
            for position, character in enumerate(text)
            if character not in _GSM7
        ]
    )
    if units <= UNITS_ALONE:
        return Measure(text, "UCS-2", len(text), units, 1, (text,), forced)
    parts: list[str] = []
    start = 0
    while start < len(octets):
        end = start + 2 * UNITS_IN_PART
        if end < len(octets) and 0xD8 <= octets[end - 2] <= 0xDB:
            end -= 2
        parts.append(octets[start:end].decode("utf-16-be"))
        start = end
    return Measure(text, "UCS-2", len(text), units, len(parts), tuple(parts), forced)


@lru_cache(maxsize=4096)
def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    if name:
        return f"{code} ({name.lower()})"
    kind = "lone surrogate" if "\ud800" <= character <= "\udfff" else "control character"
    return f"the {kind} {code}"
