"""An offer worked out for one customer: prices, dates, and the sentences that tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal

from renderer.catalogue import Duration
from renderer.catalogue import Interval
from renderer.catalogue import Market
from renderer.catalogue import Offer
from renderer.catalogue import Percent
from renderer.catalogue import Phrase
from renderer.catalogue import Service
from renderer.catalogue import Value
from renderer.catalogue import Wording
from renderer.customer import Money
from renderer.decide.decision import Because
from renderer.decide.decision import ChosenOffer
from renderer.decide.situation import Situation
from renderer.facts import end_of
from renderer.messages import add_months
from renderer.vocabulary import Channel

# an offer is accepted at the latest so long before the contract ends
DAYS_BEFORE_END = 7
DAYS_TO_THINK = 5
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Prices:
    """today is for `paid`, price and then_price for `interval`; the others for a month.

    difference: today less the price; price and difference are None where nothing is sold.
    """

    today: Money
    paid: Interval
    price: Money | None
    then_price: Money | None
    interval: Interval
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Dates:
    """First day and last day of what an offer gives, and the first day after it."""

    starts_on: date | None
    ends_on: date | None
    then_from: date | None


def accept_until(situation: Situation, offer: Offer) -> datetime:
    """The last minute in which an offer can be accepted, in the customer's zone.

    That is some days from now, and at the latest a week before the contract ends; a short notice
    leaves at least five days to think, but never more than the contract lasts.
    """
    last = situation.day + timedelta(days=offer.terms.accept_within_days)
    ends_on = situation.ends_on
    if ends_on is not None and ends_on >= situation.day:
        early = ends_on - timedelta(days=DAYS_BEFORE_END)
        last = min(last, ends_on, max(early, situation.day + timedelta(days=DAYS_TO_THINK)))
    return end_of(last, situation.zone)


def work_out_prices(situation: Situation, offer: Offer, market: Market) -> Prices:
    """What the customer pays today, with the offer, and after it."""
    contract = situation.customer.subscription
    today, paid = contract.price, contract.interval or "month"
    price: Money | None = today
    then_price: Money | None = None
    interval = paid
    if offer.type in ("switch_service", "switch_plan"):
        price = situation.catalogue.price(offer, situation.service, situation.country)
        interval = "month"
        if offer.type == "switch_plan":
            interval = situation.catalogue.services[situation.service].plans[offer.plan].interval
    elif offer.type == "discount":
        price, then_price = market.money(_reduced(today, offer, market.country)), today
    elif offer.type == "pause":
        price, then_price = market.money(Decimal(0)), today
    elif offer.type in ("contact", "training"):
        price = None
    difference = None
    if price is not None:
        difference = _monthly(today.amount, paid) - _monthly(price.amount, interval)
    return Prices(today, paid, price, then_price, interval, difference)


def make_offer(
    situation: Situation,
    offer: Offer,
    prices: Prices,
    market: Market,
    *,
    rule: str,
    rank: int,
    because: Because,
    channels: tuple[Channel, ...],
) -> ChosenOffer:
    """The offer with its terms and sentences."""
    catalogue = situation.catalogue
    until = accept_until(situation, offer)
    dates = _dates(situation, offer, until.date())
    current = catalogue.services[situation.service]
    target = catalogue.services[offer.target] if offer.target else None
    values = _values(situation, offer, prices, dates, market, target or current)
    saving = values.get("saving")
    exchange = catalogue.exchanges[current.id, (target or current).id]
    return ChosenOffer(
        offer=offer,
        rule=rule,
        rank=rank,
        because=because,
        channels=channels,
        target=target,
        today=prices.today,
        price=prices.price,
        then_price=prices.then_price,
        saving=saving if isinstance(saving, Money) else None,
        interval=prices.interval,
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        then_from=dates.then_from,
        accept_until=until,
        title=offer.texts["title"].say(values),
        pitch=offer.texts["pitch"].say(values),
        short=offer.texts["short"].say(values),
        price_label=offer.texts["price_label"].say(values),
        price_text=offer.texts["price"].say(values),
        term_text=offer.texts["term"].say(values),
        action=offer.texts["action"].say(values),
        kept=_said(offer.kept, values, exchange.kept),
        lost=_said(offer.lost, values, exchange.lost),
        gained=exchange.gained,
    )


def _said(
    items: tuple[Wording, ...] | None, values: Mapping[str, Value], computed: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    return computed if items is None else tuple(item.say(values) for item in items)


def _reduced(today: Money, offer: Offer, country: str) -> Decimal:
    if offer.terms.percent_off is not None:
        return today.amount * (100 - offer.terms.percent_off) / 100
    return max(today.amount - offer.terms.amount[country].amount, Decimal(0))


def _monthly(amount: Decimal, interval: Interval) -> Decimal:
    return amount / MONTHS_IN_YEAR if interval == "year" else amount


def _dates(situation: Situation, offer: Offer, accepted_by: date) -> Dates:
    """When the offer counts; a day that depends on when it is accepted is left open.

    An extension ends with the new last day of the contract, and nothing follows it.
    """
    terms, left = offer.terms, situation.ends_on
    starts: date | None = None
    if terms.starts == "contract_end":
        starts = left if left is not None and left >= situation.day else None
    elif terms.starts == "next_charge":
        charge = situation.customer.subscription.next_charge_on
        starts = charge if charge is not None and charge > accepted_by else None
    if starts is not None and terms.days:
        return Dates(starts, starts + timedelta(days=terms.days), None)
    if starts is None or not terms.months:
        return Dates(starts, None, None)
    then_from = add_months(starts, terms.months)
    return Dates(starts, then_from - timedelta(days=1), then_from)


def _values(
    situation: Situation,
    offer: Offer,
    prices: Prices,
    dates: Dates,
    market: Market,
    service: Service,
) -> dict[str, Value]:
    """What the placeholders of the offer's texts stand for; what is not known is left out."""
    terms, difference = offer.terms, prices.difference
    known: dict[str, Value | None] = {
        "service": service.name,
        "price": prices.price,
        "then_price": prices.then_price,
        "today": prices.today if prices.paid == "month" else None,
        "today_year": prices.today if prices.paid == "year" else None,
        "saving": market.money(difference) if difference and difference > 0 else None,
        "extra": market.money(-difference) if difference and difference < 0 else None,
        "percent": Percent(terms.percent_off) if terms.percent_off is not None else None,
        "amount": terms.amount.get(market.country),
        "duration": Duration(terms.months, terms.days) if terms.months or terms.days else None,
        "minimum_term": Duration(terms.minimum_term_months) if terms.minimum_term_months else None,
        "from": dates.starts_on,
        "until": dates.ends_on,
        "then_from": dates.then_from,
        "ends_on": situation.ends_on,
    }
    return {name: value for name, value in known.items() if value is not None}
