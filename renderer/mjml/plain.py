"""Derive an email's text part from its MJML source: the same sentences, in the same order.

The result is a template that yields blocks marked with control characters, which data cannot
contain; `renderer/channels/bodies.py` lists the kinds of blocks and lays them out when a message
is rendered. An element with the class `html-only` is left out here; one with `text-only` stands
nowhere else. Empty blocks vanish when they are laid out, so blocks may be begun freely.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.mjml.structure import Structure
from renderer.mjml.tree import Element
from renderer.mjml.tree import plant
from renderer.sources import TOKEN
from renderer.sources import numbers
from renderer.sources import tokens

BLOCK = "\x1e"
CELL = "\x1f"
BREAK = "\u2028"

_HEADINGS = {"h1": "1", "h2": "2", "h3": "2", "h4": "2", "h5": "2", "h6": "2"}
_BLOCKS = frozenset(
    {"p", "div", "blockquote", "center", "address", "section", "article", "header", "footer"}
    | {"ul", "ol", "dl", "dt", "dd", "li", "pre", "table", "tbody", "thead", "tfoot", "tr"}
    | {"td", "th", "caption", "hr", *_HEADINGS}
)
# Between their children only template tags stand; their white space means nothing.
_HOLDERS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl", "mj-table"})
_LINKS = frozenset({"mj-button", "mj-navbar-link", "mj-social-element"})
_SPACE = re.compile(r"[ \t\r\n]+")
# What parts links that stand side by side.
_PARTING = re.compile(r"[\s\u00a0·|•–—/,]*")
_BRANCHES = ("else", "elif")


def derive_text(structure: Structure) -> str:
    """The shielded source of the text template: subject, preheader, then the body's blocks."""
    return _Deriving(structure).run()


class _Deriving:
    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.tags = structure.source.tags
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
        return "".join(self._words(child) for child in element.children if isinstance(child, str))

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
        if self._are_links(element):
            for child in element.children:
                if isinstance(child, str):
                    self._tags_of(child)
                else:
                    self._link_block(child)
            return
        self._begin(kind)
        run: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str) or child.name not in _BLOCKS:
                run.append(child)
                continue
            self._say(run)
            self._block(child)
            self._begin("p")
            run = []
        self._say(run)

    def _block(self, element: Element) -> None:
        name = element.name
        if name in _HEADINGS:
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
        """A heading is underlined, so an address in it would be, too: it follows below."""
        self._begin(_HEADINGS[element.name])
        links = list(_links(element))
        self.out.append(self._inline(element.children, addresses=False))
        for link in links:
            self._begin("b")
            self.out.append(CELL + self._target(link))

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
                self.out.append(self._inline(child.children))
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
            self.out.append(self._words(words))

    def _link_block(self, element: Element, label: str | None = None) -> None:
        self._begin("b")
        words = self._inline(element.children) if label is None else self._words(label)
        target = self._target(element)
        self.out.append(words.strip())
        if target and not self._is_said(words, target):
            self.out.append(CELL + target)

    def _are_links(self, element: Element) -> bool:
        """Whether an element holds links alone: they read better below one another."""
        links = [child for child in element.elements() if child.name == "a"]
        parts = [child for child in element.children if isinstance(child, str)]
        others = any(child.name != "a" for child in element.elements())
        printed = any(
            self.tags[number].kind == "print" for part in parts for number in numbers(part)
        )
        words = html.unescape(TOKEN.sub("", "".join(parts)))
        return bool(links) and not others and not printed and bool(_PARTING.fullmatch(words))

    def _say(self, run: list[Element | str]) -> None:
        self.out.append(self._inline(run))

    def _inline(self, children: Iterable[Element | str], *, addresses: bool = True) -> str:
        """Running text; blocks inside it, as in the cell of a table, become lines."""
        said: list[str] = []
        for child in children:
            if isinstance(child, str):
                said.append(self._words(child))
            elif child.name == "br":
                said.append(BREAK)
            elif child.name == "img":
                said.append(self._words(html.unescape(child.attribute("alt"))))
            elif child.name == "a" and addresses:
                said.append(self._link(child))
            else:
                words = self._inline(child.children, addresses=addresses)
                said.append(f"{BREAK}{words}{BREAK}" if child.name in _BLOCKS else words)
        return re.sub(f" *(?:{BREAK} *)+", BREAK, "".join(said))

    def _link(self, element: Element) -> str:
        words = self._inline(element.children)
        target = self._target(element)
        if not target or target.startswith("tel:") or self._is_said(words, target):
            return words
        return f"{words} ({target.removeprefix('mailto:')})"

    def _target(self, element: Element) -> str:
        target = html.unescape(element.attribute("href"))
        return "" if target.startswith("#") else target

    def _is_said(self, label: str, target: str) -> bool:
        """Whether label and target print the same, as in `<a href="mailto:{{ x }}">{{ x }}</a>`."""

        def spelled(text: str) -> str:
            return TOKEN.sub(lambda found: self.tags[int(found[1])].text, text).strip()

        shown = spelled(target.removeprefix("mailto:").removeprefix("tel:"))
        return spelled(label) in (shown, shown.removeprefix("https://"))

    def _words(self, text: str) -> str:
        """Shielded text as it reads: entities resolved, white space folded."""
        read = html.unescape(text)
        if numbers(read) != numbers(text):
            message = "`zqx…xqz` is reserved"
            raise ContentInvalid((Flaw(self.structure.source.name, 0, message),))
        return _SPACE.sub(" ", read)

    def _tags_of(self, text: str) -> None:
        self.out.extend(tokens(text))

    def _begin(self, kind: str) -> None:
        self.out.append(BLOCK + kind)


def _links(element: Element) -> Iterable[Element]:
    for child in element.elements():
        if child.name == "a":
            yield child
        else:
            yield from _links(child)
