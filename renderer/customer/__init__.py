"""The customer record: its contract, its checks, its description.

    parse, parse_json     from what the caller sent to a `Customer`, or `RecordInvalid` with all
                          places at once (`NotJSON` before that)
    Customer              the record: frozen parts; `as_data()` is what templates read
    json_schema, SHAPE    the contract for callers, and for templates

The fields and their words stand in `person`, `contract`, `cancellation`, `offers` and `record`.
"""

from __future__ import annotations

from pydantic import ValidationError

from renderer import jsontext
from renderer.customer.cancellation import Cancellation
from renderer.customer.cancellation import DataRetention
from renderer.customer.cancellation import Equipment
from renderer.customer.cancellation import Reactivation
from renderer.customer.cancellation import Reason
from renderer.customer.cancellation import Settlement
from renderer.customer.codes import COUNTRIES
from renderer.customer.codes import CURRENCIES
from renderer.customer.codes import DETAILS
from renderer.customer.codes import LINK_NAMES
from renderer.customer.codes import SENSITIVE
from renderer.customer.codes import Channel
from renderer.customer.codes import ConsentStatus
from renderer.customer.codes import Purpose
from renderer.customer.codes import ReasonCode
from renderer.customer.codes import Suppression
from renderer.customer.contract import Charge
from renderer.customer.contract import Money
from renderer.customer.contract import Subscription
from renderer.customer.contract import Usage
from renderer.customer.faults import refusal
from renderer.customer.offers import AcceptedOffer
from renderer.customer.offers import Discount
from renderer.customer.offers import History
from renderer.customer.offers import MessageSent
from renderer.customer.offers import OfferSeen
from renderer.customer.offers import Reactivated
from renderer.customer.offers import Referral
from renderer.customer.person import Accessibility
from renderer.customer.person import Consent
from renderer.customer.person import Name
from renderer.customer.person import PostalAddress
from renderer.customer.person import Residence
from renderer.customer.record import Customer
from renderer.customer.schema import SHAPE
from renderer.customer.schema import json_schema
from renderer.customer.schema import shape
from renderer.customer.words import canonical_locale

__all__ = [
    "COUNTRIES",
    "CURRENCIES",
    "DETAILS",
    "LINK_NAMES",
    "SENSITIVE",
    "SHAPE",
    "AcceptedOffer",
    "Accessibility",
    "Cancellation",
    "Channel",
    "Charge",
    "Consent",
    "ConsentStatus",
    "Customer",
    "DataRetention",
    "Discount",
    "Equipment",
    "History",
    "MessageSent",
    "Money",
    "Name",
    "OfferSeen",
    "PostalAddress",
    "Purpose",
    "Reactivated",
    "Reactivation",
    "Reason",
    "ReasonCode",
    "Referral",
    "Residence",
    "Settlement",
    "Subscription",
    "Suppression",
    "Usage",
    "canonical_locale",
    "json_schema",
    "parse",
    "parse_json",
    "shape",
]


def parse(raw: object) -> Customer:
    """The customer of a record as JSON delivers it (a dict).

    Raises RecordInvalid with every place; pointers start at the record's root.
    """
    try:
        return Customer.model_validate(raw)
    except ValidationError as error:
        fault = refusal(error)
    raise fault


def parse_json(text: bytes | str, *, limit: int = jsontext.LIMIT) -> Customer:
    """The customer of a record as strict JSON text of at most `limit` bytes.

    Raises NotJSON with line and column, or RecordInvalid.
    """
    return parse(jsontext.read(text, limit=limit))
