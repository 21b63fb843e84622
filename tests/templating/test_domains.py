from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.templating.domains import ANY
from renderer.templating.domains import MAX_CASES
from renderer.templating.domains import NOTHING
from renderer.templating.domains import UNKNOWN
from renderer.templating.domains import Bound
from renderer.templating.domains import Demand
from renderer.templating.domains import Domain
from renderer.templating.domains import demand

VALUES = range(8)
SETS = st.frozensets(st.sampled_from(VALUES), max_size=3)
BOUNDS = st.none() | st.builds(Bound, st.sampled_from(VALUES), st.booleans())
DOMAINS = st.builds(Domain, st.none() | SETS, SETS, BOUNDS, BOUNDS)


def members(domain: Domain) -> set[int]:
    return {value for value in VALUES if value in domain}


@given(DOMAINS, DOMAINS)
@settings(max_examples=200)
def test_a_meeting_holds_what_both_hold(one: Domain, other: Domain) -> None:
    assert members(one.meet(other)) == members(one) & members(other)


@given(DOMAINS, DOMAINS)
@settings(max_examples=200)
def test_what_lies_within_never_sticks_out(one: Domain, other: Domain) -> None:
    if one.within(other):
        assert members(one) <= members(other)
    assert one.meet(other).within(one)
    assert one.within(ANY)


@given(DOMAINS)
@settings(max_examples=200)
def test_an_empty_domain_has_no_members(domain: Domain) -> None:
    assert not (domain.empty and members(domain))


def test_a_list_cannot_contain_and_lack_the_same() -> None:
    domain = Domain(with_items=frozenset({"a"}), without_items=frozenset({"b"}))
    assert not domain.empty
    assert domain.within(Domain(with_items=frozenset({"a"})))
    assert not domain.within(Domain(with_items=frozenset({"c"})))
    assert domain.meet(Domain(with_items=frozenset({"b"}))).empty


ATOMS = st.builds(demand, st.sampled_from(["x", "y"]), DOMAINS)
DEMANDS = st.recursive(
    ATOMS | st.just(NOTHING),
    lambda inner: st.tuples(inner, inner, st.booleans()).map(
        lambda parts: parts[0].meet(parts[1]) if parts[2] else parts[0].join(parts[1])
    ),
    max_leaves=5,
)
POINTS = [{"x": x, "y": y} for x in VALUES for y in VALUES]


@given(DEMANDS, DEMANDS)
@settings(max_examples=150)
def test_an_implied_demand_is_met_wherever_the_other_is(one: Demand, other: Demand) -> None:
    if one.implies(other):
        assert all(other.admits(point) for point in POINTS if one.admits(point))
    both, either = one.meet(other), one.join(other)
    for point in POINTS[::5]:
        assert both.admits(point) is (one.admits(point) and other.admits(point))
        assert either.admits(point) is (one.admits(point) or other.admits(point))


def test_a_missing_value_meets_no_demand() -> None:
    wanted = demand("x", Domain(excluded=frozenset({1})))
    assert not wanted.admits({"x": None})
    assert wanted.admits({"y": None})
    assert NOTHING.admits({"x": None})


@pytest.mark.parametrize("operation", ["meet", "join"])
def test_too_many_cases_become_a_wider_demand_that_is_not_exact(operation: str) -> None:
    many: Any = Demand(tuple({"x": Domain(frozenset({n}))} for n in range(MAX_CASES)))
    result = getattr(many, operation)(many)
    assert not result.exact
    assert all(result.admits({"x": n}) for n in range(MAX_CASES))


def test_nothing_is_implied_by_what_is_not_known() -> None:
    assert not NOTHING.implies(UNKNOWN)
    assert not UNKNOWN.implies(demand("x", Domain(frozenset({1}))))
    assert UNKNOWN.implies(NOTHING)
