"""Rules: who is offered what. "Leaving A, offer D or E" is one rule with two proposals."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass

from renderer.catalogue.scope import Scope
from renderer.catalogue.scope import Validity
from renderer.catalogue.scope import read_validity
from renderer.catalogue.services import Market
from renderer.tables import Table
from renderer.templating.conditions import Condition
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import STAGES
from renderer.vocabulary import Channel
from renderer.vocabulary import Stage

FILE = "templates/catalogue/rules.toml"
ANY = "any"


@dataclass(frozen=True, slots=True)
class Caps:
    """What no rule may exceed: offers in one message, discounts in a customer's lifetime."""

    max_offers: int = 2
    max_discounts: int = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offer of a rule; `rank` is its place in the rule, from 1."""

    offer: str
    rank: int
    when: Condition | None
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """`leaving`: the services whose customers it looks at.

    per_customer: how often one customer may be shown one of its offers (0: no limit);
    cooldown_days: how long none of its offers is shown again.
    """

    id: str
    leaving: tuple[str, ...]
    when: Condition | None
    unless: Condition | None
    proposals: tuple[Proposal, ...]
    max_offers: int
    per_customer: int
    cooldown_days: int
    stages: tuple[Stage, ...]
    channels: tuple[Channel, ...]
    validity: Validity
    line: int


def read_caps(root: Table) -> Caps:
    """`[caps]`."""
    table = root.table("caps")
    caps = Caps(
        table.whole("max_offers", least=1, most=10, default=2),
        table.whole("max_discounts", most=100, default=2),
    )
    table.finish()
    return caps


def read_rules(
    root: Table,
    *,
    scope: Scope,
    markets: Mapping[str, Market],
    services: Collection[str],
    offers: Collection[str],
) -> dict[str, Rule]:
    """`[rule.<id>]` with `[[rule.<id>.propose]]`. A rule with a flaw is left out."""
    rules = {}
    for name, table in root.named("rule"):
        rule = Rule(
            id=name,
            leaving=_leaving(table, services),
            when=scope.condition(table, "when"),
            unless=scope.condition(table, "unless"),
            proposals=_proposals(table, scope, offers),
            max_offers=table.whole("max_offers", least=1, most=10, default=2),
            per_customer=table.whole("per_customer", default=0),
            cooldown_days=table.whole("cooldown_days", default=0),
            stages=table.words("stages", STAGES, default=("alternatives",)),
            channels=table.words("channels", CHANNELS, default=CHANNELS),
            validity=read_validity(table, markets),
            line=table.line(),
        )
        table.finish()
        if table.sound:
            rules[name] = rule
    return rules


def _leaving(table: Table, services: Collection[str]) -> tuple[str, ...]:
    if table.data.get("leaving") == ANY:
        table.asked.add("leaving")
        return tuple(services)
    return table.names("leaving", services, what="service")


def _proposals(table: Table, scope: Scope, offers: Collection[str]) -> tuple[Proposal, ...]:
    proposals = []
    for rank, inner in enumerate(table.tables("propose"), start=1):
        offer = inner.name("offer", offers, what="offer")
        proposals.append(Proposal(offer, rank, scope.condition(inner, "when"), inner.line()))
        inner.finish()
    if not proposals:
        table.flaw("proposes nothing", hint=f"add `[[rule.{table.path[-1]}.propose]]`")
    return tuple(proposals)
