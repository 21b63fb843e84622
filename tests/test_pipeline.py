"""One record in, one outcome out: the four outcomes, the artefacts, and the same bytes again."""

from __future__ import annotations

import copy
import email
import email.policy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer import ReleaseGone
from renderer import Renderer
from renderer import UnknownName
from tests.conftest import AS_OF
from tests.conftest import ROOT


def record(name: str = "petra") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / f"templates/samples/{name}.json").read_text())
    return loaded


def test_petra_gets_all_three(renderer: Renderer) -> None:
    outcome = renderer.render("alternative-offers", record(), as_of=AS_OF)
    assert outcome.status == "rendered"
    assert outcome.email is not None
    assert outcome.sms is not None
    assert outcome.letter is not None
    assert outcome.letter.pdf.startswith(b"%PDF-")
    assert outcome.letter.standard == "pdf/ua-1"
    assert outcome.locale == "de-AT"
    assert outcome.klass == "marketing"
    assert [item.severity for item in outcome.findings if item.severity == "error"] == []


def test_the_mail_is_what_pythons_parser_reads(renderer: Renderer) -> None:
    outcome = renderer.render("alternative-offers", record(), channels=["email"], as_of=AS_OF)
    assert outcome.email is not None
    parsed = email.message_from_bytes(outcome.email.mime, policy=email.policy.default)
    assert parsed["subject"] == outcome.email.subject
    assert parsed["to"] == "Petra Jäger <petra.jaeger@example.com>"
    assert parsed["content-language"] == "de-AT"
    assert parsed["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    plain, html = parsed.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == outcome.email.text
    assert html.get_content().replace("\r\n", "\n") == outcome.email.html


def test_service_mail_comes_from_another_address_and_is_not_unsubscribed(
    renderer: Renderer,
) -> None:
    service = renderer.render("cancellation-received", record(), channels=["email"], as_of=AS_OF)
    marketing = renderer.render("alternative-offers", record(), channels=["email"], as_of=AS_OF)
    assert service.email is not None
    assert marketing.email is not None
    assert service.email.sender.address != marketing.email.sender.address
    names = [name for name, _ in service.email.headers]
    assert "Auto-Submitted" in names
    assert "List-Unsubscribe" not in names


def test_the_same_request_gives_the_same_bytes(renderer: Renderer) -> None:
    other = Renderer(ROOT)
    for message in ("alternative-offers", "cancellation-received"):
        first = renderer.render(message, record(), as_of=AS_OF)
        second = other.render(message, record(), as_of=AS_OF)
        assert first.email is not None
        assert second.email is not None
        assert first.letter is not None
        assert second.letter is not None
        assert first.email.mime == second.email.mime
        assert first.letter.pdf == second.letter.pdf
        assert json.dumps(first.to_json()) == json.dumps(second.to_json())


def test_another_process_gives_the_same_bytes(renderer: Renderer) -> None:
    code = (
        "import json, sys, hashlib\n"
        "from datetime import datetime\n"
        "from renderer import Renderer\n"
        "r = Renderer(sys.argv[1])\n"
        "o = r.render('alternative-offers', json.load(sys.stdin),"
        " as_of=datetime.fromisoformat(sys.argv[2]))\n"
        "print(hashlib.sha256(o.email.mime + o.letter.pdf + o.sms.text.encode()).hexdigest())\n"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT), AS_OF.isoformat()],
            input=json.dumps(record()),
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_without_an_address_a_channel_is_withheld(renderer: Renderer) -> None:
    given_record = record()
    del given_record["mobile"]
    outcome = renderer.render("alternative-offers", given_record, as_of=AS_OF)
    assert outcome.sms is None
    assert [(item.channel, item.reason) for item in outcome.withheld] == [("sms", "no_address")]
    assert outcome.email is not None


def test_all_channels_withheld_is_an_outcome_of_its_own(renderer: Renderer) -> None:
    given_record = record()
    given_record["cancellation"]["reason"] = {"code": "bereavement"}
    outcome = renderer.render("alternative-offers", given_record, as_of=AS_OF)
    assert outcome.status == "withheld"
    assert {item.reason for item in outcome.withheld} == {"sensitive_reason"}


def test_a_broken_record_is_refused_with_every_place(renderer: Renderer) -> None:
    given_record = record()
    given_record["emial"] = given_record.pop("email")
    given_record["cancellation"]["received_at"] = "yesterday"
    outcome = renderer.render("alternative-offers", given_record, as_of=AS_OF)
    assert outcome.status == "refused"
    assert {item.pointer for item in outcome.errors} == {"/emial", "/cancellation/received_at"}
    assert any("email" in item.hint for item in outcome.errors)


def test_a_missing_fact_is_refused_before_anything_is_rendered(renderer: Renderer) -> None:
    given_record = record()
    del given_record["cancellation"]["declaration"]
    outcome = renderer.render("cancellation-received", given_record, as_of=AS_OF)
    assert outcome.status == "refused"
    assert any(item.pointer == "/cancellation/declaration" for item in outcome.errors)


def test_a_broken_template_is_a_fault_with_file_and_line(content: Path) -> None:
    path = content / "templates/messages/cancellation-received/email.mjml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("cancellation.id", "cancellation.idd", 1), encoding="utf-8")
    line = next(n for n, row in enumerate(path.read_text().splitlines(), 1) if "idd" in row)
    outcome = Renderer(content).render("cancellation-received", record(), as_of=AS_OF)
    assert outcome.status == "fault"
    assert outcome.flaws[0].place == f"templates/messages/cancellation-received/email.mjml:{line}"
    assert outcome.flaws[0].hint == "did you mean `id`?"


def test_a_broken_translation_falls_back_and_is_reported(content: Path) -> None:
    path = content / "locales/de/LC_MESSAGES/messages.po"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index('msgid "Dear {name},"')
    lines[at + 1] = 'msgstr "Guten Tag, {nmae},"'
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = Renderer(content).render(
        "cancellation-received", record(), channels=["email"], as_of=AS_OF
    )
    assert outcome.email is not None
    assert "Dear Petra Jäger," in outcome.email.text
    assert "nmae" not in outcome.email.html
    assert [item.rule for item in outcome.findings if "Dear {name}," in item.message] == [
        "translation.fallback",
    ]


def test_a_broken_file_keeps_the_last_good_release(content: Path) -> None:
    renderer = Renderer(content)
    release = renderer.library.release
    path = content / "templates/brand/brand.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\nnonsense = [", encoding="utf-8")
    flaws = renderer.reload()
    assert flaws
    assert flaws[0].file == "templates/brand/brand.toml"
    assert renderer.library.release == release
    assert renderer.render("cancellation-received", record(), as_of=AS_OF).status == "rendered"


def test_only_what_changed_is_compiled_again(content: Path) -> None:
    renderer = Renderer(content)
    before = renderer.library.compiled("cancellation-received", "email", "de-AT")
    other = renderer.library.compiled("alternative-offers", "email", "de-AT")
    path = content / "templates/messages/alternative-offers/email.mjml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    release = renderer.library.release
    assert renderer.reload() == ()
    assert renderer.library.release != release
    assert renderer.library.compiled("cancellation-received", "email", "de-AT") is before
    assert renderer.library.compiled("alternative-offers", "email", "de-AT") is not other


def test_a_pinned_release_that_is_gone_is_told(renderer: Renderer) -> None:
    with pytest.raises(ReleaseGone):
        renderer.render("alternative-offers", record(), as_of=AS_OF, release="0" * 16)
    pinned = renderer.library.release
    assert renderer.render("alternative-offers", record(), as_of=AS_OF, release=pinned)


def test_an_unknown_message_names_the_nearest(renderer: Renderer) -> None:
    with pytest.raises(UnknownName) as caught:
        renderer.render("alternative-offer", record(), as_of=AS_OF)
    assert caught.value.nearest == "alternative-offers"


def test_a_locale_without_texts_is_told_not_hidden(renderer: Renderer) -> None:
    outcome = renderer.render(
        "cancellation-received", record(), locale="cy-GB", channels=["sms"], as_of=AS_OF
    )
    assert outcome.locale == "de-AT"
    assert [item.rule for item in outcome.findings] == ["locale.unavailable"]


HOSTILE = (
    "{{7*7}}",
    "<script>alert(1)</script>",
    "<mj-raw>x</mj-raw>",
    "{% raw %}",
    "${x}",
    "=?utf-8?q?Hi=0D=0ABcc:_e=40x?=",
    "a&b<c>\"d'",
    "%s %(x)s {name} {n}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_record_stays_text(renderer: Renderer, text: str) -> None:
    given_record = record()
    given_record["name"]["display"] = text
    given_record["cancellation"]["declaration"] = text
    outcome = renderer.render("cancellation-received", given_record, as_of=AS_OF)
    assert outcome.status == "rendered", outcome.flaws or outcome.errors
    assert outcome.email is not None
    assert "<script>alert" not in outcome.email.html
    assert "<mj-raw>" not in outcome.email.html
    assert "49" not in outcome.email.text.split("Ihre Worte")[-1][:40]
    parsed = email.message_from_bytes(outcome.email.mime, policy=email.policy.default)
    assert parsed["bcc"] is None


FIELDS = (
    ("name", "display"),
    ("cancellation", "declaration"),
    ("cancellation", "received_via"),
    ("postal_address", "city"),
    ("postal_address", "organization"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=80), field=st.sampled_from(FIELDS))
def test_any_unicode_in_any_field_renders_or_is_refused(
    renderer: Renderer, text: str, field: tuple[str, str]
) -> None:
    given_record = copy.deepcopy(record())
    given_record[field[0]][field[1]] = text
    for message in ("cancellation-received", "alternative-offers"):
        outcome = renderer.render(message, given_record, as_of=AS_OF)
        assert outcome.status in ("rendered", "refused"), outcome.flaws
        if outcome.email is not None:
            parsed = email.message_from_bytes(outcome.email.mime, policy=email.policy.default)
            assert parsed["subject"]
