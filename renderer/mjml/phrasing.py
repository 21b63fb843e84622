"""Running text of an email as plain text: words, links with their addresses, lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.mjml.tree import Element
from renderer.sources import TOKEN
from renderer.sources import Shielded
from renderer.sources import numbers

BREAK = "\u2028"
HEADINGS = {"h1": "1", "h2": "2", "h3": "2", "h4": "2", "h5": "2", "h6": "2"}
BLOCKS = frozenset(
    {"p", "div", "blockquote", "center", "address", "section", "article", "header", "footer"}
    | {"ul", "ol", "dl", "dt", "dd", "li", "pre", "table", "tbody", "thead", "tfoot", "tr"}
    | {"td", "th", "caption", "hr", *HEADINGS}
)

_SPACE = re.compile(r"[ \t\r\n]+")
# What parts links that stand side by side.
_PARTING = re.compile(r"[\s\u00a0·|•–—/,]*")


class Phrasing:
    """Reads the running text of one source."""

    def __init__(self, source: Shielded) -> None:
        self.name = source.name
        self.tags = source.tags

    def are_links(self, element: Element) -> bool:
        """Whether an element holds links alone: they read better below one another."""
        links = [child for child in element.elements() if child.name == "a"]
        parts = [child for child in element.children if isinstance(child, str)]
        others = any(child.name != "a" for child in element.elements())
        printed = any(
            self.tags[number].kind == "print" for part in parts for number in numbers(part)
        )
        words = html.unescape(TOKEN.sub("", "".join(parts)))
        return bool(links) and not others and not printed and bool(_PARTING.fullmatch(words))

    def inline(self, children: Iterable[Element | str], *, addresses: bool = True) -> str:
        """Running text; blocks inside it, as in the cell of a table, become lines."""
        said: list[str] = []
        for child in children:
            if isinstance(child, str):
                said.append(self.words(child))
            elif child.name == "br":
                said.append(BREAK)
            elif child.name == "img":
                said.append(self.words(html.unescape(child.attribute("alt"))))
            elif child.name == "a" and addresses:
                said.append(self._link(child))
            else:
                words = self.inline(child.children, addresses=addresses)
                said.append(f"{BREAK}{words}{BREAK}" if child.name in BLOCKS else words)
        return re.sub(f" *(?:{BREAK} *)+", BREAK, "".join(said))

    def _link(self, element: Element) -> str:
        words = self.inline(element.children)
        target = self.target(element)
        if not target or target.startswith("tel:") or self.is_said(words, target):
            return words
        return f"{words} ({target.removeprefix('mailto:')})"

    def target(self, element: Element) -> str:
        """Where a link leads; an anchor leads nowhere in plain text."""
        target = html.unescape(element.attribute("href"))
        return "" if target.startswith("#") else target

    def is_said(self, label: str, target: str) -> bool:
        """Whether label and target print the same, as in `<a href="mailto:{{ x }}">{{ x }}</a>`."""

        def spelled(text: str) -> str:
            return TOKEN.sub(lambda found: self.tags[int(found[1])].text, text).strip()

        shown = spelled(target.removeprefix("mailto:").removeprefix("tel:"))
        return spelled(label) in (shown, shown.removeprefix("https://"))

    def links(self, element: Element) -> list[Element]:
        """The links in an element, at any depth."""
        found: list[Element] = []
        for child in element.elements():
            found += [child] if child.name == "a" else self.links(child)
        return found

    def decides(self, element: Element) -> bool:
        """Whether a condition or a loop stands in an element, at any depth."""
        texts = "".join(child for child in element.children if isinstance(child, str))
        here = any(self.tags[number].kind == "tag" for number in numbers(texts))
        return here or any(map(self.decides, element.elements()))

    def words(self, text: str) -> str:
        """Shielded text as it reads: entities resolved, white space folded."""
        read = html.unescape(text)
        if numbers(read) != numbers(text):
            message = "`zqx…xqz` is reserved"
            raise ContentInvalid((Flaw(self.name, 0, message),))
        return _SPACE.sub(" ", read)
