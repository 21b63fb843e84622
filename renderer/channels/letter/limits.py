"""What a letter's document may contain, checked on the parsed tree before layout sees it.

Layout in Python takes minutes for a few hundred hostile bytes (nested flex boxes, a column span
of a million, `use` inside `use`), so these are counted first. Links become actions of a PDF, so
their targets are cleaned here, whatever the template did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from renderer.errors import Finding
from renderer.wellformed import clean_link

HTML_LENGTH = 2_000_000
DEPTH = 100
FLEX_DEPTH = 4
SPAN = 1_000
ROWS = 2_000
ANCHORS = 1_000
PAGES = 200
PIXELS = 4_000_000

SCHEMES = ("https", "mailto", "tel")
SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

# the engine brings the style; a document that brings its own would bypass its cache and checks
_STYLE = frozenset(("style", "link"))
FLEXIBLE = re.compile(r"flex|grid|\\", re.IGNORECASE)  # an escape may spell either
_SPANS = ("colspan", "rowspan", "span")


class LimitExceeded(ValueError):
    """The document goes over a limit; the text names it."""


@dataclass(slots=True)
class _Counts:
    rows: int = 0
    anchors: int = 0


def clean(root: Element, *, place: str) -> tuple[Finding, ...]:
    """Check the document against the limits and take out what a letter may not have.

    root: the `html` element; it is changed.
    Raises LimitExceeded. Returns a finding for everything that was taken out.
    """
    findings: list[Finding] = []
    counts = _Counts()
    levels: list[Iterator[Element]] = [iter((root,))]
    while levels:
        element = next(levels[-1], None)
        if element is None:
            levels.pop()
            continue
        if len(levels) > DEPTH:
            raise LimitExceeded(f"elements are nested more than {DEPTH} deep")
        if isinstance(element.tag, str):  # not a comment
            findings += _visit(element, counts, place)
            levels.append(iter(element))
    return tuple(findings)


def check_flex(root: Any, matcher: Any) -> None:
    """Refuse flex and grid boxes nested deeper than the limit.

    root: the document's element wrapper. matcher: that of the stylesheet, None when it has no
    such boxes; then only `style` attributes can make them.
    Raises LimitExceeded.
    """
    if matcher is None and not any(map(_has_flexible_style, root.etree_element.iter())):
        return
    depths: dict[Any, int] = {}
    for wrapper in root.iter_subtree():
        element = wrapper.etree_element
        depth = depths.get(wrapper.parent.etree_element, 0) if wrapper.parent else 0
        if _has_flexible_style(element) or _is_flexible(wrapper, matcher):
            depth += 1
        if depth > FLEX_DEPTH:
            raise LimitExceeded(f"flex or grid boxes are nested more than {FLEX_DEPTH} deep")
        depths[element] = depth


def _has_flexible_style(element: Element) -> bool:
    return bool(FLEXIBLE.search(element.get("style", "")))


def _is_flexible(wrapper: Any, matcher: Any) -> bool:
    if matcher is None:
        return False
    return any(
        name == "display" and not {"flex", "grid"}.isdisjoint(value)
        for _, _, _, (declarations, _) in matcher.match(wrapper)
        for name, value, _ in declarations
    )


def _visit(element: Element, counts: _Counts, place: str) -> Iterable[Finding]:
    tag = element.tag
    if tag == "tr":
        counts.rows += 1
        if counts.rows > ROWS:
            raise LimitExceeded(f"tables have more than {ROWS:,} rows")
    elif tag == f"{SVG}use":
        raise LimitExceeded("a drawing must not refer to parts of itself with `use`")
    elif tag in _STYLE:
        yield _without_style(element, place)
    if not element.attrib:
        return
    if element.get("href") or element.get(XLINK_HREF) or element.get("id"):
        counts.anchors += 1
        if counts.anchors > ANCHORS:
            raise LimitExceeded(f"there are more than {ANCHORS:,} links and anchors")
        yield from _clean_target(element, place)
    for name in _SPANS:
        if (span := element.get(name)) is not None and not _small(span):
            raise LimitExceeded(f"a `{name}` is not a number up to {SPAN:,}")


def _without_style(element: Element, place: str) -> Finding:
    finding = Finding(
        "letter.style-in-document",
        "warning",
        place,
        f"the letter brings its own `{element.tag}`, which is not used",
        "put the rules into the brand's `letter.css`",
    )
    # not removed, because the text behind it would go with it
    element.tag, element.text = "template", None
    element.attrib.clear()
    return finding


def _clean_target(element: Element, place: str) -> Iterable[Finding]:
    element.attrib.pop("rel", None)  # rel=attachment would put a file into the PDF
    if element.tag.startswith(SVG) and element.tag != f"{SVG}a":
        return  # an image of a drawing is not a link: the fetcher judges it
    for name in ("href", XLINK_HREF):
        target = element.get(name)
        if target is None or target.startswith("#"):
            continue
        try:
            element.set(name, clean_link(target.strip(), schemes=SCHEMES))
        except ValueError as error:
            del element.attrib[name]
            yield Finding(
                "letter.link-removed",
                "error",
                place,
                f"the target of a link {error}",
                "link to https, mailto or tel",
            )


def _small(span: str) -> bool:
    digits = span.strip()
    return digits.isascii() and digits.isdigit() and len(digits) < 5 and int(digits) <= SPAN
