"""Why customers leave (two levels), and what ending a contract does."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from renderer.catalogue.phrases import Text
from renderer.customer import DETAILS
from renderer.customer import SENSITIVE
from renderer.customer import ReasonCode
from renderer.errors import did_you_mean
from renderer.tables import Table

REASONS_FILE = "templates/catalogue/reasons.toml"
EFFECTS_FILE = "templates/catalogue/effects.toml"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason and its details; a sensitive one silences everything but service."""

    code: str
    text: str
    sensitive: bool
    details: Mapping[str, str]

    def words(self, detail: str | None = None) -> str:
        """The reason in words (a source text), by its detail where that is known."""
        return self.details.get(detail, self.text) if detail else self.text


@dataclass(frozen=True, slots=True)
class Effect:
    """One sentence about what ending a contract does."""

    id: str
    text: str


def read_reasons(root: Table) -> dict[str, Reason]:
    """`[reason.<code>]`: words for every code and detail that a record can hold."""
    codes = get_args(ReasonCode)
    reasons = {}
    for code, table in root.named("reason"):
        if code not in codes:
            table.flaw(f"`{code}` is no reason of the record", hint=did_you_mean(code, codes))
        inner = table.table("detail")
        details = {name: inner.text(name) for name in inner.data}
        known = DETAILS.get(code, ())
        for name in details:
            if name not in known:
                hint = did_you_mean(name, known)
                inner.flaw(f"`{name}` is no detail of `{code}`", key=name, hint=hint)
        for name in known:
            if name not in details:
                table.flaw(f"the detail `{name}` has no words", key="detail")
        sensitive = table.flag("sensitive")
        if code in SENSITIVE and not sensitive:
            table.flaw(f"`{code}` is sensitive", key="sensitive", hint="add `sensitive = true`")
        reasons[code] = Reason(code, table.text("text"), sensitive, details)
        table.finish()
    for code in codes:
        if code not in reasons:
            root.flaw(f"the reason `{code}` has no words", hint=f"add `[reason.{code}]`")
    return reasons


def read_effects(root: Table) -> dict[str, Effect]:
    """`[effect.<id>]`: the sentences that `cancellation.effects` names."""
    effects = {}
    for name, table in root.named("effect"):
        effects[name] = Effect(name, table.text("text"))
        table.finish()
    return effects


def reason_texts(reasons: Mapping[str, Reason], effects: Mapping[str, Effect]) -> Iterator[Text]:
    """The texts for translators."""
    for reason in reasons.values():
        for text in (reason.text, *reason.details.values()):
            yield Text(None, text, "", 'a reason, after "You gave as your reason:"', REASONS_FILE)
    for effect in effects.values():
        yield Text(None, effect.text, "", "what ending the contract does", EFFECTS_FILE)
