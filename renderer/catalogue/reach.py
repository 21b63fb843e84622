"""Whom a rule reaches: which services, which reasons, by what its conditions demand.

Reasons are enumerated, since there are few; everything else stays a set of domains. What a rule
reaches is never taken for smaller than it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from renderer.catalogue.catalogue import Catalogue
from renderer.catalogue.offers import Offer
from renderer.catalogue.rules import Proposal
from renderer.catalogue.rules import Rule
from renderer.templating.conditions import Condition
from renderer.templating.domains import NOTHING
from renderer.templating.domains import Demand
from renderer.templating.domains import Domain
from renderer.templating.domains import demand

SERVICE = "subscription.service"
CODE = "cancellation.reason.code"
DETAIL = "cancellation.reason.detail"

Reason = tuple["str | None", "str | None"]  # code and detail; both may be absent


@dataclass(frozen=True, slots=True)
class Reach:
    """One proposal of a rule: everyone whom it can reach."""

    rule: Rule
    proposal: Proposal
    offer: Offer
    demand: Demand
    services: tuple[str, ...]
    reasons: frozenset[Reason]


def reaches(catalogue: Catalogue) -> Iterator[Reach]:
    """Every proposal whose offer is known."""
    for _, rule in sorted(catalogue.rules.items()):
        wanted = rule_demand(rule)
        for proposal in rule.proposals:
            offer = catalogue.offers.get(proposal.offer)
            if offer is None or (offer.target and offer.target not in catalogue.services):
                continue  # it has a flaw of its own
            met = wanted.meet(demand_of(proposal.when))
            yield Reach(
                rule,
                proposal,
                offer,
                met,
                tuple(
                    service
                    for service in rule.leaving
                    if service in catalogue.services and met.admits({SERVICE: service})
                ),
                reasons_of(catalogue, met),
            )


def rule_demand(rule: Rule) -> Demand:
    """What a rule demands of whom it looks at."""
    leaving = demand(SERVICE, Domain(allowed=frozenset(rule.leaving)))
    return leaving.meet(demand_of(rule.when))


def demand_of(condition: Condition | None) -> Demand:
    """What a condition demands; nothing when there is none."""
    return condition.demand if condition else NOTHING


def reasons_of(catalogue: Catalogue, wanted: Demand) -> frozenset[Reason]:
    """The reasons, not sensitive, that a demand lets through."""
    pairs: list[Reason] = [(None, None)]
    for code, reason in catalogue.reasons.items():
        if not reason.sensitive:
            pairs += [(code, None), *((code, detail) for detail in reason.details)]
    return frozenset(
        (code, detail) for code, detail in pairs if wanted.admits({CODE: code, DETAIL: detail})
    )
