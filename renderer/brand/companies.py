"""The companies of a brand: who is the customer's partner in which country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal
from typing import get_args

from renderer.brand.fields import COUNTRY
from renderer.brand.fields import LOCALE
from renderer.brand.fields import read_cleaned
from renderer.brand.fields import read_shaped
from renderer.brand.fields import read_time
from renderer.tables import Table
from renderer.wellformed import clean_address
from renderer.wellformed import clean_link

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True, slots=True)
class PhoneHours:
    """When somebody answers: from `first` to `last` day, `opens` to `closes`, local time."""

    first: Weekday
    last: Weekday
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Company:
    """The partner of the customers in a country, as footers and letterheads name it.

    country: where it sits (ISO 3166-1). postal: the line of postal code and city as printed there.
    register, bank: lines. director: who manages it. return_line: the sender in an envelope's
    window. posting_locale: the language of the post there, for the country line of a letter.
    withdrawal_days: in which an accepted offer can be withdrawn; 0 where there is no such right.
    """

    country: str
    company: str
    street: str
    postal: str
    register: tuple[str, ...]
    director: str
    bank: tuple[str, ...]
    phone: str
    phone_hours: PhoneHours
    email: str
    return_line: str
    posting_locale: str
    withdrawal_days: int

    @property
    def phone_link(self) -> str:
        return "tel:" + re.sub("[^+0-9]", "", self.phone)


def read_company(table: Table, country: str) -> Company:
    """The company of `[companies.<country>]`."""
    hours = table.table("phone_hours")
    name, street, postal = table.text("company"), table.text("street"), table.text("postal")
    company = Company(
        country=read_shaped(table, "country", COUNTRY, "two capitals, as `AT`", default=country),
        company=name,
        street=street,
        postal=postal,
        register=table.names("register"),
        director=table.text("director"),
        bank=table.names("bank", default=()),
        phone=read_cleaned(table, "phone", _check_phone),
        phone_hours=PhoneHours(
            first=hours.word("from", WEEKDAYS),
            last=hours.word("to", WEEKDAYS),
            opens=read_time(hours, "opens"),
            closes=read_time(hours, "closes"),
        ),
        email=read_cleaned(table, "email", clean_address),
        return_line=table.text("return_line", default=f"{name} · {street} · {postal}"),
        posting_locale=read_shaped(table, "posting_locale", LOCALE, "a language, as `de-AT`"),
        withdrawal_days=table.whole("withdrawal_days", most=366),
    )
    if company.phone_hours.closes < company.phone_hours.opens:
        hours.flaw("`closes` is before `opens`", key="closes")
    hours.finish()
    table.finish()
    return company


def _check_phone(written: str) -> str:
    clean_link("tel:" + re.sub(r"[ ()/.-]", "", written), schemes=("tel",))
    if not written.startswith("+"):
        raise ValueError("must be written with `+` and the country's code")
    return written
