"""Read a shielded MJML source once: where each tag stands, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from renderer import markup
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import did_you_mean
from renderer.markup import VOID
from renderer.markup import Attribute
from renderer.markup import Markup
from renderer.markup import Node
from renderer.markup import Rules
from renderer.mjml.elements import ANY_ATTRIBUTE
from renderer.mjml.elements import CARRY_VALUES
from renderer.mjml.elements import CHILDREN
from renderer.mjml.elements import ELEMENTS
from renderer.mjml.elements import ENDING
from renderer.mjml.elements import HOLD_COLUMNS
from renderer.mjml.elements import HOLD_TAGS
from renderer.mjml.elements import LENGTHS
from renderer.mjml.elements import REFUSED
from renderer.sources import TOKEN
from renderer.sources import Shielded
from renderer.sources import numbers

MAX_DEPTH = 64
RULES = Rules("an email", CARRY_VALUES)
_LENGTH = re.compile(r"(?:(?:-?\d+(?:\.\d+)?(?:px|%|em|rem|pt)?|auto)(?:\s+(?=\S)|$)){1,4}")
_UNDISPLAYED = re.compile(r"display\s*:\s*none")
_VISIBLE = re.compile(r"\S")
_ONCE = ("mjml", "mj-head", "mj-body", "mj-title", "mj-preview")


@dataclass(frozen=True, slots=True)
class Structure:
    """A checked email source and its nodes in order."""

    source: Shielded
    nodes: tuple[Node, ...]

    def written(self, node: Node) -> str:
        """The node as it stands in the shielded source."""
        return self.source.text[node.token.start : node.token.end]

    def seen(self, *, without: str) -> Iterator[Node]:
        """The nodes, without elements of a class: `text-only` for the HTML, or `html-only`.

        With `html-only` go those that are not displayed, such as a logo for dark screens.
        """
        hidden = 0
        for node in self.nodes:
            depth = len(node.inside)
            if hidden:
                hidden = hidden if depth >= hidden else 0  # the first one outside closes it
                continue
            if node.token.kind == "open" and _is_left_out(node.token, without):
                leaf = node.token.closed or node.token.name in VOID
                hidden = 0 if leaf else depth + 1
                continue
            yield node


def ending(inside: Iterable[str]) -> str:
    """The MJML element whose content is HTML that something stands in, or an empty string."""
    return next((name for name in inside if name in ENDING), "")


def read_structure(source: Shielded) -> Structure:
    """Check a shielded source and read its structure.

    Raises `ContentInvalid` with every flaw. Depth is counted before anything recursive sees the
    source: MJML's parser crashes at about 1,800 nested sections.
    """
    reading = _Reading(source)
    nodes = tuple(reading.nodes())
    reading.finish()
    if reading.flaws:
        raise ContentInvalid(tuple(dict.fromkeys(reading.flaws)))
    return Structure(source, nodes)


class _Reading:
    def __init__(self, source: Shielded) -> None:
        self.source = source
        self.flaws: list[Flaw] = []
        self.counts: dict[str, int] = {}
        self.classes: set[str] = set()
        self.used: list[tuple[int, str]] = []
        self.over = False

    def flaw(self, at: int, message: str, hint: str = "") -> None:
        self.flaws.append(Flaw(*self.source.place(at), message, hint))

    def nodes(self) -> Iterator[Node]:
        for node in markup.walk(self.source, self.flaw, deepest=MAX_DEPTH):
            token = node.token
            if token.kind == "open":
                self._open(token, node.inside)
            elif token.kind == "text":
                self._text(token, node.inside)
            elif token.kind == "comment":
                RULES.check_comment(self.source, token, self.flaw)
            elif token.kind == "close" and not node.inside:
                self.over = True
            yield node

    def _open(self, token: Markup, inside: tuple[str, ...]) -> None:
        name = token.name
        RULES.check_open(self.source, token, self.flaw)
        if name.startswith("mj"):
            self._mjml(token, inside)
        elif not ending(inside):
            hint = "put HTML inside `<mj-text>`, `<mj-table>` or `<mj-raw>`"
            self.flaw(token.start, f"`<{name}>` cannot stand here", hint)
        elif token.closed and name not in VOID:
            hint = f"write `<{name}></{name}>`"
            self.flaw(token.start, f"`<{name}>` needs a closing tag", hint)
        picture = name == "img" or (name == "mj-image" and "mj-attributes" not in inside)
        if picture and token.attribute("alt") is None:
            self.flaw(token.start, f"`<{name}>` needs `alt`, empty for decoration")

    def _mjml(self, token: Markup, inside: tuple[str, ...]) -> None:
        name, at = token.name, token.start
        parent = inside[-1] if inside else ""
        self.counts[name] = self.counts.get(name, 0) + 1
        default = name in ("mj-all", "mj-class")
        if name in REFUSED:
            self.flaw(at, f"`<{name}>` cannot stand in an email", REFUSED[name])
            return
        if name not in ELEMENTS and not default:
            hint = did_you_mean(name, ELEMENTS)
            self.flaw(at, f"there is no element `<{name}>`", hint)
            return
        holder = ending(inside) or parent
        allowed = CHILDREN.get(holder, frozenset())
        if name not in allowed and (not holder or holder in ELEMENTS):
            place = f"inside `<{holder}>`" if holder else "outside `<mjml>`"
            known = ", ".join(f"`<{child}>`" for child in sorted(allowed)[:6])
            hint = f"it holds {known}" if known else ""
            self.flaw(at, f"`<{name}>` cannot stand {place}", hint)
        for attribute in token.attributes:
            if not TOKEN.search(attribute.name):
                self._attribute(token, attribute)

    def _attribute(self, token: Markup, attribute: Attribute) -> None:
        element, name, value, at = token.name, attribute.name, attribute.value, token.start
        known = ELEMENTS.get(element, ANY_ATTRIBUTE)
        if element == "mj-class" and name == "name":
            self.classes.add(value)
        elif name not in known:
            hint = did_you_mean(name, known)
            if element == "mj-style" and name == "inline":
                hint = 'MJML does not inline it: write `style="…"` on the element'
            self.flaw(at, f"`<{element}>` has no attribute `{name}`", hint)
        elif name == "mj-class":
            self.used.extend((at, word) for word in value.split())
        elif (name in LENGTHS or name.endswith("padding")) and not _LENGTH.fullmatch(value):
            hint = "write it as `24px`, `50%` or `0`"
            self.flaw(at, f"`{name}` of `<{element}>` is no length", hint)

    def _text(self, token: Markup, inside: tuple[str, ...]) -> None:
        parent = inside[-1] if inside else ""
        if parent in ("style", "mj-style"):
            RULES.check_text(self.source, token, self.flaw)
        elif not ending(inside):
            self._between(token, parent)

    def _between(self, token: Markup, parent: str) -> None:
        """Text between elements: nothing but the tags of loops and conditions."""
        text = self.source.text
        begins = _VISIBLE.search(text, token.start, token.end)
        if begins is None:
            return
        at = begins.start()
        found = [self.source.tags[number] for number in numbers(text, at, token.end)]
        if TOKEN.sub("", text[at : token.end]).strip() or any(t.kind == "print" for t in found):
            hint = "put it inside `<mj-text>`" if parent else "nothing may stand around `<mjml>`"
            self.flaw(at, "text cannot stand here", hint)
        elif parent in HOLD_COLUMNS:
            hint = "repeat whole sections, or what stands inside a column"
            self.flaw(at, "a loop or condition cannot hold columns", hint)
        elif parent not in HOLD_TAGS:
            self.flaw(at, f"a template tag cannot stand in `<{parent}>`")
        elif self.over:
            self.flaw(at, "a template tag cannot stand behind `</mjml>`")

    def finish(self) -> None:
        for at, name in self.used:
            if name not in self.classes:
                hint = did_you_mean(name, self.classes)
                self.flaw(at, f"there is no `<mj-class>` with the name `{name}`", hint)
        for name in _ONCE:
            if self.counts.get(name, 0) != 1 and not self.flaws:
                self.flaws.append(
                    Flaw(self.source.name, 0, f"an email needs exactly one `<{name}>`")
                )


def _is_left_out(token: Markup, without: str) -> bool:
    classes = token.attribute("css-class") or token.attribute("class")
    style = token.attribute("style")
    if style is not None and without == "html-only" and _UNDISPLAYED.search(style.value):
        return True
    return classes is not None and without in classes.value.split()
