from __future__ import annotations

from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from renderer.catalogue import Duration
from renderer.catalogue import Percent
from renderer.catalogue import Phrase
from renderer.customer import Money
from renderer.decide import ChosenOffer
from tests.decide.conftest import Decide
from tests.decide.conftest import northwind


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def chosen(decided: Decide, name: str, **changes: Any) -> ChosenOffer:
    (found,) = [one for one in decided(**changes).offers if one.offer.id == name]
    return found


def texts(phrases: tuple[Phrase, ...]) -> list[str]:
    return [phrase.text for phrase in phrases]


def test_a_switch_tells_the_price_the_saving_and_what_is_kept_and_lost(decided: Decide) -> None:
    offer = chosen(decided, "fibre-100-switch")
    assert (offer.today, offer.price, offer.saving) == (
        euros("39.90"),
        euros("24.90"),
        euros("15.00"),
    )
    assert offer.target is not None
    assert offer.target.name == "Fibre 100"
    assert offer.title == Phrase("{service}", {"service": "Fibre 100"})
    assert offer.pitch == Phrase("{saving} less a month than today.", {"saving": euros("15.00")})
    assert offer.price_text == Phrase(
        "{price} a month, permanently. Today: {today}.",
        {"price": euros("24.90"), "today": euros("39.90")},
    )
    assert offer.action.context == "button"
    assert offer.short.context == "sms"
    assert texts(offer.kept)[:3] == ["router", "phone number", "Wi-Fi help"]
    (lost,) = offer.lost
    assert lost.values == {"now": Decimal(100), "before": Decimal(250)}
    assert offer.gained == ()


def test_a_pause_has_its_first_and_last_day_and_the_price_after_it(decided: Decide) -> None:
    offer = chosen(decided, "pause-2")
    assert (offer.starts_on, offer.ends_on, offer.then_from) == (
        date(2026, 12, 20),
        date(2027, 2, 19),
        date(2027, 2, 20),
    )
    assert (offer.price, offer.then_price) == (euros("0.00"), euros("39.90"))
    assert offer.title == Phrase("Pause for {duration}", {"duration": Duration(2)})
    assert offer.price_text.values["then_from"] == date(2027, 2, 20)
    assert texts(offer.kept) == ["your phone number", "your router", "your price of {then_price}"]
    assert texts(offer.lost) == ["internet and Wi-Fi help from {from} to {until}"]


def test_without_a_date_a_pause_is_told_by_its_length(decided: Decide) -> None:
    offer = chosen(decided, "pause-2", cancellation__ends_on=None)
    assert (offer.starts_on, offer.ends_on, offer.then_from) == (None, None, None)
    assert offer.price_text.text == "{price} for {duration}, then {then_price} a month again"
    assert texts(offer.lost) == ["internet and Wi-Fi help during the pause"]


def test_a_short_notice_leaves_five_days_to_think_but_never_more_than_the_contract(
    decided: Decide,
) -> None:
    short = datetime.fromisoformat("2026-12-14T10:00:00+01:00")
    assert chosen(decided, "pause-2", as_of=short).accept_until.date() == date(2026, 12, 19)
    shorter = datetime.fromisoformat("2026-12-18T10:00:00+01:00")
    assert chosen(decided, "pause-2", as_of=shorter).accept_until.date() == date(2026, 12, 20)


def test_offers_can_be_accepted_until_a_week_before_the_contract_ends(decided: Decide) -> None:
    until = chosen(decided, "pause-2").accept_until
    assert until.isoformat() == "2026-12-13T23:59:00+01:00"
    later = chosen(decided, "pause-2", cancellation__ends_on="2027-03-01").accept_until
    assert later.isoformat() == "2026-12-14T23:59:00+01:00"  # three weeks from now
    open_end = chosen(decided, "pause-2", cancellation__ends_on=None).accept_until
    assert open_end == later


def test_the_deadline_is_told_in_the_zone_of_the_customer(decided: Decide) -> None:
    until = chosen(decided, "cloud-pause-3", sample="amina").accept_until
    assert until.isoformat() == "2026-12-14T23:59:00+04:00"


def test_a_change_starts_with_the_next_charge_if_that_lies_behind_the_deadline(
    decided: Decide,
) -> None:
    assert chosen(decided, "fibre-100-switch").starts_on is None  # 1 December comes before it
    offer = chosen(decided, "fibre-100-switch", subscription__next_charge_on="2026-12-15")
    assert offer.starts_on == date(2026, 12, 15)


def test_a_discount_is_rounded_to_the_digits_of_the_currency(decided: Decide) -> None:
    young = {"subscription__concluded_on": "2026-01-04"}
    offer = chosen(decided, "discount-20-3", **young)
    assert (offer.price, offer.then_price, offer.saving) == (
        euros("31.92"),
        euros("39.90"),
        euros("7.98"),
    )
    assert offer.title.values == {"percent": Percent(Decimal(20)), "duration": Duration(3)}
    assert offer.lost == ()
    assert len(offer.kept) == 6
    yen = chosen(decided, "discount-15-3", sample="kenji", cancellation__reason={"code": "price"})
    assert yen.price == Money(amount=Decimal("2533"), currency="JPY")


def test_a_discount_may_be_an_amount_in_each_market(decided: Decide) -> None:
    amounts = northwind("offers", "percent_off = 20", "amount = { AT = 5.00, DE = 6.00 }")
    offer = chosen(
        decided, "discount-20-3", catalogue=amounts, subscription__concluded_on="2026-01-04"
    )
    assert (offer.price, offer.saving) == (euros("34.90"), euros("5.00"))
    assert offer.title.text == "{saving} less a month for {duration}"


def test_a_stronger_service_says_what_it_costs_more(decided: Decide) -> None:
    offer = chosen(decided, "fibre-1000-switch", cancellation__reason={"code": "missing_feature"})
    assert offer.saving is None
    assert offer.pitch == Phrase("{extra} more a month than today.", {"extra": euros("15.00")})
    assert texts(offer.gained) == [
        "cloud storage: {now} instead of {before} GB",
        "speed: {now} instead of {before} Mbit/s for downloads",
        "fixed IP address",
    ]


def test_who_pays_by_the_year_sees_months_compared(decided: Decide) -> None:
    offer = chosen(
        decided,
        "fibre-100-switch",
        subscription__interval="year",
        subscription__price={"amount": "478.80", "currency": "EUR"},
    )
    assert offer.saving == euros("15.00")
    assert offer.interval == "month"
    assert "{today_year} a year" in offer.price_text.text


def test_a_plan_by_the_year_is_compared_by_the_month(decided: Decide) -> None:
    changes = {"cancellation__reason": {"code": "price"}, "sample": "amina"}
    offer = chosen(decided, "cloud-yearly", **changes)
    assert offer.interval == "year"
    assert offer.price == Money(amount=Decimal("365.00"), currency="AED")
    assert offer.saving == Money(amount=Decimal("6.08"), currency="AED")
    changes["subscription__plan"] = "yearly"
    refused = [one for one in decided(**changes).refused if one.id == "cloud-yearly"]
    assert refused[0].step == "availability"


def test_an_extension_moves_the_end_of_the_contract(decided: Decide) -> None:
    offer = chosen(decided, "extension-30", cancellation__reason={"code": "moving"})
    assert offer.pitch.values == {"until": date(2027, 1, 19), "ends_on": date(2026, 12, 20)}
    assert not offer.offer.revokes
    assert (offer.price, offer.saving) == (euros("39.90"), None)


def test_a_credit_is_an_amount_of_the_market(decided: Decide) -> None:
    reason = {"code": "quality", "detail": "faults"}
    offer = chosen(decided, "credit-faults", cancellation__reason=reason)
    assert offer.title == Phrase("A credit of {amount}", {"amount": euros("15.00")})


def test_help_has_no_price(decided: Decide) -> None:
    offer = chosen(decided, "engineer-visit", cancellation__reason={"code": "quality"})
    assert (offer.price, offer.saving, offer.then_price) == (None, None, None)
    assert offer.price_text == Phrase("no charge")
    assert texts(offer.kept) == ["your cancellation, unless you withdraw it"]


def test_a_new_minimum_term_is_told(decided: Decide) -> None:
    bound = northwind(
        "offers",
        "[offer.fibre-100-switch]\n",
        "[offer.fibre-100-switch]\nminimum_term_months = 12\n",
    )
    offer = chosen(decided, "fibre-100-switch", catalogue=bound)
    assert offer.term_text == Phrase(
        "new minimum term of {minimum_term}", {"minimum_term": Duration(12)}
    )


@pytest.mark.parametrize("starts", ["at_once", "next_charge", "contract_end"])
def test_after_the_end_of_the_contract_no_start_lies_in_the_past(
    decided: Decide, starts: str
) -> None:
    changed = northwind("offers", "[offer.pause-2]\n", f'[offer.pause-2]\nstarts = "{starts}"\n')
    after = datetime.fromisoformat("2027-01-10T12:00:00+01:00")
    offer = chosen(decided, "pause-2", catalogue=changed, as_of=after)
    assert offer.starts_on in (None, date(2027, 1, 10))
    assert offer.accept_until.date() == date(2027, 1, 31)
