"""The encodings of MIME, one by one; `test_email` reads whole messages back."""

from __future__ import annotations

from email.header import decode_header
from email.header import make_header

import pytest

from renderer.channels.mime import LINE_LIMIT
from renderer.channels.mime import alternative
from renderer.channels.mime import mailbox_line
from renderer.channels.mime import quoted
from renderer.channels.mime import text_line


def unfolded(line: str) -> str:
    return str(make_header(decode_header(line.replace("\r\n", "").partition(": ")[2])))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("", "To: p@example.com"),
        ("Petra Jager", "To: Petra Jager <p@example.com>"),
        ("Jager, Petra", 'To: "Jager, Petra" <p@example.com>'),
        ('P. "Pet" J\\', 'To: "P. \\"Pet\\" J\\\\" <p@example.com>'),
        ("Petra Jäger", "To: =?utf-8?q?Petra_J=C3=A4ger?=\r\n <p@example.com>"),
        ("佐藤 健二", "To: =?utf-8?b?5L2Q6JekIOWBpeS6jA==?=\r\n <p@example.com>"),
    ],
)
def test_a_name_is_bare_or_quoted_or_encoded(name: str, line: str) -> None:
    assert mailbox_line("To", name, "p@example.com") == line


def test_a_subject_in_plain_letters_stays_readable() -> None:
    assert text_line("Subject", "Your code: BACK-7HXQ") == "Subject: Your code: BACK-7HXQ"


@pytest.mark.parametrize("letter", ["a", '"', "ä", "é ", "契", "😀"])
def test_long_values_are_folded_between_characters(letter: str) -> None:
    value = (letter * 998)[:998].strip()
    assert unfolded(text_line("Subject", value)) == value
    for line in (text_line("Subject", value), mailbox_line("From", value, "p@example.com")):
        assert max(map(len, line.split("\r\n"))) <= LINE_LIMIT
        words = [part for part in line.split("\r\n") if "=?utf-8?" in part]
        assert all(len(part) <= 76 for part in words)


def test_a_quoted_string_escapes_what_would_end_it() -> None:
    assert quoted('a"b\\c') == '"a\\"b\\\\c"'


def test_a_line_of_only_a_dot_and_blanks_at_ends_are_escaped() -> None:
    message = alternative([], "a \n.\n\t\n", "")
    assert b"\r\na=20\r\n=2E\r\n=09\r\n\r\n--" in message


def test_a_long_line_without_a_break_is_folded_with_crlf() -> None:
    message = alternative([], "x" * 200, "")
    assert b"x=\r\nx" in message
    assert b"\n" not in message.replace(b"\r\n", b"")
