"""One customer, one message, one moment: what every step of a decision asks about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from renderer.catalogue import ALWAYS
from renderer.catalogue import Catalogue
from renderer.catalogue import Validity
from renderer.customer import Customer
from renderer.decide.decision import Because
from renderer.decide.decision import Step
from renderer.messages import Message
from renderer.policy import Gate
from renderer.policy import suppressed_by
from renderer.templating.conditions import Clause
from renderer.templating.conditions import Condition
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import Channel

Refusal = tuple[Step, Because]


@dataclass(frozen=True, slots=True)
class Situation:
    """`data` is what conditions read; `day` and `as_of` are told in the customer's zone.

    stays: an offer was accepted or the cancellation undone, so that nobody leaves any more;
    barred: why nothing may be promoted to this customer at all.
    """

    customer: Customer
    message: Message
    catalogue: Catalogue
    gate: Gate
    data: dict[str, Any]
    zone: ZoneInfo
    as_of: datetime
    day: date
    country: str
    service: str
    ends_on: date | None
    stays: bool
    barred: Refusal | None

    @classmethod
    def of(
        cls,
        customer: Customer,
        message: Message,
        catalogue: Catalogue,
        gate: Gate,
        as_of: datetime,
    ) -> Situation:
        zone = ZoneInfo(customer.time_zone)
        local = as_of.astimezone(zone)
        tenure = {"months": customer.tenure_months(local.date())}
        data = {**customer.as_data(), "tenure": tenure, "as_of": local}
        left = customer.cancellation
        return cls(
            customer=customer,
            message=message,
            catalogue=catalogue,
            gate=gate,
            data=data,
            zone=zone,
            as_of=local,
            day=local.date(),
            country=customer.residence.country,
            service=customer.subscription.service,
            ends_on=left.ends_on if left else None,
            stays=_stays(customer, catalogue, local),
            barred=_barred(customer, catalogue),
        )

    def out_of_place(self, validity: Validity) -> Refusal | None:
        """Why an entry does not apply here and now."""
        if validity is ALWAYS:
            return None
        if not validity.has_begun(self.day):
            return "validity", (Clause(f"as_of >= '{validity.valid_from}'", False, self.day),)
        if validity.has_ended(self.day):
            return "validity", (Clause(f"as_of <= '{validity.valid_until}'", False, self.day),)
        if validity.markets and self.country not in validity.markets:
            return self.not_sold(validity.markets)
        return None

    def not_sold(self, markets: Iterable[str]) -> Refusal:
        """The refusal of something that is not sold where the customer lives."""
        listed = ", ".join(f"'{market}'" for market in sorted(markets))
        return "market", (Clause(f"residence.country in [{listed}]", False, self.country),)

    def meets(
        self, when: Condition | None, unless: Condition | None
    ) -> tuple[Step | None, Because]:
        """The step that refuses, if any, and the clauses of the condition that was asked."""
        because: Because = ()
        if when is not None:
            holds, because = when.evaluate(self.data)
            if not holds:
                return "when", because
        if unless is not None:
            holds, against = unless.evaluate(self.data)
            if holds:
                return "unless", against
        return None, because

    def permitted(self, channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
        """The open ones of these channels on which promotion may stand."""
        permits = self.gate.permits
        return tuple(
            channel
            for channel in channels
            if channel in permits and permits[channel]["marketing"].allowed
        )

    def unpermitted(self, channels: tuple[Channel, ...]) -> Refusal:
        """Why promotion may stand on none of these channels: consent, or a law."""
        because = []
        reasons = set()
        held = {withheld.channel: withheld.reason for withheld in self.gate.withheld}
        for channel in CHANNELS:
            if channel in channels:
                permit = self.gate.permits.get(channel, {}).get("marketing")
                reason = permit.reason if permit else held.get(channel, "not_asked_for")
                reasons.add(reason)
                because.append(Clause(f"promotion by {channel} is permitted", False, reason))
        return "law" if reasons == {"too_late"} else "consent", tuple(because)


def _stays(customer: Customer, catalogue: Catalogue, as_of: datetime) -> bool:
    returned, accepted = customer.reactivated, customer.accepted_offer
    if returned is not None and returned.at <= as_of:
        return True
    if accepted is None or accepted.accepted_at > as_of:
        return False
    offer = catalogue.offers.get(accepted.offer)
    return offer is None or offer.revokes


def _barred(customer: Customer, catalogue: Catalogue) -> Refusal | None:
    circumstance = suppressed_by(customer, "marketing")
    if circumstance is not None:
        clause = Clause(f"'{circumstance}' not in suppress", False, list(customer.suppress))
        return "suppression", (clause,)
    left = customer.cancellation
    code = left.reason.code if left and left.reason else None
    if code in catalogue.sensitive:
        return "reason", (Clause("cancellation.reason.code is not sensitive", False, code),)
    return None
