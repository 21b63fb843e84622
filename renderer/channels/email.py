"""Emails: checked headers and finished bodies, as a value and as a MIME message.

Every header value has passed `wellformed`, so that none can hold a line break, a second recipient
or an encoded word. The bytes of the message depend on what it contains alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property
from hashlib import blake2b

from renderer.channels import mime
from renderer.vocabulary import MessageClass
from renderer.wellformed import clean_address
from renderer.wellformed import clean_link
from renderer.wellformed import header_text

_NEEDS_QUOTES = re.compile(r'[()<>\[\]:;@\\,."]')
_SPACES = re.compile(" {2,}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_FEEDBACK = re.compile(r"[A-Za-z0-9._-]+(?::[A-Za-z0-9._-]+){0,3}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One sender or recipient; the name may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        """As people read it, in Unicode: `"Jäger, Petra" <petra@example.com>`."""
        if not self.name:
            return self.address
        name = mime.quoted(self.name) if _NEEDS_QUOTES.search(self.name) else self.name
        return f"{name} <{self.address}>"


@dataclass(frozen=True)  # without slots: the cached property needs a `__dict__`
class Email:
    """One email to one recipient.

    headers: name and value of all others but From, To, Subject and those of MIME, in their order.
    """

    sender: Mailbox
    recipient: Mailbox
    subject: str
    preheader: str
    html: str
    text: str
    headers: tuple[tuple[str, str], ...]

    @property
    def from_(self) -> str:
        return str(self.sender)

    @property
    def to(self) -> str:
        return str(self.recipient)

    @cached_property
    def mime(self) -> bytes:
        """The message as it travels: CRLF, lines of at most 998 octets, ASCII only."""
        head = [
            mime.mailbox_line("From", self.sender.name, self.sender.address),
            mime.mailbox_line("To", self.recipient.name, self.recipient.address),
            mime.text_line("Subject", self.subject),
            *[f"{name}: {value}" for name, value in self.headers],
        ]
        return mime.alternative(head, self.text, self.html)

    @property
    def size(self) -> int:
        """Octets of the whole message."""
        return len(self.mime)

    @property
    def html_size(self) -> int:
        """Octets of the HTML, which is what mail clients clip by."""
        return len(self.html) if self.html.isascii() else len(self.html.encode())


def assemble(
    *,
    sender: Mailbox,
    recipient: Mailbox,
    subject: str,
    preheader: str,
    html: str,
    text: str,
    locale: str,
    klass: MessageClass,
    date: datetime,
    message_id_seed: bytes,
    feedback_id: str,
    reply_to: str | None = None,
    unsubscribe: str | None = None,
) -> Email:
    """An email from finished parts.

    date: must carry an offset. message_id_seed: what identifies the message, such as the digests
    of request and release; the same seed gives the same Message-ID. feedback_id: up to four fields
    joined by colons, without personal data. unsubscribe: an https link, required for survey and
    marketing (RFC 8058), without effect in a service mail.

    Raises ValueError, naming the parameter and never quoting its value.
    """
    sender = _checked_mailbox("sender", sender)
    headers = [
        ("Date", _checked_date(date)),
        ("Message-ID", _message_id(message_id_seed, sender.address)),
    ]
    if reply_to is not None:
        headers.append(("Reply-To", _checked("reply_to", clean_address, reply_to)))
    if not _LANGUAGE.fullmatch(locale):
        raise ValueError("`locale` is not a language tag")
    headers.append(("Content-Language", locale))
    if klass == "service":
        headers.append(("Auto-Submitted", "auto-generated"))  # RFC 3834
    elif unsubscribe is None:
        raise ValueError(f"`unsubscribe` is missing, which {klass} mail must offer")
    else:
        link = f"<{_checked('unsubscribe', clean_link, unsubscribe)}>"
        if len("List-Unsubscribe: ") + len(link) > mime.LINE_LIMIT:
            raise ValueError("`unsubscribe` is too long for one line of a header")
        headers.append(("List-Unsubscribe", link))
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    if not _FEEDBACK.fullmatch(feedback_id):
        raise ValueError("`feedback_id` is not one to four plain fields joined by colons")
    headers.append(("Feedback-ID", feedback_id))
    subject = _checked("subject", header_text, subject)
    if not subject:
        raise ValueError("`subject` is empty")
    return Email(
        sender=sender,
        recipient=_checked_mailbox("recipient", recipient),
        subject=subject,
        preheader=preheader,
        html=html,
        text=text,
        headers=tuple(headers),
    )


def _checked(field: str, clean: Callable[[str], str], value: str) -> str:
    try:
        return clean(value)
    except ValueError as error:
        raise ValueError(f"`{field}` {error}") from None


def _checked_mailbox(field: str, mailbox: Mailbox) -> Mailbox:
    name = _checked(f"{field}.name", header_text, mailbox.name)
    return Mailbox(
        _SPACES.sub(" ", name),  # mail software does so, each in its own way
        _checked(f"{field}.address", clean_address, mailbox.address),
    )


def _checked_date(date: datetime) -> str:
    if date.utcoffset() is None:
        raise ValueError("`date` has no offset")
    return format_datetime(date)


def _message_id(seed: bytes, address: str) -> str:
    return f"<{blake2b(seed, digest_size=20).hexdigest()}@{address.rpartition('@')[2]}>"
