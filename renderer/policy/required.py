"""The facts that a message and the law demand, before anything is rendered."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from datetime import datetime

from renderer.customer import Customer
from renderer.errors import FactMissing
from renderer.errors import FieldError
from renderer.facts import Fact
from renderer.laws import Laws
from renderer.messages import Message
from renderer.policy.gate import packs_for
from renderer.vocabulary import Channel


def require_facts(
    customer: Customer,
    message: Message,
    *,
    channels: Collection[Channel],
    laws: Laws,
    as_of: datetime,
) -> None:
    """Refuse a render that could not state what it must on the channels that are open.

    Raises FactMissing with every field that is missing, who demands it, and for what.
    """
    data = customer.as_data()
    missing: dict[tuple[str, str], list[str]] = {}
    for fact, demanded_by in _demanded(customer, message, laws, as_of):
        if not channels or set(fact.channels).isdisjoint(channels):
            continue
        pointer = fact.missing(data)
        if pointer:
            missing.setdefault((pointer, demanded_by), []).append(fact.says)
    if missing:
        raise FactMissing(
            tuple(
                FieldError(pointer, f"is missing: {', '.join(says)}", demanded_by)
                for (pointer, demanded_by), says in missing.items()
            )
        )


def _demanded(
    customer: Customer, message: Message, laws: Laws, as_of: datetime
) -> Iterator[tuple[Fact, str]]:
    for fact in message.facts:
        yield fact, f"required by the message `{message.id}`"
    kind = customer.cancellation.kind if customer.cancellation else None
    for pack in packs_for(customer, laws, as_of):
        if pack.governs(message.id, kind):
            for fact in pack.facts:
                yield fact, f"required by the law pack `{pack.id}` ({pack.source.reference})"
