"""Each filter: what it writes, what it takes, and that every one is known and tested."""

from __future__ import annotations

import pytest

from renderer import locales
from renderer.templating import filters
from tests.templating.kitchen import NAME
from tests.templating.kitchen import fault
from tests.templating.kitchen import program
from tests.templating.kitchen import run

# expression → what stands in an English page
SAID = {
    "(0 - 5)|abs": "5",
    "'<b>'|bdi": "<bdi>&lt;b&gt;</bdi>",
    "'éa'|capitalize": "Éa",
    "'AT'|country": "Austria",
    "day|date": "December 20, 2026",
    "day|date_range(day)": "December 20, 2026",
    "day|day_month": "December 20",
    "moment|deadline": "November 20, 2026, 2:05 PM (Vienna, UTC+1)",
    "2|duration": "2 months",
    "words|first": "a",
    "link|host": "northwind.example/a?b=1&amp;c=2",
    "'7'|int": "7",
    "words|join('/')": "a/&lt;b&gt;/c",
    "words|last": "c",
    "items|length": "2",
    "'ab'|list|join('.')": "a.b",
    "words|listing": "a, &lt;b&gt;, and c",
    "'A'|lower": "a",
    "[1, 3, 2]|max": "3",
    "[3, 1, 2]|min": "1",
    "moment|moment": "November 20, 2026, 2:05 PM",
    "price|money": "€24.90",
    "day|month_name": "December",
    "'a b'|nowrap": '<span style="white-space:nowrap">a b</span>',
    "amount|number": "412.5",
    "count|percent": "3%",
    "'+43 (1) 234'|phone_link": "tel:+431234",
    "[1, 2, 3]|reject('odd')|join": "2",
    "items|rejectattr('n', 'eq', 1)|length": "1",
    "words|reverse|join": "c&lt;b&gt;a",
    "2.5|round": "3",
    "[1, 2, 3]|select('odd')|join": "13",
    "items|selectattr('n', 'eq', 1)|length": "1",
    "day|short_date": "Dec 20, 2026",
    "['b', 'a']|sort|join": "ab",
    "items|sum(attribute='n')": "3",
    "moment|time": "2:05 PM",
    "'  a '|trim": "a",
    "['a', 'b', 'a']|unique|join": "ab",
    "count|unit('gb')": "3 GB",
    "'a'|upper": "A",
    "moment|zone": "Vienna, UTC+1",
}


def test_every_filter_is_here() -> None:
    assert sorted({written.split("|")[1].split("(")[0] for written in SAID}) == list(
        filters.names()
    )


@pytest.mark.parametrize("written", SAID)
def test_what_a_filter_writes(written: str) -> None:
    said = run(f"{{{{ {written} }}}}").replace("\u00a0", " ").replace("\u202f", " ")
    assert said == SAID[written]


def test_the_filters_of_both_flavours_have_the_same_names() -> None:
    assert sorted(filters.table("html")) == sorted(filters.table("text"))


def test_the_formats_have_a_method_for_each_filter_of_theirs() -> None:
    formats = locales.formats("en", "Europe/Vienna")
    assert all(callable(getattr(formats, name)) for name in filters.FROM_FORMATS)


def test_plain_text_has_no_markup() -> None:
    assert run("{{ '<b>'|bdi }}{{ '<b>'|nowrap }}{{ words|listing }}", "text") == (
        "<b><b>a, <b>, and c"
    )


def test_filters_format_for_the_customers_locale() -> None:
    made = run("{{ price|money }} {{ amount|number }}", locale="de-AT")
    assert made.replace("\u00a0", " ") == "24,90 € 412,5"


def test_phrases_that_are_markup_keep_it() -> None:
    text = "{% set p %}<i>x</i> &amp; {{ words[1] }}{% endset %}"
    assert run(f"{text}{{{{ [p, '<']|listing }}}}") == "<i>x</i> &amp; &lt;b&gt; and &lt;"
    assert run(f"{text}{{{{ [p, '<']|join('>') }}}}") == "<i>x</i> &amp; &lt;b&gt;&gt;&lt;"
    assert run(f"{text}{{{{ p|upper }}}}") == "<i>X</i> &amp; &lt;B&gt;"
    assert run(f"{text}{{{{ p ~ '<' }}}}") == "<i>x</i> &amp; &lt;b&gt;&lt;"
    assert run(f"{text}{{{{ p + '<' }}}}") == "<i>x</i> &amp; &lt;b&gt;&lt;"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("x|join", "`join` needs a list"),
        ("'ab'|join", "`join` needs a list"),
        ("{}|join", "`join` needs a list"),
        ("[[]]|join", "a list cannot be printed: choose a field or a filter"),
        ("[x]|join", "the value is empty here: guard it with `if`"),
        ("items|join(attribute='x')", "an item does not have this field"),
        ("x|listing", "`listing` needs a list"),
        ("[{}]|listing", "a part of the record cannot be printed: choose a field or a filter"),
        ("5|length", "`length` needs a list or a text"),
        ("x|length", "`length` needs a list or a text"),
        ("5|upper", "`upper` needs a text"),
        ("{}|lower", "`lower` needs a text"),
        ("{}|trim", "`trim` needs a text"),
        ("x|host", "`host` needs a web address"),
        ("5|phone_link", "`phone_link` needs a telephone number"),
        ("'a'|abs", "`abs` works on numbers only"),
        ("true|abs", "`abs` works on numbers only"),
        ("'1.5'|int", "`int` needs a whole number"),
        ("('9' ~ '9999999999999999999')|int", "`int` needs a whole number"),
        ("5|round(10)", "`round` takes 0 to 9 decimals"),
        ("5|round('a')", "`round` takes 0 to 9 decimals"),
        ("'a'|round", "`round` works on numbers only"),
        ("['a']|sum", "`sum` works on numbers only"),
        ("x|sum", "this fails with TypeError"),
        ("x|money", "`money` got an empty value: guard it with `if`"),
        ("5|money", "`money` cannot format this value"),
        ("{}|money", "`money` cannot format this value"),
        ("'x'|date", "`date` cannot format this value"),
        ("count|unit('nothing')", "`unit` cannot format this value"),
        ("'ZZZ'|country", "`country` cannot format this value"),
        ("[]|first|upper", "no first item, sequence was empty"),
        ("[1, 'a']|max", "this fails with TypeError"),
        ("{{}}|bdi", "a part of the record cannot be printed: choose a field or a filter"),
    ],
)
def test_a_wrong_value_is_a_fault_that_names_the_filter(written: str, message: str) -> None:
    written = written.replace("{{}}", "{}")
    assert fault(f"{{% set x = [empty][0] %}}{{{{ {written} }}}}") == f"{NAME}:1: {message}"


def test_filters_of_the_compiler_cannot_be_written() -> None:
    made = program("{% for a in items %}{{ a.n ~ '' }}{{ _('{b}', b=a.n) if quiet }}{% endfor %}")
    names = [name for name in made.template.environment.filters if name not in filters.names()]
    assert names
    assert all(name.startswith("-") for name in names)
