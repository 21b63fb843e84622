"""The door to WeasyPrint: parse, lay out, write. Importing it costs 0.9 s, so it is imported late.

One press belongs to one content root. It is for one thread: Pango crashes when threads share a
font configuration, and WeasyPrint logs to one logger.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint import CSS
from weasyprint import HTML
from weasyprint import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from renderer.channels.letter.fetching import ContentFetcher
from renderer.channels.letter.limits import PAGES
from renderer.channels.letter.limits import PIXELS
from renderer.channels.letter.limits import LimitExceeded
from renderer.errors import RenderFault


class Press:
    """WeasyPrint with the content root's files, and with images that are read once."""

    def __init__(self, root: Path) -> None:
        self._base = f"{root.as_uri()}/templates/brand/"
        self._fetcher = ContentFetcher(root)
        self._images: dict[str, Any] = {}

    def parse_style(self, text: str) -> CSS:
        """A stylesheet; addresses in it count from the brand's folder."""
        return CSS(
            string=text, base_url=self._base, url_fetcher=self._fetcher, font_config=_fonts()
        )

    def parse(self, html: str) -> HTML:
        """A document whose tree (`etree_element`) may still be changed before layout."""
        return HTML(string=html, base_url=self._base, url_fetcher=self._fetcher)

    def lay_out(self, parsed: HTML, style: CSS, *, standard: str) -> Document:
        """The document's sheets; LimitExceeded for too many, or for too large an image."""
        document = parsed.render(
            font_config=_fonts(), stylesheets=[style], cache=self._images, pdf_variant=standard
        )
        if len(document.pages) > PAGES:
            raise LimitExceeded(f"there are more than {PAGES} pages")
        for image in self._images.values():
            # drawings have no pixels
            if getattr(image, "width", 0) * getattr(image, "height", 0) > PIXELS:
                raise LimitExceeded(f"an image has more than {PIXELS:,} pixels")
        return document

    def write(self, document: Document, *, standard: str) -> bytes:
        """The PDF, whole: nothing is written to a file before it is finished."""
        with warnings.catch_warnings():
            # WeasyPrint leaves the file of its colour profile to the garbage collector
            warnings.simplefilter("ignore", ResourceWarning)
            pdf: bytes = document.write_pdf(pdf_variant=standard)
        return pdf

    @contextmanager
    def faults(self, place: str) -> Iterator[None]:
        """Whatever WeasyPrint raises in the block, as a RenderFault without record content."""
        try:
            yield
        except RenderFault:
            raise
        except LimitExceeded as error:
            raise RenderFault(place, 0, str(error)) from None
        except FatalURLFetchingError:  # a BaseException
            raise RenderFault(place, 0, self._fetcher.refused) from None
        except Exception as error:
            raise RenderFault(place, 0, f"layout failed with {type(error).__name__}") from error


@cache
def _fonts() -> FontConfiguration:
    # one for the process: a fresh one for each render leaks a quarter of a megabyte
    return FontConfiguration()
