"""Decisions: with Northwind's catalogue, and with a thousand rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from renderer.catalogue import load_catalogue
from renderer.customer import parse_json
from renderer.customer import shape
from renderer.decide import decide
from renderer.laws import load_laws
from renderer.messages import load_messages
from tests.benchmarks.clock import medians
from tests.benchmarks.clock import report

ROOT = Path(__file__).resolve().parents[2]
AS_OF = datetime.fromisoformat("2026-11-23T09:30:00+01:00")
RULES = 1_000


def read() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "templates").rglob("*.toml"))
    }


def many_rules(files: dict[str, str]) -> dict[str, str]:
    """Northwind's rules and a thousand others, a tenth of which look at Petra's service."""
    services = ["fibre-250"] + [f"{kind}" for kind in ("mobile-5", "mobile-20", "cloud-2tb")]
    offers = {"fibre-250": "pause-2", "cloud-2tb": "cloud-pause-3"}
    extra = []
    for number in range(RULES):
        service = services[0] if number % 10 == 0 else services[1 + number % 3]
        extra.append(
            f'[rule.extra-{number}]\nleaving = ["{service}"]\n'
            f"when = \"cancellation.reason.code == 'price' and tenure.months == {number}\"\n"
            f"[[rule.extra-{number}.propose]]\n"
            f'offer = "{offers.get(service, "mobile-pause-2")}"\n'
        )
    path = "templates/catalogue/rules.toml"
    return {**files, path: files[path] + "\n" + "\n".join(extra)}


def test_decisions() -> None:
    files = read()
    text = (ROOT / "templates/samples/petra.json").read_bytes()
    laws = load_laws(files, shape=shape())
    message = load_messages(files, shape=shape())["alternative-offers"]
    small = load_catalogue(files, shape=shape())
    large = load_catalogue(many_rules(files), shape=shape())
    customer = parse_json(text)

    def ours() -> object:
        return decide(customer, message, small, laws, as_of=AS_OF)

    def theirs() -> object:
        return decide(customer, message, large, laws, as_of=AS_OF)

    found = medians({"Northwind": ours, f"{RULES:,} rules": theirs}, rounds=200)
    report("One decision", found, {f"{RULES:,} rules": "under 5 ms; Northwind under 300 µs"})
    loading = medians({"Northwind": lambda: load_catalogue(files, shape=shape())}, rounds=5)
    report("Load and check the catalogue", loading, {})
