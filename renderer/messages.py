"""Messages: `templates/messages/<id>/message.toml` says what a message is for and what it needs.

The texts stand beside it (`email.mjml`, `sms.txt`, `letter.html`); here are stage, class,
channels, facts, timing. `reference/offboarding.md`, section 1, has the fourteen of Northwind.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Literal
from typing import get_args
from zoneinfo import ZoneInfo

from renderer.customer import Customer
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.facts import Fact
from renderer.facts import check_path
from renderer.facts import end_of
from renderer.facts import look_up
from renderer.facts import read_facts
from renderer.shapes import Shape
from renderer.tables import NAME
from renderer.tables import Table
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import CLASSES
from renderer.vocabulary import STAGES
from renderer.vocabulary import Channel
from renderer.vocabulary import MessageClass
from renderer.vocabulary import Purpose
from renderer.vocabulary import Stage

FOLDER = "templates/messages/"
FILE = "/message.toml"

Need = Literal[
    "offers",
    "benefits",
    "discount",
    "referral",
    "accepted_offer",
    "reactivated",
    "reactivation",
]
NEEDS: tuple[Need, ...] = get_args(Need)
Choice = Literal["offers", "benefits"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


@dataclass(frozen=True, slots=True)
class Budget:
    """How many segments the text message may have, by encoding."""

    gsm7: int
    ucs2: int


@dataclass(frozen=True, slots=True)
class Timing:
    """When a message is sent, and until when it still makes sense.

    due: `days` after `anchor`; too late: after `not_after` plus months and days (which may be
    negative); a letter is under way for `post_days`. Paths are fields of the record.
    """

    words: str
    anchor: str
    days: int
    not_after: str
    not_after_days: int
    not_after_months: int
    post_days: int

    def due(self, customer: Customer) -> date | None:
        """The day on which the message is due, in the customer's zone; None when it is open."""
        value = look_up(customer.as_data(), self.anchor) if self.anchor else None
        if isinstance(value, datetime):
            value = value.astimezone(ZoneInfo(customer.time_zone)).date()
        return value + timedelta(days=self.days) if isinstance(value, date) else None

    def closes(self, customer: Customer) -> datetime | None:
        """The instant after which the message makes no sense any more."""
        value = look_up(customer.as_data(), self.not_after) if self.not_after else None
        if not isinstance(value, date):
            return None
        value = add_months(value, self.not_after_months) + timedelta(days=self.not_after_days)
        return end_of(value, ZoneInfo(customer.time_zone))


@dataclass(frozen=True, slots=True)
class Message:
    """A message type.

    needs: what it is about, without which there is nothing to say; shows: what is chosen for it;
    statutory: sent whatever is suppressed, save for the deceased (`reference/record.md`).
    """

    id: str
    title: str
    description: str
    stage: Stage
    klass: MessageClass
    statutory: bool
    channels: tuple[Channel, ...]
    needs: tuple[Need, ...]
    shows: tuple[Choice, ...]
    facts: tuple[Fact, ...]
    sms: Budget
    samples: tuple[str, ...]
    timing: Timing

    @property
    def purpose(self) -> Purpose:
        """The purpose for which consent is asked: a code for a friend has its own."""
        return "referral" if "referral" in self.needs else self.klass

    def due(self, customer: Customer) -> date | None:
        """The day on which the message is due for this customer; None when it is open."""
        return self.timing.due(customer)


def load_messages(files: Mapping[str, str], *, shape: Shape) -> dict[str, Message]:
    """Every message of these files (path from the content root → text), by stage and name.

    shape: that of the record, against which facts and timing are checked.
    Raises ContentInvalid with all flaws.
    """
    flaws: list[Flaw] = []
    messages = []
    for path in sorted(files):
        if path.startswith(FOLDER) and path.endswith(FILE):
            name = path[len(FOLDER) : -len(FILE)]
            if NAME.fullmatch(name) is None:
                flaws.append(Flaw(path, 0, f"`{name}` is no name: lower case, digits, hyphens"))
            messages.append(_read(name, Table.parse(files[path], path, flaws), shape))
    if flaws:
        raise ContentInvalid(tuple(flaws))
    messages.sort(key=lambda message: (STAGES.index(message.stage), message.id))
    return {message.id: message for message in messages}


def _read(name: str, table: Table, shape: Shape) -> Message:
    channels = table.words("channels", CHANNELS, default=CHANNELS)
    needs = table.words("needs", NEEDS, default=())
    shows = table.words("shows", CHOICES, default=())
    message = Message(
        id=name,
        title=table.text("title"),
        description=table.text("description"),
        stage=table.word("stage", STAGES),
        klass=table.word("class", CLASSES),
        statutory=table.flag("statutory"),
        channels=channels,
        needs=needs,
        shows=tuple(choice for choice in CHOICES if choice in (*needs, *shows)),
        facts=read_facts(table, shape, channels),
        sms=_budget(table.table("sms")),
        samples=table.names("samples"),
        timing=_timing(table.table("timing"), shape),
    )
    if not channels:
        table.flaw("`channels` is empty", key="channels")
    if message.statutory and message.klass != "service":
        table.flaw("only a service message can be statutory", key="statutory")
    table.finish()
    return message


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _budget(table: Table) -> Budget:
    budget = Budget(
        table.whole("gsm7", least=1, most=10, default=2),
        table.whole("ucs2", least=1, most=10, default=4),
    )
    table.finish()
    return budget


def _timing(table: Table, shape: Shape) -> Timing:
    timing = Timing(
        words=table.text("words"),
        anchor=table.text("anchor", default=""),
        days=table.whole("days", least=-365, default=0),
        not_after=table.text("not_after", default=""),
        not_after_days=table.whole("not_after_days", least=-365, default=0),
        not_after_months=table.whole("not_after_months", default=0),
        post_days=table.whole("post_days", most=30, default=0),
    )
    for key, path in (("anchor", timing.anchor), ("not_after", timing.not_after)):
        if path:
            check_path(table, path, shape, key=key, kinds=("date", "moment"))
    table.finish()
    return timing
