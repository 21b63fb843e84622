from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from renderer.customer import Customer
from renderer.errors import FactMissing
from renderer.errors import FieldError
from renderer.facts import Fact
from renderer.laws import Laws
from renderer.messages import Message
from renderer.policy import require_facts
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import Channel
from tests.policy.conftest import NOW
from tests.policy.conftest import MakeCustomer

Messages = dict[str, Message]


def errors(
    customer: Customer,
    message: Message,
    laws: Laws,
    as_of: datetime = NOW,
    channels: tuple[Channel, ...] = CHANNELS,
) -> tuple[FieldError, ...]:
    try:
        require_facts(customer, message, channels=channels, laws=laws, as_of=as_of)
    except FactMissing as error:
        return error.errors
    return ()


@pytest.fixture(scope="module")
def received(messages: Messages) -> Message:
    return replace(messages["received"], id="cancellation-received")


@pytest.fixture(scope="module")
def confirmed(messages: Messages) -> Message:
    return replace(messages["received"], id="cancellation-confirmed")


def test_a_missing_fact_names_field_and_message(
    customer: MakeCustomer, laws: Laws, received: Message
) -> None:
    assert errors(customer(), received, laws) == ()
    without = customer().model_copy(update={"cancellation": None})
    assert errors(without, received, laws) == (
        FieldError(
            "/cancellation",
            "is missing: the reference",
            "required by the message `cancellation-received`",
        ),
    )


def test_german_law_wants_the_declaration_and_other_law_does_not(
    customer: MakeCustomer, laws: Laws, received: Message
) -> None:
    german = customer(country="DE", drop=["declaration"])
    (error,) = errors(german, received, laws)
    assert error.pointer == "/cancellation/declaration"
    assert error.hint == "required by the law pack `de-312k` (§ 312k (4) BGB)"
    assert errors(customer(country="AT", drop=["declaration"]), received, laws) == ()


def test_a_law_binds_only_its_message_its_channels_and_its_parties(
    customer: MakeCustomer, laws: Laws, received: Message, messages: Messages
) -> None:
    german = customer(country="DE", drop=["declaration"])
    assert errors(german, messages["window"], laws) == ()
    assert errors(german, received, laws, channels=("sms",)) == ()
    assert errors(german, received, laws, channels=()) == ()
    business = customer(country="DE", drop=["declaration"], party="business")
    assert errors(business, received, laws) == ()


def test_a_withdrawal_has_its_own_law_from_its_first_day_on(
    customer: MakeCustomer, laws: Laws, received: Message
) -> None:
    withdrawal = customer(kind="withdrawal", drop=["declaration"])
    (error,) = errors(withdrawal, received, laws)
    assert "eu-2011-83-11a" in error.hint
    before = datetime.fromisoformat("2026-06-18T12:00:00+02:00")
    assert errors(withdrawal, received, laws, before) == ()


def test_french_law_wants_the_effects_of_the_termination(
    customer: MakeCustomer, laws: Laws, confirmed: Message
) -> None:
    french = customer(country="FR", effects=[], drop=["ends_on"])
    found = errors(french, confirmed, laws)
    assert [error.pointer for error in found] == ["/cancellation/ends_on", "/cancellation/effects"]


def test_british_law_of_2027_can_be_looked_at_today(
    customer: MakeCustomer, laws: Laws, confirmed: Message
) -> None:
    british = customer(country="GB", settlement={})
    assert errors(british, confirmed, laws) == ()
    later = datetime.fromisoformat("2027-06-01T12:00:00+01:00")
    (error,) = errors(british, confirmed, laws, later)
    assert error.pointer == "/cancellation/settlement/refund"
    assert "uk-dmcc-261" in error.hint


def test_several_facts_at_one_place_are_one_error(
    customer: MakeCustomer, laws: Laws, received: Message
) -> None:
    facts = (
        Fact("referral.code", "the code", CHANNELS),
        Fact("referral.share_url", "the link", CHANNELS),
    )
    without = customer(referral=None)
    (error,) = errors(without, replace(received, facts=facts), laws)
    assert (error.pointer, error.message) == ("/referral", "is missing: the code, the link")
