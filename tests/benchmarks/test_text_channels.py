"""Email and SMS: against plain Jinja, against MJML for each customer, and whole."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from renderer import measure_sms
from tests.benchmarks.clock import medians
from tests.benchmarks.clock import report
from tests.benchmarks.floor import jinja_then_mjml
from tests.benchmarks.floor import plain_jinja
from tests.benchmarks.node import mjml_in_node
from tests.benchmarks.scene import AS_OF
from tests.benchmarks.scene import MESSAGE
from tests.benchmarks.scene import ROOT
from tests.benchmarks.scene import make_scene

TEXT = (
    "Northwind: Kündigung erhalten am 20. Nov. 2026, 14:05 Uhr MEZ. Ihr Vertrag endet am "
    "20. Dez. 2026. Nachweis: https://northwind.example/k/K-2026-004417"
)


def test_email_html_against_its_peers() -> None:
    scene = make_scene()
    jobs = {
        "compiled email": scene.run,
        "plain Jinja, ready strings": plain_jinja(scene),
        "Jinja, then MJML": jinja_then_mjml(scene),
    }
    found = medians(jobs, rounds=300, repeat=5)
    goals = {"plain Jinja, ready strings": "1.3 or less", "Jinja, then MJML": "0.25 or less"}
    report("Email HTML, one customer", found, goals)
    node = mjml_in_node(ROOT)
    if node is not None:
        ours = {"compiled email": found["compiled email"], "mjml in Node": node}
        report("Email HTML against MJML in Node", ours, {"mjml in Node": "0.0125 or less"})


def test_the_complete_email_and_sms() -> None:
    scene = make_scene()

    def email() -> object:
        outcome = scene.renderer.render(MESSAGE, scene.record, channels=["email"], as_of=AS_OF)
        assert outcome.email is not None
        return outcome.email.mime

    def sms() -> object:
        return scene.renderer.render(MESSAGE, scene.record, channels=["sms"], as_of=AS_OF)

    found = medians({"record to MIME bytes": email, "record to SMS": sms}, rounds=200)
    report("Complete: parse, decide, render, check", found, {})
    measured = medians({"measure one SMS": lambda: measure_sms(TEXT)}, rounds=300, repeat=50)
    report("SMS arithmetic", measured, {"measure one SMS": "under 60 µs"})


def test_from_start_to_first_answer() -> None:
    adieu = ROOT / ".venv/bin/adieu"
    command = [str(adieu) if adieu.exists() else shutil.which("adieu") or "adieu"]
    command += ["--content", str(ROOT), "render", MESSAGE, "--customer"]
    command += [str(Path("templates/samples/petra.json")), "--as-of", AS_OF.isoformat()]
    jobs = {
        "first email": lambda: _call([*command, "--channel", "email"]),
        "first letter": lambda: _call([*command, "--channel", "letter"]),
    }
    report("A new process, from start to answer", medians(jobs, rounds=5), {})


def _call(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
