"""What one render may spend and what it leaves behind: formats, budget, passages.

Filters find it through a context variable, so a template is compiled once and still formats for
the customer at hand; threads and tasks never see each other's state.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from renderer.templating.allowance import CHARACTERS_PER_ITERATION


class LimitReached(Exception):
    """A template went over a limit; the text names the limit."""


class ValueRefused(Exception):
    """A value cannot stand where the template puts it; the text never quotes the value."""


@dataclass(slots=True)
class State:
    """One render: its formats, the iterations left, and the passages met on the way."""

    formats: Any
    permits: Mapping[str, bool]
    iterations: int
    shown: dict[str, bool] = field(default_factory=dict)

    def passage(self, purpose: str) -> bool:
        """Whether a passage of this purpose may stand here; remembers that it was asked."""
        allowed = self.permits.get(purpose, False)
        self.shown[purpose] = allowed
        return allowed

    def spend(self, count: int) -> None:
        """Charge iterations. Raises `LimitReached` when none are left."""
        self.iterations -= count
        if self.iterations < 0:
            raise LimitReached("the template loops too often, or writes too much in its loops")


current: ContextVar[State] = ContextVar("current render")


def each(items: Any, weight: int) -> Any:
    """What a `for` runs over, charged against the budget: `weight` for every item."""
    state = current.get()
    if isinstance(items, list | tuple | dict | str):
        state.spend(len(items) * weight)
        return items
    if items is None:
        raise ValueRefused("there is no list here: guard the loop with `if`")
    return _metered(items, weight, state)


def charge(text: str) -> None:
    """Charge a long text that is about to be written."""
    current.get().spend(len(text) // CHARACTERS_PER_ITERATION)


def _metered(items: Iterable[Any], weight: int, state: State) -> Iterable[Any]:
    for item in items:
        state.spend(weight)
        yield item
