"""A finished artefact really states each fact that message and law demand.

Read back from the email's text and HTML and from the text layer of the PDF, in every locale, for
each sample that a message names.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from typing import Any

import pytest

from renderer import Outcome
from renderer import Renderer
from renderer.facts import look_up
from renderer.locales import direction
from renderer.locales import formats
from renderer.policy import packs_for
from renderer.proof import page_texts
from renderer.vocabulary import Channel
from tests.conftest import ROOT

LOCALES = ("en-GB", "de-AT", "fr-FR", "es-ES", "ar-AE", "ja-JP")
MESSAGES = sorted(path.name for path in (ROOT / "templates/messages").iterdir())
# Facts told in words of the message and not by their value.
TOLD_IN_WORDS = {"cancellation.kind", "cancellation.effects", "cancellation.data"}


def plain(text: str) -> str:
    """Text as it is read: no markup, no white space, no marks of direction, one form of letters."""
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    text = unicodedata.normalize("NFKC", text)
    kept = (c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join(kept).replace("-", "").casefold()


def words(text: str) -> set[str]:
    """The runs of digits and of letters, each with its characters sorted.

    A PDF's text layer has right-to-left lines in the order in which they are drawn, so words
    change places and joined letters theirs.
    """
    text = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]*>", "", text))).casefold()
    return {"".join(sorted(run)) for run in re.findall(r"\d+|[^\W\d_]+", text)}


def says(body: str, way: list[str], *, drawn_rtl: bool) -> bool:
    """Whether a body states every text of a way to state a value."""
    if drawn_rtl:
        return all(words(text) <= words(body) for text in way)
    return all(plain(text) in plain(body) for text in way)


def forms(value: Any, locale: str, zone: str) -> list[list[str]]:
    """Ways to state a value: each way is a list of texts that must all be there."""
    told = formats(locale, zone)
    if isinstance(value, datetime):
        return [[told.date(value), told.time(value)]]
    if isinstance(value, date):
        return [[told.date(value)]]
    if isinstance(value, dict) and {"amount", "currency"} <= set(value):
        return [[told.money(value)]]
    if isinstance(value, dict):
        inner = [forms(item, locale, zone)[0] for item in value.values() if item is not None]
        return [[text for texts in inner for text in texts]]
    return [[str(value)]]


def demanded(renderer: Renderer, outcome: Outcome, channel: Channel, sample: str) -> Iterator[str]:
    """The paths of the facts that this artefact must state."""
    customer = renderer.library.samples[sample].customer
    message = renderer.library.message(outcome.message)
    left = customer.cancellation
    for fact in message.facts:
        if channel in fact.channels:
            yield fact.path
    for pack in packs_for(customer, renderer.library.laws, outcome.as_of):
        if pack.governs(message.id, left.kind if left else None):
            yield from (fact.path for fact in pack.facts if channel in fact.channels)


def cases() -> Iterator[tuple[str, str]]:
    for message in MESSAGES:
        text = (ROOT / "templates/messages" / message / "message.toml").read_text(encoding="utf-8")
        match = re.search(r"^samples = \[(.*?)\]", text, re.MULTILINE)
        for name in re.findall(r'"([^"]+)"', match[1] if match else ""):
            yield message, name


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("message", "sample"), list(cases()))
def test_every_required_fact_is_stated(
    renderer: Renderer, message: str, sample: str, locale: str
) -> None:
    known = renderer.library.samples[sample]
    moment = renderer.library.moment(message, known)
    outcome = renderer.render(message, known.customer, locale=locale, as_of=moment)
    outcome.raise_for_status()
    texts: dict[Channel, list[str]] = {}
    if outcome.email is not None:
        texts["email"] = [outcome.email.text, outcome.email.html]
    if outcome.letter is not None:
        texts["letter"] = ["".join(page_texts(outcome.letter.pdf))]
    data, zone = known.customer.as_data(), known.customer.time_zone
    for channel, bodies in texts.items():
        for path in set(demanded(renderer, outcome, channel, sample)) - TOLD_IN_WORDS:
            value = look_up(data, path)
            if value is None or value == []:
                continue
            drawn_rtl = channel == "letter" and direction(locale) == "rtl"
            for body in bodies:
                ways = forms(value, locale, zone)
                stated = any(says(body, way, drawn_rtl=drawn_rtl) for way in ways)
                assert stated, f"{channel} of {message} for {sample} does not state `{path}`"


# One customer under each law: California, France (also a withdrawal), Germany, UK, Switzerland.
UNDER_LAW = ("jordan", "jean-baptiste", "thibault", "tobias", "priya", "reto")
LEAVING = ("cancellation-received", "cancellation-confirmed", "contract-ended")


@pytest.mark.parametrize("message", LEAVING)
@pytest.mark.parametrize("sample", UNDER_LAW)
def test_what_a_law_demands_is_stated_in_the_customers_own_language(
    renderer: Renderer, sample: str, message: str
) -> None:
    library = renderer.library
    known = library.samples[sample]
    moment = library.moment(message, known)
    outcome = renderer.render(message, known.customer, as_of=moment).raise_for_status()
    texts: dict[Channel, list[str]] = {}
    if outcome.email is not None:
        texts["email"] = [outcome.email.text, outcome.email.html]
    if outcome.letter is not None:
        texts["letter"] = ["".join(page_texts(outcome.letter.pdf))]
    told = library.language(outcome.locale).spoken["text"]
    for channel, bodies in texts.items():
        paths = set(demanded(renderer, outcome, channel, sample))
        for path in paths - {"cancellation.kind", "cancellation.data"}:
            value = look_up(known.customer.as_data(), path)
            if value in (None, []):
                continue
            ways = forms(value, outcome.locale, known.customer.time_zone)
            if path == "cancellation.effects":
                ways = [[told.say(library.catalogue.effects[name].text) for name in value]]
            for body in bodies:
                stated = any(says(body, way, drawn_rtl=False) for way in ways)
                assert stated, f"{channel} of {message} for {sample} does not state `{path}`"
