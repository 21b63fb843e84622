from __future__ import annotations

import pytest

from renderer.catalogue import Catalogue
from renderer.catalogue.wordings import TYPES
from tests.catalogue.conftest import Flaws
from tests.catalogue.conftest import Load


def test_an_offer_takes_the_texts_of_its_type_where_it_has_none(load: Load) -> None:
    catalogue = load("offers", 'target = "small"', 'target = "small"\naction = "Go small"')
    assert catalogue.offers["to-small"].texts["action"].ways == ("Go small",)
    assert catalogue.offers["to-large"].texts["action"].ways == ("Switch to {service}",)
    assert catalogue.offers["to-small"].texts["action"].context == "button"
    assert catalogue.offers["to-small"].texts["short"].context == "sms"


def test_what_is_kept_and_lost_is_computed_where_it_is_not_written(load: Load) -> None:
    offers = load().offers
    assert offers["to-small"].kept is None
    assert [item.ways for item in offers["pause"].lost or ()] == [
        ("the line from {from} to {until}", "the line")
    ]


def test_northwind_has_offers_of_all_eight_types(northwind: Catalogue) -> None:
    assert len(northwind.offers) >= 14
    assert {offer.type for offer in northwind.offers.values()} == set(TYPES)
    assert northwind.offers["pause-2"].terms.months == 2


def test_only_what_keeps_the_contract_revokes_the_cancellation(northwind: Catalogue) -> None:
    standing = {offer.type for offer in northwind.offers.values() if not offer.revokes}
    assert standing == {"extension", "contact", "training"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('target = "small"', 'target = "smal"', "`smal` is no service"),
        ('target = "small"', "", "`target` is missing"),
        ('type = "pause"', 'type = "rest"', "`rest` is no type"),
        ("[wording.switch_service]", "[wording.switch]", "`switch` is no type of offer"),
        ("months = 2", "months = 0", "`months` must lie between 1 and 24"),
        ("months = 2", "", "`months` is missing"),
        ("months = 2", "months = 2\ntarget = 'small'", "`target` is not known here"),
        ("months = 2", "months = 2\nholdout_percent = 60", "`holdout_percent` must lie between"),
        ("months = 2", "months = 2\nmarkets = ['DE']", "`DE` is no market"),
        (
            "months = 2",
            "months = 2\nvalid_from = 2026-02-01\nvalid_until = 2026-01-01",
            "`valid_until` is before `valid_from`",
        ),
        ("months = 2", "months = 2\nvalid_from = '2026-02-01'", "`valid_from` must be a date"),
        ('kept = ["your price"]', "", "`kept` is missing: for a pause it cannot be computed"),
        ('kept = ["your price"]', "kept = [3]", "`kept` must be a list of texts"),
        ('kept = ["your price"]', "kept = 'x'", "`kept` must be a list of texts"),
        (', "the line"]]', "]]", "`{from}` has not always a value in `lost`"),
        ('short = "a pause"', "", "`short` is missing"),
        ('short = "a pause"', 'short = "{service} {saving}"', "`{saving}` has no value in `short`"),
        ('type = "pause"', 'type = "discount"', "needs either `percent_off` or `amount`"),
        (
            'type = "pause"',
            'type = "discount"\npercent_off = 5\namount = { AT = 2 }',
            "needs either `percent_off` or `amount`",
        ),
        ('type = "pause"\nmonths = 2', 'type = "credit"', "`amount` is missing or empty"),
        ('type = "pause"\nmonths = 2', 'type = "switch_plan"\nplan = "weekly"', "`services` is"),
        (
            'type = "pause"\nmonths = 2',
            'type = "switch_plan"\nservices = ["small"]\nplan = "weekly"',
            "`small` has no plan `weekly`",
        ),
    ],
)
def test_what_is_wrong_with_an_offer_is_a_flaw(
    flaws: Flaws, old: str, new: str, message: str
) -> None:
    found = [flaw for flaw in flaws("offers", old, new) if flaw.message.startswith(message)]
    assert found
    assert found[0].file == "templates/catalogue/offers.toml"
    assert found[0].line > 0
