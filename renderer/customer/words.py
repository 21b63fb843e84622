"""Values that are written: text, keys, codes, languages, zones, addresses, links."""

from __future__ import annotations

import re
from functools import cache
from functools import lru_cache
from typing import Annotated
from typing import NoReturn
from zoneinfo import available_timezones

from renderer.customer.codes import COUNTRIES
from renderer.customer.codes import CURRENCIES
from renderer.customer.codes import LINK_NAMES
from renderer.customer.reader import Reader
from renderer.customer.refusal import refuse
from renderer.customer.refusal import suggest
from renderer.wellformed import ADDRESS_LIMIT
from renderer.wellformed import LINK_LIMIT
from renderer.wellformed import clean_address
from renderer.wellformed import clean_link
from renderer.wellformed import clean_text

LINE_LIMIT = 200
TEXT_LIMIT = 2_000
DECLARATION_LIMIT = 4_000
ZONE_LIMIT = 64

_KEY = re.compile("[a-z0-9-]{1,64}")
_METRIC_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]{0,63}")
_REGION = re.compile("(?:[A-Z]{2}-)?[A-Z0-9]{1,3}")
_MOBILE = re.compile(r"\+[1-9][0-9]{6,14}")
# RFC 5646, 2.1, without extended languages, private and grandfathered tags
_LOCALE = re.compile(
    "(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    "(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    "(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)",
    re.IGNORECASE | re.ASCII,
)
_MACHINE_ZONES = frozenset({"localtime", "posixrules", "Factory"})


@lru_cache(maxsize=256)
def canonical_locale(tag: str) -> str:
    """The BCP 47 tag with its canonical upper and lower case: `DE-at` gives `de-AT`."""
    match = _LOCALE.fullmatch(tag) if len(tag) <= 35 else None
    if match is None:
        hint = "write `de-AT`, with a hyphen" if "_" in tag else "write `de-AT`"
        raise refuse("is not a BCP 47 language tag", hint)
    script = f"-{match['script'].title()}" if match["script"] else ""
    region = f"-{match['region'].upper()}" if match["region"] else ""
    return f"{match['language'].lower()}{script}{region}{match['rest'].lower()}"


@cache
def zones() -> frozenset[str]:
    """The names of all IANA time zones."""
    return frozenset(available_timezones()) - _MACHINE_ZONES


def read_line(value: str) -> str:
    """A name, an identifier, one line of an address."""
    return _filled(clean_text(value, limit=LINE_LIMIT))


def read_lines(value: str) -> str:
    """Text that may have several lines."""
    return _filled(clean_text(value, lines=True, limit=TEXT_LIMIT))


def read_declaration(value: str) -> str:
    """What the customer declared, which may have several lines."""
    return _filled(clean_text(value, lines=True, limit=DECLARATION_LIMIT))


def read_key(value: object) -> str:
    """The key of an entry of the catalogue, or the name of a message."""
    return _matched(value, _KEY, "is not a catalogue key", "small letters, digits and hyphens")


def read_metric_name(value: object) -> str:
    """The name of a metric."""
    return _matched(value, _METRIC_NAME, "is not a name of a metric", "write `cloud_gb`")


def read_link_key(value: object) -> str:
    """The name of a link of the brand."""
    name = _text(value)
    if name not in LINK_NAMES:
        known = ", ".join(f"`{known}`" for known in LINK_NAMES)
        raise refuse("is not the name of a link", suggest(name, LINK_NAMES, f"one of {known}"))
    return name


def read_locale(value: object) -> str:
    """A language tag, in its canonical case."""
    return canonical_locale(_text(value))


def read_zone(value: object) -> str:
    """The name of a time zone."""
    name = _text(value)
    if name not in zones():
        raise refuse("is not an IANA time zone", suggest(name, zones(), "write `Europe/Vienna`"))
    return name


def read_country(value: object) -> str:
    """The code of a country."""
    return _listed(value, COUNTRIES, "is not an ISO 3166-1 country code", "two capitals: `AT`")


def read_region(value: object) -> str:
    """The code of a region, with or without its country."""
    return _matched(value, _REGION, "is not an ISO 3166-2 region code", "write `US-CA`")


def read_currency(value: object) -> str:
    """The code of a currency."""
    return _listed(value, CURRENCIES, "is not an ISO 4217 currency code", "three capitals: `EUR`")


def read_mobile(value: object) -> str:
    """A telephone number in international form."""
    hint = "plus, country code and number, digits only: +436641234567"
    return _matched(value, _MOBILE, "is not an E.164 telephone number", hint)


def read_email(value: str) -> str:
    """An email address."""
    return clean_address(value)


def read_link(value: str) -> str:
    """An https link."""
    return clean_link(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("must be text")
    return value


def _filled(text: str) -> str:
    return text or _empty()


def _empty() -> NoReturn:
    raise refuse("must not be empty", "leave the field out when there is nothing to say")


def _matched(value: object, pattern: re.Pattern[str], message: str, hint: str) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise refuse(message, hint)
    return text


def _listed(value: object, codes: frozenset[str], message: str, hint: str) -> str:
    code = _text(value)
    if code not in codes:
        capitals = code.upper()
        raise refuse(message, f"did you mean `{capitals}`?" if capitals in codes else hint)
    return code


def _schema(
    limit: int, example: str = "", *, pattern: str = "", form: str = ""
) -> dict[str, object]:
    schema: dict[str, object] = {"type": "string", "minLength": 1, "maxLength": limit}
    if pattern:
        schema["pattern"] = f"^{pattern}$"
    if form:
        schema["format"] = form
    if example:
        schema["examples"] = [example]
    return schema


Line = Annotated[str, Reader(read_line, _schema(LINE_LIMIT))]
Lines = Annotated[str, Reader(read_lines, _schema(TEXT_LIMIT))]
Declaration = Annotated[
    str, Reader(read_declaration, _schema(DECLARATION_LIMIT, "I cancel my contract S-778120."))
]
Key = Annotated[str, Reader(read_key, _schema(64, "fibre-250", pattern="[a-z0-9-]+"))]
MetricName = Annotated[
    str,
    Reader(read_metric_name, _schema(64, "cloud_gb", pattern="[A-Za-z][A-Za-z0-9_-]*")),
]
LinkKey = Annotated[str, Reader(read_link_key, {"type": "string", "enum": list(LINK_NAMES)})]
Locale = Annotated[
    str,
    Reader(read_locale, _schema(35, "de-AT", pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")),
]
Zone = Annotated[str, Reader(read_zone, _schema(ZONE_LIMIT, "Europe/Vienna"))]
Country = Annotated[str, Reader(read_country, _schema(2, "AT", pattern="[A-Z]{2}"))]
Region = Annotated[
    str, Reader(read_region, _schema(6, "US-CA", pattern="([A-Z]{2}-)?[A-Z0-9]{1,3}"))
]
Currency = Annotated[str, Reader(read_currency, _schema(3, "EUR", pattern="[A-Z]{3}"))]
Mobile = Annotated[
    str, Reader(read_mobile, _schema(16, "+436641234567", pattern="[+][1-9][0-9]{6,14}"))
]
Email = Annotated[
    str,
    Reader(read_email, _schema(ADDRESS_LIMIT, "petra.jaeger@example.com", form="idn-email")),
]
Link = Annotated[
    str,
    Reader(
        read_link,
        _schema(
            LINK_LIMIT,
            "https://northwind.example/r/PETRA-4T7K",
            pattern="[Hh][Tt][Tt][Pp][Ss]://.+",
            form="iri",
        ),
    ),
]
