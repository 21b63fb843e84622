"""The sentences of a template are found in its syntax tree, with their comments and files."""

from __future__ import annotations

from collections.abc import Mapping

from renderer.sources import LineMap
from renderer.sources import flatten
from renderer.sources import plain
from renderer.templating.calls import Refusal
from renderer.templating.extraction import Extracted
from renderer.templating.extraction import extract
from renderer.templating.lexing import pieces
from renderer.templating.sandbox import Sandbox
from renderer.templating.translation import Folder
from tests.templating.kitchen import NAME
from tests.templating.kitchen import untranslated


def found(text: str, parts: Mapping[str, str] | None = None) -> list[Extracted | Refusal]:
    files = {
        NAME: text,
        **{f"templates/parts/{name}": part for name, part in (parts or {}).items()},
    }
    flat = flatten(NAME, files, pieces, folder="templates/parts")
    source = plain(NAME, flat)
    folder = Folder(untranslated, complete=True, isolate=False, lines=lambda name: LineMap())
    return list(extract(source, flat, Sandbox(folder, flavour="text")))


def texts(text: str) -> list[tuple[str, ...]]:
    return [item.texts for item in found(text) if isinstance(item, Extracted)]


def test_sentences_are_found_wherever_they_stand() -> None:
    assert texts("{{ _('a') }}{% set x = _('b') if y else _('c') %}") == [("a",), ("b",), ("c",)]
    assert texts("{% if _('a') %}{% endif %}{% for x in [_('b')] %}{% endfor %}") == [
        ("a",),
        ("b",),
    ]
    assert texts("{{ _('{x}', x=_('a')) }}") == [("{x}",), ("a",)]
    assert texts("{% macro m(a=_('a')) %}{{ _('b') }}{% endmacro %}{{ m(_('c')) }}") == [
        ("a",),
        ("b",),
        ("c",),
    ]
    assert texts('<p title="{{ _("a") }}">{% purpose "survey" %}{{ _("b") }}{% endpurpose %}') == [
        ("a",),
        ("b",),
    ]


def test_slots_and_plurals_come_along() -> None:
    (first, second) = found("{{ pgettext('sms', 'a') }}{{ npgettext('b', '{n} x', '{n} y', 5) }}")
    assert isinstance(first, Extracted)
    assert isinstance(second, Extracted)
    assert (first.context, first.texts) == ("sms", ("a",))
    assert (second.context, second.texts) == ("b", ("{n} x", "{n} y"))


def test_a_comment_on_the_line_or_the_line_before_is_for_the_translator() -> None:
    text = (
        "{# l10n: what it is | max-length: 160 #}\n{{ _('a') }}\n"
        "{#- l10n: on\n  two lines -#}\n{{ _('b') }}{# l10n: c #}{{ _('c') }}\n\n"
        "{# no comment for them #}\n{{ _('d') }}"
    )
    comments = {item.texts: item.comments for item in found(text) if isinstance(item, Extracted)}
    assert comments == {
        ("a",): ("what it is", "max-length: 160"),
        ("b",): ("c",),
        ("c",): ("c",),
        ("d",): (),
    }


def test_the_comment_of_a_sentence_is_nearer_than_that_of_the_line_before() -> None:
    text = "{# l10n: first #}\n{{ _('a') }}\n{{ _('b') }}"
    comments = [item.comments for item in found(text) if isinstance(item, Extracted)]
    assert comments == [("first",), ()]


def test_a_sentence_of_a_part_names_the_part() -> None:
    parts = {"b.html": "{# l10n: b #}\n{{ _('b') }}"}
    first, second = found('{{ _("a") }}{% include "b.html" %}', parts)
    assert isinstance(first, Extracted)
    assert isinstance(second, Extracted)
    assert (first.file, first.comments) == (NAME, ())
    assert (second.file, second.comments) == ("templates/parts/b.html", ("b",))


def test_what_cannot_be_extracted_is_told_and_the_rest_is_found() -> None:
    refusal, sentence = found("{{ _(name) }}{{ _('a') }}")
    assert isinstance(refusal, Refusal)
    assert refusal.message == "`_()` needs its text between quotes"
    assert isinstance(sentence, Extracted)
