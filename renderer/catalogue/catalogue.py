"""The catalogue as one value, with the indexes that a decision needs."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from renderer.catalogue import benefits as benefits_file
from renderer.catalogue import offers as offers_file
from renderer.catalogue import rules as rules_file
from renderer.catalogue.benefits import Benefit
from renderer.catalogue.benefits import benefit_texts
from renderer.catalogue.offers import Offer
from renderer.catalogue.offers import offer_texts
from renderer.catalogue.phrases import Text
from renderer.catalogue.reasons import Effect
from renderer.catalogue.reasons import Reason
from renderer.catalogue.reasons import reason_texts
from renderer.catalogue.rules import Caps
from renderer.catalogue.rules import Rule
from renderer.catalogue.services import Exchange
from renderer.catalogue.services import Feature
from renderer.catalogue.services import Market
from renderer.catalogue.services import Service
from renderer.catalogue.services import compare
from renderer.catalogue.services import service_texts
from renderer.customer import Money
from renderer.errors import Finding
from renderer.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that Northwind sells, may remind of and may offer; entries by id."""

    markets: Mapping[str, Market]
    features: Mapping[str, Feature]
    services: Mapping[str, Service]
    benefits: Mapping[str, Benefit]
    offers: Mapping[str, Offer]
    rules: Mapping[str, Rule]
    caps: Caps
    reasons: Mapping[str, Reason]
    effects: Mapping[str, Effect]
    sensitive: frozenset[str]
    rules_by_service: Mapping[tuple[str, Stage], tuple[Rule, ...]]
    benefits_by_stage: Mapping[Stage, tuple[Benefit, ...]]
    sold_in: Mapping[str, Mapping[str, frozenset[str]]]
    exchanges: Mapping[tuple[str, str], Exchange]
    findings: tuple[Finding, ...] = ()

    def service_name(self, service: str) -> str:
        """The name that a message tells; the key itself for a service that is not known."""
        found = self.services.get(service)
        return found.name if found else service

    def price(self, offer: Offer, service: str, country: str) -> Money | None:
        """What `offer` sets a price for: the target, or another plan of the service."""
        if offer.type == "switch_service":
            return self.services[offer.target].prices.get(country)
        if offer.type == "switch_plan" and service in self.services:
            plan = self.services[service].plans.get(offer.plan)
            return plan.prices.get(country) if plan else None
        return None

    def findings_on(self, day: date) -> tuple[Finding, ...]:
        """What has expired by `day`: offers, rules and benefits that can never be chosen again."""
        entries: list[tuple[str, str, Offer | Rule | Benefit]] = []
        entries += [(offers_file.FILE, "offer", offer) for offer in self.offers.values()]
        entries += [(rules_file.FILE, "rule", rule) for rule in self.rules.values()]
        entries += [(benefits_file.FILE, "benefit", item) for item in self.benefits.values()]
        return tuple(
            Finding(
                "catalogue-expired",
                "error",
                f"{file}:{entry.line}",
                f"the {kind} `{entry.id}` has expired",
                "remove it, or set `valid_until` to a later day",
            )
            for file, kind, entry in entries
            if entry.validity.has_ended(day)
        )

    def texts(self) -> Iterator[Text]:
        """Every text for translators."""
        yield from service_texts(self.features)
        yield from benefit_texts(self.benefits)
        yield from offer_texts(self.offers)
        yield from reason_texts(self.reasons, self.effects)


def index_exchanges(
    offers: Mapping[str, Offer],
    services: Mapping[str, Service],
    features: Mapping[str, Feature],
) -> dict[tuple[str, str], Exchange]:
    """For a service and one to which an offer leads (or itself), by id: kept, lost, gained."""
    targets = {offer.target for offer in offers.values()} & services.keys()
    return {
        (before.id, after): compare(before, services[after], features)
        for before in services.values()
        for after in {before.id, *targets}
    }


def index_markets(
    offers: Mapping[str, Offer], services: Mapping[str, Service]
) -> dict[str, dict[str, frozenset[str]]]:
    """For the service that is left, and an offer: the markets in which it can be had."""
    return {
        service.id: {offer.id: _markets(offer, service, services) for offer in offers.values()}
        for service in services.values()
    }


def _markets(offer: Offer, service: Service, services: Mapping[str, Service]) -> frozenset[str]:
    markets = set(service.prices)
    if offer.type == "switch_service":
        target = services.get(offer.target)
        markets &= set(target.prices) if target else set()
    elif offer.type == "switch_plan":
        plan = service.plans.get(offer.plan)
        markets &= set(plan.prices) if plan else set()
    if offer.terms.amount:
        markets &= set(offer.terms.amount)
    if offer.validity.markets:
        markets &= set(offer.validity.markets)
    return frozenset(markets)


def index_rules(rules: Mapping[str, Rule]) -> dict[tuple[str, Stage], tuple[Rule, ...]]:
    """The rules that look at a service in a stage, by id."""
    index: dict[tuple[str, Stage], list[Rule]] = {}
    for _, rule in sorted(rules.items()):
        for service in rule.leaving:
            for stage in rule.stages:
                index.setdefault((service, stage), []).append(rule)
    return {key: tuple(found) for key, found in index.items()}


def index_benefits(benefits: Mapping[str, Benefit]) -> dict[Stage, tuple[Benefit, ...]]:
    """The benefits that may be told in a stage, by rank and id."""
    index: dict[Stage, list[Benefit]] = {}
    for benefit in sorted(benefits.values(), key=lambda one: (one.rank, one.id)):
        for stage in benefit.stages:
            index.setdefault(stage, []).append(benefit)
    return {stage: tuple(found) for stage, found in index.items()}
