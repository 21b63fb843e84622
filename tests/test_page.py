"""A letter's page: what is refused names its line, and values are written for their place."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from renderer.errors import ContentInvalid
from renderer.page import MAX_DEPTH
from renderer.page import compile_page
from renderer.sources import Source
from renderer.sources import flatten
from renderer.templating.lexing import pieces
from renderer.templating.program import compile_source
from renderer.templating.sandbox import Sandbox
from renderer.templating.translation import Folder
from tests.templating.kitchen import CONTENT
from tests.templating.kitchen import NAME
from tests.templating.kitchen import SHAPE
from tests.templating.kitchen import state
from tests.templating.kitchen import untranslated


def page(text: str, parts: Mapping[str, str] | None = None) -> Source:
    files = {
        NAME: text,
        **{f"templates/parts/{name}": part for name, part in (parts or {}).items()},
    }
    return compile_page(NAME, flatten(NAME, files, pieces, folder="templates/parts"))


def render(text: str, *, isolate: bool = False) -> str:
    source = page(text)
    folder = Folder(untranslated, complete=True, isolate=isolate, lines=lambda name: source.lines)
    return compile_source(source, Sandbox(folder, flavour="html"), SHAPE).run(CONTENT, state())


def flaws(text: str, parts: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ContentInvalid) as raised:
        page(text, parts)
    return [str(flaw) for flaw in raised.value.flaws]


def test_a_page_comes_out_as_it_was_written() -> None:
    text = "<!doctype html>\n<html lang='en'>\n<p>{{ name }}</p>\n<br>\n</html>\n"
    assert render(text) == text.replace("{{ name }}", CONTENT["name"])[:-1]


def test_every_flaw_is_told_with_its_own_file_and_line() -> None:
    part = '<p>\n<b onclick="x">y</b></p>'
    text = '<a href="javascript:x">\nz</a>\n{% include "b.html" %}\n<p style="color:{{ x }}"></p>'
    assert flaws(text, {"b.html": part}) == [
        f"{NAME}:1: a link leads nowhere that is allowed (a link begins with `https://`, "
        "`mailto:`, `tel:` or `#`)",
        "templates/parts/b.html:2: `onclick` would run a script, which cannot stand in a letter",
        f"{NAME}:4: a template tag cannot stand in `style` (write a constant; data may stand in "
        "the text, `href`, `alt`, `title`)",
    ]


def test_elements_are_a_hundred_deep_at_most() -> None:
    assert page("<p>" * MAX_DEPTH + "</p>" * MAX_DEPTH).text
    assert "nested deeper than 100" in flaws("<p>" * 100_000)[0]


def test_markup_that_cannot_be_read_is_a_flaw() -> None:
    assert flaws("<p>\n1 < 2</p>") == [f"{NAME}:2: a `<` that begins no tag must be written `&lt;`"]


def test_values_are_escaped_in_text_and_in_attributes() -> None:
    assert render('<p title="{{ words[1] }}">{{ words[1] }}</p>') == (
        '<p title="&lt;b&gt;">&lt;b&gt;</p>'
    )


def test_a_value_is_isolated_in_text_but_never_in_an_attribute_or_a_title() -> None:
    text = '<title>{{ person.last }}</title><p title="{{ person.last }}">{{ person.last }}</p>'
    assert render(text, isolate=True) == (
        '<title>Jäger</title><p title="Jäger"><bdi>Jäger</bdi></p>'
    )


def test_markup_in_a_variable_becomes_text_in_an_attribute() -> None:
    text = '{% set x %}a "q" <b>{{ words[1] }}</b>{% endset %}<p title="{{ x }}">{{ x }}</p>'
    assert render(text) == ('<p title="a &#34;q&#34; &lt;b&gt;">a "q" <b>&lt;b&gt;</b></p>')
    assert render('<p title="{{ person.last|bdi }}"></p>') == '<p title="Jäger"></p>'


def test_a_code_is_drawn_from_data() -> None:
    assert render('<img src="qr:{{ link }}" alt="{{ link|host }}">') == (
        '<img src="qr:https://northwind.example/a?b=1&amp;c=2" '
        'alt="northwind.example/a?b=1&amp;c=2">'
    )
