"""How one channel says things in one locale: phrases, and values by their type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any

from renderer.catalogue import Duration
from renderer.catalogue import Month
from renderer.catalogue import Percent
from renderer.catalogue import Phrase
from renderer.catalogue import Value
from renderer.customer import Money
from renderer.locales import Formats
from renderer.templating.phrasebook import Phrasebook


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


def plain_money(value: Money | None) -> dict[str, Any] | None:
    return None if value is None else {"amount": value.amount, "currency": value.currency}
