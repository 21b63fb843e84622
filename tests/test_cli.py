"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from renderer.cli import main
from tests.conftest import ROOT

PETRA = str(ROOT / "templates/samples/petra.json")
AS_OF = "2026-11-23T09:30:00+01:00"


def call(*arguments: str) -> int:
    return main(["--content", str(ROOT), *arguments])


def test_render_writes_every_artefact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    code = call(
        "render", "alternative-offers", "--customer", PETRA, "--as-of", AS_OF, "--out", str(out)
    )
    assert code == 0
    names = ["email.eml", "email.html", "email.txt", "sms.txt", "letter.pdf", "render.json"]
    assert capsys.readouterr().out.split() == [str(out / name) for name in names]
    answer = json.loads((out / "render.json").read_text(encoding="utf-8"))
    assert answer["status"] == "rendered"
    assert answer["letter"]["layout"] == "din5008b"
    assert "html" not in answer["email"]
    assert {path.name for path in out.iterdir()} == set(names)


def test_a_later_render_leaves_nothing_of_an_earlier_one(tmp_path: Path) -> None:
    first = ["render", "alternative-offers", "--as-of", AS_OF, "--out", str(tmp_path)]
    assert call(*first, "--customer", PETRA) == 0
    kenji = str(ROOT / "templates/samples/kenji.json")
    assert call(*first, "--customer", kenji) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"letter.pdf", "render.json"}


def test_one_channel_and_another_standard(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["render", "cancellation-received", "--customer", PETRA, "--as-of", AS_OF]
    assert call(*arguments, "--channel", "letter", "--standard", "pdf/a-3a", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["email"] is None
    assert answer["letter"]["standard"] == "pdf/a-3a"


def test_a_wrong_name_says_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("render", "alternative-offer", "--customer", PETRA) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "did you mean `alternative-offers`?" in said.err
    assert "\n\nhint: " in said.err


def test_a_refused_record_says_every_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "record.json"
    path.write_text('{"id": "C-1", "nam": {}}', encoding="utf-8")
    assert call("render", "cancellation-received", "--customer", str(path)) == 3
    said = capsys.readouterr().err
    assert "/nam: is not a known field (did you mean `name`?)" in said
    assert "/subscription: is required" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "is not JSON"), ('{"a": 1, "a": 2}', "is not JSON"), ("[]", "is a JSON object")],
)
def test_what_is_no_record_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    assert call("render", "cancellation-received", "--customer", str(path)) == 3
    assert says in capsys.readouterr().err


def test_broken_content_says_file_and_line(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / "templates/messages/cancellation-received/sms.txt"
    path.write_text("{{ brand.nam }}\n{{ brand.name|moneyy }}\n", encoding="utf-8")
    arguments = ["--content", str(content), "render", "cancellation-received"]
    assert main([*arguments, "--customer", PETRA]) == 4
    said = capsys.readouterr().err
    assert "cancellation-received/sms.txt:1: `brand` has no `nam` (did you mean `name`?)" in said
    assert "cancellation-received/sms.txt:2: there is no filter `moneyy`" in said


def test_a_moment_without_an_offset_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["render", "cancellation-received", "--customer", PETRA]
    with pytest.raises(SystemExit) as stopped:
        call(*arguments, "--as-of", "2026-11-23T09:30:00")
    assert stopped.value.code == 2
    assert "needs an offset" in capsys.readouterr().err


def test_sms_tells_what_forces_the_costly_encoding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sms", "Ça va, garçon"]) == 0
    told = capsys.readouterr().out
    assert "encoding    UCS-2" in told
    assert "LATIN SMALL LETTER C WITH CEDILLA, position 10" in told
    assert main(["sms", "a" * 152 + "€" + "a" * 152, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["encoding"], answer["units"], answer["segments"]) == ("GSM-7", 306, 3)


def test_messages_lists_all_fourteen(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("messages", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 14
    assert {row["stage"] for row in rows} == {
        "leave",
        "ask",
        "value",
        "alternatives",
        "reconsider",
        "return",
    }


def test_explain_answers_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["explain", "alternative-offers", "--customer", PETRA, "--as-of", AS_OF]
    assert call(*arguments) == 0
    table = capsys.readouterr().out
    assert "fibre-100-switch: chosen by rule leaving-fibre-price" in table
    assert call(*arguments, "--why", "discount-20-3") == 0
    assert "refused at `max_offers`" in capsys.readouterr().out
    assert call(*arguments, "--why", "pause-3") == 2
    assert "did you mean `pause-2`?" in capsys.readouterr().err
    assert call(*arguments, "--json") == 0
    assert json.loads(capsys.readouterr().out)["decision"]["offers"][0]["rank"] == 1


def test_extract_and_update_change_nothing_that_is_up_to_date(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in sorted(content.rglob("*.po*"))}
    assert main(["--content", str(content), "extract", "--check"]) == 0
    assert main(["--content", str(content), "update", "--check"]) == 0
    assert main(["--content", str(content), "extract"]) == 0
    assert main(["--content", str(content), "update"]) == 0
    assert before == {path: path.read_bytes() for path in sorted(content.rglob("*.po*"))}
    assert capsys.readouterr().err.count("up to date") == 1


def test_a_new_sentence_reaches_the_translators_and_touches_nothing_else(content: Path) -> None:
    path = content / "templates/messages/cancellation-received/sms.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + '{{ pgettext("sms", "Only here, {name}.", name=brand.name) }}\n')
    catalog = content / "locales/de/LC_MESSAGES/messages.po"
    before = catalog.read_text(encoding="utf-8").splitlines()
    assert main(["--content", str(content), "extract"]) == 0
    assert main(["--content", str(content), "update"]) == 0
    after = catalog.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    added = [line for line in after if line not in before]
    assert added == ['msgid "Only here, {name}."']


def test_a_new_locale_begins_with_a_file(content: Path) -> None:
    assert main(["--content", str(content), "update", "--add", "pl"]) == 0
    made = content / "locales/pl/LC_MESSAGES/messages.po"
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(made)], check=False)
    assert done.returncode == 0
    assert "nplurals=3" in made.read_text(encoding="utf-8")


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "renderer.cli", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for command in ("render", "explain", "messages", "sms", "extract", "update", "check"):
        assert f"\n    {command}" in done.stdout
