"""Law packs: `templates/laws/<id>.toml`, dated data about what messages must and must not say.

Which packs apply follows from the customer's residence and from `as_of`, so that an author can
look at the time after a law changes. Packs are a brand's own reading of the law, not advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Literal
from typing import get_args

from renderer.customer import COUNTRIES
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.facts import Fact
from renderer.facts import read_facts
from renderer.shapes import Shape
from renderer.tables import NAME
from renderer.tables import Table
from renderer.vocabulary import CHANNELS
from renderer.vocabulary import KINDS
from renderer.vocabulary import PARTIES
from renderer.vocabulary import Channel
from renderer.vocabulary import Kind
from renderer.vocabulary import Party

FOLDER = "templates/laws/"
FILE = ".toml"

# what advertising needs, from the strictest to the mildest
Regime = Literal["granted", "soft_opt_in", "unless_objected"]
REGIMES: tuple[Regime, ...] = get_args(Regime)
SurveyRegime = Literal["granted", "soft_opt_in", "unless_objected", "advertising"]
SURVEY_REGIMES: tuple[SurveyRegime, ...] = get_args(SurveyRegime)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from; `url` is empty when no stable address is known."""

    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class Must:
    """Something that a text contains beside the facts; `link` names a link that serves it."""

    says: str
    link: str


@dataclass(frozen=True, slots=True)
class Advertising:
    """What advertising needs, by channel; None: this pack says nothing about it.

    survey: `advertising` where a survey counts as such; months_after_end: how long former
    customers may be written to (0: no limit).
    """

    email: Regime | None = None
    sms: Regime | None = None
    survey: SurveyRegime | None = None
    referral: Regime | None = None
    months_after_end: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """One rule of law. No regions, parties, messages or kinds: all of them.

    expected: the day in `effective_from` is not certain yet.
    """

    id: str
    title: str
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    effective_from: date
    effective_until: date | None
    expected: bool
    parties: tuple[Party, ...]
    messages: tuple[str, ...]
    kinds: tuple[Kind, ...]
    channels: tuple[Channel, ...]
    form: str
    deadline: str
    source: Source
    facts: tuple[Fact, ...]
    must: tuple[Must, ...]
    advertising: Advertising

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day and (
            self.effective_until is None or day <= self.effective_until
        )

    def governs(self, message: str, kind: str | None) -> bool:
        """Whether its facts are about this message and kind of cancellation."""
        return (not self.messages or message in self.messages) and (
            not self.kinds or kind in self.kinds
        )


@dataclass(frozen=True, slots=True)
class Laws:
    """All packs by id, and by country."""

    packs: Mapping[str, Pack] = field(default_factory=lambda: MappingProxyType({}))
    by_country: Mapping[str, tuple[Pack, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def in_force(
        self, *, country: str, region: str | None, party: str, day: date
    ) -> tuple[Pack, ...]:
        """The packs that apply to a customer who lives there, by id."""
        return tuple(
            pack
            for pack in self.by_country.get(country, ())
            if pack.in_force(day)
            and (not pack.regions or region in pack.regions)
            and (not pack.parties or party in pack.parties)
        )


def load_laws(files: Mapping[str, str], *, shape: Shape) -> Laws:
    """Every pack of these files (path from the content root → text).

    shape: that of the record, against which facts are checked.
    Raises ContentInvalid with all flaws.
    """
    flaws: list[Flaw] = []
    packs = {}
    by_country: dict[str, list[Pack]] = {}
    for path in sorted(files):
        if path.startswith(FOLDER) and path.endswith(FILE):
            name = path[len(FOLDER) : -len(FILE)]
            if NAME.fullmatch(name) is None:
                flaws.append(Flaw(path, 0, f"`{name}` is no name: lower case, digits, hyphens"))
            packs[name] = pack = _read(name, Table.parse(files[path], path, flaws), shape)
            for country in pack.countries:
                by_country.setdefault(country, []).append(pack)
    if flaws:
        raise ContentInvalid(tuple(flaws))
    return Laws(packs, {country: tuple(found) for country, found in by_country.items()})


def _read(name: str, table: Table, shape: Shape) -> Pack:
    channels = table.words("channels", CHANNELS, default=CHANNELS)
    until = table.day("effective_until", required=False)
    pack = Pack(
        id=name,
        title=table.text("title"),
        countries=table.names("countries", COUNTRIES, what="country (ISO 3166-1)"),
        regions=table.names("regions", default=()),
        effective_from=table.day("effective_from"),
        effective_until=until,
        expected=table.flag("expected"),
        parties=table.words("parties", PARTIES, default=(), what="party"),
        messages=table.names("messages", default=()),
        kinds=table.words("kinds", KINDS, default=()),
        channels=channels,
        form=table.text("form", default=""),
        deadline=table.text("deadline", default=""),
        source=_source(table.table("source")),
        facts=read_facts(table, shape, channels),
        must=tuple(_must(inner) for inner in table.tables("must")),
        advertising=_advertising(table.table("advertising")),
    )
    if until is not None and until < pack.effective_from:
        table.flaw("`effective_until` is before `effective_from`", key="effective_until")
    for region in pack.regions:
        if region.partition("-")[0] not in pack.countries:
            table.flaw(f"`{region}` is in none of the countries", key="regions")
    if pack.facts and not pack.messages:
        table.flaw("facts need `messages`, in which they are stated", key="facts")
    table.finish()
    return pack


def _source(table: Table) -> Source:
    source = Source(table.text("reference"), table.text("url", default=""))
    table.finish()
    return source


def _must(table: Table) -> Must:
    says = table.text("says")
    link = table.text("link", default="")
    table.finish()
    return Must(says, link)


def _advertising(table: Table) -> Advertising:
    def regime(key: str) -> Regime | None:
        return table.word(key, REGIMES) if key in table else None

    advertising = Advertising(
        regime("email"),
        regime("sms"),
        table.word("survey", SURVEY_REGIMES) if "survey" in table else None,
        regime("referral"),
        table.whole("months_after_end", most=1200, default=0),
    )
    table.finish()
    return advertising
