"""The letter engine: HTML to PDF, many times in one process.

One engine belongs to one state of the content root: it reads the brand's `letter.css` once, and
keeps images and parsed stylesheets. Changed content gets a new engine. It is for one thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any
from typing import Literal

from renderer.channels.letter import codes
from renderer.channels.letter import limits
from renderer.channels.letter.isolation import isolate
from renderer.channels.letter.layouts import Direction
from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.layouts import stylesheet
from renderer.channels.letter.reports import collected
from renderer.errors import ContentInvalid
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.errors import RenderFault

Standard = Literal["pdf/ua-1", "pdf/a-3a"]

LOOK = "templates/brand/letter.css"
SHEETS = 64  # parsed stylesheets to keep: layouts × directions × large print, and some extras

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter; `sha256` is that of the PDF's bytes, in hexadecimal."""

    pdf: bytes = field(repr=False)
    pages: int
    layout: str
    standard: Standard
    sha256: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A letter before it is written: its sheets in memory, to be joined with others."""

    document: Any = field(repr=False)  # weasyprint.Document, which is imported late
    pages: int
    layout: Layout
    standard: Standard
    place: str
    families: frozenset[str]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintRun:
    """Many letters in one PDF: the pages of each, in order; `findings` are about the whole."""

    pdf: bytes = field(repr=False)
    pages: tuple[int, ...]
    standard: Standard
    sha256: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    css: Any
    families: frozenset[str]  # fonts that the rules name
    flexible: bool  # the rules may make flex or grid boxes
    findings: tuple[Finding, ...]


class Engine:
    """Makes letters of HTML, with the content root's images and its brand's `letter.css`.

    Raises ContentInvalid when the root has no `letter.css`.
    """

    def __init__(self, root: Path) -> None:
        # here, so that only those who make letters wait for WeasyPrint's import
        from renderer.channels.letter.press import Press
        from renderer.channels.letter.proof import prove_address

        root = root.resolve()
        self._look = _read_look(root)
        self._press = Press(root)
        self._prove_address = prove_address
        self._sheets: dict[tuple[object, ...], _Sheet] = {}

    def render(
        self,
        html: str,
        *,
        layout: Layout,
        direction: Direction = "ltr",
        large_print: bool = False,
        standard: Standard = "pdf/ua-1",
        css: tuple[str, ...] = (),
        place: str = "letter.html",
    ) -> Letter:
        """The letter as PDF; the same arguments give the same bytes, in every process.

        html: a whole document with `lang` and `title`, as the part `letter.html` makes it.
        css: further rules, behind those of the brand. place: names the template in errors.
        Raises RenderFault when the document goes over a limit or loads what it must not.
        """
        laid_out = self.lay_out(
            html,
            layout=layout,
            direction=direction,
            large_print=large_print,
            standard=standard,
            css=css,
            place=place,
        )
        pdf, found = self._write(laid_out.document, laid_out)
        digest = sha256(pdf).hexdigest()
        findings = laid_out.findings + found
        return Letter(pdf, laid_out.pages, layout.name, standard, digest, findings)

    def lay_out(
        self,
        html: str,
        *,
        layout: Layout,
        direction: Direction = "ltr",
        large_print: bool = False,
        standard: Standard = "pdf/ua-1",
        css: tuple[str, ...] = (),
        place: str = "letter.html",
    ) -> LaidOut:
        """The letter's sheets, not yet written: for `join`. Arguments and errors as of `render`."""
        if len(html) > limits.HTML_LENGTH:
            raise RenderFault(place, 0, f"there are more than {limits.HTML_LENGTH:,} characters")
        sheet = self._sheet(layout, direction, large_print, css)
        with self._press.faults(place), collected(place) as logged:
            parsed = self._press.parse(html)
            root = parsed.etree_element
            cleaned = (*limits.clean(root, place=place), *codes.draw(root, place=place))
            isolate(root)
            matcher = sheet.css.matcher if sheet.flexible else None
            limits.check_flex(parsed.wrapper_element, matcher)
            root.set("class", _classes(root.get("class", ""), layout, large_print))
            document = self._press.lay_out(parsed, sheet.css, standard=standard)
            placed = self._prove_address(document, layout, place=place)
        titled = _prove_title(document.metadata.title, place)
        findings = (*sheet.findings, *cleaned, *logged, *titled, *placed)
        pages = len(document.pages)
        return LaidOut(document, pages, layout, standard, place, sheet.families, findings)

    def join(self, letters: Iterable[LaidOut]) -> PrintRun:
        """One PDF of many letters, which share their fonts; all of one standard.

        Title and language are those of the first. Findings of each letter stay with it.
        Raises ValueError for no letters or two standards.
        """
        run = tuple(letters)
        if len({letter.standard for letter in run}) != 1:
            raise ValueError("a print run needs letters, all of one standard")
        sheets = [page for letter in run for page in letter.document.pages]
        pdf, findings = self._write(run[0].document.copy(sheets), run[0])
        pages = tuple(letter.pages for letter in run)
        return PrintRun(pdf, pages, run[0].standard, sha256(pdf).hexdigest(), findings)

    def _write(self, document: Any, letter: LaidOut) -> tuple[bytes, tuple[Finding, ...]]:
        with self._press.faults(letter.place), collected(letter.place) as logged:
            pdf = self._press.write(document, standard=letter.standard)
        used = {font.family for font in document.fonts.values()}
        for family in sorted(used - letter.families):
            finding = Finding(
                "letter.font-not-named",
                "warning",
                letter.place,
                f"some text is set in `{family}`, which the brand's `letter.css` does not name",
                "install the fonts that it names, or name one that has these characters",
            )
            logged[finding] = None
        return pdf, tuple(logged)

    def _sheet(
        self, layout: Layout, direction: Direction, large_print: bool, css: tuple[str, ...]
    ) -> _Sheet:
        key = (layout.name, direction, large_print, css)
        if (sheet := self._sheets.get(key)) is None:
            if len(self._sheets) >= SHEETS:
                self._sheets.clear()
            places = stylesheet(layout, direction=direction, large_print=large_print)
            sheet = self._sheets[key] = self._parse_style(places, css)
        return sheet

    def _parse_style(self, places: str, css: tuple[str, ...]) -> _Sheet:
        # one sheet: a second one would be matched against every element again. The places stand
        # on one line, so that the line numbers in reports are those of the brand's file
        text = "\n".join((places.replace("\n", "") + self._look, *css))
        with self._press.faults(LOOK), collected(LOOK) as logged:
            parsed = self._press.parse_style(text)
        rules = _COMMENT.sub("", text)
        flexible = "@import" in rules.lower() or bool(limits.FLEXIBLE.search(rules))
        return _Sheet(parsed, frozenset(_QUOTED.findall(rules)), flexible, tuple(logged))


def _read_look(root: Path) -> str:
    try:
        return (root / LOOK).read_text(encoding="utf-8")
    except FileNotFoundError:
        flaw = Flaw(LOOK, 0, "there is no such file", "letters need the brand's look")
    except UnicodeDecodeError:
        flaw = Flaw(LOOK, 0, "the file is not UTF-8")
    raise ContentInvalid((flaw,))


def _classes(own: str, layout: Layout, large_print: bool) -> str:
    return " ".join((*own.split(), layout.name, *(("large",) if large_print else ())))


def _prove_title(title: str | None, place: str) -> tuple[Finding, ...]:
    if title and title.strip():
        return ()
    message = "the letter has no `title`, which readers show in place of the file's name"
    return (Finding("letter.no-title", "error", place, message, "write a `title` into its head"),)
