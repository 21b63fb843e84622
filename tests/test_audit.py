"""`adieu check` over the example content: nothing is wrong with what we ship."""

from __future__ import annotations

from pathlib import Path

from renderer import Renderer
from renderer import audit


def test_the_example_content_has_no_errors(renderer: Renderer) -> None:
    found = [item for item in audit.run(renderer) if item.severity != "note"]
    assert [str(item) for item in found] == []


def test_a_sample_that_expects_otherwise_is_told(content: Path) -> None:
    for path in sorted((content / "templates/samples").iterdir()):
        if path.stem != "petra":
            path.unlink()
    note = content / "templates/samples/petra.toml"
    note.write_text('about = "x"\n[withheld]\nalternative-offers = { sms = "objected" }\n')
    rules = {
        (item.rule, item.place) for item in audit.run(Renderer(content)) if item.severity == "error"
    }
    assert ("sample.expectation", "alternative-offers, petra") in rules


def test_a_broken_translation_file_is_told_with_its_line(content: Path) -> None:
    path = content / "locales/de/LC_MESSAGES/messages.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n<<<<<<< mine\n", encoding="utf-8")
    library = Renderer(content).library
    assert [flaw.file for flaw in library.broken_catalogs] == ["locales/de/LC_MESSAGES/messages.po"]
    assert library.broken_catalogs[0].line == text.count("\n") + 2
