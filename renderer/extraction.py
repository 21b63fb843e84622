"""From templates and catalogue to translators' files: collect the sentences, merge, write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from renderer import content
from renderer import locales
from renderer import po
from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.library import FILE_OF
from renderer.library import Library
from renderer.po import Message
from renderer.sources import plain
from renderer.templating.extraction import extract
from renderer.templating.translation import Refusal
from renderer.texts import Text
from renderer.vocabulary import CHANNELS

POT = Path("locales/messages.pot")
HEADER = {"Project-Id-Version": "adieu", "Report-Msgid-Bugs-To": ""}
COMMENTS = ("Sentences of the messages. Made by `adieu extract`; do not edit.",)


def sentences(library: Library) -> list[Message]:
    """Every translatable sentence, templates first, in a stable order.

    Raises `ContentInvalid` for each sentence that cannot be extracted.
    """
    found: list[Message] = []
    flaws: list[Flaw] = []
    for message in sorted(library.messages):
        for channel in CHANNELS:
            if channel in library.messages[message].channels:
                name = f"templates/messages/{message}/{FILE_OF[channel]}"
                _template(library, name, found, flaws)
        override = f"templates/messages/{message}/email.txt"
        if override in library.texts:
            _template(library, override, found, flaws)
    texts: tuple[Text, ...] = (
        *library.catalogue.texts(),
        *library.brand.texts(),
        *content.texts(),
    )
    for text in texts:
        comments = (text.comment,) if text.comment else ()
        found.append(Message(text.context, text.text, text.plural or None, comments, (text.file,)))
    if flaws:
        raise ContentInvalid(tuple(dict.fromkeys(flaws)))
    return found


def _template(library: Library, name: str, found: list[Message], flaws: list[Flaw]) -> None:
    try:
        flat = library.flat(name)
        source = plain(name, flat)
        extracted = list(extract(source, flat, library.sandbox("en", source)))
    except ContentInvalid as error:
        flaws.extend(error.flaws)
        return
    for item in extracted:
        if isinstance(item, Refusal):
            place = source.lines.place(name, item.line)
            flaws.append(Flaw(*place, item.message, item.hint))
            continue
        plural = item.texts[1] if len(item.texts) > 1 else None
        found.append(Message(item.context, item.texts[0], plural, item.comments, (item.file,)))


def pot(library: Library) -> bytes:
    """The template of all translations; the same content gives the same bytes."""
    return po.write_pot(sentences(library), header=HEADER, comments=COMMENTS).encode()


def write(path: Path, data: bytes) -> None:
    """Write a template as a whole: a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def update(root: Path, *, add: str | None = None, dry: bool = False) -> Iterator[Path]:
    """Bring every locale's file up to the template; gives the paths that change.

    `add` makes a file for a new locale first. `dry` writes nothing.
    Raises `TranslationInvalid` for a file that cannot be read, and leaves it alone.
    """
    library = Library.open(root)
    if library.broken_catalogs:
        raise TranslationInvalid(library.broken_catalogs)
    template = po.read(pot(library), file=str(POT))
    if add is not None:
        tag = str(add)
        name = f"locales/{tag.replace('-', '_')}/LC_MESSAGES/messages.po"
        if tag in library.catalogs:
            raise TranslationInvalid((Flaw(name, 0, "this locale has a file already"),))
        made = po.new_catalog(tag, template, locales.plural_forms(tag), file=name)
        if not dry:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            po.write_safely(root / name, made, expected_digest=None)
        yield root / name
    for tag, catalog in sorted(library.catalogs.items()):
        merged = po.merge(catalog, template)
        if merged.bytes != catalog.bytes:
            path = root / library.catalog_path(tag)
            if not dry:
                po.write_safely(path, merged, expected_digest=catalog.digest)
            yield path


__all__ = ["pot", "sentences", "update", "write"]
