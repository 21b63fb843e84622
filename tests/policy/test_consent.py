from __future__ import annotations

import pytest

from renderer.laws import Laws
from renderer.policy import Permit
from renderer.policy import passage_permits
from renderer.vocabulary import Channel
from renderer.vocabulary import Purpose
from tests.policy.conftest import NOW
from tests.policy.conftest import MakeCustomer
from tests.policy.conftest import consent

Ask = tuple[str, Channel, Purpose]


def permit(customer: MakeCustomer, laws: Laws, ask: Ask, **statuses: str) -> Permit:
    country, channel, purpose = ask
    given = [consent(channel, name, status) for name, status in statuses.items()]
    made = customer(country=country, consents=given)
    permits = passage_permits(made, channel=channel, laws=laws, sensitive=frozenset(), as_of=NOW)
    return permits[purpose]


@pytest.mark.parametrize("status", ["none", "objected", "withdrawn"])
@pytest.mark.parametrize("channel", ["email", "sms", "letter"])
def test_service_needs_no_consent(
    customer: MakeCustomer, laws: Laws, channel: Channel, status: str
) -> None:
    found = permit(customer, laws, ("DE", channel, "service"), marketing=status)
    assert found == Permit(True, "service")


@pytest.mark.parametrize(
    ("ask", "statuses", "allowed", "reason", "law"),
    [
        (("AT", "email", "marketing"), {}, False, "no_consent", "eu-eprivacy"),
        (("AT", "email", "marketing"), {"marketing": "granted"}, True, "granted", "eu-eprivacy"),
        (("AT", "sms", "marketing"), {"marketing": "soft_opt_in"}, True, "soft_opt_in", "eu-epr"),
        (("AT", "email", "marketing"), {"marketing": "withdrawn"}, False, "no_consent", "eu-ep"),
        (("AT", "email", "marketing"), {"marketing": "objected"}, False, "objected", "consent"),
        (("GB", "email", "marketing"), {"marketing": "soft_opt_in"}, True, "soft_opt_in", "uk-pe"),
        (("JP", "email", "marketing"), {}, False, "no_consent", "consent"),
        (("JP", "email", "marketing"), {"marketing": "granted"}, True, "granted", "consent"),
        (("US", "email", "marketing"), {}, True, "not_objected", "us-can-spam"),
        (("US", "email", "marketing"), {"marketing": "withdrawn"}, False, "objected", "us-can"),
        (("US", "sms", "marketing"), {"marketing": "soft_opt_in"}, False, "no_consent", "us-tcpa"),
        (("US", "sms", "marketing"), {"marketing": "granted"}, True, "granted", "us-tcpa"),
    ],
)
def test_the_law_of_the_residence_says_what_promotion_needs(
    customer: MakeCustomer,
    laws: Laws,
    ask: Ask,
    statuses: dict[str, str],
    allowed: bool,
    reason: str,
    law: str,
) -> None:
    found = permit(customer, laws, ask, **statuses)
    assert (found.allowed, found.reason) == (allowed, reason)
    assert found.law.startswith(law)


def test_the_soft_opt_in_does_not_cover_a_code_for_a_friend(
    customer: MakeCustomer, laws: Laws
) -> None:
    ask: Ask = ("AT", "email", "referral")
    assert not permit(customer, laws, ask, marketing="soft_opt_in").allowed
    assert not permit(customer, laws, ask, marketing="granted").allowed
    assert not permit(customer, laws, ask, referral="soft_opt_in").allowed
    assert permit(customer, laws, ask, referral="granted").allowed
    assert not permit(customer, laws, ask, referral="granted", marketing="objected").allowed
    assert permit(customer, laws, ("US", "email", "referral")).allowed


def test_a_survey_is_advertising_in_germany_and_research_in_britain(
    customer: MakeCustomer, laws: Laws
) -> None:
    german: Ask = ("DE", "email", "survey")
    assert permit(customer, laws, german).reason == "no_consent"
    assert permit(customer, laws, german, survey="granted").allowed
    blocked = permit(customer, laws, german, survey="granted", marketing="objected")
    assert blocked == Permit(False, "objected", "de-uwg-7")
    austrian = permit(
        customer, laws, ("AT", "email", "survey"), survey="granted", marketing="objected"
    )
    assert austrian.allowed
    assert permit(customer, laws, ("GB", "email", "survey")) == Permit(
        True, "not_objected", "uk-pecr"
    )
    assert not permit(customer, laws, ("GB", "email", "survey"), survey="objected").allowed


@pytest.mark.parametrize("purpose", ["marketing", "survey", "referral"])
@pytest.mark.parametrize("country", ["AT", "DE", "US", "JP"])
def test_a_letter_needs_no_consent_but_obeys_an_objection(
    customer: MakeCustomer, laws: Laws, country: str, purpose: Purpose
) -> None:
    ask: Ask = (country, "letter", purpose)
    assert permit(customer, laws, ask) == Permit(True, "not_objected", "consent")
    for status in ("objected", "withdrawn"):
        assert permit(customer, laws, ask, **{purpose: status}).reason == "objected"


def test_consent_is_asked_per_channel(customer: MakeCustomer, laws: Laws) -> None:
    made = customer(consents=[consent("email", "marketing", "granted")])
    permits = passage_permits(made, channel="sms", laws=laws, sensitive=(), as_of=NOW)
    assert not permits["marketing"].allowed


def test_german_promotion_in_a_service_message_is_never_shown_after_an_objection(
    customer: MakeCustomer, laws: Laws
) -> None:
    ask: Ask = ("DE", "email", "marketing")
    assert permit(customer, laws, ask).reason == "no_consent"
    assert permit(customer, laws, ask, marketing="objected").reason == "objected"
    assert permit(customer, laws, ask, marketing="granted").allowed
