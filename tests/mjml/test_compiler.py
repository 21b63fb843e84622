"""MJML to templates: every tag comes back where it stood, for both directions, whatever runs."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mjml
import pytest

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import RenderFault
from renderer.markup import VOID
from renderer.markup import read
from renderer.mjml import compiler
from tests.mjml.kitchen import HEAD
from tests.mjml.kitchen import NAME
from tests.mjml.kitchen import column
from tests.mjml.kitchen import email
from tests.mjml.kitchen import flaws
from tests.mjml.kitchen import html
from tests.mjml.kitchen import made
from tests.mjml.kitchen import marked
from tests.mjml.kitchen import text
from tests.templating.kitchen import CONTENT

ROOT = Path(__file__).resolve().parent.parent.parent
S = text("x")
WIDE = S.replace("<mj-section", '<mj-section full-width="full-width"')
PAINTED = S.replace("<mj-section", '<mj-section background-url="img/a.png"')
OUTLOOK = re.compile(r"<!--\[if [^\]]*\]>(?!<!--)(.*?)<!\[endif\]-->", re.DOTALL)
OTHERS = re.compile(r"<!--\[if !mso[^\]]*\]><!-->.*?<!--<!\[endif\]-->", re.DOTALL)


def unbalanced(document: str) -> list[str]:
    """Elements that do not nest."""
    stack: list[str] = []
    wrong: list[str] = []
    for token in read(document):
        if token.kind == "open" and token.name not in VOID and not token.closed:
            stack.append(token.name)
        elif token.kind == "close" and (not stack or stack.pop() != token.name):
            wrong.append(token.name)
    return wrong + stack


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in items %}" + S + "{% endfor %}",
        S + "{% if quiet %}" + S + "{% else %}" + S + S + "{% endif %}" + S,
        "{% purpose 'marketing' %}" + S + "{% endpurpose %}",
        "{% for a in items %}<mj-wrapper>" + S + "</mj-wrapper>{% endfor %}",
        "<mj-wrapper>{% for a in items %}" + S + "{% endfor %}</mj-wrapper>",
        "<mj-wrapper>" + S + "{% for a in items %}" + S + "{% endfor %}" + S + "</mj-wrapper>",
        column(
            "{% for a in items %}<mj-text>x</mj-text><mj-button href='#'>y</mj-button>{% endfor %}"
        ),
        column('{% if quiet %}<mj-image src="img/a.png" alt="" /><mj-divider />{% endif %}'),
        "<mj-hero>{% for a in items %}<mj-text>x</mj-text>{% endfor %}</mj-hero>",
        "{% for a in items %}" + WIDE + "{% endfor %}",
        "{% for a in items %}" + PAINTED + "{% endfor %}",
        "<mj-section><mj-group><mj-column>{% for a in items %}<mj-text>x</mj-text>{% endfor %}"
        "</mj-column><mj-column>{% if quiet %}<mj-text>x</mj-text>{% endif %}</mj-column>"
        "</mj-group></mj-section>",
        "<mj-raw>{% if quiet %}<div>{{ name }}</div>{% endif %}</mj-raw>" + S,
        column("<mj-raw>{% for a in items %}<tr><td>{{ a.n }}</td></tr>{% endfor %}</mj-raw>"),
        column("<mj-table>{% for a in items %}<tr><td>{{ a.n }}</td></tr>{% endfor %}</mj-table>"),
        text("{% for a in items %}<p>{{ a.n }}</p>{% endfor %}"),
    ],
)
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("quiet", [True, False])
def test_whatever_runs_the_document_is_whole(body: str, count: int, quiet: bool) -> None:
    content = {**CONTENT, "quiet": quiet, "items": [{"title": "t", "n": 1}] * count}
    document = html(email(body), content)
    assert unbalanced(OUTLOOK.sub("", document)) == []
    outlook = OTHERS.sub("", OUTLOOK.sub(lambda found: found[1], document))
    assert unbalanced(outlook) == []
    assert "zqx" not in document
    assert "<mj-" not in document


def test_values_are_escaped_in_text_and_attributes() -> None:
    body = column(
        '<mj-image src="img/a.png" alt="{{ words[1] }}" href="{{ link }}" />'
        "<mj-text>{{ words[1] }}</mj-text>"
    )
    document = html(email(body))
    assert 'alt="&lt;b&gt;"' in document
    assert ">&lt;b&gt;<" in document
    assert 'href="https://northwind.example/a?b=1&amp;c=2"' in document


def test_a_link_of_another_scheme_is_a_fault_with_its_line() -> None:
    content = {**CONTENT, "link": "javascript:alert(1)"}
    for body in (
        column('\n<mj-button href="{{ link }}">x</mj-button>'),
        text('\n<a href="{{ link }}?x={{ name }}">x</a>'),
        column('\n<mj-image src="img/a.png" alt="" href="{{ link }}" />'),
        text("\n{{ _('<x>y</x>', x=a(link)) }}"),
    ):
        with pytest.raises(RenderFault) as raised:
            html(email(body), content)
        assert str(raised.value) == (
            f"{NAME}:3: a link target must begin with `https://`, `mailto:` or `tel:`"
        )


@pytest.mark.parametrize("flavour", ["html", "text"])
def test_a_fault_names_the_part_and_its_line_in_both_templates(flavour: str) -> None:
    parts = {"b.mjml": "<mj-text>b</mj-text>\n\n<mj-text>{{ empty }}</mj-text>\n"}
    source = email(column('a\n<mj-include path="b.mjml" />'.removeprefix("a")))
    with pytest.raises(RenderFault) as raised:
        html(source, parts=parts) if flavour == "html" else marked(source, parts=parts)
    assert raised.value.flaw == Flaw(
        "templates/parts/b.mjml", 3, "the value is empty here: guard it with `if`"
    )


@pytest.mark.parametrize(
    "written",
    [
        "a\\b",
        "a\u00a0b",
        "e\u0301",
        "\u200d",
        "“q”",
        "日本",
        "a &amp; b",
        "&quot;q&quot;",
        "&#8211;",
        "'s",
    ],
)
def test_attributes_survive_mjml(written: str) -> None:
    """MJML writes them with the escapes of Rust: `\\u{a0}`, doubled backslashes."""
    body = column(f'<mj-image src="img/a.png" alt="{written} {{{{ name }}}}" />')
    body += text(f'<p title="{written}">x</p>')
    document = html(email(body, head=f"<mj-title>{written}</mj-title><mj-preview>x</mj-preview>"))
    plain = entities.unescape(written)
    alt = re.search(r'alt="([^"]*)"', document)
    title = re.search(r'<p title="([^"]*)"', document)
    label = re.search(r'aria-label="([^"]*)"', document)
    heading = re.search(r"<title>([^<]*)</title>", document)
    assert alt
    assert title
    assert label
    assert heading
    assert entities.unescape(alt[1]) == f"{plain} {CONTENT['name']}"
    assert [entities.unescape(found[1]) for found in (title, label, heading)] == [plain] * 3


def test_the_title_stands_in_the_title_and_in_a_label_whatever_it_is_made_of() -> None:
    head = (
        "<mj-title>{% if quiet %}{{ _('<x>A</x> {b}', x=strong(), b=words[1]) }}{% else %}B"
        "{% endif %}</mj-title><mj-preview>p</mj-preview>"
    )
    document = html(email(S, head=head), direction="rtl", language="ar")
    assert "<title>A &lt;b&gt;</title>" in document
    assert 'aria-label="A &lt;b&gt;"' in document
    assert "<title>B</title>" in html(email(S, head=head), {**CONTENT, "quiet": False})


def test_the_preheader_is_padded() -> None:
    document = html(email(S))
    assert "Preheader&#847;&zwnj;&nbsp;&#847;" in document


def test_tags_before_the_document_come_first_in_both_templates() -> None:
    before = "{# c #}\n{% set x = name %}\n{% macro m(a) %}{% endmacro %}\n"
    source = email(text("{{ x }}"), before=before)
    assert html(source).startswith("<!doctype html>")
    assert marked(source).startswith("\x1esSubject")
    assert CONTENT["name"] in html(source)


def test_language_and_direction_are_on_the_document_and_its_wrapper() -> None:
    document = html(email(S), language="de-AT")
    assert '<html lang="de-AT" dir="ltr"' in document
    assert re.search(r'<div aria-[^>]* lang="de-AT" dir="ltr"', document)
    assert 'dir="rtl"' in html(email(S), language="ar", direction="rtl")


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert "fonts.googleapis" not in html(email(S))
    found = flaws(
        email(
            column(
                '<mj-social><mj-social-element name="facebook">x</mj-social-element></mj-social>'
            )
        )
    )
    assert len(found) == 1
    assert "MJML would load `https://www.mailjet.com/" in found[0]
    assert made(
        email(
            column(
                '<mj-social><mj-social-element name="x-noshare" src="img/x.png" alt="" '
                'href="https://x.example">x</mj-social-element></mj-social>'
            )
        )
    )


def test_pictures_get_the_address_of_the_brand() -> None:
    body = column('<mj-image src="img/a.png" alt="" />') + text('<img src="img/b.png" alt="" />')
    document = html(email(body))
    assert 'src="https://images.northwind.example/a.png"' in document
    assert 'src="https://images.northwind.example/b.png"' in document
    parts = {"b.mjml": '\n\n<mj-image src="img/missing.png" alt="" />'}
    assert flaws(email(column('<mj-include path="b.mjml" />')), parts=parts)[0].startswith(
        "templates/parts/b.mjml:3: there is no picture `img/missing.png`"
    )


def test_a_table_keeps_its_role() -> None:
    table = "<mj-table{}><tr><td>x</td></tr></mj-table>"
    assert 'role="presentation" width="100%"' in html(
        email(column(table.format(' role="presentation"')))
    )
    spaced = html(email(column(table.format(' cellspacing="3" role="none"'))))
    assert 'cellspacing="3" role="none"' in spaced
    assert "zqrole" not in spaced


def test_what_only_the_text_shows_is_not_in_the_html_and_the_other_way_round() -> None:
    body = column(
        '<mj-text css-class="text-only">{{ person.first }}</mj-text>'
        '<mj-text css-class="html-only">{{ person.last }}</mj-text>'
    )
    document, words = html(email(body)), marked(email(body))
    assert ("Petra" in document, "Jäger" in document) == (False, True)
    assert ("Petra" in words, "Jäger" in words) == (True, False)


def test_comments_of_the_source_are_left_out_but_those_for_outlook() -> None:
    body = "<!-- a -->" + text("x<!-- b --><!--[if mso]><i>c</i><![endif]-->")
    document = html(email(body))
    assert "<!-- a -->" not in document
    assert "<!--[if mso]><i>c</i><![endif]-->" in document


def test_whatever_mjml_does_to_a_tag_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    source = email(text("\n{% if quiet %}{{ name }}{% endif %}"))
    document: Mapping[str, Any] = {}
    real = mjml.mjml2html

    def compile_and(change: Any) -> list[str]:
        monkeypatch.setattr(
            mjml, "mjml2html", lambda text, **options: change(real(text, **options))
        )
        return flaws(source, **document)

    assert compile_and(lambda made: made.replace("zqx1xqz", "")) == [
        f"{NAME}:3: MJML dropped `{{{{ name }}}}`: its place is not known"
    ]
    assert compile_and(lambda made: made.replace("zqx0xqz", "zqx0xqzzqx0xqz"))[0].startswith(
        f"{NAME}:3: MJML wrote `{{% if quiet %}}` 2 times"
    )
    assert compile_and(lambda made: made + "<mj-foo>") == [f"{NAME}: `<mj-foo` was not compiled"]
    assert compile_and(lambda made: made + "1 < 2")[0].startswith(
        f"{NAME}: the HTML that MJML made cannot be read"
    )


def test_what_mjml_cannot_read_is_a_flaw_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    source = email(S + "\n" + text("é\n\n<i>y</i>"))

    def fail(written: str, **options: Any) -> str:
        at = len(written[: written.index("<i>")].encode())
        raise ValueError(f"unexpected element in root template at position {at}:{at + 5}")

    monkeypatch.setattr(mjml, "mjml2html", fail)
    assert flaws(source) == [f"{NAME}:5: MJML cannot read this: unexpected element"]


def test_an_include_in_mjml_can_bring_a_whole_section() -> None:
    parts = {"b.mjml": "{% if quiet %}" + S + "{% endif %}"}
    assert html(email('<mj-include path="b.mjml" />'), parts=parts).count(">x<") == 1


def test_braces_in_the_text_are_only_braces() -> None:
    body = text("&#123;&#123; name }} { {{ name }}") + text('<p title="&#123;% if %&#125;">x</p>')
    name = CONTENT["name"]
    assert f"{{{{ name }}}} {{ {name}" in html(email(body)).replace("&#123;", "{")
    assert f"{{{{ name }}}} {{ {name}" in marked(email(body))


def sides(document: str) -> dict[str, int]:
    words = ("text-align:left", "text-align:right", "direction:ltr", "direction:rtl")
    return {word: document.count(word) for word in words}


@pytest.mark.parametrize("message", ["alternative-offers", "cancellation-received"])
def test_the_real_emails_are_mirrored(message: str, renderer: Any) -> None:
    library = renderer.library
    name = f"templates/messages/{message}/email.mjml"
    pair = [
        compiler.compile_email(
            name,
            library.flat(name),
            language=tag,
            direction=way,
            picture=lambda w: f"https://x/{w}",
        ).html.text
        for tag, way in (("en", "ltr"), ("ar", "rtl"))
    ]
    ltr, rtl = (re.sub(r"\[dir=rtl\][^{]*\{[^}]*\}", "", document) for document in pair)
    before, after = sides(ltr), sides(rtl)
    assert after["direction:ltr"] == 0
    assert after["direction:rtl"] == before["direction:ltr"]
    assert after["text-align:left"] == before["text-align:right"]
    assert after["text-align:right"] == before["text-align:left"]
    assert "letter-spacing" in ltr
    assert "letter-spacing" not in rtl
    assert len(re.findall(r'align="left"', rtl)) == len(re.findall(r'align="right"', ltr))


def test_what_mjml_takes_for_granted_is_mirrored_without_a_word_from_the_author() -> None:
    body = "<mj-wrapper>" + column("<mj-text>x</mj-text><mj-table><tr><td>x</td></tr></mj-table>")
    source = email(
        body + "</mj-wrapper><mj-section><mj-group><mj-column></mj-column></mj-group></mj-section>"
    )
    document = html(source, direction="rtl", language="ar")
    assert sides(document)["text-align:left"] == sides(document)["direction:ltr"] == 0
    assert 'align="left"' not in document


def test_the_authors_own_sides_go_before_those_of_mjml() -> None:
    head = (
        HEAD
        + '<mj-attributes><mj-class name="end" align="right" />'
        + '<mj-all align="center" /></mj-attributes>'
    )
    body = column(
        '<mj-text mj-class="end">a</mj-text><mj-text>b</mj-text><mj-text align="right">c</mj-text>'
    )
    document = html(email(body, head=head), direction="rtl", language="ar")
    found = [re.search(rf"text-align:(\w+);[^>]*>{letter}<", document) for letter in "abc"]
    assert [match and match[1] for match in found] == ["left", "center", "left"]


def test_a_direction_that_the_author_sets_stays() -> None:
    assert '<p dir="ltr">' in html(
        email(text('<p dir="ltr">x</p>')), direction="rtl", language="ar"
    )


def test_all_flaws_of_pictures_are_told_at_once() -> None:
    picture = '<mj-image src="img/missing{}.png" alt="" />'
    with pytest.raises(ContentInvalid) as raised:
        made(email(column(picture.format(1) + "\n" + picture.format(2))))
    assert [flaw.line for flaw in raised.value.flaws] == [2, 3]
