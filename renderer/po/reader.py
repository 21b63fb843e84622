"""Reading a `.po` file: bytes to `PoFile`, or every reason why they are none."""

from __future__ import annotations

from itertools import accumulate

from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.po import header as headers
from renderer.po.blocks import Style
from renderer.po.entry import Entry
from renderer.po.entry import Key
from renderer.po.file import FILE_LIMIT
from renderer.po.file import PoFile
from renderer.po.parser import MOST_FLAWS
from renderer.po.parser import parse
from renderer.po.strings import WRAP_WIDTH

_TOO_LONG = WRAP_WIDTH + 20
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")


def read(data: bytes, *, file: str) -> PoFile:
    """The catalogue in `data`; `file` is its name in errors.

    Raises TranslationInvalid with every flaw that was found (up to `MOST_FLAWS`) if a byte cannot
    be decoded, a line cannot be read, an entry is incomplete or stands there twice, or the header's
    charset or plural forms cannot be used.
    """
    if len(data) > FILE_LIMIT:
        raise TranslationInvalid((Flaw(file, 0, f"file is longer than {FILE_LIMIT >> 20} MB"),))
    if data.startswith(_OTHER_BOMS):
        raise TranslationInvalid((Flaw(file, 1, "file is UTF-16", "save it as UTF-8"),))
    bom = _BOM if data.startswith(_BOM) else b""
    body = data[len(bom) :]
    codec, text = _decoded(body, file)
    plain = text.replace("\r\n", "\n") if "\r" in text else text
    if "\r" in plain:
        raise TranslationInvalid(_at(plain, "\r", file, "carriage return without a line feed"))
    if "\0" in plain:
        raise TranslationInvalid(_at(plain, "\0", file, "NUL character"))
    lines = plain.split("\n")
    entries, problems, markers = parse(lines, file=file, codec=codec)
    if markers:
        raise TranslationInvalid(_limited(markers, file))
    places: dict[Key, int] = {}
    flaws = [
        *problems,
        *_duplicates(entries, places, file),
        *_header_flaws(entries, codec, file),
    ]
    if flaws:
        raise TranslationInvalid(_limited(sorted(flaws, key=lambda flaw: flaw.line), file))
    eol = "\r\n" if body[: body.find(b"\n") + 1].endswith(b"\r\n") else "\n"
    style = Style(file, codec, bom, _width(plain, lines), eol)
    return PoFile(style, tuple(entries), _pieces(body, entries), places)


def _decoded(body: bytes, file: str) -> tuple[str, str]:
    """The codec that the header names, and the text."""
    name = headers.declared_charset(body)
    try:
        codec = headers.codec(name)
    except ValueError as error:
        raise TranslationInvalid((Flaw(file, 0, str(error), "save the file as UTF-8"),)) from None
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        raise TranslationInvalid(_undecodable(body, codec, file)) from None
    if codec != "utf-8" and text.encode(codec, "replace") != body:
        message = f"text cannot be written again in charset {codec}"
        raise TranslationInvalid((Flaw(file, 0, message, "save the file as UTF-8"),))
    return codec, text


def _undecodable(body: bytes, codec: str, file: str) -> tuple[Flaw, ...]:
    flaws = []
    for number, line in enumerate(body.split(b"\n"), 1):
        try:
            line.decode(codec)
        except UnicodeDecodeError as error:
            message = f"byte 0x{line[error.start]:02X} is not in charset {codec}"
            flaws.append(Flaw(file, number, message, "the header may name the wrong charset"))
        if len(flaws) > MOST_FLAWS:
            break
    return _limited(flaws, file)


def _at(text: str, character: str, file: str, message: str) -> tuple[Flaw, ...]:
    """Flaws for the lines that hold the character."""
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if character in line]
    return _limited([Flaw(file, number, message) for number in numbers], file)


def _limited(flaws: list[Flaw], file: str) -> tuple[Flaw, ...]:
    if len(flaws) <= MOST_FLAWS:
        return tuple(flaws)
    return (*flaws[:MOST_FLAWS], Flaw(file, 0, "file has more flaws"))


def _duplicates(entries: list[Entry], places: dict[Key, int], file: str) -> list[Flaw]:
    """Fill `places`; an obsolete entry, too, must not say again what another one says."""
    flaws = []
    for at, entry in enumerate(entries):
        first = places.setdefault((entry.context, entry.id), at)
        if first != at:
            message = f"entry stands in line {entries[first].span[0]} already"
            flaws.append(Flaw(file, entry.span[0], message, "keep one of them"))
    return flaws


def _header_flaws(entries: list[Entry], codec: str, file: str) -> list[Flaw]:
    at = next((at for at, entry in enumerate(entries) if entry.is_header), None)
    text = "" if at is None else entries[at].strings[0]
    line = 0 if at is None else entries[at].span[0]
    flaws = []
    if at:
        flaws.append(Flaw(file, line, "header is not the first entry"))
    try:
        if headers.codec(headers.charset(text)) != codec:
            flaws.append(Flaw(file, line, f"file was read as {codec}, its header says otherwise"))
    except ValueError as error:
        flaws.append(Flaw(file, line, str(error)))
    try:
        headers.plurals(headers.fields(text))
    except ValueError as error:
        flaws.append(Flaw(file, line, str(error)))
    return flaws


def _pieces(body: bytes, entries: list[Entry]) -> tuple[bytes, ...]:
    """Gap, entry, gap, entry, …, tail."""
    lengths = map(len, body.split(b"\n"))
    starts = [0, 0, *accumulate(length + 1 for length in lengths)]
    pieces: list[bytes] = []
    last = 0
    for entry in entries:
        start, stop = entry.span
        begin, end = starts[start], starts[stop]
        pieces += (body[last:begin], body[begin:end])
        last = end
    return (*pieces, body[last:])


def _width(text: str, lines: list[str]) -> int:
    """The width at which strings are wrapped; 0 if more of them are clearly too long than wrapped.

    Tools put the space at the end of the line, so a string that goes on after one was wrapped.
    """
    too_long = [line for line in lines if len(line) > _TOO_LONG and line[-1] == '"' and " " in line]
    return 0 if len(too_long) > text.count(' "\n"') else WRAP_WIDTH
