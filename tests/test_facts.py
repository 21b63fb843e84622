from __future__ import annotations

from datetime import date
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from renderer.customer import shape
from renderer.errors import Flaw
from renderer.facts import Fact
from renderer.facts import check_path
from renderer.facts import end_of
from renderer.facts import look_up
from renderer.facts import read_facts
from renderer.tables import Table
from renderer.vocabulary import CHANNELS


def read(text: str) -> tuple[tuple[Fact, ...], list[Flaw]]:
    flaws: list[Flaw] = []
    return read_facts(Table.parse(text, "message.toml", flaws), shape(), CHANNELS), flaws


def test_a_fact_is_a_path_with_words_and_channels() -> None:
    facts, flaws = read(
        '[facts]\n"cancellation.id" = "the reference"\n'
        '"cancellation.effects" = { says = "the effects", channels = ["letter"] }\n'
    )
    assert flaws == []
    assert facts == (
        Fact("cancellation.id", "the reference", CHANNELS),
        Fact("cancellation.effects", "the effects", ("letter",)),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"cancellation.ids" = "x"', "the record has no `cancellation.ids`"),
        ('"cancellation.id" = 3', "`cancellation.id` must be text"),
        ('"cancellation.id" = { says = "x", on = 3 }', "`on` is not known here"),
        ('"cancellation.id" = { says = "x", channels = ["fax"] }', "`fax` is no channel"),
    ],
)
def test_a_fact_that_no_record_can_have_is_a_flaw(text: str, message: str) -> None:
    (flaw,) = read(f"[facts]\n{text}\n")[1]
    assert (flaw.line, flaw.message) == (2, message)


def test_what_is_missing_is_named_at_the_highest_place() -> None:
    fact = Fact("cancellation.settlement.refund", "the refund", CHANNELS)
    assert fact.missing({"cancellation": None}) == "/cancellation"
    assert fact.missing({"cancellation": {"settlement": None}}) == "/cancellation/settlement"
    present = {"cancellation": {"settlement": {"refund": {"amount": 0}}}}
    assert fact.missing(present) == ""
    effects = Fact("cancellation.effects", "the effects", CHANNELS)
    assert effects.missing({"cancellation": {"effects": []}}) == "/cancellation/effects"


def test_a_path_of_the_wrong_kind_is_a_flaw() -> None:
    flaws: list[Flaw] = []
    table = Table.parse("anchor = 'locale'", "x.toml", flaws)
    check_path(table, "locale", shape(), key="anchor", kinds=("date", "moment"))
    assert flaws == [Flaw("x.toml", 1, "`locale` is no date or moment")]


def test_a_value_is_looked_up_by_its_path() -> None:
    assert look_up({"a": {"b": 1}}, "a.b") == 1
    assert look_up({"a": None}, "a.b") is None


def test_a_day_ends_in_its_last_minute_and_an_instant_is_its_own_end() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    assert end_of(date(2026, 12, 31), zone).isoformat() == "2026-12-31T23:59:00+09:00"
    instant = datetime(2026, 1, 1, 12, tzinfo=zone)
    assert end_of(instant, zone) is instant
