"""Reading: what is kept, what is refused and where, whatever the bytes."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer import po
from renderer.errors import TranslationInvalid

FILE = "locales/de/LC_MESSAGES/messages.po"

HEADER = r"""msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""

FULL = (
    "# Translators of Northwind, 2026.\n#\n"
    + HEADER
    + r"""
# Formal address, please.
# Two lines.
#. Subject of the email.
#. max-length: 60
#: templates/messages/win-back/email.mjml
#: templates/parts/footer.mjml ⁨a b.html⁩
#, fuzzy, python-brace-format
#| msgctxt "subject"
#| msgid ""
#| "Come back "
#| "to {plan}"
msgctxt "subject"
msgid "Come back to {plan}\t\"now\""
msgstr ""
"Kommen Sie zurück\n"
"zu \\ {plan}"

msgid "{n} month"
msgid_plural "{n} months"
msgstr[0] "{n} Monat"
msgstr[1] "{n} Monate"

# Old, but good.
#, fuzzy
#~| msgid "Go"
#~ msgctxt "button"
#~ msgid "Leave"
#~ msgstr ""
#~ "Verlassen"

# the end
"""
)


def read(text: str) -> po.PoFile:
    return po.read(text.encode(), file=FILE)


def refusal(data: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(TranslationInvalid) as caught:
        po.read(data.encode() if isinstance(data, str) else data, file=FILE)
    assert all(flaw.file == FILE for flaw in caught.value.flaws)
    return [(flaw.line, flaw.message) for flaw in caught.value.flaws]


def test_every_part_of_an_entry_is_read() -> None:
    header, subject, month, leave = read(FULL).entries
    assert header.is_header
    assert header.comments == ("Translators of Northwind, 2026.", "")
    assert subject == po.Entry(
        context="subject",
        id='Come back to {plan}\t"now"',
        plural=None,
        strings=("Kommen Sie zurück\nzu \\ {plan}",),
        flags=frozenset({"fuzzy", "python-brace-format"}),
        comments=("Formal address, please.", "Two lines."),
        extracted=("Subject of the email.", "max-length: 60"),
        references=(
            "templates/messages/win-back/email.mjml",
            "templates/parts/footer.mjml",
            "a b.html",
        ),
        previous=po.Previous("subject", "Come back to {plan}", None),
        obsolete=False,
        span=(9, 25),
    )
    assert subject.fuzzy
    assert not subject.translated
    assert (month.plural, month.strings) == ("{n} months", ("{n} Monat", "{n} Monate"))
    assert month.translated
    assert leave.obsolete
    assert leave.key == ("button", "Leave")
    assert leave.strings == ("Verlassen",)
    assert leave.comments == ("Old, but good.",)
    assert leave.previous == po.Previous(None, "Go", None)


def test_a_span_counts_lines_from_one_and_ends_behind_the_last_line() -> None:
    lines = FULL.split("\n")
    for entry in read(FULL).entries:
        own = lines[entry.span[0] - 1 : entry.span[1] - 1]
        assert own[0].startswith(("#", "msgid"))
        assert own[-1].endswith('"')
        assert lines[entry.span[1] - 1] == ""


def test_the_header_is_a_table_and_names_the_plural_forms() -> None:
    file = read(FULL)
    assert file.header["Language"] == "de"
    assert (file.nplurals, file.plural(1), file.plural(0)) == (2, 0, 1)


def test_entries_in_use_are_found_by_msgid_and_context() -> None:
    file = read(FULL)
    found = file.find('Come back to {plan}\t"now"', "subject")
    assert found is file.entries[1]
    assert file.find('Come back to {plan}\t"now"') is None
    assert file.find("Leave", "button") is None
    assert file.messages == file.entries[1:3]


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        FULL.replace("\n", "\r\n"),
        "\ufeff" + FULL,
        FULL.rstrip("\n"),
        FULL + "\n\n\n",
        FULL.replace("\nmsgid", "\r\nmsgid"),
        FULL.replace('msgstr "', 'msgstr   "').replace("#~ ", "#~"),
        "".join("  " + line for line in FULL.splitlines(keepends=True)),
        "",
        "# nothing but a comment",
        HEADER,
    ],
)
def test_bytes_come_back_as_they_were(text: str) -> None:
    file = read(text)
    assert file.bytes == text.encode()
    assert file.digest == po.digest(text.encode())


@pytest.mark.parametrize("text", [FULL.replace("\n", "\r\n"), "\ufeff" + FULL, FULL[:-1]])
def test_line_ends_and_marks_do_not_change_what_is_read(text: str) -> None:
    assert read(text).entries == read(FULL).entries


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("ISO-8859-1", "Über"),
        ("iso-8859-15", "1 €"),
        ("windows-1252", "1 € – Größe"),
        ("KOI8-R", "Привет"),
        ("Shift_JIS", "表示ソ"),  # second bytes are backslashes
        ("EUC-JP", "解約"),
        ("GB18030", "解约"),
        ("Big5", "功能"),  # likewise
        ("ASCII", "plain"),
        ("utf8", "Über 解約"),
    ],
)
def test_the_declared_charset_is_used_and_kept(charset: str, text: str) -> None:
    content = HEADER.replace("UTF-8", charset) + f'\nmsgid "a"\nmsgstr "{text}"\n'
    data = content.encode(charset)
    file = po.read(data, file=FILE)
    assert file.entries[1].strings == (text,)
    assert file.bytes == data


def test_a_template_that_names_no_charset_is_utf_8() -> None:
    content = HEADER.replace("UTF-8", "CHARSET").replace("de", "") + '\nmsgid "ä"\nmsgstr ""\n'
    assert read(content).entries[1].id == "ä"


def test_a_charset_may_be_wrapped_like_any_other_text() -> None:
    content = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; char"\n"set=ISO-8859-1\\n"\n'
    file = po.read(content.encode("latin-1") + b'\nmsgid "a"\nmsgstr "\xe4"\n', file=FILE)
    assert file.entries[1].strings == ("ä",)


def test_octal_and_hexadecimal_escapes_are_bytes_of_the_charset() -> None:
    assert read(HEADER + '\nmsgid "a"\nmsgstr "\\303\\xa4\\x41"\n').entries[1].strings == ("äA",)


MESSAGE = '\nmsgid "a"\nmsgstr "b"\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('\nmsgid "a\nmsgstr "b"\n', 7, "string is not closed"),
        ('\nmsgid "a"\nmsgstr "b\\"\n', 8, "string is not closed"),
        ('\nmsgid "a"\nmsgstr "b"\n"\n', 9, "string is not closed"),
        ('\nmsgid "a"\nmsgstr "b" "c"\n', 8, "text after the closing quote"),
        ('\nmsgid "a" msgstr "b"\n', 7, "text after the closing quote"),
        ('\nmsgid "a"\n', 7, "`msgid` without `msgstr`"),
        ('\nmsgid "a"\n\nmsgid "b"\nmsgstr ""\n', 7, "`msgid` without `msgstr`"),
        ('\nmsgid "a"\n# comment\nmsgstr "b"\n', 7, "`msgid` without `msgstr`"),
        ('\nmsgid "a"\nmsgid_plural "as"\n', 7, "`msgid` without `msgstr`"),
        ('\nmsgctxt "sms"\n', 7, "`msgctxt` without `msgid`"),
        ('\nmsgctxt "sms"\nmsgstr "b"\n', 7, "`msgctxt` without `msgid`"),
        ('\nmsgid_plural "as"\nmsgstr[0] "b"\n', 7, "`msgid_plural` stands in the wrong place"),
        (MESSAGE + 'msgstr "c"\n', 8, "entry without a plural needs one `msgstr`"),
        ('\nmsgid "a"\nmsgstr[0] "b"\n', 8, "entry without a plural needs one `msgstr`"),
        (
            '\nmsgid "a"\nmsgid_plural "as"\nmsgstr "b"\n',
            9,
            "entry with a plural needs `msgstr[0]`, `msgstr[1]` and so on",
        ),
        (
            '\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[2] "b"\n',
            9,
            "entry with a plural needs `msgstr[0]`, `msgstr[1]` and so on",
        ),
        (MESSAGE + 'msgid_plural "as"\n', 9, "`msgid_plural` stands in the wrong place"),
        ('\nmsgid[0] "a"\nmsgstr "b"\n', 7, "line is no gettext"),
        ('\nmsgid "a"\nmsgsrt "b"\n', 8, "line is no gettext"),
        ("\nnonsense\n", 7, "line is no gettext"),
        ('\ndomain "x"\n', 7, "`domain` is not supported"),
        ("\n#~ nonsense\n", 7, "line is no gettext"),
        ("\n#| nonsense\n", 7, "line is no earlier `msgid`"),
        ('\n#| msgstr "x"\n' + MESSAGE[1:], 7, "line is no earlier `msgid`"),
        ('\n#| msgid "x\n' + MESSAGE[1:], 7, "string is not closed"),
        ('\n#| msgid "\\q"\n' + MESSAGE[1:], 7, "unknown escape `\\q`"),
        ('\n#~ msgid "a"\nmsgstr "b"\n', 7, "`#~` stands on some lines of the entry only"),
        (MESSAGE + '#~ "c"\n', 9, "`#~` stands on some lines of the entry only"),
        ('\n# comment\n"b"\n', 8, "string without a keyword"),
        ('\nmsgid "a"\nmsgstr "\\d"\n', 8, "unknown escape `\\d`"),
        ('\nmsgid "a"\nmsgstr "\\777"\n', 8, "unknown escape `\\777`"),
        ('\nmsgid "a"\nmsgstr "\\x4a4a"\n', 8, "unknown escape `\\x4a4a`"),
        ('\nmsgid "a"\nmsgstr "\\303"\n', 8, "`\\303` is no text in utf-8"),
        ('\nmsgid "a"\nmsgstr "\\0"\n', 8, "string holds a NUL character"),
        ('\nmsgid "a"\nmsgstr "b\0"\n', 8, "NUL character"),
        ('\nmsgid "a"\rmsgstr "b"\n', 7, "carriage return without a line feed"),
        (MESSAGE + MESSAGE, 10, "entry stands in line 7 already"),
        (MESSAGE + '\n#~ msgid "a"\n#~ msgstr ""\n', 10, "entry stands in line 7 already"),
        (f'\nmsgid "a"\nmsgstr "{"ä" * 32769}"\n', 8, "string is longer than 64 KB"),
    ],
)
def test_what_gettext_does_not_allow_is_refused_with_its_line(
    text: str, line: int, message: str
) -> None:
    assert (line, message) in refusal(HEADER + text)


def test_the_same_msgid_in_two_contexts_is_no_duplicate() -> None:
    text = HEADER + MESSAGE + '\nmsgctxt "sms"\nmsgid "a"\nmsgstr "c"\n'
    assert len(read(text).messages) == 2


def test_all_flaws_are_reported_at_once() -> None:
    text = (
        HEADER.replace("(n != 1)", "n ==")
        + '\nmsgid "a\nmsgstr "b"\n\nmsgid "b"\n\nmsgid "c"\nmsgstr "\\q"\n\nnonsense\n'
    )
    assert refusal(text) == [
        (1, "`plural` is cut off"),
        (7, "string is not closed"),
        (10, "`msgid` without `msgstr`"),
        (13, "unknown escape `\\q`"),
        (15, "line is no gettext"),
    ]


def test_of_very_many_flaws_the_first_are_listed() -> None:
    flaws = refusal(HEADER + "nonsense\n" * 150)
    assert len(flaws) == 101
    assert flaws[-1] == (0, "file has more flaws")


def test_a_hint_names_the_keyword_that_was_meant() -> None:
    with pytest.raises(TranslationInvalid, match="did you mean `msgstr`"):
        read(HEADER + '\nmsgid "a"\nmsgsrt "b"\n')


def test_a_file_that_was_cut_off_says_so() -> None:
    with pytest.raises(TranslationInvalid, match="the file may be cut off"):
        read(HEADER + MESSAGE + '\nmsgid "c"\n')


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_merge_markers_are_named_and_nothing_that_follows_from_them(eol: str) -> None:
    text = HEADER + "\n<<<<<<< HEAD\n" + MESSAGE[1:] + "||||||| base\n" + MESSAGE[1:] + "=======\n"
    text += '\nmsgid "c"\n>>>>>>> theirs\n'
    assert refusal(text.replace("\n", eol)) == [
        (7, "merge marker `<<<<<<<`"),
        (10, "merge marker `|||||||`"),
        (13, "merge marker `=======`"),
        (16, "merge marker `>>>>>>>`"),
    ]


def test_every_line_that_cannot_be_decoded_is_named() -> None:
    data = HEADER.encode() + b'\nmsgid "a"\nmsgstr "\xe4"\n\nmsgid "b"\nmsgstr "\xfc"\n'
    assert refusal(data) == [
        (8, "byte 0xE4 is not in charset utf-8"),
        (11, "byte 0xFC is not in charset utf-8"),
    ]


@pytest.mark.parametrize("charset", ["UTF-16", "UTF-7", "ISO-2022-JP", "rot13", "x-unknown", ".."])
def test_charsets_that_gettext_does_not_know_are_refused(charset: str) -> None:
    assert refusal(HEADER.replace("UTF-8", charset)) == [
        (0, f"charset `{charset}` is not one of gettext's")
    ]


def test_utf_16_is_recognised() -> None:
    assert refusal(HEADER.encode("utf-16")) == [(1, "file is UTF-16")]


def test_a_charset_that_cannot_be_written_again_is_refused() -> None:
    data = HEADER.replace("UTF-8", "cp932").encode() + b'\nmsgid "a"\nmsgstr "\xee\xf9"\n'
    assert refusal(data) == [(0, "text cannot be written again in charset cp932")]


def test_a_header_that_comes_too_late_is_refused() -> None:
    text = 'msgid "a"\nmsgstr ""\n\n' + HEADER.replace("UTF-8", "ISO-8859-1")
    assert refusal(text) == [
        (4, "header is not the first entry"),
        (4, "file was read as utf-8, its header says otherwise"),
    ]


@pytest.mark.parametrize(
    ("forms", "message"),
    [
        ("nplurals=0; plural=0;", "`nplurals` is 0, not one of 1 to 6"),
        ("nplurals=7; plural=0;", "`nplurals` is 7, not one of 1 to 6"),
        ("nplurals=99999999; plural=0;", "`nplurals` is 99999999, not one of 1 to 6"),
        ("nplurals=2; plural=n;", "`plural` is 2 for n = 2, but `nplurals` is 2"),
        ("nplurals=2;", "`Plural-Forms` is not of the form `nplurals=…; plural=…;`"),
        ("nplurals=2; plural=__import__(1);", "`plural`: unexpected `_`"),
    ],
)
def test_plural_forms_that_cannot_be_used_are_refused(forms: str, message: str) -> None:
    assert refusal(HEADER.replace("nplurals=2; plural=(n != 1);", forms)) == [(1, message)]


def test_wrong_numbers_of_forms_can_be_read_and_are_flaws() -> None:
    entry = '\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n'
    file = read(HEADER + entry)
    assert [(flaw.line, flaw.message) for flaw in file.flaws] == [
        (7, "entry has 1 plural forms instead of 2")
    ]
    assert read(FULL).flaws == ()


def test_a_missing_header_and_missing_plural_forms_are_flaws() -> None:
    assert [flaw.message for flaw in read(MESSAGE).flaws] == ["file has no header"]
    text = HEADER.replace('"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', "")
    text += '\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "b"\n'
    assert [flaw.message for flaw in read(text).flaws] == [
        "there are plurals, but the header has no `Plural-Forms`"
    ]


def test_a_file_that_is_too_long_is_refused_unread() -> None:
    assert refusal(b"x" * (po.FILE_LIMIT + 1)) == [(0, "file is longer than 8 MB")]


def test_a_file_survives_pickling() -> None:
    file = read(FULL)
    used = [file.header, file.nplurals, file.flaws, file.digest]
    assert len(used) == 4
    assert pickle.loads(pickle.dumps(file)) == file


def survives(data: bytes) -> None:
    """`data` is read back byte for byte, or refused with lines that exist."""
    try:
        file = po.read(data, file=FILE)
    except TranslationInvalid as error:
        lines = [flaw.line for flaw in error.flaws]
    else:
        lines = [entry.span[0] for entry in file.entries]
        assert file.bytes == data
        assert 1 <= file.nplurals <= 6
        assert file.plural(1) < file.nplurals
        assert all(flaw.file == FILE for flaw in file.flaws)
    assert all(0 <= line <= data.count(b"\n") + 1 for line in lines)


@settings(deadline=None, max_examples=200)
@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    survives(data)


SCRAPS = st.sampled_from(
    [
        *('"', "\\", "\n", "\r", "#", "#~ ", "#| ", "#, ", "[0]", '"x"\n', 'msgid_plural "s"\n'),
        *("msgid ", "msgstr ", "msgctxt ", "charset=", "plural=", "<<<<<<< "),
        *("\ufeff", "\x85", "\u2028"),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(FULL)), st.integers(0, 12), SCRAPS), max_size=5))
def test_any_damage_to_a_file_is_read_or_refused(damage: list[tuple[int, int, str]]) -> None:
    text = FULL
    for at, length, scrap in damage:
        text = text[:at] + scrap + text[at + length :]
    survives(text.encode())
