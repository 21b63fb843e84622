"""A text outside the templates that translators translate: brand, catalogue, content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A source text as translators get it; `plural` is empty for a text without one.

    `context` is the slot, None where there is none; `comment` says what the text is for.
    """

    context: str | None
    text: str
    plural: str
    comment: str
    file: str
