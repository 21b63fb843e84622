"""What a message is given, whatever its language: the record, the decision, the links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from renderer.brand import Brand
from renderer.brand import Company
from renderer.catalogue import Catalogue
from renderer.customer import Customer
from renderer.decide import Decision


@dataclass(frozen=True, slots=True)
class Given:
    """What is the same on every channel: the record, the decision, the links."""

    data: Mapping[str, Any]
    customer: Customer
    decision: Decision
    company: Company
    brand: Brand
    catalogue: Catalogue
