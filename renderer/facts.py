"""Facts: what a message must state, each a field of the record and the words for it.

Messages and law packs list them alike:

    [facts]
    "cancellation.received_at" = "date and time of receipt"
    "cancellation.effects" = { says = "what ending the contract does", channels = ["letter"] }
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from renderer.errors import did_you_mean
from renderer.shapes import Kind
from renderer.shapes import Shape
from renderer.tables import Table
from renderer.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Fact:
    """A field that must be in the record (`path`, dotted) on these channels."""

    path: str
    says: str
    channels: tuple[Channel, ...]

    def missing(self, data: Mapping[str, Any]) -> str:
        """The JSON pointer of what is missing: the field, or the part around it; "" if nothing."""
        value: Any = data
        pointer = ""
        for name in self.path.split("."):
            value = value.get(name)
            pointer = f"{pointer}/{name}"
            if value is None or value in ([], {}):
                return pointer
        return ""


def read_facts(table: Table, shape: Shape, channels: tuple[Channel, ...]) -> tuple[Fact, ...]:
    """`[facts]`: paths that exist in the record, with words, and channels where they differ."""
    outer = table.table("facts")
    facts = []
    for path, value in outer.data.items():
        outer.asked.add(path)
        check_path(outer, path, shape, key=path)
        if isinstance(value, dict):
            inner = outer.table(path)
            facts.append(
                Fact(path, inner.text("says"), inner.words("channels", channels, default=channels))
            )
            inner.finish()
        else:
            facts.append(Fact(path, outer.text(path), channels))
    return tuple(facts)


def check_path(
    table: Table, path: str, shape: Shape, *, key: str, kinds: tuple[Kind, ...] = ()
) -> None:
    """Note a path that the record does not have, or one of another kind."""
    found = shape.at(path)
    if found is None:
        hint = did_you_mean(path, [known for known, _ in shape.paths()])
        table.flaw(f"the record has no `{path}`", key=key, hint=hint)
    elif kinds and found.kind not in kinds:
        table.flaw(f"`{path}` is no {' or '.join(kinds)}", key=key)


def look_up(data: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path; None when anything on the way is missing."""
    value: Any = data
    for name in path.split("."):
        if value is None:
            return None
        value = value.get(name)
    return value


def end_of(value: date, zone: ZoneInfo) -> datetime:
    """The last minute of a day in a zone; an instant is its own end."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(23, 59), tzinfo=zone)
