"""A translated sentence as it runs: its words lie ready, a render only puts the values in."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from renderer.templating.basics import bounded
from renderer.templating.state import ValueRefused
from renderer.templating.writing import Write
from renderer.templating.writing import known
from renderer.templating.writing import link_target

Rule = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the value with this number stands, and how it is written there."""

    number: int
    write: Write


@dataclass(frozen=True, slots=True)
class Linked:
    """In plain text: words that lead to the value with this number."""

    number: int
    label: Form


# A sentence: words as they are written (escaped already, where that is needed), and what varies.
Form = tuple["str | Slot | Linked", ...]


def speaker(forms: Sequence[Form], rule: Rule | None, *, markup: bool) -> Callable[..., str]:
    """The function from a sentence's values to its text.

    With a `rule` the first value is the count that chooses the form. `markup`: the text is
    `Markup`.
    """
    kind: Callable[[str], str] = Markup if markup else str
    ready = [_ready(form) for form in forms]
    only = ready[0]

    def say(*values: Any) -> str:
        return kind(bounded(only(values)))

    def say_counted(count: Any, *values: Any) -> str:
        return kind(bounded(ready[form_for(count, rule, len(ready))](values)))

    return say if rule is None else say_counted


def form_for(count: Any, rule: Rule | None, forms: int) -> int:
    """The number of the form for a count; for a fraction the last, which stands for the others."""
    if rule is None:
        return 0
    if isinstance(known(count), bool) or not isinstance(count, int | float | Decimal):
        raise ValueRefused("a plural needs a number")
    if count != int(count):
        return forms - 1
    return min(max(rule(abs(int(count))), 0), forms - 1)


def _ready(form: Form) -> Callable[[Sequence[Any]], str]:
    """A form as a pattern: one formatting puts all values in."""
    pattern = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in form)
    writes = [_write(part) for part in form if not isinstance(part, str)]

    def fill(values: Sequence[Any]) -> str:
        return pattern % tuple([write(values[number], values) for number, write in writes])

    return fill


def _write(part: Slot | Linked) -> tuple[int, Callable[[Any, Sequence[Any]], str]]:
    if isinstance(part, Slot):
        plain = part.write
        return part.number, lambda value, values: plain(value)
    label = _ready(part.label)
    return part.number, lambda value, values: linked(label(values), link_target(value))


def linked(label: str, target: str) -> str:
    """A link in plain text: `label (target)`, or the label alone if it says the same."""
    shown = target.removeprefix("mailto:")
    same = target.startswith("tel:") or label.strip() in (shown, shown.removeprefix("https://"))
    return label if same else f"{label} ({shown})"
