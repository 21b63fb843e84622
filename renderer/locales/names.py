"""Names of people and countries, and lists of them, in the order and words of a locale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from renderer.locales.chains import parse
from renderer.locales.flavours import flavour

# The family name first, and the space between (CLDR personNames)
_FAMILY_FIRST: Final = {"hu": " ", "ja": " ", "ko": "", "yue": "", "zh": ""}

# Spanish `y` before the same sound, as in ICU's ListFormatter
_SPANISH_E: Final = re.compile(r"[ií]|hi(?![ae])", re.IGNORECASE)


def country_name(code: str, tag: str) -> str:
    """The country of an ISO 3166-1 code in the language of `tag`: `Österreich`.

    Raises ValueError for a code that is no country's.
    """
    name = parse(tag).territories.get(code) if len(code) == 2 and code.isalpha() else None
    if name is None:
        raise ValueError("not a country code of ISO 3166-1 (like `AT`)")
    return str(name)


def full_name(tag: str, *, given: str = "", family: str = "") -> str:
    """Given and family name in the order of the locale; nothing else is derived from them."""
    language = parse(tag).language
    if language in _FAMILY_FIRST:
        return _FAMILY_FIRST[language].join(filter(None, (family, given)))
    return " ".join(filter(None, (given, family)))


# CLDR strings every Arabic item with a "and"; a long list is easier to read with commas.
_HOUSE_LISTS = {
    "ar": {"2": "{0} و{1}", "start": "{0}، {1}", "middle": "{0}، {1}", "end": "{0}، و{1}"},
}


def listing(items: Iterable[str], tag: str, *, plain: bool = False) -> str:
    """`a, b und c`; the items stay as they are. No items give an empty text."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    pair, start, middle, end = _joints(tag, plain=plain)
    last = words[-1]
    if parse(tag).language == "es" and _SPANISH_E.match(last):
        pair, end = pair.replace(" y ", " e "), end.replace(" y ", " e ")
    if len(words) == 2:
        return pair.format(words[0], last)
    text = start.format(words[0], words[1])
    for word in words[2:-1]:
        text = middle.format(text, word)
    return end.format(text, last)


@lru_cache(maxsize=512)
def _joints(tag: str, *, plain: bool) -> tuple[str, str, str, str]:
    """CLDR's patterns for a pair, and for the start, the middle and the end of a longer list."""
    locale = parse(tag)
    patterns = _HOUSE_LISTS.get(locale.language) or locale.list_patterns["standard"]
    finish = flavour(plain_text=plain)
    pair, start, middle, end = (finish(patterns[key]) for key in ("2", "start", "middle", "end"))
    return pair, start, middle, end
