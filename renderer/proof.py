"""Proof on the finished PDF: read it again with another engine and measure what stands where."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.windows import Box
from renderer.errors import Finding

MM_PER_POINT = 25.4 / 72


def page_texts(pdf: bytes) -> list[str]:
    """The text layer of each page, in the order in which it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def page_picture(pdf: bytes, *, page: int = 1, dpi: int = 96) -> bytes:
    """A page (1-based) as PNG. Raises ValueError when there is no such page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise ValueError(f"there is no page {page}; the letter has {len(document)}")
        from io import BytesIO

        picture = BytesIO()
        document[page - 1].render(scale=dpi / 72).to_pil().save(picture, "PNG")
        return picture.getvalue()
    finally:
        document.close()


def glyph_boxes(pdf: bytes) -> Iterator[tuple[str, Box]]:
    """Every printed character of the first page with its box in mm from the top left corner."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        height = page.get_height()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if not character.strip():
                continue
            left, bottom, right, top = text.get_charbox(index)
            yield (
                character,
                Box(
                    left * MM_PER_POINT,
                    (height - top) * MM_PER_POINT,
                    (right - left) * MM_PER_POINT,
                    (top - bottom) * MM_PER_POINT,
                ),
            )
    finally:
        document.close()


def prove_window(pdf: bytes, layout: Layout, *, place: str) -> Iterator[Finding]:
    """The address is visible wherever the sheet slides to, and nothing else ever is.

    Every character that can show in the window must lie in the zone that always shows, or in the
    sender's line above the address.
    """
    inside = 0
    strays: list[str] = []
    for character, box in glyph_boxes(pdf):
        if layout.visible.contains(box):
            inside += 1
        elif layout.ever.overlaps(box) and not layout.return_line.overlaps(box):
            strays.append(character)
    if not inside:
        message = "no address stands in the window"
        yield Finding("letter.window", "error", place, message, "check the letter's first part")
    if strays:
        message = f"{len(strays)} characters can show at the window's edge"
        remedy = f"keep text out of the address zone of {layout.name}"
        yield Finding("letter.window", "error", place, message, remedy)
