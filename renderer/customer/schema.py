"""The record described: as JSON Schema for callers, as a `Shape` for templates and conditions."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from datetime import datetime
from decimal import Decimal
from functools import cache
from inspect import getdoc
from types import MappingProxyType
from typing import Annotated
from typing import Any
from typing import get_args
from typing import get_origin

from renderer.customer.contract import Money
from renderer.customer.part import Part
from renderer.customer.part import bare
from renderer.customer.part import is_part
from renderer.customer.record import Customer
from renderer.shapes import Kind
from renderer.shapes import Leaf
from renderer.shapes import Shape
from renderer.shapes import leaf
from renderer.shapes import listing
from renderer.shapes import mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# the smallest record that makes an email
EXAMPLE = {
    "id": "C-100482",
    "name": {"display": "Petra Jäger", "given": "Petra", "family": "Jäger"},
    "locale": "de-AT",
    "time_zone": "Europe/Vienna",
    "residence": {"country": "AT"},
    "email": "petra.jaeger@example.com",
    "subscription": {
        "id": "S-778120",
        "service": "fibre-250",
        "price": {"amount": "39.90", "currency": "EUR"},
        "interval": "month",
        "concluded_on": "2022-05-04",
    },
    "cancellation": {
        "id": "K-2026-004417",
        "kind": "ordinary",
        "received_at": "2026-11-20T14:05:00+01:00",
        "ends_on": "2026-12-20",
    },
}

_LEAVES: dict[type, Leaf] = {
    bool: "flag",
    int: "number",
    Decimal: "number",
    datetime: "moment",
    date: "date",
    str: "text",
}


def json_schema() -> dict[str, Any]:
    """The contract as JSON Schema 2020-12, with titles, descriptions and examples."""
    return deepcopy(_json_schema())


@cache
def _json_schema() -> dict[str, Any]:
    schema = Customer.model_json_schema()
    return {"$schema": DIALECT, **schema, "examples": [EXAMPLE]}


def shape() -> Shape:
    """The shape of `Customer.as_data()`."""
    return SHAPE


def _describe(part: type[Part], description: str, *, optional: bool = False) -> Shape:
    fields = {
        name: _describe_value(field.annotation, field.description or "")
        for name, field in part.model_fields.items()
    }
    kind: Kind = "money" if issubclass(part, Money) else "object"
    return Shape(kind, description, optional, MappingProxyType(fields))


def _describe_value(annotation: Any, description: str) -> Shape:
    inner = bare(annotation)
    optional = inner is not annotation
    if get_origin(inner) is Annotated:
        inner = get_args(inner)[0]
    if is_part(inner):
        return _describe(inner, description, optional=optional)
    if get_origin(inner) is tuple:
        return listing(description, _describe_item(get_args(inner)[0], description))
    if get_origin(inner) is dict:
        return mapping(description, _describe_item(get_args(inner)[1], description))
    return leaf(_LEAVES.get(inner, "text"), description, optional)  # a Literal is text


def _describe_item(annotation: Any, description: str) -> Shape:
    return _describe_value(
        annotation, getdoc(annotation) or "" if is_part(annotation) else description
    )


SHAPE = _describe(Customer, getdoc(Customer) or "")
