"""Errors name thing, place and remedy, and survive the way from a worker to its parent."""

from __future__ import annotations

import copy
import pickle

import pytest

from renderer import errors
from renderer.errors import AdieuError
from renderer.errors import FieldError
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.po import Conflict

FIELD = FieldError("/cancellation/received_at", "is required", "an instant with its offset")
FLAW = Flaw("templates/messages/win-back/email.mjml", 12, "`pirce` is not known", "`price`?")

EXAMPLES: dict[type[AdieuError], AdieuError] = {
    AdieuError: AdieuError("text"),
    errors.RecordInvalid: errors.RecordInvalid((FIELD, FIELD)),
    errors.FactMissing: errors.FactMissing((FIELD,)),
    errors.NotJSON: errors.NotJSON("duplicate key", 3, 14),
    errors.UnknownName: errors.UnknownName("message", "winback", "win-back"),
    errors.ReleaseGone: errors.ReleaseGone("aaaa", "bbbb"),
    errors.ContentInvalid: errors.ContentInvalid((FLAW, FLAW)),
    errors.TranslationInvalid: errors.TranslationInvalid((FLAW,)),
    errors.RenderFault: errors.RenderFault(FLAW.file, FLAW.line, FLAW.message, FLAW.hint),
    Conflict: Conflict((FLAW,), "aaaa", "bbbb"),
}


def every_class(root: type[AdieuError]) -> set[type[AdieuError]]:
    return {root}.union(*(every_class(child) for child in root.__subclasses__()))


def test_every_class_has_an_example_here() -> None:
    ours = {kind for kind in every_class(AdieuError) if kind.__module__.startswith("renderer")}
    assert ours == set(EXAMPLES)


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling_whole(kind: type[AdieuError]) -> None:
    error = EXAMPLES[kind]
    for back in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(back) is kind
        assert back.args == error.args
        assert str(back) == str(error)
        assert vars(back) == vars(error)


def test_errors_say_thing_place_and_remedy() -> None:
    assert str(FIELD) == "/cancellation/received_at: is required (an instant with its offset)"
    assert str(FLAW) == (
        "templates/messages/win-back/email.mjml:12: `pirce` is not known (`price`?)"
    )
    assert str(Flaw("a.po", 0, "is missing")) == "a.po: is missing"
    assert str(errors.UnknownName("message", "winback", "win-back")) == (
        "no message is called `winback` (did you mean `win-back`?)"
    )
    assert str(errors.NotJSON("duplicate key", 3, 14)) == "line 3, column 14: duplicate key"
    finding = Finding("sms.budget", "error", "sms.txt", "takes 3 segments", "shorten it")
    assert str(finding) == "error: sms.txt: takes 3 segments (shorten it) [sms.budget]"


def test_several_places_stand_on_a_line_each() -> None:
    assert str(errors.RecordInvalid((FIELD, FIELD))).count("\n") == 1
    assert str(errors.ContentInvalid((FLAW, FLAW))).count("\n") == 1


def test_a_hint_names_the_nearest_known_word_only() -> None:
    assert errors.did_you_mean("winback", ["win-back", "referral"]) == "did you mean `win-back`?"
    assert errors.did_you_mean("zzz", ["win-back", "referral"]) == ""
