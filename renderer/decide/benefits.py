"""Which benefits a message reminds of: at most three, each proved by a number in the record.

What was never used comes first, then what no competitor has, then what ends with the contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from renderer.catalogue import Benefit
from renderer.catalogue import Month
from renderer.catalogue import Phrase
from renderer.catalogue import Value
from renderer.customer import Money
from renderer.decide.decision import Because
from renderer.decide.decision import ChosenBenefit
from renderer.decide.decision import ChosenOffer
from renderer.decide.decision import Refused
from renderer.decide.decision import State
from renderer.decide.situation import Refusal
from renderer.decide.situation import Situation
from renderer.facts import look_up
from renderer.templating.conditions import Clause
from renderer.vocabulary import CHANNELS

MAX_BENEFITS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A benefit that may be told, and how it was found to be."""

    benefit: Benefit
    state: State
    because: Because

    @property
    def urgency(self) -> tuple[int, int, str]:
        """What was never used first, then what no competitor has, then what ends."""
        group = 0 if self.state == "unused" else 1 if self.benefit.exclusive else 2
        return group, self.benefit.rank, self.benefit.id


def choose_benefits(
    situation: Situation, offers: Sequence[ChosenOffer]
) -> tuple[tuple[ChosenBenefit, ...], tuple[Refused, ...]]:
    """The benefits to tell, by rank, and the others with the step that refused them."""
    candidates: list[Candidate] = []
    refused: list[Refused] = []
    for benefit in situation.catalogue.benefits_by_stage.get(situation.message.stage, ()):
        result = _consider(situation, benefit)
        if isinstance(result, Candidate):
            candidates.append(result)
        else:
            refused.append(Refused("benefit", benefit.id, *result))
    candidates.sort(key=lambda one: one.urgency)
    for late in candidates[MAX_BENEFITS:]:
        full = Clause(f"fewer than {MAX_BENEFITS} benefits are chosen", False, MAX_BENEFITS)
        refused.append(Refused("benefit", late.benefit.id, "max_benefits", (full,)))
    told = sorted(candidates[:MAX_BENEFITS], key=lambda one: (one.benefit.rank, one.benefit.id))
    chosen = tuple(_tell(situation, candidate, offers) for candidate in told)
    return chosen, tuple(sorted(refused, key=lambda one: one.id))


def _consider(situation: Situation, benefit: Benefit) -> Candidate | Refusal:
    """One benefit through the steps, in their order."""
    refusal = situation.barred or situation.out_of_place(benefit.validity)
    if refusal:
        return refusal
    step, because = situation.meets(benefit.when, benefit.unless)
    if step:
        return step, because
    if situation.stays:
        return "availability", (Clause("the customer is leaving", False, False),)
    if situation.service not in benefit.services:
        return _not_held(benefit.held, situation.service)
    because = (*because, Clause(benefit.held, True, situation.service))
    data = situation.data
    if benefit.proven is not None:
        holds, clauses = benefit.proven.evaluate(data)
        if not holds:
            return "availability", clauses
        because = (*because, *clauses)
    state: State = "used"
    if benefit.unused is not None:
        never, clauses = benefit.unused.evaluate(data)
        if never:
            state, because = "unused", (*because, *clauses)
    if not benefit.texts[state]:
        return "availability", (Clause(f"there is a text for `{state}`", False, state),)
    if not situation.permitted(CHANNELS):
        return situation.unpermitted(CHANNELS)
    return Candidate(benefit, state, because)


@lru_cache(maxsize=4_096)
def _not_held(clause: str, service: str) -> Refusal:
    """The refusal of what a service does not include: the same for all of its customers."""
    return "availability", (Clause(clause, False, service),)


def _tell(
    situation: Situation, candidate: Candidate, offers: Sequence[ChosenOffer]
) -> ChosenBenefit:
    benefit, texts = candidate.benefit, candidate.benefit.texts
    value = _value(situation, benefit)
    start, end = _period(situation, benefit)
    values: dict[str, Value] = {"value": value, "from": start, "until": end}
    if (start.year, start.month) == (end.year, end.month):
        values["month"] = Month(start)
    if situation.ends_on:
        values["ends_on"] = situation.ends_on
    service = situation.catalogue.services[situation.service]
    amount = service.features.get(benefit.feature)
    of = amount if isinstance(amount, Decimal) else None
    if of is not None:
        values["of"] = of
    sentences = [texts[candidate.state].phrase(values), texts["exclusive"].phrase(values)]
    keeper = next((one for one in offers if _keeps(one, benefit)), None)
    if keeper and keeper.target:
        sentences.append(texts["kept"].phrase({"service": keeper.target.name}))
    else:
        sentences.append(texts["ends"].phrase(values))
    free = candidate.state == "unused" and texts["title_unused"]
    return ChosenBenefit(
        benefit=benefit,
        state=candidate.state,
        value=value,
        of=of,
        period_start=start,
        period_end=end,
        title=(texts["title_unused"] if free else texts["title"]).say(values),
        caption=_caption(benefit, value, values),
        sentences=tuple(sentence for sentence in sentences if sentence),
        because=candidate.because,
    )


def _keeps(offer: ChosenOffer, benefit: Benefit) -> bool:
    """Whether an offered service has the benefit, and there is a sentence for that."""
    target = offer.target
    return bool(benefit.texts["kept"]) and target is not None and target.id in benefit.services


def _caption(benefit: Benefit, value: Decimal | Money, values: dict[str, Value]) -> Phrase:
    phrase = benefit.texts["caption"].say(values)
    if benefit.caption_many and isinstance(value, Decimal):
        return replace(phrase, plural=benefit.caption_many, count=value)
    return phrase


def _value(situation: Situation, benefit: Benefit) -> Decimal | Money:
    value = look_up(situation.data, benefit.path)
    return Money(**value) if isinstance(value, dict) else Decimal(value)


def _period(situation: Situation, benefit: Benefit) -> tuple[date, date]:
    """When the number was measured; what is no metric counts since the contract began."""
    usage = situation.customer.subscription.usage
    if usage is None or benefit.metric is None:
        return situation.customer.subscription.concluded_on, situation.day
    return usage.period_start, usage.period_end
