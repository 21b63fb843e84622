"""The catalogue: services, benefits, offers, rules, reasons, effects, read from TOML and checked.

load_catalogue     from the texts of `templates/catalogue/*.toml` to a `Catalogue`
Catalogue          everything by id; `texts()` for translators, `findings_on(day)` for checks
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from renderer.catalogue.benefits import METRICS
from renderer.catalogue.benefits import Benefit
from renderer.catalogue.benefits import Evidence
from renderer.catalogue.benefits import read_benefits
from renderer.catalogue.benefits import read_metrics
from renderer.catalogue.catalogue import Catalogue
from renderer.catalogue.catalogue import index_benefits
from renderer.catalogue.catalogue import index_exchanges
from renderer.catalogue.catalogue import index_markets
from renderer.catalogue.catalogue import index_rules
from renderer.catalogue.checks import check
from renderer.catalogue.checks import warn
from renderer.catalogue.offers import Offer
from renderer.catalogue.offers import Terms
from renderer.catalogue.offers import read_offers
from renderer.catalogue.phrases import Duration
from renderer.catalogue.phrases import Month
from renderer.catalogue.phrases import Percent
from renderer.catalogue.phrases import Phrase
from renderer.catalogue.phrases import Text
from renderer.catalogue.phrases import Value
from renderer.catalogue.phrases import Wording
from renderer.catalogue.reasons import Effect
from renderer.catalogue.reasons import Reason
from renderer.catalogue.reasons import read_effects
from renderer.catalogue.reasons import read_reasons
from renderer.catalogue.rules import Caps
from renderer.catalogue.rules import Proposal
from renderer.catalogue.rules import Rule
from renderer.catalogue.rules import read_caps
from renderer.catalogue.rules import read_rules
from renderer.catalogue.scope import ALWAYS
from renderer.catalogue.scope import CLOSED
from renderer.catalogue.scope import Scope
from renderer.catalogue.scope import Validity
from renderer.catalogue.scope import condition_shape
from renderer.catalogue.services import Feature
from renderer.catalogue.services import Interval
from renderer.catalogue.services import Market
from renderer.catalogue.services import Plan
from renderer.catalogue.services import Service
from renderer.catalogue.services import read_features
from renderer.catalogue.services import read_markets
from renderer.catalogue.services import read_services
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.shapes import Shape
from renderer.tables import Table

__all__ = [
    "ALWAYS",
    "Benefit",
    "Caps",
    "Catalogue",
    "Duration",
    "Effect",
    "Evidence",
    "Feature",
    "Interval",
    "Market",
    "Month",
    "Offer",
    "Percent",
    "Phrase",
    "Plan",
    "Proposal",
    "Reason",
    "Rule",
    "Service",
    "Terms",
    "Text",
    "Validity",
    "Value",
    "Wording",
    "load_catalogue",
]

FOLDER = "templates/catalogue"
FILES = ("services", "benefits", "offers", "rules", "reasons", "effects")


def load_catalogue(files: Mapping[str, str], *, shape: Shape) -> Catalogue:
    """The catalogue of these files (path from the content root → text).

    shape: that of the record (`renderer.customer.shape()`), against which conditions are checked.

    Raises ContentInvalid with all flaws: of each entry, and of the whole (see `checks`).
    """
    flaws: list[Flaw] = []
    roots = {name: _root(files, name, flaws) for name in FILES}
    markets = read_markets(roots["services"])
    features = read_features(roots["services"])
    services = read_services(roots["services"], markets, features)
    service_names = tuple(roots["services"].table("service").data)
    metrics = read_metrics(roots["benefits"])
    reasons = read_reasons(roots["reasons"])
    scope = Scope(
        condition_shape(shape),
        {
            **CLOSED,
            METRICS: metrics,
            "subscription.service": service_names,
            "subscription.benefits_used": tuple(roots["benefits"].table("benefit").data),
            "cancellation.reason.code": tuple(reasons),
            "cancellation.effects": tuple(roots["effects"].table("effect").data),
            "accepted_offer.offer": tuple(roots["offers"].table("offer").data),
            "reactivated.service": service_names,
        },
    )
    benefits = read_benefits(
        roots["benefits"],
        scope=scope,
        markets=markets,
        services=services,
        service_names=service_names,
        features=features,
    )
    offers = read_offers(
        roots["offers"], markets=markets, services=services, service_names=service_names
    )
    rules = read_rules(
        roots["rules"],
        scope=scope,
        markets=markets,
        services=service_names,
        offers=tuple(roots["offers"].table("offer").data),
    )
    catalogue = Catalogue(
        markets=markets,
        features=features,
        services=services,
        benefits=benefits,
        offers=offers,
        rules=rules,
        caps=read_caps(roots["rules"]),
        reasons=reasons,
        effects=read_effects(roots["effects"]),
        sensitive=frozenset(code for code, reason in reasons.items() if reason.sensitive),
        rules_by_service=index_rules(rules),
        benefits_by_stage=index_benefits(benefits),
        sold_in=index_markets(offers, services),
        exchanges=index_exchanges(offers, services, features),
    )
    for root in roots.values():
        root.finish()
    flaws.extend(check(catalogue))
    if flaws:
        raise ContentInvalid(tuple(sorted(flaws, key=lambda flaw: (flaw.file, flaw.line))))
    return replace(catalogue, findings=tuple(warn(catalogue)))


def _root(files: Mapping[str, str], name: str, flaws: list[Flaw]) -> Table:
    path = f"{FOLDER}/{name}.toml"
    if path not in files:
        flaws.append(Flaw(path, 0, "the file is missing"))
    return Table.parse(files.get(path, ""), path, flaws)
