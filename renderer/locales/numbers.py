"""Numbers, percentages and money as a locale writes them.

A shim over Babel's data, because Babel (2.18) knows neither CLDR's currency spacing (`CHF99.95`),
nor its minimum grouping (`1.234,50` where Spanish writes `1234,50`), nor its separators for money
(`1 234.50` in fr-CH). Digits are always Latin, also where CLDR prefers others (ar-EG): codes,
prices and dates then look alike in all channels, and `-u-nu-` is not read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Context
from decimal import Decimal
from decimal import InvalidOperation
from typing import Final

from babel.core import get_global
from babel.numbers import NumberPattern
from babel.numbers import get_currency_precision
from babel.numbers import get_currency_symbol
from babel.numbers import parse_pattern

from renderer.locales.chains import fallback_chain
from renderer.locales.chains import parse
from renderer.locales.chains import script
from renderer.locales.cldr import Locale
from renderer.locales.flavours import NO_BREAK
from renderer.locales.flavours import flavour

Number = Decimal | int | float | str

MOST_DIGITS = 20
_CONTEXT = Context(prec=2 * MOST_DIGITS, rounding=ROUND_HALF_UP)
_QUANTA = tuple(Decimal(1).scaleb(-places) for places in range(5))

# CLDR 48 minimumGroupingDigits = 2: no separator in numbers of four digits. Not in Babel's data.
_LATE_GROUPING: Final = {
    "be": 2,
    "bg": 2,
    "es": 2,
    "es-419": 1,
    "et": 2,
    "hu": 2,
    "hy": 2,
    "it": 2,
    "ka": 2,
    "lv": 2,
    "pl": 2,
    "pt-AO": 1,
    "pt-PT": 2,
    "sl": 2,
    "sq": 2,
}
# Both orders are usual in Austria; brand.md writes `24,90 €`, where CLDR has `€ 24,90`.
_HOUSE_MONEY: Final = {"de-AT": "#,##0.00\u00a0¤"}
# In a text message: symbols of one septet each (the euro sign costs two and reads as a code).
_CHEAP_SYMBOL: Final = re.compile(r"[A-Za-z. $£¥]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of number is written; `before` and `after` are (positive, negative)."""

    before: tuple[str, str]
    after: tuple[str, str]
    groups: tuple[int, int]
    group_from: int
    decimal: str
    group: str

    def write(self, value: Decimal, *, places: tuple[int, int]) -> str:
        """`value`, already rounded, with at least and at most so many decimal places."""
        negative = value < 0
        whole, _, fraction = f"{value.copy_abs():f}".partition(".")
        least, most = places
        if least < most:
            fraction = fraction.rstrip("0").ljust(least, "0")
        if len(whole) >= self.group_from:
            whole = self._grouped(whole)
        if fraction:
            whole = f"{whole}{self.decimal}{fraction}"
        return f"{self.before[negative]}{whole}{self.after[negative]}"

    def _grouped(self, digits: str) -> str:
        first, then = self.groups
        parts = [digits[-first:]]
        digits = digits[:-first]
        while digits:
            parts.append(digits[-then:])
            digits = digits[:-then]
        return self.group.join(reversed(parts))


class Numbers:
    """The numbers of one locale in one flavour."""

    __slots__ = ("_currencies", "_finish", "_locale", "_number", "_percent", "_plain", "_tag")

    def __init__(self, tag: str, *, plain: bool = False) -> None:
        self._tag = tag
        self._locale = parse(tag)
        self._plain = plain and script(tag) == "Latn"
        self._finish = flavour(plain_text=plain)
        self._number = self._shape(self._locale.decimal_formats[None])
        self._percent = self._shape(self._locale.percent_formats[None])
        self._currencies: dict[str, tuple[Shape, int]] = {}

    def number(self, value: Number, *, places: int = 3) -> str:
        """`412,5`: at most `places` decimals, none that are zero."""
        return self._number.write(rounded(exact(value), places), places=(0, places))

    def percent(self, value: Number) -> str:
        """`20 %` for 20, not for 0.2."""
        return self._percent.write(rounded(exact(value), 3), places=(0, 3))

    def money(self, amount: Number, currency: str) -> str:
        """`24,90 €`, rounded half up to the digits of the currency (none for JPY)."""
        found = self._currencies.get(currency)
        if found is None:
            found = self._currencies[currency] = self._for_currency(currency)
        shape, places = found
        return shape.write(rounded(exact(amount), places), places=(places, places))

    def _for_currency(self, currency: str) -> tuple[Shape, int]:
        if currency not in get_global("all_currencies"):
            raise ValueError("not a currency code of ISO 4217 (like `EUR`)")
        house = _HOUSE_MONEY.get(fallback_chain(self._tag)[0])
        pattern = parse_pattern(house) if house else self._locale.currency_formats["standard"]
        shape = self._shape(pattern, kind="currency", symbol=self._symbol(currency))
        return shape, get_currency_precision(currency)

    def _symbol(self, currency: str) -> str:
        symbol = self._finish(get_currency_symbol(currency, self._locale))
        return currency if self._plain and not _CHEAP_SYMBOL.fullmatch(symbol) else symbol

    def _shape(self, pattern: NumberPattern, *, kind: str = "", symbol: str = "") -> Shape:
        symbols = self._locale.number_symbols["latn"]
        before = [self._signed(text, symbols["minusSign"]) for text in pattern.prefix]
        after = [self._signed(text, symbols["minusSign"]) for text in pattern.suffix]
        if symbol:
            gap = self._finish(NO_BREAK)
            first_gap, last_gap = (
                "" if _touches_digits(end) else gap for end in (symbol[0], symbol[-1])
            )
            before = [re.sub("¤$", symbol + last_gap, text).replace("¤", symbol) for text in before]
            after = [re.sub("^¤", first_gap + symbol, text).replace("¤", symbol) for text in after]
        first, then = pattern.grouping
        return Shape(
            before=(before[0], before[1]),
            after=(after[0], after[1]),
            groups=(first, then),
            group_from=first + _grouping_digits(self._tag),
            decimal=self._finish(symbols.get(f"{kind}Decimal") or symbols["decimal"]),
            group=self._finish(symbols.get(f"{kind}Group") or symbols["group"]),
        )

    def _signed(self, affix: str, minus: str) -> str:
        """A prefix or suffix of CLDR's pattern; Babel leaves the ASCII minus and the quotes."""
        return self._finish(affix.replace("'", "").replace("-", minus))


def exact(value: Number) -> Decimal:
    """`value` as a decimal; raises ValueError if it is no number that can be written out."""
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite() or (number and number.adjusted() >= MOST_DIGITS):
        raise ValueError(
            f"a number to be written must be finite, with at most {MOST_DIGITS} digits"
        )
    return number


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` half up (away from zero) to `places` decimals (at most 4)."""
    return value.quantize(_QUANTA[places], context=_CONTEXT)


def plural_category(locale: Locale, value: Decimal) -> str:
    """CLDR's plural category of a number as it is written (`one`, `few`, `other`)."""
    return str(locale.plural_form(value.normalize(_CONTEXT)))


def _touches_digits(end: str) -> bool:
    """Whether this end of a currency symbol stands beside a digit unspaced (currencySpacing)."""
    return unicodedata.category(end)[0] in "SZ"


def _grouping_digits(tag: str) -> int:
    return next((_LATE_GROUPING[step] for step in fallback_chain(tag) if step in _LATE_GROUPING), 1)
