"""Checks: what a person should know about a finished artefact, as findings with a remedy.

Those that cost nothing run with every render. `renderer/audit.py` runs the others, which read a
finished PDF again or compare with what samples expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

from renderer.brand import QuietHours
from renderer.channels.email import Email
from renderer.channels.sms import Measure
from renderer.errors import Finding
from renderer.messages import Budget
from renderer.templating.translation import Fallback

# Gmail clips a message at about 102 KB of HTML.
CLIPPED_AT = 102_000
WARN_CLIPPING = 90_000
PREHEADER = range(40, 91)


def check_email(email: Email, *, place: str) -> Iterator[Finding]:
    """Size, subject and preheader as inboxes show them."""
    if email.html_size > WARN_CLIPPING:
        yield Finding(
            "email.clipped",
            "error" if email.html_size > CLIPPED_AT else "warning",
            place,
            f"the HTML has {email.html_size} bytes; Gmail cuts a message at about {CLIPPED_AT}",
            "shorten the message",
        )
    if not email.preheader:
        yield Finding("email.preheader", "error", place, "the preheader is empty")
    elif email.preheader == email.subject:
        message = "the preheader says the subject again"
        yield Finding("email.preheader", "warning", place, message)
    elif len(email.preheader) not in PREHEADER and _is_narrow(email.preheader):
        message = f"the preheader has {len(email.preheader)} characters; inboxes show 40 to 90"
        yield Finding("email.preheader", "note", place, message)


def check_sms(measure: Measure, budget: Budget, *, place: str) -> Iterator[Finding]:
    """Segments against the message's budget, and what forces the costlier encoding."""
    most = budget.gsm7 if measure.encoding == "GSM-7" else budget.ucs2
    if measure.segments > most:
        yield Finding(
            "sms.budget",
            "error",
            place,
            f"the text takes {measure.segments} segments; the budget is {most}",
            "shorten the text, or raise the budget in message.toml",
        )
    if measure.encoding == "UCS-2" and measure.segments > budget.gsm7:
        names = list(dict.fromkeys(item.name for item in measure.forced_by))
        if len(names) <= 3:
            message = f"UCS-2 is forced by {', '.join(names)}"
            remedy = "write another character, if the language has one"
            yield Finding("sms.encoding", "note", place, message, remedy)


def check_hours(
    hours: QuietHours, as_of: datetime, time_zone: str, *, place: str
) -> Iterator[Finding]:
    """A text that would arrive in the quiet hours of the country, with the next allowed time."""
    local = as_of.astimezone(ZoneInfo(time_zone))
    if not _is_quiet(hours, local):
        return
    later = local.replace(minute=0, second=0, microsecond=0)
    for _ in range(24 * 8):
        later += timedelta(hours=1)
        if not _is_quiet(hours, later):
            break
    message = "marketing texts are not allowed at this hour"
    remedy = f"send it at {later.isoformat(timespec='minutes')} or later"
    yield Finding("sms.quiet-hours", "warning", place, message, remedy)


def check_fallbacks(
    fallbacks: Iterable[Fallback], *, catalog: str, place: str
) -> Iterator[Finding]:
    """Sentences for which a translation could not be used."""
    for item in fallbacks:
        text = item.id if len(item.id) <= 60 else f"{item.id[:59]}…"
        yield Finding(
            "translation.fallback",
            "warning",
            place,
            f"`{text}` stands in `{item.used}`: {item.reason}",
            f"translate it in {catalog}",
        )


def check_remote(email: Email, images: str, *, place: str) -> Iterator[Finding]:
    """Anything that a mail client would load from elsewhere than the brand's pictures."""
    for address in re.findall(
        r"""(?:src|background)=["']([^"']+)|url\(['"]?([^)'"]+)""", email.html
    ):
        target = address[0] or address[1]
        if not target.startswith(images) and not target.startswith("data:"):
            message = f"the email loads `{target[:80]}` from elsewhere"
            yield Finding("email.remote", "error", place, message, "use the brand's `img` folder")


def _is_quiet(hours: QuietHours, local: datetime) -> bool:
    if hours.sundays and local.weekday() == 6:
        return True
    now = local.time()
    if hours.start <= hours.end:
        return hours.start <= now < hours.end
    return now >= hours.start or now < hours.end


def _is_narrow(text: str) -> bool:
    """Whether characters count as inboxes count them: East Asian ones take twice the room."""
    return all(ord(character) < 0x1100 for character in text)
