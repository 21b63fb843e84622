"""Letters: against WeasyPrint as it comes, its bare layout, and Chromium's print."""

from __future__ import annotations

import logging
import shutil

from playwright.sync_api import sync_playwright
from weasyprint import HTML

from renderer.channels.letter.engine import Engine
from renderer.channels.letter.layouts import layout_for
from renderer.channels.letter.layouts import stylesheet
from tests.benchmarks.clock import medians
from tests.benchmarks.clock import report
from tests.benchmarks.scene import AS_OF
from tests.benchmarks.scene import MESSAGE
from tests.benchmarks.scene import ROOT
from tests.benchmarks.scene import make_scene

BROWSER = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def letter_html() -> str:
    """The HTML of Petra's letter as the engine gets it."""
    scene = make_scene()
    seen: list[str] = []
    engine = scene.renderer.engine
    render = engine.render

    def spy(html: str, **options: object) -> object:
        seen.append(html)
        return render(html, **options)  # type: ignore[arg-type]  # handed through as it came

    engine.render = spy  # type: ignore[method-assign, assignment]  # only to read the HTML
    scene.renderer.render(MESSAGE, scene.record, channels=["letter"], as_of=AS_OF)
    return seen[0]


def test_a_letter_against_its_peers() -> None:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    html = letter_html()
    layout = layout_for("AT")
    engine = Engine(ROOT)
    look = (ROOT / "templates/brand/letter.css").read_text(encoding="utf-8")
    styled = html.replace("</head>", f"<style>{stylesheet(layout)}{look}</style></head>")
    base = str(ROOT / "templates/brand") + "/"
    jobs = {
        "a letter": lambda: engine.render(html, layout=layout),
        "stock HTML(string).write_pdf()": lambda: HTML(string=styled, base_url=base).write_pdf(),
        "bare layout": lambda: HTML(string=styled, base_url=base).render(),
    }
    goals = {"bare layout": "1.4 or less", "Chromium page.pdf(), warm": "0.8 or less"}
    chromium = shutil.which("chromium")
    if chromium is None:
        report("One letter", medians(jobs, rounds=15), goals)
        return
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=BROWSER)
        page = browser.new_page()

        def printed() -> bytes:
            page.set_content(styled)
            return page.pdf(format="A4", tagged=True)

        report(
            "One letter", medians({**jobs, "Chromium page.pdf(), warm": printed}, rounds=15), goals
        )
        browser.close()


def test_many_letters_in_one_pdf() -> None:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    html = letter_html()
    layout = layout_for("AT")
    engine = Engine(ROOT)
    look = (ROOT / "templates/brand/letter.css").read_text(encoding="utf-8")
    styled = html.replace("</head>", f"<style>{stylesheet(layout)}{look}</style></head>")
    base = str(ROOT / "templates/brand") + "/"
    count = 50

    def together() -> object:
        return engine.join([engine.lay_out(html, layout=layout) for _ in range(count)])

    def bare() -> object:
        return [HTML(string=styled, base_url=base).render() for _ in range(count)]

    found = medians({"50 letters in one PDF": together, "50 bare layouts": bare}, rounds=3)
    report("A print run", found, {"50 bare layouts": "1.15 or less"})
