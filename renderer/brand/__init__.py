"""The brand: who writes, from where, with which links; read from `templates/brand/brand.toml`.

Everything that is the same in every message and is no sentence. All of it is data, so that phone
hours and countries are told in the reader's words; the few words in it are given by `texts()`.
"""

from __future__ import annotations

from renderer.brand.companies import Company
from renderer.brand.companies import PhoneHours
from renderer.brand.companies import Weekday
from renderer.brand.fields import FILE
from renderer.brand.identity import Brand
from renderer.brand.identity import Colours
from renderer.brand.identity import Sender
from renderer.brand.identity import Signatory
from renderer.brand.identity import Text
from renderer.brand.identity import load
from renderer.brand.links import LINKS
from renderer.brand.links import PLACEHOLDERS
from renderer.brand.links import LinkPattern
from renderer.brand.texting import OptOut
from renderer.brand.texting import QuietHours
from renderer.brand.texting import SmsRules

__all__ = [
    "FILE",
    "LINKS",
    "PLACEHOLDERS",
    "Brand",
    "Colours",
    "Company",
    "LinkPattern",
    "OptOut",
    "PhoneHours",
    "QuietHours",
    "Sender",
    "Signatory",
    "SmsRules",
    "Text",
    "Weekday",
    "load",
]
