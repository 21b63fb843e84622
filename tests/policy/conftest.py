"""Petra's record with changes, the law packs of the repository, and messages of each class."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from renderer.customer import Customer
from renderer.customer import parse
from renderer.customer import shape
from renderer.laws import Laws
from renderer.laws import load_laws
from renderer.messages import Message
from renderer.messages import load_messages

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2026-11-23T09:30:00+01:00")
MESSAGES = {
    "received": 'class = "service"\nstatutory = true',
    "window": 'class = "service"',
    "survey": 'class = "survey"',
    "offers": 'class = "marketing"',
    "referral": 'class = "marketing"\nneeds = ["referral"]',
    "text-only": 'class = "service"\nchannels = ["sms"]',
    "reminder": 'class = "service"',
}
TIMING = {
    "reminder": 'not_after = "cancellation.reactivation.closes_at"\npost_days = 5',
}

MakeCustomer = Callable[..., Customer]


def consent(channel: str, purpose: str, status: str) -> dict[str, str]:
    return {
        "channel": channel,
        "purpose": purpose,
        "status": status,
        "obtained_at": "2024-01-01T00:00:00+00:00",
    }


@pytest.fixture(scope="session")
def customer() -> MakeCustomer:
    """Petra without consents; keywords replace fields, `reason` and `kind` go into place."""

    def make(
        *, country: str = "AT", reason: str = "price", kind: str = "ordinary", **changes: Any
    ) -> Customer:
        text = (ROOT / "templates/samples/petra.json").read_text(encoding="utf-8")
        record = json.loads(text)
        record["residence"] = {"country": country}
        record["consents"] = []
        record["cancellation"]["kind"] = kind
        record["cancellation"]["reason"] = {"code": reason}
        for name, value in changes.items():
            if name in record["cancellation"] or name == "drop":
                record["cancellation"][name] = value
            else:
                record[name] = value
        for name in changes.get("drop", ()):
            del record["cancellation"][name]
        record["cancellation"].pop("drop", None)
        return parse({name: value for name, value in record.items() if value is not None})

    return make


@pytest.fixture(scope="session")
def laws() -> Laws:
    paths = (ROOT / "templates/laws").glob("*.toml")
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return load_laws(files, shape=shape())


@pytest.fixture(scope="session")
def messages() -> dict[str, Message]:
    files = {
        f"templates/messages/{name}/message.toml": (
            f'title = "t"\ndescription = "d"\nstage = "leave"\nsamples = []\n{text}\n'
            f'[facts]\n"cancellation.id" = "the reference"\n'
            f'[timing]\nwords = "w"\n{TIMING.get(name, "")}\n'
        )
        for name, text in MESSAGES.items()
    }
    return load_messages(files, shape=shape())
