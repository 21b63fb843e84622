"""The links of a brand: patterns that the customer's record completes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from renderer.errors import FieldError
from renderer.errors import RecordInvalid
from renderer.errors import did_you_mean
from renderer.tables import Table
from renderer.wellformed import clean_link

LINKS = (
    "manage",
    "offers",
    "reactivate",
    "survey",
    "unsubscribe",
    "privacy",
    "imprint",
    "return",
    "contact",
    "help",
)
PLACEHOLDERS = ("customer.id", "cancellation.id", "subscription.id")

Name = TypeVar("Name", bound=str)

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class LinkPattern:
    """An https address in which `{customer.id}` and the like stand for values of the record.

    `literals` has one more element than `keys`, and they alternate.
    """

    literals: tuple[str, ...]
    keys: tuple[str, ...]

    def resolve(self, quoted: Mapping[str, str]) -> str | None:
        """The address, or None when one of the percent-encoded values is missing."""
        address = self.literals[0]
        for key, literal in zip(self.keys, self.literals[1:], strict=True):
            if key not in quoted:
                return None
            address += quoted[key] + literal
        return address


def resolve_links(
    patterns: Mapping[str, LinkPattern],
    values: Mapping[str, str],
    overrides: Mapping[Name, str] | None,
) -> dict[str, str | None]:
    """Every link by name, as `Brand.links` gives them."""
    # a value of dots alone would climb in the path
    quoted = {key: quote(value, safe="") for key, value in values.items() if value.strip(".")}
    links = {name: pattern.resolve(quoted) for name, pattern in patterns.items()}
    if overrides:
        links.update(_check_overrides(overrides))
    return links


def read_links(table: Table) -> dict[str, LinkPattern]:
    """The patterns of `[links]`; every name is required."""
    patterns = {}
    for name in LINKS:
        written = table.text(name)
        keys = tuple(_PLACEHOLDER.findall(written))
        for key in keys:
            if key not in PLACEHOLDERS:
                hint = did_you_mean(key, PLACEHOLDERS) or f"known: {', '.join(PLACEHOLDERS)}"
                table.flaw(f"`{{{key}}}` is nothing that a link can hold", key=name, hint=hint)
        _check_pattern(table, name, written)
        patterns[name] = LinkPattern(tuple(_PLACEHOLDER.split(written)[::2]), keys)
    table.finish()
    return patterns


def _check_pattern(table: Table, name: str, written: str) -> None:
    example = _PLACEHOLDER.sub("x", written)
    try:
        plain = clean_link(example) if written else example
    except ValueError as error:
        table.flaw(f"`{name}` {error}", key=name)
        return
    if plain != example:
        hint = "scheme and host in lower case, everything in ASCII"
        table.flaw(f"`{name}` is not in its plain form", key=name, hint=hint)
    if "{" in written.removeprefix("https://").partition("/")[0]:
        table.flaw(f"the host of `{name}` must not come from the record", key=name)


def _check_overrides(overrides: Mapping[Name, str]) -> dict[str, str]:
    checked: dict[str, str] = {}
    errors: list[FieldError] = []
    for name, address in overrides.items():
        pointer = "/links/" + name.replace("~", "~0").replace("/", "~1")
        if name not in LINKS:
            errors.append(FieldError(pointer, "no such link", did_you_mean(name, LINKS)))
            continue
        try:
            checked[name] = clean_link(address)
        except ValueError as error:
            errors.append(FieldError(pointer, str(error)))
    if errors:
        raise RecordInvalid(tuple(errors))
    return checked
