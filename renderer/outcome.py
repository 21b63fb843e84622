"""What became of one render: the one value that command line, API, studio, batch and tests read.

Four things can happen, and they are never mixed up: *rendered* (an artefact on each open channel),
*withheld* (no channel is open; each says why), *refused* (the record is not well formed or lacks a
fact that must be stated) and *fault* (the content is broken: file and line).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from typing import Any
from typing import Literal

from renderer.channels.email import Email
from renderer.channels.letter import Letter
from renderer.channels.sms import Measure
from renderer.decide import Decision
from renderer.errors import ContentInvalid
from renderer.errors import FieldError
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.errors import RecordInvalid
from renderer.policy import Withheld
from renderer.vocabulary import MessageClass
from renderer.vocabulary import Stage

Status = Literal["rendered", "withheld", "refused", "fault"]


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message as it would be sent, to an E.164 number, with what it costs."""

    to: str
    measure: Measure

    @property
    def text(self) -> str:
        return self.measure.text

    def to_json(self) -> dict[str, Any]:
        return {"to": self.to, **measure_json(self.measure)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record rendered, or the reason why not. `errors` speak of the record, `flaws` of the
    content; both are empty unless the status is `refused` or `fault`."""

    status: Status
    message: str
    stage: Stage
    klass: MessageClass
    locale: str
    release: str
    as_of: datetime
    decision: Decision | None = None
    email: Email | None = None
    sms: Sms | None = None
    letter: Letter | None = None
    withheld: tuple[Withheld, ...] = ()
    findings: tuple[Finding, ...] = ()
    errors: tuple[FieldError, ...] = ()
    flaws: tuple[Flaw, ...] = field(default=())

    def raise_for_status(self) -> Outcome:
        """This outcome, unless it is refused (`RecordInvalid`) or a fault (`ContentInvalid`)."""
        if self.status == "refused":
            raise RecordInvalid(self.errors)
        if self.status == "fault":
            raise ContentInvalid(self.flaws)
        return self

    def to_json(self) -> dict[str, Any]:
        """The answer of the render API: plain JSON values, PDF in base64."""
        answer: dict[str, Any] = {
            "status": self.status,
            "message": self.message,
            "stage": self.stage,
            "class": self.klass,
            "locale": self.locale,
            "release": self.release,
            "as_of": self.as_of.isoformat(),
            "decision": self.decision.to_json() if self.decision else None,
            "email": _email_json(self.email) if self.email else None,
            "sms": self.sms.to_json() if self.sms else None,
            "letter": _letter_json(self.letter) if self.letter else None,
            "withheld": [item.to_json() for item in self.withheld],
            "findings": [_finding_json(item) for item in self.findings],
        }
        if self.errors:
            answer["errors"] = [
                {"pointer": item.pointer, "message": item.message, "hint": item.hint}
                for item in self.errors
            ]
        if self.flaws:
            answer["flaws"] = [
                {"file": item.file, "line": item.line, "message": item.message, "hint": item.hint}
                for item in self.flaws
            ]
        return answer


def measure_json(measure: Measure) -> dict[str, Any]:
    """What a text costs, as the API tells it."""
    return {
        "text": measure.text,
        "encoding": measure.encoding,
        "characters": measure.characters,
        "units": measure.units,
        "segments": measure.segments,
        "parts": list(measure.parts),
        "forced_by": [
            {"character": item.character, "name": item.name, "position": item.position}
            for item in measure.forced_by
        ],
    }


def _email_json(email: Email) -> dict[str, Any]:
    return {
        "from": email.from_,
        "to": email.to,
        "subject": email.subject,
        "preheader": email.preheader,
        "html": email.html,
        "text": email.text,
        "headers": [{"name": name, "value": value} for name, value in email.headers],
        "size": email.size,
    }


def _letter_json(letter: Letter) -> dict[str, Any]:
    return {
        "pdf": base64.b64encode(letter.pdf).decode("ascii"),
        "pages": letter.pages,
        "layout": letter.layout,
        "standard": letter.standard,
        "sha256": letter.sha256,
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "place": finding.place,
        "message": finding.message,
        "remedy": finding.remedy,
    }
