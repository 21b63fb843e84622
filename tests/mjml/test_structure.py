"""What MJML accepts without a word, or crashes on, is refused with file and line before it."""

from __future__ import annotations

import time

import pytest

from tests.mjml.kitchen import HEAD
from tests.mjml.kitchen import NAME
from tests.mjml.kitchen import column
from tests.mjml.kitchen import email
from tests.mjml.kitchen import flaws
from tests.mjml.kitchen import made
from tests.mjml.kitchen import structure
from tests.mjml.kitchen import text

S = text("x")
BODY = email(S)


def flaw(source: str) -> str:
    found = flaws(source)
    assert len(found) == 1, "\n".join(found)
    return found[0]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        # names
        (
            "<mj-sektion></mj-sektion>",
            "there is no element `<mj-sektion>` (did you mean `mj-section`?)",
        ),
        (column("<mj-txt>x</mj-txt>"), "there is no element `<mj-txt>` (did you mean `mj-text`?)"),
        (
            column('<mj-text colour="red">x</mj-text>'),
            "`<mj-text>` has no attribute `colour` (did you mean `color`?)",
        ),
        (
            column('<mj-button title="x" href="#">x</mj-button>'),
            "`<mj-button>` has no attribute `title`",
        ),
        ('<mj-section gap="3px"></mj-section>', "`<mj-section>` has no attribute `gap`"),
        (
            column('<mj-text mj-class="headng">x</mj-text>'),
            "there is no `<mj-class>` with the name `headng`",
        ),
        (
            "<mj-carousel></mj-carousel>",
            "`<mj-carousel>` cannot stand in an email (mail programs that matter cannot show it)",
        ),
        (column('<mj-image src="img/a.png" />'), "`<mj-image>` needs `alt`, empty for decoration"),
        (text('<img src="img/a.png" />'), "`<img>` needs `alt`, empty for decoration"),
        # lengths
        (
            column('<mj-text font-size="big">x</mj-text>'),
            "`font-size` of `<mj-text>` is no length (write it as `24px`, `50%` or `0`)",
        ),
        (
            column('<mj-image width="12 3px4" src="img/a.png" alt="" />'),
            "`width` of `<mj-image>` is no length (write it as `24px`, `50%` or `0`)",
        ),
        (
            column('<mj-text padding="1px 2px 3px 4px 5px">x</mj-text>'),
            "`padding` of `<mj-text>` is no length (write it as `24px`, `50%` or `0`)",
        ),
        # places
        ("<mj-text>x</mj-text>", "`<mj-text>` cannot stand inside `<mj-body>`"),
        (
            "<mj-section><mj-text>x</mj-text></mj-section>",
            "`<mj-text>` cannot stand inside `<mj-section>`",
        ),
        (column(S), "`<mj-section>` cannot stand inside `<mj-column>`"),
        (
            "<mj-wrapper><mj-wrapper></mj-wrapper></mj-wrapper>",
            "`<mj-wrapper>` cannot stand inside `<mj-wrapper>`",
        ),
        (text("<p><mj-button>x</mj-button></p>"), "`<mj-button>` cannot stand inside `<mj-text>`"),
        ("<mj-title>x</mj-title>", "`<mj-title>` cannot stand inside `<mj-body>`"),
        (
            "<p>x</p>",
            "`<p>` cannot stand here (put HTML inside `<mj-text>`, `<mj-table>` or `<mj-raw>`)",
        ),
        ("x", "text cannot stand here (put it inside `<mj-text>`)"),
        ("{{ name }}", "text cannot stand here (put it inside `<mj-text>`)"),
        (column("x"), "text cannot stand here (put it inside `<mj-text>`)"),
        (
            "<mj-section>{% if quiet %}<mj-column></mj-column>{% endif %}</mj-section>",
            "a loop or condition cannot hold columns",
        ),
        (
            "<mj-section>{% for x in items %}<mj-column></mj-column>{% endfor %}</mj-section>",
            "a loop or condition cannot hold columns",
        ),
        (
            "<mj-section><mj-group>{% set x = 1 %}<mj-column></mj-column></mj-group></mj-section>",
            "a loop or condition cannot hold columns",
        ),
        (
            column("<mj-navbar>{% set x = 1 %}</mj-navbar>"),
            "a template tag cannot stand in `<mj-navbar>`",
        ),
        # nesting
        (text("<b><i>x</b></i>"), "`<i>` is not closed before `</b>`"),
        (text("<p>x"), "`<p>` is not closed before `</mj-text>`"),
        (text("x</p>"), "`</p>` closes nothing that is open"),
        (text("<div/>"), "`<div>` needs a closing tag (write `<div></div>`)"),
        (
            "<mj-section>{% if quiet %}</mj-section>{% endif %}",
            "a loop or condition cannot hold columns",
        ),
        (
            "{% if quiet %}<mj-section>{% endif %}</mj-section>",
            "a loop or condition cannot hold columns",
        ),
        (text("1 < 2"), "a `<` that begins no tag must be written `&lt;`"),
        # what HTML in a mail may not have
        (text("<script>x</script>"), "`<script>` cannot stand in an email"),
        (
            text('<p onclick="x">y</p>'),
            "`onclick` would run a script, which cannot stand in an email",
        ),
        (
            text('<p style="color:{{ name }}">y</p>'),
            "a template tag cannot stand in `style` (write a constant",
        ),
        (text("<p title={{ name }}>y</p>"), "the value of `title` must stand in quotes"),
        (
            text("<p {{ name }}>y</p>"),
            "a template tag stands between attributes (put it inside a value)",
        ),
        (
            text("<!-- {{ name }} -->"),
            "a template tag stands in a comment (write `{# … #}`",
        ),
        (
            text("<!--[if mso]><p onload='x'></p><![endif]-->"),
            "`onload` would run a script, which cannot stand in an email",
        ),
        (
            column('<mj-button href="javascript:x">x</mj-button>'),
            "a link leads nowhere that is allowed (a link begins with `https://`",
        ),
        (
            column('<mj-text color="{{ name }}">x</mj-text>'),
            "a template tag cannot stand in `color` (write a constant",
        ),
        (
            column('<mj-text css-class="{{ name }}">x</mj-text>'),
            "a template tag cannot stand in `css-class` (write a constant",
        ),
        (
            column('<mj-image src="https://x.example/a.png" alt="" />'),
            "an email loads nothing but the brand's own pictures (put the picture into the brand's",
        ),
        (
            column('<mj-image src="img/missing.png" alt="" />'),
            "there is no picture `img/missing.png` (pictures lie in the brand's `img` folder",
        ),
    ],
)
def test_what_is_wrong_in_a_body_is_refused(body: str, message: str) -> None:
    found = flaws(email(body))
    assert all(item.startswith(f"{NAME}:2: ") for item in found)
    assert any(message in item for item in found), "\n".join(found)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (
            '<mj-font name="A" href="https://fonts.example/a.css" />',
            "`<mj-font>` cannot stand in an email (a web font would be loaded from elsewhere)",
        ),
        (
            "<mj-html-attributes></mj-html-attributes>",
            "`<mj-html-attributes>` cannot stand in an email (mjml-python does not know it)",
        ),
        (
            '<mj-style inline="inline">a { color: red }</mj-style>',
            "`<mj-style>` has no attribute `inline` (MJML does not inline it",
        ),
        ("<mj-style>a { color: {{ name }} }</mj-style>", "data cannot stand in a style sheet"),
        ("<mj-style>a { background: url(x) }</mj-style>", "a style in an email loads nothing"),
        ("<mj-style>@import 'x';</mj-style>", "a style in an email loads nothing"),
        (
            "<mj-raw><style>a { color: {{ name }} }</style></mj-raw>",
            "data cannot stand in a style sheet",
        ),
        ("<mj-raw><link href='x' /></mj-raw>", "`<link>` cannot stand in an email"),
        (
            '<mj-raw><meta http-equiv="refresh" content="0" /></mj-raw>',
            "`http-equiv` cannot stand in an email",
        ),
        (
            '<mj-attributes><mj-text colour="red" /></mj-attributes>',
            "`<mj-text>` has no attribute `colour` (did you mean `color`?)",
        ),
        (
            '<mj-attributes><mj-all colour="red" /></mj-attributes>',
            "`<mj-all>` has no attribute `colour` (did you mean `color`?)",
        ),
        ("<mj-text>x</mj-text>", "`<mj-text>` cannot stand inside `<mj-head>`"),
        ("{% if quiet %}{% endif %}", "a template tag cannot stand in `<mj-head>`"),
        ("x", "text cannot stand here"),
    ],
)
def test_what_is_wrong_in_a_head_is_refused(head: str, message: str) -> None:
    found = flaws(email(S, head=f"{HEAD}\n{head}"))
    assert all(item.startswith(f"{NAME}:2: ") for item in found)
    assert any(message in item for item in found), "\n".join(found)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "an email needs exactly one `<mjml>`"),
        ("<mjml></mjml>", "an email needs exactly one `<mj-head>`"),
        (f"<mjml><mj-head>{HEAD}</mj-head></mjml>", "an email needs exactly one `<mj-body>`"),
        (
            email(S).replace("</mjml>", "<mj-body></mj-body></mjml>"),
            "an email needs exactly one `<mj-body>`",
        ),
        (
            email(S).replace("</mjml>", "<mj-head></mj-head></mjml>"),
            "an email needs exactly one `<mj-head>`",
        ),
        (email(S, head="<mj-title>x</mj-title>"), "an email needs exactly one `<mj-preview>`"),
        (email(S, head="<mj-preview>x</mj-preview>"), "an email needs exactly one `<mj-title>`"),
        (email(S, head=HEAD + "<mj-title>x</mj-title>"), "an email needs exactly one `<mj-title>`"),
        (email(S) + "<mjml></mjml>", "an email needs exactly one `<mjml>`"),
        ("<p>x</p>", "`<p>` cannot stand here"),
        ("x" + email(S), "text cannot stand here (nothing may stand around `<mjml>`)"),
        ("{{ name }}" + email(S), "text cannot stand here (nothing may stand around `<mjml>`)"),
        (email(S) + "{% set x = 1 %}", "a template tag cannot stand behind `</mjml>`"),
        ("<mj-body></mj-body>", "`<mj-body>` cannot stand outside `<mjml>`"),
        (email('<mj-include path="x" foo="1" />'), "an include needs one constant name"),
    ],
)
def test_an_email_is_one_whole(source: str, message: str) -> None:
    found = flaws(source)
    assert any(message in item for item in found), "\n".join(found)


def test_all_flaws_are_told_at_once_each_with_its_line() -> None:
    parts = {"b.mjml": "<mj-section>\n<mj-txt /></mj-section>"}
    body = column("\n<mj-text colour=1>x</mj-text>")
    body += '\n<mj-include path="b.mjml" />\n<p></p>'
    found = flaws(email(body), parts=parts)
    assert [item.split(": ")[0] for item in found] == [
        f"{NAME}:3",
        "templates/parts/b.mjml:2",
        f"{NAME}:5",
    ]


@pytest.mark.parametrize("element", ["<mj-section>", "<mj-wrapper>", "<mj-column>"])
def test_deep_nesting_is_refused_before_mjml_crashes_on_it(element: str) -> None:
    closing = element.replace("<", "</")
    for depth in (70, 1_800, 20_000):
        begun = time.process_time()
        found = flaws(email(element * depth + closing * depth))
        assert time.process_time() - begun < 5
        assert any("elements are nested deeper than 64" in item for item in found)
    found = flaws(email(text("<div>" * 20_000 + "</div>" * 20_000)))
    assert any("elements are nested deeper than 64" in item for item in found)


def test_sixty_levels_are_fine() -> None:
    assert made(email(text("<span>" * 58 + "x" + "</span>" * 58)))


def test_lengths_may_be_written_in_all_the_usual_ways() -> None:
    assert made(
        email(
            '<mj-section padding="0 16px 1.5em 0"><mj-column width="33.3%" padding="0">'
            '<mj-image width="134px" src="img/a.png" alt="" height="auto" />'
            '<mj-text line-height="1.5" font-size="16px">x</mj-text></mj-column></mj-section>'
        )
    )


def test_a_structure_can_be_seen_without_a_class() -> None:
    source = email(
        text("a")
        + text("b").replace("<mj-section", '<mj-section css-class="x html-only"')
        + column('<mj-divider css-class="html-only" /><mj-text>c</mj-text>')
        + text('d<b class="html-only">e</b>f<br class="html-only">g')
    )
    read = structure(source)
    words = [read.written(node) for node in read.seen(without="html-only")]
    kept = "".join(word for word in words if not word.startswith("<"))
    assert kept.replace("\n", "") == "SubjectPreheaderacdfg"
    assert not [word for word in words if word.startswith(("<b", "<mj-divider"))]
    assert words.count("<mj-section>") == words.count("</mj-section>") == 3
