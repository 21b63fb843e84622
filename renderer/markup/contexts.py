"""Where the tags of a template stand in markup: in text, in an attribute, in a link target."""

from __future__ import annotations

import html
import re

from renderer.markup.reader import read
from renderer.sources import TOKEN
from renderer.sources import numbers

# What only Outlook sees. `<!--[if !mso]><!-->` is not meant: what follows it is plain markup.
_CONDITIONAL = re.compile(r"<!--\[if [^\]]*\]>(?!<!--)(.*?)<!\[endif\]-->", re.DOTALL)
_URL = re.compile(r"url\(([^)]*)\)|@import\s+([^;]+)", re.IGNORECASE)
_LOADING = frozenset({"src", "background", "poster", "data"})
# Elements whose content is text alone, so that no markup may come with a value.
_TEXTUAL = frozenset({"title", "mj-title"})


def conditional(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of what Outlook alone sees in the comment from `start` to `end`, if it is one."""
    match = _CONDITIONAL.fullmatch(text, start, end)
    return match.span(1) if match else None


def contexts(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The tokens that stand where no element may, and those whose value is a link target.

    `text` is shielded markup; what only Outlook sees counts as well. Raises `MarkupBroken`.
    """
    bare: set[int] = set()
    links: set[int] = set()
    _scan(text, 0, len(text), bare, links)
    return frozenset(bare), frozenset(links)


def loaded(text: str) -> set[str]:
    """The addresses that a reader of finished markup would load. Raises `MarkupBroken`."""
    found: set[str] = set()
    _collect(text, 0, len(text), found)
    return found


def _collect(text: str, start: int, end: int, found: set[str]) -> None:
    for token in read(text, start, end):
        styles = [text[token.start : token.end]] if token.name == "style" else []
        for attribute in token.attributes:
            if attribute.name in _LOADING or (attribute.name, token.name) == ("href", "link"):
                found.add(attribute.value)
            elif attribute.name == "srcset":
                found.update(part.split()[0] for part in attribute.value.split(",") if part.strip())
            elif attribute.name == "style":
                styles.append(attribute.value)
        for style in styles:
            for match in _URL.finditer(html.unescape(style)):
                found.add((match[1] or match[2]).strip("'\" "))
        if token.kind == "comment" and (seen := conditional(text, token.start, token.end)):
            _collect(text, *seen, found)


def _scan(text: str, start: int, end: int, bare: set[int], links: set[int]) -> None:
    inside = ""
    for token in read(text, start, end):
        if token.kind == "open":
            inside = token.name
            for attribute in token.attributes:
                found = numbers(attribute.value)
                bare.update(found)
                if attribute.name == "href" and TOKEN.match(attribute.value):
                    links.add(found[0])
        elif token.kind == "close":
            inside = ""
        elif token.kind == "text" and inside in _TEXTUAL:
            bare.update(numbers(text, token.start, token.end))
        elif token.kind == "comment" and (seen := conditional(text, token.start, token.end)):
            _scan(text, *seen, bare, links)
