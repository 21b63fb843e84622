"""Who the customer is: name, residence, postal address, consents."""

from __future__ import annotations

from pydantic import Field
from pydantic import ValidationInfo
from pydantic import field_validator

from renderer.customer.amounts import Flag
from renderer.customer.amounts import Moment
from renderer.customer.codes import Channel
from renderer.customer.codes import ConsentStatus
from renderer.customer.codes import Purpose
from renderer.customer.part import LIST_LIMIT
from renderer.customer.part import Part
from renderer.customer.refusal import refuse
from renderer.customer.words import Country
from renderer.customer.words import Line
from renderer.customer.words import Region


class Name(Part):
    """The customer's name; each form is used as it is given, nothing is derived."""

    display: Line = Field(
        description="The whole name, as the customer writes it", examples=["Petra Jäger"]
    )
    given: Line | None = Field(
        default=None, description="The given name, for a familiar greeting", examples=["Petra"]
    )
    family: Line | None = Field(
        default=None, description="The family name, for a formal greeting", examples=["Jäger"]
    )
    honorific: Line | None = Field(
        default=None, description="The title before the name", examples=["Dr."]
    )


class Residence(Part):
    """Where the customer lives: decides which law applies and what is sold there."""

    country: Country = Field(description="Country (ISO 3166-1)")
    region: Region | None = Field(
        default=None,
        description="Region (ISO 3166-2); without its country, the country is put before it",
    )

    @field_validator("region")
    @classmethod
    def _complete(cls, region: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        if region is None or country is None:
            return region
        if "-" not in region:
            return f"{country}-{region}"
        if not region.startswith(f"{country}-"):
            raise refuse("is not a region of the country", f"a code that begins with `{country}-`")
        return region


class PostalAddress(Part):
    """Where letters go, in the parts that the country's address format puts in order."""

    organization: Line | None = Field(
        default=None, description="Company or institution", examples=["Jäger & Co. KG"]
    )
    care_of: Line | None = Field(
        default=None,
        description="The person or household that takes the letter in",
        examples=["Huber"],
    )
    street: tuple[Line, ...] = Field(
        description="Street, house number and door; one entry for each line",
        min_length=1,
        max_length=LIST_LIMIT,
        examples=[["Mariahilfer Straße 88/12"]],
    )
    dependent_locality: Line | None = Field(
        default=None,
        description="District or village that belongs to the city",
        examples=["Neubau"],
    )
    city: Line = Field(description="City or post town", examples=["Wien"])
    region: Line | None = Field(
        default=None,
        description="State, province or prefecture, as the address shows it",
        examples=["CA"],
    )
    postal_code: Line | None = Field(default=None, description="Postal code", examples=["1070"])
    country: Country = Field(description="Country (ISO 3166-1): decides the layout of the letter")


class Accessibility(Part):
    """What makes messages readable for this customer."""

    large_print: Flag = Field(default=False, description="Letters are set in 16 pt")


class Consent(Part):
    """One statement of the customer about being written to; the latest one counts."""

    channel: Channel = Field(description="The channel that it is about")
    purpose: Purpose = Field(description="The purpose that it is about")
    status: ConsentStatus = Field(description="What the customer said, or how it came about")
    obtained_at: Moment = Field(description="When it was said")
