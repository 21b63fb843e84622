"""What coming back would cost: the service, its price with the code, and what changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from renderer.catalogue import Catalogue
from renderer.catalogue import Market
from renderer.content.voice import plain_money
from renderer.customer import Customer
from renderer.customer import Discount
from renderer.customer import Money


def comeback_of(customer: Customer, catalogue: Catalogue) -> dict[str, Any] | None:
    """The price of a return: that of the record or of the catalogue, less the discount."""
    code = customer.discount
    if code is None:
        return None
    country = customer.residence.country
    left = customer.subscription
    elsewhere = code.services and left.service not in code.services
    service = code.services[0] if elsewhere else left.service
    known = catalogue.services.get(service)
    listed = known.prices.get(country) if known is not None else None
    then = code.then_price or listed
    comparable = then is not None and service == left.service and left.interval == "month"
    return {
        "service": catalogue.service_name(service),
        "services": [catalogue.service_name(name) for name in code.services],
        "price": plain_money(_less(then, code, catalogue.markets.get(country))),
        "then": plain_money(then),
        "change": _change(then, left.price) if comparable else None,
        "smaller": _smaller(service, country, catalogue),
    }


def _less(price: Money | None, code: Discount, market: Market | None) -> Money | None:
    """A price less the discount, never below nothing; None where the currencies differ."""
    if price is None or market is None or price.currency != market.currency:
        return None
    if code.percent_off is not None:
        return market.money(price.amount * (100 - code.percent_off) / 100)
    off = code.amount_off
    if off is None or off.currency != price.currency:
        return None
    return market.money(max(price.amount - off.amount, Decimal(0)))


def _change(now: Money | None, before: Money) -> str | None:
    if now is None or now.currency != before.currency:
        return None
    if now.amount == before.amount:
        return "same"
    return "lower" if now.amount < before.amount else "higher"


def _smaller(service: str, country: str, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The services of the same family that cost less in this market, the cheapest first."""
    known = catalogue.services.get(service)
    today = known.prices.get(country) if known is not None else None
    if known is None or today is None:
        return []
    found = [
        (other.prices[country].amount, other.name, other.prices[country])
        for other in catalogue.services.values()
        if other.family == known.family
        and country in other.prices
        and other.prices[country].amount < today.amount
    ]
    return [
        {"name": name, "price": plain_money(price)} for _, name, price in sorted(found, key=_cost)
    ]


def _cost(found: tuple[Decimal, str, Money]) -> tuple[Decimal, str]:
    return found[0], found[1]
