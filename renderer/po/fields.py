"""One keyword of an entry with its string, and the order in which keywords may follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from renderer.po.strings import STRING_LIMIT
from renderer.po.strings import unescape


class Field:
    """A keyword, the index of a plural form, and the pieces of the string, one from each line."""

    __slots__ = ("index", "keyword", "line", "obsolete", "pieces")

    def __init__(
        self, keyword: str, index: str | None, piece: str, line: int, obsolete: bool
    ) -> None:
        self.keyword = keyword
        self.index = index
        self.pieces = [piece]
        self.line = line
        self.obsolete = obsolete

    def text(self, codec: str) -> str:
        """The whole string; raises ValueError for a bad escape, a NUL, or too many bytes."""
        text = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        if "\\" in text:
            text = "".join([unescape(piece, codec) for piece in self.pieces])
            if "\0" in text:
                raise ValueError("string holds a NUL character")
        if len(text) > STRING_LIMIT // 4 and len(text.encode()) > STRING_LIMIT:
            raise ValueError(f"string is longer than {STRING_LIMIT // 1024} KB")
        return text


class Disorder(NamedTuple):
    """Why fields are no entry; `missing` if it may be because the file was cut off."""

    line: int
    message: str
    missing: bool


def disorder(fields: Sequence[Field]) -> Disorder | None:
    """Check `fields` against: [msgctxt] msgid (msgstr | msgid_plural msgstr[0] msgstr[1] …)."""
    names = [field.keyword for field in fields]
    line, obsolete = fields[0].line, fields[0].obsolete
    for field in fields:
        if field.obsolete is not obsolete:
            return Disorder(line, "`#~` stands on some lines of the entry only", False)
    at = 1 if names[0] == "msgctxt" else 0
    if names[at:] == ["msgid", "msgstr"] and fields[-1].index is None:
        return None
    if names[at : at + 1] != ["msgid"]:
        return Disorder(line, f"`{names[0]}` without `msgid`", True)
    plural = names[at + 1 : at + 2] == ["msgid_plural"]
    forms = fields[at + 1 + plural :]
    if not forms:
        return Disorder(line, "`msgid` without `msgstr`", True)
    for form in forms:
        if form.keyword != "msgstr":
            return Disorder(form.line, f"`{form.keyword}` stands in the wrong place", False)
    indexes = [form.index if form.index is None else int(form.index) for form in forms]
    if plural and indexes != list(range(len(forms))):
        message = "entry with a plural needs `msgstr[0]`, `msgstr[1]` and so on"
        return Disorder(forms[0].line, message, False)
    if not plural and indexes != [None]:
        return Disorder(forms[0].line, "entry without a plural needs one `msgstr`", False)
    return None
