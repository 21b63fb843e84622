from __future__ import annotations

import pytest

from renderer.catalogue import Catalogue
from renderer.customer import DETAILS
from renderer.customer import SENSITIVE
from tests.catalogue.conftest import Flaws


def test_every_reason_of_the_record_has_words(northwind: Catalogue) -> None:
    assert northwind.sensitive == SENSITIVE
    for code, details in DETAILS.items():
        assert set(northwind.reasons[code].details) == set(details)
    assert northwind.reasons["price"].words("better_deal") == "a lower price elsewhere"
    assert northwind.reasons["price"].words() == northwind.reasons["price"].words("nonsense")


def test_an_effect_is_a_sentence(northwind: Catalogue) -> None:
    assert northwind.effects["number-released"].text.endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[reason.price]", "[reason.prise]", "`prise` is no reason of the record"),
        ("[reason.price]", "[reason.prise]", "the reason `price` has no words"),
        ("detail.budget", "detail.budge", "`budge` is no detail of `price`"),
        ("detail.budget", "detail.budge", "the detail `budget` has no words"),
        ('"a bereavement"\nsensitive = true', '"x"', "`bereavement` is sensitive"),
        ('text = "the price"', "", "`text` is missing"),
    ],
)
def test_a_reason_without_words_is_a_flaw(flaws: Flaws, old: str, new: str, message: str) -> None:
    assert message in [flaw.message for flaw in flaws("reasons", old, new)]
