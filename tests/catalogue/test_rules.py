from __future__ import annotations

import pytest

from renderer.catalogue import Catalogue
from renderer.catalogue.reach import reaches
from renderer.customer import SENSITIVE
from tests.catalogue.conftest import Flaws
from tests.catalogue.conftest import Load


def test_a_rule_is_found_by_the_service_that_is_left_and_the_stage(load: Load) -> None:
    index = load().rules_by_service
    assert [rule.id for rule in index["middle", "alternatives"]] == ["cheaper", "stronger"]
    assert [rule.id for rule in index["small", "alternatives"]] == ["stronger"]
    assert ("small", "return") not in index


def test_any_means_every_service(load: Load) -> None:
    leaving = 'leaving = ["small", "middle"]\nwhen = "'
    catalogue = load(
        "rules", leaving, 'leaving = "any"\nwhen = "subscription.service != \'large\' and '
    )
    assert catalogue.rules["stronger"].leaving == ("small", "middle", "large")


def test_the_place_of_a_proposal_is_its_rank(load: Load) -> None:
    proposals = load().rules["cheaper"].proposals
    assert [(one.offer, one.rank) for one in proposals] == [("to-small", 1), ("pause", 2)]


def test_northwind_has_a_rule_for_every_service_and_common_reason(northwind: Catalogue) -> None:
    served = {
        (service, code)
        for reach in reaches(northwind)
        for service in reach.services
        for code, _ in reach.reasons
    }
    common = "price not_using missing_feature quality support too_complex competitor temporary"
    for service in northwind.services:
        assert {code for code in common.split() if (service, code) not in served} == set(), service
    assert not SENSITIVE & {code for _, code in served if code}


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ('["middle", "large"]', '["midle", "large"]', "`midle` is no service", "`middle`?"),
        ('offer = "to-small"', 'offer = "to-smal"', "`to-smal` is no offer", "`to-small`?"),
        ("code == 'price'", "code == 'prise'", "`prise` never occurs", "`price`?"),
        ("reason.code ==", "reason.cod ==", "`cancellation.reason` has no `cod`", "`code`?"),
        ("tenure.months >= 12", "tenure.month >= 12", "`tenure` has no `month`", "`months`?"),
        (
            "tenure.months >= 12",
            "subscription.usage.metrics.gbs > 1",
            "`gbs` never occurs",
            "`gb`?",
        ),
        ("tenure.months >= 12", "'sped' in subscription.benefits_used", "`sped` never", "`speed`?"),
        ("[rule.stronger]", "[rule.stronger]\nmax_offer = 1", "`max_offer` is not", "max_offers"),
        ("[rule.stronger]", '[rule.stronger]\nstages = ["valu"]', "`valu` is no stage", "`value`"),
        (
            "[rule.stronger]",
            '[rule.empty]\nleaving = "any"\n[rule.stronger]',
            "proposes nothing",
            "",
        ),
        (
            "[[rule.cheaper.propose]]",
            "[caps]\nmax_offers = 11\n[[rule.cheaper.propose]]",
            "`max_",
            "",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_is_a_flaw_with_its_line(
    flaws: Flaws, old: str, new: str, message: str, hint: str
) -> None:
    found = [flaw for flaw in flaws("rules", old, new) if flaw.message.startswith(message)]
    assert found
    assert hint in found[0].hint
    assert found[0].line > 0


def test_a_flaw_in_a_condition_names_the_line_of_its_key(flaws: Flaws) -> None:
    (flaw,) = flaws("rules", "tenure.months >= 12", "tenure.month >= 12")
    assert (flaw.file, flaw.line) == ("templates/catalogue/rules.toml", 9)
