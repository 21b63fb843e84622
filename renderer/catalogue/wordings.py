"""The texts of offers: those of a type (`[wording.<type>]`) and an offer's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Literal
from typing import get_args

from renderer.catalogue.phrases import Wording
from renderer.catalogue.phrases import check_ways
from renderer.catalogue.phrases import read_wording
from renderer.catalogue.services import FEATURE
from renderer.errors import did_you_mean
from renderer.tables import Table

OfferType = Literal[
    "switch_service",
    "switch_plan",
    "discount",
    "pause",
    "extension",
    "credit",
    "contact",
    "training",
]
TYPES: tuple[OfferType, ...] = get_args(OfferType)

CONTEXTS: Mapping[str, str | None] = {
    "title": None,
    "pitch": None,
    "price_label": None,
    "price": None,
    "term": None,
    "action": "button",
    "short": "sms",
}
COMMENTS = {
    "title": "head of the offer",
    "pitch": "first sentence about the offer",
    "price_label": "small, beside the price",
    "price": "row of a table: price",
    "term": "row of a table: term",
    "action": "button: what a click does",
    "short": "the offer in a text message, after a colon; short",
}

# which placeholders have a value: always, or when the record knows a date or an amount
_PRICED = {"service", "price"}
_TODAY = {"today", "today_year", "saving", "extra", "minimum_term", "ends_on"}
ALWAYS: Mapping[OfferType, frozenset[str]] = {
    "switch_service": frozenset(_PRICED),
    "switch_plan": frozenset(_PRICED),
    "discount": frozenset(_PRICED | {"duration", "then_price", "saving"}),
    "pause": frozenset(_PRICED | {"duration", "then_price"}),
    "extension": frozenset(_PRICED | {"duration"}),
    "credit": frozenset(_PRICED | {"amount"}),
    "contact": frozenset({"service"}),
    "training": frozenset({"service"}),
}
SOMETIMES: Mapping[OfferType, frozenset[str]] = {
    "switch_service": frozenset(_TODAY | {"from"}),
    "switch_plan": frozenset(_TODAY | {"from"}),
    "discount": frozenset({"percent", "from", "until", "then_from", "minimum_term"}),
    "pause": frozenset({"from", "until", "then_from", "minimum_term"}),
    "extension": frozenset({"until", "ends_on"}),
    "credit": frozenset({"from", "minimum_term"}),
    "contact": frozenset({"ends_on"}),
    "training": frozenset({"ends_on"}),
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an offer, or those common to its type."""

    said: Mapping[str, Wording] = field(default_factory=dict)
    kept: tuple[Wording, ...] | None = None
    lost: tuple[Wording, ...] | None = None


def read_common(root: Table) -> dict[str, Texts]:
    """`[wording.<type>]`: the texts that the offers of a type have in common."""
    common: dict[str, Texts] = {}
    outer = root.table("wording")
    for name in outer.data:
        table = outer.table(name)
        if name in TYPES:
            common[name] = read_texts(table, name, Texts())
            table.finish()
        else:
            hint = did_you_mean(name, TYPES) or f"known: {', '.join(TYPES)}"
            outer.flaw(f"`{name}` is no type of offer", key=name, hint=hint)
    return common


def read_texts(table: Table, kind: OfferType, common: Texts) -> Texts:
    """The texts of one offer; what it does not say itself, its type says."""
    always, sometimes = ALWAYS[kind], SOMETIMES[kind]
    said = {}
    for key, context in CONTEXTS.items():
        own = read_wording(table, key, context=context, always=always, sometimes=sometimes)
        said[key] = own or common.said.get(key, own)
    return Texts(
        said,
        _items(table, "kept", kind) or common.kept,
        _items(table, "lost", kind) or common.lost,
    )


def _items(table: Table, key: str, kind: OfferType) -> tuple[Wording, ...] | None:
    """A list of items; each is a text, or a list of texts of which the first possible is said."""
    table.asked.add(key)
    value = table.data.get(key)
    if value is None:
        return None
    items = []
    for item in value if isinstance(value, list) else ():
        ways = tuple(item) if isinstance(item, list) else (item,)
        if not ways or not all(isinstance(way, str) and way.strip() for way in ways):
            table.flaw(f"`{key}` must be a list of texts", key=key)
            return None
        check_ways(table, key, ways, always=ALWAYS[kind], sometimes=SOMETIMES[kind])
        items.append(Wording(ways, FEATURE))
    if not items:
        table.flaw(f"`{key}` must be a list of texts", key=key)
    return tuple(items)


def check_texts(table: Table, kind: OfferType, texts: Texts) -> None:
    """Note what neither the offer nor its type says."""
    for key in CONTEXTS:
        if not texts.said[key]:
            table.flaw(f"`{key}` is missing", hint=f"here or in `[wording.{kind}]`")
    if kind in ("pause", "contact", "training"):
        for key, items in (("kept", texts.kept), ("lost", texts.lost)):
            if not items:
                table.flaw(f"`{key}` is missing: for a {kind} it cannot be computed")
