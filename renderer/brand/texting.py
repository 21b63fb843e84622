"""What a brand's text messages obey in each country: sender, opt-out, quiet hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal
from typing import get_args

from renderer.brand.fields import read_shaped
from renderer.brand.fields import read_time
from renderer.tables import Table

OptOut = Literal["link", "keyword"]
OPT_OUTS: tuple[OptOut, ...] = get_args(OptOut)

_ALPHANUMERIC = re.compile("(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")  # 3GPP TS 23.040, 9.1.2.5
_NUMBER = re.compile(r"\+[1-9]\d{6,14}|\d{3,8}")  # E.164, or a short code
_KEYWORD = re.compile("[A-Z]{2,12}")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No marketing from `start` to `end` (of the next day if that is earlier), local time."""

    start: time
    end: time
    sundays: bool
    holidays: bool


@dataclass(frozen=True, slots=True)
class SmsRules:
    """What a text message obeys; `keyword` is empty when the opt-out is a link."""

    sender: str
    opt_out: OptOut
    keyword: str
    quiet: QuietHours | None


def read_sms_rules(table: Table, general: SmsRules | None = None) -> SmsRules:
    """The rules of one table; what it does not say is as in `general`.

    The caller finishes a table without `general`, because it holds the countries' tables as well.
    """
    sender = table.text("sender", default=general.sender) if general else table.text("sender")
    opt_out = table.word("opt_out", OPT_OUTS, default=general.opt_out if general else None)
    keyword = general.keyword if general else ""
    if opt_out == "link":
        keyword = ""
    elif "keyword" in table or not keyword:
        keyword = read_shaped(table, "keyword", _KEYWORD, "a word in capitals such as `STOP`")
    if sender and not (_ALPHANUMERIC.fullmatch(sender) or _NUMBER.fullmatch(sender)):
        hint = "at most 11 letters and digits, or a number such as `+12025550143`"
        table.flaw("no text message can be from this `sender`", key="sender", hint=hint)
    elif sender and opt_out == "keyword" and not _NUMBER.fullmatch(sender):
        hint = 'a name receives no answers: `opt_out = "link"`, or a number as sender'
        table.flaw("this `sender` cannot receive a keyword", key="opt_out", hint=hint)
    quiet = general.quiet if general else None
    if "quiet" in table:
        quiet = _read_quiet_hours(table.table("quiet"))
    if general:
        table.finish()
    return SmsRules(sender, opt_out, keyword, quiet)


def _read_quiet_hours(table: Table) -> QuietHours:
    hours = QuietHours(
        start=read_time(table, "from"),
        end=read_time(table, "to"),
        sundays=table.flag("sundays"),
        holidays=table.flag("holidays"),
    )
    table.finish()
    return hours
