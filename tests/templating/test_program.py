"""A compiled template gives text or a fault with file and line, and never quotes the record."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.errors import ContentInvalid
from renderer.errors import RenderFault
from renderer.templating.allowance import MAX_OUTPUT
from renderer.templating.allowance import Flavour
from renderer.templating.state import current
from tests.templating.kitchen import CONTENT
from tests.templating.kitchen import NAME
from tests.templating.kitchen import SECRET
from tests.templating.kitchen import fault
from tests.templating.kitchen import flaw
from tests.templating.kitchen import program
from tests.templating.kitchen import run
from tests.templating.kitchen import state

DATE_REFUSED = "a date cannot be printed as it is: use a filter such as `date`"
TOKENS = "{{ }} {% %} {# #} if endif for in name items | upper . _ ( ) 'a' set = - <p> 1"
PART = "templates/parts/b.html"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% if quiet %}x", "3: `{% if %}` is never closed"),
        ("{% if quiet %}{% for x in items %}{% endfor %}", "3: `{% if %}` is never closed"),
        ("{% purpose 'marketing' %}x\n\n", "3: `{% purpose %}` is never closed"),
        ("{% endif %}", "3: encountered unknown tag 'endif'"),
        ("{% if quiet %}{% endfor %}", "3: encountered unknown tag 'endfor'"),
        ("{% nothing %}", "3: encountered unknown tag 'nothing'"),
        ("{{ }}", "3: expected an expression, got 'end of print statement'"),
        ("{{ name name }}", "3: expected token 'end of print statement', got 'name'"),
        ("{{ name if\n}}", "4: unexpected 'end of print statement'"),
        ("{% set name %}", "3: "),
    ],
)
def test_broken_syntax_is_refused_with_its_line(text: str, message: str) -> None:
    assert flaw(f"a\n\n{text}", "text").startswith(f"{NAME}:{message}")


@pytest.mark.parametrize("flavour", ["html", "text"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n{{ empty }}", f"{NAME}:2"),
        ("a\n{{ name }} {{ empty }}", f"{NAME}:2"),
        ("a\n{{ name }}{#\n\n#}{{ empty }}", f"{NAME}:4"),
        ("\n{% if quiet %}\n  {{- empty -}}  \n{% endif %}", f"{NAME}:3"),
        ("{% for x in items %}\n\n{{ empty }}{% endfor %}", f"{NAME}:3"),
        ("{% macro m() %}\n{{ empty }}{% endmacro %}\n\n{{ m() }}", f"{NAME}:2"),
        ("\n{% set x = name ~ empty %}", f"{NAME}:2"),
        ("\n{% set x %}\n{{ empty }}{% endset %}", f"{NAME}:3"),
        ("\n{% if\n  usage.none\n  > 5 %}{% endif %}", f"{NAME}:2"),
        ("\n{{ _('{a}', a=empty) }}", f"{NAME}:2"),
        ("\n{{ ngettext('{n}', '{n} {a}', 5, a=empty) }}", f"{NAME}:2"),
        ("\n{{ [empty][0]|date }}", f"{NAME}:2"),
        ("\n{% for x in [empty][0] %}{% endfor %}", f"{NAME}:2"),
        ('a\n{% include "b.html" %}\nc', f"{PART}:2"),
        ('a\n{{ name }}{% include "b.html" %}{{ name }}', f"{PART}:2"),
        ('\r\n{% include "b.html" %}', f"{PART}:2"),
    ],
)
def test_a_fault_names_the_authors_file_and_line(text: str, place: str, flavour: Flavour) -> None:
    found = fault(text, flavour, parts={"b.html": "b\n{{ empty }}\n"})
    assert found.startswith(f"{place}: ")


def test_a_fault_behind_a_part_is_in_the_file_that_includes_it() -> None:
    parts = {"b.html": "b\n\n\n{{ name }}\n"}
    assert fault('a\n{% include "b.html" %}\n{{ empty }}', parts=parts).startswith(f"{NAME}:3: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ empty }}", "the value is empty here: guard it with `if`"),
        ("{{ none }}", "the value is empty here: guard it with `if`"),
        ("{{ true }}", "a yes or no cannot be printed: choose a field or a filter"),
        ("{{ {} }}", "a part of the record cannot be printed: choose a field or a filter"),
        ("{{ [name] }}", "a list cannot be printed: choose a field or a filter"),
        ("{{ (name, 1) }}", "a list cannot be printed: choose a field or a filter"),
        ("{{ amount }}", "a number cannot be printed as it is: use the filter `number`"),
        ("{{ 1.5 }}", "a number cannot be printed as it is: use the filter `number`"),
        ("{% macro m(d) %}{{ d }}{% endmacro %}{{ m(day) }}", DATE_REFUSED),
        ("{% macro m(d) %}{{ d }}{% endmacro %}{{ m(moment) }}", DATE_REFUSED),
        ("{% macro m(p) %}{{ p.frist }}{% endmacro %}{{ m(person) }}", "`frist` is not known here"),
        (
            "{% macro m(p) %}{{ p.first }}{% endmacro %}{{ m(empty) }}",
            "its owner is empty, so `first` cannot be read: guard it with `if`",
        ),
        ("{% macro m(p) %}{{ p }}{% endmacro %}{{ m() }}", "parameter `p` was not provided"),
        ("{% if quiet == 2 %}{% set x = 1 %}{% endif %}{{ x }}", "`x` is not known here"),
        ("{{ usage.tb }}", "`tb` is not known here"),
        ("{{ usage[name] }}", "there is no such entry"),
        ("{{ words[7] }}", "there is no such entry"),
        ("{{ []|first }}", "no first item, sequence was empty"),
        ("{{ 1 / 0 }}", "this fails with ZeroDivisionError"),
        ("{{ name - 1 }}", "this fails with TypeError"),
        ("{{ name < 1 }}", "this fails with TypeError"),
        ("{{ name|int }}", "`int` needs a whole number"),
        ("{{ name|country }}", "`country` cannot format this value"),
        ("{{ [empty][0]|date }}", "`date` got an empty value: guard it with `if`"),
        ("{{ usage.tb|number }}", "`tb` is not known here"),
        ("{{ count|unit(name) }}", "`unit` cannot format this value"),
        ("{{ day|date(1, 2, 3) }}", "`date` cannot format this value"),
        ("{{ usage.tb ~ 'x' }}", "`tb` is not known here"),
    ],
)
def test_a_fault_says_what_is_wrong_and_quotes_nothing(text: str, message: str) -> None:
    assert fault(text) == f"{NAME}:1: {message}"


def test_output_is_limited() -> None:
    text = "{% for a in items %}" + "x" * 250 + "{{ name }}{% endfor %}"
    content = {**CONTENT, "name": "n" * 250, "items": [{"n": 1}] * 4_500}
    assert fault(text, content=content) == f"{NAME}: the output is over {MAX_OUTPUT} characters"


def test_one_render_leaves_nothing_behind_for_another() -> None:
    made = program("{{ day|date }}{{ name }}")
    results: dict[str, str] = {}

    def work(tag: str) -> None:
        for _ in range(50):
            results[tag] = made.run({**CONTENT, "name": tag}, state(locale=tag))

    threads = [threading.Thread(target=work, args=(tag,)) for tag in ("en", "de", "ja", "ar")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results["de"] == "20.\u00a0Dezember 2026de"
    assert results["ja"] == "2026年12月20日ja"
    with pytest.raises(LookupError):
        current.get()


def test_a_failed_render_leaves_nothing_behind() -> None:
    with pytest.raises(RenderFault):
        program("{{ empty }}").run(CONTENT, state())
    with pytest.raises(LookupError):
        current.get()
    assert program("{{ name }}").run(CONTENT, state()) == SECRET


def test_the_content_is_not_changed() -> None:
    content = dict(CONTENT)
    assert run("{% set name = 'x' %}{% set y = 1 %}{{ name }}", content=content) == "x"
    assert content == CONTENT


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_any_value_is_escaped(value: str) -> None:
    content = {**CONTENT, "name": value}
    made = run('<p title="{{ name }}">{{ name }}{{ name|bdi }}{{ name ~ "" }}</p>', content=content)
    inner = made.removeprefix('<p title="')
    assert inner.count("<") == 3
    assert inner.count('"') == 1
    assert made.count(">") == 4
    assert run("{{ name }}", "text", content=content) == value


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TOKENS.split()), max_size=14))
def test_any_template_compiles_or_is_refused(parts: list[str]) -> None:
    try:
        made = program(" ".join(parts), "text")
    except ContentInvalid as refused:
        places = [flaw.file for flaw in refused.flaws]
    else:
        places = [NAME]
        try:
            made.run(CONTENT, state())
        except RenderFault as failed:
            places.append(failed.flaw.file)
    assert set(places) == {NAME}
