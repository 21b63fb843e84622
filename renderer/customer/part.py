"""The common base of all parts of a record: frozen, closed, and turned into plain data fast."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from typing import ClassVar
from typing import get_args
from typing import get_origin

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic.fields import FieldInfo

LIST_LIMIT = 50
METRICS_LIMIT = 100

Plain = Callable[[Any], object]


def label_field(name: str, _info: object = None) -> str:
    """The label of a field: `next_charge_on` gives `Next charge on`."""
    return name.replace("_", " ").capitalize()


def label_part(part: type) -> str:
    """The label of a part: `AcceptedOffer` gives `Accepted offer`."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", part.__name__).capitalize()


class Part(BaseModel):
    """A part of the record: its fields are fixed and unknown ones are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        field_title_generator=label_field,
        model_title_generator=label_part,
    )

    # the fields whose value is not plain data yet, each with what makes it so
    _unfold: ClassVar[tuple[tuple[str, Plain], ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        super().__pydantic_init_subclass__(**options)
        found = ((name, _plain(field)) for name, field in cls.model_fields.items())
        cls._unfold = tuple((name, plain) for name, plain in found if plain)

    def as_data(self) -> dict[str, Any]:
        """Every field: None when absent, objects as dicts, tuples as lists."""
        data = self.__dict__.copy()
        for name, plain in self._unfold:
            if (value := data[name]) is not None:
                data[name] = plain(value)
        return data


def bare(annotation: Any) -> Any:
    """The annotation without `| None`."""
    members = [member for member in get_args(annotation) if member is not type(None)]
    return members[0] if type(None) in get_args(annotation) else annotation


def is_part(annotation: Any) -> bool:
    """Whether the annotation is a part of the record."""
    return isinstance(annotation, type) and issubclass(annotation, Part)


def _plain(field: FieldInfo) -> Plain | None:
    annotation = bare(field.annotation)
    if is_part(annotation):
        return Part.as_data
    if get_origin(annotation) is tuple:
        return _list_parts if is_part(get_args(annotation)[0]) else list
    return dict if get_origin(annotation) is dict else None


def _list_parts(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return [part.as_data() for part in parts]
