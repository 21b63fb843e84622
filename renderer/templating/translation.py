"""Choose the translation of a sentence: the best that can stand, and a note of what could not.

A translation that is broken, or absent, leaves the next one in the fallback chain standing, last
of all the source sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass

from renderer.sources import LineMap
from renderer.templating import sentences
from renderer.templating.calls import Refusal
from renderer.templating.calls import Sentence
from renderer.templating.spoken import Rule

__all__ = ["Fallback", "Folder", "Lookup", "Refusal", "Translation"]

SOURCE = "en"
# How far to count when asking which numbers a plural form stands for: beyond the longest period
# of a rule in CLDR, which is 100.
_PROBED = 201


@dataclass(frozen=True, slots=True)
class Translation:
    """A candidate: one form, or all plural forms with the function that chooses among them."""

    locale: str
    strings: tuple[str, ...]
    plural: Rule | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """A sentence for which a translation could not be used; `used` is the locale that stands."""

    context: str | None
    id: str
    reason: str
    used: str = SOURCE


# Candidates for a sentence, best first; an empty answer means that no locale of the chain has it.
Lookup = Callable[[str | None, str], Iterable[Translation]]


class Folder:
    """One locale's translations, and what fell back in each template."""

    def __init__(
        self, lookup: Lookup, *, complete: bool, isolate: bool, lines: Callable[[str], LineMap]
    ) -> None:
        """`complete`: the source language itself, so a missing translation is no fallback.

        `isolate`: the page runs right to left, so values are kept from changing its direction.
        `lines` gives a template's line map, whose `bare` lines take no elements.
        """
        self.lookup = lookup
        self.complete = complete
        self.isolate = isolate
        self.lines = lines
        self.fallbacks: dict[str, list[Fallback]] = {}

    def choose(self, said: Sentence, name: str) -> Translation:
        """The best usable translation of a sentence, or the sentence itself."""
        reasons: list[str] = []
        plural = said.count is not None
        chosen = Translation(SOURCE, said.texts, _english if plural else None)
        for candidate in self.lookup(said.context, said.texts[0]):
            reason = unusable(said.texts, candidate)
            if not reason:
                chosen = candidate
                break
            reasons.append(f"{candidate.locale}: {reason}")
        untranslated = chosen.locale == SOURCE and not self.complete
        if reasons or untranslated:
            why = "; ".join(reasons) or "it is not translated"
            noted = Fallback(said.context, said.texts[0], why, chosen.locale)
            self.fallbacks.setdefault(name, []).append(noted)
        return chosen


def unusable(texts: tuple[str, ...], candidate: Translation) -> str:
    """Why a candidate cannot stand for a sentence (two texts with a plural), or nothing."""
    many = texts[-1]
    if (candidate.plural is not None) != (len(texts) > 1) or not candidate.strings:
        return "its plural forms do not fit the source"
    if candidate.plural is None:
        return sentences.fault(many, candidate.strings[0])
    forms = [candidate.plural(count) for count in range(_PROBED)]
    if not all(0 <= form < len(candidate.strings) for form in forms):
        return "it has too few plural forms"
    also = frozenset(sentences.placeholders(texts[0]))
    for number, text in enumerate(candidate.strings):
        # A form for one number alone may say the number as a word, or say all in its own way, as
        # the source's own singular does.
        single = forms.count(number) <= 1
        optional = {"n"} | (frozenset(sentences.placeholders(many)) - also) if single else ()
        if reason := sentences.fault(many, text, optional=optional, also=also):
            return reason
    return ""


def _english(count: int) -> int:
    return 0 if count == 1 else 1
