"""A small content with its shape, and templates over it, compiled and run in one line."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from renderer import locales
from renderer import markup
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import RenderFault
from renderer.shapes import leaf
from renderer.shapes import listing
from renderer.shapes import mapping
from renderer.shapes import money
from renderer.shapes import obj
from renderer.sources import LineMap
from renderer.sources import Source
from renderer.sources import flatten
from renderer.sources import plain
from renderer.sources import shield
from renderer.sources import weave
from renderer.templating.allowance import MAX_ITERATIONS
from renderer.templating.allowance import Flavour
from renderer.templating.lexing import pieces
from renderer.templating.program import Program
from renderer.templating.program import compile_source
from renderer.templating.sandbox import Sandbox
from renderer.templating.state import State
from renderer.templating.translation import Folder
from renderer.templating.translation import Lookup
from renderer.templating.translation import Translation

NAME = "templates/messages/test/letter.html"
SECRET = "Petra-Secret-4417"
SHAPE = obj(
    "what a template may use",
    name=leaf("text", "a name"),
    empty=leaf("text", "nothing", True),
    link=leaf("text", "an address"),
    count=leaf("number", "a number"),
    amount=leaf("number", "a number with decimals"),
    day=leaf("date", "a day"),
    moment=leaf("moment", "a moment"),
    price=money("a price"),
    quiet=leaf("flag", "a flag"),
    usage=mapping("numbers by name", leaf("number", "a number")),
    person=obj("a person", first=leaf("text", "first name"), last=leaf("text", "last name")),
    items=listing("items", obj("an item", title=leaf("text", "its title"), n=leaf("number", "n"))),
    words=listing("words", leaf("text", "a word")),
)
CONTENT: Mapping[str, Any] = {
    "name": SECRET,
    "empty": None,
    "link": "https://northwind.example/a?b=1&c=2",
    "count": 3,
    "amount": Decimal("412.5"),
    "day": date(2026, 12, 20),
    "moment": datetime.fromisoformat("2026-11-20T14:05:00+01:00"),
    "price": {"amount": Decimal("24.90"), "currency": "EUR"},
    "quiet": True,
    "usage": {"gb": 7},
    "person": {"first": "Petra", "last": "Jäger"},
    "items": [{"title": "one", "n": 1}, {"title": "two", "n": 2}],
    "words": ["a", "<b>", "c"],
}


def untranslated(context: str | None, text: str) -> Iterable[Translation]:
    """No locale has any sentence."""
    return ()


def translated(strings: Mapping[str, Any], *, locale: str = "de", plural: Any = None) -> Lookup:
    """A lookup in one locale; a tuple of strings is a plural with the rule `plural`."""

    def lookup(context: str | None, text: str) -> Iterable[Translation]:
        found = strings.get(text if context is None else f"{context}|{text}")
        if isinstance(found, str):
            yield Translation(locale, (found,))
        elif found is not None:
            yield Translation(locale, tuple(found), plural or (lambda n: int(n != 1)))

    return lookup


def source_of(
    text: str, flavour: Flavour = "html", parts: Mapping[str, str] | None = None
) -> Source:
    """A template ready to compile; parts are files of `templates/parts`."""
    files = {
        NAME: text,
        **{f"templates/parts/{name}": part for name, part in (parts or {}).items()},
    }
    flat = flatten(NAME, files, pieces, folder="templates/parts")
    if flavour == "text":
        return plain(NAME, flat)
    shielded = shield(NAME, flat)
    return weave(NAME, shielded.text, shielded.tags, *markup.contexts(shielded.text))


def program(
    text: str,
    flavour: Flavour = "html",
    *,
    lookup: Lookup = untranslated,
    complete: bool = True,
    isolate: bool = False,
    parts: Mapping[str, str] | None = None,
) -> Program:
    """Compile a template."""
    source = source_of(text, flavour, parts)
    folder = Folder(
        lookup, complete=complete, isolate=isolate, lines=lambda name: _lines(source, name)
    )
    return compile_source(source, Sandbox(folder, flavour=flavour), SHAPE)


def _lines(source: Source, name: str) -> LineMap:
    assert name == source.name
    return source.lines


def state(iterations: int = MAX_ITERATIONS, *, locale: str = "en", **permits: bool) -> State:
    """What a render may spend."""
    return State(locales.formats(locale, "Europe/Vienna"), permits, iterations)


def run(
    text: str,
    flavour: Flavour = "html",
    *,
    content: Mapping[str, Any] = CONTENT,
    locale: str = "en",
    **options: Any,
) -> str:
    """Compile and render."""
    return program(text, flavour, **options).run(content, state(locale=locale))


def flaws(text: str, flavour: Flavour = "html", **options: Any) -> tuple[Flaw, ...]:
    """What is wrong with a template, which must not compile."""
    with pytest.raises(ContentInvalid) as raised:
        program(text, flavour, **options)
    return raised.value.flaws


def flaw(text: str, flavour: Flavour = "html", **options: Any) -> str:
    """The only thing that is wrong with a template, with file and line."""
    found = flaws(text, flavour, **options)
    assert len(found) == 1, "\n".join(map(str, found))
    return str(found[0])


def fault(text: str, flavour: Flavour = "html", **options: Any) -> str:
    """How a render fails, with file and line; it quotes nothing of the content."""
    with pytest.raises(RenderFault) as raised:
        run(text, flavour, **options)
    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    return str(raised.value)
