"""TOML with line numbers: `tomllib` for the data, a small scanner for where each key stands.

The scanner runs only over text that `tomllib` has accepted, so it need not judge anything: it
walks the same grammar and writes down the line of every table, key and array element.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from renderer.errors import ContentInvalid
from renderer.errors import Flaw

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def load_toml(text: str, file: str) -> tuple[dict[str, Any], Lines]:
    """The data of a TOML text (decimal numbers as `Decimal`), and the line of every key path.

    A path is a tuple of keys and array indexes: `("offer", "pause-2", "months")`,
    `("propose", 0)`. Raises `ContentInvalid` with file and line for text that is no TOML.
    """
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
        lines = _Scanner(text).scan()
    except tomllib.TOMLDecodeError as error:
        raise ContentInvalid((_flaw(str(error), text, file),)) from None
    except RecursionError:
        raise ContentInvalid((Flaw(file, 0, "arrays or tables are nested too deep"),)) from None
    return data, lines


def line_of(lines: Lines, path: Path) -> int:
    """The line of `path`, or of the nearest thing around it; 0 when nothing is known."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 0


def _flaw(message: str, text: str, file: str) -> Flaw:
    place = _PLACE.search(message)
    if place is None:
        return Flaw(file, 0, "is not TOML: " + message)
    line = int(place[1]) if place[1] else text.count("\n") + 1
    message = message[: place.start()]
    return Flaw(file, line, "is not TOML: " + message[:1].lower() + message[1:])


class _Scanner:
    """One walk over a valid TOML text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.tables: dict[Path, int] = {}  # arrays of tables: how many elements so far
        self.counted = (0, 1)

    def scan(self) -> Lines:
        table: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _line(self) -> int:
        """The line (1-based) of the current place; counted on from the last one asked for."""
        offset, line = self.counted
        line += self.text.count("\n", offset, self.at)
        self.counted = (self.at, line)
        return line

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return self.at

    def _note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    def _header(self) -> Path:
        line = self._line()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self._keys()
        self._skip(_SPACE)
        self.at += 2 if many else 1
        path: Path = ()
        for key in keys[:-1]:
            path = self._inside((*path, key), line)
        path = (*path, keys[-1])
        if many:
            self.tables[path] = self.tables.get(path, 0) + 1
        return self._inside(path, line)

    def _inside(self, path: Path, line: int) -> Path:
        """`path`, or its last element when it names an array of tables."""
        self._note(path, line)
        if path not in self.tables:
            return path
        element = (*path, self.tables[path] - 1)
        self._note(element, line)
        return element

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if self.text[start] in "\"'":
                self._skip(_STRING)
                keys.append(str(tomllib.loads(f"k = {self.text[start : self.at]}")["k"]))
            else:
                self._skip(_BARE_KEY)
                keys.append(self.text[start : self.at])
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] != ".":
                return keys
            self.at += 1

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, line)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening in "\"'":
            self._skip(_STRING)
        elif opening == "[":
            self._elements(path)
        elif opening == "{":
            self._inline(path)
        else:
            self._skip(_SCALAR)

    def _elements(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self.text[self._skip(_BLANK)] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            element = (*path, index)
            self._note(element, self._line())
            self._value(element)
            index += 1
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self.text[self._skip(_BLANK)] != "}":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._pair(path)
        self.at += 1
