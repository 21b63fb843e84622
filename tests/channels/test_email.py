"""Every message is read back by Python's own parser, because what was written must arrive."""

from __future__ import annotations

import re
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from email import policy
from email.header import decode_header
from email.header import make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pickle import dumps
from pickle import loads
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.channels.email import Email
from renderer.channels.email import Mailbox
from renderer.channels.email import assemble
from renderer.wellformed import header_text

bodies = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
latin_bodies = st.text(st.sampled_from("abc =.\t\nü<>"), max_size=400)
printable = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp"])
values = st.one_of(
    st.text(printable, max_size=120),
    st.text(st.sampled_from('ab ü=?_,;:"\\()<>@.[]健€😀'), max_size=90),
).map(header_text)
VIENNA = timezone(timedelta(hours=1))


def mail(**changes: Any) -> Email:
    given: dict[str, Any] = {
        "sender": Mailbox("Northwind", "service@northwind.example"),
        "recipient": Mailbox("Petra Jäger", "petra.jaeger@example.com"),
        "subject": "We have received your cancellation K-2026-004417",
        "preheader": "Received 20 November 2026, 14:05.",
        "html": "<!doctype html><p>Hello</p>\n",
        "text": "Hello\n",
        "locale": "en-GB",
        "klass": "service",
        "date": datetime(2026, 11, 20, 14, 5, tzinfo=VIENNA),
        "message_id_seed": b"request and release",
        "feedback_id": "cancellation-received:en-gb:northwind",
    }
    return assemble(**(given | changes))


def marketing(**changes: Any) -> Email:
    link = "https://northwind.example/u/C-100482"
    return mail(**({"klass": "marketing", "unsubscribe": link} | changes))


def read(email: Email) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(email.mime)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def first_name_in(email: Email, field: str) -> str:
    """The display name by the older parser; the newer keeps the blanks between encoded words."""
    raw, _ = parseaddr(str(BytesParser(policy=policy.compat32).parsebytes(email.mime)[field]))
    return str(make_header(decode_header(raw)))


def one_space(name: str) -> str:
    return re.sub(" +", " ", name)


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=60, deadline=None)
@given(st.one_of(bodies, latin_bodies), st.one_of(bodies, latin_bodies))
def test_both_bodies_come_back_exactly(text: str, html: str) -> None:
    email = mail(text=text, html=html)
    message = read(email)
    assert not message.defects
    parts = list(message.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert body(message, "plain") == with_line_feeds(text)
    assert body(message, "html") == with_line_feeds(html)
    assert email.mime.isascii()


@settings(max_examples=60, deadline=None)
@given(values.filter(bool), values, values)
def test_every_header_value_comes_back_exactly(subject: str, sender: str, recipient: str) -> None:
    email = marketing(
        subject=subject,
        sender=Mailbox(one_space(sender), "news@northwind.example"),
        recipient=Mailbox(recipient, "petra@example.com"),
        reply_to="contracts@northwind.example",
    )
    message = read(email)
    assert message["Subject"] == subject
    for field, name, address in (
        ("From", sender, "news@northwind.example"),
        ("To", recipient, "petra@example.com"),
    ):
        (mailbox,) = message[field].addresses
        assert mailbox.addr_spec == address
        if b"?=\r\n =?" not in email.mime:
            assert mailbox.display_name == one_space(name)
        assert first_name_in(email, field) == one_space(name)
    for name, value in email.headers:
        assert message[name] == value
    assert sorted(message.keys()) == sorted(
        [
            "From",
            "To",
            "Subject",
            "MIME-Version",
            "Content-Type",
            *(name for name, _ in email.headers),
        ]
    )


@settings(max_examples=40, deadline=None)
@given(bodies, values.filter(bool))
def test_lines_keep_the_limits_of_the_standards(text: str, subject: str) -> None:
    email = mail(text=text * 5, html=f"<p>{text}</p>" * 30, subject=subject)
    lines = email.mime.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    head, _, rest = email.mime.partition(b"\r\n\r\n")
    assert all(len(line) <= 76 for line in head.split(b"\r\n") if b"=?utf-8?" in line)
    assert all(len(line) <= 76 for line in rest.split(b"\r\n"))


@given(bodies)
def test_the_same_input_gives_the_same_bytes(text: str) -> None:
    assert mail(text=text).mime == mail(text=text).mime


def test_another_body_has_another_boundary() -> None:
    boundaries = {read(mail(text=text)).get_boundary() for text in ("Hello\n", "Good day\n")}
    assert len(boundaries) == 2


def test_service_mail_says_that_it_is_automatic_and_offers_no_opt_out() -> None:
    message = read(mail(unsubscribe="https://northwind.example/u/C-100482"))
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("klass", ["survey", "marketing"])
def test_survey_and_marketing_mail_offer_a_one_click_opt_out(klass: str) -> None:
    message = read(marketing(klass=klass))
    assert message["List-Unsubscribe"] == "<https://northwind.example/u/C-100482>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] is None
    with pytest.raises(ValueError, match="`unsubscribe` is missing"):
        mail(klass=klass)


def test_a_long_opt_out_link_is_not_folded() -> None:
    link = "https://northwind.example/u/" + "x" * 900
    assert f"List-Unsubscribe: <{link}>\r\n".encode() in marketing(unsubscribe=link).mime
    with pytest.raises(ValueError, match="too long"):
        marketing(unsubscribe=link + "x" * 100)


def test_the_headers_of_a_message_are_those_of_the_reference() -> None:
    message = read(mail(reply_to="contracts@northwind.example"))
    assert list(message.keys()) == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Reply-To",
        "Content-Language",
        "Auto-Submitted",
        "Feedback-ID",
        "MIME-Version",
        "Content-Type",
    ]
    assert message["Date"] == "Fri, 20 Nov 2026 14:05:00 +0100"
    assert message["Date"].datetime == datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
    assert message["Content-Language"] == "en-GB"
    assert re.fullmatch(r"<[0-9a-f]{40}@northwind\.example>", message["Message-ID"])
    assert message.get_content_type() == "multipart/alternative"


def test_the_message_id_follows_the_seed() -> None:
    one, same, other = (
        read(mail(message_id_seed=seed))["Message-ID"] for seed in (b"1", b"1", b"2")
    )
    assert one == same != other


def test_an_encoded_word_in_a_value_stays_harmless_when_it_is_written_again() -> None:
    # CVE-2024-6923: Python 3.11.7 makes a Bcc header of this
    attack = "=?utf-8?q?Hi=0D=0ABcc:_e=40example.com?="
    for email in (mail(subject=attack), mail(recipient=Mailbox(attack, "petra@example.com"))):
        again = BytesParser(policy=policy.default).parsebytes(read(email).as_bytes())
        for message in (read(email), again):
            assert message["Bcc"] is None


@pytest.mark.parametrize("attack", ["Hi\r\nBcc: e@example.com", "Hi\nthere", "Hi\x00", "Hi\x1b[2J"])
@pytest.mark.parametrize("field", ["subject", "recipient", "sender"])
def test_controls_in_header_values_are_refused(field: str, attack: str) -> None:
    value = attack if field == "subject" else Mailbox(attack, "petra@example.com")
    with pytest.raises(ValueError, match=rf"^`{field}(\.name)?` has a control") as caught:
        mail(**{field: value})
    assert "Bcc" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com, b@example.com",
        "a@example.com\n",
        "Petra <a@example.com>",
        "a@example.com\r\nBcc: b@example.com",
        "",
        "a@",
        "=?utf-8?q?a?=@example.com",
    ],
)
def test_a_message_has_one_plain_recipient(address: str) -> None:
    with pytest.raises(ValueError, match=r"^`recipient\.address` "):
        mail(recipient=Mailbox("Petra", address))
    with pytest.raises(ValueError, match=r"^`reply_to` "):
        mail(reply_to=address)


def test_a_domain_in_other_letters_travels_in_idna() -> None:
    email = mail(recipient=Mailbox("", "petra@jäger.example"))
    assert email.to == "petra@xn--jger-loa.example"
    assert read(email)["To"] == "petra@xn--jger-loa.example"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"date": datetime(2026, 11, 20, 14, 5, tzinfo=UTC).replace(tzinfo=None)},
            "`date` has no offset",
        ),
        ({"locale": "en\r\nBcc: x"}, "`locale` is not a language tag"),
        ({"feedback_id": "a b"}, "`feedback_id` is not"),
        ({"feedback_id": "a:b:c:d:e"}, "`feedback_id` is not"),
        ({"subject": " \u202e "}, "`subject` is empty"),
    ],
)
def test_other_values_that_cannot_stand_in_a_header_are_refused(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        mail(**changes)


@pytest.mark.parametrize(
    "link", ["http://northwind.example/u", "javascript:alert(1)", "mailto:a@b.example"]
)
def test_the_opt_out_is_an_https_link(link: str) -> None:
    with pytest.raises(ValueError, match=r"^`unsubscribe` must begin"):
        marketing(unsubscribe=link)


def test_half_a_surrogate_pair_in_a_body_is_refused() -> None:
    with pytest.raises(ValueError, match="a body has half of a surrogate pair"):
        _ = mail(html="\ud83d").mime


def test_people_read_names_as_they_are_written() -> None:
    assert mail().to == "Petra Jäger <petra.jaeger@example.com>"
    assert str(Mailbox('Jäger, "P."', "p@example.com")) == '"Jäger, \\"P.\\"" <p@example.com>'
    assert mail().from_ == "Northwind <service@northwind.example>"


def test_sizes_are_octets() -> None:
    email = mail(html="<p>ä€</p>")
    assert email.html_size == 12
    assert email.size == len(email.mime)


def test_the_shorter_encoding_is_taken() -> None:
    def encodings(text: str) -> list[str]:
        return [
            str(part["Content-Transfer-Encoding"]) for part in read(mail(text=text)).iter_parts()
        ]

    assert encodings("Ihre Kündigung gilt.\n") == ["quoted-printable", "quoted-printable"]
    assert encodings("契約を解約します。\n") == ["base64", "quoted-printable"]


def test_a_mail_survives_the_way_to_another_process() -> None:
    email = mail()
    assert email.mime == loads(dumps(email)).mime
