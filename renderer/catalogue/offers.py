"""Offers: ways to stay, with their terms and the texts that tell them."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from typing import get_args

from renderer.catalogue.benefits import Evidence
from renderer.catalogue.benefits import read_evidence
from renderer.catalogue.phrases import Text
from renderer.catalogue.phrases import Wording
from renderer.catalogue.scope import Validity
from renderer.catalogue.scope import read_validity
from renderer.catalogue.services import Market
from renderer.catalogue.services import Service
from renderer.catalogue.services import read_prices
from renderer.catalogue.wordings import COMMENTS
from renderer.catalogue.wordings import CONTEXTS
from renderer.catalogue.wordings import TYPES
from renderer.catalogue.wordings import OfferType
from renderer.catalogue.wordings import Texts
from renderer.catalogue.wordings import check_texts
from renderer.catalogue.wordings import read_common
from renderer.catalogue.wordings import read_texts
from renderer.customer import Money
from renderer.errors import did_you_mean
from renderer.tables import Table

FILE = "templates/catalogue/offers.toml"

Starts = Literal["next_charge", "contract_end", "at_once"]
STARTS: tuple[Starts, ...] = get_args(Starts)

# accepting one of these undoes the cancellation; the others leave it as it is
REVOKING = frozenset({"switch_service", "switch_plan", "discount", "pause", "credit"})
START: Mapping[OfferType, Starts] = {"pause": "contract_end", "extension": "contract_end"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer gives: percent or amount (by market), for how long, from when."""

    percent_off: Decimal | None
    amount: Mapping[str, Money]
    months: int
    days: int
    starts: Starts
    minimum_term_months: int
    accept_within_days: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to stay. `services`: whose customers it suits (empty: all); `kept` and `lost`: None
    where they are computed from the features of the services."""

    id: str
    type: OfferType
    target: str
    plan: str
    services: tuple[str, ...]
    terms: Terms
    validity: Validity
    again_after_days: int | None
    holdout_percent: int
    texts: Mapping[str, Wording]
    kept: tuple[Wording, ...] | None
    lost: tuple[Wording, ...] | None
    evidence: Evidence | None
    line: int

    @property
    def revokes(self) -> bool:
        """Whether accepting it undoes the cancellation."""
        return self.type in REVOKING


def read_offers(
    root: Table,
    *,
    markets: Mapping[str, Market],
    services: Mapping[str, Service],
    service_names: Collection[str],
) -> dict[str, Offer]:
    """`[offer.<id>]`, with the texts of `[wording.<type>]` where it has none of its own.

    An offer with a flaw is left out.
    """
    common = read_common(root)
    offers = {}
    for name, table in root.named("offer"):
        kind = table.word("type", TYPES)
        among = table.names("services", service_names, what="service", default=())
        texts = read_texts(table, kind, common.get(kind, Texts()))
        check_texts(table, kind, texts)
        offer = Offer(
            id=name,
            type=kind,
            target=table.name("target", service_names, what="service")
            if kind == "switch_service"
            else "",
            plan=_plan(table, services, among) if kind == "switch_plan" else "",
            services=among,
            terms=_terms(table, kind, markets),
            validity=read_validity(table, markets),
            again_after_days=table.whole("again_after_days", default=0) or None,
            holdout_percent=table.whole("holdout_percent", most=50, default=0),
            texts=texts.said,
            kept=texts.kept,
            lost=texts.lost,
            evidence=read_evidence(table),
            line=table.line(),
        )
        table.finish()
        if table.sound:
            offers[name] = offer
    return offers


def offer_texts(offers: Mapping[str, Offer]) -> Iterator[Text]:
    """The texts for translators, each once."""
    seen: set[tuple[str | None, str]] = set()
    for offer in offers.values():
        wordings = [(offer.texts[key], f"{offer.type}: {COMMENTS[key]}") for key in CONTEXTS]
        for item in (*(offer.kept or ()), *(offer.lost or ())):
            wordings.append((item, "an item in a list of what is kept or lost"))
        for wording, comment in wordings:
            for text in wording.texts(comment, FILE):
                if (text.context, text.text) not in seen:
                    seen.add((text.context, text.text))
                    yield text


def _plan(table: Table, services: Mapping[str, Service], among: tuple[str, ...]) -> str:
    plan = table.text("plan")
    if not among:
        table.flaw("`services` is missing", hint="the services that have this plan")
    for name in among:
        if name in services and plan not in services[name].plans:
            hint = did_you_mean(plan, services[name].plans)
            table.flaw(f"`{name}` has no plan `{plan}`", key="plan", hint=hint)
    return plan


def _terms(table: Table, kind: OfferType, markets: Mapping[str, Market]) -> Terms:
    percent: Decimal | None = None
    amount: Mapping[str, Money] = {}
    months = days = 0
    if kind == "discount":
        percent = table.number("percent_off", least=1, most=100)
        amount = read_prices(table, "amount", markets) if "amount" in table else {}
        if (percent is None) is not bool(amount):
            table.flaw("needs either `percent_off` or `amount`")
    elif kind == "credit":
        amount = read_prices(table, "amount", markets)
    if kind in ("discount", "pause"):
        months = table.whole("months", least=1, most=24)
    elif kind == "extension":
        days = table.whole("days", least=1, most=365)
    starts = table.word("starts", STARTS, default=START.get(kind, "next_charge"))
    revokes = kind in REVOKING
    term = table.whole("minimum_term_months", most=24, default=0) if revokes else 0
    within = table.whole("accept_within_days", least=1, most=365, default=21)
    return Terms(percent, amount, months, days, starts, term, within)
