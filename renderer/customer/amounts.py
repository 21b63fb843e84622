"""Values that are counted or dated: amounts, measures, percentages, instants, dates, flags.

Each type takes what JSON delivers, or the Python value that it becomes.
"""

from __future__ import annotations

import re
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Annotated
from typing import NoReturn

from renderer.customer.reader import Reader
from renderer.customer.refusal import refuse

MONEY_DIGITS = 12
METRIC_DIGITS = 24  # a float written out has up to 18
YEARS = range(1900, 2200)  # beyond, a change of zone can overflow and a year needs an era

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_DAY_FORM = "write 2026-11-20"
_MOMENT_FORM = "write 2026-11-20T14:05:00+01:00"


def read_number(value: object, *, digits: int) -> Decimal:
    """The number in plain notation, finite and with at most `digits` digits."""
    if isinstance(value, str):
        if len(value) > 2 * METRIC_DIGITS or not _NUMBER.fullmatch(value):
            raise refuse("is not a number", "digits with a point: 19.90")
        number = Decimal(value)
        if number and len(value) <= digits:
            return number
    elif isinstance(value, bool):
        raise refuse("must be a number, or a number as text", "write 19.90")
    elif isinstance(value, int):
        if abs(value) < 10**digits:
            return Decimal(value)
        raise refuse(f"has more than {digits} digits")
    elif isinstance(value, float):
        number = Decimal(repr(value))
    elif isinstance(value, Decimal):
        number = value
    else:
        raise refuse("must be a number, or a number as text", "write 19.90")
    return _settle(number, digits)


def read_amount(value: object) -> Decimal:
    """An amount of money."""
    return read_number(value, digits=MONEY_DIGITS)


def read_metric(value: object) -> Decimal:
    """A measured number."""
    return read_number(value, digits=METRIC_DIGITS)


def read_percentage(value: object) -> Decimal:
    """A number of percent, 1 to 100."""
    number = read_number(value, digits=MONEY_DIGITS)
    if not 1 <= number <= 100:
        raise refuse("must be between 1 and 100")
    return number


def read_months(value: object) -> int:
    """A number of months, up to ten years."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 120:
        raise refuse("must be a whole number between 1 and 120")
    return value


def read_flag(value: object) -> bool:
    """True or false, nothing that is like it."""
    if not isinstance(value, bool):
        raise refuse("must be true or false")
    return value


def read_moment(value: object) -> datetime:
    """An instant with its offset from UTC, which is kept."""
    if isinstance(value, str):
        if not _MOMENT.fullmatch(value):
            raise refuse("is not a date and time", _MOMENT_FORM)
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise refuse("is not a date and time that exists", _MOMENT_FORM) from None
    elif isinstance(value, datetime):
        moment = value
    else:
        raise refuse("must be a date and time as text", _MOMENT_FORM)
    if moment.utcoffset() is None:
        raise refuse("needs an offset, e.g. 2026-11-20T14:05:00+01:00", "`Z` stands for UTC")
    return moment if moment.year in YEARS else _out_of_years()


def read_day(value: object) -> date:
    """A calendar date."""
    if isinstance(value, str):
        # `fromisoformat` also knows weeks and dates without hyphens
        if len(value) != 10 or value[4] != "-" or value[7] != "-":
            raise refuse("is not a date", _DAY_FORM)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise refuse("is not a date that exists", _DAY_FORM) from None
    elif isinstance(value, date) and not isinstance(value, datetime):
        day = value
    else:
        raise refuse("must be a date as text", _DAY_FORM)
    return day if day.year in YEARS else _out_of_years()


def _settle(number: Decimal, digits: int) -> Decimal:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise refuse("must be a finite number")
    decimals = max(-exponent, 0)
    if max(number.adjusted() + 1, 1) + decimals > digits:
        raise refuse(f"has more than {digits} digits")
    if exponent > 0:
        number = Decimal(int(number))
    return number or number.copy_abs()


def _out_of_years() -> NoReturn:
    raise refuse(f"is not between the years {YEARS.start} and {YEARS.stop - 1}")


def _write_number(number: Decimal) -> str:
    return f"{number:f}"


_DECIMAL = {
    "anyOf": [
        {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)([.][0-9]+)?$"},
        {"type": "number"},
    ]
}
_EXAMPLE = "2026-11-20T14:05:00+01:00"

Amount = Annotated[Decimal, Reader(read_amount, {**_DECIMAL, "examples": ["19.90"]}, _write_number)]
Metric = Annotated[
    Decimal, Reader(read_metric, {**_DECIMAL, "examples": ["412.5", 7]}, _write_number)
]
Percentage = Annotated[
    Decimal,
    Reader(
        read_percentage,
        {**_DECIMAL, "minimum": 1, "maximum": 100, "examples": [20]},
        _write_number,
    ),
]
Months = Annotated[
    int, Reader(read_months, {"type": "integer", "minimum": 1, "maximum": 120, "examples": [3]})
]
Flag = Annotated[bool, Reader(read_flag, {"type": "boolean"})]
Moment = Annotated[
    datetime,
    Reader(read_moment, {"type": "string", "format": "date-time", "examples": [_EXAMPLE]}),
]
Day = Annotated[
    date, Reader(read_day, {"type": "string", "format": "date", "examples": ["2026-12-20"]})
]
