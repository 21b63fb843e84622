"""Translation calls are read from the syntax tree; what no translator can use is refused."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from jinja2 import nodes

from renderer.templating.calls import Sentence
from renderer.templating.calls import sentence
from tests.templating.kitchen import NAME
from tests.templating.kitchen import flaw


def read(expression: str) -> Sentence | None:
    tree = Environment(autoescape=True).parse(f"{{{{ {expression} }}}}")
    call = next(iter(tree.find_all(nodes.Call)))
    return sentence(call)


def test_the_four_calls_are_read() -> None:
    said = read('_("On {day}.", day=x)')
    assert said is not None
    assert (said.context, said.texts, said.count) == (None, ("On {day}.",), None)
    assert list(said.values) == ["day"]
    said = read('pgettext("sms", "Off")')
    assert said is not None
    assert (said.context, said.texts, said.count) == ("sms", ("Off",), None)
    said = read('ngettext("{n} day", "{n} days", x)')
    assert said is not None
    assert (said.context, said.texts) == (None, ("{n} day", "{n} days"))
    assert isinstance(said.count, nodes.Name)
    said = read('npgettext("sms", "one", "{n}", 5)')
    assert said is not None
    assert (said.context, said.texts) == ("sms", ("one", "{n}"))


def test_the_number_of_a_plural_is_formatted_unless_it_is_given() -> None:
    said = read('ngettext("{n} day", "{n} days", x)')
    assert said is not None
    assert isinstance(said.values["n"], nodes.Filter)
    said = read('ngettext("{n} day", "{n} days", x, n=y)')
    assert said is not None
    assert isinstance(said.values["n"], nodes.Name)


def test_elements_are_bound_with_their_attributes() -> None:
    said = read('_("<x>a</x> <y>b</y>", x=a(url, class="c", lang="de"), y=strong())')
    assert said is not None
    assert said.elements["x"].name == "a"
    assert said.elements["x"].attributes == (("class", "c"), ("lang", "de"))
    assert isinstance(said.elements["x"].target, nodes.Name)
    assert said.elements["y"].target is None


def test_other_calls_are_none_of_it() -> None:
    assert read("macro(1)") is None
    assert read("x.y(1)") is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("_()", "`_()` takes 1 unnamed values, then named ones"),
        ("_('a', 'b')", "`_()` takes 1 unnamed values, then named ones"),
        ("_(*words)", "`_()` takes 1 unnamed values, then named ones"),
        ("ngettext('a', '{n} b')", "`ngettext()` takes 3 unnamed values, then named ones"),
        ("npgettext('s', 'a', '{n} b')", "`npgettext()` takes 4 unnamed values, then named ones"),
        ("_(name)", "`_()` needs its text between quotes"),
        ("_('')", "`_()` needs its text between quotes"),
        ("_(5)", "`_()` needs its text between quotes"),
        ("_('a' ~ name)", "`_()` needs its text between quotes"),
        ("_('a' if quiet else 'b')", "`_()` needs its text between quotes"),
        ("pgettext(name, 'a')", "`pgettext()` needs its text between quotes"),
        ("_('{a}')", "`{a}` has no value in this sentence"),
        ("_('a', b=name)", "`b` does not stand in the sentence"),
        ("_('{nam}', name=name)", "`{nam}` has no value in this sentence"),
        ("_('<b>a</b>')", "`<b>` is not bound in this sentence"),
        ("_('<b>a</b>', b=name)", "`<b>` is not bound in this sentence"),
        ("_('{b}', b=strong())", "`{b}` has no value in this sentence"),
        ("_('<b>a', b=strong())", "`<b>` is never closed"),
        ("_('<b>a</b>', b=strong(), c=em())", "`c` does not stand in the sentence"),
        ("_('<b>a</b>', b=strong(name))", "`strong()` takes named values only"),
        ("_('<b>a</b>', b=a())", "`a()` takes one value, the link's target"),
        ("_('<b>a</b>', b=a(link, link))", "`a()` takes one value, the link's target"),
        ("_('<b>a</b>', b=a(*words))", "`a()` takes one value, the link's target"),
        ("_('<b>a</b>', b=span(onclick='x'))", "`span()` takes no `onclick`"),
        ("_('<b>a</b>', b=a(link, href='x'))", "`a()` takes no `href`"),
        ("_('<b>a</b>', b=span(class=name))", "`class` in `span()` must be a constant text"),
        ("_('{A}')", "a brace belongs to no placeholder"),
        ("_('{{ x }}')", "a brace belongs to no placeholder"),
        ("_('a<br>b', br=span())", "`<br>` is never closed"),
        ("_('<a href=\"x\">b</a>', a=span())", "`</a>` closes nothing that is open"),
        ("_('a&nbsp;b')", "a sentence holds no markup (`&nbsp;`)"),
        ("ngettext('{n} a', '{n} {b}', count)", "`{b}` has no value in this sentence"),
    ],
)
def test_what_translators_cannot_use_is_refused(call: str, message: str) -> None:
    assert flaw(f"\n{{{{ {call} }}}}").startswith(f"{NAME}:2: {message}")


def test_hints_name_the_nearest() -> None:
    assert flaw("{{ _('{nam}', name=name) }}").endswith("(did you mean `name`?)")
    assert flaw("{{ _('<b>x</b>', b=span(clas='x')) }}").endswith("(did you mean `class`?)")
