"""From what pydantic reports to what the caller reads: pointer, message, hint.

The words are ours and never hold a value of the record. Names of unknown fields stand in pointers,
so they are shortened and cleared of what does not print.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from renderer.customer.refusal import NAME_LIMIT
from renderer.customer.refusal import suggest
from renderer.customer.schema import SHAPE
from renderer.errors import FieldError
from renderer.errors import RecordInvalid
from renderer.shapes import Shape

MOST = 100  # errors in one answer: a hostile record can have a hundred thousand

_OBJECT = "must be an object"
_LIST = "must be a list"
_UNKNOWN = "is not a known field"
_MESSAGES = {
    "missing": "is required",
    "extra_forbidden": _UNKNOWN,
    "invalid_key": _UNKNOWN,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "mapping_type": _OBJECT,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "iterable_type": _LIST,
    "too_short": "must not be empty",
    "string_unicode": "has one half of a surrogate pair",
}
_KEY = "[key]"  # pydantic's last step of a place that is the name of an entry
_QUOTED = re.compile("'([^']*)'")


def refusal(error: ValidationError) -> RecordInvalid:
    """All places at once; beyond `MOST` only their number."""
    found = error.errors(include_url=False)
    faults = [_fault(detail) for detail in found[:MOST]]
    if len(found) > MOST:
        faults.append(FieldError("", f"has {len(found) - MOST:,} more errors"))
    return RecordInvalid(tuple(faults))


def _fault(detail: Any) -> FieldError:
    kind: str = detail["type"]
    place: Sequence[int | str] = detail["loc"]
    context: dict[str, Any] = detail.get("ctx", {})
    value: object = detail["input"]
    if place and place[-1] == _KEY:
        place = place[:-1]
    if context.get("at"):
        place = (*place, context["at"])
    pointer = "".join(f"/{_step(step)}" for step in place)
    if value is None and kind not in ("extra_forbidden", "missing"):
        return FieldError(pointer, "must not be null", "leave the field out, or give a value")
    if kind == "refused":
        return FieldError(pointer, context["message"], context["hint"])
    if kind == "value_error":  # of `wellformed`, whose words are ours
        return FieldError(pointer, str(context["error"]))
    if kind == "literal_error":
        return _not_one_of(pointer, value, _QUOTED.findall(context["expected"]))
    if kind == "too_long":
        return FieldError(pointer, f"must not have more than {context['max_length']} entries")
    if kind == "extra_forbidden":
        return FieldError(pointer, _UNKNOWN, suggest(str(place[-1]), _siblings(place)))
    return FieldError(pointer, _MESSAGES.get(kind, "is not valid"))


def _not_one_of(pointer: str, value: object, known: Collection[str]) -> FieldError:
    names = ", ".join(f"`{name}`" for name in known)
    hint = suggest(value, known) if isinstance(value, str) else ""
    return FieldError(pointer, f"is not one of {names}", hint)


def _siblings(place: Sequence[int | str]) -> Collection[str]:
    shape: Shape | None = SHAPE
    for step in place[:-1]:
        if shape is None:
            break
        shape = shape.fields.get(str(step)) or shape.item
    return tuple(shape.fields) if shape else ()


def _step(step: int | str) -> str:
    """One step of a JSON pointer (RFC 6901), printable and short."""
    name = "".join(letter if letter.isprintable() else "?" for letter in str(step)[:NAME_LIMIT])
    return name.replace("~", "~0").replace("/", "~1")
