"""Language tags and the order of fallback."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.locales import direction
from renderer.locales import fallback_chain
from renderer.locales import language_name
from renderer.locales import parse
from renderer.locales import plural_forms
from renderer.locales import script

CHAINS = """
de-AT      de-AT de
en-US      en-US en
en-GB      en-GB en-001 en
en-AU      en-AU en-001 en
en-DE      en-DE en-150 en-001 en
es-ES      es-ES es
es-MX      es-MX es-419 es
pt-BR      pt-BR pt
pt-AO      pt-AO pt-PT pt
nb-NO      nb-NO nb no
zh-HK      zh-HK zh-Hant-HK zh-Hant
zh-TW      zh-TW zh-Hant-TW zh-Hant
zh-MO      zh-MO zh-Hant-MO zh-Hant-HK zh-Hant
zh-CN      zh-CN zh-Hans-CN zh-Hans zh
zh-Hant    zh-Hant
sr-RS      sr-RS sr-Cyrl-RS sr-Cyrl sr
sr-ME      sr-ME sr-Latn-ME sr-Latn
uz-AF      uz-AF uz-Arab-AF uz-Arab
hi-Latn    hi-Latn en-IN en-001 en
ca-ES-valencia  ca-ES-valencia ca-ES ca
de-FR      de-FR de
en-XA      en-XA en
ar-XB      ar-XB ar
DE-at      de-AT de
iw-IL      he-IL he
de-AT-u-co-phonebk-x-own  de-AT de
"""


@pytest.mark.parametrize("case", CHAINS.strip().splitlines())
def test_a_chain_follows_the_parents_of_cldr(case: str) -> None:
    tag, *chain = case.split()
    assert fallback_chain(tag) == tuple(chain)


def test_a_step_of_the_chain_can_be_set_by_configuration() -> None:
    chain = fallback_chain("zh-HK", parents={"zh-HK": "zh-TW"})
    assert chain == ("zh-HK", "zh-TW", "zh-Hant-TW", "zh-Hant")


def test_configured_steps_that_go_round_in_a_circle_end() -> None:
    assert fallback_chain("de", parents={"de": "fr", "fr": "de"}) == ("de", "fr")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de_AT", "a language tag is written with hyphens: `de-AT`"),
        ("de-QX", "no locale is called `de-QX`: its region is unknown (did you mean `de-"),
        ("xx", "no locale is called `xx`: its language is unknown"),
        ("en-Latm", "no locale is called `en-Latm`: its script is unknown"),
        ("de--AT", "`de--AT` is not a language tag (like `de-AT`) (did you mean `de-AT`?)"),
        ("tlh", "CLDR has no data for `tlh`"),
        ("", "not a language tag (like `de-AT`)"),
        ("de-AT\n", "not a language tag (like `de-AT`)"),
    ],
)
def test_a_tag_that_is_none_is_refused_with_the_nearest(tag: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}"):
        fallback_chain(tag)


def test_what_does_not_look_like_a_tag_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="not a language tag") as refused:
        fallback_chain("Petra Jäger <petra@example.com>")
    assert "Petra" not in str(refused.value)


@given(
    st.text(max_size=20) | st.from_regex(r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", fullmatch=True)
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_tag_or_a_value_error(tag: str) -> None:
    try:
        chain = fallback_chain(tag)
    except ValueError:
        return
    assert len(set(chain)) == len(chain)
    assert fallback_chain(chain[0]) == chain


def test_data_come_from_the_nearest_locale_that_has_them() -> None:
    assert [str(parse(tag)) for tag in ("de-FR", "zh-HK", "ar-XB")] == ["de", "zh_Hant_HK", "ar"]


@pytest.mark.parametrize(
    ("tag", "way"), [("de-AT", "ltr"), ("ar-AE", "rtl"), ("he-IL", "rtl"), ("uz-AF", "rtl")]
)
def test_direction_is_that_of_the_script(tag: str, way: str) -> None:
    assert direction(tag) == way


def test_the_script_comes_from_likely_subtags() -> None:
    tags = ("de-AT", "ar", "ja-JP", "zh-HK", "sr-Latn")
    assert [script(tag) for tag in tags] == ["Latn", "Arab", "Jpan", "Hant", "Latn"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de-AT", "Deutsch (Österreich)"),
        ("es-419", "español (Latinoamérica)"),
        ("ja", "日本語"),
        ("de-FR", "Deutsch (Frankreich)"),
        ("zh-Hant", "中文 (繁體)"),
    ],
)
def test_a_language_is_named_in_its_own_words(tag: str, name: str) -> None:
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("de-AT", "nplurals=2; plural=(n != 1);"),
        ("fr-CH", "nplurals=2; plural=(n > 1);"),
        ("pt-BR", "nplurals=2; plural=(n > 1);"),
        ("pt-PT", "nplurals=2; plural=(n != 1);"),
        ("ja-JP", "nplurals=1; plural=0;"),
    ],
)
def test_plural_forms_are_those_that_translators_tools_expect(tag: str, forms: str) -> None:
    assert plural_forms(tag) == forms


def test_arabic_has_six_plural_forms() -> None:
    assert plural_forms("ar-AE").startswith("nplurals=6;")
