"""Proof, on the boxes that WeasyPrint has laid out, that the address shows in the window.

The finished PDF is proved a second time, independently of the boxes, by reading it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import LineBox

from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.windows import Box
from renderer.errors import Finding

MM = 25.4 / 96  # a CSS pixel


def address_box(document: Document) -> Box | None:
    """The box around the address's lines on the first sheet, in mm; None when there is none.

    The address is what stands in elements of the class `address`.
    """
    lines = [
        line
        for box in _find(document.pages[0]._page_box)
        for line in _lines(box)
        if line.children and line.width > 0
    ]
    if not lines:
        return None
    left = min(line.position_x for line in lines)
    top = min(line.position_y for line in lines)
    right = max(line.position_x + line.width for line in lines)
    bottom = max(line.position_y + line.height for line in lines)
    return Box(left * MM, top * MM, (right - left) * MM, (bottom - top) * MM)


def prove_address(document: Document, layout: Layout, *, place: str) -> tuple[Finding, ...]:
    """What is wrong with the address's place, if anything."""
    box = address_box(document)
    if box is None:
        return (
            Finding(
                "letter.address-missing",
                "error",
                place,
                "there is no element of the class `address` on the first sheet",
                "letters stand on the part `letter.html`, which brings it",
            ),
        )
    if layout.visible.contains(box):
        return ()
    return (
        Finding(
            "letter.address-outside-window",
            "error",
            place,
            f"the address takes {_span(box)}, of which the window always shows "
            f"{_span(layout.visible)} (layout `{layout.name}`)",
            "shorten the address to the lines that the layout has, or choose another layout",
        ),
    )


def _find(box: Any) -> Iterator[Any]:
    element = box.element
    if element is not None and "address" in element.get("class", "").split():
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _find(child)


def _lines(box: Any) -> Iterator[Any]:
    if isinstance(box, LineBox):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _span(box: Box) -> str:
    return f"x {box.x:.1f} to {box.right:.1f}, y {box.y:.1f} to {box.bottom:.1f} mm"
