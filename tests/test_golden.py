"""Golden texts: what customers read, in files that a person can read in a diff."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from renderer import Renderer
from renderer.proof import page_texts

LOCALES = ("en-GB", "de-DE", "fr-FR", "es-ES", "ar-AE", "ja-JP")
# Each message with two customers: one who gets all of it, and one of another kind.
CASES = {
    "alternative-offers": ("petra", "amina"),
    "cancellation-confirmed": ("petra", "jordan"),
    "cancellation-received": ("petra", "alex"),
    "contract-ended": ("petra", "tobias"),
    "exit-survey": ("petra", "priya"),
    "keep-in-touch": ("petra", "johanna"),
    "offer-accepted": ("petra-stays", "petra"),
    "reactivation-confirmed": ("petra-undoes", "petra-returns"),
    "reactivation-reminder": ("petra", "amina"),
    "reactivation-window": ("petra", "solange"),
    "referral": ("priya", "jean-baptiste"),
    "value-reminder": ("petra", "harold"),
    "welcome-back": ("petra-returns", "petra-undoes"),
    "win-back": ("petra", "tobias"),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("message", "sample"), [(name, one) for name, both in CASES.items() for one in both]
)
def test_the_texts_are_as_they_were_read(
    renderer: Renderer,
    golden: Callable[[str, str], None],
    message: str,
    sample: str,
    locale: str,
) -> None:
    known = renderer.library.samples[sample]
    outcome = renderer.render(
        message, known.customer, locale=locale, as_of=renderer.library.moment(message, known)
    ).raise_for_status()
    name = f"{message}/{sample}.{locale}"
    if outcome.email is not None:
        head = f"Subject: {outcome.email.subject}\nPreheader: {outcome.email.preheader}\n\n"
        golden(f"{name}.txt", head + outcome.email.text)
    if outcome.sms is not None:
        cost = f"[{outcome.sms.measure.encoding}, {outcome.sms.measure.segments}]"
        golden(f"{name}.sms", f"{outcome.sms.text}\n{cost}\n")
    if outcome.letter is not None:
        pages = [page.replace("\r\n", "\n").rstrip() for page in page_texts(outcome.letter.pdf)]
        golden(f"{name}.letter.txt", "\n\f\n".join(pages) + "\n")


def test_every_message_has_golden_texts(renderer: Renderer) -> None:
    assert set(CASES) == set(renderer.library.messages)
