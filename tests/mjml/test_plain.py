"""The text part says what the HTML says, in its order, and reads like a letter."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from renderer import Renderer
from renderer.channels.bodies import wrap_text
from renderer.errors import ContentInvalid
from tests.conftest import AS_OF
from tests.mjml.kitchen import column
from tests.mjml.kitchen import email
from tests.mjml.kitchen import html
from tests.mjml.kitchen import made
from tests.mjml.kitchen import marked
from tests.mjml.kitchen import text
from tests.templating.kitchen import CONTENT

ROOT = Path(__file__).resolve().parent.parent.parent
URL = "https://a.example/b"
ONE = {**CONTENT, "name": "Petra", "items": [{"title": "one", "n": 1}, {"title": "two", "n": 2}]}


def laid(body: str, content: dict[str, Any] = ONE) -> str:
    """The body as the reader of the text part sees it."""
    whole = marked(email(body), content)
    return wrap_text("".join(f"\x1e{block}" for block in whole.split("\x1e")[3:]))


def table(rows: str) -> str:
    return text(f"<table>{rows}</table>")


def test_subject_and_preheader_come_first() -> None:
    head = (
        "<mj-title>{% if quiet %}About &amp; {{ name }}{% endif %}</mj-title>"
        "<mj-preview>\n  It is &lt;here&gt;\n</mj-preview>"
    )
    whole = marked(email(text("x"), head=head), ONE)
    assert whole.split("\x1e")[:3] == ["", "sAbout & Petra", "v It is <here> "]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # running text
        (text("One   two\n three"), "One two three\n"),
        (text("<p>One</p><p>two <b>three</b>, <i>four</i></p>"), "One\n\ntwo three, four\n"),
        (text("One<br />two<br/> three"), "One\ntwo\nthree\n"),
        (text("<div><p>One</p></div>two"), "One\n\ntwo\n"),
        (text("5&nbsp;&euro; &lt; 6 &amp; &#8211; &hellip;"), "5 € < 6 & – …\n"),
        (text("a <span class='x'>b</span><!-- c --> d"), "a b d\n"),
        (text("One") + text("two"), "One\n\ntwo\n"),
        # headings
        (text("<h1>One</h1><h2>two</h2>three"), "One\n===\n\ntwo\n---\n\nthree\n"),
        (text("before<h2>One <b>two</b></h2>"), "before\n\nOne two\n-------\n"),
        (text(f'<h2><a href="{URL}">One</a></h2>two'), f"One\n---\n\n{URL}\n\ntwo\n"),
        (
            text('<h2>One {% if quiet %}<a href="{{ link }}">two</a>{% endif %}</h2>'),
            f"One two ({CONTENT['link']})\n{'-' * 45}\n",
        ),
        # lists
        (
            text("<ul><li>One</li>\n <li>two<br>three</li></ul>four"),
            "- One\n- two\n  three\n\nfour\n",
        ),
        (text("<ul>{% for x in items %}<li>{{ x.title }}</li>{% endfor %}</ul>"), "- one\n- two\n"),
        (text(f'<ul><li><a href="{URL}">One</a></li></ul>'), f"One: {URL}\n"),
        # links
        (text(f'See <a href="{URL}">it</a> now'), f"See it ({URL}) now\n"),
        (text(f'<a href="{URL}">It</a>'), f"It: {URL}\n"),
        (text(f'<p><a href="{URL}">It</a></p><p>x</p>'), f"It: {URL}\n\nx\n"),
        (text(f'<a href="{URL}">{URL}</a>'), f"{URL}\n"),
        (text(f'See <a href="{URL}">{URL}</a>'), f"See {URL}\n"),
        (text('See <a href="https://a.example">a.example</a>'), "See a.example\n"),
        (text('<a href="mailto:{{ link }}">{{ link }}</a>'), f"{CONTENT['link']}\n"),
        (text('Write to <a href="mailto:{{ name }}">us</a>'), "Write to us (Petra)\n"),
        (text('Call <a href="tel:+431">+43 1</a>'), "Call +43 1\n"),
        (text('See <a href="#x">it</a>'), "See it\n"),
        (text("See <a>it</a>"), "See it\n"),
        (text(f'<a href="{URL}"><b>One</b> two</a>'), f"One two: {URL}\n"),
        (
            text(f'<a href="{URL}">A</a> &#160;·&#160; <a href="{URL}">B</a>'),
            f"A: {URL}\nB: {URL}\n",
        ),
        (
            text('{% if quiet %}<a href="#">A</a> | {% endif %}<a href="{{ link }}">B</a>'),
            f"A\nB: {CONTENT['link']}\n",
        ),
        (text(f'<a href="{URL}">A</a> and <a href="{URL}">B</a>'), f"A ({URL}) and B ({URL})\n"),
        (text(f'<a href="{URL}">A</a> {{{{ name }}}}'), f"A ({URL}) Petra\n"),
        # buttons, pictures, rules
        (column(f'<mj-button href="{URL}">Go <b>on</b></mj-button>'), f"Go on: {URL}\n"),
        (column("<mj-button>Go</mj-button>"), "Go\n"),
        (column('<mj-image src="img/a.png" alt="A &amp; B" />'), "A & B\n"),
        (column('<mj-image src="img/a.png" alt="" /><mj-text>x</mj-text>'), "x\n"),
        (column(f'<mj-image src="img/a.png" alt="A" href="{URL}" />'), f"A: {URL}\n"),
        (text('a <img src="img/a.png" alt="B" /> c'), "a B c\n"),
        (
            column("<mj-text>a</mj-text><mj-divider /><mj-text>b</mj-text>"),
            f"a\n\n{'-' * 20}\n\nb\n",
        ),
        (text("a<hr>b"), f"a\n\n{'-' * 20}\n\nb\n"),
        (column("<mj-text>a</mj-text><mj-spacer /><mj-text>b</mj-text>"), "a\n\nb\n"),
        (
            column(f'<mj-navbar><mj-navbar-link href="{URL}">A</mj-navbar-link></mj-navbar>'),
            f"A: {URL}\n",
        ),
        # tables
        (
            table("<tr><th>A</th><td>b <b>c</b></td></tr><tr><th>D</th><td>e</td></tr>"),
            "A: b c\nD: e\n",
        ),
        (
            table("<tbody><tr><td>5 GB<br>in May</td><td>Data<br>No limit.</td></tr></tbody>"),
            "5 GB in May: Data\n  No limit.\n",
        ),
        (column("<mj-table><tr><th>A</th><td>b</td></tr></mj-table>"), "A: b\n"),
        (column("<mj-table><tr><td><p>a</p><p>b</p></td></tr></mj-table>"), "a\n\nb\n"),
        (column("<mj-table><tr><td><h2>A</h2>b</td></tr></mj-table>"), "A\n-\n\nb\n"),
        (
            column(
                "<mj-table>{% for x in items %}<tr><th>{{ x.title }}</th>"
                "<td>{{ x.n }}</td></tr>{% endfor %}</mj-table>"
            ),
            "one: 1\ntwo: 2\n",
        ),
        (
            table("<tr>{% if quiet %}<th>A</th>{% else %}<th>B</th>{% endif %}<td>c</td></tr>"),
            "A: c\n",
        ),
        (
            table("<tr>{% if not quiet %}<th>A</th>{% else %}<th>B</th>{% endif %}<td>c</td></tr>"),
            "B: c\n",
        ),
        (table("<tr><th>A</th>{% if quiet %}<td>b</td>{% endif %}</tr>"), "A: b\n"),
        (
            table('<tr class="html-only"><th>A</th><td>b</td></tr><tr><th>C</th><td>d</td></tr>'),
            "C: d\n",
        ),
        (
            table('<tr><th>A</th><td class="html-only">b</td><td>c</td></tr>'),
            "A: c\n",
        ),
        # only here, only there
        (text('a<img src="img/a.png" alt="b" style="border:0; display: none" />c'), "ac\n"),
        (text('a<span class="html-only">b</span>c<br class="html-only">d'), "acd\n"),
        (
            column(
                '<mj-text css-class="x html-only">a</mj-text>'
                '<mj-text css-class="text-only">b</mj-text>'
            ),
            "b\n",
        ),
        (
            text("{% for x in items %}<p class='text-only'>{{ x.title }}</p>{% endfor %}"),
            "one\n\ntwo\n",
        ),
        (
            "{% for x in items %}"
            + column('<mj-text css-class="text-only">{{ x.title }}</mj-text><mj-text>z</mj-text>')
            + "{% endfor %}",
            "one\n\nz\n\ntwo\n\nz\n",
        ),
        # template tags anywhere
        (text("{% if quiet %}a{% else %}b{% endif %}"), "a\n"),
        ("{% if not quiet %}" + text("a") + "{% else %}" + text("b") + "{% endif %}", "b\n"),
        ("<mj-raw>{% if quiet %}<div>a</div>{% endif %}</mj-raw>" + text("b"), "a\n\nb\n"),
        (
            column(
                "{% for x in items %}<mj-button href='https://x/{{ x.n }}'>{{ x.title }}"
                "</mj-button>{% endfor %}"
            ),
            "one: https://x/1\ntwo: https://x/2\n",
        ),
        (text("{% purpose 'marketing' %}<p>a</p>{% endpurpose %}b"), "b\n"),
        (text("{{ _('<x>A</x> b', x=strong()) }}"), "A b\n"),
        (text("{{ _('See <x>A</x>', x=a(link)) }}"), f"See A ({CONTENT['link']})\n"),
        (text("a {{- name -}}  <br>b"), "aPetra\nb\n"),
        (
            column("<mj-table><tr><th>A</th>\n<td>{{- name -}}</td>\n<td>c</td></tr></mj-table>"),
            "A: Petra c\n",
        ),
        (
            "<mj-wrapper>" + text("a") + "</mj-wrapper><mj-hero><mj-text>b</mj-text></mj-hero>",
            "a\n\nb\n",
        ),
    ],
)
def test_each_element_has_its_text(body: str, expected: str) -> None:
    assert laid(body) == expected


def test_a_block_of_links_and_prints_nothing_else_when_its_condition_fails() -> None:
    body = text('{% if quiet %}<a href="{{ link }}">A</a>{% endif %}')
    assert laid(body, {**ONE, "quiet": False}) == ""


def test_data_never_begins_a_block() -> None:
    # customer data is cleaned of control characters when it enters; a template's text is here
    with pytest.raises(ContentInvalid):
        made(email(text("a\x1e1b")))
    assert laid(text("a&#30;b")) in ("ab\n", "a b\n")


def test_an_entity_never_becomes_a_token() -> None:
    with pytest.raises(ContentInvalid) as raised:
        made(email(text("&#122;qx0xqz {{ name }}")))
    assert "is reserved" in str(raised.value)


def words(document: str) -> list[str]:
    """The words that a reader of the HTML sees."""
    document = re.sub(
        r"<!--.*?-->|<style.*?</style>|<head.*?</head>", " ", document, flags=re.DOTALL
    )
    document = re.sub(r'<div style="display:none.*?</div>', " ", document, flags=re.DOTALL)
    document = re.sub(r"<img[^>]*display:none[^>]*>", " ", document)
    document = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r" \1 ", document)
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", document)))


def letters(written: str) -> str:
    """What a text is made of, however it is broken into lines."""
    return "".join(character for character in written if character.isalnum())


def test_the_text_has_the_words_of_the_html_in_their_order() -> None:
    body = (
        text("<h1>{{ name }} One</h1><p>two <b>three</b></p><ul><li>four</li><li>five</li></ul>")
        + "{% for x in items %}"
        + table("<tr><th>six</th><td>{{ x.title }}</td></tr>")
        + "{% endfor %}"
        + column(f'<mj-button href="{URL}">seven</mj-button>')
        + text(f'eight <a href="{URL}">nine</a>')
    )
    said = re.findall(r"\w+", laid(body).replace(URL, ""))
    assert said == words(html(email(body), ONE))


@pytest.mark.parametrize("locale", ["en", "de-AT", "ar", "ja"])
@pytest.mark.parametrize("message", ["alternative-offers", "cancellation-received"])
def test_the_real_emails_say_the_same_in_both_parts(
    message: str, locale: str, renderer: Renderer
) -> None:
    record = json.loads((ROOT / "templates/samples/petra.json").read_text(encoding="utf-8"))
    outcome = renderer.render(message, record, channels=["email"], locale=locale, as_of=AS_OF)
    assert outcome.email is not None, outcome
    shown = letters(" ".join(words(outcome.email.html)))
    at = 0
    for line in outcome.email.text.splitlines():
        said = letters(re.sub(r"\(?https://\S+", " ", line))
        assert said in shown[at:], f"`{line}` is not in the HTML, or not in this order"
        at = shown.index(said, at)
    facts = [record["cancellation"]["id"], record["name"]["family"]]
    assert all(fact in outcome.email.text for fact in facts)
    lines = outcome.email.text.split("\n")
    assert not re.search(r"[{}<>\x1e\x1f\u2028]|zqx|None", outcome.email.text)
    assert max(map(len, lines)) <= 120
