"""Nothing in a template reaches Python, and no template eats time or memory without end."""

from __future__ import annotations

import time

import pytest

from tests.templating.kitchen import CONTENT
from tests.templating.kitchen import NAME
from tests.templating.kitchen import SECRET
from tests.templating.kitchen import fault
from tests.templating.kitchen import flaws
from tests.templating.kitchen import program
from tests.templating.kitchen import run
from tests.templating.kitchen import state

MACRO = "{% macro m() %}{{ caller() }}{% endmacro %}"
LOOP = "{% for a in items %}"
HUNDRED = {**CONTENT, "items": [{"title": "t", "n": n} for n in range(100)]}


@pytest.mark.parametrize(
    "text",
    [
        # Python's own names, by dot and by key, on everything that a template can hold
        "{{ name.__class__ }}",
        "{{ person.__class__.__mro__ }}",
        "{{ person['__class__'] }}",
        "{{ ''['__class__'] }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ 1 .__class__ }}",
        "{{ none.__class__ }}",
        "{{ day.__reduce__ }}",
        "{{ words.__len__() }}",
        "{{ (words|first).__class__ }}",
        "{{ _.__globals__ }}",
        "{{ loop.__class__ }}",
        f"{LOOP}{{{{ loop.__class__ }}}}{{% endfor %}}",
        f"{LOOP}{{{{ loop._iterator }}}}{{% endfor %}}",
        f"{LOOP}{{{{ loop['_iterator'] }}}}{{% endfor %}}",
        "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}{{ caller._func }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, a=2) }}",
        f"{MACRO}{{{{ m.__init__.__globals__ }}}}",
        f"{MACRO}{{{{ m['_environment'] }}}}",
        # methods, of texts above all
        "{{ name.upper() }}",
        "{{ '{0.__class__}'.format(name) }}",
        "{{ '{0.__class__}'.format_map(person) }}",
        "{{ name.encode().decode() }}",
        "{{ ','.join(words) }}",
        "{{ words.append(1) }}",
        "{{ person.items() }}",
        "{{ day.strftime('%d') }}",
        f"{LOOP}{{{{ loop.cycle('a', 'b') }}}}{{% endfor %}}",
        f"{LOOP}{{{{ loop.changed(a) }}}}{{% endfor %}}",
        f"{LOOP}{{% set x = loop %}}{{{{ x.cycle('a') }}}}{{% endfor %}}",
        # Jinja's own doors
        "{{ name|attr('__class__') }}",
        "{{ '%s'|format(name) }}",
        "{{ words|map('upper')|join }}",
        "{{ words|map(attribute='__class__')|join }}",
        "{{ person|xmlattr }}",
        "{{ person|tojson }}",
        "{{ person|pprint }}",
        "{{ words|random }}",
        "{{ words|batch(2) }}",
        "{{ name|safe }}",
        "{{ name|center(300000000) }}",
        "{{ name|indent(300000000) }}",
        "{{ name|replace('a', 'b') }}",
        "{{ name|default('b') }}",
        "{{ '<b>'|striptags }}",
        "{{ name|-each(1) }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ joiner() }}",
        "{{ dict(a=1) }}",
        "{{ namespace(a=1) }}",
        "{{ self }}",
        "{{ self.x() }}",
        "{{ super() }}",
        "{{ caller() }}",
        "{{ get_flashed_messages() }}",
        "{{ config }}",
        "{% import 'x' as y %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        "{% do words.append(1) %}",
        "{% set person.first = 1 %}",
        "{% if name is callable %}{% endif %}",
        "{% if name is filter %}{% endif %}",
        "{{ 2 ** 1000000000 }}",
        "{{ m(*words) }}",
        "{{ m(**person) }}",
        "{% for x in items recursive %}{{ loop(x) }}{% endfor %}",
    ],
)
def test_there_is_no_way_out_when_a_template_is_compiled(text: str) -> None:
    for found in flaws(text):
        assert str(found).startswith(f"{NAME}:1: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ ''.join }}", "`join` is not known here"),
        ("{{ {}.items }}", "`items` is not known here"),
        ("{{ [].append }}", "`append` is not known here"),
        ("{{ 5 .real }}", "`real` is not known here"),
        ("{% macro m() %}{% endmacro %}{{ m.name }}", "`name` is not known here"),
        ("{% macro m() %}{% endmacro %}{{ m.arguments }}", "`arguments` is not known here"),
        ("{% macro m() %}{% endmacro %}{{ m }}", "a macro was printed instead of called: add `()`"),
        ("{% set x = ['__class__'] %}{{ person[x[0]] }}", "there is no such entry"),
        ("{% set x = ['__class__'] %}{{ name[x[0]] }}", "there is no such entry"),
        (f"{LOOP}{{% set x = loop %}}{{{{ x.depth }}}}{{% endfor %}}", "`depth` is not known here"),
        (f"{LOOP}{{{{ loop(items) }}}}{{% endfor %}}", "this is not available in templates"),
        ("{% set x = name %}{{ x() }}", "this is not available in templates"),
        ("{% macro m(f) %}{{ f() }}{% endmacro %}{{ m() }}", "parameter `f` was not provided"),
        ("{{ words|sort(attribute='__class__')|length }}", "there is no such entry"),
        ("{{ words|max(attribute='__class__') }}", "there is no such entry"),
        ("{{ words|select('callable')|length }}", "this fails with TemplateRuntimeError"),
    ],
)
def test_there_is_no_way_out_when_it_runs(text: str, message: str) -> None:
    assert fault(text) == f"{NAME}:1: {message}"


def test_strings_and_lists_are_not_multiplied() -> None:
    for text in ("{{ 'a' * 9 }}", "{{ words * 9 }}", "{{ 9 * words }}", "{{ '%s' % name }}"):
        assert "works on numbers only" in fault(text)
    assert run("{{ 2 * 3 }}{{ 7 % 4 }}") == "63"


@pytest.mark.parametrize(
    "text",
    [
        # loops that do nothing, which never hand a piece of output back
        LOOP * 4 + "{% endfor %}" * 4,
        "{% set x %}" + LOOP * 4 + "{% endfor %}" * 4 + "{% endset %}",
        "{% macro m() %}"
        + LOOP * 3
        + "{% endfor %}" * 3
        + "{% endmacro %}"
        + LOOP
        + "{{ m() }}{% endfor %}",
        # what is built on the way
        "{% set s = 'aaaaaaaaaa' %}" + "{% set s = s ~ s %}" * 40 + "{{ s }}",
        "{% set s = 'aaaaaaaaaa' %}" + "{% set s = s + s %}" * 40 + "{{ s }}",
        "{% set s = 'aaaaaaaaaa' %}" + "{% set s = [s, s, s, s, s]|join %}" * 20 + "{{ s }}",
        "{% set s = 'aaaaaaaaaa' %}" + "{% set s = _('{a}{a}', a=s) %}" * 30 + "{{ s }}",
        "{% set s = 'aaaaaaaaaa' %}" + "{% set s = [s, s]|listing %}" * 30 + "{{ s }}",
        "{% set s %}aaaaaaaaaa{% endset %}"
        + "{% set s %}{{ s }}{{ s }}{% endset %}" * 30
        + "{{ s }}",
        "{% set s = words %}" + "{% set s = s + s %}" * 40,
        "{% set s = [1] %}{% set s = [s, s]|sum %}",
        "{% set x = 999999 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
        # output, at once and inside a block
        LOOP + "x" * 30_000 + "{% endfor %}",
        "{% set x %}" + LOOP + LOOP + "y" * 5_000 + "{% endfor %}{% endfor %}{% endset %}",
        # macros
        "{% macro m0() %}{% endmacro %}"
        + "".join(
            f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}"
            for n in range(1, 40)
        )
        + "{{ m39() }}",
        "{% macro m(f) %}{{ f(f) }}{% endmacro %}{{ m(m) }}",
        "{% macro m(f) %}{{ f(f) }}{{ f(f) }}{% endmacro %}{{ m(m) }}",
        "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}"
        + "{% call m() %}" * 18
        + "x"
        + "{% endcall %}" * 18,
        "{{ 1|round(999999999) }}",
    ],
)
def test_a_template_that_would_not_end_is_stopped(text: str) -> None:
    begun = time.process_time()
    found = fault(text, content=HUNDRED)
    assert time.process_time() - begun < 5
    assert found.startswith(NAME)


@pytest.mark.parametrize(
    "text",
    [
        LOOP * 9 + "{% endfor %}" * 9,
        LOOP * 21 + "{% endfor %}" * 21,
        "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
        "{% if " + "not " * 5_000 + "1 %}{% endif %}",
        "{{ " + "1 + " * 10_000 + "1 }}",
        "{{ " + "1 if quiet else " * 5_000 + "2 }}",
        "{{ name" + "|upper" * 5_000 + " }}",
        "{{ person" + ".first" * 5_000 + " }}",
        "{% if quiet %}" * 200 + "{% endif %}" * 200,
        "{{ " + "9" * 5_000 + " }}",
    ],
)
def test_a_template_that_is_too_deep_is_refused(text: str) -> None:
    begun = time.process_time()
    (found,) = flaws(text)
    assert time.process_time() - begun < 5
    assert found.file == NAME
    assert "deep" in found.message


def test_eight_nested_loops_are_enough() -> None:
    text = LOOP * 8 + "{{ a.n }}" + "{% endfor %}" * 8
    assert run(text, content={**CONTENT, "items": [{"title": "t", "n": 1}]}) == "1"


def test_plural_sentences_in_sentences_stay_small() -> None:
    text = "{{ " + 'ngettext("{a}", "{a} {n}", count, a=' * 12 + "name" + ")" * 12 + " }}"
    assert run(text) == SECRET + " 3" * 12


def test_a_render_costs_what_it_loops() -> None:
    made = program("{% for a in items %}{{ a.n }}{% endfor %}{% for a in items %}{% endfor %}")
    spent = state(100)
    assert made.run(CONTENT, spent) == "12"
    assert spent.iterations == 96


def test_white_space_and_the_last_line_end_stay() -> None:
    assert run("{{ count }}\n \n") == "3\n "


def test_an_implicit_else_prints_nothing() -> None:
    assert run("a{{ 'x' if not quiet }}b") == "ab"
