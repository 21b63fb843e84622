"""What a message is about: without it there is nothing to say, and the message is withheld."""

from __future__ import annotations

from collections.abc import Sequence

from renderer.decide.decision import ChosenBenefit
from renderer.decide.decision import ChosenOffer
from renderer.decide.situation import Situation
from renderer.messages import Need
from renderer.vocabulary import Channel


def unmet_need(
    situation: Situation,
    channel: Channel,
    offers: Sequence[ChosenOffer],
    benefits: Sequence[ChosenBenefit],
) -> tuple[str, str] | None:
    """The first need of the message that is not met on a channel, and why in words."""
    for need in situation.message.needs:
        if need == "offers":
            lacking = "" if any(channel in one.channels for one in offers) else "no offer is chosen"
        elif need == "benefits":
            lacking = "" if benefits else "no benefit is chosen"
        else:
            lacking = _lacking(situation, need)
        if lacking:
            return need, lacking
    return None


def _lacking(situation: Situation, need: Need) -> str:
    """What a part of the record lacks: it is absent, or its time is over."""
    customer = situation.customer
    if need in ("discount", "reactivation") and situation.stays:
        return "the customer stays, or has returned"
    if need == "discount":
        if customer.discount is None:
            return "the record has no discount code"
        expired = customer.discount.expires_at < situation.as_of
        return "the discount code has expired" if expired else ""
    if need == "referral":
        if customer.referral is None:
            return "the record has no referral code"
        until = customer.referral.valid_until
        return "the referral code has expired" if until and until < situation.day else ""
    if need == "reactivation":
        left = customer.cancellation
        present = left is not None and left.reactivation is not None
        return "" if present else "the cancellation cannot be undone"
    if need == "accepted_offer":
        return "" if customer.accepted_offer else "no offer has been accepted"
    return "" if customer.reactivated else "the cancellation has not been undone"
