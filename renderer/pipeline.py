"""One record in, one outcome out: parse, decide, require, build, render, check.

    parse     the record becomes a `Customer`, or is refused with every place
    decide    which channels are open, which offers and benefits are chosen, and why
    require   every fact that message and law demand is there, or the render is refused
    build     the content: what a template may name
    render    each open channel's compiled template runs, and its artefact is made
    check     what a person should know about the result becomes findings

The same function serves the API, the batch, the command line, the studio and the tests, so what
is previewed is what is sent.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from renderer import checks
from renderer import customer as record
from renderer import locales
from renderer import policy
from renderer.channels import bodies
from renderer.channels import email as mail
from renderer.channels import sms as texts
from renderer.channels.letter import Engine
from renderer.channels.letter import Letter
from renderer.channels.letter import Standard
from renderer.channels.letter import format_address
from renderer.channels.letter import layout_for
from renderer.content import Given
from renderer.content import Voice
from renderer.content import gather
from renderer.content import voiced
from renderer.customer import Customer
from renderer.decide import Decision
from renderer.decide import decide
from renderer.errors import ContentInvalid
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.errors import RecordInvalid
from renderer.errors import ReleaseGone
from renderer.errors import RenderFault
from renderer.library import Compiled
from renderer.library import Library
from renderer.messages import Message
from renderer.outcome import Outcome
from renderer.outcome import Sms
from renderer.policy import Passage
from renderer.templating.program import MAX_ITERATIONS
from renderer.templating.state import State
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import Channel
from renderer.vocabulary import Purpose

_BLOCK = "\x1e"
# Scripts that put no space between sentences, where a template joins two of them.
_UNSPACED = frozenset({"Jpan", "Hans", "Hant"})
_GAP = re.compile("(?<=[。！？]) +(?=[^ \n<])")


@dataclass(frozen=True, slots=True)
class _Job:
    """One render on its way: what every channel of it needs."""

    library: Library
    message: Message
    customer: Customer
    decision: Decision
    given: Given
    locale: str
    as_of: datetime
    standard: Standard
    seed: bytes
    shown: dict[tuple[Channel, Purpose], Passage]
    findings: list[Finding]


class Renderer:
    """Renders messages from one content root.

    The library is read when the renderer is made; `reload` reads it again and keeps the old one
    when the new does not load. Not safe for letters in several threads at once.
    """

    def __init__(self, root: Path | str) -> None:
        """Raises `ContentInvalid` when the content does not load."""
        self.root = Path(root).resolve()
        self.library = Library.open(self.root)

    def reload(self) -> tuple[Flaw, ...]:
        """Read the content again. Gives the flaws that kept the old release in place, if any."""
        try:
            self.library = Library.open(self.root, previous=self.library)
        except ContentInvalid as error:
            return error.flaws
        self.__dict__.pop("engine", None)
        return ()

    @cached_property
    def engine(self) -> Engine:
        """The letter engine, made when the first letter is."""
        return Engine(self.root)

    def render(
        self,
        message: str,
        customer: Mapping[str, Any] | Customer,
        *,
        channels: Collection[Channel] = CHANNELS,
        locale: str | None = None,
        as_of: datetime | None = None,
        release: str | None = None,
        standard: Standard = "pdf/ua-1",
    ) -> Outcome:
        """Render a message for a customer record.

        `as_of` (with an offset; default now) is the moment at which everything is decided.
        Raises `UnknownName` for a message that does not exist, `ReleaseGone` for a release that
        is not this one. Whatever is wrong with record or content is told by the outcome.
        """
        library = self.library
        if release is not None and release != library.release:
            raise ReleaseGone(release, library.release)
        kind = library.message(message)
        moment = as_of if as_of is not None else datetime.now(UTC).replace(microsecond=0)
        if moment.tzinfo is None:
            raise ValueError("`as_of` needs an offset")
        told: dict[str, Any] = {
            "message": message,
            "stage": kind.stage,
            "klass": kind.klass,
            "release": library.release,
            "as_of": moment,
        }
        tag = locale or library.brand.default_locale
        try:
            person = customer if isinstance(customer, Customer) else record.parse(customer)
            tag, notes = _choose_locale(library, locale, person.locale)
            return self._render(library, kind, person, told, tag, moment, channels, standard, notes)
        except RecordInvalid as error:
            return Outcome("refused", locale=tag, errors=error.errors, **told)
        except ContentInvalid as error:
            return Outcome("fault", locale=tag, flaws=error.flaws, **told)
        except RenderFault as error:
            return Outcome("fault", locale=tag, flaws=(error.flaw,), **told)

    def _render(
        self,
        library: Library,
        message: Message,
        customer: Customer,
        told: dict[str, Any],
        locale: str,
        as_of: datetime,
        channels: Collection[Channel],
        standard: Standard,
        notes: Iterable[Finding],
    ) -> Outcome:
        decision = decide(
            customer, message, library.catalogue, library.laws, as_of=as_of, channels=channels
        )
        policy.require_facts(
            customer, message, channels=decision.channels, laws=library.laws, as_of=as_of
        )
        given = gather(
            customer,
            decision,
            message,
            brand=library.brand,
            catalogue=library.catalogue,
            as_of=as_of,
        )
        seed = _seed(library.release, message.id, customer, as_of, locale)
        job = _Job(
            library,
            message,
            customer,
            decision,
            given,
            locale,
            as_of,
            standard,
            seed,
            {},
            list(notes),
        )
        email = self._email(job) if "email" in decision.channels else None
        sms = self._sms(job) if "sms" in decision.channels else None
        letter = self._letter(job) if "letter" in decision.channels else None
        told["klass"] = policy.message_class(
            message.klass, [key[1] for key, passage in job.shown.items() if passage.shown]
        )
        return Outcome(
            "rendered" if decision.channels else "withheld",
            locale=locale,
            decision=decision.with_passages(job.shown.values()),
            email=email,
            sms=sms,
            letter=letter,
            withheld=decision.withheld,
            findings=tuple(dict.fromkeys(job.findings)),
            **told,
        )

    def _email(self, job: _Job) -> mail.Email:
        compiled = job.library.compiled(job.message.id, "email", job.locale)
        marked, shown = _run(job, compiled, "text", "email")
        html, _ = _run(job, compiled, "html", "email")
        subject, preheader, body = _parted(marked)
        if "override" in compiled.programs:
            body, _ = _run(job, compiled, "override", "email")
        else:
            body = bodies.wrap_text(body)
        klass = policy.message_class(job.message.klass, shown)
        brand = job.library.brand
        sender = brand.sender(klass)
        place = compiled.programs["html"].source.name
        try:
            made = mail.assemble(
                sender=mail.Mailbox(sender.name, sender.address),
                recipient=mail.Mailbox(job.customer.name.display, job.customer.email or ""),
                subject=subject,
                preheader=preheader,
                html=html,
                text=body,
                locale=job.locale,
                klass=klass,
                date=job.as_of,
                message_id_seed=job.seed + b"email",
                feedback_id=f"{job.message.id}:{klass}:{brand.feedback_id}",
                reply_to=job.given.company.email,
                unsubscribe=job.given.data["links"]["unsubscribe"],
            )
        except ValueError as error:
            raise RenderFault(place, 0, str(error)) from None
        job.findings.extend(checks.check_email(made, place=place))
        return made

    def _sms(self, job: _Job) -> Sms:
        compiled = job.library.compiled(job.message.id, "sms", job.locale)
        text, shown = _run(job, compiled, "text", "sms")
        place = compiled.programs["text"].source.name
        try:
            measure = texts.measure(texts.clean(text))
        except ValueError as error:
            raise RenderFault(place, 0, str(error)) from None
        klass = policy.message_class(job.message.klass, shown)
        hours = job.library.brand.sms_rules(job.customer.residence.country).quiet
        job.findings.extend(checks.check_sms(measure, job.message.sms, place=place))
        if klass != "service" and hours is not None:
            job.findings.extend(
                checks.check_hours(hours, job.as_of, job.customer.time_zone, place=place)
            )
        return Sms(job.customer.mobile or "", measure)

    def _letter(self, job: _Job) -> Letter:
        compiled = job.library.compiled(job.message.id, "letter", job.locale)
        postal = job.customer.postal_address
        if postal is None:
            raise RuntimeError("a letter without an address is withheld, not rendered")
        address = format_address(
            job.customer.name.display,
            job.customer.as_data()["postal_address"],
            sender_country=job.given.company.country,
            locale=job.locale,
            country_name=locales.country_name(
                postal.country, job.library.brand.posting_locale(job.given.company.country)
            ),
        )
        html, _ = _run(job, compiled, "html", "letter", address=list(address.lines))
        letter = self.engine.render(
            html,
            layout=layout_for(postal.country),
            direction="rtl" if locales.direction(job.locale) == "rtl" else "ltr",
            large_print=job.customer.accessibility.large_print,
            standard=job.standard,
            place=compiled.programs["html"].source.name,
        )
        job.findings.extend(address.findings)
        job.findings.extend(letter.findings)
        return letter


def _run(
    job: _Job, compiled: Compiled, name: str, channel: Channel, **more: Any
) -> tuple[str, list[Purpose]]:
    """Run one of a channel's programs. Gives its text and the purposes of the passages in it."""
    program = compiled.programs[name]
    language = job.library.language(job.locale)
    plain = channel == "sms"
    formats = locales.formats(job.locale, job.customer.time_zone, plain=plain)
    html = name == "html"
    phrases = language.spoken["html" if html else "text"]
    voice = Voice(job.locale, language.direction, channel, formats, phrases)
    content = voiced(job.given, voice, reads=compiled.reads)
    content.update(more)
    permits = job.decision.permits.get(channel, {})
    state = State(
        formats, {name: permit.allowed for name, permit in permits.items()}, MAX_ITERATIONS
    )
    text = program.run(content, state)
    if locales.script(job.locale) in _UNSPACED:
        text = _GAP.sub("", text)
    shown: list[Purpose] = []
    for purpose, permit in permits.items():
        if purpose in state.shown:
            passage = Passage(purpose, permit.allowed, permit.reason, permit.law)
            job.shown[channel, purpose] = passage
            if permit.allowed:
                shown.append(purpose)
    place, catalog = program.source.name, job.library.catalog_path(job.locale)
    job.findings.extend(checks.check_fallbacks(program.fallbacks, catalog=catalog, place=place))
    return text, shown


def _parted(marked: str) -> tuple[str, str, str]:
    """Subject, preheader and body of an email's marked text."""
    _, subject, preheader, *blocks = marked.split(_BLOCK)
    body = "".join(_BLOCK + block for block in blocks)
    return " ".join(subject[1:].split()), " ".join(preheader[1:].split()), body


def _choose_locale(
    library: Library, asked: str | None, written: str
) -> tuple[str, tuple[Finding, ...]]:
    """The first of request, record and brand that has texts; says so when it is not the first."""
    wanted = [tag for tag in (asked, written) if tag]
    for tag in wanted:
        if library.speaks(tag):
            break
    else:
        tag = library.brand.default_locale
    if tag == wanted[0]:
        return tag, ()
    remedy = f"add the language: `adieu update --add {wanted[0]}`"
    message = f"there are no texts in `{wanted[0]}`; `{tag}` was used"
    return tag, (Finding("locale.unavailable", "warning", "locale", message, remedy),)


def _seed(release: str, message: str, customer: Customer, as_of: datetime, locale: str) -> bytes:
    """What identifies a render: the same request and release give the same bytes."""
    digest = hashlib.sha256()
    for part in (release, message, customer.id, as_of.isoformat(), locale):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()
