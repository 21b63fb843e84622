from __future__ import annotations

from collections import Counter
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest

from renderer.decide.offers import _held_out
from tests.decide.conftest import Decide
from tests.decide.conftest import northwind
from tests.decide.conftest import offers
from tests.decide.conftest import refusal
from tests.decide.conftest import seen

PETRA = ["fibre-100-switch", "pause-2"]
PAUSE = "[offer.pause-2]\n"
PRICE = '[rule.leaving-fibre-price]\nleaving = ["fibre-250", "fibre-1000"]\n'


def test_petra_is_offered_fibre_100_and_a_pause(decided: Decide) -> None:
    decision = decided()
    assert [(one.offer.id, one.rank, one.rule) for one in decision.offers] == [
        ("fibre-100-switch", 1, "leaving-fibre-price"),
        ("pause-2", 2, "leaving-fibre-price"),
    ]
    assert [clause.clause for clause in decision.offers[1].because] == [
        "cancellation.reason.code in ['price', 'competitor']",
        "tenure.months >= 12",
    ]
    assert decision.channels == ("email", "sms", "letter")


def test_amina_who_travels_is_offered_a_pause_first(decided: Decide) -> None:
    decision = decided(sample="amina")
    assert offers(decision) == ["cloud-pause-3", "cloud-200gb-switch"]
    assert decision.channels == ("email", "letter")


def test_kenji_who_agreed_to_nothing_can_be_written_a_letter(decided: Decide) -> None:
    decision = decided(sample="kenji", mobile="+819012345678")
    assert offers(decision) == ["mobile-unlimited-switch", "adviser-call"]
    assert decision.channels == ("letter",)
    assert {(one.channel, one.reason) for one in decision.withheld} == {
        ("email", "no_consent"),
        ("sms", "no_consent"),
    }
    assert all(one.channels == ("letter",) for one in decision.offers)


# one case for each step: Petra's record or Northwind's catalogue differs in one thing only


def test_step_suppression(decided: Decide) -> None:
    decision = decided(suppress=["hardship"])
    assert offers(decision) == []
    assert refusal(decision, "pause-2") == (
        "suppression",
        [("'hardship' not in suppress", ["hardship"])],
    )
    assert {one.step for one in decision.refused} == {"suppression"}


def test_step_reason(decided: Decide) -> None:
    decision = decided(cancellation__reason={"code": "illness"})
    assert offers(decision) == []
    assert refusal(decision, "pause-2")[0] == "reason"
    assert decision.quiet


@pytest.mark.parametrize(
    ("file", "old"),
    [("offers", "[offer.discount-20-3]\n"), ("rules", PRICE)],
    ids=["offer", "rule"],
)
def test_step_validity(decided: Decide, file: str, old: str) -> None:
    over = northwind(file, old, f"{old}valid_until = 2026-11-22\n")
    early = northwind(file, old, f"{old}valid_from = 2026-11-24\n")
    assert refusal(decided(catalogue=over), "discount-20-3") == (
        "validity",
        [("as_of <= '2026-11-22'", date(2026, 11, 23))],
    )
    assert refusal(decided(catalogue=early), "discount-20-3")[0] == "validity"
    within = northwind(file, old, f"{old}valid_from = 2026-11-23\nvalid_until = 2026-11-23\n")
    assert offers(decided(catalogue=within)) == PETRA


def test_the_day_of_validity_is_that_of_the_customer(decided: Decide) -> None:
    until = northwind("offers", PAUSE, f"{PAUSE}valid_until = 2026-11-22\n")
    late = datetime.fromisoformat("2026-11-22T18:30:00-05:00")  # already the 23rd in Vienna
    assert refusal(decided(catalogue=until, as_of=late), "pause-2")[0] == "validity"


def test_step_market(decided: Decide) -> None:
    elsewhere = northwind("offers", PAUSE, f'{PAUSE}markets = ["DE", "CH"]\n')
    assert refusal(decided(catalogue=elsewhere), "pause-2") == (
        "market",
        [("residence.country in ['CH', 'DE']", "AT")],
    )
    decision = decided(
        residence={"country": "BR"}, subscription__price={"amount": "39", "currency": "BRL"}
    )
    assert offers(decision) == []
    assert refusal(decision, "pause-2")[0] == "market"


def test_step_when_of_the_rule_and_of_the_proposal(decided: Decide) -> None:
    decision = decided(cancellation__reason={"code": "quality"})
    assert refusal(decision, "fibre-100-switch") == (
        "when",
        [("cancellation.reason.code in ['price', 'competitor']", "quality")],
    )
    younger = decided(subscription__concluded_on="2026-01-04")
    assert offers(younger) == ["fibre-100-switch", "discount-20-3"]
    assert refusal(younger, "pause-2") == ("when", [("tenure.months >= 12", 10)])


def test_a_missing_reason_meets_no_rule(decided: Decide) -> None:
    decision = decided(cancellation__reason=None)
    assert offers(decision) == []
    assert {one.step for one in decision.refused if one.kind == "offer"} <= {"when", "market"}
    assert {one.reason for one in decision.withheld} == {"nothing_to_offer"}


def test_step_unless(decided: Decide) -> None:
    decision = decided(subscription__concluded_on="2026-11-10")
    assert offers(decision) == ["first-steps", "adviser-call"]
    step, _ = refusal(decision, "fibre-100-switch")
    assert step == "unless"
    (found,) = [one for one in decision.refused if one.id == "fibre-100-switch"]
    assert [(one.clause, one.holds) for one in found.because] == [("tenure.months < 1", True)]


def availability(decided: Decide, name: str, **changes: object) -> list[tuple[str, object]]:
    step, clauses = refusal(decided(**changes), name)
    assert step == "availability"
    return clauses


def test_step_availability(decided: Decide) -> None:
    assert availability(
        decided, "fibre-100-switch", subscription__price={"amount": "39", "currency": "CHF"}
    ) == [("subscription.price.currency == 'EUR'", "CHF")]
    assert availability(decided, "pause-2", subscription__interval="year") == [
        ("subscription.interval == 'month'", "year")
    ]
    others = northwind("offers", 'services = ["fibre-100", "fibre-250"', 'services = ["fibre-100"')
    assert availability(decided, "discount-20-3", catalogue=others)[0][1] == "fibre-250"
    cheap = {"amount": "19.90", "currency": "EUR"}  # an old contract, below today's price
    (clause,) = availability(decided, "fibre-100-switch", subscription__price=cheap)
    assert clause[0] == "it is not dearer than today"


def test_a_discount_that_saves_nothing_is_no_offer(decided: Decide) -> None:
    free = {"amount": "0.00", "currency": "EUR"}
    first = northwind("rules", '[[rule.leaving-fibre-price.propose]]\noffer = "fibre-100-switch"\n')
    (clause,) = availability(decided, "discount-20-3", catalogue=first, subscription__price=free)
    assert clause[0] == "it saves something"


def test_who_already_stays_is_offered_nothing(decided: Decide) -> None:
    after = datetime.fromisoformat("2026-11-27T12:00:00+01:00")
    for sample in ("petra-stays", "petra-undoes"):
        as_of = after if sample == "petra-stays" else after + timedelta(days=5)
        decision = decided(sample=sample, as_of=as_of)
        assert offers(decision) == (PETRA if sample == "petra-undoes" else [])
    assert offers(decided(sample="petra-stays")) == PETRA  # three days before the acceptance


def test_an_accepted_offer_that_changes_nothing_leaves_the_others(decided: Decide) -> None:
    call = {
        "offer": "adviser-call",
        "accepted_at": "2026-11-21T12:00:00+01:00",
        "starts_on": "2026-11-22",
        "price": {"amount": "39.90", "currency": "EUR"},
    }
    assert offers(decided(accepted_offer=call)) == PETRA
    assert offers(decided(accepted_offer={**call, "offer": "unknown-by-now"})) == []


def test_step_cap_never_again_what_was_used(decided: Decide) -> None:
    for outcome in ("used", "accepted"):
        history = [seen("fibre-100-switch", "2023-01-01", outcome)]
        decision = decided(history__offers=history)
        assert offers(decision) == ["pause-2", "discount-20-3"]
        assert refusal(decision, "fibre-100-switch")[0] == "cap"


def test_step_cap_per_customer(decided: Decide) -> None:
    history = [seen("pause-2", "2023-01-01"), seen("pause-2", "2024-01-01", "declined")]
    decision = decided(history__offers=history)
    assert refusal(decision, "pause-2") == (
        "cap",
        [("it has been shown fewer than 2 times", 2)],
    )
    assert offers(decided(history__offers=history[:1])) == PETRA


def test_step_cap_of_all_discounts(decided: Decide) -> None:
    used = [
        seen("discount-15-3", "2023-01-01", "used"),
        seen("discount-15-3", "2024-01-01", "used"),
    ]
    changes = {"subscription__concluded_on": "2026-01-04"}
    assert "discount-20-3" in offers(decided(**changes, history__offers=used[:1]))
    decision = decided(**changes, history__offers=used)
    assert refusal(decision, "discount-20-3") == (
        "cap",
        [("fewer than 2 discounts were used", 2)],
    )


def test_step_cooldown(decided: Decide) -> None:
    history = [seen("pause-2", "2026-09-01", "declined")]
    assert refusal(decided(history__offers=history), "pause-2")[0] == "cooldown"
    within = [seen("pause-2", "2026-08-25")]  # at noon: some hours less than 90 days ago
    assert refusal(decided(history__offers=within), "pause-2")[0] == "cooldown"
    assert offers(decided(history__offers=[seen("pause-2", "2026-08-24")])) == PETRA


def test_a_pause_may_come_again_after_a_year(decided: Decide) -> None:
    assert offers(decided(history__offers=[seen("pause-2", "2025-11-01", "used")])) == PETRA
    decision = decided(history__offers=[seen("pause-2", "2025-12-01", "used")])
    assert refusal(decision, "pause-2")[0] == "cooldown"


def test_what_is_shown_later_than_as_of_is_not_counted(decided: Decide) -> None:
    history = [seen("pause-2", "2026-11-24"), seen("fibre-100-switch", "2027-01-01", "used")]
    assert offers(decided(history__offers=history)) == PETRA


def test_step_holdout(decided: Decide) -> None:
    half = northwind("offers", PAUSE, f"{PAUSE}holdout_percent = 50\n")
    groups = Counter(
        "pause-2" in offers(decided(catalogue=half, id=f"C-{number}")) for number in range(60)
    )
    assert min(groups[True], groups[False]) > 15
    held = next(n for n in range(60) if _held_out(f"C-{n}", half.offers["pause-2"]))
    decision = decided(catalogue=half, id=f"C-{held}")
    assert refusal(decision, "pause-2")[0] == "holdout"
    assert offers(decision) == ["fibre-100-switch", "discount-20-3"]


def test_a_customer_is_always_in_the_same_control_group() -> None:
    tenth = northwind("offers", PAUSE, f"{PAUSE}holdout_percent = 10\n").offers["pause-2"]
    held = [number for number in range(200) if _held_out(f"C-{number}", tenth)]
    assert held[:5] == [15, 18, 48, 58, 60]
    assert 10 <= len(held) <= 30


def test_step_consent(decided: Decide) -> None:
    decision = decided(consents=[], postal_address=None)
    assert offers(decision) == []
    assert refusal(decision, "pause-2") == (
        "consent",
        [
            ("promotion by email is permitted", "no_consent"),
            ("promotion by sms is permitted", "no_consent"),
            ("promotion by letter is permitted", "no_address"),
        ],
    )


def test_a_rule_may_be_for_some_channels_only(decided: Decide) -> None:
    letters = northwind("rules", PRICE, f'{PRICE}channels = ["letter"]\n')
    decision = decided(catalogue=letters)
    assert [one.channels for one in decision.offers] == [("letter",), ("letter",)]
    assert decision.channels == ("letter",)
    assert {(one.channel, one.reason) for one in decision.withheld} == {
        ("email", "nothing_to_offer"),
        ("sms", "nothing_to_offer"),
    }
    decision = decided(catalogue=letters, postal_address=None)
    assert refusal(decision, "pause-2")[0] == "consent"


def test_step_law(decided: Decide) -> None:
    decision = decided(
        residence={"country": "FR"},
        subscription__price={"amount": "34.99", "currency": "EUR"},
        cancellation__ends_on="2023-01-31",
        cancellation__received_at="2023-01-01T12:00:00+01:00",
    )
    assert offers(decision) == []
    step, clauses = refusal(decision, "pause-2")
    assert step == "law"
    assert {value for _, value in clauses} == {"too_late"}


def test_step_max_offers(decided: Decide) -> None:
    decision = decided()
    assert refusal(decision, "discount-20-3") == (
        "max_offers",
        [("fewer than 2 offers are chosen", 2)],
    )
    one = northwind("rules", "max_offers = 2\nmax_discounts", "max_offers = 1\nmax_discounts")
    assert offers(decided(catalogue=one)) == ["fibre-100-switch"]
    three = northwind("rules", "max_offers = 2\nmax_discounts", "max_offers = 3\nmax_discounts")
    assert offers(decided(catalogue=three)) == PETRA  # the rule's own limit


def test_a_tie_of_ranks_is_decided_by_the_name_of_the_offer(decided: Decide) -> None:
    decision = decided(cancellation__reason={"code": "moving"})
    assert [(one.offer.id, one.rank) for one in decision.offers] == [
        ("extension-30", 1),
        ("move-help", 1),
    ]


def test_an_offer_that_two_rules_propose_is_made_once(decided: Decide) -> None:
    extra = (
        '[rule.also]\nleaving = ["fibre-250"]\nwhen = "tenure.months > 40"\n'
        '[[rule.also.propose]]\noffer = "pause-2"\n\n'
    )
    twice = northwind("rules", "[rule.leaving-fibre-price]", extra + "[rule.leaving-fibre-price]")
    decision = decided(catalogue=twice)
    assert [(one.offer.id, one.rule) for one in decision.offers] == [
        ("fibre-100-switch", "leaving-fibre-price"),
        ("pause-2", "also"),
    ]
    names = [one.id for one in decision.refused]
    assert len(names) == len(set(names))
    assert "pause-2" not in names


def test_who_leaves_a_service_that_is_not_known_is_offered_nothing(decided: Decide) -> None:
    decision = decided(subscription__service="copper-16")
    assert (offers(decision), decision.benefits) == ([], ())


def test_every_customer_of_northwind_gets_an_offer_for_a_common_reason(decided: Decide) -> None:
    for service in northwind().services.values():
        country = "AT" if "AT" in service.prices else "DE"
        for code in ("price", "missing_feature", "not_using", "quality", "temporary"):
            decision = decided(
                residence={"country": country},
                subscription__service=service.id,
                subscription__price=service.prices[country].model_dump(mode="json"),
                cancellation__reason={"code": code},
            )
            assert decision.offers, (service.id, code)
