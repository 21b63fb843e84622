"""What was decided: chosen and refused, each with the clauses that decided it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any
from typing import Literal
from typing import get_args

from renderer.catalogue import Benefit
from renderer.catalogue import Offer
from renderer.catalogue import Phrase
from renderer.catalogue import Service
from renderer.customer import Money
from renderer.policy import Passage
from renderer.policy import Permit
from renderer.policy import Withheld
from renderer.templating.conditions import Clause
from renderer.vocabulary import Channel
from renderer.vocabulary import Purpose

# the order of evaluation (`reference/offboarding.md`, section 5)
Step = Literal[
    "suppression",
    "reason",
    "validity",
    "market",
    "when",
    "unless",
    "availability",
    "cap",
    "cooldown",
    "holdout",
    "consent",
    "law",
    "max_offers",
    "max_benefits",
]
STEPS: tuple[Step, ...] = get_args(Step)
State = Literal["used", "unused"]
Because = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class ChosenBenefit:
    """A benefit to remind of. `value` is the customer's number, `of` what it is out of."""

    benefit: Benefit
    state: State
    value: Decimal | Money
    of: Decimal | None
    period_start: date
    period_end: date
    title: Phrase
    caption: Phrase
    sentences: tuple[Phrase, ...]
    because: Because


@dataclass(frozen=True, slots=True)
class ChosenOffer:
    """An offer to make, with its terms worked out for this customer.

    today, price, then_price: for one `interval`; price is None where there is nothing to pay for.
    saving: less for each month than today (None: not less). Dates are None where they depend on
    when the offer is accepted. `channels`: where it may be shown.
    """

    offer: Offer
    rule: str
    rank: int
    because: Because
    channels: tuple[Channel, ...]
    target: Service | None
    today: Money
    price: Money | None
    then_price: Money | None
    saving: Money | None
    interval: Literal["month", "year"]
    starts_on: date | None
    ends_on: date | None
    then_from: date | None
    accept_until: datetime
    title: Phrase
    pitch: Phrase
    short: Phrase
    price_label: Phrase
    price_text: Phrase
    term_text: Phrase
    action: Phrase
    kept: tuple[Phrase, ...]
    lost: tuple[Phrase, ...]
    gained: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An offer or a benefit that was considered, and the step at which it was refused."""

    kind: Literal["offer", "benefit"]
    id: str
    step: Step
    because: Because
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a message may say to one customer, and why.

    channels: open ones; permits: for each of them, what each purpose may do; quiet: the tone.
    """

    benefits: tuple[ChosenBenefit, ...] = ()
    offers: tuple[ChosenOffer, ...] = ()
    refused: tuple[Refused, ...] = ()
    passages: tuple[Passage, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    channels: tuple[Channel, ...] = ()
    permits: Mapping[Channel, Mapping[Purpose, Permit]] = field(default_factory=dict)
    quiet: bool = False

    def with_passages(self, passages: Iterable[Passage]) -> Decision:
        """The same decision with the passages that were met while rendering, each once."""
        return replace(self, passages=tuple(dict.fromkeys(passages)))

    def to_json(self) -> dict[str, Any]:
        """`{benefits, offers, refused, passages}` (`reference/record.md`, Decision)."""
        return {
            "benefits": [
                {"benefit": chosen.benefit.id, "because": _json(chosen.because)}
                for chosen in self.benefits
            ],
            "offers": [
                {
                    "offer": chosen.offer.id,
                    "rule": chosen.rule,
                    "rank": chosen.rank,
                    "because": _json(chosen.because),
                }
                for chosen in self.offers
            ],
            "refused": [
                {
                    "kind": refused.kind,
                    "id": refused.id,
                    "step": refused.step,
                    "because": _json(refused.because),
                }
                for refused in self.refused
            ],
            "passages": [passage.to_json() for passage in self.passages],
        }


def _json(because: Because) -> list[dict[str, object]]:
    return [clause.to_json() for clause in because]
