"""Shapes: paths into plain data that is not there yet."""

from __future__ import annotations

import pickle

import pytest

from renderer.shapes import Shape
from renderer.shapes import leaf
from renderer.shapes import listing
from renderer.shapes import mapping
from renderer.shapes import money
from renderer.shapes import obj

CONTRACT = obj(
    "the contract",
    price=money("the price"),
    ended=leaf("flag", "whether it ended", optional=True),
    seen=listing("offers", obj("one offer", shown_at=leaf("moment", "when"))),
    metrics=mapping("what was measured", leaf("number", "a number")),
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "object"),
        ("price", "money"),
        ("price.amount", "number"),
        ("price.currency", "text"),
        ("seen", "list"),
        ("seen.[].shown_at", "moment"),
        ("metrics.cloud_gb", "number"),
    ],
)
def test_a_path_leads_to_its_shape(path: str, kind: str) -> None:
    shape = CONTRACT.at(path)
    assert shape is not None
    assert shape.kind == kind


@pytest.mark.parametrize("path", ["prize", "price.amount.more", "seen.shown_at", "ended.a.b"])
def test_a_path_that_does_not_exist_leads_nowhere(path: str) -> None:
    assert CONTRACT.at(path) is None


def test_all_paths_are_listed_parents_first() -> None:
    assert [path for path, _ in CONTRACT.paths()] == [
        "price",
        "price.amount",
        "price.currency",
        "ended",
        "seen",
        "seen.[]",
        "seen.[].shown_at",
        "metrics",
        "metrics.*",
    ]


def test_every_listed_path_can_be_followed() -> None:
    assert all(CONTRACT.at(path) == shape for path, shape in CONTRACT.paths())


def test_a_shape_becomes_optional_without_changing_the_first() -> None:
    price = money("the price")
    assert price.as_optional().optional
    assert not price.optional
    assert price.as_optional(optional=False) is price


def test_an_object_may_be_absent_or_have_a_field_called_optional() -> None:
    amount = leaf("number", "amount")
    assert obj("a part", optional=True, amount=amount).optional
    named = obj("a part", optional=amount)
    assert not named.optional
    assert named.at("optional") == amount


def test_a_shape_survives_pickling() -> None:
    copy: Shape = pickle.loads(pickle.dumps(CONTRACT))
    assert copy == CONTRACT


def test_fields_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CONTRACT.fields["price"] = leaf("text", "other")  # type: ignore[index]  # that is the point
