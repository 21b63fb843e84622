"""What conditions and entries of the catalogue may name, and where and when an entry applies."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import get_args

from renderer.catalogue.services import Market
from renderer.customer import COUNTRIES
from renderer.customer import codes
from renderer.errors import ContentInvalid
from renderer.shapes import Shape
from renderer.shapes import leaf
from renderer.shapes import obj
from renderer.tables import Table
from renderer.templating.conditions import Condition
from renderer.templating.conditions import parse_condition

# words of the record's contract that do not depend on a catalogue
CLOSED: Mapping[str, Collection[str]] = {
    "party": get_args(codes.Party),
    "residence.country": COUNTRIES,
    "suppress": get_args(codes.Suppression),
    "subscription.interval": get_args(codes.Interval),
    "cancellation.kind": get_args(codes.Kind),
    "cancellation.reason.detail": get_args(codes.ReasonDetail),
}


@dataclass(frozen=True, slots=True)
class Validity:
    """Where and when an entry applies; no markets: all of them."""

    markets: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def has_begun(self, day: date) -> bool:
        return self.valid_from is None or day >= self.valid_from

    def has_ended(self, day: date) -> bool:
        return self.valid_until is not None and day > self.valid_until

    def covers(self, other: Validity) -> bool:
        """Whether this applies wherever and whenever the other one does."""
        return (
            (not self.markets or (bool(other.markets) and set(other.markets) <= {*self.markets}))
            and (self.valid_from or date.min) <= (other.valid_from or date.min)
            and (self.valid_until or date.max) >= (other.valid_until or date.max)
        )


ALWAYS = Validity()  # one object, so that the usual case is one comparison


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a condition may use: the record's shape, and what can occur in it."""

    shape: Shape
    known: Mapping[str, Collection[str]]

    def condition(self, table: Table, key: str) -> Condition | None:
        """The condition under `key`; None when it is absent or flawed."""
        source = table.text(key, default="")
        if not source.strip():
            return None
        return self.parse(source, table, key)

    def parse(self, source: str, table: Table, key: str) -> Condition | None:
        """A condition of ours about what stands under `key`."""
        try:
            return parse_condition(
                source, self.shape, file=table.file, line=table.line(key), known=self.known
            )
        except ContentInvalid as error:
            table.flaws.extend(error.flaws)
            return None


def condition_shape(record: Shape) -> Shape:
    """The shape of what conditions read: the record, `tenure.months` and `as_of`."""
    derived = {
        "tenure": obj("age of the contract", months=leaf("number", "complete months")),
        "as_of": leaf("moment", "the instant of the message, in the customer's zone"),
    }
    return replace(record, fields=MappingProxyType({**record.fields, **derived}))


def read_validity(table: Table, markets: Mapping[str, Market]) -> Validity:
    """`markets`, `valid_from`, `valid_until`."""
    validity = Validity(
        table.names("markets", markets, what="market", default=()),
        table.day("valid_from", required=False),
        table.day("valid_until", required=False),
    )
    if validity.valid_from and validity.has_ended(validity.valid_from):
        table.flaw("`valid_until` is before `valid_from`", key="valid_until")
    return ALWAYS if validity == ALWAYS else validity
