"""Small emails, compiled and run in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from renderer.errors import ContentInvalid
from renderer.mjml.compiler import EmailSource
from renderer.mjml.compiler import compile_email
from renderer.mjml.structure import Structure
from renderer.mjml.structure import read_structure
from renderer.sources import Source
from renderer.sources import flatten
from renderer.sources import shield
from renderer.templating.allowance import Flavour
from renderer.templating.lexing import pieces
from renderer.templating.program import compile_source
from renderer.templating.sandbox import Sandbox
from renderer.templating.translation import Folder
from tests.templating.kitchen import CONTENT
from tests.templating.kitchen import SHAPE
from tests.templating.kitchen import state
from tests.templating.kitchen import untranslated

NAME = "templates/messages/test/email.mjml"
HEAD = "<mj-title>Subject</mj-title><mj-preview>Preheader</mj-preview>"


def email(body: str, *, head: str = HEAD, before: str = "") -> str:
    """A whole source; the body begins on line 2."""
    return f"{before}<mjml><mj-head>{head}</mj-head><mj-body>\n{body}</mj-body></mjml>"


def column(content: str) -> str:
    """Content in a column of a section."""
    return f"<mj-section><mj-column>{content}</mj-column></mj-section>"


def text(content: str) -> str:
    """HTML in a column of a section."""
    return column(f"<mj-text>{content}</mj-text>")


def picture(written: str) -> str | None:
    """The address of a picture of the brand."""
    if not written.startswith("img/") or "missing" in written:
        return None
    return f"https://images.northwind.example/{written.removeprefix('img/')}"


def made(
    source: str,
    *,
    direction: str = "ltr",
    language: str = "en",
    parts: Mapping[str, str] | None = None,
) -> EmailSource:
    """Compile a source to its two templates."""
    files = {NAME: source, **{f"templates/parts/{k}": v for k, v in (parts or {}).items()}}
    flat = flatten(NAME, files, pieces, folder="templates/parts")
    return compile_email(NAME, flat, language=language, direction=direction, picture=picture)


def structure(source: str) -> Structure:
    """Read and check a source."""
    return read_structure(shield(NAME, pieces(source, NAME)))


def flaws(source: str, **options: Any) -> list[str]:
    """What is wrong with a source, which must not compile."""
    with pytest.raises(ContentInvalid) as raised:
        made(source, **options)
    return [str(flaw) for flaw in raised.value.flaws]


def run(
    source: Source, flavour: Flavour, content: Mapping[str, Any] = CONTENT, *, isolate: bool = False
) -> str:
    """Render one of an email's templates."""
    folder = Folder(untranslated, complete=True, isolate=isolate, lines=lambda name: source.lines)
    return compile_source(source, Sandbox(folder, flavour=flavour), SHAPE).run(content, state())


def html(source: str, content: Mapping[str, Any] = CONTENT, **options: Any) -> str:
    """The finished HTML."""
    rtl = options.get("direction") == "rtl"
    return run(made(source, **options).html, "html", content, isolate=rtl)


def marked(source: str, content: Mapping[str, Any] = CONTENT, **options: Any) -> str:
    """The finished marked text."""
    return run(made(source, **options).text, "text", content)
