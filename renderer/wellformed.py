"""Rules for text that comes in: running text, header values, links, addresses.

Pure functions. Each returns the text in its canonical form or raises a `ValueError` whose text
names the fault and never quotes the value, because values come from customer records.

Invisible characters: controls and halves of surrogate pairs are refused everywhere; bidirectional
controls are removed everywhere; zero-width characters are removed from single lines (names,
addresses, subjects), except for joiners that the spelling of a script needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from unicodedata import bidirectional
from unicodedata import combining
from unicodedata import normalize
from urllib.parse import quote
from urllib.parse import unquote

import idna

TEXT_LIMIT = 2_000
HEADER_LIMIT = 998  # RFC 5322, 2.1.1
LINK_LIMIT = 2_048
ADDRESS_LIMIT = 254  # RFC 5321, 4.5.3.1.3 less the angle brackets

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_NONCHARACTERS}]")
_CONTROL_IN_LINES = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_LINE_BREAK = re.compile("\r\n?|\u2028|\u2029")
_BIDI = "\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
_INVISIBLE_IN_LINES = re.compile(f"[{_BIDI}]")
_INVISIBLE = re.compile(
    f"[{_BIDI}\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\U000e0000-\U000e007f]"
)
_ZWNJ = "\u200c"
_JOINER = re.compile("[\u200c\u200d]")
_VIRAMA = 9  # canonical combining class

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_NOT_IN_LINKS = re.compile(r"[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%\x80-\U0010ffff-]")
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"//([^/?#]*)(.*)", re.DOTALL)
_PORT = re.compile(r"(.*):([1-9][0-9]{0,4})", re.DOTALL)
_TEL = re.compile(r"\+?[0-9(][0-9().-]{1,38}")
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*")


def clean_text(value: str, *, lines: bool = False, limit: int = TEXT_LIMIT) -> str:
    """`value` in NFC, without invisible characters and without space at its ends.

    lines: the text may have several lines (`\\n`); tabs become spaces, joiners and marks stay.
    limit: most characters of the result.
    """
    if not isinstance(value, str):
        raise ValueError("must be text")
    # before normalising: ordering a long run of combining marks takes quadratic time
    if len(value) > 2 * limit:
        raise ValueError(f"is longer than {limit:,} characters")
    if value.isprintable():  # then it has no control, format or unassigned character
        value = value if value.isascii() else normalize("NFC", value)
    else:
        value = _clean_lines(value) if lines else _clean_line(value)
    value = value.strip()
    if len(value) > limit:
        raise ValueError(f"is longer than {limit:,} characters")
    return value


def header_text(value: str, *, limit: int = HEADER_LIMIT) -> str:
    """`value` as one line that is safe in a mail header.

    An encoded word (`=?utf-8?q?…?=`) loses its meaning to a space: Python 3.11 would decode it,
    line breaks included, and make new headers of it (CVE-2024-6923).
    """
    return clean_text(value, limit=limit).replace("=?", "= ?")


def clean_link(url: str, *, schemes: Iterable[str] = ("https",)) -> str:
    """`url` with scheme and host in lower case, the host in IDNA, the rest in ASCII.

    schemes: what is allowed, of `https`, `http`, `mailto` and `tel`.
    """
    if not isinstance(url, str):
        raise ValueError("must be text")
    if len(url) > LINK_LIMIT:
        raise ValueError(f"is longer than {LINK_LIMIT:,} characters")
    _refuse(_NOT_IN_LINKS, url, "has a character that a link cannot contain")
    if not url.isprintable():  # beyond ASCII: spaces, controls, invisible characters
        raise ValueError("has a space, a control or an invisible character")
    _refuse(_BAD_ESCAPE, url, "has a percent sign without two hexadecimal digits")
    allowed = tuple(schemes)
    match = _SCHEME.fullmatch(url)
    scheme = match[1].lower() if match else ""
    if match is None or scheme not in allowed:
        raise ValueError(f"must begin with {_either(f'`{name}:`' for name in allowed)}")
    if scheme == "mailto":
        return _clean_mailto(match[2])
    if scheme == "tel":
        return _clean_tel(match[2])
    return f"{scheme}:{_clean_location(match[2])}"


def clean_address(email: str) -> str:
    """One email address, `local@domain`: the domain in IDNA and lower case (RFC 5321 mailbox).

    Quoted local parts, comments, display names, lists and letters beyond ASCII before the `@`
    are refused.
    """
    if not isinstance(email, str):
        raise ValueError("must be text")
    if len(email) > ADDRESS_LIMIT:
        raise ValueError(f"is longer than {ADDRESS_LIMIT} characters")
    local, at, domain = email.rpartition("@")
    if not at or not local or not domain:
        raise ValueError("is not an email address")
    # an encoded word is a valid local part by grammar, and Python 3.11 would decode it
    if len(local) > 64 or not _LOCAL.fullmatch(local) or "=?" in local:
        raise ValueError("is not one plain email address before the `@`")
    host = clean_host(domain)
    name, _, top = host.rpartition(".")
    if not name or top.isdigit():
        raise ValueError("needs a full domain after the `@`")
    address = f"{local}@{host}"
    if len(address) > ADDRESS_LIMIT:
        raise ValueError(f"is longer than {ADDRESS_LIMIT} characters")
    return address


def clean_host(host: str) -> str:
    """A host name in lower case, letters beyond ASCII in IDNA (UTS 46)."""
    if len(host) > 253:
        raise ValueError("has a host name that is too long")
    name = host.lower()
    if not name.isascii() or "xn--" in name:
        try:
            name = idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
        except UnicodeError:  # idna quotes the host
            raise ValueError("has a host name that is not valid") from None
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise ValueError("has a host name that is not valid")
    return name


def _clean_line(value: str) -> str:
    _refuse(_CONTROL, value, "has a control character or a line break")
    return _settle(value, _without_invisible)


def _clean_lines(value: str) -> str:
    value = _LINE_BREAK.sub("\n", value).replace("\t", " ")
    _refuse(_CONTROL_IN_LINES, value, "has a control character")
    return _settle(value, _without_bidi)


def _settle(value: str, remove: Callable[[str], str]) -> str:
    # what is removed may have parted marks that NFC then reorders: repeat until nothing moves
    while (settled := normalize("NFC", remove(value))) != value:
        value = settled
    return value


def _without_bidi(value: str) -> str:
    return _INVISIBLE_IN_LINES.sub("", value)


def _without_invisible(value: str) -> str:
    return _JOINER.sub(_joiner, _INVISIBLE.sub("", value))


def _joiner(match: re.Match[str]) -> str:
    """The joiner itself where spelling needs it (RFC 5892, appendix A.1 and A.2), else nothing."""
    text = match.string
    before = match.start() - 1
    while before >= 0 and (mark := combining(text[before])):
        if mark == _VIRAMA:
            return match[0]
        before -= 1
    between = text[before : before + 1] + text[match.end() : match.end() + 1]
    arabic = before >= 0 and [bidirectional(letter) for letter in between] == ["AL", "AL"]
    return _ZWNJ if arabic and match[0] == _ZWNJ else ""


def _clean_location(rest: str) -> str:
    match = _AUTHORITY.fullmatch(rest)
    if match is None or not match[1]:
        raise ValueError("needs `//` and a host after its scheme")
    authority, path = match[1], match[2]
    if "@" in authority:
        raise ValueError("must not carry a user name or password")
    port = _PORT.fullmatch(authority)
    host, suffix = (port[1], f":{port[2]}") if port else (authority, "")
    if port and int(port[2]) > 65_535:
        raise ValueError("has a port that does not exist")
    return f"//{clean_host(host)}{suffix}{_ascii(path)}"


def _clean_mailto(rest: str) -> str:
    mailbox, _, query = rest.partition("?")
    address = clean_address(_decoded(mailbox))
    for pair in query.split("&") if query else ():
        key, _, value = pair.partition("=")
        if _decoded(key).lower() not in ("subject", "body"):
            raise ValueError("may set only subject and body of the mail")
        _refuse(_CONTROL, _decoded(value), "has a control character")
    # `%` `?` `&` `#` and `/` may stand in a local part, but mean something else in a link
    location = quote(address, safe="@!$'*+-._~=")
    return f"mailto:{location}" + (f"?{_ascii(query)}" if query else "")


def _clean_tel(rest: str) -> str:
    if not _TEL.fullmatch(rest) or not 3 <= sum(map(str.isdigit, rest)) <= 20:
        raise ValueError("is not a telephone number")
    return f"tel:{rest}"


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeError:  # it quotes the text
        raise ValueError("has escapes that are not UTF-8") from None


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return quote(normalize("NFC", text), safe="%/:?#[]@!$&'()*+,;=-._~")


def _refuse(pattern: re.Pattern[str], text: str, fault: str) -> None:
    match = pattern.search(text)
    if match:
        raise ValueError(f"{fault} at position {match.start() + 1}")


def _either(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
