"""A release: everything that a content root holds, read once, and what is compiled from it.

A library never changes. A changed file makes another library with another release, which takes
over from the old one every compiled template whose sources have the same digests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from renderer import brand
from renderer import catalogue
from renderer import content
from renderer import customer
from renderer import laws
from renderer import locales
from renderer import messages
from renderer import po
from renderer.catalogue import Catalogue
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.errors import UnknownName
from renderer.errors import nearest
from renderer.fingerprint import fingerprint
from renderer.laws import Laws
from renderer.messages import Message
from renderer.mjml.compiler import compile_email
from renderer.page import compile_page
from renderer.samples import Sample
from renderer.samples import load_samples
from renderer.sources import LineMap
from renderer.sources import Piece
from renderer.sources import Source
from renderer.sources import flatten
from renderer.sources import plain
from renderer.templating.lexing import pieces
from renderer.templating.phrasebook import Phrasebook
from renderer.templating.program import Program
from renderer.templating.program import compile_source
from renderer.templating.sandbox import Flavour
from renderer.templating.sandbox import Sandbox
from renderer.templating.translation import Fallback
from renderer.templating.translation import Folder
from renderer.templating.translation import Translation
from renderer.vocabulary import Channel

SOURCE_LANGUAGE = "en"
PARTS = "templates/parts"
TEXTS = (".toml", ".mjml", ".html", ".txt", ".css", ".json", ".svg")
FILE_OF: Mapping[Channel, str] = {
    "email": "email.mjml",
    "sms": "sms.txt",
    "letter": "letter.html",
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A message × channel × locale, ready to render.

    `programs`: `html` and `text` for an email, `text` for an SMS, `html` for a letter.
    """

    message: str
    channel: Channel
    locale: str
    programs: Mapping[str, Program]
    reads: frozenset[str]
    fallbacks: tuple[Fallback, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """What one locale needs: its catalogs along the fallback chain, and its phrasebooks."""

    tag: str
    chain: tuple[str, ...]
    direction: str
    translated: bool
    spoken: Mapping[str, Phrasebook]


class Library:
    """The content of one root at one moment. Raises `ContentInvalid` when it does not load."""

    def __init__(self, files: Mapping[str, bytes], *, previous: Library | None = None) -> None:
        self.files = files
        self.digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
        self.texts, flaws = _decoded(files)
        self._languages: dict[str, Language] = {}
        self._compiled: dict[tuple[str, str, str], Compiled] = {}
        self._flat: dict[str, list[Piece]] = {}
        self._previous = previous
        self.catalogs, broken = self._read_catalogs(previous)
        self.broken_catalogs = broken
        self.brand, self.catalogue, self.laws, self.messages = self._load(flaws)

    @classmethod
    def open(cls, root: Path, *, previous: Library | None = None) -> Library:
        """Read the content root: `templates/` and `locales/` below it."""
        files = dict(_walk(root))
        if not any(path.startswith("templates/") for path in files):
            hint = "name the folder that holds `templates/` and `locales/`"
            raise ContentInvalid((Flaw("templates", 0, "there is no content here", hint),))
        return cls(files, previous=previous)

    @cached_property
    def release(self) -> str:
        """The digest of all content and of the engines: same release and request, same bytes."""
        lines = [f"{path} {digest}" for path, digest in sorted(self.digests.items())]
        lines = [line for line in lines if not line.startswith("templates/samples/")]
        return hashlib.sha256("\n".join((fingerprint(), *lines)).encode()).hexdigest()[:16]

    def message(self, name: str) -> Message:
        found = self.messages.get(name)
        if found is None:
            raise UnknownName("message", name, nearest(name, self.messages))
        return found

    @cached_property
    def samples(self) -> Mapping[str, Sample]:
        """The customer records for studio, checks and tests. Raises `ContentInvalid`."""
        return load_samples(self.files, self.messages)

    def moment(self, message: str, sample: Sample) -> datetime:
        """When a sample is rendered with a message."""
        return sample.moment(message, self.message(message).due(sample.customer))

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The locales that have texts: the source language and each translated one."""
        return tuple(sorted({SOURCE_LANGUAGE, *self.catalogs}))

    def speaks(self, tag: str) -> bool:
        """Whether some locale of the tag's fallback chain has texts."""
        try:
            chain = locales.fallback_chain(tag)
        except ValueError:
            return False
        return any(link == SOURCE_LANGUAGE or link in self.catalogs for link in chain)

    def language(self, tag: str) -> Language:
        found = self._languages.get(tag)
        if found is None:
            direction = locales.direction(tag)
            spoken = {
                kind: Phrasebook(self._folder(tag), isolate=kind == "html" and direction == "rtl")
                for kind in ("html", "text")
            }
            chain = locales.fallback_chain(tag)
            translated = any(link in self.catalogs for link in chain)
            found = Language(tag, chain, direction, translated, spoken)
            self._languages[tag] = found
        return found

    def compiled(self, message: str, channel: Channel, tag: str) -> Compiled:
        """Compile a message for a channel and locale, or give what is compiled already.

        Raises `ContentInvalid` with every flaw of the template.
        """
        key = (message, channel, tag)
        found = self._compiled.get(key)
        if found is None:
            found = self._inherited(key) or self._compile(message, channel, tag)
            self._compiled[key] = found
        return found

    def sources_of(self, message: str, channel: Channel) -> frozenset[str]:
        """The template files that a message's channel is made of, includes and all."""
        names = [f"templates/messages/{message}/{FILE_OF[channel]}"]
        override = f"templates/messages/{message}/email.txt"
        if channel == "email" and override in self.texts:
            names.append(override)
        return frozenset(piece.file for name in names for piece in self.flat(name)) | set(names)

    def flat(self, name: str) -> list[Piece]:
        """The pieces of a template with all its parts. Raises `ContentInvalid`."""
        if name not in self._flat:
            if name not in self.texts:
                raise ContentInvalid((Flaw(name, 0, "the file is missing"),))
            self._flat[name] = flatten(name, dict(self.texts), pieces, folder=PARTS)
        return self._flat[name]

    def picture(self, written: str, direction: str) -> str | None:
        """The address of `img/name.png`; a picture for right-to-left pages goes first."""
        stem, dot, ending = written.rpartition(".")
        names = [f"{stem}-rtl{dot}{ending}", written] if direction == "rtl" else [written]
        for name in names:
            if f"templates/brand/{name}" in self.files:
                return f"{self.brand.images.rstrip('/')}/{name.removeprefix('img/')}"
        return None

    def _compile(self, message: str, channel: Channel, tag: str) -> Compiled:
        name = f"templates/messages/{message}/{FILE_OF[channel]}"
        direction = locales.direction(tag)
        programs: dict[str, Program] = {}
        if channel == "email":
            made = compile_email(
                name,
                self.flat(name),
                language=tag,
                direction=direction,
                picture=lambda written: self.picture(written, direction),
            )
            programs["html"] = self._program(made.html, tag, "html")
            programs["text"] = self._program(made.text, tag, "text")
            override = f"templates/messages/{message}/email.txt"
            if override in self.texts:
                source = plain(override, self.flat(override))
                programs["override"] = self._program(source, tag, "text")
        elif channel == "sms":
            programs["text"] = self._program(plain(name, self.flat(name)), tag, "text")
        else:
            programs["html"] = self._program(compile_page(name, self.flat(name)), tag, "html")
        reads = frozenset().union(*(program.reads for program in programs.values()))
        fallbacks = [item for program in programs.values() for item in program.fallbacks]
        return Compiled(message, channel, tag, programs, reads, tuple(dict.fromkeys(fallbacks)))

    def _program(self, source: Source, tag: str, flavour: Flavour) -> Program:
        return compile_source(source, self.sandbox(tag, source, flavour=flavour), content.SHAPE)

    def sandbox(self, tag: str, source: Source, *, flavour: Flavour = "text") -> Sandbox:
        """The environment in which a template of this locale is compiled."""
        return Sandbox(self._folder(tag, source), flavour=flavour)

    def catalog_path(self, tag: str) -> str:
        """The file that speaks a locale: the first along its fallback chain that is there."""
        paths = [
            f"locales/{name}/LC_MESSAGES/messages.po"
            for link in locales.fallback_chain(tag)
            for name in (link, link.replace("-", "_"))
        ]
        return next((path for path in paths if path in self.files), paths[1])

    def _folder(self, tag: str, source: Source | None = None) -> Folder:
        chain = locales.fallback_chain(tag)
        maps = source.lines if source is not None else LineMap()

        def lookup(context: str | None, text: str) -> Iterator[Translation]:
            for link in chain:
                catalog = self.catalogs.get(link)
                entry = catalog.find(text, context) if catalog is not None else None
                if catalog is None or entry is None or "fuzzy" in entry.flags:
                    continue
                if any(entry.strings):
                    plural = catalog.plural if entry.plural is not None else None
                    yield Translation(link, entry.strings, plural)

        return Folder(
            lookup,
            complete=SOURCE_LANGUAGE in chain,
            isolate=locales.direction(tag) == "rtl",
            lines=lambda name: maps,
        )

    def _inherited(self, key: tuple[str, str, str]) -> Compiled | None:
        before = self._previous
        if before is None or key not in before._compiled:
            return None
        message, _, tag = key
        found = before._compiled[key]
        names = set(self.sources_of(message, found.channel)) | {"templates/brand/brand.toml"}
        names.update(self.catalog_path(link) for link in self.language(tag).chain)
        pictures = {path for path in self.files if path.startswith("templates/brand/img/")}
        same = all(self.digests.get(name) == before.digests.get(name) for name in names)
        return found if same and pictures <= before.files.keys() else None

    def _read_catalogs(
        self, previous: Library | None
    ) -> tuple[dict[str, po.PoFile], tuple[Flaw, ...]]:
        """Each locale's file; one that is damaged leaves the last good version in place."""
        found: dict[str, po.PoFile] = {}
        broken: list[Flaw] = []
        for path, data in sorted(self.files.items()):
            if not path.startswith("locales/") or not path.endswith("/LC_MESSAGES/messages.po"):
                continue
            tag = path.split("/")[1].replace("_", "-")
            if previous is not None and previous.digests.get(path) == self.digests[path]:
                if tag in previous.catalogs:
                    found[tag] = previous.catalogs[tag]
                continue
            try:
                found[tag] = po.read(data, file=path)
            except TranslationInvalid as error:
                broken.extend(error.flaws)
                if previous is not None and tag in previous.catalogs:
                    found[tag] = previous.catalogs[tag]
        return found, tuple(broken)

    def _load(
        self, flaws: list[Flaw]
    ) -> tuple[brand.Brand, Catalogue, Laws, Mapping[str, Message]]:
        shape = customer.shape()
        try:
            parts = (
                brand.load(self.texts),
                catalogue.load_catalogue(self.texts, shape=shape),
                laws.load_laws(self.texts, shape=shape),
                messages.load_messages(self.texts, shape=shape),
            )
        except ContentInvalid as error:
            raise ContentInvalid((*flaws, *error.flaws)) from None
        if flaws:
            raise ContentInvalid(tuple(flaws))
        return parts


def _walk(root: Path) -> Iterator[tuple[str, bytes]]:
    for folder in ("templates", "locales"):
        base = root / folder
        for path in sorted(base.rglob("*")) if base.is_dir() else ():
            hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if path.is_file() and not hidden and path.suffix != ".md":
                yield path.relative_to(root).as_posix(), path.read_bytes()


def _decoded(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Flaw]]:
    texts: dict[str, str] = {}
    flaws: list[Flaw] = []
    for path, data in files.items():
        if not path.endswith(TEXTS) or not path.startswith("templates/"):
            continue
        try:
            texts[path] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            flaws.append(Flaw(path, line, "this is not UTF-8", "save the file as UTF-8"))
    return texts, flaws
