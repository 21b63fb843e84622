"""Benefits: what a customer has with us, each with the number in the record that proves it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from renderer.catalogue.phrases import Text
from renderer.catalogue.phrases import Wording
from renderer.catalogue.phrases import read_wording
from renderer.catalogue.scope import Scope
from renderer.catalogue.scope import Validity
from renderer.catalogue.scope import read_validity
from renderer.catalogue.services import Amount
from renderer.catalogue.services import Feature
from renderer.catalogue.services import Market
from renderer.catalogue.services import Service
from renderer.tables import Table
from renderer.templating.conditions import Condition
from renderer.vocabulary import STAGES
from renderer.vocabulary import Stage

FILE = "templates/catalogue/benefits.toml"
METRICS = "subscription.usage.metrics"
SHOWN_IN: tuple[Stage, ...] = ("value", "alternatives")

UsedWhen = Literal["measured", "listed"]
USED_WHEN: tuple[UsedWhen, ...] = ("measured", "listed")

PERIOD = ("month", "from", "until")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a comparison with others rests on."""

    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit, its texts and its compiled conditions.

    path: the number (or the money) that proves it; held: that the service includes it, as a clause;
    proven: the record has the number; unused: it was never used (None: that cannot be told).
    """

    id: str
    feature: str
    path: str
    rank: int
    stages: tuple[Stage, ...]
    validity: Validity
    services: tuple[str, ...]
    held: str
    proven: Condition | None
    unused: Condition | None
    when: Condition | None
    unless: Condition | None
    texts: Mapping[str, Wording]
    caption_many: str
    evidence: Evidence | None
    line: int

    @property
    def metric(self) -> str | None:
        """The metric that proves it, or None when another field does."""
        return self.path.removeprefix(f"{METRICS}.") if self.path.startswith(METRICS) else None

    @property
    def exclusive(self) -> bool:
        """Whether no competitor has it, by the evidence that is given."""
        return bool(self.texts["exclusive"])


def read_metrics(root: Table) -> tuple[str, ...]:
    """`[metric]`: the names under `subscription.usage.metrics`, with what they count."""
    table = root.table("metric")
    for name in table.data:
        table.text(name)
    return tuple(table.data)


def read_benefits(
    root: Table,
    *,
    scope: Scope,
    markets: Mapping[str, Market],
    services: Mapping[str, Service],
    service_names: Collection[str],
    features: Mapping[str, Feature],
) -> dict[str, Benefit]:
    """`[benefit.<id>]`: everything that may be reminded of. One with a flaw is left out."""
    benefits = {}
    for name, table in root.named("benefit"):
        feature = table.name("feature", features, what="feature", default="")
        including = tuple(
            service.id
            for service in services.values()
            if not feature or feature in service.features
        )
        among = table.names("services", service_names, what="service", default=including)
        for service in among:
            if service in services and service not in including:
                table.flaw(f"`{service}` does not include `{feature}`", key="services")
        among = tuple(service for service in among if service in including)
        path, unused = _proof(name, table, scope)
        benefit = Benefit(
            id=name,
            feature=feature,
            path=path,
            rank=table.whole("rank", least=1),
            stages=table.words("stages", STAGES, default=SHOWN_IN),
            validity=read_validity(table, markets),
            services=among,
            held=_held(table, among),
            proven=_proven(table, scope, path),
            unused=unused,
            when=scope.condition(table, "when"),
            unless=scope.condition(table, "unless"),
            texts=_texts(table, {services[one].features.get(feature) for one in among}),
            caption_many=table.text("caption_many", default=""),
            evidence=read_evidence(table),
            line=table.line(),
        )
        table.finish()
        if table.sound:
            benefits[name] = benefit
    return benefits


def benefit_texts(benefits: Mapping[str, Benefit]) -> Iterator[Text]:
    """The texts for translators."""
    for benefit in benefits.values():
        for key, wording in benefit.texts.items():
            comment = f"benefit {benefit.id}: {COMMENTS[key]}"
            if key == "caption" and benefit.caption_many:
                way = wording.ways[0]
                yield Text(None, way, benefit.caption_many, comment, FILE)
            else:
                yield from wording.texts(comment, FILE)


COMMENTS = {
    "caption": "stands below a large number",
    "title": "the line beside a large number",
    "title_unused": "the line beside a zero",
    "used": "a sentence, when the benefit was used",
    "unused": "a sentence, when it was never used; without reproach",
    "ends": "a sentence: what the end of the contract means",
    "kept": "a sentence: an offered service has it, too",
    "exclusive": "a sentence: no competitor has it",
}


def _held(table: Table, services: tuple[str, ...]) -> str:
    """The condition that the service includes it, as the trace tells it."""
    if not services:
        table.flaw("no service includes this benefit")
    listed = ", ".join(f"'{service}'" for service in sorted(services))
    return f"subscription.service in [{listed}]"


def _proof(name: str, table: Table, scope: Scope) -> tuple[str, Condition | None]:
    """The path of the proof, and the condition that it shows no use."""
    used_when = table.word("used_when", USED_WHEN, default="measured")
    metric, path = table.text("metric", default=""), table.text("field", default="")
    if bool(metric) is bool(path):
        table.flaw("needs `metric` or `field` as its proof, and not both")
        return path, None
    if path:
        return path, None
    path = f"{METRICS}.{metric}"
    if used_when == "listed":
        return path, scope.parse(f"'{name}' not in subscription.benefits_used", table, "metric")
    known = metric in scope.known.get(METRICS, ())  # an unknown one is reported by `proven`
    return path, scope.parse(f"{path} == 0", table, "metric") if known else None


def _proven(table: Table, scope: Scope, path: str) -> Condition | None:
    if not path:
        return None
    key = "metric" if path.startswith(METRICS) else "field"
    found = scope.shape.at(path)
    if found is not None and found.kind == "money":
        return scope.parse(f"{path}.amount > 0", table, key)
    if found is not None and found.kind != "number":
        table.flaw(f"`{path}` is no number and no amount of money", key=key)
        return None
    return scope.parse(f"{path} >= 0", table, key)


def _texts(table: Table, amounts: set[Amount]) -> dict[str, Wording]:
    """The texts; `{of}` has a value where the including services have an amount."""
    always, sometimes = {"value"}, {*PERIOD, "ends_on"}
    if any(isinstance(amount, Decimal) for amount in amounts):
        fully = all(isinstance(amount, Decimal) for amount in amounts)
        (always if fully else sometimes).add("of")
    texts = {
        key: read_wording(table, key, always=always, sometimes=sometimes)
        for key in ("used", "unused", "ends")
    }
    texts["caption"] = read_wording(
        table, "caption", always=always, sometimes=sometimes, required=True
    )
    texts["title"] = read_wording(table, "title", required=True)
    texts["title_unused"] = read_wording(table, "title_unused")
    texts["kept"] = read_wording(table, "kept", always={"service"})
    texts["exclusive"] = read_wording(table, "exclusive")
    if not texts["used"] and not texts["unused"]:
        table.flaw("needs a text `used` or `unused`")
    return texts


def read_evidence(table: Table) -> Evidence | None:
    """`[….evidence]`: the source and the day of a comparison with others."""
    inner = table.table("evidence")
    if not inner.data:
        return None
    evidence = Evidence(inner.text("source"), inner.day("checked_on"))
    inner.finish()
    return evidence
