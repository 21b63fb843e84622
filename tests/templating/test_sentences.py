"""The grammar of sentences, and what makes a translation unusable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.templating import sentences
from renderer.templating.sentences import Part
from renderer.templating.sentences import fault
from renderer.templating.sentences import split

LINK = frozenset({"link"})


def test_a_sentence_is_words_values_and_bound_tags() -> None:
    assert split("On {day} see <link>it</link>, 100 % <b>.", LINK) == (
        Part("text", "On "),
        Part("value", "day"),
        Part("text", " see "),
        Part("open", "link"),
        Part("text", "it"),
        Part("close", "link"),
        Part("text", ", 100 % <b>."),
    )
    assert split("") == ()
    assert split("{a}{b}") == (Part("value", "a"), Part("value", "b"))


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "{ a }", "{A}", "{1a}", "{a.b}", "{a!r}", "{é}", "%s", "%(a)s"]
)
def test_what_is_no_placeholder_is_words(text: str) -> None:
    assert split(text) == (Part("text", text),)


def test_placeholders_are_counted_and_tags_are_known() -> None:
    assert sentences.placeholders("{a} {b} {a}") == {"a": 2, "b": 1}
    assert sentences.tags_in("<a>x</a> <b> </c>") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<a>x</a><b>y</b>", ""),
        ("<a><b>x</b></a>", ""),
        ("<a>x", "`<a>` is never closed"),
        ("x</a>", "`</a>` closes nothing that is open"),
        ("<a><b>x</a></b>", "`</a>` closes nothing that is open"),
        ("<a><a>x</a></a>", "`<a>` stands in itself"),
    ],
)
def test_bound_tags_nest(text: str, reason: str) -> None:
    assert sentences.broken_nesting(text, frozenset({"a", "b"})) == reason


@pytest.mark.parametrize(
    ("source", "translation", "reason"),
    [
        ("On {day}", "Am {day}", ""),
        ("On {day}", "{day}", ""),
        ("On {day}", "{day} und {day}", ""),
        ("Off", "100 % fertig, 50% mehr, a < b > c & d", ""),
        ("Off {0", "Aus {0", ""),
        ("See <link>it</link>", "<link>Das</link> siehe", ""),
        ("On {day}", "", "it is empty"),
        ("On {day}", " \n ", "it is empty"),
        ("On {day}", "Am", "`{day}` is missing"),
        ("On {day}", "Am {tag}", "`{day}` is missing"),
        ("On {day}", "Am {day} {tag}", "`{tag}` is not in the source sentence"),
        ("On {day}", "Am {Day} {day}", "it holds a brace that belongs to no placeholder"),
        ("On {day}", "Am {day} {", "it holds a brace that belongs to no placeholder"),
        ("On {day}", "Am {day.__class__} {day}", "it holds a brace that belongs to no placeholder"),
        ("On {day}", "Am {{day}}", "it holds template code (`{{`)"),
        ("On", "{% raw %}", "it holds template code (`{%`)"),
        ("On", "a #}", "it holds template code (`#}`)"),
        ("See <link>it</link>", "Siehe", "`<link>` is missing"),
        ("See <link>it</link>", "Siehe <link>das", "`<link>` is never closed"),
        ("See <link>it</link>", "<link>a</link><link>b</link>", ""),
        (
            "See <link>it</link>",
            "Siehe <link><b>das</b></link>",
            "`<b>` is not in the source sentence",
        ),
        ("See it", "Siehe <b>das</b>", "`<b>` is not in the source sentence"),
        ("See it", '<a href="x">das</a>', "`<a>` is not in the source sentence"),
        ("See it", '<img src="x">', 'it holds markup (`<img src="x">`)'),
        ("See it", "<B>das</B>", "it holds markup (`<B>`)"),
        ("See it", "das<br/>", "it holds markup (`<br/>`)"),
        ("See it", "das&nbsp;da", "it holds markup (`&nbsp;`)"),
        ("See it", "das &#160; da", "it holds markup (`&#160;`)"),
        ("See it", "das\x07", "it holds the control character U+0007"),
        ("See it", "das\u202e", "it holds the control character U+202E"),
        ("See it", "das\u2028", "it holds the control character U+2028"),
        ("See it", "das\ud800", "it holds the control character U+D800"),
    ],
)
def test_why_a_translation_cannot_stand(source: str, translation: str, reason: str) -> None:
    assert fault(source, translation) == reason


def test_a_form_may_drop_what_is_optional_and_have_what_another_form_has() -> None:
    assert fault("{n} days", "ein Tag") == "`{n}` is missing"
    assert fault("{n} days", "ein Tag", optional={"n"}) == ""
    assert fault("{n} days", "{n} {x}", also={"x"}) == ""


@pytest.mark.parametrize(
    "text", ["{Name}", "a { b", "{{ x }}", '<a href="x">', "a&nbsp;b", "<br/>"]
)
def test_a_source_sentence_has_no_misprints(text: str) -> None:
    assert sentences.misprint(text, frozenset())
    assert not sentences.misprint("Hi {name}, 5 < 6 & <link>x</link> 7 %", LINK)


@given(st.text(max_size=40), st.frozensets(st.sampled_from(["a", "b"])))
def test_the_parts_are_the_sentence(text: str, tags: frozenset[str]) -> None:
    def written(part: Part) -> str:
        return {"text": "{}", "value": "{{{}}}", "open": "<{}>", "close": "</{}>"}[
            part.kind
        ].format(part.text)

    assert "".join(map(written, split(text, tags))) == text
