from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.channels.letter import lines as setting
from renderer.channels.letter.addresses import Address
from renderer.channels.letter.addresses import format_address
from renderer.channels.letter.layouts import LAYOUTS
from renderer.channels.letter.layouts import layout_for

SAMPLES = Path(__file__).parents[2] / "templates" / "samples"


def address(name: str = "Petra Jäger", /, sender: str = "", **postal: Any) -> Address:
    country = postal.get("country", "AT")
    names = {"AT": "Österreich", "CH": "Schweiz", "JP": "Japan", "FR": "Frankreich"}
    return format_address(
        name,
        {"country": country, **postal},
        sender_country=sender or country,
        locale="de",
        country_name=names.get(country, "Ausland"),
    )


@pytest.mark.parametrize(
    ("postal", "lines"),
    [
        (
            {
                "street": ["Mariahilfer Straße 88/12"],
                "postal_code": "1070",
                "city": "Wien",
                "country": "AT",
            },
            ("Petra Jäger", "Mariahilfer Straße 88/12", "1070 Wien"),
        ),
        (
            {
                "organization": "Jäger & Söhne GmbH",
                "care_of": "Hofer",
                "street": ["Hauptstraße 5", "Hinterhaus"],
                "postal_code": "10827",
                "city": "Berlin",
                "region": "Berlin",
                "country": "DE",
            },
            (
                "Petra Jäger",
                "Jäger & Söhne GmbH",
                "c/o Hofer",
                "Hauptstraße 5",
                "Hinterhaus",
                "10827 Berlin",
            ),
        ),
        (
            {
                "street": ["12 High Street"],
                "dependent_locality": "Hedge End",
                "city": "Southampton",
                "postal_code": "so31 4ng",
                "country": "GB",
            },
            ("Petra Jäger", "12 High Street", "Hedge End", "SOUTHAMPTON", "SO31 4NG"),
        ),
        (
            {
                "street": ["742 Evergreen Ter", "Apt 4"],
                "city": "Portland",
                "region": "Oregon",
                "postal_code": "97201",
                "country": "US",
            },
            ("Petra Jäger", "742 Evergreen Ter", "Apt 4", "PORTLAND, OR 97201"),
        ),
        (
            {
                "street": ["C/ Mayor 3, 2º B"],
                "city": "Madrid",
                "region": "Madrid",
                "postal_code": "28013",
                "country": "ES",
            },
            ("Petra Jäger", "C/ Mayor 3, 2º B", "28013 MADRID"),
        ),
        (
            {"street": ["Villa 14"], "city": "Al Ain", "region": "Abu Dhabi", "country": "AE"},
            ("Petra Jäger", "Villa 14", "Al Ain", "Abu Dhabi"),
        ),
        (
            {"street": ["1 Raffles Pl"], "city": "Singapore", "postal_code": "04", "country": "SG"},
            ("Petra Jäger", "1 Raffles Pl", "Singapore 04"),
        ),
        (
            {"street": ["Rr. 1"], "city": "Prishtinë", "postal_code": "10000", "country": "XK"},
            ("Petra Jäger", "Rr. 1", "10000 Prishtinë"),
        ),
    ],
    ids=lambda value: value["country"] if isinstance(value, dict) else "",
)
def test_an_address_is_written_as_its_country_writes_it(
    postal: dict[str, Any], lines: tuple[str, ...]
) -> None:
    assert address(**postal) == Address(lines)


def test_the_country_is_told_only_to_mail_that_crosses_a_border() -> None:
    postal = {"street": ["Bahnhofstr. 3"], "postal_code": "8001", "city": "Zürich", "country": "CH"}
    assert address(**postal).lines[-1] == "8001 Zürich"
    assert address(sender="DE", **postal).lines[-2:] == ("8001 ZÜRICH", "SCHWEIZ")


@pytest.mark.parametrize(
    ("country", "code", "printed"),
    [
        ("CH", "CH-8001", "8001"),
        ("SE", "SE-111 22", "111 22"),
        ("FI", "FI-00100", "00100"),
        ("LI", "FL-9490", "9490"),
        ("DE", "D-10115", "10115"),
        ("AT", "A 1070", "1070"),
        ("CH", "8001", "8001"),
        ("LT", "01100", "LT-01100"),
        ("GB", "SW1A 1AA", "SW1A 1AA"),
    ],
)
def test_a_postal_code_has_no_country_before_it(country: str, code: str, printed: str) -> None:
    found = address(street=["Weg 1"], city="Ort", postal_code=code, country=country)
    assert any(line.startswith(printed) for line in found.lines)


def test_la_poste_wants_capitals_and_no_punctuation() -> None:
    found = address(
        "Zoé Lefèvre",
        organization="Société Générale de Fabrication",
        care_of="M. Dupont",
        street=["Résidence L'Étoile, Bât. B", "12-14, rue de l'Église"],
        city="Saint-Étienne",
        postal_code="42000",
        country="FR",
    )
    assert found.lines == (
        "Société Générale de Fabrication",
        "Zoé Lefèvre",
        "Chez M. Dupont",
        "RÉSIDENCE L ÉTOILE BÂT B",
        "12-14 RUE DE L ÉGLISE",
        "42000 SAINT ÉTIENNE",
    )


def test_the_name_keeps_its_writing_in_a_short_french_address() -> None:
    found = address(
        "Zoé L'Hôte", street=["3 rue X"], city="Lyon", postal_code="69001", country="FR"
    )
    assert found.lines == ("Zoé L'Hôte", "3 RUE X", "69001 LYON")


def test_la_poste_counts_38_characters() -> None:
    street = "1 avenue du Maréchal de Lattre de Tassigny prolongée"
    found = address(street=[street], city="Lyon", postal_code="69001", country="FR")
    assert max(map(len, found.lines)) <= 38
    assert " ".join(found.lines[1:-1]) == street.upper()


def test_a_japanese_address_has_its_mark_order_and_title() -> None:
    postal = json.loads((SAMPLES / "kenji.json").read_text("utf-8"))["postal_address"]
    assert address("佐藤 健二", **postal).lines == (
        "〒100-0001",
        "東京都千代田区",
        "千代田1-1",
        "佐藤 健二 様",
    )
    assert address("佐藤 健二 様", **postal).lines[-1] == "佐藤 健二 様"
    assert address("佐藤 健二", sender="AT", **postal).lines[-1] == "JAPAN"


def test_a_japanese_address_in_latin_letters_is_written_from_small_to_large() -> None:
    found = address(
        "Kenji Sato",
        sender="AT",
        street=["1-1 Chiyoda"],
        city="Chiyoda-ku",
        region="Tokyo",
        postal_code="100-0001",
        country="JP",
    )
    assert found.lines == ("Kenji Sato", "1-1 Chiyoda", "CHIYODA-KU, TOKYO 100-0001", "JAPAN")


def test_names_in_every_script_are_printed_as_given() -> None:
    postal = json.loads((SAMPLES / "amina.json").read_text("utf-8"))["postal_address"]
    found = address("أمينة الهاشمي", **postal)
    assert found == Address(("أمينة الهاشمي", "Villa 14, Al Wasl Road", "Dubai"))


@pytest.mark.parametrize("name", ["c/o Hofer", "bei Hofer", "℅ Hofer", "z. Hd. Frau Hofer"])
def test_a_recipient_in_care_is_not_announced_twice(name: str) -> None:
    found = address(care_of=name, street=["Weg 1"], city="Wien", postal_code="1010")
    assert found.lines[1] == name


@pytest.mark.parametrize(
    ("street", "printed"),
    [
        ('"Villa Rosa"', "Villa Rosa"),
        ("(Hinterhaus)", "Hinterhaus"),
        ("/3 Stiege", "3 Stiege"),
        ("@home 5", "home 5"),
        ("(Haus) 3", "Haus) 3"),
    ],
)
def test_no_line_begins_with_what_machines_take_for_a_mark(street: str, printed: str) -> None:
    found = address(street=[street], city="Wien", postal_code="1010")
    assert found.lines[1] == printed


def test_a_line_is_not_broken_before_a_bad_character() -> None:
    street = "Untere Donaustraße hinter dem Bahnhof (Lieferanteneingang rechts)"
    lines = address(street=[street], city="Wien", postal_code="1010").lines[1:-1]
    assert lines == ("Untere Donaustraße hinter dem", "Bahnhof (Lieferanteneingang rechts)")


def test_what_an_address_lacks_is_told_with_its_place() -> None:
    found = address(street=["742 Evergreen Ter"], city="Portland", country="US")
    assert found.lines == ("Petra Jäger", "742 Evergreen Ter", "PORTLAND")
    assert {finding.rule for finding in found.findings} == {"letter.address-incomplete"}
    places = {finding.place for finding in found.findings}
    assert places == {"/postal_address/region", "/postal_address/postal_code"}


def test_an_address_without_a_name_is_told() -> None:
    found = address(" ", street=["Weg 1"], city="Wien", postal_code="1010")
    assert [finding.place for finding in found.findings] == ["/name/display"]


def test_too_many_lines_are_all_given_and_told() -> None:
    street = [f"Stiege {number}" for number in range(6)]
    found = address(street=street, city="Wien", postal_code="1010")
    assert len(found.lines) == 8
    assert [finding.rule for finding in found.findings] == ["letter.address-too-long"]
    assert found.findings[0].severity == "error"


def test_turkish_capitals_are_turkish() -> None:
    found = address(
        sender="DE", street=["x 1"], city="izmir", region="İzmir", postal_code="35", country="TR"
    )
    assert "35 İZMİR" in found.lines[-2]


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("12-14, rue de l'Église", "12-14 rue de l Église"),
        ("Saint-Étienne", "Saint Étienne"),
        ("n° 5 (bis)", "n 5 bis"),
        ("12/14", "12 14"),
    ],
)
def test_punctuation_leaves_a_line_and_ranges_stay(line: str, bare: str) -> None:
    assert setting.unpunctuated(line) == bare


words = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=60
)  # a record's text: no controls, no line breaks
records = st.fixed_dictionaries(
    {
        "country": st.sampled_from(
            ["AT", "DE", "CH", "FR", "GB", "US", "CA", "JP", "AE", "ES", "IE", "TR", "CN", "XK"]
        ),
        "street": st.lists(words, max_size=3),
        "city": words,
    },
    optional={
        "organization": words,
        "care_of": words,
        "dependent_locality": words,
        "region": words,
        "postal_code": words,
    },
)


@settings(max_examples=200, deadline=None)
@given(name=words, postal=records, sender=st.sampled_from(["AT", "FR", "JP"]))
def test_every_address_gives_lines_that_a_window_and_a_machine_can_take(
    name: str, postal: dict[str, Any], sender: str
) -> None:
    found = address(name, sender=sender, **postal)
    layout = layout_for(postal["country"])
    width = layout.address.width / (layout.address_pt * 25.4 / 72)
    for line in found.lines:
        assert line == line.strip()
        assert line
        assert line[0] not in setting.FORBIDDEN_STARTS
        assert "\n" not in line
        assert setting.measure(line) <= width + 1
        if postal["country"] == "FR":
            assert len(line) <= setting.FRENCH_LENGTH
    too_long = len(found.lines) > layout.address_lines
    assert too_long == any(item.rule == "letter.address-too-long" for item in found.findings)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_lines_are_broken_to_the_chosen_window(layout: Any) -> None:
    broken = setting.fit(["Straße der sehr langen Namen " * 4], layout)
    assert len(broken) > 1
    assert " ".join(broken) == ("Straße der sehr langen Namen " * 4).strip()
