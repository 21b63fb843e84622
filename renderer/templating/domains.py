"""What a condition demands of one path of the record, as a set of values.

Domains answer the questions that a catalogue is checked with: can this condition hold at all, can
two hold together, does one imply the other? They may be wider than the truth, never narrower, so
a contradiction that they report is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = Any  # Decimal, str, bool, date or datetime; within one domain all of one kind


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a range; `open` when the value itself does not belong to it."""

    value: Value
    open: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """The values of a path that a condition lets through.

    allowed, excluded, low, high: for a single value (`allowed` None: any).
    with_items, without_items: for a list, what it must and must not contain.
    """

    allowed: frozenset[Value] | None = None
    excluded: frozenset[Value] = frozenset()
    low: Bound | None = None
    high: Bound | None = None
    with_items: frozenset[Value] = frozenset()
    without_items: frozenset[Value] = frozenset()

    def __contains__(self, value: Value) -> bool:
        return (
            (self.allowed is None or value in self.allowed)
            and value not in self.excluded
            and _above(value, self.low)
            and _below(value, self.high)
        )

    @property
    def empty(self) -> bool:
        """Whether no value at all is let through."""
        if self.with_items & self.without_items:
            return True
        if self.allowed is not None:
            return not any(value in self for value in self.allowed)
        if self.low is None or self.high is None:
            return False
        if self.low.value == self.high.value:
            closed = not (self.low.open or self.high.open)
            return not closed or self.low.value in self.excluded
        return bool(self.low.value > self.high.value)

    def meet(self, other: Domain) -> Domain:
        """What both let through."""
        allowed = self.allowed
        if other.allowed is not None:
            allowed = other.allowed if allowed is None else allowed & other.allowed
        return Domain(
            allowed,
            self.excluded | other.excluded,
            _tighter(self.low, other.low, up=True),
            _tighter(self.high, other.high, up=False),
            self.with_items | other.with_items,
            self.without_items | other.without_items,
        )

    def within(self, other: Domain) -> bool:
        """Whether everything that this lets through, the other lets through too."""
        if not (self.with_items >= other.with_items and self.without_items >= other.without_items):
            return False
        if self.allowed is not None:
            return all(value in other for value in self.allowed if value in self)
        return (
            other.allowed is None
            and all(value not in self for value in other.excluded)
            and _tighter(self.low, other.low, up=True) == self.low
            and _tighter(self.high, other.high, up=False) == self.high
        )


ANY = Domain()
Case = Mapping[str, Domain]
MAX_CASES = 64


@dataclass(frozen=True, slots=True)
class Demand:
    """What a condition demands, as alternatives: each case maps paths to domains.

    exact: the condition holds wherever a case is met and its paths have values. Otherwise the
    cases are only necessary: something in the condition has no domain.
    """

    cases: tuple[Case, ...] = ({},)
    exact: bool = True

    @property
    def impossible(self) -> bool:
        return not self.cases

    def meet(self, other: Demand) -> Demand:
        """Both together."""
        if len(self.cases) * len(other.cases) > MAX_CASES:
            return Demand(self.cases, exact=False)
        met = (_met(one, two) for one in self.cases for two in other.cases)
        return Demand(tuple(case for case in met if case is not None), self.exact and other.exact)

    def join(self, other: Demand) -> Demand:
        """Either of them."""
        if len(self.cases) + len(other.cases) > MAX_CASES:
            return UNKNOWN
        return Demand(self.cases + other.cases, self.exact and other.exact)

    def implies(self, other: Demand) -> bool:
        """Whether this never holds without the other; False when it cannot be told."""
        return other.exact and all(
            any(_within(one, two) for two in other.cases) for one in self.cases
        )

    def admits(self, given: Mapping[str, Value]) -> bool:
        """Whether it can hold when these paths have these values.

        A value of None is missing: no case that demands something of its path is met.
        """
        return any(
            all(
                value is not None and value in case[path]
                for path, value in given.items()
                if path in case
            )
            for case in self.cases
        )


NOTHING = Demand()
UNKNOWN = Demand(exact=False)


def demand(path: str, domain: Domain) -> Demand:
    """The demand that a path lies in a domain."""
    return Demand(() if domain.empty else ({path: domain},))


def _met(one: Case, other: Case) -> Case | None:
    """Both cases at once, or None when no value is left for a path."""
    result = dict(one)
    for path, domain in other.items():
        result[path] = domain = result.get(path, ANY).meet(domain)
        if domain.empty:
            return None
    return result


def _within(one: Case, other: Case) -> bool:
    return all(path in one and one[path].within(domain) for path, domain in other.items())


def _above(value: Value, low: Bound | None) -> bool:
    return low is None or bool(value > low.value) or (value == low.value and not low.open)


def _below(value: Value, high: Bound | None) -> bool:
    return high is None or bool(value < high.value) or (value == high.value and not high.open)


def _tighter(one: Bound | None, other: Bound | None, *, up: bool) -> Bound | None:
    if one is None or other is None:
        return one or other
    if one.value == other.value:
        return one if one.open else other
    return one if (one.value > other.value) is up else other
