from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from renderer.customer import shape
from renderer.errors import ContentInvalid
from renderer.laws import Laws
from renderer.laws import load_laws

ROOT = Path(__file__).resolve().parent.parent
TEXT = """
title = "A law"
countries = ["AT"]
effective_from = 2026-01-01
effective_until = 2026-12-31
messages = ["cancellation-received"]
kinds = ["ordinary"]

[source]
reference = "§ 1"

[facts]
"cancellation.declaration" = "what was declared"

[advertising]
email = "granted"
"""


def load(text: str = TEXT) -> Laws:
    return load_laws({"templates/laws/at-1.toml": text}, shape=shape())


@pytest.fixture(scope="module")
def northwind() -> Laws:
    paths = (ROOT / "templates/laws").glob("*.toml")
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return load_laws(files, shape=shape())


def ids(laws: Laws, country: str, day: date, region: str | None = None) -> set[str]:
    found = laws.in_force(country=country, region=region, party="consumer", day=day)
    return {pack.id for pack in found}


def test_a_pack_applies_in_its_country_from_its_first_to_its_last_day() -> None:
    laws = load()
    assert ids(laws, "AT", date(2025, 12, 31)) == set()
    assert ids(laws, "AT", date(2026, 1, 1)) == {"at-1"}
    assert ids(laws, "AT", date(2026, 12, 31)) == {"at-1"}
    assert ids(laws, "AT", date(2027, 1, 1)) == set()
    assert ids(laws, "DE", date(2026, 6, 1)) == set()


def test_a_pack_may_be_about_a_region_or_a_party() -> None:
    laws = load(TEXT.replace('["AT"]', '["AT"]\nregions = ["AT-9"]\nparties = ["consumer"]'))
    day = date(2026, 6, 1)
    assert ids(laws, "AT", day, "AT-9") == {"at-1"}
    assert ids(laws, "AT", day) == set()
    assert laws.in_force(country="AT", region="AT-9", party="business", day=day) == ()


def test_the_facts_of_a_pack_are_about_a_message_and_a_kind() -> None:
    pack = load().packs["at-1"]
    assert pack.governs("cancellation-received", "ordinary")
    assert not pack.governs("cancellation-received", "withdrawal")
    assert not pack.governs("win-back", "ordinary")
    assert not pack.governs("cancellation-received", None)


def test_the_packs_of_the_reference_are_dated(northwind: Laws) -> None:
    assert "de-312k" in ids(northwind, "DE", date(2022, 7, 1))
    assert "de-312k" not in ids(northwind, "DE", date(2022, 6, 30))
    assert "eu-2011-83-11a" in ids(northwind, "AT", date(2026, 6, 19))
    assert "eu-2011-83-11a" not in ids(northwind, "AT", date(2026, 6, 18))
    assert {"de-356a", "de-uwg-7"} <= ids(northwind, "DE", date(2026, 11, 23))
    assert "fr-l215-1-1" in ids(northwind, "FR", date(2026, 11, 23))
    assert "us-ca-arl" in ids(northwind, "US", date(2026, 11, 23), "US-CA")
    assert "us-ca-arl" not in ids(northwind, "US", date(2026, 11, 23), "US-NY")
    assert ids(northwind, "JP", date(2026, 11, 23)) == set()


def test_the_british_act_is_expected_and_not_in_force(northwind: Laws) -> None:
    assert northwind.packs["uk-dmcc-261"].expected
    assert "uk-dmcc-261" not in ids(northwind, "GB", date(2026, 11, 23))
    assert "uk-dmcc-261" in ids(northwind, "GB", date(2027, 6, 1))


def test_the_withdrawal_packs_are_about_withdrawals_only(northwind: Laws) -> None:
    for name in ("eu-2011-83-11a", "de-356a"):
        assert northwind.packs[name].kinds == ("withdrawal",)


def test_every_pack_names_its_source(northwind: Laws) -> None:
    assert len(northwind.packs) >= 8
    for pack in northwind.packs.values():
        assert pack.source.reference
        assert pack.source.url.startswith("https://") or not pack.source.url
        for must in pack.must:
            assert must.says


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["AT"]', '["Austria"]', "`Austria` is no country"),
        ('["AT"]', '["AT"]\nregions = ["US-CA"]', "`US-CA` is in none of the countries"),
        ("2026-12-31", "2025-12-31", "`effective_until` is before `effective_from`"),
        ('kinds = ["ordinary"]', 'kinds = ["usual"]', "`usual` is no kind"),
        ('kinds = ["ordinary"]', 'parties = ["firm"]', "`firm` is no party"),
        ('messages = ["cancellation-received"]', "", "facts need `messages`"),
        ('reference = "§ 1"', "", "`reference` is missing"),
        ("cancellation.declaration", "cancellation.words", "the record has no"),
        ('email = "granted"', 'email = "always"', "`always` is no email"),
        ('email = "granted"', 'mail = "granted"', "`mail` is not known here"),
    ],
)
def test_what_is_wrong_with_a_pack_is_a_flaw(old: str, new: str, message: str) -> None:
    with pytest.raises(ContentInvalid) as caught:
        load(TEXT.replace(old, new))
    assert any(flaw.message.startswith(message) for flaw in caught.value.flaws)
