"""The shape of plain data: what a template or a condition may name, known without any data.

A `Shape` is a nested, frozen description (an object with its fields, a list with its item, or a
leaf with a kind). It is built once from the models that produce the data, so that the names in
templates and conditions are checked when they are loaded, and it is documentation: each level has
a description in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from types import MappingProxyType
from typing import Literal
from typing import overload

Kind = Literal["object", "list", "text", "number", "date", "moment", "money", "flag", "map"]
Leaf = Literal["text", "number", "date", "moment", "flag"]

NO_FIELDS: Mapping[str, Shape] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shape:
    """One level of plain data.

    kind: `object` and `money` have `fields`; `list` and `map` (free names) have an `item`.
    optional: the value may be None, so a template tests it before it uses what is below.
    """

    kind: Kind
    description: str
    optional: bool = False
    fields: Mapping[str, Shape] = field(default_factory=lambda: NO_FIELDS)
    item: Shape | None = None

    def __reduce__(self) -> tuple[object, ...]:
        # a mapping proxy cannot be pickled, and workers receive shapes by pickle
        return _rebuild, (self.kind, self.description, self.optional, dict(self.fields), self.item)

    def at(self, path: str) -> Shape | None:
        """The shape at a dotted path such as `subscription.price.amount`, or None.

        A name below a `map` is any name; the items of a list are entered with `[]`
        (`history.offers.[].offer`).
        """
        shape: Shape | None = self
        for name in path.split(".") if path else ():
            if shape is None:
                return None
            if shape.kind == "map" or (shape.kind == "list" and name == "[]"):
                shape = shape.item
            else:
                shape = shape.fields.get(name)
        return shape

    def paths(self, prefix: str = "") -> Iterator[tuple[str, Shape]]:
        """Every path below this shape with its shape, parents before children."""
        below = dict(self.fields)
        if self.item is not None:
            below["[]" if self.kind == "list" else "*"] = self.item
        for name, shape in below.items():
            path = f"{prefix}.{name}" if prefix else name
            yield path, shape
            yield from shape.paths(path)

    def as_optional(self, optional: bool = True) -> Shape:
        """The same shape, marked as absent at times (or not)."""
        return self if optional == self.optional else replace(self, optional=optional)


@overload
def obj(description: str, /, **fields: Shape) -> Shape: ...
@overload
def obj(description: str, /, *, optional: bool, **fields: Shape) -> Shape: ...
def obj(description: str, /, *, optional: bool | Shape = False, **fields: Shape) -> Shape:
    """An object with these fields; `optional=True`: it may be absent."""
    if isinstance(optional, Shape):  # a field that has this name
        return Shape(
            "object", description, False, MappingProxyType({**fields, "optional": optional})
        )
    return Shape("object", description, optional, MappingProxyType(fields))


def listing(description: str, item: Shape, *, optional: bool = False) -> Shape:
    """A list whose items have one shape."""
    return Shape("list", description, optional, item=item)


def mapping(description: str, item: Shape, *, optional: bool = False) -> Shape:
    """A map from free names to values of one shape."""
    return Shape("map", description, optional, item=item)


def leaf(kind: Leaf, description: str, optional: bool = False) -> Shape:
    """A single value."""
    return Shape(kind, description, optional)


def money(description: str, optional: bool = False) -> Shape:
    """`{amount, currency}`; a template gives it to `money()`."""
    fields = {
        "amount": leaf("number", "amount"),
        "currency": leaf("text", "currency (ISO 4217)"),
    }
    return Shape("money", description, optional, MappingProxyType(fields))


def _rebuild(
    kind: Kind, description: str, optional: bool, fields: dict[str, Shape], item: Shape | None
) -> Shape:
    return Shape(kind, description, optional, MappingProxyType(fields), item)
