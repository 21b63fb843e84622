from __future__ import annotations

from datetime import date

import pytest

from tests.catalogue.conftest import Flaws
from tests.catalogue.conftest import Load

TO_SMALL = '[[rule.cheaper.propose]]\noffer = "to-small"\n'
PRICE = "cancellation.reason.code == 'price'"
TRAVEL = "cancellation.reason.detail == 'travel'"
FEATURE = "cancellation.reason.code == 'missing_feature'"


def rule(name: str, leaving: str, when: str, *offers: str, more: str = "") -> str:
    proposals = "".join(f'[[rule.{name}.propose]]\noffer = "{offer}"\n' for offer in offers)
    return f'[rule.{name}]\nleaving = {leaving}\nwhen = "{when}"\n{more}\n{proposals}\n'


def with_rule(text: str) -> tuple[str, str, str]:
    return "rules", "[rule.stronger]", text + "[rule.stronger]"


CASES = {
    "the reason is sensitive": (
        *with_rule(rule("x", '["middle"]', "cancellation.reason.code == 'illness'", "pause")),
        "the rule `x` never applies: no reason can meet `when`",
    ),
    "the detail belongs to another reason": (
        *with_rule(rule("x", '["middle"]', f"{PRICE} and {TRAVEL}", "pause")),
        "the rule `x` never applies: no reason can meet `when`",
    ),
    "the service is not one that is left": (
        *with_rule(rule("x", '["middle"]', "subscription.service == 'large'", "pause")),
        "the rule `x` never applies: `when` excludes every service in `leaving`",
    ),
    "unless always holds": (
        *with_rule(
            rule("x", '["middle"]', f"{FEATURE} and tenure.months > 20", "pause",
                 more='unless = "tenure.months >= 12"')
        ),
        "the rule `x` never applies: `unless` holds whenever `when` does",
    ),
    "its markets do not sell the service": (
        *with_rule(rule("x", '["large"]', FEATURE, "pause", more='markets = ["JP"]')),
        "the rule `x` never applies: what it is about is not sold in its markets",
    ),
    "the same rule twice": (
        *with_rule(rule("x", '["middle"]', f"{PRICE} and tenure.months > 3", "to-small")),
        "the rule `x` is shadowed by `cheaper`, which proposes the same and more often",
    ),
    "a proposal contradicts its rule": (
        "rules", "tenure.months >= 12", FEATURE,
        "`pause` is never proposed: its `when` contradicts the rule",
    ),
    "a proposal comes twice": (
        "rules", TO_SMALL, TO_SMALL + TO_SMALL,
        "`to-small` is shadowed by proposal 1 of the same rule",
    ),
    "the service just left": (
        "rules", 'leaving = ["middle", "large"]', 'leaving = ["small", "large"]',
        "offers `small` to who has just left it",
    ),
    "an offer for other services": (
        "offers", "months = 2", 'months = 2\nservices = ["small"]',
        "`pause` suits none of the services in `leaving`",
    ),
    "not sold where the service is": (
        "offers", 'target = "large"', 'target = "large"\nmarkets = ["JP"]',
        "`to-large` is not sold in any market of the services in `leaving`",
    ),
    "a market in which the target is not sold": (
        "offers", 'target = "large"', 'target = "large"\nmarkets = ["AT", "JP"]',
        "`large` is not sold in JP",
    ),
    "dearer when the reason is price": (
        *with_rule(rule("x", '["small"]', "tenure.months > 3", "to-large")),
        "is dearer than `small` (AT), although the reason is price",
    ),
    "a circle for the same reason": (
        *with_rule(rule("x", '["large"]', FEATURE, "to-small")),
        "leads in a circle",
    ),
    "a claim in an offer": (
        "offers", 'pitch = "It rests."', 'pitch = "The best pause."',
        "`best` is a claim without evidence",
    ),
    "a claim in a benefit": (
        "benefits", "You have used it.", "The fastest line you can have.",
        "`fastest` is a claim without evidence",
    ),
    "something exclusive without evidence": (
        "benefits", 'caption = "GB"', 'caption = "GB"\nexclusive = "Few have this."',
        "`exclusive` is a claim without evidence",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_entry_that_makes_no_sense_is_a_flaw(flaws: Flaws, case: str) -> None:
    name, old, new, message = CASES[case]
    found = flaws(name, old, new)
    assert [flaw for flaw in found if message in flaw.message], [str(flaw) for flaw in found]
    assert all(flaw.line > 0 for flaw in found)


def test_evidence_makes_a_claim_sound(load: Load) -> None:
    claim = 'pitch = "The best pause."\n'
    evidence = 'evidence = { source = "a test", checked_on = 2026-01-01 }'
    catalogue = load("offers", 'pitch = "It rests."', claim + evidence)
    assert catalogue.offers["pause"].evidence


def test_offers_may_lead_back_for_another_reason(load: Load) -> None:
    assert load().rules  # middle → large for a feature, large → small for the price, small → large


def test_all_flaws_of_all_files_are_reported_at_once(load: Load, flaws: Flaws) -> None:
    found = flaws(
        "rules",
        "code == 'price'\"",
        "code == 'prise'\"\nstage = 1\nmax_offers = 99",
    )
    assert len(found) == 3
    assert [flaw.line for flaw in found] == sorted(flaw.line for flaw in found)


@pytest.mark.parametrize(
    ("terms", "finding"),
    [
        ("percent_off = 40", "more than 30 % off"),
        ("amount = { AT = 15 }", "more than 30 % off"),
        ("percent_off = 20\nmonths = 6", "a discount for more than 3 months"),
    ],
)
def test_a_generous_discount_is_a_warning(load: Load, terms: str, finding: str) -> None:
    months = "" if "months" in terms else "\nmonths = 2"
    catalogue = load("offers", 'type = "pause"\nmonths = 2', f'type = "discount"\n{terms}{months}')
    messages = [one.message for one in catalogue.findings]
    assert f"`pause`: {finding}" in messages
    assert {one.severity for one in catalogue.findings} == {"warning"}


def test_a_long_pause_and_many_discounts_are_warnings(load: Load) -> None:
    (pause,) = load("offers", "months = 2", "months = 4").findings
    assert pause.message == "`pause`: a pause of more than 3 months"
    (caps,) = load(
        "rules", "[rule.stronger]", "[caps]\nmax_discounts = 3\n[rule.stronger]"
    ).findings
    assert caps.message == "more than 2 discounts for one customer"


def test_an_offer_that_no_rule_proposes_is_a_warning(load: Load) -> None:
    (finding,) = load("rules", TO_SMALL, "").findings
    assert finding.message == "`to-small`: no rule proposes it"


def test_what_has_expired_is_found_on_a_given_day(load: Load) -> None:
    catalogue = load("offers", "months = 2", "months = 2\nvalid_until = 2026-12-31")
    assert catalogue.findings_on(date(2026, 12, 31)) == ()
    (finding,) = catalogue.findings_on(date(2027, 1, 1))
    assert finding.message == "the offer `pause` has expired"
    assert finding.place.startswith("templates/catalogue/offers.toml:")
