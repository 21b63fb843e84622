"""The brand as a whole, and the loading of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from renderer.brand.companies import Company
from renderer.brand.companies import read_company
from renderer.brand.fields import FILE
from renderer.brand.fields import LOCALE
from renderer.brand.fields import read_by_country
from renderer.brand.fields import read_cleaned
from renderer.brand.fields import read_shaped
from renderer.brand.links import LinkPattern
from renderer.brand.links import Name
from renderer.brand.links import read_links
from renderer.brand.links import resolve_links
from renderer.brand.texting import QuietHours
from renderer.brand.texting import SmsRules
from renderer.brand.texting import read_sms_rules
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.tables import Table
from renderer.texts import Text as Text
from renderer.vocabulary import MessageClass
from renderer.wellformed import clean_address
from renderer.wellformed import clean_host
from renderer.wellformed import clean_link
from renderer.wellformed import header_text

_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_LOGO = re.compile(r"templates/brand/[a-z0-9-]+(?:/[a-z0-9-]+)*\.(?:svg|png)")
_FEEDBACK = re.compile("[A-Za-z0-9._-]{5,15}")


@dataclass(frozen=True, slots=True)
class Sender:
    """The From of a class of mail."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs; `role` is English and translated."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that are drawn by code and not by a stylesheet, as `#RRGGBB`."""

    ink: str
    qr: str


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand.

    website: its host, as people read it. images: where the pictures of emails are, with a slash
    at the end. letter_logo: path from the content root. feedback_id: the last field of the
    header of that name. sms: the rules of countries that have none of their own.
    """

    name: str
    default_locale: str
    default_country: str
    website: str
    images: str
    letter_logo: str
    feedback_id: str
    patterns: Mapping[str, LinkPattern]
    service: Sender
    marketing: Sender
    signatory: Signatory
    colours: Colours
    companies: Mapping[str, Company]
    sms: SmsRules
    sms_by_country: Mapping[str, SmsRules]

    def company(self, country: str) -> Company:
        """The company for customers of a country; the default country's where there is none."""
        return self.companies.get(country) or self.companies[self.default_country]

    def posting_locale(self, country: str) -> str:
        """The language in which a letter that is posted in `country` names another country."""
        return self.company(country).posting_locale

    def sender(self, klass: MessageClass) -> Sender:
        """Who a class of mail is from: surveys come from the address that may be opted out of."""
        return self.service if klass == "service" else self.marketing

    def sms_rules(self, country: str) -> SmsRules:
        return self.sms_by_country.get(country, self.sms)

    def quiet_hours(self, country: str) -> QuietHours | None:
        return self.sms_rules(country).quiet

    def links(
        self, values: Mapping[str, str], overrides: Mapping[Name, str] | None = None
    ) -> dict[str, str | None]:
        """Every link by name; None where a value that it needs is missing from `values`.

        values: by the names in `PLACEHOLDERS`. overrides: the record's `links`.
        Raises RecordInvalid for an override that is no link of the brand or no https address.
        """
        return resolve_links(self.patterns, values, overrides)

    def texts(self) -> Iterator[Text]:
        """What translators translate."""
        comment = f"the role of {self.signatory.name}, who signs letters"
        yield Text(None, self.signatory.role, "", comment, FILE)


def load(files: Mapping[str, str]) -> Brand:
    """The brand in `templates/brand/brand.toml`. Raises ContentInvalid with every flaw."""
    if FILE not in files:
        raise ContentInvalid((Flaw(FILE, 0, "the file is missing"),))
    flaws: list[Flaw] = []
    root = Table.parse(files[FILE], FILE, flaws)
    # a text that is no TOML has one flaw: that all keys are missing is not worth saying
    brand = None if flaws else _read(root)
    if flaws or brand is None:
        raise ContentInvalid(tuple(sorted(flaws, key=lambda flaw: flaw.line)))
    return brand


def _read(root: Table) -> Brand:
    senders = root.table("senders")
    sms = root.table("sms")
    general = read_sms_rules(sms)
    countries = {
        country: read_sms_rules(table, general)
        for country, table in read_by_country(sms, "countries")
    }
    companies = {
        country: read_company(table, country)
        for country, table in read_by_country(root, "companies")
    }
    brand = Brand(
        name=read_cleaned(root, "name", header_text),
        default_locale=read_shaped(root, "default_locale", LOCALE, "a language, as `en-GB`"),
        default_country=root.name("default_country", companies, what="country with a company"),
        website=read_cleaned(root, "website", clean_host),
        images=read_cleaned(root, "images", clean_link),
        letter_logo=read_shaped(root, "letter_logo", _LOGO, "a picture below `templates/brand/`"),
        feedback_id=read_shaped(root, "feedback_id", _FEEDBACK, "5 to 15 letters or digits"),
        patterns=read_links(root.table("links")),
        service=_read_sender(senders.table("service")),
        marketing=_read_sender(senders.table("marketing")),
        signatory=_read_signatory(root.table("signatory")),
        colours=_read_colours(root.table("colours")),
        companies=companies,
        sms=general,
        sms_by_country=countries,
    )
    if brand.images and not brand.images.endswith("/"):
        root.flaw("`images` must end with a slash", key="images")
    if brand.service.address and brand.service.address == brand.marketing.address:
        hint = "who blocks offers must still get confirmations"
        senders.flaw("service and marketing mail need different addresses", hint=hint)
    for table in (senders, sms, root):
        table.finish()
    return brand


def _read_sender(table: Table) -> Sender:
    sender = Sender(
        read_cleaned(table, "name", header_text), read_cleaned(table, "address", clean_address)
    )
    table.finish()
    return sender


def _read_signatory(table: Table) -> Signatory:
    signatory = Signatory(table.text("name"), table.text("role"))
    table.finish()
    return signatory


def _read_colours(table: Table) -> Colours:
    words = "a colour such as `#12232D`"
    colours = Colours(*(read_shaped(table, key, _COLOUR, words) for key in ("ink", "qr")))
    table.finish()
    return colours
