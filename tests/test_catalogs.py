"""The translations: whole, well formed, and in the eyes of GNU gettext, too."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from renderer import Renderer
from renderer import extraction
from renderer.templating import sentences
from tests.conftest import ROOT

LOCALES = sorted(path.parent.parent.name for path in ROOT.glob("locales/*/LC_MESSAGES/messages.po"))


def test_the_template_of_translations_is_up_to_date(renderer: Renderer) -> None:
    path = ROOT / "locales/messages.pot"
    assert path.read_bytes() == extraction.pot(renderer.library), "run `adieu extract`"


@pytest.mark.parametrize("locale", LOCALES)
def test_gnu_gettext_accepts_the_file(locale: str) -> None:
    msgfmt = shutil.which("msgfmt")
    assert msgfmt, "gettext is missing: `make test` installs it"
    path = ROOT / "locales" / locale / "LC_MESSAGES/messages.po"
    done = subprocess.run(
        [msgfmt, "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_translated_and_usable(renderer: Renderer, locale: str) -> None:
    catalog = renderer.library.catalogs[locale]
    assert catalog.flaws == ()
    wanted = {(item.context, item.id) for item in extraction.sentences(renderer.library)}
    there = {(entry.context, entry.id) for entry in catalog.messages}
    assert wanted <= there
    for entry in catalog.messages:
        assert not entry.fuzzy, entry.id
        source = entry.plural or entry.id
        optional = ("n",) if entry.plural else ()
        for text in entry.strings:
            fault = sentences.fault(source, text, optional=optional)
            assert not fault, f"{entry.id}: {fault}"


def test_no_sentence_stands_in_two_spellings(renderer: Renderer) -> None:
    """The same words with other capitals, spaces or final punctuation are one sentence badly kept.

    A headline with a full stop and the same words as the subject of a letter are meant.
    """
    seen: dict[tuple[str | None, str], str] = {}
    for item in extraction.sentences(renderer.library):
        key = (item.context, " ".join(item.id.casefold().split()).replace("'", "’"))
        assert seen.setdefault(key, item.id) == item.id, f"`{seen[key]}` and `{item.id}`"
