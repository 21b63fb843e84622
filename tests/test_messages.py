from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from renderer.customer import Customer
from renderer.customer import parse
from renderer.customer import shape
from renderer.errors import ContentInvalid
from renderer.messages import Message
from renderer.messages import add_months
from renderer.messages import load_messages

ROOT = Path(__file__).resolve().parent.parent
TEXT = """
title = "Win-back"
description = "What changed."
stage = "return"
class = "marketing"
needs = ["discount"]
samples = ["petra"]

[facts]
"discount.expires_at" = "until when"

[timing]
words = "30 days after the end"
anchor = "cancellation.ends_on"
days = 30
not_after = "cancellation.ends_on"
not_after_months = 36
"""


def load(text: str = TEXT, name: str = "win-back") -> Message:
    path = f"templates/messages/{name}/message.toml"
    return load_messages({path: text, "templates/parts/x.txt": ""}, shape=shape())[name]


def petra(**changes: Any) -> Customer:
    record = json.loads((ROOT / "templates/samples/petra.json").read_text(encoding="utf-8"))
    record["cancellation"].update(changes)
    return parse(record)


def test_a_message_is_read_with_its_defaults() -> None:
    message = load()
    assert message.channels == ("email", "sms", "letter")
    assert (message.sms.gsm7, message.sms.ucs2) == (2, 4)
    assert message.purpose == "marketing"
    assert not message.statutory
    assert message.shows == ()


def test_a_message_about_offers_shows_them_and_perhaps_benefits() -> None:
    message = load(TEXT.replace('["discount"]', '["offers"]\nshows = ["benefits"]'))
    assert message.shows == ("offers", "benefits")


def test_a_message_about_a_code_for_a_friend_has_that_purpose() -> None:
    assert load(TEXT.replace('["discount"]', '["referral"]')).purpose == "referral"


def test_messages_come_by_stage_and_name() -> None:
    files = {
        f"templates/messages/{name}/message.toml": TEXT.replace('"return"', f'"{stage}"')
        for name, stage in {"b": "leave", "a": "return", "c": "leave"}.items()
    }
    assert list(load_messages(files, shape=shape())) == ["b", "c", "a"]


def test_the_messages_in_the_repository_load() -> None:
    paths = (ROOT / "templates/messages").glob("*/message.toml")
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    messages = load_messages(files, shape=shape())
    assert {"cancellation-received", "alternative-offers"} <= set(messages)
    assert messages["cancellation-received"].statutory
    for message in messages.values():
        for sample in message.samples:
            assert (ROOT / f"templates/samples/{sample}.json").exists(), f"{message.id}: {sample}"


def test_a_message_is_due_some_days_after_its_anchor() -> None:
    assert load().due(petra()) == date(2027, 1, 19)
    assert load().due(petra(ends_on=None)) is None
    at_receipt = load(TEXT.replace('anchor = "cancellation.ends_on"\ndays = 30', ANCHOR))
    late = petra(received_at="2026-11-20T23:30:00-05:00")
    assert at_receipt.due(late) == date(2026, 11, 21)  # in Vienna


ANCHOR = 'anchor = "cancellation.received_at"'


def test_a_message_closes_with_the_end_of_its_last_day() -> None:
    closes = load().timing.closes(petra())
    assert closes is not None
    assert closes.isoformat() == "2029-12-20T23:59:00+01:00"
    assert load().timing.closes(petra(ends_on=None)) is None
    earlier = load(TEXT.replace("not_after_months = 36", "not_after_days = -7"))
    closes = earlier.timing.closes(petra())
    assert closes is not None
    assert closes.isoformat() == "2026-12-13T23:59:00+01:00"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('stage = "return"', 'stage = "retrun"', "`retrun` is no stage"),
        ('class = "marketing"', 'class = "promo"', "`promo` is no class"),
        ('class = "marketing"', 'class = "survey"\nstatutory = true', "only a service message"),
        ('needs = ["discount"]', 'needs = ["voucher"]', "`voucher` is no need"),
        ('needs = ["discount"]', "channels = []", "`channels` is empty"),
        ('title = "Win-back"', "", "`title` is missing"),
        ("discount.expires_at", "discount.expires", "the record has no `discount.expires`"),
        ('anchor = "cancellation.ends_on"', 'anchor = "locale"', "`locale` is no date or moment"),
        ("not_after_months = 36", "not_after_month = 36", "`not_after_month` is not known here"),
        ("[timing]", "[sms]\ngsm7 = 0\n[timing]", "`gsm7` must lie between 1 and 10"),
    ],
)
def test_what_is_wrong_with_a_message_is_a_flaw(old: str, new: str, message: str) -> None:
    with pytest.raises(ContentInvalid) as caught:
        load(TEXT.replace(old, new))
    assert any(flaw.message.startswith(message) for flaw in caught.value.flaws)


def test_the_name_of_a_folder_is_checked() -> None:
    with pytest.raises(ContentInvalid, match="is no name"):
        load(name="Win_Back!")


def test_a_month_later_is_the_same_day_or_the_last_one() -> None:
    assert add_months(date(2026, 12, 20), 2) == date(2027, 2, 20)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert add_months(date(2026, 1, 31), 0) == date(2026, 1, 31)
