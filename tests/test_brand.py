"""The brand: the one in the repository, every flaw at once with its line, links of a record."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from pickle import dumps
from pickle import loads
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.brand import FILE
from renderer.brand import LINKS
from renderer.brand import PLACEHOLDERS
from renderer.brand import Brand
from renderer.brand import LinkPattern
from renderer.brand import QuietHours
from renderer.brand import load
from renderer.channels.sms import measure
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import RecordInvalid
from renderer.wellformed import clean_link

SOURCE = (Path(__file__).parent.parent / FILE).read_text(encoding="utf-8")
BRAND = load({FILE: SOURCE})
VALUES = {"customer.id": "C-1", "cancellation.id": "K-2", "subscription.id": "S-3"}


def flaws_with(old: str, new: str) -> tuple[Flaw, ...]:
    """What is wrong when `old` is replaced once in the brand's file."""
    assert old in SOURCE
    with pytest.raises(ContentInvalid) as caught:
        load({FILE: SOURCE.replace(old, new, 1)})
    return caught.value.flaws


def line_of(text: str) -> int:
    return SOURCE[: SOURCE.index(text)].count("\n") + 1


def test_the_brand_serves_its_nine_countries() -> None:
    assert set(BRAND.companies) == {"GB", "DE", "AT", "CH", "FR", "ES", "US", "JP", "AE"}
    company = BRAND.company("AT")
    assert company.return_line == "Northwind Austria GmbH · Nordwindgasse 7 · 1030 Wien"
    assert company.country == "AT"
    assert company.phone_link == "tel:+4312345600"
    assert (company.phone_hours.first, company.phone_hours.opens) == ("mon", time(8))
    assert BRAND.company("SE") is BRAND.company("GB")
    assert BRAND.posting_locale("AT") == "de-AT"


def test_registers_and_accounts_of_a_fictional_brand_are_zeros() -> None:
    for company in BRAND.companies.values():
        for line in (*company.register, *company.bank):
            if "capital" not in line:
                assert not re.search("[1-9]", line), line


def test_service_mail_has_an_address_of_its_own() -> None:
    assert BRAND.sender("service").address != BRAND.sender("marketing").address
    assert BRAND.sender("survey") == BRAND.sender("marketing")


def test_text_messages_obey_their_country() -> None:
    assert BRAND.sms_rules("AT") is BRAND.sms
    assert BRAND.sms_rules("US").keyword == "STOP"
    assert BRAND.sms_rules("FR").sender == "Northwind"
    assert BRAND.quiet_hours("FR") == QuietHours(time(22), time(8), sundays=True, holidays=True)
    assert measure(BRAND.sms.sender).encoding == "GSM-7"


def test_texts_for_translators_say_what_they_are_for() -> None:
    (text,) = BRAND.texts()
    assert (text.text, text.file) == ("Head of contract service", FILE)
    assert "Lena Hofer" in text.comment


def test_a_brand_survives_the_way_to_another_process() -> None:
    assert loads(dumps(BRAND)) == BRAND


def test_links_take_their_values_from_the_record() -> None:
    links = BRAND.links(VALUES)
    assert tuple(links) == LINKS
    assert links["manage"] == "https://northwind.example/k/K-2"
    assert links["unsubscribe"] == "https://northwind.example/u/C-1"
    assert links["privacy"] == "https://northwind.example/privacy"


def test_a_link_without_its_value_is_left_out() -> None:
    links = BRAND.links({"customer.id": "C-1", "cancellation.id": ""})
    assert links["manage"] is None
    assert links["unsubscribe"] == "https://northwind.example/u/C-1"
    assert BRAND.links({"customer.id": ".."})["unsubscribe"] is None


def test_a_record_may_bring_links_of_its_own() -> None:
    links = BRAND.links({}, {"survey": "https://NORTHWIND.example/s/a"})
    assert links["survey"] == "https://northwind.example/s/a"
    with pytest.raises(RecordInvalid) as caught:
        BRAND.links({}, {"surveys": "https://a.example/secret", "manage": "javascript:secret"})
    unknown, unsafe = caught.value.errors
    assert (unknown.pointer, unknown.hint) == ("/links/surveys", "did you mean `survey`?")
    assert unsafe.pointer == "/links/manage"
    assert "secret" not in str(caught.value)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_value_leaves_its_place_in_a_link(value: str) -> None:
    link = BRAND.links({"customer.id": value})["unsubscribe"]
    if link is None:
        assert set(value) <= {"."}
    else:
        assert clean_link(link) == link
        parts = urlsplit(link)
        assert (parts.netloc, parts.query, parts.fragment) == ("northwind.example", "", "")
        assert unquote(parts.path) == f"/u/{value}"
        assert parts.path.count("/") == 2


@given(st.lists(st.sampled_from(PLACEHOLDERS), max_size=3))
def test_a_pattern_alternates_literals_and_values(keys: list[str]) -> None:
    pattern = LinkPattern(tuple(f"{n}/" for n in range(len(keys) + 1)), tuple(keys))
    expected = "0/" + "".join(f"{VALUES[key]}{n}/" for n, key in enumerate(keys, 1))
    assert pattern.resolve(VALUES) == expected


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ('website = "', 'web = "', "`web` is not known here", "`website`"),
        ("\nprivacy = ", "\nprivasy = ", "`privasy` is not known here", "`privacy`"),
        (
            "k/{cancellation.id}",
            "k/{cancelation.id}",
            "`{cancelation.id}` is nothing",
            "`cancellation.id`",
        ),
        ("https://northwind.example/k/", "http://northwind.example/k/", "`manage` must begin", ""),
        ("https://northwind.example/k/", "https://{customer.id}/", "the host of `manage`", ""),
        ("https://northwind.example/k/", "https://Northwind.example/k/", "`manage` is not in", ""),
        (
            '"https://northwind.example/img/"',
            '"https://northwind.example/img"',
            "`images` must end",
            "",
        ),
        ('default_country = "GB"', 'default_country = "XX"', "`XX` is no country", ""),
        ('default_locale = "en-GB"', 'default_locale = "English"', "`default_locale` must be", ""),
        ("logo.svg", "../logo.svg", "`letter_logo` must be", ""),
        ('feedback_id = "northwind"', 'feedback_id = "a:b"', "`feedback_id` must be", ""),
        (
            "news@mail.northwind.example",
            "service@northwind.example",
            "different addresses",
            "blocks",
        ),
        ("service@northwind.example", "service@northwind", "`address` needs a full domain", ""),
        ('ink = "#12232D"', 'ink = "black"', "`ink` must be a colour", ""),
        ('sender = "Northwind" ', 'sender = "Northwind plc" ', "no text message can be from", "11"),
        ('sender = "+12025550143"\n', "\n", "cannot receive a keyword", "receives no answers"),
        ('keyword = "STOP"', 'keyword = "stop it"', "`keyword` must be a word", ""),
        ('keyword = "STOP"', "", "`keyword` is missing", ""),
        ('from = "22:00"', 'from = "10 pm"', "`from` must be a time", ""),
        ("[sms.countries.FR]", "[sms.countries.fr]", "`fr` is no country", "ISO 3166-1"),
        ('to = "fri", opens = "08:00"', 'to = "friday", opens = "08:00"', "`friday` is no to", ""),
        ('closes = "18:00"', 'closes = "07:00"', "`closes` is before `opens`", ""),
        ('phone = "+44 20 7946 0100"', 'phone = "020 7946 0100"', "`phone` must be written", ""),
        ("withdrawal_days = 14", "withdrawal_days = -1", "`withdrawal_days` must lie", ""),
        ("[companies.DE]", "[companies.DE.x]", "`company` is missing", ""),
    ],
)
def test_a_flaw_has_its_line_and_a_remedy(old: str, new: str, message: str, hint: str) -> None:
    flaws = flaws_with(old, new)
    matching = [flaw for flaw in flaws if message in flaw.message]
    assert matching, [str(flaw) for flaw in flaws]
    flaw = matching[0]
    assert flaw.file == FILE
    assert 0 <= flaw.line - line_of(old) <= 1 or "missing" in message or "different" in message
    assert hint in flaw.hint


def test_all_flaws_come_at_once_in_the_order_of_the_file() -> None:
    source = SOURCE.replace('"#12232D"', '"ink"').replace('name = "Lena Hofer"', 'nam = "Lena"')
    with pytest.raises(ContentInvalid) as caught:
        load({FILE: source.replace("08:00", "8:00")})
    flaws = caught.value.flaws
    assert len(flaws) > 5
    assert [flaw.line for flaw in flaws] == sorted(flaw.line for flaw in flaws)
    assert any(flaw.hint == "did you mean `name`?" for flaw in flaws)


def test_a_missing_or_broken_file_is_one_flaw() -> None:
    with pytest.raises(ContentInvalid, match="the file is missing"):
        load({})
    with pytest.raises(ContentInvalid) as caught:
        load({FILE: 'name = "Northwind"\nname = "again"\n'})
    (flaw,) = caught.value.flaws
    assert flaw.line in (1, 2)


@given(st.sampled_from(SOURCE.splitlines()), st.sampled_from(["", "x = 1", "[links]", "name = []"]))
def test_a_broken_file_is_told_and_never_crashes(line: str, other: str) -> None:
    flaws: tuple[Flaw, ...] = ()
    try:
        brand = load({FILE: SOURCE.replace(line, other, 1)})
    except ContentInvalid as error:
        flaws = error.flaws
        brand = None
    assert isinstance(brand, Brand) or flaws
