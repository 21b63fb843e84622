"""The company of the customer's market, as footers and letterheads name it."""

from __future__ import annotations

from typing import Any

from renderer.brand import PhoneHours
from renderer.content.given import Given
from renderer.content.voice import Voice

# When the telephone is answered; told in a sentence or in the information block of a letter.
PHONE_HOURS = "{first} to {last}, {opens} to {closes}"


def company_words(given: Given, voice: Voice) -> dict[str, Any]:
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
