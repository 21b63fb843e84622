"""The header of a `.po` file: its fields, its charset, its plural forms."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from renderer.po.plurals import GERMANIC
from renderer.po.plurals import PluralForms
from renderer.po.plurals import plural_forms

_SEARCHED = 64 * 1024
_MSGID = re.compile(rb'^[ \t]*msgid[ \t]*"', re.MULTILINE)
_BODY = re.compile(rb'^[^"#\n]*"(.*)"[ \t\r]*$', re.MULTILINE)
_CHARSET = re.compile(r"charset=([A-Za-z0-9_.:-]{1,40})")
_PLACEHOLDER = "charset"  # `charset=CHARSET` stands in a template that nobody filled in

# The charsets of GNU gettext that Python knows. In all of them the bytes of ASCII's quote and line
# feed stand for nothing else, unlike in UTF-16, UTF-7 and ISO-2022.
_CODECS = frozenset(
    ["ascii", "utf-8", "koi8-r", "koi8-u", "koi8_t", "gb2312", "gbk", "gb18030", "big5"]
    + ["big5hkscs", "euc_jp", "euc_kr", "shift_jis", "johab", "tis-620"]
    + ["cp850", "cp866", "cp874", "cp932", "cp949", "cp950"]
    + [f"cp{number}" for number in range(1250, 1259)]
    + [f"iso8859-{number}" for number in range(1, 17)]
)


def charset(content_type: str) -> str:
    """The charset that a `Content-Type` field (or a whole header) names, UTF-8 without one."""
    match = _CHARSET.search(content_type)
    return match[1] if match and match[1].lower() != _PLACEHOLDER else "UTF-8"


def declared_charset(data: bytes) -> str:
    """The charset that the first entry of an undecoded file names, UTF-8 without one."""
    begun = [match.start() for match in islice(_MSGID.finditer(data, 0, _SEARCHED), 2)]
    bodies = _BODY.findall(data[: begun[1] if len(begun) == 2 else _SEARCHED])
    return charset(b"".join(bodies).decode("latin-1"))


def codec(name: str) -> str:
    """Python's name for a charset; raises ValueError for one that a `.po` file cannot have."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        found = ""
    if found not in _CODECS:
        raise ValueError(f"charset `{name}` is not one of gettext's")
    return found


def fields(text: str) -> dict[str, str]:
    """The fields of a header's text, named as they stand there."""
    pairs = (line.partition(":") for line in text.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon and name.strip()}


def field(header: dict[str, str], name: str) -> str:
    """A field whatever its case, or an empty string."""
    if name in header:
        return header[name]
    return next((value for key, value in header.items() if key.lower() == name.lower()), "")


def plurals(header: dict[str, str]) -> PluralForms:
    """The plural forms of a header, gettext's default where there are none or a template's.

    Raises ValueError for forms that cannot be read.
    """
    declared = field(header, "Plural-Forms")
    return plural_forms(GERMANIC if not declared or "EXPRESSION" in declared else declared)
