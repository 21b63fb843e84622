"""How an email travels: header values and bodies in the encodings of MIME.

Written here and not by the generator of Python's `email`, which takes many times as long for a
large body, folds long headers until they break, and draws its boundary by lot. Values are clean
before they come here (`wellformed`); what is written is read back in the tests by Python's parser.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import b2a_base64
from binascii import b2a_qp
from zlib import crc32

LINE_LIMIT = 998  # octets without the line break: RFC 5322, 2.1.1

_WORD_LINE_LIMIT = 76  # a line that holds encoded words: RFC 2047, 2
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
# RFC 2047, 5 (3): what may stand bare in the name of a mailbox; a space is written as `_`
_PLAIN_IN_WORD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/ "
_PLAIN_IN_BODY = bytes(code for code in range(32, 127) if code != ord("=")) + b"\t\r\n"
_Q = [chr(code) if code in _PLAIN_IN_WORD else f"={code:02X}" for code in range(256)]
_Q[ord(" ")] = "_"


def alternative(head: list[str], text: str, html: str) -> bytes:
    """A message of two alternatives, plain text before HTML (RFC 2046, 5.1.4).

    head: lines of the header, already encoded and folded.
    """
    boundary = "=_"  # occurs neither in quoted-printable nor in base64 (RFC 2045, 6.7)
    parts = []
    for subtype, body in (("plain", text), ("html", html)):
        octets = _canonical(body)
        boundary += f"{crc32(octets):08x}"
        encoding, encoded = _encoded_body(octets)
        parts.append(
            f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
            + encoded
        )
    lines = [
        *head,
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
        "",
        "",
    ]
    line = f"--{boundary}".encode()
    pieces = ["\r\n".join(lines).encode("ascii")]
    for part in parts:
        pieces += (line, b"\r\n", part)
    return b"".join([*pieces, line, b"--\r\n"])


def _canonical(body: str) -> bytes:
    """Octets with CRLF at the end of each line, as MIME wants text."""
    try:
        octets = body.encode()
    except UnicodeEncodeError:
        raise ValueError("a body has half of a surrogate pair") from None
    if b"\r" in octets:
        octets = octets.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return octets.replace(b"\n", b"\r\n")


def _encoded_body(octets: bytes) -> tuple[str, bytes]:
    """The shorter encoding, by count of the octets to escape, and the body with a CRLF behind it.

    That last CRLF belongs to the boundary which follows; without it `b2a_qp` would not know that
    the body has CRLF and would break long lines with a bare line feed.
    """
    escaped = len(octets.translate(None, _PLAIN_IN_BODY))
    if 2 * escaped <= len(octets) // 3:
        return "quoted-printable", b2a_qp(octets + b"\r\n")
    encoded = b2a_base64(octets, newline=False)
    lines = [encoded[at : at + 76] for at in range(0, len(encoded), 76)]
    return "base64", b"\r\n".join([*lines, b""])


def mailbox_line(field: str, name: str, address: str) -> str:
    """The header line (or lines) of one mailbox; the name may be empty."""
    if not name:
        return f"{field}: {address}"
    phrase = name if _PLAIN_PHRASE.fullmatch(name) else quoted(name)
    line = f"{field}: {phrase} <{address}>"
    if line.isascii() and len(line) <= LINE_LIMIT:
        return line
    return f"{field}: {_encoded_words(name, len(field) + 2)}\r\n <{address}>"


def text_line(field: str, value: str) -> str:
    """The header line (or lines) of a free text."""
    line = f"{field}: {value}"
    if line.isascii() and len(line) <= LINE_LIMIT:
        return line
    return f"{field}: {_encoded_words(value, len(field) + 2)}"


def quoted(name: str) -> str:
    """A quoted string (RFC 5322, 3.2.4)."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _encoded_words(value: str, column: int) -> str:
    """The value as encoded words, one a line (RFC 2047); the first line begins at `column`."""
    octets = value.encode()
    escaped = len(octets.translate(None, _PLAIN_IN_WORD))
    by_q = 2 * escaped <= len(octets) // 3
    runs = [b""]  # a word must not end inside a character
    room = _room(column, by_q)
    for character in value:
        octets = character.encode()
        cost = 3 * len(octets) if by_q and octets not in _PLAIN_IN_WORD else len(octets)
        if cost > room:
            runs.append(b"")
            room = _room(1, by_q)
        runs[-1] += octets
        room -= cost
    encode = _q_word if by_q else _b_word
    return "\r\n ".join(map(encode, runs))


def _room(column: int, by_q: bool) -> int:
    room = _WORD_LINE_LIMIT - column - len("=?utf-8?q??=")
    return room if by_q else room // 4 * 3


def _q_word(octets: bytes) -> str:
    return f"=?utf-8?q?{''.join([_Q[code] for code in octets])}?="


def _b_word(octets: bytes) -> str:
    return f"=?utf-8?b?{b64encode(octets).decode()}?="
