"""What may be said at all, before anything is chosen: which channels are open, which purposes."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

from renderer.customer import Customer
from renderer.laws import Laws
from renderer.laws import Pack
from renderer.messages import Message
from renderer.messages import add_months
from renderer.policy.consent import Permit
from renderer.policy.consent import ask
from renderer.policy.suppression import COLUMNS
from renderer.policy.suppression import column_of
from renderer.policy.suppression import is_quiet
from renderer.policy.suppression import is_sensitive
from renderer.policy.suppression import suppressed_by
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import PURPOSES
from renderer.vocabulary import Channel
from renderer.vocabulary import MessageClass
from renderer.vocabulary import Purpose
from renderer.vocabulary import WithheldReason

SENSITIVE_RULE = "sensitive_reason"
NO_ADDRESS = {"email": "email address", "sms": "mobile number", "letter": "postal address"}
DETAILS: Mapping[WithheldReason, str] = {
    "no_consent": "no consent for this purpose on this channel",
    "objected": "the customer does not want this on this channel",
    "sensitive_reason": "after this reason there is no survey, offer or win-back",
    "suppressed": "held back by a circumstance in the record",
    "too_late": "former customers are not written to for so long",
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A channel on which a message is not sent: why, by which rule, in words."""

    channel: Channel
    reason: WithheldReason
    rule: str
    detail: str

    def to_json(self) -> dict[str, str]:
        return {
            "channel": self.channel,
            "reason": self.reason,
            "rule": self.rule,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a template that was met in a render: shown or left out, and why."""

    purpose: Purpose
    shown: bool
    reason: str
    law: str

    def to_json(self) -> dict[str, object]:
        return {
            "purpose": self.purpose,
            "shown": self.shown,
            "reason": self.reason,
            "law": self.law,
        }


@dataclass(frozen=True, slots=True)
class Gate:
    """The open channels, the withheld ones, and what each open one permits."""

    channels: tuple[Channel, ...]
    withheld: tuple[Withheld, ...]
    permits: Mapping[Channel, Mapping[Purpose, Permit]]
    quiet: bool


def gate(
    customer: Customer,
    message: Message,
    *,
    laws: Laws,
    sensitive: Collection[str],
    as_of: datetime,
    channels: Collection[Channel] = CHANNELS,
) -> Gate:
    """Open or withhold each of the channels that are asked for."""
    case = _Case.of(customer, laws, sensitive, as_of)
    closes = message.timing.closes(customer)
    withheld = []
    permits = {}
    for channel in CHANNELS:
        if channel in channels:
            found = case.permits(channel)
            obstacle = case.obstacle(message, channel, closes, found[message.purpose])
            if obstacle is None:
                permits[channel] = found
            else:
                withheld.append(obstacle)
    quiet = is_quiet(customer, sensitive=sensitive)
    return Gate(tuple(permits), tuple(withheld), permits, quiet)


def passage_permits(
    customer: Customer,
    *,
    channel: Channel,
    laws: Laws,
    sensitive: Collection[str],
    as_of: datetime,
) -> Mapping[Purpose, Permit]:
    """What each purpose may do on a channel: stand in a message, or not, and by which law."""
    return _Case.of(customer, laws, sensitive, as_of).permits(channel)


def message_class(base: MessageClass, shown: Iterable[Purpose]) -> MessageClass:
    """The class of a finished message, from the passages that were rendered in it.

    Any encouragement makes a message marketing (ICO), so it then carries what marketing must
    carry, also where a law would still call it transactional (16 CFR 316.3).
    """
    purposes = set(shown)
    if base == "marketing" or purposes & {"marketing", "referral"}:
        return "marketing"
    return "survey" if "survey" in purposes else base


def packs_for(customer: Customer, laws: Laws, as_of: datetime) -> tuple[Pack, ...]:
    """The law packs in force for a customer; the day is that of the customer's zone."""
    home = customer.residence
    day = as_of.astimezone(ZoneInfo(customer.time_zone)).date()
    return laws.in_force(country=home.country, region=home.region, party=customer.party, day=day)


@dataclass(frozen=True, slots=True)
class _Case:
    """One customer at one moment: everything that policy asks about."""

    customer: Customer
    packs: Mapping[Channel, tuple[Pack, ...]]  # those in force, by channel
    as_of: datetime
    barred: Mapping[Purpose, Permit]  # purposes that no channel permits

    @classmethod
    def of(
        cls, customer: Customer, laws: Laws, sensitive: Collection[str], as_of: datetime
    ) -> _Case:
        as_of = as_of.astimezone(ZoneInfo(customer.time_zone))
        barred: dict[Purpose, Permit] = {}
        touchy = is_sensitive(customer, sensitive)
        for purpose, column in COLUMNS.items():
            circumstance = suppressed_by(customer, column)
            if purpose == "service":
                continue
            if circumstance is not None:
                barred[purpose] = Permit(False, "suppressed", circumstance)
            elif touchy:
                barred[purpose] = Permit(False, "sensitive_reason", SENSITIVE_RULE)
        found = packs_for(customer, laws, as_of)
        packs = {
            channel: tuple(pack for pack in found if channel in pack.channels)
            for channel in CHANNELS
        }
        return cls(customer, packs, as_of, barred)

    def permits(self, channel: Channel) -> dict[Purpose, Permit]:
        return {purpose: self.permit(channel, purpose) for purpose in PURPOSES}

    def permit(self, channel: Channel, purpose: Purpose) -> Permit:
        if purpose in self.barred:
            return self.barred[purpose]
        over = self.over(channel) if purpose in ("marketing", "referral") else ""
        if over:
            return Permit(False, "too_late", over)
        return ask(self.customer, channel, purpose, self.packs[channel])

    def over(self, channel: Channel) -> str:
        """The pack by which a former customer is not written to any more, or nothing."""
        left = self.customer.cancellation
        if left is None or left.ends_on is None or self.customer.reactivated is not None:
            return ""
        for pack in self.packs[channel]:
            months = pack.advertising.months_after_end
            if months and self.as_of.date() > add_months(left.ends_on, months):
                return pack.id
        return ""

    def obstacle(
        self, message: Message, channel: Channel, closes: datetime | None, permit: Permit
    ) -> Withheld | None:
        """Why a message cannot be sent on a channel: the first reason of a fixed order."""
        if channel not in message.channels:
            detail = f"this message is not sent by {channel}"
            return Withheld(channel, "not_this_channel", message.id, detail)
        circumstance = suppressed_by(self.customer, column_of(message))
        if circumstance is not None:
            return Withheld(channel, "suppressed", circumstance, _held_back(circumstance))
        barred = self.barred.get(message.purpose)
        if barred is not None:
            return _refused(channel, barred)
        return (
            self._too_late(message, channel, closes)
            or self._no_address(message, channel)
            or _refused(channel, permit)
        )

    def _too_late(
        self, message: Message, channel: Channel, closes: datetime | None
    ) -> Withheld | None:
        days = message.timing.post_days if channel == "letter" else 0
        if closes is None or self.as_of + timedelta(days=days) <= closes:
            return None
        in_time = self.as_of <= closes
        detail = "a letter would come too late" if in_time else "the time for it is over"
        return Withheld(channel, "too_late", message.id, detail)

    def _no_address(self, message: Message, channel: Channel) -> Withheld | None:
        customer = self.customer
        addresses = {
            "email": customer.email,
            "sms": customer.mobile,
            "letter": customer.postal_address,
        }
        if addresses[channel] is not None:
            return None
        detail = f"the record has no {NO_ADDRESS[channel]}"
        return Withheld(channel, "no_address", message.id, detail)


def _refused(channel: Channel, permit: Permit) -> Withheld | None:
    """A permit that is refused, as a reason to withhold the channel."""
    for reason, detail in DETAILS.items():
        if not permit.allowed and permit.reason == reason:
            return Withheld(channel, reason, permit.law, detail)
    return None


def _held_back(circumstance: str) -> str:
    return "a person answers" if circumstance == "deceased" else f"held back: {circumstance}"
