"""Whether a purpose is permitted on a channel: consent, objection, and the law of the residence.

Outside the laws that say otherwise, advertising and surveys by email and SMS need consent or the
soft opt-in, and a referral code needs consent of its own: it is for someone else, so the soft
opt-in for similar products (Directive 2002/58/EC art. 13 (2)) does not cover it. A letter needs no
consent, but obeys an objection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from renderer.customer import ConsentStatus
from renderer.customer import Customer
from renderer.laws import REGIMES
from renderer.laws import Pack
from renderer.laws import Regime
from renderer.vocabulary import Channel
from renderer.vocabulary import Purpose

OWN_RULE = "consent"
SATISFIES: dict[Regime, frozenset[ConsentStatus]] = {
    "granted": frozenset({"granted"}),
    "soft_opt_in": frozenset({"granted", "soft_opt_in"}),
    "unless_objected": frozenset({"granted", "soft_opt_in", "none"}),
}


@dataclass(frozen=True, slots=True)
class Permit:
    """Whether a purpose may stand on a channel.

    reason: `service`, `granted`, `soft_opt_in` or `not_objected` where it may, otherwise the
    word of a withheld channel (`no_consent`, `objected`, `suppressed`, …); law: the id of the
    pack that says so, or the name of a rule of policy, or nothing.
    """

    allowed: bool
    reason: str
    law: str = ""


SERVICE = Permit(True, "service")


def ask(customer: Customer, channel: Channel, purpose: Purpose, packs: Sequence[Pack]) -> Permit:
    """What consent and law say about a purpose; `packs` are those in force for the channel."""
    if purpose == "service":
        return SERVICE
    own = customer.consent(channel, purpose)
    rule = _advertising_rule(packs) if purpose == "survey" else OWN_RULE
    is_advertising = bool(rule)
    if own == "objected":
        return Permit(False, "objected", OWN_RULE)
    if is_advertising and customer.consent(channel, "marketing") == "objected":
        return Permit(False, "objected", rule)
    if channel == "letter":
        allowed = own != "withdrawn"
        return Permit(allowed, "not_objected" if allowed else "objected", OWN_RULE)
    regime, law = _regime(channel, purpose, packs, is_advertising)
    if own in SATISFIES[regime]:
        return Permit(True, "not_objected" if own == "none" else own, law)
    return Permit(False, "objected" if regime == "unless_objected" else "no_consent", law)


def _advertising_rule(packs: Sequence[Pack]) -> str:
    """The pack by which a survey counts as advertising, or nothing."""
    return next((pack.id for pack in packs if pack.advertising.survey == "advertising"), "")


def _regime(
    channel: Channel, purpose: Purpose, packs: Sequence[Pack], is_advertising: bool
) -> tuple[Regime, str]:
    """The strictest of what the packs ask for, and the pack that asks for it."""
    regime: Regime = "granted" if purpose == "referral" else "soft_opt_in"
    law, strictest = OWN_RULE, len(REGIMES)
    for pack in packs:
        terms = pack.advertising
        asked = (
            (terms.email if channel == "email" else terms.sms) if is_advertising else None,
            terms.referral if purpose == "referral" else None,
            terms.survey if purpose == "survey" and terms.survey != "advertising" else None,
        )
        for one in asked:
            if one is not None and REGIMES.index(one) < strictest:
                regime, law, strictest = one, pack.id, REGIMES.index(one)
    return regime, law
