"""What holds for every record: there is a decision, it breaks no rule, and no order matters."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.catalogue import Catalogue
from renderer.catalogue import load_catalogue
from renderer.customer import DETAILS
from renderer.customer import Customer
from renderer.customer import parse
from renderer.customer import shape
from renderer.decide import STEPS
from renderer.decide import Decision
from renderer.decide import decide
from renderer.vocabulary import CHANNELS
from tests.decide.conftest import CATALOGUE
from tests.decide.conftest import NOW
from tests.decide.conftest import fourteen
from tests.decide.conftest import law_packs
from tests.decide.conftest import northwind
from tests.decide.conftest import read
from tests.decide.conftest import record
from tests.decide.conftest import seen

SHUFFLED = 4
_ENTRY = re.compile(r"(?m)^(?=\[(?!\[)[a-z]+\.[A-Za-z0-9_-]+\]$)")

COUNTRIES = ["AT", "DE", "GB", "FR", "ES", "US", "CH", "JP", "AE", "BR"]
SERVICES = [*sorted(northwind().services), "copper-16"]
OFFERS = [*sorted(northwind().offers), "forgotten"]
CODES = [
    {"code": code, **({"detail": detail} if detail else {})}
    for code in northwind().reasons
    for detail in (None, *DETAILS.get(code, ()))
]
CIRCUMSTANCES = ["hardship", "minor", "fraud", "do_not_contact", "deceased"]
METRICS = ["gb", "devices", "cloud_gb", "minutes", "members", "roaming_days"]
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2027, 6, 1))
ENDS = st.dates(min_value=date(2026, 6, 1), max_value=date(2027, 6, 1))
STATUSES = ["granted", "soft_opt_in", "objected", "withdrawn", "none"]


def rarely(draw: st.DrawFn, times: int) -> bool:
    return draw(st.integers(1, times)) == times


def proposed(service: str) -> list[str]:
    """What may be offered to who leaves a service, so that histories are about it."""
    rules = northwind().rules_by_service.get((service, "alternatives"), ())
    return sorted({one.offer for rule in rules for one in rule.proposals}) or OFFERS


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    service = draw(st.sampled_from(SERVICES))
    known = northwind().services.get(service)
    anywhere = known is None or rarely(draw, 8)
    country = draw(st.sampled_from(COUNTRIES if anywhere else sorted(known.prices)))
    price = known.prices.get(country) if known else None
    money = {"amount": "39.90", "currency": "EUR"}
    if price is not None and not rarely(draw, 10):
        factor = draw(st.sampled_from([1, 1, 2, Decimal("0.5")]))
        amount = (price.amount * factor).quantize(price.amount)
        money = {"amount": str(amount), "currency": price.currency}
    consents = [
        {
            "channel": channel,
            "purpose": purpose,
            "status": draw(st.sampled_from(STATUSES)),
            "obtained_at": "2024-01-01T00:00:00+00:00",
        }
        for channel in CHANNELS
        for purpose in ("marketing", "survey", "referral")
        if draw(st.booleans())
    ]
    history = [
        seen(
            draw(st.sampled_from(proposed(service))),
            draw(DAYS).isoformat(),
            draw(st.sampled_from(["shown", "accepted", "declined", "used"])),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    metrics = {name: draw(st.integers(0, 250)) for name in METRICS if draw(st.booleans())}
    changes: dict[str, Any] = {
        "id": f"C-{draw(st.integers(0, 999))}",
        "residence": {"country": country},
        "consents": consents,
        "suppress": [draw(st.sampled_from(CIRCUMSTANCES))] if rarely(draw, 12) else [],
        "subscription__service": service,
        "subscription__price": money,
        "subscription__interval": draw(st.sampled_from(["month", "month", "year", None])),
        "subscription__concluded_on": draw(DAYS).isoformat(),
        "subscription__usage__metrics": metrics,
        "subscription__next_charge_on": draw(st.none() | DAYS.map(str)),
        "cancellation__reason": draw(st.sampled_from([None, *CODES, *CODES[:9], *CODES[:9]])),
        "cancellation__ends_on": draw(st.none() | ENDS.map(str)),
        "history__offers": history,
        "discount": draw(st.sampled_from([None, record()["discount"]])),
    }
    if rarely(draw, 20):
        changes["cancellation"] = None
        changes = {name: one for name, one in changes.items() if "cancellation__" not in name}
    sample = draw(st.sampled_from(["petra"] * 8 + ["petra-stays", "petra-undoes"]))
    return parse(record(sample, **changes))


MOMENTS = st.sampled_from([NOW, NOW + timedelta(days=40), NOW - timedelta(days=400)])
MESSAGES = st.sampled_from(["alternative-offers"] * 6 + sorted(fourteen()))


def decided(
    customer: Customer, message: str, as_of: datetime, catalogue: Catalogue | None = None
) -> Decision:
    kind = fourteen()[message]
    return decide(customer, kind, catalogue or northwind(), law_packs(), as_of=as_of)


@given(customers(), MESSAGES, MOMENTS)
@settings(max_examples=150, deadline=None)
def test_every_valid_record_gets_a_decision(
    customer: Customer, message: str, as_of: datetime
) -> None:
    decision = decided(customer, message, as_of)
    json.dumps(decision.to_json())
    held = {one.channel for one in decision.withheld}
    assert held.isdisjoint(decision.channels)
    assert held | set(decision.channels) == set(CHANNELS)
    assert set(decision.permits) == set(decision.channels)
    assert all(one.step in STEPS and one.because for one in decision.refused)
    names = [one.id for one in decision.refused] + [one.offer.id for one in decision.offers]
    names += [one.benefit.id for one in decision.benefits]
    assert max(Counter(names).values(), default=1) == 1


@given(customers(), MOMENTS)
@settings(max_examples=300, deadline=None)
def test_no_decision_holds_an_offer_that_anything_forbids(
    customer: Customer, as_of: datetime
) -> None:
    catalogue = northwind()
    decision = decided(customer, "alternative-offers", as_of)
    left = customer.cancellation
    code = left.reason.code if left and left.reason else None
    if customer.suppress or code in catalogue.sensitive:
        assert decision.offers == ()
    data = {
        **customer.as_data(),
        "tenure": {"months": customer.tenure_months(as_of)},
        "as_of": as_of,
    }
    country, service = customer.residence.country, customer.subscription.service
    assert len(decision.offers) <= 2
    order = [(one.rank, one.offer.id) for one in decision.offers]
    assert order == sorted(order)
    for chosen in decision.offers:
        rule, offer = catalogue.rules[chosen.rule], chosen.offer
        proposal = rule.proposals[chosen.rank - 1]
        assert proposal.offer == offer.id
        assert service in rule.leaving
        assert rule.when is None or rule.when.holds(data)
        assert rule.unless is None or not rule.unless.holds(data)
        assert proposal.when is None or proposal.when.holds(data)
        assert country in catalogue.services[service].prices
        if chosen.target is not None:
            assert chosen.target.id != service
            assert chosen.price == chosen.target.prices[country]
        assert chosen.today.currency == catalogue.markets[country].currency
        assert chosen.accept_until >= as_of
        if code == "price" and chosen.price is not None:
            months = 12 if chosen.interval == "year" else 1
            paid = 12 if customer.subscription.interval == "year" else 1
            assert chosen.price.amount / months <= chosen.today.amount / paid
        before = [one for one in customer.history.offers if one.shown_at <= as_of]
        mine = [one for one in before if one.offer == offer.id]
        taken = [one for one in mine if one.outcome in ("used", "accepted")]
        assert not taken or offer.type == "pause"
        assert all(one.shown_at <= as_of - timedelta(days=rule.cooldown_days) for one in mine)
        assert not rule.per_customer or len(mine) < rule.per_customer
        assert chosen.channels
        assert chosen.because == () or all(clause.holds for clause in chosen.because)
        for channel in chosen.channels:
            assert decision.permits[channel]["marketing"].allowed
            if channel != "letter" and (country, channel) != ("US", "email"):
                assert customer.consent(channel, "marketing") in ("granted", "soft_opt_in")


def shuffled(text: str, chance: random.Random) -> str:
    head, *entries = _ENTRY.split(text)
    chance.shuffle(entries)
    return head + "\n".join(entries)


@lru_cache
def disordered(seed: int) -> Catalogue:
    """Northwind's catalogue with the entries of every file in another order."""
    chance = random.Random(seed)
    files = {path: shuffled(text, chance) for path, text in sorted(read(CATALOGUE).items())}
    return load_catalogue(files, shape=shape())


def told(decision: Decision) -> object:
    """All that a reader of the decision sees; lines of files are not among it."""
    return (
        decision.to_json(),
        decision.channels,
        decision.withheld,
        [
            (
                one.price,
                one.accept_until,
                one.channels,
                one.title,
                one.price_text,
                one.kept,
                one.lost,
            )
            for one in decision.offers
        ],
        [(one.state, one.value, one.caption, one.sentences) for one in decision.benefits],
    )


@given(customers(), MOMENTS, st.integers(0, SHUFFLED - 1))
@settings(max_examples=150, deadline=None)
def test_the_order_in_a_file_never_matters(customer: Customer, as_of: datetime, seed: int) -> None:
    ours = decided(customer, "alternative-offers", as_of)
    theirs = decided(customer, "alternative-offers", as_of, disordered(seed))
    assert told(ours) == told(theirs)


def test_shuffling_really_changes_the_order() -> None:
    assert list(disordered(0).offers) != list(northwind().offers)
    assert set(disordered(0).offers) == set(northwind().offers)


@given(customers(), MOMENTS)
@settings(max_examples=50, deadline=None)
def test_the_same_record_and_moment_give_the_same_decision(
    customer: Customer, as_of: datetime
) -> None:
    again = parse(json.loads(json.dumps(customer.as_record())))
    first = decided(customer, "alternative-offers", as_of)
    assert told(decided(again, "alternative-offers", as_of)) == told(first)
