"""Editing: one entry's lines change, as its tool would write them, and no other byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer import po
from renderer.errors import TranslationInvalid

POEDIT = r"""# Northwind.
msgid ""
msgstr ""
"Project-Id-Version: Northwind\n"
"POT-Creation-Date: 2026-01-10 12:00+0100\n"
"PO-Revision-Date: 2026-01-11 09:30+0100\n"
"Last-Translator: Petra Muster <petra@example.com>\n"
"Language-Team: \n"
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Generator: Poedit 3.4\n"
"X-Poedit-Basepath: ../..\n"
"X-Poedit-SearchPath-0: templates\n"

# Formal address.
#. Subject of the email.
#: templates/messages/win-back/email.mjml
msgctxt "subject"
msgid "Come back to {plan}"
msgstr "Zurück zu {plan}"

#: templates/messages/win-back/email.mjml templates/messages/win-back/sms.txt
#, fuzzy
#| msgid "You can come back at any time."
msgid ""
"You can come back at any time until {date}, and your number, your price and "
"your settings will be as they were."
msgstr ""
"Sie können bis {date} jederzeit zurückkommen: Nummer, Preis und Einstellungen "
"bleiben, wie sie waren."

#~ msgid "Leave"
#~ msgstr "Verlassen"
"""

WEBLATE = r"""# SOME DESCRIPTIVE TITLE.
# Copyright (C) YEAR Northwind
# Anonymous <noreply@weblate.org>, 2026.
msgid ""
msgstr ""
"Project-Id-Version: PACKAGE VERSION\n"
"Report-Msgid-Bugs-To: \n"
"PO-Revision-Date: 2026-08-11 05:02+0000\n"
"Last-Translator: Anonymous <noreply@weblate.org>\n"
"Language-Team: Polish <https://hosted.weblate.org/projects/northwind/messages/"
"pl/>\n"
"Language: pl\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 "
"|| n%100>=20) ? 1 : 2;\n"
"X-Generator: Weblate 5.13-dev\n"

#: templates/parts/terms.mjml
msgid "{n} month"
msgid_plural "{n} months"
msgstr[0] "{n} miesiąc"
msgstr[1] "{n} miesiące"
msgstr[2] "{n} miesięcy"

# This comment
# has two lines.
#, fuzzy
#| msgctxt "button"
#| msgid "Say"
msgctxt "button"
msgid "Stay"
msgstr "Zostań"

#, fuzzy
#~| msgid "Goodbye, {name}."
#~ msgid "Goodbye and thank you, {name}."
#~ msgstr ""
#~ "Do widzenia i dziękujemy, {name}. Będzie nam bardzo miło, jeżeli "
#~ "kiedyś wrócisz."
"""

MSGMERGE = r"""# French translation of Northwind.
# Copyright (C) 2026 Northwind
# This file is distributed under the same license as the PACKAGE package.
#
msgid ""
msgstr ""
"Project-Id-Version: northwind 1\n"
"Language: fr\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=ISO-8859-1\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=n > 1;\n"

#. l10n: shown in bold
#: a.mjml b.mjml c.mjml
#, c-format, no-wrap
msgid ""
"First line\n"
"second line\n"
msgstr ""
"Première ligne\n"
"deuxième ligne\n"

msgid "Goodbye"
msgstr "Au revoir"

# gardé
#~ msgid ""
#~ "old\n"
#~ "text"
#~ msgstr ""
#~ "ancien\n"
#~ "texte"
"""

BABEL = r"""# Japanese translations for PROJECT.
# Copyright (C) 2026 ORGANIZATION
# FIRST AUTHOR <EMAIL@ADDRESS>, 2026.
#
msgid ""
msgstr ""
"Project-Id-Version: PROJECT VERSION\n"
"Language: ja\n"
"Language-Team: ja <LL@li.org>\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Generated-By: Babel 2.18.0\n"

#: templates/messages/exit-survey/email.mjml:12
#: templates/messages/exit-survey/letter.html:40
#, python-brace-format
msgid "Tell us why you leave, {name}."
msgstr "{name} さま、解約の理由をお聞かせください。"

#. NOTE: a count
msgid "%(num)d day"
msgid_plural "%(num)d days"
msgstr[0] ""

"""

UNWRAPPED = (
    r"""msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "You can come back at any time until {date}, and your number, your price and """
    r"""your settings will be as they were."
msgstr "Sie können bis {date} jederzeit zurückkommen: Nummer, Preis und Einstellungen """
    r"""bleiben, wie sie waren, versprochen."

msgid "Short"
msgstr "Kurz"
"""
)

LONG = (
    'Bis {date} können Sie jederzeit zurückkommen; "Ihr" Preis bleibt, und auch die '
    "Einstellungen, die Nummer und der ganze Rest.\nSchönen Gruß"
)


def loaded(text: str, charset: str = "utf-8") -> po.PoFile:
    return po.read(text.encode(charset), file="messages.po")


def variants() -> list[po.PoFile]:
    found = [loaded(MSGMERGE, "latin-1")]
    for text in (POEDIT, WEBLATE, BABEL, UNWRAPPED):
        for changed in (
            text,
            text.replace("\n", "\r\n"),
            "\ufeff" + text,
            text.rstrip("\n"),
            text.replace("\n", "\r\n").removesuffix("\r\n") + "\n\n# the end\n",
        ):
            found.append(loaded(changed))
    return found


FILES = variants()


def diff(old: po.PoFile, new: po.PoFile) -> tuple[str, str]:
    """The lines that are not the same, before and after, without those around them."""
    before, after = (f.bytes.decode(f.style.codec).splitlines(keepends=True) for f in (old, new))
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return "".join(before), "".join(after)


def entry(file: po.PoFile, id: str) -> po.Entry:
    return next(found for found in file.entries if found.id.startswith(id) and id)


def test_only_the_lines_of_a_changed_string_are_written_again() -> None:
    file = loaded(POEDIT)
    new = file.with_strings(entry(file, "Come back"), ["Komm zurück zu {plan}"])
    assert diff(file, new) == (
        'msgstr "Zurück zu {plan}"\n',
        'msgstr "Komm zurück zu {plan}"\n',
    )
    found = new.find("Come back to {plan}", "subject")
    assert found
    assert found.strings == ("Komm zurück zu {plan}",)


def test_a_long_string_is_wrapped_at_79_columns_and_after_line_feeds() -> None:
    file = loaded(POEDIT)
    new = file.with_strings(entry(file, "Come back"), [LONG])
    assert diff(file, new)[1] == (
        'msgstr ""\n'
        '"Bis {date} können Sie jederzeit zurückkommen; \\"Ihr\\" Preis bleibt, und auch "\n'
        '"die Einstellungen, die Nummer und der ganze Rest.\\n"\n'
        '"Schönen Gruß"\n'
    )


def test_a_file_without_wrapped_lines_stays_so() -> None:
    file = loaded(UNWRAPPED)
    new = file.with_strings(entry(file, "Short"), [LONG])
    first, second = LONG.replace('"', '\\"').split("\n")
    assert diff(file, new)[1] == f'msgstr ""\n"{first}\\n"\n"{second}"\n'


def test_an_entry_that_says_so_is_not_wrapped() -> None:
    file = loaded(MSGMERGE, "latin-1")
    long = "long " * 30
    new = file.with_strings(entry(file, "First"), [long])
    assert diff(file, new)[1] == f'msgstr "{long}"\n'


def test_one_plural_form_is_written_again_and_the_others_are_not() -> None:
    file = loaded(WEBLATE)
    month = entry(file, "{n} month")
    new = file.with_strings(month, [month.strings[0], "{n} mies.", month.strings[2]])
    assert diff(file, new) == ('msgstr[1] "{n} miesiące"\n', 'msgstr[1] "{n} mies."\n')


def test_missing_plural_forms_are_added() -> None:
    file = loaded(WEBLATE.replace('msgstr[2] "{n} miesięcy"\n', ""))
    new = file.with_strings(entry(file, "{n} month"), ["a", "b", "c"])
    assert diff(file, new)[1] == 'msgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    assert new.flaws == ()


def test_an_obsolete_entry_keeps_its_marks() -> None:
    file = loaded(WEBLATE)
    new = file.with_strings(entry(file, "Goodbye"), ["Pa.\n" + "słowo " * 14])
    assert diff(file, new)[1] == (
        '#~ "Pa.\\n"\n'
        '#~ "słowo słowo słowo słowo słowo słowo słowo słowo słowo słowo słowo słowo "\n'
        '#~ "słowo słowo "\n'
    )


def test_new_lines_end_as_the_entry_does() -> None:
    file = loaded(POEDIT.replace("\n", "\r\n"))
    _, after = diff(file, file.with_strings(entry(file, "Come back"), [LONG]))
    assert after.count("\r\n") == after.count("\n") == 4


def test_setting_the_flag_adds_a_line_or_a_word() -> None:
    file = loaded(MSGMERGE, "latin-1")
    assert diff(file, file.with_fuzzy(entry(file, "First"), True)) == (
        "#, c-format, no-wrap\n",
        "#, fuzzy, c-format, no-wrap\n",
    )
    assert diff(file, file.with_fuzzy(entry(file, "Goodbye"), True)) == ("", "#, fuzzy\n")
    file = loaded(POEDIT)
    marked = file.with_fuzzy(entry(file, "Come back"), True).bytes.decode()
    assert '#: templates/messages/win-back/email.mjml\n#, fuzzy\nmsgctxt "subject"\n' in marked


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("#, fuzzy\n", ""),
        ("#, fuzzy, c-format\n", "#, c-format\n"),
        ("#, c-format, fuzzy\n", "#, c-format\n"),
        ("#, c-format, fuzzy, no-wrap\n", "#, c-format, no-wrap\n"),
        ("#,fuzzy,c-format\n", "#,c-format\n"),
        ("#, fuzzy\n#, c-format\n", "#, c-format\n"),
        ("#= fuzzy\n", ""),
    ],
)
def test_clearing_the_flag_takes_its_word_and_the_earlier_msgid(line: str, left: str) -> None:
    before = '#, fuzzy\n#| msgctxt "button"\n#| msgid "Say"\n'
    file = loaded(WEBLATE.replace(before, line + before.removeprefix("#, fuzzy\n")))
    new = file.with_fuzzy(entry(file, "Stay"), False)
    assert new.bytes.decode() == WEBLATE.replace(before, left)
    assert entry(new, "Stay").previous is None


def test_clearing_the_flag_of_an_obsolete_entry_works_likewise() -> None:
    file = loaded(WEBLATE)
    new = file.with_fuzzy(entry(file, "Goodbye"), False)
    assert diff(file, new) == ('#, fuzzy\n#~| msgid "Goodbye, {name}."\n', "")


def test_a_comment_is_set_replaced_and_removed() -> None:
    file = loaded(WEBLATE)
    month, stay = entry(file, "{n} month"), entry(file, "Stay")
    assert diff(file, file.with_comment(month, "Why?\n\nSo.")) == ("", "# Why?\n#\n# So.\n")
    assert diff(file, file.with_comment(stay, "Why?")) == (
        "# This comment\n# has two lines.\n",
        "# Why?\n",
    )
    assert diff(file, file.with_comment(stay, "")) == ("# This comment\n# has two lines.\n", "")


def test_notes_are_refreshed_where_they_stood() -> None:
    file = loaded(POEDIT)
    new = file.with_notes(
        entry(file, "Come back"),
        ["Subject.\nmax-length: 60"],
        ["templates/messages/win-back/email.mjml", "templates/messages/win-back/email.txt", "a b"],
    )
    assert diff(file, new)[1] == (
        "#. Subject.\n"
        "#. max-length: 60\n"
        "#: templates/messages/win-back/email.mjml templates/messages/win-back/email.txt\n"
        "#: \u2068a b\u2069\n"
    )
    assert entry(new, "Come back").references[-1] == "a b"


def test_notes_that_say_the_same_stay_as_they_were_written() -> None:
    file = loaded(MSGMERGE, "latin-1")
    new = file.with_notes(
        entry(file, "First"), ["l10n: in italics"], ["a.mjml", "b.mjml", "c.mjml"]
    )
    assert diff(file, new) == ("#. l10n: shown in bold\n", "#. l10n: in italics\n")


def test_an_edit_that_changes_nothing_gives_the_same_file() -> None:
    for file in FILES:
        for found in file.entries:
            if len(found.strings) in {1, file.nplurals}:
                assert file.with_strings(found, found.strings) is file
            assert file.with_fuzzy(found, found.fuzzy) is file
            assert file.with_comment(found, "\n".join(found.comments)) is file
            assert file.with_notes(found, found.extracted, found.references) is file


def test_a_new_entry_stands_behind_the_last_one_in_use() -> None:
    file = loaded(WEBLATE)
    message = po.Message("sms", "{n} day", "{n} days", ("Short.",), ("a.txt",))
    assert diff(file, file.with_entry(message)) == (
        "",
        '#. Short.\n#: a.txt\nmsgctxt "sms"\nmsgid "{n} day"\nmsgid_plural "{n} days"\n'
        'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n\n',
    )
    new = file.with_entry(po.Message(None, "Hello"), ["Cześć"])
    assert [e.obsolete for e in new.entries] == [False, False, False, False, True]
    assert new.entries[3].translated


def test_an_entry_can_be_added_to_a_file_without_one() -> None:
    message = po.Message(None, "Hello")
    for text in ("", "# comment\n", "\ufeff", "# no end"):
        assert loaded(text).with_entry(message, ["Hallo"]).messages[0].strings == ("Hallo",)


def test_an_obsolete_entry_moves_to_the_end_without_its_notes() -> None:
    file = loaded(POEDIT)
    new = file.with_obsolete(entry(file, "You can come back"))
    assert new.bytes.decode().endswith(
        '#~ msgid "Leave"\n'
        '#~ msgstr "Verlassen"\n'
        "\n"
        "#, fuzzy\n"
        '#~| msgid "You can come back at any time."\n'
        '#~ msgid ""\n'
        '#~ "You can come back at any time until {date}, and your number, your price and "\n'
        '#~ "your settings will be as they were."\n'
        '#~ msgstr ""\n'
        '#~ "Sie können bis {date} jederzeit zurückkommen: Nummer, Preis und Einstellungen "\n'
        '#~ "bleiben, wie sie waren."\n'
    )
    assert [e.id[:5] for e in new.entries] == ["", "Come ", "Leave", "You c"]


REFUSED: list[tuple[str, Callable[[po.PoFile], po.PoFile]]] = [
    ("needs 3 strings, not 1", lambda f: f.with_strings(entry(f, "{n} month"), ["a"])),
    ("needs 1 strings, not 2", lambda f: f.with_strings(entry(f, "Stay"), ["a", "b"])),
    ("needs 3 strings, not 2", lambda f: f.with_entry(po.Message(None, "a", "b"), ["a", "b"])),
    ("read back the same", lambda f: f.with_strings(entry(f, "Stay"), ["a\0"])),
    ("is not in charset", lambda f: f.with_strings(entry(f, "Stay"), ["\ud800"])),
    ("longer than 64 KB", lambda f: f.with_strings(entry(f, "Stay"), ["ä" * 40_000])),
    ("read back the same", lambda f: f.with_comment(entry(f, "Stay"), "a\rb")),
    ("line is no gettext", lambda f: f.with_notes(entry(f, "Stay"), [], ["a\nb"])),
    ("read back the same", lambda f: f.with_notes(entry(f, "Stay"), [], [""])),
    ("exists already", lambda f: f.with_entry(po.Message("button", "Stay"))),
    ("merging a template revives it", lambda f: f.with_entry(po.Message(None, f.entries[3].id))),
    ("header cannot become obsolete", lambda f: f.with_obsolete(f.entries[0])),
    ("no longer in the file", lambda f: f.with_fuzzy(f.entries[1]._replace(id="x"), True)),
    ("not iso8859-1", lambda f: with_header(f, "UTF-8", "ISO-8859-1")),
    ("`nplurals` is 9", lambda f: with_header(f, "nplurals=3", "nplurals=9")),
]


def with_header(file: po.PoFile, old: str, new: str) -> po.PoFile:
    return file.with_strings(file.entries[0], [file.entries[0].strings[0].replace(old, new)])


@pytest.mark.parametrize(("message", "edit"), REFUSED, ids=[text for text, _ in REFUSED])
def test_an_edit_that_would_do_damage_is_refused(
    message: str, edit: Callable[[po.PoFile], po.PoFile]
) -> None:
    with pytest.raises(TranslationInvalid) as caught:
        edit(loaded(WEBLATE))
    assert message in str(caught.value)


def test_a_character_that_the_charset_lacks_is_named() -> None:
    file = loaded(MSGMERGE, "latin-1")
    with pytest.raises(TranslationInvalid) as caught:
        file.with_strings(entry(file, "Goodbye"), ["5 €"])
    assert str(caught.value) == (
        "messages.po:24: € (U+20AC) is not in charset iso8859-1 (convert the file to UTF-8 first)"
    )


def test_a_file_cannot_grow_beyond_its_limit() -> None:
    comment = "# " + "x" * (po.FILE_LIMIT - len(WEBLATE) - 20) + "\n"
    file = loaded(comment + WEBLATE)
    with pytest.raises(TranslationInvalid, match="longer than 8 MB"):
        file.with_strings(entry(file, "Stay"), ["Zostań, proszę bardzo!"])


def test_the_header_can_be_edited() -> None:
    file = loaded(WEBLATE)
    new = with_header(file, "2026-08-11 05:02+0000", "2026-11-23 13:00+0000")
    assert new.header["PO-Revision-Date"] == "2026-11-23 13:00+0000"
    assert (new.nplurals, new.plural(5)) == (3, 2)


def test_an_entry_from_an_earlier_version_can_still_be_edited() -> None:
    file = loaded(WEBLATE)
    stay = entry(file, "Stay")
    later = file.with_comment(entry(file, "{n} month"), "one\ntwo").with_fuzzy(stay, False)
    new = later.with_strings(stay, ["Zostaję"])
    assert entry(new, "Stay").strings == ("Zostaję",)
    assert not entry(new, "Stay").fuzzy


TEXTS = st.text(
    st.one_of(
        st.sampled_from('ab "\\\n\t\r{}é-/。漢\u2028\x85\x07'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=120,
)
LINES = st.lists(st.text('ab #~|:,.é"\\', max_size=20), max_size=3)
OPERATIONS = ("strings", "fuzzy", "comment", "notes")


def spelled(text: str, file: po.PoFile) -> str:
    """`text` without what the charset of the file lacks."""
    return text.encode(file.style.codec, "ignore").decode(file.style.codec)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_single_edit_changes_only_the_lines_of_its_entry(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    at = data.draw(st.integers(1, len(file.entries) - 1))
    old = file.entries[at]
    operation = data.draw(st.sampled_from(OPERATIONS))
    if operation == "strings":
        count = 1 if old.plural is None else file.nplurals
        strings = tuple(spelled(data.draw(TEXTS), file) for _ in range(count))
        new = file.with_strings(old, strings)
        expected = old._replace(strings=strings)
    elif operation == "fuzzy":
        new = file.with_fuzzy(old, not old.fuzzy)
        flags = old.flags ^ {"fuzzy"}
        expected = old._replace(flags=flags, previous=None if old.fuzzy else old.previous)
    elif operation == "comment":
        lines = tuple(spelled(line, file) for line in data.draw(LINES))
        new = file.with_comment(old, "\n".join(lines))
        expected = old._replace(comments=lines if any(lines) or len(lines) > 1 else ())
    else:
        extracted = tuple(spelled(line, file) for line in data.draw(LINES))
        words = data.draw(st.lists(st.text("ab/.é:#", min_size=1, max_size=40), max_size=5))
        new = file.with_notes(old, extracted, words)
        expected = old._replace(extracted=extracted, references=tuple(words))

    before, after = file.bytes.split(b"\n"), new.bytes.split(b"\n")
    start, stop = old.span
    rest = len(before) - (stop - 1)
    assert after[: start - 1] == before[: start - 1]
    assert after[len(after) - rest :] == before[stop - 1 :]
    found = new.entries[at]
    assert found._replace(span=old.span) == expected
    again = po.read(new.bytes, file=file.file)
    assert again.entries == new.entries
    assert again.style.bom == file.style.bom
    assert new.bytes.endswith(b"\n") == file.bytes.endswith(b"\n")


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_adding_and_retiring_entries_leaves_the_others_as_they_are(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    new = file
    for number in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            text = spelled(data.draw(TEXTS), file)
            new = new.with_entry(
                po.Message(f"new {number}", text, data.draw(st.none() | st.just("s")))
            )
        else:
            new = new.with_obsolete(data.draw(st.sampled_from(new.entries[1:])))
    kept = {e.key: e._replace(span=(0, 0)) for e in new.entries}
    for old in file.entries:
        found = kept[old.key]
        if found.obsolete is old.obsolete:
            assert found == old._replace(span=(0, 0))
    blocks = {entry.key: piece.rstrip() for _, piece, entry in new.blocks() if not entry.obsolete}
    for _, piece, old in file.blocks():
        if old.key in blocks:
            assert blocks[old.key] == piece.rstrip()
    assert [e.obsolete for e in new.entries] == sorted(e.obsolete for e in new.entries)
    assert po.read(new.bytes, file=file.file).entries == new.entries
    assert new.bytes.endswith(b"\n") == file.bytes.endswith(b"\n")
