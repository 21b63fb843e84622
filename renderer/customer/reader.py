"""How one kind of value is read: a function, its JSON Schema, and the way back to JSON.

Pydantic's own markers for this cost a call in Python for every value that is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core import core_schema


@dataclass(frozen=True, slots=True, eq=False)  # typing needs markers that hash
class Reader:
    """The marker in `Annotated[type, Reader(...)]`.

    read: takes any value, returns the typed one or raises what `refuse` makes, or a ValueError
    whose text may be shown. write: from the typed value to text, where `str` would not do.
    """

    read: Callable[[Any], object]
    schema: dict[str, Any]
    write: Callable[[Any], str] | None = None

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        write = self.write and core_schema.plain_serializer_function_ser_schema(
            self.write, when_used="json"
        )
        return core_schema.no_info_plain_validator_function(self.read, serialization=write)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.schema)
