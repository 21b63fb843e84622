"""Translations are folded in when a template is compiled, or fall back and are reported."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from markupsafe import escape

from renderer.templating import sentences
from renderer.templating.allowance import Flavour
from renderer.templating.translation import Fallback
from renderer.templating.translation import Translation
from renderer.templating.translation import unusable
from tests.templating.kitchen import CONTENT
from tests.templating.kitchen import fault
from tests.templating.kitchen import program
from tests.templating.kitchen import run
from tests.templating.kitchen import state
from tests.templating.kitchen import translated


def polish(n: int) -> int:
    if n == 1:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


def arabic(n: int) -> int:
    if n < 3:
        return n
    return 3 if 3 <= n % 100 <= 10 else 4 if n % 100 >= 11 else 5


def japanese(n: int) -> int:
    return 0


def say(text: str, strings: dict[str, Any], flavour: Flavour = "html", **options: Any) -> str:
    plural = options.pop("plural", None)
    lookup = translated(strings, plural=plural)
    return run(text, flavour, lookup=lookup, complete=False, **options)


def fallbacks(text: str, strings: dict[str, Any], plural: Any = None) -> tuple[Fallback, ...]:
    made = program(text, lookup=translated(strings, plural=plural), complete=False)
    return made.fallbacks


def test_a_sentence_is_said_in_the_locale() -> None:
    assert say("{{ _('Off') }}", {"Off": "Aus"}) == "Aus"
    assert say("{{ _('On {a}.', a=name) }}", {"On {a}.": "{a}: an!"}, "text").endswith("4417: an!")


def test_the_same_words_in_another_slot_are_another_sentence() -> None:
    strings = {"Off": "Aus", "button|Off": "Ausschalten"}
    text = "{{ _('Off') }} {{ pgettext('button', 'Off') }} {{ pgettext('sms', 'Off') }}"
    assert say(text, strings) == "Aus Ausschalten Off"


@pytest.mark.parametrize(
    "text",
    [
        "{{ _('On {a}', a=words[1]) }}",
        "{% set x = _('On {a}', a=words[1]) %}{{ x }}",
        "{{ _('On {a}', a=words[1]) if quiet else 'x' }}",
        "{{ _('On {a}', a=words[1]) ~ '' }}",
        "{{ _('{b}', b=_('On {a}', a=words[1])) }}",
        "{{ [_('On {a}', a=words[1])]|join }}",
        "{{ ngettext('On {a}', 'On {a}', 1, a=words[1]) }}",
        "{% macro m() %}{{ _('On {a}', a=words[1]) }}{% endmacro %}{{ m() }}",
        "{% set x %}{{ _('On {a}', a=words[1]) }}{% endset %}{{ x }}",
        "{% for w in [_('On {a}', a=words[1])] %}{{ w }}{% endfor %}",
    ],
)
def test_words_and_values_are_escaped_once_wherever_a_sentence_stands(text: str) -> None:
    strings = {"On {a}": 'A & "{a}" < 5', "{b}": "{b}"}
    options: dict[str, Any] = {}
    if "ngettext" in text:
        strings = {"On {a}": ('A & "{a}" < 5', 'A & "{a}" < 5')}  # type: ignore[dict-item]
        options["plural"] = lambda n: int(n != 1)
    assert say(text, strings, **options) == "A &amp; &#34;&lt;b&gt;&#34; &lt; 5"
    assert say(text, strings, "text", **options) == 'A & "<b>" < 5'


def test_an_attribute_and_a_title_get_no_elements() -> None:
    sentence = '_("See <x>it</x>", x=strong())'
    text = "<title>{{ S }}</title><p title='{{ S }}'>{{ S }}</p>".replace("S", sentence)
    strings = {"See <x>it</x>": 'Sieh "<x>es</x>"'}
    assert say(text, strings) == (
        "<title>Sieh &#34;es&#34;</title><p title='Sieh &#34;es&#34;'>"
        "Sieh &#34;<strong>es</strong>&#34;</p>"
    )


def test_markup_on_its_way_to_an_attribute_becomes_text() -> None:
    text = "{% set x = _('See <x>it</x>', x=strong()) %}<p title=\"{{ x }}\">{{ x }}</p>"
    assert say(text, {}) == '<p title="See it">See <strong>it</strong></p>'


def test_a_link_is_bound_with_its_target() -> None:
    text = "{{ _('See <x>the <y>offer</y></x>.', x=a(link, class='c'), y=em()) }}"
    strings = {"See <x>the <y>offer</y></x>.": "<x><y>Angebot</y></x>!"}
    href = "https://northwind.example/a?b=1&amp;c=2"
    assert say(text, strings) == f'<a class="c" href="{href}"><em>Angebot</em></a>!'
    assert say(text, strings, isolate=True) == f'<a class="c" href="{href}"><em>Angebot</em></a>!'
    assert say(f"{{% set s = {text[3:-3]} %}}{{{{ s }}}}", strings) == (
        f'<a class="c" href="{href}"><em>Angebot</em></a>!'
    )


def test_a_link_in_plain_text_is_its_words_and_its_address() -> None:
    text = "{{ _('See <x>it</x>.', x=a(link)) }}"
    assert say(text, {}, "text") == "See it (https://northwind.example/a?b=1&c=2)."
    mail = "{{ _('Write to <x>{m}</x>.', x=a('mailto:' ~ name), m=name) }}"
    content = {**CONTENT, "name": "a@b.example"}
    assert say(mail, {}, "text", content=content) == "Write to a@b.example."
    mail = mail.replace("m=name", "m='us'")
    assert say(mail, {}, "text", content=content) == "Write to us (a@b.example)."
    call = "{{ _('Call <x>{m}</x>.', x=a(name|phone_link), m=name) }}"
    content = {**CONTENT, "name": "+43 1 23"}
    assert say(call, {}, "text", content=content) == "Call +43 1 23."
    place = "{{ _('See <x>{m}</x>.', x=a(link), m=link|host) }}"
    assert say(place, {}, "text") == "See northwind.example/a?b=1&c=2."


@pytest.mark.parametrize("flavour", ["html", "text"])
@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "//x", "http://x", ""]
)
def test_a_link_to_elsewhere_is_a_fault(target: str, flavour: Flavour) -> None:
    content = {**CONTENT, "link": target}
    message = "a link target must begin with `https://`, `mailto:` or `tel:`"
    assert message in fault("{{ _('<x>a</x>', x=a(link)) }}", flavour, content=content)
    assert message in fault("{% set s = _('<x>a</x>', x=a(link)) %}", flavour, content=content)
    if flavour == "html":
        assert message in fault('<a href="{{ link }}">x</a>', content=content)
        assert message in fault('<a href="{{ link }}?a={{ name }}">x</a>', content=content)


def test_a_translation_cannot_choose_where_a_link_leads() -> None:
    text = "<a href=\"{{ _('https://northwind.example/en') }}\">x</a>"
    german = {"https://northwind.example/en": "https://northwind.example/de"}
    assert say(text, german) == '<a href="https://northwind.example/de">x</a>'
    lookup = translated({"https://northwind.example/en": "javascript:alert(1)"})
    assert "a link target must begin with" in fault(text, lookup=lookup)


@pytest.mark.parametrize(
    ("rule", "strings", "said"),
    [
        (
            polish,
            ("{n} dzień", "{n} dni", "{n} dnia"),
            {1: "1 dzień", 2: "2 dni", 5: "5 dnia", 22: "22 dni"},
        ),
        (
            arabic,
            ("لا أيام", "يوم", "يومان", "{n} أيام", "{n} يوما", "{n} يوم"),
            {0: "لا أيام", 1: "يوم", 2: "يومان", 3: "3 أيام", 11: "11 يوما", 100: "100 يوم"},
        ),
        (japanese, ("{n}日",), {1: "1日", 5: "5日"}),
    ],
)
@pytest.mark.parametrize("flavour", ["html", "text"])
def test_plural_forms_are_those_of_the_locale(
    rule: Any, strings: tuple[str, ...], said: dict[int, str], flavour: Flavour
) -> None:
    text = "{{ ngettext('{n} day', '{n} days', count) }}"
    lookup = translated({"{n} day": strings}, plural=rule)
    made = program(text, flavour, lookup=lookup, complete=False)
    assert made.fallbacks == ()
    for count, expected in said.items():
        assert made.run({**CONTENT, "count": count}, state()) == expected


def test_the_source_has_the_english_plural() -> None:
    text = "{{ ngettext('{n} day', '{n} days', count) }}"
    counts = (0, 1, 2, 1000)
    said = [run(text, content={**CONTENT, "count": count}) for count in counts]
    assert said == ["0 days", "1 day", "2 days", "1,000 days"]
    assert run(text, content={**CONTENT, "count": CONTENT["amount"]}) == "412.5 days"
    assert run("{{ ngettext('{n} day', '{n} days', amount / amount) }}") == "1 day"
    assert (
        run("{{ ngettext('{n} day', '{n} days', 1.5) }}".replace("1.5", "amount / 275"))
        == "1.5 days"
    )
    assert "a plural needs a number" in fault("{{ ngettext('a', '{n}', [empty][0], n=name) }}")


def test_one_value_in_several_forms_is_written_once() -> None:
    text = "{{ ngettext('{n} {a}', '{n} {a} {a}', count, a=day.year) }}"
    assert run(text) == "3 2026 2026"


@pytest.mark.parametrize(
    ("text", "strings", "reason"),
    [
        ("{{ _('On {a}', a=name) }}", {"On {a}": "Am"}, "de: `{a}` is missing"),
        (
            "{{ _('On {a}', a=name) }}",
            {"On {a}": "{a} {b}"},
            "de: `{b}` is not in the source sentence",
        ),
        ("{{ _('On') }}", {"On": "<b>An</b>"}, "de: `<b>` is not in the source sentence"),
        ("{{ _('On') }}", {"On": ("An", "Ane")}, "de: its plural forms do not fit the source"),
        ("{{ _('On') }}", {}, "it is not translated"),
        (
            "{{ ngettext('{n} a', '{n} b', 1) }}",
            {"{n} a": "x"},
            "de: its plural forms do not fit the source",
        ),
        ("{{ ngettext('{n} a', '{n} b', 1) }}", {"{n} a": ("{n} x", "")}, "de: it is empty"),
        ("{{ ngettext('{n} a', '{n} b', 1) }}", {"{n} a": ("{n} x", "y")}, "de: `{n}` is missing"),
        (
            "{{ ngettext('{n} a', '{n} b', 1) }}",
            {"{n} a": ("{n} x",)},
            "de: it has too few plural forms",
        ),
    ],
)
def test_what_cannot_stand_falls_back_and_is_reported(
    text: str, strings: dict[str, Any], reason: str
) -> None:
    (found,) = fallbacks(text, strings)
    assert (found.reason, found.used) == (reason, "en")
    assert say(text, strings) == run(text)


def test_a_form_for_one_number_may_say_it_as_a_word() -> None:
    strings = {"{n} day": ("ein Tag", "{n} Tage")}
    assert fallbacks("{{ ngettext('{n} day', '{n} days', count) }}", strings) == ()
    several = Translation("fr", ("un jour", "{n} jours"), lambda n: int(n > 1))
    assert unusable(("{n} day", "{n} days"), several) == "`{n}` is missing"  # 0 and 1


def test_a_broken_translation_falls_back_along_the_chain_and_is_reported() -> None:
    def lookup(context: str | None, text: str) -> list[Translation]:
        return [Translation("de-AT", ("Jänner {b}",)), Translation("de", ("Januar {a}",))]

    made = program("{{ _('January {a}', a=name) }}", lookup=lookup, complete=False)
    assert made.run({**CONTENT, "name": "x"}, state()) == "Januar x"
    reason = "de-AT: `{a}` is missing"
    assert made.fallbacks == (Fallback(None, "January {a}", reason, "de"),)


def test_the_source_language_itself_is_complete() -> None:
    made = program("{{ _('On') }}", complete=True)
    assert made.fallbacks == ()
    broken = program("{{ _('On') }}", lookup=translated({"On": "{x}"}, locale="en"), complete=True)
    assert [item.reason for item in broken.fallbacks] == ["en: `{x}` is not in the source sentence"]


def test_a_sentence_that_falls_back_is_reported_once() -> None:
    assert len(fallbacks("{{ _('On') }}{{ _('On') }}{% set x = _('On') %}", {})) == 1
    assert len(fallbacks("{{ _('On') }}{{ pgettext('sms', 'On') }}", {})) == 2


def test_values_that_look_like_placeholders_or_templates_stay_values() -> None:
    for value in ("{a}", "{{ name }}", "{% if %}", "%s", "%(a)s", "\\1", "{0.__class__}"):
        content = {**CONTENT, "name": value}
        for text in (
            "{{ _('On {a} {b}', a=name, b=name) }}",
            "{% set x = _('On {a} {b}', a=name, b=name) %}{{ x }}",
            "{{ ngettext('On {a} {b}', 'On {a} {b}', 2, a=name, b=name) }}",
        ):
            assert run(text, "text", content=content) == f"On {value} {value}"


def test_a_value_of_a_right_to_left_page_is_isolated_in_text_only() -> None:
    text = "{{ _('On {a}', a=name) }}"
    assert run(text, isolate=True).startswith("On <bdi>Petra")
    assert run(f"{{% set x = {text[3:-3]} %}}{{{{ x }}}}", isolate=True).startswith("On <bdi>Petra")
    assert "<bdi>" not in run(f'<p title="{text}"></p>', isolate=True)
    assert "<bdi>" not in run(f"<title>{text}</title>", isolate=True)
    assert "<bdi>" not in run(text, "text", isolate=True)
    assert run("{{ name|bdi }}", isolate=True).count("<bdi>") == 1
    assert run("{{ name }}", isolate=True).count("<bdi>") == 1
    assert run("{{ empty if empty else '' }}", isolate=True) == ""


def test_a_whole_sentence_is_not_isolated_which_would_turn_it_round() -> None:
    text = "{% set x = _('All of it') %}{{ x }}{{ _('{n}', n=_('All of it')) }}"
    assert run(text, isolate=True) == "All of itAll of it"


def test_an_empty_or_wrong_value_in_a_sentence_is_a_fault_and_never_printed() -> None:
    for text in (
        "{{ _('{a}', a=empty) }}",
        "{% set x = _('{a}', a=empty) %}",
        "{{ ngettext('{n} {a}', '{n} {a}', 2, a=empty) }}",
    ):
        assert "the value is empty here" in fault(text)
    text = "{% macro m(p) %}{% set x = _('{a}', a=p) %}{{ x }}{% endmacro %}{{ m(person) }}"
    assert "a part of the record cannot be printed" in fault(text)


SCRAPS = '{a} {b} {A} { } {{ % %s <x> </x> <b> & &amp; < " Wort 日 \u202e {a a} <x {%x%}'
PIECES = st.sampled_from([*SCRAPS.split(), " ", "\n", "\x1e"])


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=8).map("".join)), st.text(max_size=8)
)
def test_any_translation_folds_to_its_own_text_or_falls_back(text: str, value: str) -> None:
    source = "On {a} <x>{b}</x>"
    templates = (
        "{{ _('On {a} <x>{b}</x>', a=name, b=words[0], x=strong()) }}",
        "{% set s = _('On {a} <x>{b}</x>', a=name, b=words[0], x=strong()) %}{{ s }}",
    )
    content = {**CONTENT, "name": value, "words": ["B"]}
    usable = not sentences.fault(source, text)
    sentence = text if usable else source
    tags = frozenset({"x"})
    html = plain = ""
    for part in sentences.split(sentence, tags):
        given = {"a": value, "b": "B"}.get(part.text, "") if part.kind == "value" else part.text
        if part.kind in ("text", "value"):
            html += str(escape(given))
            plain += given
        else:
            html += "<strong>" if part.kind == "open" else "</strong>"
    for template in templates:
        made = program(template, lookup=translated({source: text} if text else {}), complete=False)
        assert made.run(content, state()) == html
        assert bool(made.fallbacks) is not usable
        lookup = translated({source: text} if text else {})
        assert run(template, "text", content=content, lookup=lookup) == plain
    if "{" not in value + ("" if usable else text):
        assert "{a}" not in plain
        assert "{b}" not in plain
