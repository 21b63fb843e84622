"""Decisions: which channels are open, which offers and benefits are chosen, and why.

`decide` is total: it never raises for a valid record, and it never depends on the order in which
anything stands in a file.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from renderer.catalogue import Catalogue
from renderer.customer import Customer
from renderer.decide.benefits import choose_benefits
from renderer.decide.decision import STEPS
from renderer.decide.decision import ChosenBenefit
from renderer.decide.decision import ChosenOffer
from renderer.decide.decision import Decision
from renderer.decide.decision import Refused
from renderer.decide.needs import unmet_need
from renderer.decide.offers import choose_offers
from renderer.decide.situation import Situation
from renderer.laws import Laws
from renderer.messages import Message
from renderer.policy import Withheld
from renderer.policy import gate
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import Channel

__all__ = [
    "STEPS",
    "ChosenBenefit",
    "ChosenOffer",
    "Decision",
    "Refused",
    "decide",
]


NOTHING: tuple[tuple[()], tuple[()]] = ((), ())


def decide(
    customer: Customer,
    message: Message,
    catalogue: Catalogue,
    laws: Laws,
    *,
    as_of: datetime,
    channels: Collection[Channel] = CHANNELS,
) -> Decision:
    """Decide for one customer what a message may say at the instant `as_of` (with an offset).

    channels: those that are asked for; the others are neither open nor withheld.
    """
    if as_of.utcoffset() is None:
        raise ValueError("`as_of` needs an offset")
    opened = gate(
        customer,
        message,
        laws=laws,
        sensitive=catalogue.sensitive,
        as_of=as_of,
        channels=channels,
    )
    situation = Situation.of(customer, message, catalogue, opened, as_of)
    offers, refused_offers = choose_offers(situation) if "offers" in message.shows else NOTHING
    benefits, refused_benefits = (
        choose_benefits(situation, offers) if "benefits" in message.shows else NOTHING
    )
    withheld = {one.channel: one for one in opened.withheld}
    for channel in opened.channels:
        need = unmet_need(situation, channel, offers, benefits)
        if need is not None:
            withheld[channel] = Withheld(channel, "nothing_to_offer", *need)
    return Decision(
        benefits=benefits,
        offers=offers,
        refused=refused_offers + refused_benefits,
        withheld=tuple(withheld[channel] for channel in CHANNELS if channel in withheld),
        channels=tuple(channel for channel in opened.channels if channel not in withheld),
        permits={
            channel: permits
            for channel, permits in opened.permits.items()
            if channel not in withheld
        },
        quiet=opened.quiet,
    )
