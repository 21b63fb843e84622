"""`adieu check`: everything compiles, and every sample renders or is withheld as it expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from renderer import checks
from renderer import proof
from renderer.channels.letter.layouts import LAYOUTS
from renderer.errors import ContentInvalid
from renderer.errors import Finding
from renderer.errors import Flaw
from renderer.library import Library
from renderer.outcome import Outcome
from renderer.pipeline import Renderer
from renderer.samples import Sample

_VALUES = re.compile(r"\{\w+\}")


def run(renderer: Renderer, *, as_of: datetime | None = None) -> Iterator[Finding]:
    """Every finding, each once: broken files and templates first, then each sample's render."""
    library = renderer.library
    yield from (_finding(flaw) for flaw in library.broken_catalogs)
    yield from library.catalogue.findings
    yield from _compiled(library)
    seen: set[Finding] = set()
    for message in library.messages:
        for sample in library.samples.values():
            moment = as_of or library.moment(message, sample)
            outcome = renderer.render(message, sample.customer, as_of=moment)
            for finding in _judged(library, outcome, sample):
                if finding not in seen:
                    seen.add(finding)
                    yield finding
    yield from _phrases(library)


def _phrases(library: Library) -> Iterator[Finding]:
    """Catalogue texts that fell back while the samples were rendered."""
    for tag in sorted({sample.customer.locale for sample in library.samples.values()}):
        if library.speaks(tag):
            said = library.language(tag).spoken["text"].fallbacks
            # A text of values alone, such as `{service}`, is the same in every language.
            fallbacks = [item for item in said if _VALUES.sub("", item.id).strip()]
            path = library.catalog_path(tag)
            yield from checks.check_fallbacks(fallbacks, catalog=path, place="templates/catalogue")


def _compiled(library: Library) -> Iterator[Finding]:
    for message in library.messages.values():
        for channel in message.channels:
            for tag in library.locales:
                try:
                    library.compiled(message.id, channel, tag)
                except ContentInvalid as error:
                    yield from (_finding(flaw) for flaw in error.flaws)
                    break


def _judged(library: Library, outcome: Outcome, sample: Sample) -> Iterator[Finding]:
    where = f"{outcome.message}, {sample.name}"
    expected = sample.withheld.get(outcome.message, {})
    refused = "refused" in expected.values()
    for error in outcome.errors if not refused else ():
        yield Finding("sample.refused", "error", where, str(error), "complete the sample")
    yield from (_finding(flaw) for flaw in outcome.flaws)
    if refused != (outcome.status == "refused"):
        message = f"is {outcome.status}, but the sample expects it refused"
        if refused:
            yield Finding("sample.expectation", "error", where, message, "mend the sample")
    if outcome.errors or outcome.flaws:
        return
    given = {item.channel: item for item in outcome.withheld}
    for channel in library.messages[outcome.message].channels:
        reason = given[channel].reason if channel in given else None
        if reason != expected.get(channel):
            wanted = f"withheld ({expected[channel]})" if channel in expected else "rendered"
            found = f"withheld ({reason}: {given[channel].detail})" if reason else "rendered"
            remedy = f"mend the content, or what {sample.name}.toml expects"
            message = f"{channel} is {found}, but the sample expects it {wanted}"
            yield Finding("sample.expectation", "error", where, message, remedy)
    yield from outcome.findings
    if outcome.email is not None:
        yield from checks.check_remote(outcome.email, library.brand.images, place=where)
    if outcome.letter is not None:
        layout = LAYOUTS[outcome.letter.layout]
        yield from proof.prove_window(outcome.letter.pdf, layout, place=where)


def _finding(flaw: Flaw) -> Finding:
    return Finding("content", "error", flaw.place, flaw.message, flaw.hint)
