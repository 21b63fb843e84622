from __future__ import annotations

from datetime import datetime

import pytest

from tests.decide.conftest import FOURTEEN
from tests.decide.conftest import Decide

LATER = datetime.fromisoformat("2027-02-01T12:00:00+01:00")


def withheld(decided: Decide, message: str, **changes: object) -> set[tuple[str, str, str]]:
    decision = decided(message=message, **changes)
    return {(one.reason, one.rule, one.detail) for one in decision.withheld}


@pytest.mark.parametrize("message", FOURTEEN)
def test_every_message_says_what_it_has_or_is_withheld(decided: Decide, message: str) -> None:
    decision = decided(message=message)
    nothing = {one.channel for one in decision.withheld if one.reason == "nothing_to_offer"}
    about = {"offer-accepted", "reactivation-confirmed", "welcome-back"}
    assert bool(nothing) is (message in about)


@pytest.mark.parametrize(
    ("message", "changes", "rule", "detail"),
    [
        ("win-back", {"discount": None}, "discount", "the record has no discount code"),
        (
            "win-back",
            {"discount__expires_at": "2026-11-23T09:00:00+01:00"},
            "discount",
            "the discount code has expired",
        ),
        ("referral", {"referral": None}, "referral", "the record has no referral code"),
        (
            "referral",
            {"referral__valid_until": "2026-11-22"},
            "referral",
            "the referral code has expired",
        ),
        (
            "reactivation-window",
            {"cancellation__reactivation": None},
            "reactivation",
            "the cancellation cannot be undone",
        ),
        ("reactivation-window", {"cancellation": None}, "reactivation", "the cancellation cannot"),
        ("value-reminder", {"subscription__usage": None}, "benefits", "no benefit is chosen"),
        ("alternative-offers", {"cancellation": None}, "offers", "no offer is chosen"),
        ("offer-accepted", {}, "accepted_offer", "no offer has been accepted"),
        ("welcome-back", {}, "reactivated", "the cancellation has not been undone"),
    ],
)
def test_a_message_without_its_matter_is_withheld(
    decided: Decide, message: str, changes: dict[str, object], rule: str, detail: str
) -> None:
    found = {one for one in withheld(decided, message, **changes) if one[0] != "no_consent"}
    ((reason, by, words),) = found
    assert (reason, by) == ("nothing_to_offer", rule)
    assert words.startswith(detail)


def test_who_has_returned_is_not_won_back(decided: Decide) -> None:
    after = datetime.fromisoformat("2027-02-11T12:00:00+01:00")
    assert withheld(decided, "win-back", sample="petra-returns", as_of=LATER) == set()
    assert withheld(decided, "win-back", sample="petra-returns", as_of=after) == {
        ("nothing_to_offer", "discount", "the customer stays, or has returned")
    }


def test_what_is_chosen_depends_on_what_a_message_shows(decided: Decide) -> None:
    for message in FOURTEEN:
        decision = decided(message=message)
        assert bool(decision.offers) is (message == "alternative-offers")
        assert bool(decision.benefits) is (message in ("alternative-offers", "value-reminder"))
