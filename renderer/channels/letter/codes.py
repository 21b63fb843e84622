"""QR codes as inline drawings: one outline of the dark modules, sharp at every size.

In a letter a code is an image whose source begins with `qr:`; the engine draws it:

    <img class="qr" src="qr:https://northwind.example/k/K-1" alt="…" data-dark="#0D2B36">

The outline is drawn as one path of straight lines. A path of rectangles looks the same, but costs
twice as much to draw and leaves hairlines between its rows on screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import SubElement
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

import segno

from renderer.errors import Finding
from renderer.wellformed import clean_link

SCHEME = "qr:"
SVG = "{http://www.w3.org/2000/svg}"
QUIET = 4  # modules of white that a reader needs around the code (ISO/IEC 18004)

_Point = tuple[int, int]


def qr_svg(url: str, *, dark: str, label: str = "", quiet: int = 0) -> str:
    """`url` as a QR code (error level M), an `svg` element of the class `qr`.

    dark: colour of the modules, as CSS writes it.
    label: what the code is, for those who cannot see it; the address without its scheme by
    default, which is what stands beside a code in print.
    quiet: modules of white inside the drawing. A letter's style keeps QUIET modules free around
    the code instead, so that the code keeps the text's left edge.
    Raises ValueError when the text does not fit into a QR code.
    """
    modules = _modules(url)
    side = len(modules) + 2 * quiet
    words = label or _words(url)
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="{-quiet} {-quiet} {side} {side}" role="img" aria-label={quoteattr(words)}>'
        f"<title>{escape(words)}</title>"
        f'<path fill={quoteattr(dark)} d="{_outline(modules)}"/></svg>'
    )


def draw(root: Element, *, place: str) -> tuple[Finding, ...]:
    """Put drawings in place of the images of `root` whose source begins with `qr:`.

    An image whose address is not an https link, or too long for a code, is left out with a
    finding.
    """
    findings: list[Finding] = []
    for image in root.iter("img"):
        source = image.get("src", "")
        if not source.startswith(SCHEME):
            continue
        try:
            url = clean_link(source.removeprefix(SCHEME))
            modules = _modules(url)
        except ValueError as error:
            image.tag = "template"  # which is never shown; what stands behind it stays
            message = f"the address of a code {error}"
            findings.append(Finding("letter.code-removed", "error", place, message))
            continue
        words, dark = image.get("alt") or _words(url), image.get("data-dark", "#000")
        image.tag = f"{SVG}svg"
        attributes = {"class": image.get("class", "qr"), "role": "img", "aria-label": words}
        image.attrib.clear()
        image.attrib.update(attributes, viewBox=f"0 0 {len(modules)} {len(modules)}")
        SubElement(image, f"{SVG}title").text = words
        SubElement(image, f"{SVG}path", fill=dark, d=_outline(modules))
    return tuple(findings)


def _modules(url: str) -> list[list[bool]]:
    try:
        code = segno.make_qr(url, error="m", boost_error=False)
    except segno.DataOverflowError:
        raise ValueError("is too long for a QR code") from None
    return [[bool(module) for module in row] for row in code.matrix]


def _words(url: str) -> str:
    return url.partition("://")[2] or url


def _outline(modules: Sequence[Sequence[bool]]) -> str:
    """The borders between dark and light, clockwise around the dark, as path data."""
    ways = _ways(modules)
    parts: list[str] = []
    while ways:
        start = next(iter(ways))
        corners = _walk(start, ways)
        parts.append(f"M{start[0]} {start[1]}")
        for (_, before), (x, y) in pairwise(corners):
            parts.append(f"H{x}" if y == before else f"V{y}")
        parts.append("z")
    return "".join(parts)


def _ways(modules: Sequence[Sequence[bool]]) -> dict[_Point, list[_Point]]:
    """Every unit step along a border: from each point, where one can go with dark on the right."""
    size = len(modules)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and modules[y][x]

    ways: dict[_Point, list[_Point]] = {}
    for y in range(size):
        for x in range(size):
            if not modules[y][x]:
                continue
            if not dark(x, y - 1):
                ways.setdefault((x, y), []).append((x + 1, y))
            if not dark(x + 1, y):
                ways.setdefault((x + 1, y), []).append((x + 1, y + 1))
            if not dark(x, y + 1):
                ways.setdefault((x + 1, y + 1), []).append((x, y + 1))
            if not dark(x - 1, y):
                ways.setdefault((x, y + 1), []).append((x, y))
    return ways


def _walk(start: _Point, ways: dict[_Point, list[_Point]]) -> list[_Point]:
    """The corners of one closed border, from `start`; its steps are taken out of `ways`."""
    corners = [start]
    here, heading = start, (0, 0)
    while True:
        choices = ways[here]
        # where four borders meet, turn right: modules that touch at a corner stay apart
        right = (here[0] - heading[1], here[1] + heading[0])
        there = right if right in choices else choices[0]
        choices.remove(there)
        if not choices:
            del ways[here]
        step = (there[0] - here[0], there[1] - here[1])
        if heading not in ((0, 0), step):
            corners.append(here)
        if there == start:
            return corners
        here, heading = there, step
