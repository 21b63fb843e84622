"""GNU gettext as second opinion: msgfmt and msgcat read what we read, and what we write."""

from __future__ import annotations

import random
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer import po
from renderer.errors import TranslationInvalid
from renderer.po import Message

TEXT = r"""# Translators of Northwind, 2026.
#
msgid ""
msgstr ""
"Project-Id-Version: northwind 1\n"
"PO-Revision-Date: 2026-11-23 13:00+0000\n"
"Last-Translator: Petra Muster <petra@example.com>\n"
"Language-Team: Polish <https://example.com/projects/northwind/messages/pl/>\n"
"Language: pl\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 "
"|| n%100>=20) ? 1 : 2);\n"

# Formal address.
#. Subject of the email.
#: templates/messages/win-back/email.mjml templates/parts/footer.mjml
#, fuzzy, no-wrap
#| msgctxt "subject"
#| msgid "Come \"back\""
msgctxt "subject"
msgid "Come back to {plan}"
msgstr "Wróć do {plan}"

#: templates/parts/terms.mjml
msgid "{n} month"
msgid_plural "{n} months"
msgstr[0] "{n} miesiąc"
msgstr[1] "{n} miesiące"
msgstr[2] "{n} miesięcy"

msgid ""
"Two lines:\n"
"\ttab, \\backslash, \"quotes\" and \303\263\xc3\xb3.\n"
msgstr ""
"Dwa wiersze:\n"
"\ttabulator, \\ukośnik, \"cudzysłów\" i ó.\n"

msgid "untranslated"
msgstr ""

# Old.
#, fuzzy
#~| msgid "Go"
#~ msgctxt "button"
#~ msgid "Leave"
#~ msgstr "Odejdź"
"""


def run(*command: str, text: bytes, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(command, input=text, capture_output=True, check=False)
    assert not check or done.returncode == 0, done.stderr.decode()
    return done


def compiled(text: bytes, folder: Path) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """What msgfmt makes of a file, from the format of `.mo` files (GNU gettext manual, 11.3)."""
    target = folder / "messages.mo"
    run("msgfmt", "--use-fuzzy", "-o", str(target), "-", text=text)
    data = target.read_bytes()
    count, ids, strings = struct.unpack_from("<3I", data, 8)
    found = {}
    for number in range(count):
        pair = []
        for table in (ids, strings):
            length, start = struct.unpack_from("<2I", data, table + 8 * number)
            pair.append(data[start : start + length].decode())
        context, separator, message = pair[0].rpartition("\x04")
        key = (context if separator else None, message.partition("\0")[0])
        found[key] = tuple(pair[1].split("\0"))
    return found


def ours(file: po.PoFile) -> dict[tuple[str | None, str], tuple[str, ...]]:
    entries = [entry for entry in file.entries if not entry.obsolete and entry.strings[0]]
    return {entry.key: entry.strings for entry in entries}


def bare(file: po.PoFile) -> list[po.Entry]:
    return [entry._replace(span=(1, 1)) for entry in file.entries]


def read(data: bytes) -> po.PoFile:
    return po.read(data, file="messages.po")


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.rstrip("\n")])
def test_msgfmt_reads_the_same_translations(text: str, tmp_path: Path) -> None:
    assert compiled(text.encode(), tmp_path) == ours(read(text.encode()))


def test_msgcat_reads_the_same_entries() -> None:
    theirs = run("msgcat", "-", text=TEXT.encode()).stdout
    assert bare(read(theirs)) == bare(read(TEXT.encode()))


@pytest.mark.parametrize("flags", ["", ", no-wrap"])
def test_msgcat_leaves_our_lines_as_they_are(flags: str) -> None:
    text = TEXT.replace(", no-wrap", flags).replace(r"\303\263\xc3\xb3", "ó")
    file = read(text.encode()).with_entry(Message("sms", "Hi {name}!", None, ("Short.",), ("a",)))
    file = file.with_strings(file.entries[1], ["Wróć " * 40])
    file = file.with_comment(file.entries[2], "Which months?\nAll.")
    file = file.with_obsolete(file.entries[3])
    lines = file.bytes.decode().splitlines()
    theirs = run("msgcat", "-", text=file.bytes).stdout.decode().splitlines()
    assert theirs == lines


BROKEN = {
    "merge markers": ("\nmsgid", "\n<<<<<<< HEAD\nmsgid"),
    "unterminated": ('"Wróć do {plan}"', '"Wróć do {plan}'),
    "unknown escape": ("Wróć", r"Wr\d"),
    "no msgstr": ('msgstr "Wróć do {plan}"\n', ""),
    "no msgid": ('msgid "untranslated"\n', ""),
    "typing error": ('msgid "untranslated"', 'mgsid "untranslated"'),
    "comment inside": ('msgid "untranslated"\n', 'msgid "untranslated"\n# why\n'),
    "duplicate": ('msgid "untranslated"', 'msgid "{n} month"'),
    "duplicate of an obsolete one": ('msgid "untranslated"', 'msgctxt "button"\nmsgid "Leave"'),
    "no plural": ('msgid_plural "{n} months"\n', ""),
    "no index": ("msgstr[0]", "msgstr"),
    "wrong index": ("msgstr[1]", "msgstr[2]"),
    "late index": ("msgstr[0]", "msgstr[3]"),
    "index without plural": ('msgstr "Wróć', 'msgstr[0] "Wróć'),
    "half obsolete": ('#~ msgid "Leave"', 'msgid "Leave"'),
    "bytes of another charset": ("Wróć", "Wr\udcf3"),
    "rule cut off": ("|| n%100>=20) ? 1 : 2);", "|| n%100>="),
    "rule beyond its forms": ("nplurals=3", "nplurals=2"),
    "rule divides by zero": ("(n==1 ?", "(n/n==1 ?"),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_what_msgfmt_refuses_we_refuse(damage: str) -> None:
    old, new = BROKEN[damage]
    assert old in TEXT
    data = TEXT.replace(old, new).encode(errors="surrogateescape")
    check = run("msgfmt", "--check", "-o", "/dev/null", "-", text=data, check=False)
    assert check.returncode != 0
    with pytest.raises(TranslationInvalid):
        read(data)


def test_what_msgfmt_checks_about_plural_forms_we_report() -> None:
    data = TEXT.replace('msgstr[2] "{n} miesięcy"\n', "").encode()
    check = run("msgfmt", "--check", "-o", "/dev/null", "-", text=data, check=False)
    assert check.returncode != 0
    assert len(read(data).flaws) == 1


SCRAPS = ["", "\n", '"', "\\", "#", "#~ ", "#| ", "x", 'msgid "', 'msgstr "', "[1]", " ", "ó", ">"]


def test_of_damaged_files_we_read_none_that_msgfmt_refuses(tmp_path: Path) -> None:
    draw = random.Random(20261123)
    read_alike = 0
    for _ in range(150):
        at = draw.randrange(TEXT.index("\n\n"), len(TEXT))
        damaged = TEXT[:at] + draw.choice(SCRAPS) + TEXT[at + draw.randrange(4) :]
        try:
            file = read(damaged.encode())
        except TranslationInvalid:
            continue
        assert compiled(damaged.encode(), tmp_path) == ours(file)
        read_alike += 1
    assert read_alike > 20


STRINGS = st.text(
    st.one_of(
        st.sampled_from('ab "\\\n\t{}é-/。漢'),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=100,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(STRINGS, STRINGS), min_size=1, max_size=8))
def test_msgfmt_and_msgcat_read_what_we_write(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    """Line feeds stand inside: msgfmt wants them at the ends of both strings or of none."""
    messages = [Message(str(number), f"<{id}>") for number, (id, _) in enumerate(texts)]
    pot = po.write_pot(messages)
    file = po.new_catalog("de", read(pot.encode()), "nplurals=2; plural=(n != 1);")
    for entry, (_, text) in zip(file.messages, texts, strict=True):
        file = file.with_strings(entry, [f"<{text}>"])
    assert compiled(file.bytes, tmp_path_factory.mktemp("mo")) == ours(file)
    assert bare(read(run("msgcat", "-", text=file.bytes).stdout)) == bare(file)


def test_a_new_catalogue_and_a_merged_one_pass_msgfmt_check() -> None:
    pot = read(po.write_pot([Message(None, "a", "b"), Message("sms", "untranslated")]).encode())
    for file in (
        po.new_catalog("de-AT", pot, "nplurals=2; plural=(n != 1);"),
        po.merge(read(TEXT.encode()), pot),
    ):
        run("msgfmt", "--check", "-o", "/dev/null", "-", text=file.bytes)


def test_after_msgmerge_a_merge_finds_nothing_to_do(tmp_path: Path) -> None:
    messages = [
        Message("subject", "Come back to {plan}", None, ("New note.",), ("a.mjml", "b.mjml")),
        Message(None, "{n} month", "{n} months", (), ("templates/parts/terms.mjml",)),
        Message("button", "Leave"),
        Message(None, "new " * 30, None, (), tuple(f"templates/{n}.mjml" for n in range(9))),
    ]
    pot, old = tmp_path / "messages.pot", tmp_path / "messages.po"
    pot.write_text(po.write_pot(messages), encoding="utf-8")
    old.write_text(TEXT, encoding="utf-8")
    done = run("msgmerge", "--no-fuzzy-matching", "--previous", str(old), str(pot), text=b"")
    template = read(pot.read_bytes())
    theirs, mine = read(done.stdout), po.merge(read(TEXT.encode()), template)
    assert po.merge(theirs, template) is theirs
    assert {e.key: (e.strings, e.obsolete, e.references) for e in theirs.entries[1:]} == {
        e.key: (e.strings, e.obsolete, e.references) for e in mine.entries[1:]
    }
