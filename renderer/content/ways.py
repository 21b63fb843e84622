"""Offers and benefits in words, and what several offers have in common."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from typing import Any

from renderer.content.given import Given
from renderer.content.voice import Voice
from renderer.content.voice import plain_money
from renderer.customer import Money
from renderer.decide import ChosenBenefit
from renderer.decide import ChosenOffer

# What stays when a cancellation is undone, as items of a list.
KEPT: Mapping[str, str] = {
    "number": "phone number",
    "price": "price of {price}",
    "data": "data",
    "points": "points",
}

_HELP = ("contact", "training")


def offer_words(chosen: ChosenOffer, number: int, given: Given, voice: Voice) -> dict[str, Any]:
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
        "price": plain_money(chosen.price),
        "price_label": say(chosen.price_label),
        "price_text": say(chosen.price_text),
        "term_text": say(chosen.term_text),
        "saving": plain_money(chosen.saving),
        "kept": [say(phrase) for phrase in chosen.kept],
        "lost": [say(phrase) for phrase in chosen.lost],
        "gained": [say(phrase) for phrase in chosen.gained],
        "accept_until": chosen.accept_until,
        "starts_on": chosen.starts_on,
        "ends_on": chosen.ends_on,
        "then_from": chosen.then_from,
        "link": given.data["links"]["offers"],
    }


def stay_words(names: Iterable[str], price: Money, voice: Voice) -> list[str]:
    values = {"price": voice.write(price)}
    return [voice.phrases.say(KEPT[name], values=values) for name in names]


def theme_of(offers: Collection[ChosenOffer]) -> str:
    """What a headline may promise of all of them."""
    if all(one.offer.type == "pause" for one in offers):
        return "pause"
    if all(one.offer.type in _HELP for one in offers):
        return "help"
    cheaper = (one.price is not None and one.price.amount < one.today.amount for one in offers)
    same_interval = all(one.interval == "month" for one in offers)
    return "cheaper" if same_interval and all(cheaper) else "other"


def benefit_words(chosen: ChosenBenefit, voice: Voice) -> dict[str, Any]:
    return {
        "id": chosen.benefit.id,
        "state": chosen.state,
        "value": voice.write(chosen.value),
        "caption": voice.say(chosen.caption),
        "title": voice.say(chosen.title),
        "sentences": [voice.say(sentence) for sentence in chosen.sentences],
    }


def period_of(benefits: Iterable[ChosenBenefit]) -> tuple[date, date] | None:
    periods = {(benefit.period_start, benefit.period_end) for benefit in benefits}
    return periods.pop() if len(periods) == 1 else None


def is_month(start: date, end: date) -> bool:
    after = date.fromordinal(end.toordinal() + 1)
    return (
        start.day == 1
        and after.day == 1
        and (after.year, after.month)
        == ((start.year, start.month + 1) if start.month < 12 else (start.year + 1, 1))
    )
