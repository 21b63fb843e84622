"""Derive an email's text part from its MJML source: the same sentences, in the same order.

The result is a template that yields blocks marked with control characters, which data cannot
contain; `renderer/channels/bodies.py` lists the kinds of blocks and lays them out when a message
is rendered. An element with the class `html-only` is left out here; one with `text-only` stands
nowhere else. Empty blocks vanish when they are laid out, so blocks may be begun freely.
"""

from __future__ import annotations

import html

from renderer.mjml.phrasing import BLOCKS
from renderer.mjml.phrasing import HEADINGS
from renderer.mjml.phrasing import Phrasing
from renderer.mjml.structure import Structure
from renderer.mjml.tree import Element
from renderer.mjml.tree import plant
from renderer.sources import numbers
from renderer.sources import tokens

BLOCK = "\x1e"
CELL = "\x1f"

# Between their children only template tags stand; their white space means nothing.
_HOLDERS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl", "mj-table"})
_LINKS = frozenset({"mj-button", "mj-navbar-link", "mj-social-element"})
_BRANCHES = ("else", "elif")


def derive_text(structure: Structure) -> str:
    """The shielded source of the text template: subject, preheader, then the body's blocks."""
    return _Deriving(structure).run()


class _Deriving:
    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.tags = structure.source.tags
        self.phrasing = Phrasing(structure.source)
        self.out: list[str] = []

    def run(self) -> str:
        preamble, head = "", {"mj-title": "", "mj-preview": ""}
        for child in plant(self.structure, without="html-only").children:
            if isinstance(child, str):
                preamble += "".join(tokens(child))
                continue
            for part in child.elements():
                if part.name == "mj-body":
                    self._layout(part)
                for item in part.elements() if part.name == "mj-head" else ():
                    if item.name in head:
                        head[item.name] = self._line(item)
        subject = f"{BLOCK}s{head['mj-title']}{BLOCK}v{head['mj-preview']}"
        return "".join((preamble, subject, *self.out))

    def _line(self, element: Element) -> str:
        return "".join(
            self.phrasing.words(child) for child in element.children if isinstance(child, str)
        )

    def _layout(self, element: Element) -> None:
        """MJML's own elements."""
        for child in element.children:
            if isinstance(child, str):
                self._tags_of(child)
            elif child.name in ("mj-text", "mj-raw"):
                self._flow(child, "p")
            elif child.name == "mj-table":
                self._holder(child)
            elif child.name in _LINKS:
                self._link_block(child)
            elif child.name == "mj-image":
                self._picture(child)
            elif child.name == "mj-divider":
                self._begin("r")
            else:
                self._layout(child)

    def _flow(self, element: Element, kind: str) -> None:
        """An element whose content is running text, or blocks, or both: `kind` for what is text."""
        if self.phrasing.are_links(element):
            for child in element.children:
                if isinstance(child, str):
                    self._tags_of(child)
                else:
                    self._link_block(child)
            return
        self._begin(kind)
        run: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str) or child.name not in BLOCKS:
                run.append(child)
                continue
            self.out.append(self.phrasing.inline(run))
            self._block(child)
            self._begin("p")
            run = []
        self.out.append(self.phrasing.inline(run))

    def _block(self, element: Element) -> None:
        name = element.name
        if name in HEADINGS:
            self._heading(element)
        elif name == "hr":
            self._begin("r")
        elif name == "tr":
            self._row(element)
        elif name in _HOLDERS:
            self._holder(element)
        else:
            self._flow(element, "l" if name == "li" else "p")

    def _holder(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._tags_of(child)
            else:
                self._block(child)

    def _heading(self, element: Element) -> None:
        """A heading is underlined, so the address of a link in it would be, too: it comes below.

        But not out of a condition, which may decide on the link as well.
        """
        links = self.phrasing.links(element)
        beside = bool(links) and self.phrasing.decides(element)
        self._begin(HEADINGS[element.name])
        self.out.append(self.phrasing.inline(element.children, addresses=beside))
        for link in () if beside else links:
            self._begin("b")
            self.out.append(CELL + self.phrasing.target(link))

    def _row(self, element: Element) -> None:
        """A row of one cell is a paragraph, one that begins with `th` a fact, others a numeral."""
        cells = [child.name for child in element.elements()]
        if len(cells) == 1:
            self._holder(element)
            return
        self._begin("f" if cells[:1] == ["th"] else "n")
        first = True
        before: list[bool] = []
        for child in element.children:
            if not isinstance(child, str):
                self.out.append("" if first else CELL)
                self.out.append(self.phrasing.inline(child.children))
                first = False
                continue
            self._tags_of(child)
            for number in numbers(child):
                # What stands in two branches is one cell.
                keyword = self.tags[number].keyword
                if keyword in _BRANCHES and before:
                    first = before[-1]
                elif keyword.startswith("end") and before:
                    before.pop()
                elif keyword in ("if", "for", "purpose"):
                    before.append(first)

    def _picture(self, element: Element) -> None:
        words = html.unescape(element.attribute("alt")).strip()
        if element.attribute("href"):
            self._link_block(element, words)
        elif words:
            self._begin("p")
            self.out.append(self.phrasing.words(words))

    def _link_block(self, element: Element, label: str | None = None) -> None:
        self._begin("b")
        words = (
            self.phrasing.inline(element.children) if label is None else self.phrasing.words(label)
        )
        target = self.phrasing.target(element)
        self.out.append(words.strip())
        if target and not self.phrasing.is_said(words, target):
            self.out.append(CELL + target)

    def _tags_of(self, text: str) -> None:
        self.out.extend(tokens(text))

    def _begin(self, kind: str) -> None:
        self.out.append(BLOCK + kind)
