"""Text that comes in: what is kept, what is removed, what is refused."""

from __future__ import annotations

import email.message
import email.policy
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.wellformed import clean_address
from renderer.wellformed import clean_host
from renderer.wellformed import clean_link
from renderer.wellformed import clean_text
from renderer.wellformed import header_text

ANY_TEXT = st.text(st.characters(), max_size=40)  # with controls and lone surrogates
AWKWARD = st.text(
    st.sampled_from("aé\u0301\u200c\u200d\u094dक\u0323ع\u202e\u2066\u00ad \n\r\t=?@.")
)
brief = settings(max_examples=150, deadline=None)


# text


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("Petra Jäger", "Petra Jäger"),
        ("Ja\u0308ger", "Jäger"),
        ("  Petra ", "Petra"),
        ("佐藤 健二", "佐藤 健二"),
        ("أمينة الهاشمي", "أمينة الهاشمي"),
        ("", ""),
        ("\u202ePetra\u202c \u2066x\u2069", "Petra x"),
        ("Pe\u200btra\ufeff", "Petra"),
        ("Pe\u200dtra\u200c", "Petra"),
        ("so\u00adft\u2060", "soft"),
    ],
)
def test_a_line_is_composed_and_loses_what_nobody_sees(value: str, cleaned: str) -> None:
    assert clean_text(value) == cleaned


@pytest.mark.parametrize("name", ["علی\u200cرضا", "ශ්\u200dරී", "क्\u200dष", "क्\u200cष"])
def test_joiners_stay_where_the_spelling_needs_them(name: str) -> None:
    assert clean_text(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\n", "\r", "\x7f", "\x85", "\u2028", "\ud800", "\uffff"]
)
def test_a_line_with_a_control_character_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match="control character or a line break at position 3"):
        clean_text(f"ab{character}c")


def test_running_text_keeps_its_lines_and_its_emoji() -> None:
    assert clean_text("a\r\nb\rc\td\u2028e", lines=True) == "a\nb\nc d\ne"
    assert clean_text("👩\u200d👧 \u202ex", lines=True) == "👩\u200d👧 x"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x0b", "\x9f", "\udfff"])
def test_running_text_with_a_control_character_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match="has a control character"):
        clean_text(f"a\n{character}", lines=True)


def test_long_text_is_refused_by_the_length_of_the_result() -> None:
    assert clean_text("a" * 10, limit=10) == "a" * 10
    assert clean_text("e\u0301" * 10, limit=10) == "é" * 10
    with pytest.raises(ValueError, match="longer than 10 characters"):
        clean_text("a" * 11, limit=10)


def test_a_long_run_of_combining_marks_costs_little() -> None:
    with pytest.raises(ValueError, match="is longer than"):
        clean_text("a" + "\u0323\u0301" * 500_000)


@pytest.mark.parametrize("value", [None, 1, b"x", ["x"]])
def test_what_is_not_text_is_refused(value: object) -> None:
    cleaners: tuple[Callable[[Any], str], ...] = (
        clean_text,
        header_text,
        clean_link,
        clean_address,
    )
    for clean in cleaners:
        with pytest.raises(ValueError, match="must be text"):
            clean(value)


@brief
@given(ANY_TEXT | AWKWARD, st.booleans())
@example("\u09bc\u200d\u0323\u094d\u200d", False)
def test_any_text_is_refused_or_comes_out_settled(value: str, lines: bool) -> None:
    try:
        cleaned = clean_text(value, lines=lines)
    except ValueError:
        return
    assert clean_text(cleaned, lines=lines) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cs"}
    assert not {"\u202e", "\u2066", "\x00", "\r"} & set(cleaned)


# header values


def test_an_encoded_word_loses_its_meaning() -> None:
    subject = header_text("=?utf-8?q?Hi=0D=0ABcc:_eve=40example.com?=")
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = subject
    assert "Bcc" not in email.message_from_bytes(bytes(message), policy=email.policy.SMTP)


@brief
@given(ANY_TEXT | AWKWARD)
def test_any_header_value_is_refused_or_stays_one_line(value: str) -> None:
    try:
        text = header_text(value)
    except ValueError:
        return
    assert "=?" not in text
    assert not set(text) & set("\r\n\x00")
    assert header_text(text) == text


# links


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://northwind.example/r/PETRA-4T7K", "https://northwind.example/r/PETRA-4T7K"),
        ("HTTPS://NorthWind.example", "https://northwind.example"),
        ("https://northwind.example:8443?a=b#c", "https://northwind.example:8443?a=b#c"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://northwind.example/?a[]=%20", "https://northwind.example/?a[]=%20"),
        ("mailto:help@northwind.example", "mailto:help@northwind.example"),
        ("MAILTO:a%2Bb@Northwind.example?subject=x", "mailto:a+b@northwind.example?subject=x"),
        ("tel:+43-1-234567", "tel:+43-1-234567"),
    ],
)
def test_a_link_comes_out_canonical(url: str, cleaned: str) -> None:
    assert clean_link(url, schemes=("https", "mailto", "tel")) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "",
        "northwind.example",
        "//northwind.example",
        "http://northwind.example",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        " https://northwind.example",
        "https://northwind.example/a b",
        "https://northwind.example/\n",
        "data:text/html,x",
        "file:///etc/passwd",
        "https:",
        "https:northwind.example",
        "https:/northwind.example",
        "https:///path",
        "https://user@northwind.example",
        "https://user:pass@northwind.example",
        "https://northwind.example\\@evil.example",
        "https:\\\\northwind.example",
        "https://[::1]/",
        "https://a..b/",
        "https://-a.example/",
        "https://north_wind.example/",
        "https://northwind.example:0/",
        "https://northwind.example:99999/",
        "https://northwind.example:8x/",
        "https://northwind.example/%zz",
        "https://northwind.example/<b>",
        'https://northwind.example/"',
        "https://northwind.example/\u202e",
        "https://northwind.example/\u200b",
        "https://northwind.example/\ud800",
        "https://xn--/",
        "https://northwind.example/" + "a" * 3_000,
        "mailto:",
        "mailto:a@b.example,c@d.example",
        "mailto:a@b.example?bcc=c@d.example",
        "mailto:a@b.example?b%63c=c@d.example",
        "mailto:a@b.example?cc=c@d.example",
        "mailto:a@b.example?subject=x%0d%0aBcc:c@d.example",
        "mailto:a@b.example%0d%0a",
        "mailto:a@b.example?subject=%ff",
        "tel:",
        "tel:abc",
        "tel:+4",
        "tel:+1234;phone-context=evil",
    ],
)
def test_a_link_that_could_do_harm_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"^[a-z]"):
        clean_link(url, schemes=("https", "mailto", "tel"))


@brief
@given(
    st.builds(
        "".join, st.lists(st.sampled_from(["https:", "mailto:", "//", "a.example", "@", "%"]))
    )
    | st.builds("https://a.example/{}".format, ANY_TEXT)
    | st.builds("https://{}".format, ANY_TEXT)
    | ANY_TEXT
)
def test_any_link_is_refused_or_comes_out_settled(url: str) -> None:
    try:
        cleaned = clean_link(url, schemes=("https", "mailto", "tel"))
    except UnicodeError:
        raise  # its text would quote the value
    except ValueError:
        return
    assert cleaned.isascii()
    assert cleaned.isprintable()
    assert clean_link(cleaned, schemes=("https", "mailto", "tel")) == cleaned


# addresses


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("petra.jaeger@example.com", "petra.jaeger@example.com"),
        ("Petra+x@EXAMPLE.com", "Petra+x@example.com"),
        ("petra@jäger.example", "petra@xn--jger-loa.example"),
        ("o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk"),
    ],
)
def test_an_address_comes_out_canonical(address: str, cleaned: str) -> None:
    assert clean_address(address) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        "",
        "petra",
        "@example.com",
        "petra@",
        "petra@localhost",
        "petra@example.123",
        "petra@[127.0.0.1]",
        "petra@exa mple.com",
        "petra@example.com ",
        "petra@example.com\n",
        "petra@example.com\r\nBcc: eve@example.com",
        "petra@example.com,eve@example.com",
        "petra@example.com;eve@example.com",
        "Petra <petra@example.com>",
        "<petra@example.com>",
        '"petra"@example.com',
        "petra@eve@example.com",
        "pet..ra@example.com",
        ".petra@example.com",
        "jäger@example.com",
        "petra\x00@example.com",
        "=?utf-8?q?petra?=@example.com",
        "petra@example..com",
        "petra@xn--.com",
        "petra\u200b@example.com",
        "petra@exam\u202eple.com",
        "p" * 65 + "@example.com",
        "petra@" + "a." * 130 + "com",
    ],
)
def test_an_address_that_is_more_or_less_than_one_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"^[a-z]"):
        clean_address(address)


@brief
@given(
    st.builds("{}@{}".format, ANY_TEXT, ANY_TEXT)
    | st.builds("petra@{}.example".format, ANY_TEXT)
    | st.emails()
)
def test_any_address_is_refused_or_comes_out_settled(address: str) -> None:
    try:
        cleaned = clean_address(address)
    except UnicodeError:
        raise  # its text would quote the value
    except ValueError:
        return
    assert cleaned.isascii()
    assert clean_address(cleaned) == cleaned
    assert cleaned.count("@") == 1


def test_no_message_quotes_the_value() -> None:
    for clean in (clean_text, clean_link, clean_address, clean_host):
        with pytest.raises(ValueError, match=r"^[a-z]") as caught:
            clean("secret\x00.secret..ß@secret")
        assert "secret" not in str(caught.value)
        assert caught.value.__cause__ is None
