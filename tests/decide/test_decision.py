from __future__ import annotations

import json
from datetime import datetime

import pytest

from renderer.customer import parse
from renderer.decide import Decision
from renderer.decide import decide
from renderer.policy import Passage
from tests.decide.conftest import NOW
from tests.decide.conftest import Decide
from tests.decide.conftest import fourteen
from tests.decide.conftest import law_packs
from tests.decide.conftest import northwind
from tests.decide.conftest import record


def test_a_decision_in_json_has_the_shape_of_the_record(decided: Decide) -> None:
    passage = Passage("referral", False, "no_consent", "eu-eprivacy")
    decision = decided().with_passages([passage, passage])
    answer = json.loads(json.dumps(decision.to_json()))
    assert list(answer) == ["benefits", "offers", "refused", "passages"]
    assert answer["offers"][0] == {
        "offer": "fibre-100-switch",
        "rule": "leaving-fibre-price",
        "rank": 1,
        "because": [
            {
                "clause": "cancellation.reason.code in ['price', 'competitor']",
                "holds": True,
                "value": "price",
            }
        ],
    }
    assert answer["benefits"][0]["benefit"] == "no-data-limit"
    assert set(answer["refused"][0]) == {"kind", "id", "step", "because"}
    assert {one["kind"] for one in answer["refused"]} == {"offer", "benefit"}
    assert answer["passages"] == [passage.to_json()]


def test_passages_change_nothing_else(decided: Decide) -> None:
    decision = decided()
    passages = [Passage("marketing", True, "granted", "")]
    assert decision.with_passages(passages).with_passages([]) == decision


def test_permits_are_those_of_the_open_channels(decided: Decide) -> None:
    decision = decided(message="win-back", mobile=None)
    assert set(decision.permits) == set(decision.channels) == {"email", "letter"}
    assert decision.permits["email"]["marketing"].allowed
    assert not decision.permits["email"]["referral"].allowed


def test_a_withheld_channel_stands_in_the_order_of_the_channels(decided: Decide) -> None:
    decision = decided(message="win-back", discount=None, mobile=None, consents=[])
    assert [(one.channel, one.reason) for one in decision.withheld] == [
        ("email", "no_consent"),
        ("sms", "no_address"),
        ("letter", "nothing_to_offer"),
    ]


def test_the_channels_that_are_asked_for_bound_the_decision() -> None:
    customer = parse(record())
    message = fourteen()["alternative-offers"]
    decision = decide(customer, message, northwind(), law_packs(), as_of=NOW, channels=("letter",))
    assert decision.channels == ("letter",)
    assert decision.withheld == ()
    assert all(one.channels == ("letter",) for one in decision.offers)


def test_a_moment_without_an_offset_is_refused() -> None:
    customer = parse(record())
    naive = datetime(2026, 11, 23)  # noqa: DTZ001  (what is refused)
    with pytest.raises(ValueError, match="needs an offset"):
        decide(customer, fourteen()["win-back"], northwind(), law_packs(), as_of=naive)


def test_an_empty_decision_is_the_default() -> None:
    assert Decision().to_json() == {"benefits": [], "offers": [], "refused": [], "passages": []}
