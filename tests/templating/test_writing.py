"""Each place has its way of writing, and no way prints what is no text."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Undefined
from jinja2 import UndefinedError
from markupsafe import Markup
from markupsafe import escape

from renderer.templating.sandbox import Missing
from renderer.templating.state import ValueRefused
from renderer.templating.writing import Writers
from renderer.templating.writing import escaped
from renderer.templating.writing import writers

HTML = writers("html", isolate=False)
RTL = writers("html", isolate=True)
TEXT = writers("text", isolate=True)


class Colour(StrEnum):
    RED = "<red>"


@pytest.mark.parametrize(
    ("value", "html", "rtl", "bare", "text"),
    [
        ("a", "a", "<bdi>a</bdi>", "a", "a"),
        ("", "", "", "", ""),
        ('<"&', "&lt;&#34;&amp;", "<bdi>&lt;&#34;&amp;</bdi>", "&lt;&#34;&amp;", '<"&'),
        (5, "5", "<bdi>5</bdi>", "5", "5"),
        (Markup("<i>a</i>"), "<i>a</i>", "<i>a</i>", "a", "<i>a</i>"),
        (Markup("a &amp; b"), "a &amp; b", "a &amp; b", "a &amp; b", "a &amp; b"),
        (Markup('a "b"'), 'a "b"', 'a "b"', "a &#34;b&#34;", 'a "b"'),
        (Markup("<i>&lt;</i>"), "<i>&lt;</i>", "<i>&lt;</i>", "&lt;", "<i>&lt;</i>"),
        (Colour.RED, "&lt;red&gt;", "<bdi>&lt;red&gt;</bdi>", "&lt;red&gt;", "<red>"),
        (Undefined(), "", "", "", ""),
    ],
)
def test_a_value_is_written_for_its_place(
    value: Any, html: str, rtl: str, bare: str, text: str
) -> None:
    assert HTML.text(value) == html
    assert RTL.text(value) == rtl
    assert HTML.bare(value) == RTL.bare(value) == bare
    assert TEXT.text(value) == TEXT.bare(value) == text


@pytest.mark.parametrize("places", [HTML, RTL, TEXT])
@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 1.5, Decimal(1), date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),
        *({}, [], b"x", (), set(), object(), len, iter("a"), type),
    ],
)
def test_what_is_no_text_is_refused_everywhere(places: Writers, value: Any) -> None:
    for write in (places.text, places.bare, places.link):
        with pytest.raises(ValueRefused) as raised:
            write(value)
        assert "2026" not in str(raised.value)


@pytest.mark.parametrize("places", [HTML, RTL, TEXT])
def test_an_unknown_name_is_an_error_everywhere(places: Writers) -> None:
    for write in (places.text, places.bare, places.link):
        with pytest.raises(UndefinedError, match="`x` is not known here"):
            write(Missing(name="x"))


@pytest.mark.parametrize(
    "target",
    ["https://a.example/b", "mailto:a@b.example", "tel:+431", Markup("https://a/?b&amp;c")],
)
def test_links_have_three_schemes(target: str) -> None:
    plain = Markup(target).unescape()
    assert TEXT.link(target) == plain
    assert HTML.link(target) == RTL.link(target) == escape(plain)


@pytest.mark.parametrize(
    "target",
    [
        *("", "a", "http://a", "https:a", "HTTPS://a", " https://a", "//a", "javascript:a"),
        *("data:a", "java\nscript:a", "\x01https://a", "vbscript:https://"),
        Markup("<i>x</i>javascript:a"),
    ],
)
def test_other_link_targets_are_refused(target: str) -> None:
    for places in (HTML, RTL, TEXT):
        with pytest.raises(ValueRefused):
            places.link(target)


@given(st.text())
def test_escaping_is_that_of_markupsafe(text: str) -> None:
    assert escaped(text) == str(escape(text))
    assert type(escaped(text)) is str
