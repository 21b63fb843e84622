"""What circumstances and sensitive reasons hold back (`reference/record.md`, suppression)."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from typing import Literal

from renderer.customer import Customer
from renderer.customer import Suppression
from renderer.messages import Message
from renderer.vocabulary import Purpose

Column = Literal["statutory", "service", "survey", "marketing"]

_ADVERTS: frozenset[Column] = frozenset({"survey", "marketing"})
_ALL_BUT_STATUTORY: frozenset[Column] = frozenset({"service", "survey", "marketing"})
_ALL: frozenset[Column] = frozenset({"statutory", "service", "survey", "marketing"})

WITHHELD: Mapping[Suppression, frozenset[Column]] = {
    "deceased": _ALL,  # a person answers
    "bereavement": _ADVERTS,
    "vulnerable": _ADVERTS,
    "hardship": _ADVERTS,
    "fraud": _ALL_BUT_STATUTORY,
    "dispute": _ALL_BUT_STATUTORY,
    "legal_hold": _ALL_BUT_STATUTORY,
    "minor": _ADVERTS,
    "do_not_contact": _ALL_BUT_STATUTORY,
}
QUIET: frozenset[Suppression] = frozenset({"deceased", "bereavement", "vulnerable", "hardship"})
COLUMNS: Mapping[Purpose, Column] = {
    "service": "service",
    "survey": "survey",
    "marketing": "marketing",
    "referral": "marketing",
}


def column_of(message: Message) -> Column:
    """The column of the table that a message stands in."""
    return "statutory" if message.statutory else message.klass


def suppressed_by(customer: Customer, column: Column) -> Suppression | None:
    """The first circumstance, by name, that holds a column back."""
    found = (name for name in sorted(customer.suppress) if column in WITHHELD[name])
    return next(found, None)


def is_sensitive(customer: Customer, sensitive: Collection[str]) -> bool:
    """Whether the customer leaves for one of the sensitive reasons."""
    left = customer.cancellation
    return left is not None and left.reason is not None and left.reason.code in sensitive


def is_quiet(customer: Customer, *, sensitive: Collection[str]) -> bool:
    """Whether the tone is quiet: bereavement, illness, hardship and the like."""
    return not QUIET.isdisjoint(customer.suppress) or is_sensitive(customer, sensitive)
