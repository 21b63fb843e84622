"""A checked email source as a tree, for those who need to know what an element holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from renderer.markup import VOID
from renderer.markup import Markup
from renderer.mjml.structure import Structure


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its children in order: elements, and stretches of shielded text."""

    name: str
    token: Markup
    children: list[Element | str] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """The value of an attribute, empty if there is none."""
        found = self.token.attribute(name)
        return found.value if found is not None else ""

    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))


def plant(structure: Structure, *, without: str) -> Element:
    """The root of the tree, a nameless element; elements of the class `without` are left out."""
    root = Element("", Markup("open", 0, 0))
    path = [root]
    for node in structure.seen(without=without):
        token = node.token
        if token.kind == "text":
            path[-1].children.append(structure.written(node))
        elif token.kind == "close":
            path.pop()
        elif token.kind == "open":
            element = Element(token.name, token)
            path[-1].children.append(element)
            if not token.closed and token.name not in VOID:
                path.append(element)
    return root
