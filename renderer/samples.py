"""Samples: customer records for studio, checks and tests, each with what it is for.

`templates/samples/<name>.json` is the record. `<name>.toml` beside it says what the sample shows,
from when on it is rendered (a message that is due later, on its day), and which channels of which
messages it expects to be withheld:

    about = "Long double-barrelled name"
    as_of = 2026-11-23T09:30:00+01:00
    [moments]
    contract-ended = 2026-12-21T08:00:00+01:00
    [withheld]
    win-back = "nothing_to_offer"                     # on every channel
    alternative-offers = { sms = "no_consent" }       # on this one
    contract-ended = "refused"                        # a fact that it must state is missing
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from zoneinfo import ZoneInfo

from renderer import jsontext
from renderer.customer import Customer
from renderer.customer import parse
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import NotJSON
from renderer.errors import RecordInvalid
from renderer.errors import did_you_mean
from renderer.tables import Table
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import WITHHELD_REASONS

FOLDER = "templates/samples"
# Where a sample names no moment of its own: its bytes must not change by themselves.
MORNING = time(9)
EXPECTED = (*WITHHELD_REASONS, "refused")
DEFAULT_MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """A record with its purpose. `withheld` maps message → channel → expected reason."""

    name: str
    customer: Customer
    about: str = ""
    as_of: datetime = DEFAULT_MOMENT
    moments: Mapping[str, datetime] = field(default_factory=dict)
    withheld: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def moment(self, message: str, due: date | None) -> datetime:
        """When this sample is rendered with a message: as it says, or in the morning of the day
        on which the message is due, if that is later."""
        if message in self.moments or due is None:
            return self.moments.get(message, self.as_of)
        morning = datetime.combine(due, MORNING, ZoneInfo(self.customer.time_zone))
        return max(self.as_of, morning)


def load_samples(files: Mapping[str, bytes], messages: Collection[str]) -> dict[str, Sample]:
    """Every sample by name. Raises `ContentInvalid` with all flaws."""
    flaws: list[Flaw] = []
    found: dict[str, Sample] = {}
    for path in sorted(files):
        if not path.startswith(f"{FOLDER}/") or not path.endswith(".json"):
            continue
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".json")
        try:
            customer = parse(jsontext.read(files[path]))
        except NotJSON as error:
            flaws.append(Flaw(path, 0, str(error)))
            continue
        except RecordInvalid as error:
            flaws.extend(Flaw(path, 0, f"`{item.pointer}` {item.message}") for item in error.errors)
            continue
        note = f"{FOLDER}/{name}.toml"
        text = files[note].decode("utf-8", "replace") if note in files else ""
        found[name] = _described(name, customer, Table.parse(text, note, flaws), messages)
    if flaws:
        raise ContentInvalid(tuple(flaws))
    return found


def _described(name: str, customer: Customer, table: Table, messages: Collection[str]) -> Sample:
    about = table.text("about", default="")
    as_of = _moment(table, "as_of") or DEFAULT_MOMENT
    times = table.table("moments")
    moments = {key: _moment(times, key) or as_of for key in times.data}
    withheld = _withheld(table.table("withheld"), messages)
    table.finish()
    return Sample(name, customer, about, as_of, moments, withheld)


def _withheld(table: Table, messages: Collection[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for message, value in table.data.items():
        if message not in messages:
            hint = did_you_mean(message, messages)
            table.flaw(f"there is no message `{message}`", key=message, hint=hint)
        elif isinstance(value, dict):
            inner = table.table(message)
            found[message] = {
                channel: inner.word(channel, EXPECTED) for channel in CHANNELS if channel in inner
            }
            inner.finish()
        else:
            reason = table.word(message, EXPECTED)
            found[message] = dict.fromkeys(CHANNELS, reason)
        table.asked.add(message)
    return found


def _moment(table: Table, key: str) -> datetime | None:
    table.asked.add(key)
    value = table.data.get(key)
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        table.flaw(f"`{key}` must be an instant with its offset, without quotes", key=key)
        return None
    return value
