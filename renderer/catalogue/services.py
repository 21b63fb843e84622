"""Services: what is sold, in which markets, for which price, with which features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import Literal

from renderer.catalogue.phrases import Phrase
from renderer.catalogue.phrases import Text
from renderer.catalogue.phrases import Wording
from renderer.catalogue.phrases import read_wording
from renderer.customer import COUNTRIES
from renderer.customer import CURRENCIES
from renderer.customer import Money
from renderer.errors import did_you_mean
from renderer.tables import Table

FILE = "templates/catalogue/services.toml"
Interval = Literal["month", "year"]
INTERVALS: tuple[Interval, ...] = ("month", "year")
FEATURE = "feature"
_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Market:
    """A country in which Northwind sells; `digits` are the decimals of its prices."""

    country: str
    currency: str
    digits: int

    def money(self, amount: Decimal) -> Money:
        """An amount in this market's currency, rounded to its digits (half up)."""
        unit = Decimal(1).scaleb(-self.digits)
        return Money(amount=amount.quantize(unit, "ROUND_HALF_UP"), currency=self.currency)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a service includes; a measured one has an amount in each service.

    text: noun phrase, with `{amount}` when measured; change: with `{now}` and `{before}`;
    unlimited: what is said instead of an amount.
    """

    id: str
    text: Wording
    change: Wording
    unlimited: Wording

    def phrase(self, amount: Amount) -> Phrase:
        """The feature as an item of a list."""
        if amount == UNLIMITED:
            return Phrase(self.unlimited.ways[0], context=FEATURE)
        values = {"amount": amount} if isinstance(amount, Decimal) else {}
        return Phrase(self.text.ways[0], values, FEATURE)

    def changed(self, *, now: Decimal, before: Decimal) -> Phrase:
        """That there is more or less of it."""
        return Phrase(self.change.ways[0], {"now": now, "before": before}, FEATURE)


# None: included, and not measured
Amount = Decimal | Literal["unlimited"] | None
UNLIMITED: Literal["unlimited"] = "unlimited"


@dataclass(frozen=True, slots=True)
class Plan:
    """Another way to pay for a service: interval and price for each market."""

    id: str
    interval: Interval
    prices: Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class Service:
    """A service; `prices` are for a month, by market; `contains` names the parts of a bundle."""

    id: str
    name: str
    family: str
    prices: Mapping[str, Money]
    features: Mapping[str, Amount]
    plans: Mapping[str, Plan] = field(default_factory=dict)
    contains: tuple[str, ...] = ()
    file: str = FILE
    line: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a customer keeps, loses and gains in going from one service to another."""

    kept: tuple[Phrase, ...]
    lost: tuple[Phrase, ...]
    gained: tuple[Phrase, ...]


def compare(before: Service, after: Service, features: Mapping[str, Feature]) -> Exchange:
    """What going from `before` to `after` keeps, loses and gains, in the services' own order."""
    kept: list[Phrase] = []
    lost: list[Phrase] = []
    gained: list[Phrase] = []
    for name, old in before.features.items():
        feature = features[name]
        if name not in after.features:
            lost.append(feature.phrase(old))
            continue
        new = after.features[name]
        if new == old:
            kept.append(feature.phrase(old))
        elif new == UNLIMITED:
            gained.append(feature.phrase(new))
        elif old == UNLIMITED:
            kept.append(feature.phrase(new))
            lost.append(feature.phrase(old))
        elif isinstance(new, Decimal) and isinstance(old, Decimal):
            (gained if new > old else lost).append(feature.changed(now=new, before=old))
    for name, new in after.features.items():
        if name not in before.features:
            gained.append(features[name].phrase(new))
    return Exchange(tuple(kept), tuple(lost), tuple(gained))


def read_markets(root: Table) -> dict[str, Market]:
    """`[market]`: the countries and their currencies."""
    outer = root.table("market")
    markets = {}
    for country in outer.data:
        if country not in COUNTRIES:
            outer.flaw(f"`{country}` is no country (ISO 3166-1)", key=country)
        table = outer.table(country)
        currency = table.name("currency", CURRENCIES, what="currency (ISO 4217)")
        if currency not in CURRENCIES:
            currency = "EUR"  # the flaw is noted; the prices are read on
        markets[country] = Market(country, currency, table.whole("digits", most=3, default=2))
        table.finish()
    return markets


def read_features(root: Table) -> dict[str, Feature]:
    """`[feature.<id>]`: what services include."""
    features = {}
    for name, table in root.named("feature"):
        measured = "change" in table
        features[name] = Feature(
            name,
            read_wording(
                table,
                "text",
                context=FEATURE,
                always=("amount",) if measured else (),
                required=True,
            ),
            read_wording(table, "change", context=FEATURE, always=("now", "before")),
            read_wording(table, "unlimited", context=FEATURE),
        )
        table.finish()
    return features


def read_services(
    root: Table, markets: Mapping[str, Market], features: Mapping[str, Feature]
) -> dict[str, Service]:
    """`[service.<id>]`: what is sold. A service with a flaw is left out."""
    services = {}
    names = tuple(root.table("service").data)
    for name, table in root.named("service"):
        service = Service(
            id=name,
            name=table.text("name"),
            family=table.text("family"),
            prices=read_prices(table, "prices", markets),
            features=_features(table, features),
            plans=_plans(table, markets),
            contains=table.names("contains", names, what="service", default=()),
            file=table.file,
            line=table.line(),
        )
        table.finish()
        if table.sound:
            services[name] = service
    return services


def read_prices(table: Table, key: str, markets: Mapping[str, Market]) -> dict[str, Money]:
    """Amounts by market, in the market's currency."""
    inner = table.table(key)
    if not inner.data:
        table.flaw(f"`{key}` is missing or empty", hint="an amount for at least one market")
    prices = {}
    for country, value in inner.data.items():
        if country not in markets:
            hint = did_you_mean(country, markets) or f"known: {', '.join(markets)}"
            inner.flaw(f"`{country}` is no market", key=country, hint=hint)
            continue
        market = markets[country]
        amount = inner.number_of(value, country)
        if amount != amount.quantize(Decimal(1).scaleb(-market.digits)):
            inner.flaw(f"`{country}` has more decimals than {market.currency}", key=country)
        prices[country] = market.money(amount)
    return prices


def service_texts(features: Mapping[str, Feature]) -> Iterator[Text]:
    """The texts for translators; names of services are not translated."""
    for feature in features.values():
        for wording in (feature.text, feature.change, feature.unlimited):
            yield from wording.texts("an item in a list of what is kept or lost", FILE)


def _plans(table: Table, markets: Mapping[str, Market]) -> dict[str, Plan]:
    plans = {}
    for name, inner in table.named("plan"):
        interval = inner.word("interval", INTERVALS)
        plans[name] = Plan(name, interval, read_prices(inner, "prices", markets))
        inner.finish()
    return plans


def _features(table: Table, features: Mapping[str, Feature]) -> dict[str, Amount]:
    inner = table.table("features")
    if not inner.data:
        table.flaw("`features` is missing or empty")
    amounts: dict[str, Amount] = {}
    for name, value in inner.data.items():
        feature = features.get(name)
        if feature is None:
            inner.flaw(f"`{name}` is no feature", key=name, hint=did_you_mean(name, features))
        elif value is True:
            if feature.change:
                inner.flaw(f"`{name}` needs an amount", key=name)
            amounts[name] = None
        elif value == UNLIMITED:
            if not feature.unlimited:
                inner.flaw(f"`{name}` has no text for `unlimited`", key=name)
            amounts[name] = UNLIMITED
        else:
            if not feature.change:
                inner.flaw(f"`{name}` is not measured: write `true`", key=name)
            amounts[name] = inner.number_of(value, name)
    return amounts
