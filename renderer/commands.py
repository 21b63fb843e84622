"""What the commands of the command line do, each a function from its options to an exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from renderer import audit
from renderer import explain as explanation
from renderer import extraction
from renderer import jsontext
from renderer.channels import sms as texts
from renderer.errors import NotJSON
from renderer.library import Library
from renderer.outcome import Outcome
from renderer.outcome import measure_json
from renderer.pipeline import Renderer
from renderer.vocabulary import CHANNELS

DONE, FOUND, REFUSED, BROKEN = 0, 1, 3, 4


def render(options: argparse.Namespace) -> int:
    """Render one record, write the artefacts, tell what became of it."""
    renderer = Renderer(options.content)
    record = _record(options.customer)
    outcome = renderer.render(
        options.message,
        record,
        channels=options.channel or CHANNELS,
        locale=options.locale,
        as_of=options.as_of,
        standard=options.standard,
    )
    outcome.raise_for_status()
    if options.json:
        print(json.dumps(outcome.to_json(), ensure_ascii=False, indent=2))
    if options.out is not None:
        for path in write_artefacts(outcome, options.out):
            print(path)
    elif not options.json:
        print(_summary(outcome))
    _tell(outcome)
    return DONE if outcome.status == "rendered" else FOUND


def explain(options: argparse.Namespace) -> int:
    """Tell why each offer, benefit, channel and passage was chosen or not."""
    renderer = Renderer(options.content)
    record = _record(options.customer)
    outcome = renderer.render(options.message, record, locale=options.locale, as_of=options.as_of)
    if outcome.status == "fault":
        outcome.raise_for_status()
    if options.json:
        print(json.dumps(explanation.explain_json(outcome), ensure_ascii=False, indent=2))
    else:
        print(explanation.explain(outcome, only=options.why or ""))
    return REFUSED if outcome.status == "refused" else DONE


def render_samples(options: argparse.Namespace) -> int:
    """Render every message for every sample; a folder for each, and an index."""
    renderer = Renderer(options.content)
    code = DONE
    for message in renderer.library.messages:
        for name, sample in renderer.library.samples.items():
            moment = options.as_of or renderer.library.moment(message, sample)
            outcome = renderer.render(message, sample.customer, as_of=moment)
            if outcome.status in ("refused", "fault"):
                problems = "; ".join(map(str, outcome.errors or outcome.flaws))
                print(f"{message}, {name}: {outcome.status}: {problems}", file=sys.stderr)
                code = BROKEN if outcome.status == "fault" else code
                continue
            folder = options.out / message / name
            list(write_artefacts(outcome, folder))
            withheld = ", ".join(f"no {item.channel} ({item.reason})" for item in outcome.withheld)
            print(f"{folder}  {withheld}".rstrip())
    return code


def messages(options: argparse.Namespace) -> int:
    """List the messages by stage."""
    library = Library.open(options.content)
    found = list(library.messages.values())
    if options.json:
        rows = [
            {
                "message": item.id,
                "title": item.title,
                "stage": item.stage,
                "class": item.klass,
                "channels": list(item.channels),
                "samples": list(item.samples),
            }
            for item in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return DONE
    width = max((len(item.id) for item in found), default=0)
    for item in found:
        print(f"{item.id:<{width}}  {item.stage:<12} {item.klass:<9} {', '.join(item.channels)}")
    return DONE


def sms(options: argparse.Namespace) -> int:
    """Tell what a text costs."""
    text = sys.stdin.read() if options.text == "-" else options.text
    measure = texts.measure(text.rstrip("\n") if options.text == "-" else text)
    if options.json:
        print(json.dumps(measure_json(measure), ensure_ascii=False, indent=2))
        return DONE
    print(f"encoding    {measure.encoding}")
    print(f"characters  {measure.characters}")
    print(f"units       {measure.units}")
    print(f"segments    {measure.segments}")
    for item in measure.forced_by:
        print(f"forced by   {item.name}, position {item.position}: {item.character}")
    return DONE


def extract(options: argparse.Namespace) -> int:
    """Write locales/messages.pot, or tell whether it is up to date."""
    data = extraction.pot(Library.open(options.content))
    path = options.content / "locales" / "messages.pot"
    same = path.exists() and path.read_bytes() == data
    if options.check:
        print(f"{path}: {'up to date' if same else 'run `adieu extract`'}", file=sys.stderr)
        return DONE if same else FOUND
    if not same:
        extraction.write(path, data)
    print(path)
    return DONE


def update(options: argparse.Namespace) -> int:
    """Merge the template into every locale's file; make one for a new locale with `--add`."""
    changed = list(extraction.update(options.content, add=options.add, dry=options.check))
    for path in changed:
        print(path)
    return FOUND if options.check and changed else DONE


def check(options: argparse.Namespace) -> int:
    """Compile everything, render every sample, and list what is wrong."""
    findings = list(audit.run(Renderer(options.content), as_of=options.as_of))
    if options.json:
        rows = [
            {
                "rule": item.rule,
                "severity": item.severity,
                "place": item.place,
                "message": item.message,
                "remedy": item.remedy,
            }
            for item in findings
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for item in findings:
            print(item)
    counts = {kind: sum(item.severity == kind for item in findings) for kind in _SEVERITIES}
    print(", ".join(f"{count} {kind}s" for kind, count in counts.items()), file=sys.stderr)
    return FOUND if counts["error"] else DONE


_SEVERITIES = ("error", "warning", "note")


def write_artefacts(outcome: Outcome, folder: Path) -> Iterator[Path]:
    """Write what was rendered; what a former render left and this one withholds is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, bytes | None] = dict.fromkeys(
        ("email.eml", "email.html", "email.txt", "sms.txt", "letter.pdf")
    )
    if outcome.email is not None:
        files["email.eml"] = outcome.email.mime
        files["email.html"] = outcome.email.html.encode()
        files["email.txt"] = outcome.email.text.encode()
    if outcome.sms is not None:
        files["sms.txt"] = outcome.sms.text.encode() + b"\n"
    if outcome.letter is not None:
        files["letter.pdf"] = outcome.letter.pdf
    files["render.json"] = _pretty(_without_bodies(outcome.to_json()))
    for name, data in files.items():
        path = folder / name
        if data is None:
            path.unlink(missing_ok=True)
            continue
        part = path.with_name(f".{name}.part")
        part.write_bytes(data)
        part.replace(path)
        yield path


def _without_bodies(answer: dict[str, Any]) -> dict[str, Any]:
    """The outcome without what stands in files beside it."""
    if answer["email"]:
        answer["email"] = {k: v for k, v in answer["email"].items() if k not in ("html", "text")}
    if answer["letter"]:
        answer["letter"] = {k: v for k, v in answer["letter"].items() if k != "pdf"}
    return answer


def _pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _summary(outcome: Outcome) -> str:
    lines: list[str] = []
    if outcome.email is not None:
        lines.append(f"Subject: {outcome.email.subject}\n\n{outcome.email.text}")
    if outcome.sms is not None:
        lines.append(f"SMS to {outcome.sms.to}: {outcome.sms.text}")
    if outcome.letter is not None:
        lines.append(f"Letter: {outcome.letter.pages} page(s), {outcome.letter.layout}")
    return "\n".join(lines)


def _tell(outcome: Outcome) -> None:
    for item in outcome.withheld:
        print(f"withheld: {item.channel}: {item.reason}: {item.detail}", file=sys.stderr)
    for finding in outcome.findings:
        print(finding, file=sys.stderr)


def _record(name: str) -> dict[str, Any]:
    record = jsontext.read(_read(name))
    if not isinstance(record, dict):
        raise NotJSON("a record is a JSON object")
    return record


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise NotJSON(f"{name}: {error.strerror}") from None
