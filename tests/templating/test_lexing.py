"""Sources are split by Jinja's own lexer; what would hide text from the checks is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from renderer.errors import ContentInvalid
from renderer.templating.lexing import pieces

FILE = "templates/parts/a.txt"


def split(source: str) -> list[tuple[str, str, int]]:
    return [(piece.kind, piece.text, piece.line) for piece in pieces(source, FILE)]


def flaw(source: str) -> str:
    with pytest.raises(ContentInvalid) as raised:
        pieces(source, FILE)
    (found,) = raised.value.flaws
    return str(found)


def test_text_tags_and_comments_are_told_apart() -> None:
    assert split("a{{ b }}{% if c %}{# d #}e") == [
        ("text", "a", 1),
        ("print", "{{ b }}", 1),
        ("tag", "{% if c %}", 1),
        ("comment", "{# d #}", 1),
        ("text", "e", 1),
    ]


def test_a_tag_ends_where_jinja_says() -> None:
    assert split("""{{ "}}" }}{{ {"a": {"b": 1}}.a }}""") == [
        ("print", '{{ "}}" }}', 1),
        ("print", '{{ {"a": {"b": 1}}.a }}', 1),
    ]


def test_tags_of_several_lines_keep_their_first_line() -> None:
    assert split("\n{% if a\n  and b %}\nx{{\ny }}") == [
        ("text", "\n", 1),
        ("tag", "{% if a\n  and b %}", 2),
        ("text", "\nx", 3),
        ("print", "{{\ny }}", 4),
    ]


def test_line_ends_of_all_systems_count_once() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert split(f"a{end}{{{{ b }}}}{end}c{end}") == [
            ("text", "a\n", 1),
            ("print", "{{ b }}", 2),
            ("text", "\nc", 2),
        ]


def test_a_byte_order_mark_is_no_text() -> None:
    assert split("\ufeff{{ a }}") == [("print", "{{ a }}", 1)]


def test_white_space_control_is_obeyed_and_its_signs_are_gone() -> None:
    assert split("a\n\n{%- if b -%}\n\nc\n{{- d -}}\n{#- e -#}\n\nf {%+ if g +%} h") == [
        ("text", "a", 1),
        ("tag", "{% if b %}", 3),
        ("text", "c", 5),
        ("print", "{{ d }}", 6),
        ("comment", "{# e #}", 7),
        ("text", "f ", 9),
        ("tag", "{% if g %}", 9),
        ("text", " h", 9),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("\n{{ a", "2: `{{` is never closed"),
        ("\n{% if a", "2: `{%` is never closed"),
        ("\n{% if a\n", "2: `{%` is never closed"),
        ("\n{# a", "2: missing end of comment tag"),
        ("{{ 'a }}", '1: unexpected char "\'" at 3'),
        ("{{ a ]}}", "1: unexpected ']'"),
        ("{{ ( ]}}", "1: unexpected ']', expected ')'"),
        ("a\n{% raw %}x{% endraw %}", "2: `{% raw %}` is not allowed"),
        ("a\n{%- raw -%}x", "2: `{% raw %}` is not allowed"),
        ("a\n{% raw %}", "2: `{% raw %}` is not allowed"),
        ("a\n\x1eb", "2: the control character U+001E cannot stand in a template"),
        ("a\r\n\u202eb", "2: the control character U+202E cannot stand in a template"),
        ("a\x00", "1: the control character U+0000 cannot stand in a template"),
        ("a\u2028", "1: the control character U+2028 cannot stand in a template"),
    ],
)
def test_what_cannot_be_split_is_refused_with_its_line(source: str, message: str) -> None:
    assert flaw(source).startswith(f"{FILE}:{message}")


@given(
    st.lists(
        st.sampled_from(["a", " ", "\n", "{{ 1 }}", "{%- if 1 -%}", "{% endif %}", "{#- c #}"])
    )
)
def test_the_pieces_together_render_as_the_source_does(parts: list[str]) -> None:
    source = "".join(parts)
    joined = "".join(piece.text for piece in pieces(source, FILE))
    try:
        expected = Environment(autoescape=True).from_string(source).render()
    except Exception:
        return
    made = Environment(autoescape=True, keep_trailing_newline=True).from_string(joined).render()
    assert made == expected
