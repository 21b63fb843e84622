"""Pieces, includes, tokens: nothing is lost on the way, and every line leads back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.sources import Piece
from renderer.sources import Shielded
from renderer.sources import flatten
from renderer.sources import numbers
from renderer.sources import plain
from renderer.sources import shield
from renderer.sources import weave
from renderer.sources.includes import MAX_DEPTH
from renderer.sources.includes import MAX_PARTS

MAIN = "templates/messages/test/email.mjml"
PARTS = "templates/parts"
TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def split(source: str, file: str) -> Sequence[Piece]:
    """A splitter that is good enough for a test."""
    found: list[Piece] = []
    at = 0
    for match in [*TAGS.finditer(source), None]:
        start, end = match.span() if match else (len(source), len(source))
        if at < start:
            found.append(Piece("text", source[at:start], file, source.count("\n", 0, at) + 1))
        if match:
            kind = {"{{": "print", "{%": "tag", "{#": "comment"}[match[0][:2]]
            line = source.count("\n", 0, start) + 1
            found.append(Piece(kind, match[0], file, line))  # type: ignore[arg-type]  # of a table
        at = end
    return found


def flat(main: str, **parts: str) -> list[Piece]:
    files = {
        MAIN: main,
        **{f"{PARTS}/{name.replace('_', '.')}": text for name, text in parts.items()},
    }
    return flatten(MAIN, files, split, folder=PARTS)


def text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def flaws(main: str, **parts: str) -> list[str]:
    with pytest.raises(ContentInvalid) as raised:
        flat(main, **parts)
    return [str(flaw) for flaw in raised.value.flaws]


def test_a_part_stands_where_it_is_included() -> None:
    assert text(flat('a{% include "b.txt" %}c', b_txt="B{{ x }}B")) == "aB{{ x }}Bc"
    assert text(flat("a{% include 'b.txt' %}c", b_txt="B")) == "aBc"
    assert text(flat('<a /><mj-include path="b.mjml" />c', b_mjml="<b />")) == "<a /><b />c"
    assert text(flat("<mj-include path='b.mjml'></mj-include>", b_mjml="<b />")) == "<b />"


def test_pieces_keep_their_own_file_and_line() -> None:
    pieces = flat('1\n2 {{ a }}\n<mj-include path="b.mjml" />\n{{ c }}', b_mjml="\n\n{{ b }}")
    places = {piece.text: (piece.file, piece.line) for piece in pieces if piece.kind == "print"}
    assert places == {
        "{{ a }}": (MAIN, 2),
        "{{ b }}": (f"{PARTS}/b.mjml", 3),
        "{{ c }}": (MAIN, 4),
    }


def test_parts_include_parts() -> None:
    assert text(flat('{% include "b.txt" %}', b_txt='b{% include "c.txt" %}', c_txt="c")) == "bc"


def test_an_mjml_include_in_a_comment_is_no_include() -> None:
    assert (
        text(flat('<!-- <mj-include path="b.mjml" /> -->'))
        == '<!-- <mj-include path="b.mjml" /> -->'
    )
    assert text(flat('<!-- <mj-include path="no.mjml" />')) == '<!-- <mj-include path="no.mjml" />'


def test_an_unknown_part_is_refused_with_the_nearest_name() -> None:
    assert flaws('\n{% include "hed.txt" %}', head_txt="") == [
        f"{MAIN}:2: there is no part `hed.txt` (did you mean `head.txt`?)"
    ]
    assert flaws('\n\n<mj-include path="../x" />') == [f"{MAIN}:3: there is no part `../x`"]


def test_all_unknown_parts_are_told_at_once() -> None:
    assert len(flaws('{% include "a.txt" %}{% include "b.txt" %}<mj-include path="c" />')) == 3


@pytest.mark.parametrize(
    "include",
    [
        "{% include name %}",
        '{% include "a.txt" ignore missing %}',
        '{% include ["a.txt"] %}',
        "<mj-include path='{{ x }}' />",
        '<mj-include css-inline="inline" path="a.txt" />',
        "<mj-include />",
    ],
)
def test_an_include_takes_one_constant_name(include: str) -> None:
    found = flaws(f"\n{include}", a_txt="")
    assert all("an include needs one constant name" in flaw for flaw in found)
    assert found[0].startswith(f"{MAIN}:2: ")


def test_a_part_that_includes_itself_is_refused_where_it_does() -> None:
    found = flaws(
        '{% include "a.txt" %}', a_txt='{% include "b.txt" %}', b_txt='\n{% include "a.txt" %}'
    )
    assert found == [f"{PARTS}/b.txt:2: `a.txt` includes itself"]
    found = flaws('<mj-include path="a.mjml" />', a_mjml='<mj-include path="a.mjml" />')
    assert found == [f"{PARTS}/a.mjml:1: `a.mjml` includes itself"]


def test_includes_are_eight_deep_at_most() -> None:
    def chain(length: int) -> dict[str, str]:
        return {f"p{n}_txt": f'{{% include "p{n + 1}.txt" %}}' for n in range(length)}

    main = '{% include "p0.txt" %}'
    assert text(flat(main, **chain(MAX_DEPTH - 1), p7_txt="end")) == "end"
    found = flaws(main, **chain(MAX_DEPTH), p8_txt="end")
    assert found == [f"{PARTS}/p7.txt:1: includes are nested deeper than 8"]


def test_parts_that_multiply_are_refused() -> None:
    ten = {f"p{n}_txt": f'{{% include "p{n + 1}.txt" %}}' * 10 for n in range(7)}
    found = flaws('{% include "p0.txt" %}', **ten, p7_txt="end")
    assert len(found) == 1
    assert "grows too large" in found[0]
    assert len(flat('{% include "a.txt" %}' * MAX_PARTS, a_txt="x")) == MAX_PARTS


def test_part_names_have_no_way_out_of_their_folder() -> None:
    for name in ("../secret.txt", "a/b.txt", "/etc/passwd", "A.txt", "a.b.c", ""):
        with pytest.raises(ContentInvalid):
            flat(f'{{% include "{name}" %}}', **{"x_txt": ""})


def test_the_keyword_of_a_tag_is_its_first_word() -> None:
    keywords = {
        "{% for x in y %}": "for",
        "{%endif%}": "endif",
        "{%include'x'%}": "include",
        "{% %}": "",
        "{%\n  set x = 1 %}": "set",
    }
    for written, keyword in keywords.items():
        assert Piece("tag", written, MAIN, 1).keyword == keyword
    assert Piece("print", "{{ for }}", MAIN, 1).keyword == ""


def shielded(source: str) -> Shielded:
    return shield(MAIN, split(source, MAIN))


def test_shielding_replaces_tags_and_drops_comments() -> None:
    made = shielded("<p>{{ a < b }}</p>{# x #}{% if y %}")
    assert made.text == "<p>zqx0xqz</p>zqx1xqz"
    assert [tag.text for tag in made.tags] == ["{{ a < b }}", "{% if y %}"]
    assert numbers(made.text) == [0, 1]
    assert numbers(made.text, 4) == [1]


def test_a_place_is_known_to_the_line_of_its_own_file() -> None:
    made = shield(MAIN, flat('a\n{% include "b.txt" %} c\n{{\n d }} e', b_txt="b\nb{{ x }}"))
    places = {found: made.place(made.text.index(found)) for found in ("a", "b\n", " c", " e")}
    assert places == {
        "a": (MAIN, 1),
        "b\n": (f"{PARTS}/b.txt", 1),
        " c": (MAIN, 2),
        " e": (MAIN, 4),
    }
    assert made.place(made.text.index("zqx0")) == (f"{PARTS}/b.txt", 2)
    assert made.place(made.text.index("zqx1")) == (MAIN, 3)
    assert shield(MAIN, []).place(0) == (MAIN, 1)


@pytest.mark.parametrize(
    "source",
    [
        "zqx0xqz",
        "{{ a }} zqx0xqz",
        "zqx7xqz {{ a }}",
        "zqx0{# #}xqz",
        "zqx{{ a }}0xqz{# #}zqx0{# #}xqz",
    ],
)
def test_what_looks_like_a_token_is_refused(source: str) -> None:
    with pytest.raises(ContentInvalid) as raised:
        shielded(source)
    assert raised.value.flaws == (Flaw(MAIN, 1, "`zqx…xqz` is reserved"),)


def test_weaving_puts_each_tag_on_lines_of_its_own() -> None:
    made = shielded("a {{ x }}\nb{%\n if y %}\nc")
    source = weave(MAIN, made.text, made.tags, frozenset({0}), frozenset({1}))
    assert source.text == "a {{\n x }}\nb{%\n\n if y %}\nc"
    assert [source.lines.place(MAIN, line)[1] for line in range(1, 7)] == [1, 1, 1, 2, 3, 3]
    assert source.lines.bare == {2}
    assert source.lines.links == {4, 5}


def test_a_tag_can_come_back_twice() -> None:
    made = shielded("{{ x }}")
    source = weave(MAIN, "<title>zqx0xqz</title><p>zqx0xqz</p>", made.tags, frozenset())
    assert source.text == "<title>{{\n x }}</title><p>{{\n x }}</p>"


def test_braces_of_the_text_never_become_a_tag() -> None:
    made = shielded("{{ x }}")
    source = weave(MAIN, "{{ y }} {% z %} {# #} {zqx0xqz}", made.tags, frozenset())
    brace = "{% raw %}{{% endraw %}"
    words = ["", "{ y }} ", "% z %} ", "# #} ", "{{\n x }}}"]
    assert source.text == brace.join(words)


def test_a_line_without_a_place_stays_as_it_is() -> None:
    source = plain(MAIN, split("{{ x }}", MAIN))
    assert source.lines.place("other", 99) == ("other", 99)


@given(st.lists(st.sampled_from(["a", "\n", "{{ x }}", "{% if\ny %}", "{# c\n #}", "}", "é"])))
def test_weaving_undoes_shielding(parts: list[str]) -> None:
    source = "".join(parts)
    made = shielded(source)
    woven = weave(MAIN, made.text, made.tags, frozenset())
    back = woven.text.replace("{% raw %}{{% endraw %}", "{")
    back = back.replace("{{\n", "{{").replace("{%\n", "{%")
    assert back == re.sub(r"\{# c\n #\}", "", source)
    assert len(woven.lines.places) == woven.text.count("\n") + 1
    for number, line in enumerate(woven.text.split("\n"), 1):
        if line.startswith((" x }}", "y %}")):
            written = source.split("\n")[woven.lines.place(MAIN, number)[1] - 1]
            assert ("x }}" in written) if "x }}" in line else written.startswith("y %}")


def test_names_of_parts_need_no_other_files() -> None:
    files: Mapping[str, str] = {MAIN: "text"}
    assert text(flatten(MAIN, files, split, folder=PARTS)) == "text"
