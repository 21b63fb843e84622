from __future__ import annotations

import pytest

from renderer.catalogue.claims import find_claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The fastest network", ["fastest"]),
        ("Cheaper than anywhere, and BETTER", ["Cheaper", "BETTER"]),
        ("the only provider, no. 1, No.1", ["the only", "no. 1", "No.1"]),
        ("less a month than today", []),
        ("bestow a fasting", []),
    ],
)
def test_a_comparison_with_others_is_a_claim(text: str, claims: list[str]) -> None:
    assert list(find_claims([text])) == claims
