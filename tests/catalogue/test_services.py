from __future__ import annotations

from decimal import Decimal

import pytest

from renderer.catalogue import Catalogue
from renderer.catalogue import Phrase
from renderer.catalogue.services import compare
from renderer.customer import Money
from tests.catalogue.conftest import Flaws
from tests.catalogue.conftest import Load


def texts(phrases: tuple[Phrase, ...]) -> list[str]:
    return [phrase.text for phrase in phrases]


def test_prices_are_in_the_currency_and_the_digits_of_their_market(load: Load) -> None:
    small = load().services["small"]
    assert small.prices == {
        "AT": Money(amount=Decimal("20.00"), currency="EUR"),
        "JP": Money(amount=Decimal("2000"), currency="JPY"),
    }
    assert load().markets["JP"].money(Decimal("2.5")).amount == Decimal(3)
    assert str(load().markets["AT"].money(Decimal("2.345")).amount) == "2.35"


def test_less_of_a_feature_is_lost_and_more_of_it_is_gained(load: Load) -> None:
    catalogue = load()
    small, middle = catalogue.services["small"], catalogue.services["middle"]
    down = compare(middle, small, catalogue.features)
    assert texts(down.kept) == ["router"]
    (lost,) = down.lost
    assert lost == Phrase(
        "speed: {now} instead of {before} Mbit/s",
        {"now": Decimal(100), "before": Decimal(250)},
        "feature",
    )
    up = compare(small, middle, catalogue.features)
    assert (up.lost, texts(up.gained)) == ((), ["speed: {now} instead of {before} Mbit/s"])


def test_an_unlimited_feature_is_lost_as_such_and_its_rest_is_kept(load: Load) -> None:
    catalogue = load()
    down = compare(catalogue.services["large"], catalogue.services["small"], catalogue.features)
    assert texts(down.kept) == ["router", "{amount} Mbit/s"]
    assert texts(down.lost) == ["all the speed there is"]
    up = compare(catalogue.services["small"], catalogue.services["large"], catalogue.features)
    assert texts(up.gained) == ["all the speed there is"]


def test_features_that_only_one_service_has_are_lost_and_gained(northwind: Catalogue) -> None:
    services = northwind.services
    exchange = compare(services["cloud-2tb"], services["cloud-200gb"], northwind.features)
    assert texts(exchange.kept) == ["backup of your devices"]
    assert "sharing with four other people" in texts(exchange.lost)
    back = compare(services["cloud-200gb"], services["cloud-2tb"], northwind.features)
    assert "sharing with four other people" in texts(back.gained)


def test_from_fibre_250_to_fibre_100_only_speed_is_lost(northwind: Catalogue) -> None:
    exchange = northwind.exchanges["fibre-250", "fibre-100"]
    kept = ("router", "phone-number", "wifi-care", "cloud-storage", "no-data-limit")
    assert texts(exchange.kept) == [northwind.features[name].text.ways[0] for name in kept]
    assert texts(exchange.lost) == list(northwind.features["download"].change.ways)


def test_the_prices_are_those_of_the_samples(northwind: Catalogue) -> None:
    def price(service: str, country: str) -> tuple[str, str]:
        money = northwind.services[service].prices[country]
        return str(money.amount), money.currency

    assert price("fibre-250", "AT") == ("39.90", "EUR")
    assert price("fibre-100", "AT") == ("24.90", "EUR")
    assert price("cloud-2tb", "AE") == ("36.50", "AED")
    assert price("mobile-20", "JP") == ("2980", "JPY")
    assert len(northwind.services) >= 10
    assert set(northwind.markets) == {"GB", "DE", "AT", "CH", "FR", "ES", "US", "JP", "AE"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("AT = { currency", "XX = { currency", "`XX` is no country (ISO 3166-1)"),
        ('"EUR"', '"EUX"', "`EUX` is no currency (ISO 4217)"),
        ("AT = 20.00", "DE = 20.00", "`DE` is no market"),
        ("JP = 2000 }", "JP = 2000.5 }", "`JP` has more decimals than JPY"),
        ("AT = 20.00", 'AT = "20.00"', "`AT` must be a number"),
        ("AT = 20.00", "AT = -1", "`AT` must lie between 0 and 1000000000"),
        ("AT = 20.00", "AT = nan", "`AT` must lie between 0 and 1000000000"),
        ("download = 100", "downlaod = 100", "`downlaod` is no feature"),
        ("download = 100", "download = true", "`download` needs an amount"),
        ("router = true, download = 100", "router = 3", "`router` is not measured: write `true`"),
        ('router = true, download = "unl', 'router = "unl', "`router` has no text for `unlimited`"),
        ('name = "Small"', 'nam = "Small"', "`name` is missing"),
        ('interval = "year"', 'interval = "week"', "`week` is no interval"),
        ("[service.small]", "[service.Small]", "`Small` is no name"),
    ],
)
def test_what_is_wrong_with_a_service_is_a_flaw(
    flaws: Flaws, old: str, new: str, message: str
) -> None:
    found = [flaw for flaw in flaws("services", old, new) if flaw.message == message]
    assert found
    assert found[0].file == "templates/catalogue/services.toml"
    assert found[0].line > 0
