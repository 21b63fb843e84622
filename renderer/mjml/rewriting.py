"""Rewrite a checked source into what MJML must see: plain attributes, sides, picture addresses.

The result is compiled by MJML at once and seen by nobody.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from renderer.errors import Flaw
from renderer.markup import Attribute
from renderer.markup import Node
from renderer.mjml.elements import DIRECTED
from renderer.mjml.mirror import mirror_attribute
from renderer.mjml.mirror import mirror_css
from renderer.mjml.mirror import mirror_style
from renderer.mjml.structure import Structure
from renderer.mjml.structure import ending
from renderer.sources import TOKEN
from renderer.sources import tokens

# Padding behind the preheader, so that inboxes do not pull body text in after it.
_PADDING = "&#847;&zwnj;&nbsp;" * 60
# MJML writes attributes with the escapes of Rust, which only these characters need not fear.
_UNSAFE = re.compile(r"[^ !#-%'-;=?-\[\]-~]")
_PICTURES = ("src", "background-url")
# MJML drops the role of a table, so it travels in another attribute.
_ROLE = "-zqrole-"
# MJML writes `text-align:left` into every column and group, whatever the direction.
_SIDED = re.compile(r'<div class="[^"]*mj-outlook-group-fix[^"]*" style="[^"]*"')
_ROLE_BACK = re.compile(rf'cellspacing="([^"]*?){_ROLE}([a-z]+)"')


class Rewriting:
    """Copies a structure. `flaws` holds pictures that do not exist, `pictures` the addresses."""

    def __init__(
        self,
        structure: Structure,
        *,
        language: str,
        direction: str,
        picture: Callable[[str], str | None],
    ) -> None:
        self.structure = structure
        self.language = language
        self.rtl = direction == "rtl"
        self.picture = picture
        self.flaws: list[Flaw] = []
        self.pictures: set[str] = set()
        self.preamble = ""
        self.starts: list[tuple[int, int]] = []

    def run(self) -> str:
        """The MJML source; tags before `<mjml>` go to `preamble`."""
        out: list[str] = []
        size = 0
        for node in self.structure.seen(without="text-only"):
            if not node.inside and node.token.kind == "text":
                self.preamble += "".join(tokens(self.structure.written(node)))
                continue
            words = self._node(node)
            self.starts.append((size, node.token.start))
            size += len(words.encode())
            out.append(words)
        return "".join(out)

    def origin(self, position: int) -> int:
        """The offset in the source behind a byte of the rewritten one."""
        before = [source for made, source in self.starts if made <= position]
        return before[-1] if before else 0

    def _node(self, node: Node) -> str:
        written = self.structure.written(node)
        if node.token.kind == "open":
            return self._open(node)
        if node.token.kind == "comment" and not ending(node.inside):
            return ""
        if node.token.kind != "text":
            return written
        if not ending(node.inside):
            return "".join(f"<mj-raw>{found}</mj-raw>" for found in tokens(written))
        if node.parent in ("mj-style", "style") and self.rtl:
            return mirror_css(written)
        if node.parent == "mj-preview":
            return f"{written.strip()}{_PADDING}"
        if node.parent == "mj-title":
            return _attribute_text(written.strip())  # it becomes an attribute, too
        return written

    def _open(self, node: Node) -> str:
        token = node.token
        if token.name == "mjml":
            direction = "rtl" if self.rtl else "ltr"
            return f'<mjml lang="{self.language}" dir="{direction}">'
        attributes: list[tuple[str, str]] = []
        for attribute in token.attributes:
            mirrored = self._mirrored(attribute)
            if mirrored is not None:
                name, value = mirrored
                attributes.append(
                    (name, self._address(node, value) if name in _PICTURES else value)
                )
        if token.name == "mj-table":
            attributes = _role_in_spacing(attributes)
        words = "".join(f' {name}="{_attribute_text(value)}"' for name, value in attributes)
        defaults = self._defaults() if self.rtl and token.name == "mj-head" else ""
        return f"<{token.name}{words}{' /' if token.closed else ''}>{defaults}"

    def _mirrored(self, attribute: Attribute) -> tuple[str, str] | None:
        name, value = attribute.name, attribute.value
        if not self.rtl or name == "dir":
            return name, value
        if name == "style":
            return name, mirror_style(value)
        return mirror_attribute(name, value)

    def _defaults(self) -> str:
        """What MJML takes for granted, turned round; whatever the author says comes after it."""
        said: set[str] = set()
        for node in self.structure.nodes:
            if node.token.kind == "open" and node.token.name == "mj-all":
                said.update(attribute.name for attribute in node.token.attributes)
        children = ""
        for element, attributes in DIRECTED.items():
            words = "".join(
                f' {name}="{value}"' for name, value in attributes.items() if name not in said
            )
            children += f"<{element}{words} />"
        return f"<mj-attributes>{children}</mj-attributes>"

    def _address(self, node: Node, value: str) -> str:
        if TOKEN.search(value):
            return value
        address = self.picture(value)
        if address is None:
            place = self.structure.source.place(node.token.start)
            hint = "pictures lie in the brand's `img` folder: `img/name.png`"
            self.flaws.append(Flaw(*place, f"there is no picture `{value}`", hint))
            return value
        self.pictures.add(address)
        return address


def finish(compiled: str, *, rtl: bool) -> str:
    """Mend what MJML cannot be told: the role of tables, and from right to left its own sides."""
    made = _ROLE_BACK.sub(r'cellspacing="\1" role="\2"', compiled)
    return _SIDED.sub(lambda found: found[0].replace(":left", ":right"), made) if rtl else made


def _role_in_spacing(attributes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    given = dict(attributes)
    role = given.pop("role", "")
    if role:
        given["cellspacing"] = f"{given.get('cellspacing', '0')}{_ROLE}{role}"
    return list(given.items())


def _attribute_text(value: str) -> str:
    """An attribute's value with every character that MJML would change as a reference."""
    plain = value if "&" not in value else html.unescape(value)
    return _UNSAFE.sub(lambda found: f"&#{ord(found[0])};", plain)
