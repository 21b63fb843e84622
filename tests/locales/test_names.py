"""Names of countries and people, and lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.locales import country_name
from renderer.locales import full_name
from renderer.locales.names import listing

LISTS = """
de-AT | Router, Telefon          | Router und Telefon
de-AT | Router, Telefon, Kabel   | Router, Telefon und Kabel
en-US | a, b, c, d               | a, b, c, and d
ja-JP | a, b                     | a、b
es-ES | Router, Telefon          | Router y Telefon
es-ES | Router, Internet         | Router e Internet
es-MX | padre, hijo              | padre e hijo
es-ES | agua, hielo              | agua y hielo
es-ES | a, b, Internet           | a, b e Internet
"""


@pytest.mark.parametrize("case", LISTS.strip().splitlines())
def test_a_list_is_joined_in_the_words_of_the_locale(case: str) -> None:
    tag, items, text = (part.strip() for part in case.split("|"))
    assert listing(items.split(", "), tag) == text


def test_a_list_of_one_or_none_needs_no_words() -> None:
    assert (listing(["a"], "de"), listing([], "de")) == ("a", "")


def test_a_list_in_a_text_message_has_plain_spaces() -> None:
    assert listing(["a", "b"], "cs") == "a a\u00a0b"
    assert listing(["a", "b"], "cs", plain=True) == "a a b"


@given(st.lists(st.text(max_size=8), max_size=5), st.sampled_from(["de", "es", "ar", "ja"]))
@settings(max_examples=100, deadline=None)
def test_the_items_of_a_list_stay_as_they_are(items: list[str], tag: str) -> None:
    text = listing(items, tag, plain=True)
    place = 0
    for item in items:
        place = text.index(item, place) + len(item)


def test_a_country_is_named_in_the_readers_language() -> None:
    assert country_name("AT", "de-AT") == "Österreich"
    assert country_name("DE", "fr-CH") == "Allemagne"
    assert country_name("AE", "ar-AE") == "الإمارات العربية المتحدة"


@pytest.mark.parametrize("code", ["QQ", "at", "001", "", "AUT"])
def test_a_code_of_no_country_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="ISO 3166-1"):
        country_name(code, "en")


@pytest.mark.parametrize(
    ("tag", "given_name", "family", "text"),
    [
        ("de-AT", "Petra", "Jäger", "Petra Jäger"),
        ("ja-JP", "健二", "佐藤", "佐藤 健二"),
        ("zh-CN", "小明", "王", "王小明"),
        ("ko-KR", "민수", "김", "김민수"),
        ("hu-HU", "Anna", "Nagy", "Nagy Anna"),
        ("hu-HU", "Anna", "", "Anna"),
    ],
)
def test_a_name_of_two_parts_is_in_the_order_of_the_locale(
    tag: str, given_name: str, family: str, text: str
) -> None:
    assert full_name(tag, given=given_name, family=family) == text
