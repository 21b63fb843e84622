"""Lines of a `.po` file to entries: a strict reader that reports everything it cannot read.

The grammar is that of GNU gettext (`po-gram-gen.y`), line by line: one keyword or string a line.
An entry begins with its first comment; blank lines mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from renderer.errors import Flaw
from renderer.errors import did_you_mean
from renderer.po.entry import KEYWORDS
from renderer.po.entry import Entry
from renderer.po.entry import Previous
from renderer.po.fields import Field
from renderer.po.fields import disorder

_KEYWORD = re.compile(
    r"(msgctxt|msgid_plural|msgid|msgstr)"
    r"(?:(?<=msgstr)[ \t]*\[[ \t]*([0-9]{1,3})[ \t]*\])?"
    r'[ \t]*(?:"([^"\\]*)"$|(".*))',
    re.DOTALL,
)
_BODY = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)("?)', re.DOTALL)
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |$)")
_REFERENCE = re.compile("\u2068([^\u2068\u2069]*)\u2069|([^ \t\u2068]+)")
MOST_FLAWS = 100
"""What a person reads of a file that is something else; more is not looked for."""

_EMPTY: frozenset[str] = frozenset()


class Parsed(NamedTuple):
    """What could be read, what could not, and the merge markers between."""

    entries: list[Entry]
    flaws: list[Flaw]
    markers: list[Flaw]


def parse(lines: Iterable[str], *, file: str, codec: str, first: int = 1) -> Parsed:
    """Read `lines` (without ends), the first of which has the number `first`; never raises."""
    return _Parser(file, codec).run(lines, first)


class _Enough(Exception):
    """There are more flaws than anybody wants to know."""


class _Parser:
    def __init__(self, file: str, codec: str) -> None:
        self.file = file
        self.codec = codec
        self.entries: list[Entry] = []
        self.flaws: list[Flaw] = []
        self.markers: list[Flaw] = []
        self.clear()

    def clear(self) -> None:
        """Begin an entry of which nothing is known yet."""
        self.start = 0
        self.stop = 0
        self.fields: list[Field] = []
        self.previous: list[Field] = []
        self.open: Field | None = None
        self.plain: list[str] | None = None  # pieces that a bare string continues: the fast path
        self.comments: list[str] = []
        self.extracted: list[str] = []
        self.references: list[str] = []
        self.flags: frozenset[str] = _EMPTY
        self.broken = False

    def run(self, lines: Iterable[str], first: int) -> Parsed:
        try:
            self.scan(lines, first)
            self.finish("the file may be cut off")
        except _Enough:
            pass
        return Parsed(self.entries, self.flaws, self.markers)

    def scan(self, lines: Iterable[str], first: int) -> None:
        for number, line in enumerate(lines, first):
            if not line:
                continue
            mark = line[0]
            if mark in " \t\f\v":
                line = line.strip(" \t\f\v")
                mark = line[:1]
            if mark == '"':
                if self.plain and line[-1] == '"' and line.count('"') == 2 and "\\" not in line:
                    self.plain.append(line[1:-1])
                    self.stop = number
                else:
                    self.string(line, number, self.fields, obsolete=False)
            elif mark == "m":
                self.keyword(line, number, obsolete=False)
            elif mark == "#":
                self.comment(line, number)
            elif mark:
                self.unknown(line, number)

    def flaw(self, line: int, message: str, hint: str = "") -> None:
        self.flaws.append(Flaw(self.file, line, message, hint))
        self.broken = True
        if len(self.flaws) > MOST_FLAWS:
            raise _Enough

    def unknown(self, line: str, number: int) -> None:
        """A line that is nothing gettext knows."""
        if self.fields and self.fields[-1].keyword == "msgstr":
            self.finish()
        word = re.split(r'[\s"\[]', line, maxsplit=1)[0][:40]
        if marker := _MARKER.match(line):
            text = f"merge marker `{marker[1]}`"
            self.markers.append(Flaw(self.file, number, text, "resolve the conflict first"))
            self.broken = True
        elif word == "domain":
            self.flaw(number, "`domain` is not supported", "use one file for each domain")
        else:
            self.flaw(number, "line is no gettext", did_you_mean(word, KEYWORDS))

    def comment(self, line: str, number: int) -> None:
        kind = line[1:2]
        if kind == "~":
            self.obsolete(line[2:].strip(" \t"), number)
            return
        if self.fields:
            self.finish()
        if not self.start:
            self.start = number
        self.stop = number
        if kind == "|":
            self.earlier(line[2:].strip(" \t"), number, obsolete=False)
            return
        self.open = self.plain = None
        text = line[2:]
        if kind == ":":
            for isolated, plain in _REFERENCE.findall(text):
                self.references.append(isolated or plain)
        elif kind == ".":
            self.extracted.append(text.removeprefix(" "))
        elif kind in {",", "="}:
            self.flags |= {flag.strip() for flag in text.split(",")} - {""}
        else:
            self.comments.append(text if kind == " " else line[1:])

    def obsolete(self, rest: str, number: int) -> None:
        """What stands behind `#~`."""
        mark = rest[:1]
        if mark == "|":
            if self.fields:
                self.finish()
            self.start = self.start or number
            self.stop = number
            self.earlier(rest[1:].strip(" \t"), number, obsolete=True)
        elif mark == '"':
            self.string(rest, number, self.fields, obsolete=True)
        elif mark == "#" and rest[1:2] != "~":
            self.comment(rest, number)
        elif mark:
            self.keyword(rest, number, obsolete=True)

    def earlier(self, rest: str, number: int, *, obsolete: bool) -> None:
        """What stands behind `#|`: what a fuzzy entry was translated from."""
        if rest.startswith('"'):
            self.string(rest, number, self.previous, obsolete=obsolete)
        elif (match := _KEYWORD.match(rest)) and match[1] != "msgstr":
            self.begin(match, number, self.previous, obsolete=obsolete)
        elif rest:
            self.flaw(number, "line is no earlier `msgid`")

    def keyword(self, line: str, number: int, *, obsolete: bool) -> None:
        match = _KEYWORD.match(line)
        if not match:
            self.unknown(line, number)
            return
        keyword = match[1]
        if self.fields and (
            keyword == "msgctxt" or (keyword == "msgid" and self.fields[-1].keyword != "msgctxt")
        ):
            self.finish()
        self.begin(match, number, self.fields, obsolete=obsolete)

    def begin(
        self, match: re.Match[str], number: int, fields: list[Field], *, obsolete: bool
    ) -> None:
        keyword, index, body, text = match.groups()
        if body is None:
            body = self.body(text, number)
        field = self.open = Field(keyword, index, body, number, obsolete)
        fields.append(field)
        self.plain = None if obsolete or fields is self.previous else field.pieces
        self.start = self.start or number
        self.stop = number

    def string(self, line: str, number: int, fields: list[Field], *, obsolete: bool) -> None:
        """A line that continues the string above it."""
        self.stop = number
        body = self.body(line, number)
        if self.open is None or not fields or self.open is not fields[-1]:
            if not self.broken:
                self.flaw(number, "string without a keyword")
        elif self.open.obsolete is not obsolete:
            self.flaw(number, "`#~` stands on some lines of the entry only")
        else:
            self.open.pieces.append(body)

    def body(self, text: str, number: int) -> str:
        """What stands between the quotes."""
        match = _BODY.match(text)
        if not match or not match[2]:
            self.flaw(number, "string is not closed", r"a line break in a text is written `\n`")
        elif text[match.end() :].strip(" \t"):
            self.flaw(number, "text after the closing quote", "one string a line")
        else:
            return match[1]
        return ""

    def finish(self, hint: str = "") -> None:
        """Turn what was gathered into an entry, or report why it is none."""
        fields = self.fields
        if fields and not self.broken and (problem := disorder(fields)):
            self.flaw(problem.line, problem.message, hint if problem.missing else "")
        texts = [] if self.broken else self.texts(fields)
        earlier = self.texts(self.previous) if self.previous else []
        if texts and not self.broken:
            context = texts.pop(0) if fields[0].keyword == "msgctxt" else None
            message = texts.pop(0)
            plural = texts.pop(0) if fields[-1].index else None
            before = dict(zip([field.keyword for field in self.previous], earlier, strict=False))
            self.entries.append(
                Entry(
                    context,
                    message,
                    plural,
                    tuple(texts),
                    self.flags,
                    tuple(self.comments),
                    tuple(self.extracted),
                    tuple(self.references),
                    Previous(*map(before.get, KEYWORDS[:3])) if before else None,
                    fields[0].obsolete,
                    (self.start, self.stop + 1),
                )
            )
        self.clear()

    def texts(self, fields: list[Field]) -> list[str]:
        """The strings of the fields; those that are none are reported and left out."""
        try:
            return [field.text(self.codec) for field in fields]
        except ValueError:
            for field in fields:
                try:
                    field.text(self.codec)
                except ValueError as error:
                    self.flaw(field.line, str(error))
            return []
