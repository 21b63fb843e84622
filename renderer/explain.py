"""Why this offer, and why not that one: a decision as a table that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from renderer.errors import UnknownName
from renderer.errors import nearest
from renderer.outcome import Outcome


def explain(outcome: Outcome, *, only: str = "") -> str:
    """The decision behind an outcome, in lines of text.

    `only` names one offer, benefit, channel or purpose and answers for that one alone.
    Raises `UnknownName` when the decision did not consider it.
    """
    rows = list(_rows(outcome))
    if only:
        names = {name for name, _ in rows}
        if only not in names:
            raise UnknownName("offer, benefit, channel or purpose", only, nearest(only, names))
        rows = [(name, lines) for name, lines in rows if name == only]
    else:
        head = f"{outcome.message}, {outcome.klass}, {outcome.as_of.isoformat()}"
        rows.insert(0, ("", [f"{head}: {outcome.status}"]))
    return "\n".join(line for _, lines in rows for line in lines)


def explain_json(outcome: Outcome) -> dict[str, Any]:
    """The same for machines: the outcome without its artefacts."""
    answer = outcome.to_json()
    return {key: answer[key] for key in _KEYS if key in answer}


_KEYS = (
    "status",
    "message",
    "stage",
    "class",
    "locale",
    "release",
    "as_of",
    "decision",
    "withheld",
    "errors",
)


def _rows(outcome: Outcome) -> Iterator[tuple[str, list[str]]]:
    """Each thing that was decided, by name, with its lines."""
    answer = outcome.to_json()
    for error in outcome.errors:
        yield error.pointer, [f"  refused    {error}"]
    decision = outcome.decision
    if decision is None:
        return
    for channel in decision.channels:
        yield channel, [f"  channel    {channel}: open"]
    for item in outcome.withheld:
        rule = f" [{item.rule}]" if item.rule else ""
        line = f"  channel    {item.channel}: withheld, {item.reason}: {item.detail}{rule}"
        yield item.channel, [line]
    found = answer["decision"]
    for row in found["benefits"]:
        yield row["benefit"], [f"  benefit    {row['benefit']}: chosen", *_because(row)]
    for row in found["offers"]:
        head = f"  offer {row['rank']}    {row['offer']}: chosen by rule {row['rule']}"
        yield row["offer"], [head, *_because(row)]
    for row in found["refused"]:
        head = f"  {row['kind']:<10} {row['id']}: refused at `{row['step']}`"
        yield row["id"], [head, *_because(row)]
    for row in found["passages"]:
        shown = "shown" if row["shown"] else "left out"
        law = f" [{row['law']}]" if row["law"] else ""
        yield row["purpose"], [f"  passage    {row['purpose']}: {shown}, {row['reason']}{law}"]


def _because(row: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for clause in row["because"]:
        mark = "+" if clause["holds"] else "-"
        value = "" if clause["value"] is None else f"   (is {clause['value']})"
        lines.append(f"             {mark} {clause['clause']}{value}")
    return lines
