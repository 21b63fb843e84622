"""What `templates/README.md` tells authors is what a template may use, and all of it."""

from __future__ import annotations

import re

import pytest

from renderer import locales
from renderer import page
from renderer.mjml import elements
from renderer.mjml import structure
from renderer.sources import BLOCKS
from renderer.sources import includes
from renderer.templating import allowance
from renderer.templating import filters
from renderer.templating.calls import ATTRIBUTES
from renderer.templating.calls import CALLS
from renderer.templating.calls import ELEMENTS
from renderer.templating.purposes import PURPOSES
from tests.conftest import ROOT

README = (ROOT / "templates/README.md").read_text(encoding="utf-8")
SECTION = README.partition("## What a template may use")[2].partition("\n## ")[0]


def part(heading: str) -> str:
    """The text under a heading of the section."""
    return SECTION.partition(f"### {heading}\n")[2].partition("\n### ")[0]


def column(text: str) -> set[str]:
    """The names in the first column of the tables."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)[^`]*`", row)}


def test_every_filter_is_told_and_no_other() -> None:
    assert column(part("Filters")) == set(filters.names())


def test_every_call_and_element_is_told_and_no_other() -> None:
    assert column(part("Sentences")) == {*CALLS, *ELEMENTS}
    assert all(f"`{name}`" in part("Sentences") for name in ATTRIBUTES)


def test_every_tag_is_told() -> None:
    assert all(f"{{% {name}" in part("Tags") for name in (*BLOCKS, "set", "include"))
    assert all(f"`loop.{name}`" in part("Tags") for name in allowance.PARTS_OF_LOOPS)
    assert all(f"`{name}`" in part("Tags") for name in PURPOSES)


def test_every_test_and_part_of_a_date_is_told() -> None:
    told = part("Tests and operators")
    assert all(f"`{name}`" in told for name in allowance.TESTS)
    assert all(f".{name}`" in told for name in allowance.PARTS_OF_DATES)


def test_every_place_for_data_is_told() -> None:
    told = part("Where data may stand")
    assert all(f"`{name}`" in told for name in page.RULES.carries | structure.RULES.carries)
    refused = set(elements.REFUSED) - {"mj-selector"}
    assert all(f"`<{name}>`" in part("In an email") for name in refused)


def test_every_unit_is_told() -> None:
    assert all(f"`{name}`" in part("Filters").replace('unit("gb")', "gb") for name in locales.UNITS)


@pytest.mark.parametrize(
    "number",
    [
        allowance.MAX_OUTPUT,
        allowance.MAX_ITERATIONS,
        allowance.CHARACTERS_PER_ITERATION,
        allowance.MAX_TEXT,
        allowance.MAX_ITEMS,
        allowance.MAX_LOOP_DEPTH,
        includes.MAX_DEPTH,
        includes.MAX_PARTS,
        includes.MAX_SIZE,
        structure.MAX_DEPTH,
        page.MAX_DEPTH,
    ],
)
def test_every_limit_is_told(number: int) -> None:
    assert re.search(rf"(?<![\d,]){number:,}(?!,?\d)", part("Limits"))
