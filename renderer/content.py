"""The content of a message: every name that a template may use, with its value for one customer.

`SHAPE` is the documented type: templates are checked against it when they are compiled, the
studio shows it, and a test proves that what is built has just these names. What depends on the
language of a channel (offers, benefits, the company's words) is said by a `Voice`.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from renderer import customer as record
from renderer.brand import LINKS
from renderer.brand import Brand
from renderer.brand import Company
from renderer.brand import PhoneHours
from renderer.catalogue import Catalogue
from renderer.catalogue import Duration
from renderer.catalogue import Market
from renderer.catalogue import Month
from renderer.catalogue import Percent
from renderer.catalogue import Phrase
from renderer.catalogue import Value
from renderer.customer import Customer
from renderer.customer import Discount
from renderer.customer import Money
from renderer.decide import ChosenBenefit
from renderer.decide import ChosenOffer
from renderer.decide import Decision
from renderer.locales import Formats
from renderer.messages import Message
from renderer.messages import add_months
from renderer.shapes import leaf
from renderer.shapes import listing
from renderer.shapes import money
from renderer.shapes import obj
from renderer.templating.phrasebook import Phrasebook
from renderer.texts import Text

# What stays when a cancellation is undone, as items of a list.
KEPT: Mapping[str, str] = {
    "number": "phone number",
    "price": "price of {price}",
    "data": "data",
    "points": "points",
}
# When the telephone is answered; told in a sentence or in the information block of a letter.
PHONE_HOURS = "{first} to {last}, {opens} to {closes}"
_HELP = ("contact", "training")
_ALIASES = (
    "accepted_offer",
    "cancellation",
    "discount",
    "reactivated",
    "referral",
    "subscription",
)
_OFFER = obj(
    "a way to stay, chosen for this customer",
    id=leaf("text", "key in the catalogue"),
    type=leaf("text", "switch_service, switch_plan, discount, pause, extension, credit, …"),
    number=leaf("number", "1 for the first"),
    title=leaf("text", "what it is called"),
    pitch=leaf("text", "the difference from today, in a sentence"),
    revokes=leaf("flag", "accepting it withdraws the cancellation"),
    short=leaf("text", "name and price, for a text message or a preheader"),
    action=leaf("text", "the words on the button"),
    price=money("what it costs", optional=True),
    price_label=leaf("text", "what the price is for: `per month`"),
    price_text=leaf("text", "the whole price: now, later, and today's"),
    term_text=leaf("text", "term and notice"),
    saving=money("what is saved each month", optional=True),
    kept=listing("what stays", leaf("text", "a feature")),
    lost=listing("what ends", leaf("text", "a feature")),
    gained=listing("what is new", leaf("text", "a feature")),
    accept_until=leaf("moment", "until when it can be taken"),
    starts_on=leaf("date", "from when it counts", optional=True),
    ends_on=leaf("date", "last day of a pause or discount", optional=True),
    then_from=leaf("date", "from when the later price counts", optional=True),
    link=leaf("text", "where it is taken", optional=True),
)
_BENEFIT = obj(
    "a reason to stay, with its proof",
    id=leaf("text", "key in the catalogue"),
    state=leaf("text", "`used` or `unused`"),
    value=leaf("text", "the customer's own number"),
    caption=leaf("text", "what the number counts"),
    title=leaf("text", "what the benefit is"),
    sentences=listing("proof, and what ends when", leaf("text", "a sentence")),
)
_COMPANY = obj(
    "the company of the customer's market",
    name=leaf("text", "registered name"),
    street=leaf("text", "street and number"),
    town=leaf("text", "postal code and town"),
    country=leaf("text", "country, in the locale's language"),
    address_line=leaf("text", "the whole address on one line"),
    return_line=leaf("text", "sender's line above a letter's address"),
    register=listing("entries in registers", leaf("text", "an entry")),
    management=leaf("text", "who manages the company"),
    bank=listing("bank account", leaf("text", "a line")),
    website=leaf("text", "web address as people read it"),
    email=leaf("text", "address for contracts"),
    email_link=leaf("text", "the same as a link"),
    phone=leaf("text", "telephone number"),
    phone_link=leaf("text", "the same as a link"),
    hours=leaf("text", "when the telephone is answered"),
    hours_short=leaf("text", "the same with short names of the days"),
    withdrawal_days=leaf("number", "days in which an accepted offer can be withdrawn; 0: none"),
)
_ACCEPTED = obj(
    "the offer for which the customer stays, in words",
    optional=True,
    title=leaf("text", "what it is called"),
    price_text=leaf("text", "the whole price: now and later"),
    term_text=leaf("text", "term and notice"),
    kept=listing("what stays", leaf("text", "a feature")),
    lost=listing("what ends", leaf("text", "a feature")),
    gained=listing("what is new", leaf("text", "a feature")),
    revokes=leaf("flag", "accepting it undid the cancellation"),
)
SHAPE = obj(
    "what a template may use",
    customer=record.shape(),
    **{name: record.shape().fields[name] for name in _ALIASES},
    message=obj(
        "this message",
        id=leaf("text", "its folder"),
        stage=leaf("text", "its stage"),
        **{"class": leaf("text", "service, survey or marketing")},
    ),
    locale=obj(
        "the language of this artefact",
        tag=leaf("text", "BCP 47"),
        language=leaf("text", "its first part"),
        direction=leaf("text", "`ltr` or `rtl`"),
    ),
    as_of=leaf("moment", "when the message is written"),
    service=obj(
        "the service that is left",
        id=leaf("text", "key in the catalogue"),
        name=leaf("text", "its name"),
    ),
    service_now=obj(
        "the service that goes on, after an offer or a return; else the one that is left",
        id=leaf("text", "key in the catalogue"),
        name=leaf("text", "its name"),
    ),
    brand=obj("the brand", name=leaf("text", "its name")),
    company=_COMPANY,
    signatory=obj(
        "who signs letters", name=leaf("text", "name"), role=leaf("text", "role in the company")
    ),
    links=obj(
        "links, from the record or the brand",
        **{name: leaf("text", f"the link `{name}`", optional=True) for name in LINKS},
    ),
    consent=leaf("text", "consent for marketing on this channel"),
    opt_out_word=leaf("text", "the word that stops text messages; empty: the link does"),
    quiet=leaf("flag", "the tone is quiet: bereavement, illness, hardship"),
    reason=leaf("text", "the reason for leaving, in words", optional=True),
    effects=listing("what ending the contract does", leaf("text", "an effect")),
    benefits=listing("chosen benefits", _BENEFIT),
    benefits_period=obj(
        "when the numbers were measured",
        optional=True,
        start=leaf("date", "first day"),
        end=leaf("date", "last day"),
    ),
    benefits_month=leaf("date", "its first day, when the period is one month", optional=True),
    offers=listing("chosen offers", _OFFER),
    offers_theme=leaf("text", "what the offers have in common: cheaper, pause, help or other"),
    offers_until=leaf("moment", "until when all of them are open, if it is one moment", True),
    accepted=_ACCEPTED,
    keeps=listing("what stays if the cancellation is undone", leaf("text", "a thing")),
    kept=listing("what stayed when it was undone", leaf("text", "a thing")),
    address=listing("the address of a letter", leaf("text", "a line")),
    comeback=obj(
        "what a return costs with the discount code; prices are for a month",
        optional=True,
        service=leaf("text", "the service whose price is told"),
        services=listing("where the code is valid; none: everywhere", leaf("text", "a service")),
        price=money("while the discount applies", optional=True),
        then=money("afterwards", optional=True),
        change=leaf("text", "that price, beside the old one: `lower`, `same`, `higher`", True),
        smaller=listing(
            "services of the same family that cost less, the cheapest first",
            obj("a service", name=leaf("text", "its name"), price=money("for a month")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One channel's way of speaking one locale."""

    tag: str
    direction: str
    channel: str
    formats: Formats
    phrases: Phrasebook

    def say(self, phrase: Phrase) -> str:
        """A catalogue phrase in this locale, its values formatted."""
        values = {name: self.write(value) for name, value in phrase.values.items()}
        count = int(phrase.count) if phrase.count is not None else None
        return self.phrases.say(
            phrase.text, context=phrase.context, plural=phrase.plural, values=values, count=count
        )

    def write(self, value: Value) -> str:
        """A value as it is written in this locale, by its type."""
        if isinstance(value, str):
            return value
        if isinstance(value, Money):
            return self.formats.money({"amount": value.amount, "currency": value.currency})
        if isinstance(value, Percent):
            return self.formats.percent(value.number)
        if isinstance(value, Duration):
            return self.formats.duration(value.months, days=value.days)
        if isinstance(value, Month):
            return self.formats.month_name(value.day)
        if isinstance(value, datetime):
            return self.formats.deadline(value)
        if isinstance(value, date):
            return self.formats.date(value)
        return self.formats.number(Decimal(value))


@dataclass(frozen=True, slots=True)
class Given:
    """What is the same on every channel: the record, the decision, the links."""

    data: Mapping[str, Any]
    customer: Customer
    decision: Decision
    company: Company
    brand: Brand
    catalogue: Catalogue


def texts() -> Iterator[Text]:
    """What translators translate beside templates and catalogue."""
    comment = "when the telephone is answered: days of the week, times of the day"
    yield Text(None, PHONE_HOURS, "", comment, "renderer/content.py")
    for text in KEPT.values():
        yield Text(None, text, "", "an item in a list of what is kept", "renderer/content.py")


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
    period = _period(decision.benefits)
    base: dict[str, Any] = {
        "customer": data,
        **{name: data[name] for name in _ALIASES},
        "message": {"id": message.id, "stage": message.stage, "class": message.klass},
        "as_of": as_of.astimezone(ZoneInfo(customer.time_zone)),
        "service": {"id": service, "name": catalogue.service_name(service)},
        "service_now": _service_now(customer, catalogue),
        "brand": {"name": brand.name},
        "links": links(customer, brand),
        "quiet": decision.quiet,
        "benefits_period": {"start": period[0], "end": period[1]} if period else None,
        "benefits_month": period[0] if period and _is_month(*period) else None,
        "address": [],
        "comeback": _comeback(customer, catalogue),
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
    content["company"] = _company(given, voice)
    content["signatory"] = {
        "name": given.brand.signatory.name,
        "role": voice.phrases.say(given.brand.signatory.role),
    }
    content["accepted"] = _accepted(given, voice) if "accepted" in reads else None
    left, back = given.customer.cancellation, given.customer.reactivated
    undo = left.reactivation if left is not None else None
    price = given.customer.subscription.price
    content["keeps"] = _stays(undo.keeps, price, voice) if undo is not None else []
    content["kept"] = _stays(back.kept, back.price, voice) if back is not None else []
    content["reason"] = _reason(given, voice) if "reason" in reads else None
    content["effects"] = _effects(given, voice) if "effects" in reads else []
    content["benefits"] = [
        _benefit(benefit, voice) for benefit in given.decision.benefits if "benefits" in reads
    ]
    offers = [one for one in given.decision.offers if voice.channel in one.channels]
    deadlines = {offer.accept_until for offer in offers}
    content["offers_until"] = offers[0].accept_until if len(deadlines) == 1 else None
    content["offers_theme"] = _theme(offers)
    content["offers"] = [
        _offer(offer, number, given, voice)
        for number, offer in enumerate(offers, 1)
        if "offers" in reads
    ]
    return content


def _offer(chosen: ChosenOffer, number: int, given: Given, voice: Voice) -> dict[str, Any]:
    say = voice.say
    return {
        "id": chosen.offer.id,
        "type": chosen.offer.type,
        "number": number,
        "title": say(chosen.title),
        "pitch": say(chosen.pitch),
        "revokes": chosen.offer.revokes,
        "short": say(chosen.short),
        "action": say(chosen.action),
        "price": _money(chosen.price),
        "price_label": say(chosen.price_label),
        "price_text": say(chosen.price_text),
        "term_text": say(chosen.term_text),
        "saving": _money(chosen.saving),
        "kept": [say(phrase) for phrase in chosen.kept],
        "lost": [say(phrase) for phrase in chosen.lost],
        "gained": [say(phrase) for phrase in chosen.gained],
        "accept_until": chosen.accept_until,
        "starts_on": chosen.starts_on,
        "ends_on": chosen.ends_on,
        "then_from": chosen.then_from,
        "link": given.data["links"]["offers"],
    }


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


def _stays(names: Iterable[str], price: Money, voice: Voice) -> list[str]:
    values = {"price": voice.write(price)}
    return [voice.phrases.say(KEPT[name], values=values) for name in names]


def _theme(offers: Collection[ChosenOffer]) -> str:
    """What a headline may promise of all of them."""
    if all(one.offer.type == "pause" for one in offers):
        return "pause"
    if all(one.offer.type in _HELP for one in offers):
        return "help"
    cheaper = (one.price is not None and one.price.amount < one.today.amount for one in offers)
    same_interval = all(one.interval == "month" for one in offers)
    return "cheaper" if same_interval and all(cheaper) else "other"


def _benefit(chosen: ChosenBenefit, voice: Voice) -> dict[str, Any]:
    return {
        "id": chosen.benefit.id,
        "state": chosen.state,
        "value": voice.write(chosen.value),
        "caption": voice.say(chosen.caption),
        "title": voice.say(chosen.title),
        "sentences": [voice.say(sentence) for sentence in chosen.sentences],
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


def _company(given: Given, voice: Voice) -> dict[str, Any]:
    company = given.company
    country = voice.formats.country(company.country)
    return {
        "name": company.company,
        "street": company.street,
        "town": company.postal,
        "country": country,
        "address_line": ", ".join((company.company, company.street, company.postal, country)),
        "return_line": company.return_line,
        "register": list(company.register),
        "management": company.director,
        "bank": list(company.bank),
        "website": given.brand.website,
        "email": company.email,
        "email_link": f"mailto:{company.email}",
        "phone": company.phone,
        "phone_link": company.phone_link,
        "hours": _hours(company.phone_hours, voice, short=False),
        "hours_short": _hours(company.phone_hours, voice, short=True),
        "withdrawal_days": company.withdrawal_days,
    }


def _hours(hours: PhoneHours, voice: Voice, *, short: bool) -> str:
    told = voice.formats
    values = {
        "first": told.weekday(hours.first, short=short),
        "last": told.weekday(hours.last, short=short),
        "opens": told.clock(hours.opens),
        "closes": told.clock(hours.closes),
    }
    return voice.phrases.say(PHONE_HOURS, values=values)


def _comeback(customer: Customer, catalogue: Catalogue) -> dict[str, Any] | None:
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
        "price": _money(_less(then, code, catalogue.markets.get(country))),
        "then": _money(then),
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
    return [{"name": name, "price": _money(price)} for _, name, price in sorted(found, key=_cost)]


def _cost(found: tuple[Decimal, str, Money]) -> tuple[Decimal, str]:
    return found[0], found[1]


def _period(benefits: Iterable[ChosenBenefit]) -> tuple[date, date] | None:
    periods = {(benefit.period_start, benefit.period_end) for benefit in benefits}
    return periods.pop() if len(periods) == 1 else None


def _is_month(start: date, end: date) -> bool:
    after = date.fromordinal(end.toordinal() + 1)
    return (
        start.day == 1
        and after.day == 1
        and (after.year, after.month)
        == ((start.year, start.month + 1) if start.month < 12 else (start.year + 1, 1))
    )


def _money(value: Money | None) -> dict[str, Any] | None:
    return None if value is None else {"amount": value.amount, "currency": value.currency}
