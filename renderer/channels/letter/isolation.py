"""Give every `<bdi>` its direction: browsers find it by themselves, WeasyPrint takes the page's.

Without it a telephone number or an amount in an Arabic letter is set back to front.
"""

from __future__ import annotations

import unicodedata
from xml.etree.ElementTree import Element


def isolate(root: Element) -> None:
    """Set `dir` on each `<bdi>` that has none, by its first strong character (HTML: `dir=auto`)."""
    for element in root.iter("bdi"):
        if not element.get("dir"):
            element.set("dir", direction_of("".join(element.itertext())))


def direction_of(text: str) -> str:
    """`rtl` or `ltr` by the first strong character (UAX #9, P2); `ltr` where there is none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
