"""Strict JSON: what RFC 8259 leaves open, and what Python lets pass, is refused here.

Refused: duplicate keys, NaN and infinities (also 1e400), giant integers, deep nesting, invalid
UTF-8, a byte order mark, halves of surrogate pairs, too much text. Messages never quote the text.

Well-formed text is read by the scanner of the standard library alone; only a text with something
suspicious in it is walked token by token, to find the place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from renderer.errors import NotJSON

LIMIT = 1_000_000  # bytes
DEPTH = 64
DIGITS = 4_000  # of one integer; Python's own limit is 4,300

_TOKEN = re.compile(
    r"""
    (?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<end>"?)) (?P<colon>[ \t\r\n]*+:)?
    | (?P<open>[{\[]) | (?P<close>[}\]])
    | (?P<number>-?[0-9][0-9.eE+-]*+) | (?P<constant>NaN|-?Infinity)
    """,
    re.VERBOSE | re.DOTALL,
)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")

_SAID = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Illegal trailing comma before end of object": "a key in double quotes is missing",
    "Illegal trailing comma before end of array": "a value is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Unterminated string starting at": "a text does not end",
    "Invalid control character at": "a text has a control character",
    "Extra data": "there is more after the value",
}
_SAID_OTHERWISE = "a text has an escape that JSON does not know"
_TWICE = "a key stands twice in one object"
_CONSTANT = "NaN and infinities are not JSON"
_TOO_LARGE = "a number is too large"
_TOO_LONG = f"an integer has more than {DIGITS:,} digits"
_HALF_PAIR = "a text has one half of a surrogate pair"


def read(text: bytes | str, *, limit: int = LIMIT, depth: int = DEPTH) -> object:
    """The value of one JSON text: dict, list, str, int, float, bool or None.

    limit: most bytes (of UTF-8); depth: most levels of objects and lists.
    Raises NotJSON with line and column where they are known.
    """
    text = _decoded(text, limit)
    if text.count("{") + text.count("[") > depth or _SURROGATE.search(text):
        _inspect(text, depth)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as fault:
        message = _SAID.get(fault.msg, _SAID_OTHERWISE)
        raise NotJSON(message, fault.lineno, fault.colno) from None
    except NotJSON:
        _inspect(text, depth)  # the same fault, with its place
        raise
    except RecursionError:
        raise NotJSON(f"the nesting is deeper than {depth} levels") from None


def _decoded(text: bytes | str, limit: int) -> str:
    too_long = NotJSON(f"the text is longer than {limit:,} bytes")
    if len(text) > limit:
        raise too_long
    if isinstance(text, bytes):
        try:
            decoded = text.decode()
        except UnicodeDecodeError as fault:
            before = text[: fault.start].decode(errors="replace")
            raise _fault("the text is not UTF-8", before, len(before)) from None
    else:
        decoded = text
        try:
            size = len(decoded.encode())
        except UnicodeEncodeError as fault:
            raise _fault(_HALF_PAIR, decoded, fault.start) from None
        if size > limit:
            raise too_long
    if decoded.startswith("\ufeff"):
        raise NotJSON("the text begins with a byte order mark", 1, 1)
    return decoded


def _inspect(text: str, depth: int) -> None:
    """Raise the first fault that the scanner of the standard library lets pass, with its place.

    Text that is not JSON at all is walked without harm: the scanner reports it.
    """
    keys: list[set[str] | None] = []  # one per open bracket; None for a list
    for token in _tokens(text):
        start = token.start()
        if token["open"]:
            if len(keys) == depth:
                raise _fault(f"the nesting is deeper than {depth} levels", text, start)
            keys.append(set() if token["open"] == "{" else None)
        elif token["close"]:
            if keys:
                keys.pop()
        elif token["constant"]:
            raise _fault(_CONSTANT, text, start)
        elif token["number"]:
            _inspect_number(token["number"], text, start)
        elif (string := _string(token["text"])) is not None:
            if not _is_unicode(string):
                raise _fault(_HALF_PAIR, text, start)
            if token["colon"] and keys and (known := keys[-1]) is not None:
                if string in known:
                    raise _fault(_TWICE, text, start)
                known.add(string)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    for token in _TOKEN.finditer(text):
        if token["text"] and not token["end"]:
            return
        yield token


def _inspect_number(number: str, text: str, start: int) -> None:
    if number.lstrip("-").isdigit():
        if len(number.lstrip("-")) > DIGITS:
            raise _fault(_TOO_LONG, text, start)
        return
    try:
        finite = math.isfinite(float(number))
    except ValueError:
        return
    if not finite:
        raise _fault(_TOO_LARGE, text, start)


def _string(literal: str) -> str | None:
    try:
        return str(json.loads(literal))
    except ValueError:
        return None


def _is_unicode(string: str) -> bool:
    try:
        string.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fault(message: str, text: str, position: int) -> NotJSON:
    line = text.count("\n", 0, position) + 1
    return NotJSON(message, line, position - text.rfind("\n", 0, position))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotJSON(_TWICE)
    return members


def _integer(digits: str) -> int:
    if len(digits) > DIGITS and len(digits.lstrip("-")) > DIGITS:
        raise NotJSON(_TOO_LONG)
    return int(digits)


def _float(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise NotJSON(_TOO_LARGE)
    return value


def _constant(_name: str) -> object:
    raise NotJSON(_CONSTANT)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_constant,
)
