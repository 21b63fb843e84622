"""Put the content together: first what no language changes, then what a voice says."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from renderer.brand import LINKS
from renderer.brand import Brand
from renderer.catalogue import Catalogue
from renderer.catalogue import Duration
from renderer.catalogue import Percent
from renderer.catalogue import Value
from renderer.content.comeback import comeback_of
from renderer.content.company import PHONE_HOURS
from renderer.content.company import company_words
from renderer.content.given import Given
from renderer.content.shape import ALIASES
from renderer.content.voice import Voice
from renderer.content.ways import KEPT
from renderer.content.ways import benefit_words
from renderer.content.ways import is_month
from renderer.content.ways import offer_words
from renderer.content.ways import period_of
from renderer.content.ways import stay_words
from renderer.content.ways import theme_of
from renderer.customer import Customer
from renderer.customer import Money
from renderer.decide import Decision
from renderer.messages import Message
from renderer.messages import add_months
from renderer.texts import Text


def texts() -> Iterator[Text]:
    """What translators translate beside templates and catalogue."""
    comment = "when the telephone is answered: days of the week, times of the day"
    yield Text(None, PHONE_HOURS, "", comment, "renderer/content")
    for text in KEPT.values():
        yield Text(None, text, "", "an item in a list of what is kept", "renderer/content")


def gather(
    customer: Customer,
    decision: Decision,
    message: Message,
    *,
    brand: Brand,
    catalogue: Catalogue,
    as_of: datetime,
) -> Given:
    """Put together what no language changes."""
    data = customer.as_data()
    service = customer.subscription.service
    period = period_of(decision.benefits)
    base: dict[str, Any] = {
        "customer": data,
        **{name: data[name] for name in ALIASES},
        "message": {"id": message.id, "stage": message.stage, "class": message.klass},
        "as_of": as_of.astimezone(ZoneInfo(customer.time_zone)),
        "service": {"id": service, "name": catalogue.service_name(service)},
        "service_now": _service_now(customer, catalogue),
        "brand": {"name": brand.name},
        "links": links(customer, brand),
        "quiet": decision.quiet,
        "benefits_period": {"start": period[0], "end": period[1]} if period else None,
        "benefits_month": period[0] if period and is_month(*period) else None,
        "address": [],
        "comeback": comeback_of(customer, catalogue),
    }
    company = brand.company(customer.residence.country)
    return Given(base, customer, decision, company, brand, catalogue)


def links(customer: Customer, brand: Brand) -> dict[str, str | None]:
    """Every link by name; one whose pattern needs what the record lacks is None."""
    values = {"customer.id": customer.id, "subscription.id": customer.subscription.id}
    if customer.cancellation is not None:
        values["cancellation.id"] = customer.cancellation.id
    found = brand.links(values, customer.links)
    return {name: found.get(name) for name in LINKS}


def voiced(given: Given, voice: Voice, *, reads: Collection[str]) -> dict[str, Any]:
    """The whole content in one voice; what the template does not read stays unsaid."""
    content = dict(given.data)
    content["locale"] = {
        "tag": voice.tag,
        "language": voice.tag.split("-")[0],
        "direction": voice.direction,
    }
    consent: str = "none"
    if voice.channel in ("email", "sms", "letter"):
        consent = given.customer.consent(voice.channel, "marketing")
    content["consent"] = consent
    country = given.customer.residence.country
    content["opt_out_word"] = given.brand.sms_rules(country).keyword
    content["company"] = company_words(given, voice)
    content["signatory"] = {
        "name": given.brand.signatory.name,
        "role": voice.phrases.say(given.brand.signatory.role),
    }
    content["accepted"] = _accepted(given, voice) if "accepted" in reads else None
    left, back = given.customer.cancellation, given.customer.reactivated
    undo = left.reactivation if left is not None else None
    price = given.customer.subscription.price
    content["keeps"] = stay_words(undo.keeps, price, voice) if undo is not None else []
    content["kept"] = stay_words(back.kept, back.price, voice) if back is not None else []
    content["reason"] = _reason(given, voice) if "reason" in reads else None
    content["effects"] = _effects(given, voice) if "effects" in reads else []
    content["benefits"] = [
        benefit_words(benefit, voice) for benefit in given.decision.benefits if "benefits" in reads
    ]
    offers = [one for one in given.decision.offers if voice.channel in one.channels]
    deadlines = {offer.accept_until for offer in offers}
    content["offers_until"] = offers[0].accept_until if len(deadlines) == 1 else None
    content["offers_theme"] = theme_of(offers)
    content["offers"] = [
        offer_words(offer, number, given, voice)
        for number, offer in enumerate(offers, 1)
        if "offers" in reads
    ]
    return content


def _service_now(customer: Customer, catalogue: Catalogue) -> dict[str, Any]:
    service = customer.subscription.service
    if customer.reactivated is not None:
        service = customer.reactivated.service
    elif customer.accepted_offer is not None:
        offer = catalogue.offers.get(customer.accepted_offer.offer)
        service = (offer.target if offer is not None else "") or service
    return {"id": service, "name": catalogue.service_name(service)}


def _accepted(given: Given, voice: Voice) -> dict[str, Any] | None:
    """What was agreed, told with the prices and the first day of the record."""
    taken, catalogue = given.customer.accepted_offer, given.catalogue
    offer = catalogue.offers.get(taken.offer) if taken is not None else None
    if taken is None or offer is None:
        return None
    contract, terms = given.customer.subscription, offer.terms
    months, reduced = terms.months, offer.type in ("discount", "pause")
    country = given.customer.residence.country
    known: dict[str, Value | None] = {
        "service": given.data["service_now"]["name"],
        "price": taken.price,
        "then_price": taken.then_price or (contract.price if reduced else None),
        "percent": Percent(terms.percent_off) if terms.percent_off is not None else None,
        "amount": terms.amount.get(country),
        "duration": Duration(months, terms.days) if months or terms.days else None,
        "minimum_term": Duration(terms.minimum_term_months) if terms.minimum_term_months else None,
        "from": taken.starts_on,
        "then_from": add_months(taken.starts_on, months) if months else None,
    }
    less = contract.price.amount - taken.price.amount
    if reduced and less > 0:
        known["saving"] = Money(amount=less, currency=taken.price.currency)
    values = {name: value for name, value in known.items() if value is not None}
    exchange = catalogue.exchanges.get((contract.service, offer.target or contract.service))
    kept, lost, gained = (
        (exchange.kept, exchange.lost, exchange.gained) if exchange is not None else ((), (), ())
    )
    if offer.kept is not None:
        kept = tuple(item.say(values) for item in offer.kept)
    if offer.lost is not None:
        lost = tuple(item.say(values) for item in offer.lost)
    return {
        "title": voice.say(offer.texts["title"].say(values)),
        "price_text": voice.say(offer.texts["price"].say(values)),
        "term_text": voice.say(offer.texts["term"].say(values)),
        "kept": [voice.say(phrase) for phrase in kept],
        "lost": [voice.say(phrase) for phrase in lost],
        "gained": [voice.say(phrase) for phrase in gained],
        "revokes": offer.revokes,
    }


def _reason(given: Given, voice: Voice) -> str | None:
    left = given.customer.cancellation
    if left is None or left.reason is None:
        return None
    reason = given.catalogue.reasons.get(left.reason.code)
    return voice.phrases.say(reason.text) if reason is not None else None


def _effects(given: Given, voice: Voice) -> list[str]:
    left = given.customer.cancellation
    known = given.catalogue.effects
    named: Iterable[str] = left.effects if left is not None else ()
    return [voice.phrases.say(known[name].text) for name in named if name in known]
