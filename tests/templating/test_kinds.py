"""The table of what filters take names real filters and real kinds."""

from __future__ import annotations

from typing import get_args

import pytest

from renderer.shapes import Kind
from renderer.shapes import Shape
from renderer.templating import filters
from renderer.templating import kinds
from tests.templating.kitchen import flaws
from tests.templating.kitchen import run

NAMES = {
    "text": "name",
    "number": "count",
    "date": "day",
    "moment": "moment",
    "money": "price",
    "list": "words",
    "flag": "quiet",
    "map": "usage",
    "object": "person",
}


def test_every_name_in_the_tables_is_a_filter_and_every_kind_has_words() -> None:
    assert set(kinds.TAKES) | kinds.KEEPS_LIST | kinds.PICKS_ITEM <= set(filters.names())
    assert frozenset().union(*kinds.TAKES.values()) <= set(get_args(Kind)) == set(NAMES)
    assert all(kinds.article(Shape(kind, "x")) for kind in get_args(Kind))


@pytest.mark.parametrize("name", sorted(kinds.TAKES))
def test_a_filter_refuses_the_kinds_that_it_does_not_take(name: str) -> None:
    for kind, value in NAMES.items():
        if kind not in kinds.TAKES[name]:
            (found, *_) = flaws(f"{{% set x = {value}|{name} %}}")
            assert found.message.startswith(f"`{name}` takes ")
            assert found.message.endswith(f"`{value}` is {kinds.article_of(kind)}")


def test_what_is_printed_otherwise_names_real_filters() -> None:
    for kind, words in kinds.WRITES.items():
        if kind == "flag":
            continue
        for name in words.replace("`", "").split(" or "):
            assert run(f"{{{{ {NAMES[kind]}|{name} }}}}")
