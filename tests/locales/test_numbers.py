"""Numbers and money: rounding, spacing, grouping."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.locales.numbers import Numbers
from renderer.locales.numbers import exact

ROUNDED = """
24.895    EUR  €24.90
24.894    EUR  €24.89
-24.895   EUR  -€24.90
0.005     EUR  €0.01
-0.004    EUR  €0.00
2980.5    JPY  JP¥2,981
1.2345    BHD  BHD 1.235
0E+30     EUR  €0.00
"""
# es, pl, it, pt-PT write four digits in one; others do not
GROUPED = """
de-DE  1.234     12.345
en-IN  1,234     12,34,567
es-ES  1234      12.345
es-MX  1,234     12,345
hu-HU  1234      12 345
it-IT  1234      12.345
pl-PL  1234      12 345
pt-AO  1 234     12 345
pt-BR  1.234     12.345
pt-PT  1234      12 345
"""


@pytest.mark.parametrize("case", ROUNDED.strip().splitlines())
def test_money_is_rounded_half_up_to_the_digits_of_its_currency(case: str) -> None:
    amount, currency, text = case.split(maxsplit=2)
    written = Numbers("en-GB").money(Decimal(amount), currency)
    assert written.replace("\u00a0", " ") == text


@pytest.mark.parametrize("case", GROUPED.strip().splitlines())
def test_four_digits_are_grouped_where_that_is_the_custom(case: str) -> None:
    tag, four, more = re.split(r"  +", case)
    numbers = Numbers(tag, plain=True)
    assert numbers.number(1234) == four
    assert numbers.number(int(re.sub(r"\D", "", more))) == more


@pytest.mark.parametrize(
    ("tag", "currency", "text"),
    [
        ("en-GB", "CHF", "CHF\u00a099.95"),
        ("en-GB", "USD", "US$99.95"),
        ("bn-BD", "CHF", "99.95\u00a0CHF"),
        ("bn-BD", "EUR", "99.95€"),
        ("de-CH", "CHF", "CHF\u00a099.95"),
        ("fr-CH", "CHF", "99.95\u00a0CHF"),
        ("tr-TR", "TRY", "₺99,95"),
    ],
)
def test_a_currency_of_letters_keeps_its_distance(tag: str, currency: str, text: str) -> None:
    assert Numbers(tag).money("99.95", currency) == text


def test_the_minus_is_the_one_of_the_locale_and_zero_has_none() -> None:
    assert Numbers("sv-SE").money("-5", "SEK") == "\N{MINUS SIGN}5,00\u00a0kr"
    assert Numbers("nl-NL").money("-5", "EUR") == "€\u00a0-5,00"
    assert Numbers("sv-SE").number("-0.0001") == "0"


def test_arabic_amounts_have_latin_digits_and_no_directional_marks() -> None:
    for tag in ("ar", "ar-AE", "ar-EG"):
        assert Numbers(tag).money("-36.5", "AED") == "-36.50\u00a0د.إ."
        assert Numbers(tag).percent(20) == "20%"


@pytest.mark.parametrize(
    ("tag", "currency", "text"),
    [
        ("de-DE", "EUR", "5,00 EUR"),
        ("en-GB", "GBP", "£5.00"),
        ("en-GB", "EUR", "EUR 5.00"),
        ("ja-JP", "JPY", "¥5"),
        ("pl-PL", "PLN", "5,00 PLN"),
        ("sv-SE", "SEK", "5,00 kr"),
        ("ar-AE", "AED", "5.00 د.إ."),
        ("el-GR", "EUR", "5,00 €"),
    ],
)
def test_a_text_message_names_a_dear_currency_by_its_code(
    tag: str, currency: str, text: str
) -> None:
    assert Numbers(tag, plain=True).money(5, currency) == text


def test_percentages_stand_as_the_locale_has_them() -> None:
    texts = {tag: Numbers(tag).percent("12.5") for tag in ("de-AT", "en-GB", "eu-ES", "tr-TR")}
    assert texts == {
        "de-AT": "12,5\u00a0%",
        "en-GB": "12.5%",
        "eu-ES": "%\u00a012,5",
        "tr-TR": "%12,5",
    }


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-sNaN", "1E+20", "ten", "", "1,5"])
def test_what_cannot_be_written_out_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="number"):
        exact(value)


def test_a_currency_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="ISO 4217") as refused:
        Numbers("en-GB").money(5, "eur")
    assert "eur" not in str(refused.value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
@settings(max_examples=200, deadline=None)
def test_a_written_amount_reads_back_as_the_rounded_one(amount: Decimal) -> None:
    written = Numbers("en-US").money(amount, "USD")
    read = Decimal(written.replace("$", "").replace(",", ""))
    assert abs(read - amount) <= Decimal("0.005")
    assert re.fullmatch(r"-?\$\d{1,3}(,\d{3})*\.\d\d", written)


@given(st.decimals())
@settings(max_examples=200, deadline=None)
def test_any_decimal_is_written_or_refused(value: Decimal) -> None:
    try:
        text = Numbers("de-AT").number(value)
    except ValueError:
        assert not value.is_finite() or value.adjusted() >= 20
    else:
        assert re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d{1,3})?", text)
