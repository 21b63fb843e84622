"""Northwind's catalogue and laws, which tests may change, and records made from the samples."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from renderer.catalogue import Catalogue
from renderer.catalogue import load_catalogue
from renderer.customer import Customer
from renderer.customer import parse
from renderer.customer import shape
from renderer.decide import Decision
from renderer.decide import decide
from renderer.laws import Laws
from renderer.laws import load_laws
from renderer.messages import Message
from renderer.messages import load_messages

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2026-11-23T09:30:00+01:00")
CATALOGUE = "templates/catalogue"

# the fourteen: stage, class, what else their message.toml says about decisions
FOURTEEN = {
    "cancellation-received": ("leave", "service", "statutory = true"),
    "cancellation-confirmed": ("leave", "service", "statutory = true"),
    "contract-ended": ("leave", "service", "statutory = true"),
    "exit-survey": ("ask", "survey", ""),
    "value-reminder": ("value", "marketing", 'needs = ["benefits"]'),
    "alternative-offers": (
        "alternatives",
        "marketing",
        'needs = ["offers"]\nshows = ["benefits"]',
    ),
    "offer-accepted": (
        "alternatives",
        "service",
        'statutory = true\nneeds = ["accepted_offer"]',
    ),
    "reactivation-window": ("reconsider", "service", 'needs = ["reactivation"]'),
    "reactivation-reminder": ("reconsider", "marketing", 'needs = ["reactivation"]'),
    "reactivation-confirmed": (
        "reconsider",
        "service",
        'statutory = true\nneeds = ["reactivated"]',
    ),
    "keep-in-touch": ("return", "marketing", ""),
    "win-back": ("return", "marketing", 'needs = ["discount"]'),
    "referral": ("return", "marketing", 'needs = ["referral"]'),
    "welcome-back": ("return", "service", 'needs = ["reactivated"]'),
}


def read(folder: str) -> dict[str, str]:
    paths = sorted((ROOT / folder).glob("*.toml"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@lru_cache
def northwind(name: str = "", old: str = "", new: str = "") -> Catalogue:
    """The catalogue of the repository, with `old` replaced by `new` in one file."""
    files = read(CATALOGUE)
    if name:
        path = f"{CATALOGUE}/{name}.toml"
        assert old in files[path], old
        files[path] = files[path].replace(old, new, 1)
    return load_catalogue(files, shape=shape())


@lru_cache
def law_packs() -> Laws:
    return load_laws(read("templates/laws"), shape=shape())


@lru_cache
def fourteen() -> Mapping[str, Message]:
    files = {
        f"templates/messages/{name}/message.toml": (
            f'title = "t"\ndescription = "d"\nstage = "{stage}"\nclass = "{klass}"\n'
            f'samples = []\n{more}\n[timing]\nwords = "w"\n'
        )
        for name, (stage, klass, more) in FOURTEEN.items()
    }
    return load_messages(files, shape=shape())


def record(sample: str = "petra", **changes: Any) -> dict[str, Any]:
    """A sample with changes; a name such as `cancellation__reason` goes inside, None removes."""
    text = (ROOT / f"templates/samples/{sample}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    for name, value in changes.items():
        *outer, last = name.split("__")
        place = data
        for part in outer:
            place = place.setdefault(part, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return data


def seen(offer: str, day: str, outcome: str = "shown") -> dict[str, str]:
    return {"offer": offer, "shown_at": f"{day}T12:00:00+00:00", "outcome": outcome}


Decide = Callable[..., Decision]


@pytest.fixture(scope="session")
def decided() -> Decide:
    """Decide `alternative-offers` for a changed Petra, or what the keywords say instead."""

    def decided(
        *,
        message: str = "alternative-offers",
        catalogue: Catalogue | None = None,
        as_of: datetime = NOW,
        sample: str = "petra",
        **changes: Any,
    ) -> Decision:
        customer: Customer = parse(record(sample, **changes))
        kinds = fourteen()
        return decide(customer, kinds[message], catalogue or northwind(), law_packs(), as_of=as_of)

    return decided


def offers(decision: Decision) -> list[str]:
    return [chosen.offer.id for chosen in decision.offers]


def refusal(decision: Decision, name: str) -> tuple[str, list[tuple[str, object]]]:
    """The step that refused an offer or benefit, and the clauses that do not hold."""
    (found,) = [one for one in decision.refused if one.id == name]
    return found.step, [(one.clause, one.value) for one in found.because if not one.holds]
