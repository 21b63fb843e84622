"""The public surface of `renderer`: what is listed, documented, typed, and nothing else."""

from __future__ import annotations

import inspect
import types

import renderer

EXPECTED = {
    "AdieuError",
    "ContentInvalid",
    "Customer",
    "FactMissing",
    "FieldError",
    "Finding",
    "Flaw",
    "Measure",
    "NotJSON",
    "Outcome",
    "RecordInvalid",
    "ReleaseGone",
    "RenderFault",
    "Renderer",
    "TranslationInvalid",
    "UnknownName",
    "measure_sms",
    "parse_customer",
    "parse_customer_json",
}


def test_the_list_is_what_the_readme_promises() -> None:
    assert set(renderer.__all__) == EXPECTED
    assert list(renderer.__all__) == sorted(renderer.__all__)


def test_nothing_else_is_public() -> None:
    public = {
        name
        for name, value in vars(renderer).items()
        if not name.startswith("_")
        and not isinstance(value, types.ModuleType)
        and name != "annotations"
    }
    assert public == EXPECTED


def test_every_public_name_is_documented() -> None:
    for name in renderer.__all__:
        value = getattr(renderer, name)
        assert inspect.getdoc(value), f"{name} has no docstring"
        if inspect.isclass(value):
            for member, function in inspect.getmembers(value, inspect.isfunction):
                own = function.__module__.startswith("renderer") and not member.startswith("_")
                assert not own or inspect.getdoc(function), f"{name}.{member} has no docstring"
