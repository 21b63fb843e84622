"""What is wrong with a catalogue although each entry is well formed.

Checked when it is loaded, so that an author learns it and not a customer: rules that can never
apply or never change anything, offers that make no sense, claims without evidence
(`reference/offboarding.md`, section 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from decimal import Decimal

from renderer.catalogue import benefits as benefits_file
from renderer.catalogue import offers as offers_file
from renderer.catalogue import rules as rules_file
from renderer.catalogue.catalogue import Catalogue
from renderer.catalogue.claims import find_claims
from renderer.catalogue.offers import Offer
from renderer.catalogue.reach import Reach
from renderer.catalogue.reach import Reason
from renderer.catalogue.reach import demand_of
from renderer.catalogue.reach import reaches
from renderer.catalogue.reach import reasons_of
from renderer.catalogue.reach import rule_demand
from renderer.catalogue.rules import Rule
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.templating.domains import Demand

MAX_PERCENT = 30
MAX_DISCOUNT_MONTHS = 3
MAX_PAUSE_MONTHS = 3
MAX_DISCOUNTS = 2
MONTHS_IN_YEAR = 12


def check(catalogue: Catalogue) -> Iterator[Flaw]:
    """Every flaw of a catalogue whose entries are well formed."""
    found = tuple(reaches(catalogue))
    for _, rule in sorted(catalogue.rules.items()):
        yield from _check_rule(catalogue, rule)
    yield from _check_shadows(catalogue.rules)
    for reach in found:
        yield from _check_proposal(catalogue, reach)
    yield from _check_cycles(catalogue, found)
    yield from _check_claims(catalogue)
    for offer in catalogue.offers.values():
        for country in offer.validity.markets:
            if offer.target in catalogue.services and country not in (
                catalogue.services[offer.target].prices
            ):
                message = f"`{offer.target}` is not sold in {country}"
                yield Flaw(offers_file.FILE, offer.line, message)


def warn(catalogue: Catalogue) -> Iterator[Finding]:
    """What is allowed, but not good practice."""
    proposed = {proposal.offer for rule in catalogue.rules.values() for proposal in rule.proposals}
    for offer in catalogue.offers.values():
        if offer.id not in proposed:
            yield _warning("catalogue-unproposed", offer, "no rule proposes it")
        if _percent(catalogue, offer) > MAX_PERCENT:
            yield _warning("catalogue-discount", offer, f"more than {MAX_PERCENT} % off")
        if offer.type == "discount" and offer.terms.months > MAX_DISCOUNT_MONTHS:
            message = f"a discount for more than {MAX_DISCOUNT_MONTHS} months"
            yield _warning("catalogue-discount", offer, message)
        if offer.type == "pause" and offer.terms.months > MAX_PAUSE_MONTHS:
            message = f"a pause of more than {MAX_PAUSE_MONTHS} months"
            yield _warning("catalogue-pause", offer, message)
    if catalogue.caps.max_discounts > MAX_DISCOUNTS:
        message = f"more than {MAX_DISCOUNTS} discounts for one customer"
        yield Finding("catalogue-discount", "warning", rules_file.FILE, message)


def _warning(rule: str, offer: Offer, message: str) -> Finding:
    place = f"{offers_file.FILE}:{offer.line}"
    return Finding(rule, "warning", place, f"`{offer.id}`: {message}")


def _percent(catalogue: Catalogue, offer: Offer) -> Decimal:
    """The most that a discount takes off, in percent of the price of a month."""
    if offer.type != "discount":
        return Decimal(0)
    if offer.terms.percent_off is not None:
        return offer.terms.percent_off
    services = offer.services or tuple(catalogue.services)
    return max(
        (
            100 * amount.amount / price.amount
            for country, amount in offer.terms.amount.items()
            for service in services
            if (price := catalogue.services[service].prices.get(country)) and price.amount
        ),
        default=Decimal(0),
    )


def _check_rule(catalogue: Catalogue, rule: Rule) -> Iterator[Flaw]:
    wanted = rule_demand(rule)
    if wanted.impossible:
        yield _flaw(rule, "never applies: `when` excludes every service in `leaving`")
    elif not reasons_of(catalogue, wanted):
        hint = "nothing is offered after a sensitive reason, and a detail belongs to one reason"
        yield _flaw(rule, "never applies: no reason can meet `when`", hint)
    elif rule.unless and wanted.implies(demand_of(rule.unless)):
        yield _flaw(rule, "never applies: `unless` holds whenever `when` does")
    sold = {
        country
        for service in rule.leaving
        if service in catalogue.services
        for country in catalogue.services[service].prices
    }
    if rule.validity.markets and sold and sold.isdisjoint(rule.validity.markets):
        yield _flaw(rule, "never applies: what it is about is not sold in its markets")


def _check_shadows(rules: Mapping[str, Rule]) -> Iterator[Flaw]:
    """Rules that add nothing to another one, which applies whenever they do."""
    demands = {name: rule_demand(rule) for name, rule in rules.items()}
    by_offer: dict[str, list[Rule]] = {}
    for _, rule in sorted(rules.items()):
        for offer in {proposal.offer for proposal in rule.proposals}:
            by_offer.setdefault(offer, []).append(rule)
    for _, rule in sorted(rules.items()):
        for other in by_offer[rule.proposals[0].offer]:
            if _shadows(other, rule, demands):
                message = f"is shadowed by `{other.id}`, which proposes the same and more often"
                yield _flaw(rule, message)
                break


def _shadows(one: Rule, other: Rule, demands: Mapping[str, Demand]) -> bool:
    """Whether `one` makes `other` superfluous; of two that are alike, the first by id stays."""
    if one is other or not _covers(one, other, demands[other.id]):
        return False
    return one.id < other.id or not _covers(other, one, demands[one.id])


def _covers(one: Rule, other: Rule, wanted: Demand) -> bool:
    """Whether `one` applies whenever `other` does (it demands `wanted`) and proposes as much."""
    return (
        (one.when is None or wanted.implies(one.when.demand))
        and set(other.leaving) <= set(one.leaving)
        and set(other.stages) <= set(one.stages)
        and set(other.channels) <= set(one.channels)
        and one.validity.covers(other.validity)
        and one.max_offers >= other.max_offers
        and one.cooldown_days <= other.cooldown_days
        and (one.per_customer == 0 or 0 < other.per_customer <= one.per_customer)
        and (one.unless is None or _blocks(other, one))
        and all(
            any(
                own.offer == proposal.offer
                and own.rank <= proposal.rank
                and wanted.meet(demand_of(proposal.when)).implies(demand_of(own.when))
                for own in one.proposals
            )
            for proposal in other.proposals
        )
    )


def _blocks(other: Rule, one: Rule) -> bool:
    """Whether `other` is held back whenever `one` is."""
    if other.unless is None or one.unless is None:
        return False
    if other.unless.source == one.unless.source:
        return True
    return one.unless.demand.implies(other.unless.demand)


def _check_proposal(catalogue: Catalogue, reach: Reach) -> Iterator[Flaw]:
    rule, offer = reach.rule, reach.offer
    if reach.demand.impossible and not rule_demand(rule).impossible:
        yield _at(reach, "is never proposed: its `when` contradicts the rule")
        return
    if offer.type == "switch_service" and offer.target in reach.services:
        yield _at(reach, f"offers `{offer.target}` to who has just left it")
    suited = [one for one in reach.services if not offer.services or one in offer.services]
    if not suited and reach.services:
        yield _at(reach, "suits none of the services in `leaving`")
    elif reach.services:
        markets = set().union(*(catalogue.sold_in[service][offer.id] for service in suited))
        markets &= set(rule.validity.markets) or markets
        if not markets:
            yield _at(reach, "is not sold in any market of the services in `leaving`")
    if any(code == "price" for code, _ in reach.reasons):
        for service in suited:
            yield from _check_price(catalogue, reach, service)
    for earlier in rule.proposals[: reach.proposal.rank - 1]:
        if earlier.offer == offer.id and reach.demand.implies(demand_of(earlier.when)):
            yield _at(reach, f"is shadowed by proposal {earlier.rank} of the same rule")


def _check_price(catalogue: Catalogue, reach: Reach, service: str) -> Iterator[Flaw]:
    """An offer that costs more than the service left, although the reason is its price."""
    plan = catalogue.services[service].plans.get(reach.offer.plan)
    months = MONTHS_IN_YEAR if plan and plan.interval == "year" else 1
    dearer = [
        country
        for country in sorted(catalogue.sold_in[service][reach.offer.id])
        if (price := catalogue.price(reach.offer, service, country))
        and price.amount > months * catalogue.services[service].prices[country].amount
    ]
    if dearer:
        message = f"is dearer than `{service}` ({', '.join(dearer)}), although the reason is price"
        yield _at(reach, message)


def _check_cycles(catalogue: Catalogue, found: tuple[Reach, ...]) -> Iterator[Flaw]:
    """Offers that lead back to the service that was left, for the same reason."""
    links: dict[tuple[Reason, str], dict[str, Reach]] = {}
    for reach in found:
        if reach.offer.type == "switch_service":
            for reason in reach.reasons:
                for service in reach.services:
                    links.setdefault((reason, service), {})[reach.offer.target] = reach
    told: set[frozenset[str]] = set()
    for reason, start in sorted(links, key=str):
        ways: list[tuple[str, ...]] = [(start,)]
        while ways:
            way = ways.pop()
            for target, reach in sorted(links.get((reason, way[-1]), {}).items()):
                if target == start and len(way) > 1 and frozenset(way) not in told:
                    told.add(frozenset(way))
                    yield _at(reach, f"leads in a circle: {' → '.join((*way, start))}")
                elif target not in way:
                    ways.append((*way, target))


def _check_claims(catalogue: Catalogue) -> Iterator[Flaw]:
    for benefit in catalogue.benefits.values():
        said = [way for wording in benefit.texts.values() for way in wording.ways]
        claims = sorted(set(find_claims(said)))
        if benefit.exclusive and not claims:
            claims = ["exclusive"]
        if claims and benefit.evidence is None:
            yield _claim(benefits_file.FILE, benefit.line, claims[0])
    for offer in catalogue.offers.values():
        wordings = (*offer.texts.values(), *(offer.kept or ()), *(offer.lost or ()))
        claims = sorted(set(find_claims(way for wording in wordings for way in wording.ways)))
        if claims and offer.evidence is None:
            yield _claim(offers_file.FILE, offer.line, claims[0])


def _claim(file: str, line: int, word: str) -> Flaw:
    hint = "add `evidence` with `source` and `checked_on`, or say it without comparing"
    return Flaw(file, line, f"`{word}` is a claim without evidence", hint)


def _flaw(rule: Rule, message: str, hint: str = "") -> Flaw:
    return Flaw(rules_file.FILE, rule.line, f"the rule `{rule.id}` {message}", hint)


def _at(reach: Reach, message: str) -> Flaw:
    return Flaw(rules_file.FILE, reach.proposal.line, f"`{reach.offer.id}` {message}")
