"""Templates (`.pot`) from messages, and new catalogues from a template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.po import blocks
from renderer.po.blocks import Style
from renderer.po.entry import Entry
from renderer.po.entry import Key
from renderer.po.entry import Message
from renderer.po.file import PoFile
from renderer.po.plurals import plural_forms as parsed_forms
from renderer.po.reader import read

_TEMPLATE_FIELDS = {
    "Project-Id-Version": "PACKAGE VERSION",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=INTEGER; plural=EXPRESSION;",
}
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


def write_pot(
    messages: Iterable[Message],
    *,
    header: Mapping[str, str] | None = None,
    comments: Sequence[str] = (),
    file: str = "messages.pot",
) -> str:
    """The text of a template with `messages` in their order; the same input gives the same text.

    Messages that stand in several places become one entry with the notes of all. `header` sets or
    adds fields, `comments` open the file; there is no date, because it would change every file.
    Raises TranslationInvalid if one sentence has two plurals.
    """
    style = Style(file)
    fields = _TEMPLATE_FIELDS | dict(header or {})
    merged: dict[Key, Message] = {}
    flaws = []
    for message in messages:
        known = merged.get(message.key)
        if known and None not in (known.plural, message.plural) and known.plural != message.plural:
            flaws.append(Flaw(file, 0, f"`{message.id[:80]}` has two different plurals"))
        merged[message.key] = _together(known, message) if known else message
        if not message.id:
            flaws.append(Flaw(file, 0, "message has an empty `msgid`"))
    if flaws:
        raise TranslationInvalid(tuple(flaws))
    first = _header(fields)._replace(comments=tuple(comments), flags=frozenset({"fuzzy"}))
    entries = [
        message.entry(("",) * (1 if message.plural is None else 2)) for message in merged.values()
    ]
    return _text([first, *entries], style)


def new_catalog(
    locale: str,
    pot: PoFile,
    plural_forms: str,
    *,
    header: Mapping[str, str] | None = None,
    file: str = "",
) -> PoFile:
    """An untranslated catalogue for `locale` (`de-AT` or `de_AT`) with the messages of `pot`.

    `plural_forms` is the value of the header's field, `header` sets or adds others. Raises
    TranslationInvalid if the locale's name or the plural forms cannot be read.
    """
    file = file or f"locales/{locale}/LC_MESSAGES/messages.po"
    if not _LOCALE.fullmatch(locale):
        raise TranslationInvalid((Flaw(file, 0, f"`{locale[:40]}` is no locale"),))
    try:
        forms = parsed_forms(plural_forms).count
    except ValueError as error:
        raise TranslationInvalid((Flaw(file, 0, str(error)),)) from None
    fields = _TEMPLATE_FIELDS | pot.header | dict(header or {})
    fields["Language"] = locale.replace("-", "_")
    fields["Plural-Forms"] = plural_forms
    fields["Content-Type"] = _TEMPLATE_FIELDS["Content-Type"]
    entries = [
        entry._replace(strings=("",) * (1 if entry.plural is None else forms), comments=())
        for entry in pot.messages
    ]
    text = _text([_header(fields), *entries], Style(file))
    return read(text.encode(), file=file)


def _header(fields: Mapping[str, str]) -> Entry:
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return Message(None, "").entry((text,))


def _together(known: Message, other: Message) -> Message:
    return Message(
        known.context,
        known.id,
        known.plural if known.plural is not None else other.plural,
        tuple(dict.fromkeys((*known.comments, *other.comments))),
        tuple(dict.fromkeys((*known.references, *other.references))),
    )


def _text(entries: Iterable[Entry], style: Style) -> str:
    return "\n".join(blocks.written(entry, style).piece.decode() for entry in entries)
