"""A small catalogue of three services that tests change one line at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from renderer.catalogue import Catalogue
from renderer.catalogue import load_catalogue
from renderer.customer import shape
from renderer.errors import ContentInvalid
from renderer.errors import Flaw

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "templates/catalogue"

SERVICES = """
[market]
AT = { currency = "EUR" }
JP = { currency = "JPY", digits = 0 }

[feature.router]
text = "router"

[feature.download]
text = "{amount} Mbit/s"
change = "speed: {now} instead of {before} Mbit/s"
unlimited = "all the speed there is"

[service.small]
name = "Small"
family = "fibre"
prices = { AT = 20.00, JP = 2000 }
features = { router = true, download = 100 }
plan.yearly = { interval = "year", prices = { AT = 200.00 } }

[service.middle]
name = "Middle"
family = "fibre"
prices = { AT = 30.00, JP = 3000 }
features = { router = true, download = 250 }

[service.large]
name = "Large"
family = "fibre"
prices = { AT = 40.00 }
features = { router = true, download = "unlimited" }
"""
BENEFITS = """
[metric]
gb = "gigabytes"

[benefit.speed]
feature = "download"
metric = "gb"
rank = 10
caption = "GB"
title = "Over your line"
used = "You have used it."
unused = "You have not used it."
ends = ["It ends on {ends_on}.", "It ends with the contract."]
"""
OFFERS = """
[wording.switch_service]
title = "{service}"
pitch = ["{saving} less.", "No change."]
price_label = "a month"
price = "{price} a month"
term = "no new term"
action = "Switch to {service}"
short = "{service} for {price}"

[offer.to-small]
type = "switch_service"
target = "small"

[offer.to-large]
type = "switch_service"
target = "large"

[offer.pause]
type = "pause"
months = 2
title = "Pause for {duration}"
pitch = "It rests."
price_label = "during the pause"
price = "{price} for {duration}"
term = "no new term"
action = "Pause"
short = "a pause"
kept = ["your price"]
lost = [["the line from {from} to {until}", "the line"]]
"""
RULES = """
[rule.cheaper]
leaving = ["middle", "large"]
when = "cancellation.reason.code == 'price'"
[[rule.cheaper.propose]]
offer = "to-small"
[[rule.cheaper.propose]]
offer = "pause"
when = "tenure.months >= 12"

[rule.stronger]
leaving = ["small", "middle"]
when = "cancellation.reason.code == 'missing_feature'"
[[rule.stronger.propose]]
offer = "to-large"
"""
REASONS = (ROOT / FOLDER / "reasons.toml").read_text(encoding="utf-8")
EFFECTS = '[effect.number-released]\ntext = "Your number is released."\n'
SMALL = {
    f"{FOLDER}/services.toml": SERVICES,
    f"{FOLDER}/benefits.toml": BENEFITS,
    f"{FOLDER}/offers.toml": OFFERS,
    f"{FOLDER}/rules.toml": RULES,
    f"{FOLDER}/reasons.toml": REASONS,
    f"{FOLDER}/effects.toml": EFFECTS,
}

Load = Callable[..., Catalogue]
Flaws = Callable[..., tuple[Flaw, ...]]


def changed(name: str, old: str, new: str) -> dict[str, str]:
    path = f"{FOLDER}/{name}.toml"
    assert old in SMALL[path], old
    return {**SMALL, path: SMALL[path].replace(old, new, 1)}


@pytest.fixture(scope="session")
def load() -> Load:
    """Load the small catalogue with `old` replaced by `new` in one file."""

    def load(name: str = "rules", old: str = "", new: str = "") -> Catalogue:
        return load_catalogue(changed(name, old, new), shape=shape())

    return load


@pytest.fixture(scope="session")
def flaws(load: Load) -> Flaws:
    """The flaws of the small catalogue with `old` replaced by `new` in one file."""

    def flaws(name: str, old: str, new: str) -> tuple[Flaw, ...]:
        with pytest.raises(ContentInvalid) as caught:
            load(name, old, new)
        return caught.value.flaws

    return flaws


@pytest.fixture(scope="session")
def northwind() -> Catalogue:
    """The catalogue in the repository."""
    paths = sorted((ROOT / FOLDER).glob("*.toml"))
    files = {f"{FOLDER}/{path.name}": path.read_text(encoding="utf-8") for path in paths}
    return load_catalogue(files, shape=shape())
