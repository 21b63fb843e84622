"""Everything that Adieu raises, and the two small values that errors and checks speak in.

    AdieuError
    ├── RecordInvalid      the customer record breaks its contract (all places at once)
    ├── FactMissing        a fact that the message or a law requires is not in the record
    ├── NotJSON            the text is not strict JSON (duplicate keys, NaN, too deep, bad UTF-8)
    ├── UnknownName        no such message, locale, sample or law pack
    ├── ReleaseGone        the pinned release is not the one that is served
    ├── ContentInvalid     templates, catalogue or brand do not load or compile (all places at once)
    ├── TranslationInvalid a .po file cannot be read or changed safely
    └── RenderFault        a template failed while it was rendered, or went over a limit

Each class keeps all its state in `args`, because workers send errors to their parent by pickle.
No message ever quotes the content of a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with a record: where (JSON pointer from the record's root), what, remedy."""

    pointer: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message}" + (f" ({self.hint})" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with the content: file (from the content root), line (0: whole file)."""

    file: str
    line: int
    message: str
    hint: str = ""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports about a finished artefact or its sources."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.severity}: {self.place}: {self.message}{remedy} [{self.rule}]"


class AdieuError(Exception):
    """The root: catch this to catch everything that Adieu raises on purpose."""


class RecordInvalid(AdieuError):
    """The record breaks its contract; `errors` holds every place."""

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__(errors)

    @property
    def errors(self) -> tuple[FieldError, ...]:
        return tuple(self.args[0])

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class FactMissing(RecordInvalid):
    """A well-formed record lacks a fact that the message must state; nothing was rendered."""


class NotJSON(AdieuError):
    """The text is not strict JSON: `message`, `line` and `column` (1-based; 0 when unknown)."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message, line, column)

    def __str__(self) -> str:
        message, line, column = self.args
        return f"line {line}, column {column}: {message}" if line else str(message)


class UnknownName(AdieuError):
    """`name` is no `kind` (message, locale, sample, …); `nearest` is the closest known name."""

    def __init__(self, kind: str, name: str, nearest: str = "") -> None:
        super().__init__(kind, name, nearest)

    @property
    def nearest(self) -> str:
        return str(self.args[2])

    def __str__(self) -> str:
        kind, name, nearest = self.args
        return f"no {kind} is called `{name}`" + (
            f" (did you mean `{nearest}`?)" if nearest else ""
        )


class ReleaseGone(AdieuError):
    """The caller pinned release `asked`, but `served` is what there is."""

    def __init__(self, asked: str, served: str) -> None:
        super().__init__(asked, served)

    def __str__(self) -> str:
        return f"release `{self.args[0]}` is no longer served (now `{self.args[1]}`)"


class ContentInvalid(AdieuError):
    """Templates, catalogue or brand do not load or compile; `flaws` holds every place."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(flaws)

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        return tuple(self.args[0])

    def __str__(self) -> str:
        return "\n".join(str(flaw) for flaw in self.flaws)


class TranslationInvalid(ContentInvalid):
    """A `.po` file cannot be read, or an edit would damage it."""


class RenderFault(AdieuError):
    """A template failed in a render: its place and the reason, without any record content."""

    def __init__(self, file: str, line: int, message: str, hint: str = "") -> None:
        super().__init__(file, line, message, hint)

    @property
    def flaw(self) -> Flaw:
        return Flaw(*self.args)

    def __str__(self) -> str:
        return str(self.flaw)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that `name` most likely meant, or an empty string."""
    matches = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest name as a hint, or an empty string."""
    match = nearest(name, known)
    return f"did you mean `{match}`?" if match else ""
