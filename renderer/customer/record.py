"""The whole record: the customer, as the engine reads it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from functools import cached_property
from typing import Annotated
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field

from renderer.customer.cancellation import Cancellation
from renderer.customer.codes import ConsentStatus
from renderer.customer.codes import Party
from renderer.customer.codes import Suppression
from renderer.customer.contract import Subscription
from renderer.customer.offers import AcceptedOffer
from renderer.customer.offers import Discount
from renderer.customer.offers import History
from renderer.customer.offers import Reactivated
from renderer.customer.offers import Referral
from renderer.customer.part import LIST_LIMIT
from renderer.customer.part import Part
from renderer.customer.person import Accessibility
from renderer.customer.person import Consent
from renderer.customer.person import Name
from renderer.customer.person import PostalAddress
from renderer.customer.person import Residence
from renderer.customer.words import Email
from renderer.customer.words import Line
from renderer.customer.words import Link
from renderer.customer.words import LinkKey
from renderer.customer.words import Locale
from renderer.customer.words import Mobile
from renderer.customer.words import Zone

_CACHED = ("_data", "_statuses")


class Customer(Part):
    """One customer who leaves, left, stays or returns: everything a message can say."""

    id: Line = Field(description="Customer number", examples=["C-100482"])
    name: Name = Field(description="The customer's name")
    party: Party = Field(default="consumer", description="What the law takes the customer to be")
    locale: Locale = Field(description="Language and conventions of the messages (BCP 47)")
    time_zone: Zone = Field(description="The zone in which dates and deadlines are told (IANA)")
    residence: Residence = Field(description="Where the customer lives: law and market")
    email: Email | None = Field(default=None, description="Email address; absent: no email is sent")
    mobile: Mobile | None = Field(
        default=None,
        description="Mobile number in international form (E.164); absent: no SMS is sent",
    )
    postal_address: PostalAddress | None = Field(
        default=None, description="Postal address; absent: no letter is sent"
    )
    accessibility: Accessibility = Field(
        default_factory=Accessibility, description="What makes messages readable for this customer"
    )
    consents: Annotated[tuple[Consent, ...], Field(max_length=LIST_LIMIT)] = Field(
        default=(), description="What the customer said about being written to; the latest counts"
    )
    suppress: Annotated[tuple[Suppression, ...], Field(max_length=LIST_LIMIT)] = Field(
        default=(), description="Circumstances that hold messages back or make them quiet"
    )
    subscription: Subscription = Field(description="The contract")
    cancellation: Cancellation | None = Field(
        default=None, description="The cancellation of the contract"
    )
    accepted_offer: AcceptedOffer | None = Field(
        default=None, description="The offer for which the customer stays"
    )
    reactivated: Reactivated | None = Field(default=None, description="The cancellation was undone")
    discount: Discount | None = Field(default=None, description="A discount code for the return")
    referral: Referral | None = Field(default=None, description="A code to bring a friend")
    history: History = Field(
        default_factory=History, description="What was offered and sent before"
    )
    links: dict[LinkKey, Link] = Field(
        default_factory=dict,
        description="Links (https) instead of those of the brand, by name",
        examples=[{"survey": "https://northwind.example/s/K-2026-004417"}],
    )

    def as_data(self) -> dict[str, Any]:
        """Every documented field as plain data: dict, list, str, int, Decimal, date, datetime,
        bool, and None when absent. Made once for each record: do not change it."""
        return self._data

    def as_record(self) -> dict[str, Any]:
        """The record as JSON values, without absent fields; `parse` accepts it."""
        return self.model_dump(mode="json", exclude_none=True)

    def consent(self, channel: str, purpose: str) -> ConsentStatus:
        """The latest status for a channel and a purpose; `none` when there is none.

        Of two that were obtained at the same instant, the later one in the list counts.
        """
        return self._statuses.get((channel, purpose), "none")

    def tenure_months(self, as_of: date) -> int:
        """Whole months since the contract was concluded, in the customer's time zone.

        A month that lacks the day of conclusion ends on its last day (BGB § 188 (3)).
        """
        if isinstance(as_of, datetime):
            if as_of.utcoffset() is None:
                raise ValueError("`as_of` needs an offset")
            as_of = as_of.astimezone(ZoneInfo(self.time_zone)).date()
        start = self.subscription.concluded_on
        months = (as_of.year - start.year) * 12 + as_of.month - start.month
        due = min(start.day, monthrange(as_of.year, as_of.month)[1])
        return max(months - (as_of.day < due), 0)

    def model_copy(
        self, *, update: Mapping[str, Any] | None = None, deep: bool = False
    ) -> Customer:
        """A copy with other values, which are not validated."""
        copied = super().model_copy(update=update, deep=deep)
        for name in _CACHED:
            copied.__dict__.pop(name, None)
        return copied

    @cached_property
    def _data(self) -> dict[str, Any]:
        data = super().as_data()
        for name in _CACHED:
            data.pop(name, None)
        return data

    @cached_property
    def _statuses(self) -> dict[tuple[str, str], ConsentStatus]:
        latest = sorted(self.consents, key=lambda consent: consent.obtained_at)
        return {(consent.channel, consent.purpose): consent.status for consent in latest}
