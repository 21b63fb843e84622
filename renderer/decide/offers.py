"""Which offers a message makes: every proposal of every rule, through the same steps in order.

suppression → reason → validity, market → when, unless → availability → caps, cooldown
→ consent, law → rank, then offer id → `max_offers`
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from renderer.catalogue import Market
from renderer.catalogue import Offer
from renderer.catalogue import Proposal
from renderer.catalogue import Rule
from renderer.decide.decision import STEPS
from renderer.decide.decision import Because
from renderer.decide.decision import ChosenOffer
from renderer.decide.decision import Refused
from renderer.decide.decision import Step
from renderer.decide.situation import Refusal
from renderer.decide.situation import Situation
from renderer.decide.terms import Prices
from renderer.decide.terms import accept_until
from renderer.decide.terms import make_offer
from renderer.decide.terms import work_out_prices
from renderer.templating.conditions import Clause
from renderer.vocabulary import Channel

PAID_MONTHLY = frozenset({"discount", "pause", "extension", "credit"})
TAKEN = frozenset({"accepted", "used"})
STEP_ORDER = {step: index for index, step in enumerate(STEPS)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal that passed every step but the last."""

    rule: Rule
    proposal: Proposal
    offer: Offer
    prices: Prices
    market: Market
    channels: tuple[Channel, ...]
    because: Because

    @property
    def place(self) -> tuple[int, str, str]:
        """Rank, then offer, then rule: never the order of a file."""
        return self.proposal.rank, self.offer.id, self.rule.id


def choose_offers(situation: Situation) -> tuple[tuple[ChosenOffer, ...], tuple[Refused, ...]]:
    """The offers to make, best first, and the others with the step that refused them.

    An offer that several rules propose is refused once, where it came nearest to a choice.
    """
    candidates: list[Candidate] = []
    refused: list[Refused] = []
    rules = situation.catalogue.rules_by_service
    markets = situation.catalogue.sold_in.get(situation.service, {})
    for rule in rules.get((situation.service, situation.message.stage), ()):
        for result in _consider(situation, rule, markets):
            if isinstance(result, Candidate):
                candidates.append(result)
            else:
                refused.append(result)
    candidates.sort(key=lambda one: one.place)
    chosen: dict[str, Candidate] = {}
    by_rule: Counter[str] = Counter()
    for candidate in candidates:
        if candidate.offer.id in chosen:
            continue
        limit = _limit(situation, candidate, len(chosen), by_rule[candidate.rule.id])
        if limit is None:
            chosen[candidate.offer.id] = candidate
            by_rule[candidate.rule.id] += 1
        else:
            refused.append(_refused(candidate.rule, candidate.offer.id, ("max_offers", limit)))
    return tuple(_make(situation, one) for one in chosen.values()), _furthest(refused, chosen)


def _consider(
    situation: Situation, rule: Rule, markets: Mapping[str, Collection[str]]
) -> Iterator[Candidate | Refused]:
    """Every proposal of a rule, as a candidate or refused; `markets` are those of each offer."""
    refusal = situation.barred or situation.out_of_place(rule.validity)
    asked: tuple[Step | None, Because] | None = None
    for proposal in rule.proposals:
        offer = situation.catalogue.offers[proposal.offer]
        own = refusal or situation.out_of_place(offer.validity)
        if own is None and situation.country not in markets[offer.id]:
            own = situation.not_sold(markets[offer.id])
        if own is None:
            asked = asked or situation.meets(rule.when, rule.unless)
            step, because = asked
            if step is None and proposal.when is not None:
                step, more = situation.meets(proposal.when, None)
                because = (*because, *more)
            if step is None:
                yield _weigh(situation, rule, proposal, offer, because)
                continue
            own = step, because
        yield _refused(rule, offer.id, own)


def _weigh(
    situation: Situation, rule: Rule, proposal: Proposal, offer: Offer, because: Because
) -> Candidate | Refused:
    """A proposal whose conditions hold: is the offer available, capped, permitted?"""
    market = situation.catalogue.markets[situation.country]
    step: Step = "availability"
    failed = next(_unavailable(situation, offer, market), None)
    prices = None
    if failed is None:
        prices = work_out_prices(situation, offer, market)
        failed = next(_unreasonable(situation, offer, prices), None)
    if failed is not None or prices is None:
        return _refused(rule, offer.id, (step, (failed,) if failed else ()))
    capped = _capped(situation, rule, offer)
    if capped is not None:
        return _refused(rule, offer.id, capped)
    channels = situation.permitted(rule.channels)
    if not channels:
        return _refused(rule, offer.id, situation.unpermitted(rule.channels))
    return Candidate(rule, proposal, offer, prices, market, channels, because)


def _unavailable(situation: Situation, offer: Offer, market: Market) -> Iterator[Clause]:
    """Why the customer cannot have the offer, whatever it costs."""
    contract = situation.customer.subscription
    if situation.stays:
        yield Clause("the customer is leaving", False, False)
    if offer.services and contract.service not in offer.services:
        listed = ", ".join(f"'{service}'" for service in sorted(offer.services))
        yield Clause(f"subscription.service in [{listed}]", False, contract.service)
    if offer.target == contract.service:
        yield Clause(f"subscription.service != '{offer.target}'", False, contract.service)
    if offer.plan and (contract.plan == offer.plan or contract.interval == "year"):
        yield Clause(f"subscription.plan != '{offer.plan}'", False, contract.plan)
    if contract.price.currency != market.currency:
        clause = f"subscription.price.currency == '{market.currency}'"
        yield Clause(clause, False, contract.price.currency)
    if offer.type in PAID_MONTHLY and contract.interval == "year":
        yield Clause("subscription.interval == 'month'", False, contract.interval)
    last = accept_until(situation, offer)
    if last < situation.as_of:
        yield Clause("there is time left to accept", False, last)


def _unreasonable(situation: Situation, offer: Offer, prices: Prices) -> Iterator[Clause]:
    """Why the price makes no sense: a discount that saves nothing, or dearer when price is why."""
    difference = prices.difference
    if difference is None or difference > 0:
        return
    if offer.type == "discount":
        yield Clause("it saves something", False, difference)
    left = situation.customer.cancellation
    if difference < 0 and left and left.reason and left.reason.code == "price":
        yield Clause("it is not dearer than today", False, prices.price and prices.price.amount)


def _capped(situation: Situation, rule: Rule, offer: Offer) -> Refusal | None:
    """What the customer was shown and used before; the future is not looked at."""
    seen = [one for one in situation.customer.history.offers if one.shown_at <= situation.as_of]
    shown = [one for one in seen if one.offer == offer.id]
    taken = [one for one in shown if one.outcome in TAKEN]
    if taken and offer.again_after_days is None:
        return "cap", (Clause("it has not been used before", False, taken[-1].shown_at),)
    if rule.per_customer and len(shown) >= rule.per_customer:
        clause = f"it has been shown fewer than {rule.per_customer} times"
        return "cap", (Clause(clause, False, len(shown)),)
    if offer.type == "discount":
        offers = situation.catalogue.offers
        used = sum(
            one.outcome in TAKEN and one.offer in offers and offers[one.offer].type == "discount"
            for one in seen
        )
        most = situation.catalogue.caps.max_discounts
        if used >= most:
            return "cap", (Clause(f"fewer than {most} discounts were used", False, used),)
    for days, times in ((offer.again_after_days, taken), (rule.cooldown_days, shown)):
        last = max((one.shown_at for one in times), default=None)
        if days and last is not None and last + timedelta(days=days) > situation.as_of:
            clause = f"it was not shown in the last {days} days"
            return "cooldown", (Clause(clause, False, last),)
    if _held_out(situation.customer.id, offer):
        clause = f"the customer is not in the control group of {offer.holdout_percent} %"
        return "holdout", (Clause(clause, False, True),)
    return None


def _held_out(customer: str, offer: Offer) -> bool:
    """Whether a customer belongs to those who are not offered it, for comparison.

    The same customer and offer always give the same answer, on every machine.
    """
    if not offer.holdout_percent:
        return False
    digest = hashlib.sha256(f"{customer}\0{offer.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100 < offer.holdout_percent


def _limit(situation: Situation, candidate: Candidate, chosen: int, own: int) -> Because | None:
    """The limit that is reached, of all rules together or of the candidate's own."""
    for most, count in (
        (situation.catalogue.caps.max_offers, chosen),
        (candidate.rule.max_offers, own),
    ):
        if count >= most:
            return (Clause(f"fewer than {most} offers are chosen", False, count),)
    return None


def _make(situation: Situation, candidate: Candidate) -> ChosenOffer:
    return make_offer(
        situation,
        candidate.offer,
        candidate.prices,
        candidate.market,
        rule=candidate.rule.id,
        rank=candidate.proposal.rank,
        because=candidate.because,
        channels=candidate.channels,
    )


def _refused(rule: Rule, offer: str, refusal: Refusal) -> Refused:
    return Refused("offer", offer, *refusal, rule.id)


def _furthest(refused: list[Refused], chosen: dict[str, Candidate]) -> tuple[Refused, ...]:
    """For each offer that was not chosen, the refusal that came nearest to a choice; by offer."""
    found: dict[str, Refused] = {}
    for one in refused:
        if one.id not in chosen:
            other = found.get(one.id)
            if other is None or _nearness(one) < _nearness(other):
                found[one.id] = one
    return tuple(refusal for _, refusal in sorted(found.items()))


def _nearness(refusal: Refused) -> tuple[int, int, str]:
    """The later step, then more clauses that hold, then the rule's name."""
    held = sum(clause.holds for clause in refusal.because)
    return -STEP_ORDER[refusal.step], -held, refusal.rule
