from __future__ import annotations

import pytest

from renderer.catalogue import Catalogue
from tests.catalogue.conftest import Flaws
from tests.catalogue.conftest import Load


def test_a_benefit_knows_its_services_and_its_proof(load: Load) -> None:
    benefit = load().benefits["speed"]
    assert benefit.services == ("small", "middle", "large")
    assert benefit.path == "subscription.usage.metrics.gb"
    assert benefit.unused is not None
    assert benefit.unused.source == "subscription.usage.metrics.gb == 0"


def test_northwind_has_a_dozen_benefits_and_proves_what_only_it_has(northwind: Catalogue) -> None:
    assert len(northwind.benefits) >= 12
    exclusive = [benefit for benefit in northwind.benefits.values() if benefit.exclusive]
    assert exclusive
    assert all(benefit.evidence for benefit in exclusive)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('feature = "download"', 'feature = "upload"', "`upload` is no feature"),
        ('metric = "gb"', 'metric = "bg"', "`bg` never occurs in `subscription.usage.metrics`"),
        ('metric = "gb"', "", "needs `metric` or `field` as its proof, and not both"),
        ('metric = "gb"', 'field = "subscription.saving"', "`subscription` has no `saving`"),
        ('metric = "gb"', 'field = "customer.id"', "the record has no `customer`"),
        ('metric = "gb"', 'field = "locale"', "`locale` is no number and no amount of money"),
        ('caption = "GB"', "", "`caption` is missing"),
        ('used = "You have used it."\nunused = "You have not used it."', "", "needs a text"),
        (', "It ends with the contract."]', "]", "`{ends_on}` has not always a value in `ends`"),
        ('metric = "gb"\nrank', 'metric = "gb"\nservices = ["tiny"]\nrank', "`tiny` is no service"),
        ("rank = 10", "rank = 0", "`rank` must lie between 1 and 10000"),
        ("rank = 10", "rank = 10\nranks = 3", "`ranks` is not known here"),
    ],
)
def test_what_is_wrong_with_a_benefit_is_a_flaw(
    flaws: Flaws, old: str, new: str, message: str
) -> None:
    found = [flaw for flaw in flaws("benefits", old, new) if flaw.message.startswith(message)]
    assert found
    assert found[0].line > 0


def test_a_limited_amount_can_be_told_and_an_unlimited_one_needs_another_text(
    flaws: Flaws,
) -> None:
    (flaw,) = flaws("benefits", 'caption = "GB"', 'caption = "of {of} GB"')
    assert flaw.message == "`{of}` has not always a value in `caption`"
