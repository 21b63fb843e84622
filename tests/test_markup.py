"""The reader of markup is linear and complete; the rules refuse what escaping cannot save."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer import markup
from renderer.markup import Markup
from renderer.markup import MarkupBroken
from renderer.markup import Rules
from renderer.markup import read
from renderer.markup import walk
from renderer.sources import Piece
from renderer.sources import Shielded
from renderer.sources import shield
from renderer.templating.lexing import pieces

FILE = "templates/messages/test/letter.html"
RULES = Rules("a letter", frozenset({"href", "alt", "title", "class"}), drawn="qr:")


def kinds(source: str) -> list[tuple[str, str]]:
    return [(token.kind, source[token.start : token.end]) for token in read(source)]


def test_a_source_is_split_without_gaps() -> None:
    assert kinds('<!doctype html><p class="a">x<br/><!-- c --></p>') == [
        ("declaration", "<!doctype html>"),
        ("open", '<p class="a">'),
        ("text", "x"),
        ("open", "<br/>"),
        ("comment", "<!-- c -->"),
        ("close", "</p>"),
    ]


def test_attributes_are_read_with_their_place_and_quotes() -> None:
    source = """<a href="x>y" title='q"' bare=1 empty data-n = "5"/>"""
    (token,) = read(source)
    assert token.closed
    assert [(item.name, item.value, item.quote) for item in token.attributes] == [
        ("href", "x>y", '"'),
        ("title", 'q"', "'"),
        ("bare", "1", ""),
        ("empty", "", ""),
        ("data-n", "5", '"'),
    ]
    for item in token.attributes:
        assert source[item.start : item.end] == item.value
    assert token.attribute("bare") is not None
    assert token.attribute("none") is None


def test_names_are_lower_case() -> None:
    tokens = list(read('<MJ-Text HREF="a"></MJ-Text>'))
    assert [token.name for token in tokens] == ["mj-text", "mj-text"]
    assert tokens[0].attributes[0].name == "href"


def test_styles_and_scripts_are_text_up_to_their_end() -> None:
    assert kinds("<style>a > b { } <p></style>") == [
        ("open", "<style>"),
        ("text", "a > b { } <p>"),
        ("close", "</style>"),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a < b", "a `<` that begins no tag must be written `&lt;`"),
        ("<p", "`<p` is never closed, or an attribute is broken"),
        ('<p class="a>', "`<p` is never closed, or an attribute is broken"),
        ("</p", "`</p` is never closed (`>`)"),
        ("</p x>", "`</p` is never closed (`>`)"),
        ("<!-- x", "a comment is never closed (`-->`)"),
        ("<!-->x-->", "a comment must hold something"),
        ("<!-- a --!> b -->", "a comment is closed with `-->`, not with `--!>`"),
        ("<!doctype", "a declaration is never closed"),
        ("<style>a", "`<style>` is never closed"),
    ],
)
def test_broken_markup_is_told_where_it_breaks(source: str, message: str) -> None:
    with pytest.raises(MarkupBroken) as raised:
        list(read(f"12345{source}"))
    assert raised.value.message == message
    assert raised.value.at >= 5


@given(st.text(st.sampled_from("<>/!-='\"ab \n[]"), max_size=60))
def test_any_text_is_read_or_refused(source: str) -> None:
    tokens: list[Markup] = []
    try:
        tokens.extend(read(source))
        end = len(source)
    except MarkupBroken as broken:
        end = broken.at
    assert 0 <= end <= len(source)
    assert source.startswith("".join(source[token.start : token.end] for token in tokens))


@pytest.mark.parametrize(
    "unit", ["<", "<!--", "<a ", "<a b=", "&", "<!--[if x]>", "<p>", "a='", "</", "<style>", "<a\n"]
)
def test_time_is_in_proportion_to_the_length(unit: str) -> None:
    source = unit * (200_000 // len(unit))
    begun = time.process_time()
    try:
        list(read(source))
        markup.contexts(source)
        markup.loaded(source)
    except MarkupBroken:
        pass
    assert time.process_time() - begun < 3


def shielded(source: str) -> Shielded:
    return shield(FILE, pieces(source, FILE))


def complaints(source: str, *, deepest: int = 64) -> list[str]:
    """What the walk and the rules have to say."""
    made = shielded(source)
    found: list[str] = []

    def report(at: int, message: str, hint: str) -> None:
        found.append(f"{made.place(at)[1]}: {message}" + (f" ({hint})" if hint else ""))

    for node in walk(made, report, deepest=deepest):
        if node.token.kind == "open":
            RULES.check_open(made, node.token, report)
        elif node.token.kind == "comment":
            RULES.check_comment(made, node.token, report)
        elif node.token.kind == "text" and node.parent == "style":
            RULES.check_text(made, node.token, report)
    return found


def test_a_node_knows_what_it_stands_in() -> None:
    made = shielded("<p>a<b>c</b><br>d</p>")
    nodes = list(walk(made, lambda *_: None, deepest=9))
    texts = {made.text[n.token.start : n.token.end]: n.inside for n in nodes}
    assert texts["c"] == ("p", "b")
    assert texts["d"] == ("p",)
    assert texts["</p>"] == ()


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<p>\n<b>x</p>", "2: `<b>` is not closed before `</p>`"),
        ("<p>\n</i></p>", "2: `</i>` closes nothing that is open"),
        (
            "<section>\n</sektion></section>",
            "2: `</sektion>` closes nothing that is open (did you mean `section`?)",
        ),
        ("\n<p>x", "2: `<p>` is never closed"),
        (
            "<p>\n{% if a %}</p>{% endif %}",
            "2: `{% endif %}` stands inside no element (`{% if a %}` began inside `<p>`)",
        ),
        (
            "{% for a in b %}<i>{% endfor %}</i>",
            "1: `{% endfor %}` stands inside `<i>` (`{% for a in b %}` began inside no element)",
        ),
        (
            "{% if a %}<i>{% else %}<b>{% endif %}</b></i>",
            "1: `{% else %}` stands inside `<i>` (`{% if a %}` began inside no element)",
        ),
        (
            "{% set a %}<i>{% endset %}</i>",
            "1: `{% endset %}` stands inside `<i>` (`{% set a %}` began inside no element)",
        ),
        ("a < b", "1: a `<` that begins no tag must be written `&lt;`"),
    ],
)
def test_what_does_not_nest_is_told(source: str, complaint: str) -> None:
    assert complaint in complaints(source)


def test_what_nests_is_left_alone() -> None:
    assert (
        complaints("{% set a = 1 %}<p>{% if a %}<i>x</i>{% elif b %}y{% else %}z{% endif %}</p>")
        == []
    )
    assert complaints("{% for a in b %}<br>{% endfor %}<hr/>{% set x %}<i>y</i>{% endset %}") == []
    assert complaints("{% endif %}") == []  # Jinja says what is wrong with it


def test_depth_is_limited() -> None:
    assert complaints("<p>" * 5 + "</p>" * 5, deepest=5) == []
    found = complaints("<p>" * 100_000, deepest=5)
    assert found == ["1: elements are nested deeper than 5 (take parts out of one another)"]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<script>x</script>", "`<script>` cannot stand in a letter"),
        ("<script>{{ x }}</script>", "`<script>` cannot stand in a letter"),
        ("<iframe></iframe>", "`<iframe>` cannot stand in a letter"),
        ("<svg></svg>", "`<svg>` cannot stand in a letter"),
        ("<noscript></noscript>", "`<noscript>` cannot stand in a letter"),
        ('<p onclick="x"></p>', "`onclick` would run a script, which cannot stand in a letter"),
        ('<p onclick="{{ x }}"></p>', "a template tag cannot stand in `onclick`"),
        ('<p style="color:{{ x }}"></p>', "a template tag cannot stand in `style`"),
        ("<style>a { color: {{ x }} }</style>", "data cannot stand in a style sheet"),
        ("<p class={{ x }}></p>", "the value of `class` must stand in quotes"),
        ("<p {{ x }}></p>", "a template tag stands between attributes"),
        ('<p {{ x }}="a"></p>', "a template tag stands between attributes"),
        ('<p class="a"{{ x }}></p>', "a template tag stands between attributes"),
        ("<{{ x }}></{{ x }}>", "a template tag stands between attributes"),
        ("<p></{{ x }}>", "closes nothing that is open"),
        ('<p class="{% if a %}b{% endif %}"></p>', "`{% … %}` cannot stand in `class`"),
        ('<p class="a" class="b"></p>', "`class` stands twice in `<p>`"),
        ('<a href="javascript:alert(1)">x</a>', "a link leads nowhere that is allowed"),
        ('<a href=" javascript:alert(1)">x</a>', "a link leads nowhere that is allowed"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "a link leads nowhere that is allowed"),
        ('<a href="data:text/html,x">x</a>', "a link leads nowhere that is allowed"),
        ('<a href="http://northwind.example">x</a>', "a link leads nowhere that is allowed"),
        ('<a href="//northwind.example">x</a>', "a link leads nowhere that is allowed"),
        ('<a href="java{{ x }}">x</a>', "a link leads nowhere that is allowed"),
        ('<a href="https://{{ x }}/">x</a>', "data cannot choose the host of a link"),
        ('<a href="https://a.example{{ x }}">x</a>', "data cannot choose the host of a link"),
        ('<p href="https://a.example">x</p>', "`<p>` cannot have a link"),
        (
            '<a xlink:href="javascript:x">x</a>',
            "a letter loads nothing but the brand's own pictures",
        ),
        (
            '<img src="https://a.example/x.png">',
            "a letter loads nothing but the brand's own pictures",
        ),
        ('<img src="//a.example/x.png">', "a letter loads nothing but the brand's own pictures"),
        (
            '<img src="data:image/png;base64,x">',
            "a letter loads nothing but the brand's own pictures",
        ),
        ('<img src="{{ x }}">', "a template tag cannot stand in `src`"),
        (
            '<td background="https://a.example/x.png"></td>',
            "a letter loads nothing but the brand's own pictures",
        ),
        ('<p style="background:url(x.png)"></p>', "a style in a letter loads nothing"),
        ("<style>@import 'x';</style>", "a style in a letter loads nothing"),
        ("<style>a{b:URL (x)}</style>", "a style in a letter loads nothing"),
        ('<meta http-equiv="refresh" content="0">', "`http-equiv` cannot stand in a letter"),
        ("<!-- {{ x }} -->", "a template tag stands in a comment"),
        (
            "<!--[if mso]><p onclick='x'><![endif]-->",
            "`onclick` would run a script, which cannot stand in a letter",
        ),
        ("<!--[if mso]><script></script><![endif]-->", "`<script>` cannot stand in a letter"),
    ],
)
def test_what_may_not_stand_in_markup_is_refused(source: str, complaint: str) -> None:
    assert any(complaint in found for found in complaints(f"{source}"))


@pytest.mark.parametrize(
    "source",
    [
        '<a href="{{ x }}" title="{{ y }} z" class="a {{ b }}">{{ c }}</a>',
        '<a href="https://a.example/{{ x }}?b={{ c }}">x</a>',
        '<a href="mailto:{{ x }}">x</a><a href="tel:+43">y</a><a href="#top">z</a>',
        '<img src="img/logo.svg" alt="{{ brand }}"><img src="qr:{{ x }}" alt="">',
        '<p data-x="{{ a }}" aria-label="{{ b }}">x</p>',
        "<style>a { color: red }</style>",
        "<!-- plain --><!--[if mso]><p>x</p><![endif]--><!--[if !mso]><!--><p></p><!--<![endif]-->",
    ],
)
def test_what_may_stand_is_let_through(source: str) -> None:
    assert complaints(source) == []


def test_contexts_tell_attributes_titles_and_links_apart() -> None:
    made = shielded(
        '<title>{{ a }}</title><p class="{{ b }}">{{ c }}</p><a href="{{ d }}?{{ e }}">{{ f }}</a>'
        '<a href="https://x/{{ g }}">x</a>'
    )
    bare, links = markup.contexts(made.text)
    assert bare == {0, 1, 3, 4, 6}
    assert links == {3}


def test_contexts_reach_what_only_outlook_sees() -> None:
    text = '<!--[if mso]><a href="zqx0xqz">zqx1xqz</a><![endif]-->'
    text += "<!--[if !mso]><!-->zqx2xqz<!--<![endif]-->"
    assert markup.contexts(text) == (frozenset({0}), frozenset({0}))


def test_everything_that_would_be_loaded_is_found() -> None:
    text = (
        '<img src="a"><td background="b"></td><link href="c"><img srcset="d 1x, e 2x">'
        "<p style=\"background:url('f')\"></p><style>x{y:url(g)}@import 'h';</style>"
        '<!--[if mso]><v:fill src="i" /><![endif]--><a href="not">x</a>'
    )
    assert markup.loaded(text) == set("abcdefghi")


def test_a_broken_reader_can_be_sent_between_processes() -> None:
    broken = MarkupBroken("message", 5)
    assert broken.args == ("message", 5)


def test_pieces_of_comments_are_not_read() -> None:
    assert shield(FILE, [Piece("comment", "{# <p> #}", FILE, 1)]).text == ""
