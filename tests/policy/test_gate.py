from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest

from renderer.customer import Customer
from renderer.laws import Laws
from renderer.messages import Message
from renderer.policy import Gate
from renderer.policy import Passage
from renderer.policy import Withheld
from renderer.policy import gate
from renderer.policy import message_class
from renderer.policy import passage_permits
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import MessageClass
from renderer.vocabulary import Purpose
from tests.policy.conftest import NOW
from tests.policy.conftest import MakeCustomer
from tests.policy.conftest import consent

SENSITIVE = frozenset({"illness", "bereavement"})
Messages = dict[str, Message]

# rows of the table in `reference/record.md`: withheld are the columns that are named
TABLE = {
    "deceased": "received window survey offers",
    "bereavement": "survey offers",
    "vulnerable": "survey offers",
    "hardship": "survey offers",
    "minor": "survey offers",
    "fraud": "window survey offers",
    "dispute": "window survey offers",
    "legal_hold": "window survey offers",
    "do_not_contact": "window survey offers",
}


def opened(
    customer: Customer, message: Message, laws: Laws, as_of: datetime = NOW, **more: Any
) -> Gate:
    return gate(customer, message, laws=laws, sensitive=SENSITIVE, as_of=as_of, **more)


def reasons(found: Gate) -> dict[str, str]:
    return {one.channel: one.reason for one in found.withheld}


@pytest.mark.parametrize("circumstance", TABLE)
@pytest.mark.parametrize("name", ["received", "window", "survey", "offers"])
def test_each_circumstance_holds_back_what_its_row_says(
    customer: MakeCustomer, laws: Laws, messages: Messages, circumstance: str, name: str
) -> None:
    found = opened(customer(suppress=[circumstance]), messages[name], laws, channels=["letter"])
    if name in TABLE[circumstance].split():
        (withheld,) = found.withheld
        assert (withheld.reason, withheld.rule) == ("suppressed", circumstance)
    else:
        assert found.channels == ("letter",)
    quiet = {"deceased", "bereavement", "vulnerable", "hardship"}
    assert found.quiet is (circumstance in quiet)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("received", True), ("window", True), ("survey", False), ("offers", False)],
)
def test_after_a_sensitive_reason_there_is_only_service_in_a_quiet_tone(
    customer: MakeCustomer, laws: Laws, messages: Messages, name: str, allowed: bool
) -> None:
    found = opened(customer(reason="illness"), messages[name], laws)
    assert found.quiet
    if allowed:
        assert found.channels == CHANNELS
        assert not any(
            permits[purpose].allowed
            for permits in found.permits.values()
            for purpose in ("survey", "marketing", "referral")
        )
    else:
        assert set(reasons(found).values()) == {"sensitive_reason"}


def test_a_channel_without_an_address_is_withheld(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    made = customer(email=None, mobile=None, postal_address=None)
    assert reasons(opened(made, messages["received"], laws)) == dict.fromkeys(
        CHANNELS, "no_address"
    )


def test_a_message_is_withheld_where_it_is_not_sent(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    found = opened(customer(), messages["text-only"], laws)
    assert found.channels == ("sms",)
    assert set(reasons(found).values()) == {"not_this_channel"}


def test_channels_that_nobody_asked_for_are_neither_open_nor_withheld(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    found = opened(customer(), messages["received"], laws, channels=("sms",))
    assert (found.channels, found.withheld) == (("sms",), ())


def test_a_marketing_message_needs_consent_on_each_channel(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    given = [consent("sms", "marketing", "granted"), consent("letter", "marketing", "objected")]
    found = opened(customer(consents=given), messages["offers"], laws)
    assert found.channels == ("sms",)
    assert reasons(found) == {"email": "no_consent", "letter": "objected"}
    assert found.withheld[0].to_json() == {
        "channel": "email",
        "reason": "no_consent",
        "rule": "eu-eprivacy",
        "detail": "no consent for this purpose on this channel",
    }


def test_a_message_with_a_code_for_a_friend_needs_consent_for_that(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    given = [consent("email", "marketing", "granted"), consent("sms", "referral", "granted")]
    found = opened(customer(consents=given), messages["referral"], laws, channels=("email", "sms"))
    assert found.channels == ("sms",)


def test_a_message_is_too_late_after_its_window_and_a_letter_some_days_before(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    closes = datetime.fromisoformat("2027-01-03T23:59:00+01:00")
    message = messages["reminder"]
    assert opened(customer(), message, laws, closes - timedelta(days=5)).channels == CHANNELS
    near = opened(customer(), message, laws, closes - timedelta(days=3))
    assert near.withheld == (
        Withheld("letter", "too_late", "reminder", "a letter would come too late"),
    )
    over = opened(customer(), message, laws, closes + timedelta(minutes=1))
    assert set(reasons(over).values()) == {"too_late"}


def test_french_former_customers_are_not_written_to_after_three_years(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    french = customer(country="FR", consents=[consent("email", "marketing", "granted")])
    last = datetime.fromisoformat("2029-12-20T20:00:00+01:00")
    assert opened(french, messages["offers"], laws, last).channels == ("email", "letter")
    found = opened(french, messages["offers"], laws, last + timedelta(days=1))
    assert {(one.reason, one.rule) for one in found.withheld if one.channel != "sms"} == {
        ("too_late", "fr-cnil")
    }
    austrian = customer(consents=[consent("email", "marketing", "granted")])
    assert "email" in opened(austrian, messages["offers"], laws, last + timedelta(days=9)).channels


def test_the_permits_of_a_channel_can_be_asked_alone(
    customer: MakeCustomer, laws: Laws, messages: Messages
) -> None:
    made = customer()
    permits = passage_permits(made, channel="email", laws=laws, sensitive=SENSITIVE, as_of=NOW)
    assert permits == opened(made, messages["received"], laws).permits["email"]


@pytest.mark.parametrize(
    ("base", "shown", "klass"),
    [
        ("service", [], "service"),
        ("service", ["service"], "service"),
        ("service", ["survey"], "survey"),
        ("service", ["survey", "marketing"], "marketing"),
        ("service", ["referral"], "marketing"),
        ("survey", ["marketing"], "marketing"),
        ("survey", [], "survey"),
        ("marketing", ["service"], "marketing"),
    ],
)
def test_the_class_follows_from_the_passages_that_were_shown(
    base: MessageClass, shown: Iterable[Purpose], klass: MessageClass
) -> None:
    assert message_class(base, shown) == klass


def test_a_passage_in_json_has_the_four_fields_of_the_record() -> None:
    assert Passage("marketing", False, "no_consent", "eu-eprivacy").to_json() == {
        "purpose": "marketing",
        "shown": False,
        "reason": "no_consent",
        "law": "eu-eprivacy",
    }
