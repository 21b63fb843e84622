"""Adieu's engine: one customer record in, a localised email, SMS and PDF letter out.

    from renderer import Renderer

    outcome = Renderer("path/to/content").render("alternative-offers", record)
    outcome.email.mime, outcome.sms.text, outcome.letter.pdf

This is the whole public surface; everything else may change without notice.
"""

from __future__ import annotations

from renderer.channels.sms import Measure
from renderer.channels.sms import measure as measure_sms
from renderer.customer import Customer
from renderer.customer import parse as parse_customer
from renderer.customer import parse_json as parse_customer_json
from renderer.errors import AdieuError
from renderer.errors import ContentInvalid
from renderer.errors import FactMissing
from renderer.errors import FieldError
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.errors import NotJSON
from renderer.errors import RecordInvalid
from renderer.errors import ReleaseGone
from renderer.errors import RenderFault
from renderer.errors import TranslationInvalid
from renderer.errors import UnknownName
from renderer.outcome import Outcome
from renderer.pipeline import Renderer

__all__ = [
    "AdieuError",
    "ContentInvalid",
    "Customer",
    "FactMissing",
    "FieldError",
    "Finding",
    "Flaw",
    "Measure",
    "NotJSON",
    "Outcome",
    "RecordInvalid",
    "ReleaseGone",
    "RenderFault",
    "Renderer",
    "TranslationInvalid",
    "UnknownName",
    "measure_sms",
    "parse_customer",
    "parse_customer_json",
]
