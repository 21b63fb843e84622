from __future__ import annotations

import re

from renderer.catalogue import Catalogue
from renderer.catalogue import load_catalogue
from renderer.customer import shape
from renderer.errors import ContentInvalid


def test_northwind_has_no_flaws_and_no_warnings(northwind: Catalogue) -> None:
    assert northwind.findings == ()


def test_a_missing_file_is_a_flaw() -> None:
    try:
        load_catalogue({}, shape=shape())
    except ContentInvalid as error:
        files = {flaw.file for flaw in error.flaws if flaw.message == "the file is missing"}
    assert files == {
        f"templates/catalogue/{name}.toml"
        for name in ("services", "benefits", "offers", "rules", "reasons", "effects")
    }


def test_every_text_goes_to_the_translators_with_its_file(northwind: Catalogue) -> None:
    texts = list(northwind.texts())
    by_text = {(text.context, text.text): text for text in texts}
    assert by_text["feature", "router"].file == "templates/catalogue/services.toml"
    assert by_text["button", "Pause for {duration}"].comment == "pause: button: what a click does"
    assert by_text[None, "device"].plural == "devices"
    assert (None, "the price") in by_text
    assert (None, "{service}") not in by_text
    assert {text.context for text in texts} == {None, "feature", "button", "sms"}


def test_the_texts_keep_to_the_tone_of_the_brand(northwind: Catalogue) -> None:
    banned = re.compile(
        r"!|\bonly today|don't miss|hurry|last chance|\bup to\b|we miss you|\bsorry\b|  |\bbest\b",
        re.IGNORECASE,
    )
    american = re.compile(r"\b(?:color|favor|program|canceled|canceling|fiber)\b", re.IGNORECASE)
    for text in northwind.texts():
        assert not banned.search(text.text), text.text
        assert not american.search(text.text), text.text
        if text.context == "feature":
            assert not text.text.endswith("."), text.text


def test_an_unknown_service_is_called_by_its_key(northwind: Catalogue) -> None:
    assert northwind.service_name("fibre-250") == "Fibre 250"
    assert northwind.service_name("copper-16") == "copper-16"
