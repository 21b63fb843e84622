"""Names are checked when a template is compiled, and what it reads is known."""

from __future__ import annotations

import pytest

from tests.templating.kitchen import NAME
from tests.templating.kitchen import flaw
from tests.templating.kitchen import flaws
from tests.templating.kitchen import program
from tests.templating.kitchen import run

PERSON = "`person` is a part of the record and cannot be printed as it is (use a field of it)"
MOMENT = "`moment` is a moment and cannot be printed as it is (use `deadline` or `moment`)"
BLOCK = '`block` is not available in templates (parts are joined with `{% include "name" %}`)'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ nme }}", "`nme` is not known (did you mean `name`?)"),
        ("{{ person.frist }}", "`person` has no `frist` (did you mean `first`?)"),
        ("{{ person['frist'] }}", "`person` has no `frist` (did you mean `first`?)"),
        ("{{ person.zzz }}", "`person` has no `zzz` (it has first, last)"),
        ("{{ items[0].titel }}", "`items[0]` has no `titel` (did you mean `title`?)"),
        ("{{ (items|first).titel }}", "`items|first` has no `titel` (did you mean `title`?)"),
        ("{{ items[0:1][0].titel }}", "`it[0]` has no `titel` (did you mean `title`?)"),
        (
            "{% for x in items %}{{ x.titel }}{% endfor %}",
            "`x` has no `titel` (did you mean `title`?)",
        ),
        (
            "{% for x in items|reverse %}{{ x.titel }}{% endfor %}",
            "`x` has no `titel` (did you mean `title`?)",
        ),
        ("{% set p = person %}{{ p.frist }}", "`p` has no `frist` (did you mean `first`?)"),
        (
            "{% with p = person %}{{ p.frist }}{% endwith %}",
            "`p` has no `frist` (did you mean `first`?)",
        ),
        ("{% with p = person %}{% endwith %}{{ p }}", "`p` is not known"),
        ("{% for x in items %}{% endfor %}{{ x }}", "`x` is not known"),
        (
            "{% for x in items if x.titel %}{% endfor %}",
            "`x` has no `titel` (did you mean `title`?)",
        ),
        (
            "{% for x in items %}{{ loop.fist }}{% endfor %}",
            "`loop` has no `fist` (did you mean `first`?)",
        ),
        ("{% if quite %}{% endif %}", "`quite` is not known (did you mean `quiet`?)"),
        ("{% if quiet %}{% elif nme %}{% endif %}", "`nme` is not known (did you mean `name`?)"),
        (
            "{% if quiet %}{% else %}{{ nme }}{% endif %}",
            "`nme` is not known (did you mean `name`?)",
        ),
        ("{% set x %}{{ nme }}{% endset %}", "`nme` is not known (did you mean `name`?)"),
        ("{% set x|uper %}a{% endset %}", "there is no filter `uper` (did you mean `upper`?)"),
        ("{% filter uper %}a{% endfilter %}", "there is no filter `uper` (did you mean `upper`?)"),
        ("{% macro m(a) %}{{ b }}{% endmacro %}", "`b` is not known"),
        ("{% macro m(a=nme) %}{% endmacro %}", "`nme` is not known (did you mean `name`?)"),
        (
            "{% macro m() %}{% endmacro %}{% call(a) m(nme) %}{% endcall %}",
            "`nme` is not known (did you mean `name`?)",
        ),
        ("{{ name|uper }}", "there is no filter `uper` (did you mean `upper`?)"),
        ("{{ name|host(nme) }}", "`nme` is not known (did you mean `name`?)"),
        (
            "{% if name is defind %}{% endif %}",
            "there is no test `defind` (did you mean `defined`?)",
        ),
        ("{{ ngetext('a', 'b', 1) }}", "there is no function `ngetext` (did you mean `ngettext`?)"),
        ("{{ a('x') }}", '`a()` stands only in a sentence (write `_("… <x>words</x> …", x=a(…))`)'),
        ("{{ person.first() }}", "only macros and translations can be called"),
        ("{{ 2 ** 3 }}", "`**` is not available in templates"),
        ("{% set a.b = 1 %}", "a name with a dot cannot be set"),
        ("{% set _ = 1 %}", "`_` is the name of a translation call"),
        ("{% macro pgettext() %}{% endmacro %}", "`pgettext` is the name of a translation call"),
        ("{% for _ in items %}{% endfor %}", "`_` is the name of a translation call"),
        ("{% call _('a') %}{% endcall %}", "`call` needs a macro"),
        ("{% for x in name %}{% endfor %}", "`for` needs a list, and this is a text"),
        (
            "{% for x in person %}{% endfor %}",
            "`for` needs a list, and this is a part of the record",
        ),
        ("{% block x %}{% endblock %}", BLOCK),
        # what a filter takes, and what can be printed
        ("{{ price|date }}", "`date` takes a date or a moment, and `price` is an amount of money"),
        ("{{ day|deadline }}", "`deadline` takes a moment, and `day` is a date"),
        ("{{ name|number }}", "`number` takes a number, and `name` is a text"),
        ("{{ words|upper }}", "`upper` takes a text, and `words` is a list"),
        ("{{ name|listing }}", "`listing` takes a list, and `name` is a text"),
        ("{{ day }}", "`day` is a date and cannot be printed as it is (use `date`)"),
        ("{{ moment }}", MOMENT),
        (
            "{{ price }}",
            "`price` is an amount of money and cannot be printed as it is (use `money`)",
        ),
        (
            "{{ words }}",
            "`words` is a list and cannot be printed as it is (use `listing` or `join`)",
        ),
        ("{{ person }}", PERSON),
        ("{{ quiet }}", "`quiet` is a yes or no and cannot be printed as it is (use `if`)"),
        ("{{ usage }}", "`usage` is a map and cannot be printed as it is (use a field of it)"),
        ("{{ _('{d}', d=day) }}", "`day` is a date and cannot be printed as it is (use `date`)"),
        ("{{ _('<a>x</a>', a=a(person)) }}", PERSON),
        ("{{ day.week }}", "`day` is a date and has no `week`"),
        ("{{ name.length }}", "`name` is a text and has no `length`"),
    ],
)
def test_a_wrong_name_is_refused_with_its_place(text: str, message: str) -> None:
    assert flaw(f"\n\n{text}") == f"{NAME}:3: {message}"


def test_all_wrong_names_are_told_at_once() -> None:
    found = flaws("{{ nme }}\n{{ person.frist }}\n{{ nme }}\n{{ nme }}{{ _('{x}') }}")
    assert [(flaw.line, flaw.message) for flaw in found] == [
        (1, "`nme` is not known"),
        (2, "`person` has no `frist`"),
        (3, "`nme` is not known"),
        (4, "`nme` is not known"),
        (4, "`{x}` has no value in this sentence"),
    ]


def test_a_name_in_a_part_is_told_with_the_part() -> None:
    found = flaw('a\n{% include "b.html" %}', parts={"b.html": "\n\n{{ nme }}"})
    assert found == "templates/parts/b.html:3: `nme` is not known (did you mean `name`?)"


def test_names_that_are_known_are_let_through() -> None:
    text = (
        "{% macro m(a, b=name) %}{{ a }}{{ caller(1) }}{% endmacro %}"
        "{% call(x) m('a') %}{{ x }}{% endcall %}"
        "{% for i, j in [(1, 2)] %}{{ i }}{{ j }}{{ loop.index }}{% endfor %}"
        "{% for key in usage %}{{ key }}{% else %}none{% endfor %}"
        "{{ day.year }}{{ usage.gb }}{{ (quiet and name) or 'x' }}"
        "{% if name is defined and count is divisibleby 3 %}y{% endif %}"
    )
    assert run(text) == "a1121gb20267Petra-Secret-4417y"


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("{{ name }}", {"name"}),
        ("{{ person.first }}", {"person", "person.first"}),
        ("{{ person['first'] }}", {"person", "person.first"}),
        ("{{ price|money }}", {"price"}),
        ("{% for x in items %}{{ x.title }}{% endfor %}", {"items", "items.[].title"}),
        (
            "{% for x in items|sort(attribute='n') %}{{ x.title }}{% endfor %}",
            {"items", "items.[].title"},
        ),
        ("{{ items[0].title }}{{ (items|last).n }}", {"items", "items.[].title", "items.[].n"}),
        ("{% set p = person %}{{ p.last }}", {"person", "person.last"}),
        ("{{ _('{a}', a=person.first) }}", {"person", "person.first"}),
        ("{{ ngettext('a', '{n}', count) }}", {"count"}),
        ("{{ _('<a>x</a>', a=a(link)) }}", {"link"}),
        ("{{ usage.gb }}", {"usage", "usage.gb"}),
        ("{{ 'a' }}{% set x = 1 %}{% if x == 1 %}{% endif %}", set()),
    ],
)
def test_what_a_template_reads_is_known(text: str, reads: set[str]) -> None:
    assert program(text).reads == reads
