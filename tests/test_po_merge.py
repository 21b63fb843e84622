"""Templates, new catalogues, and bringing catalogues up to date without guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer import po
from renderer.errors import TranslationInvalid
from renderer.po import Message

SUBJECT = Message("subject", "Come back to {plan}", None, ("Max. 60.",), ("win-back/email.mjml",))
MONTHS = Message(None, "{n} month", "{n} months", (), ("parts/terms.mjml",))
HELLO = Message(None, "Hello", None, (), ("a.mjml", "b.mjml"))
LEAVE = Message("button", "Leave")

FRENCH = r"""# Traduit avec soin.
msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"X-Custom: kept\n"

# Du translator.
#. Max. 60.
#: win-back/email.mjml
#, fuzzy, python-brace-format
#| msgid "Come to {plan}"
msgctxt "subject"
msgid "Come back to {plan}"
msgstr "Revenez à {plan}"


#: parts/terms.mjml
msgid "{n} month"
msgid_plural "{n} months"
msgstr[0] "{n} mois"
msgstr[1] "{n} mois"

#~ msgid "Gone"
#~ msgstr "Parti"
"""


def template(*messages: Message) -> po.PoFile:
    return po.read(po.write_pot(messages).encode(), file="messages.pot")


def french(text: str = FRENCH) -> po.PoFile:
    return po.read(text.encode(), file="fr.po")


def merged(*messages: Message, text: str = FRENCH) -> po.PoFile:
    """The merged file, which is also what is read from its bytes."""
    result = po.merge(french(text), template(*messages))
    assert po.read(result.bytes, file="fr.po").entries == result.entries
    assert po.merge(result, template(*messages)) is result
    return result


def test_a_template_is_written_the_same_every_time() -> None:
    assert po.write_pot([SUBJECT, MONTHS], header={"Project-Id-Version": "adieu"}) == (
        "#, fuzzy\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: adieu\\n"\n'
        '"Language: \\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n'
        "\n"
        "#. Max. 60.\n"
        "#: win-back/email.mjml\n"
        'msgctxt "subject"\n'
        'msgid "Come back to {plan}"\n'
        'msgstr ""\n'
        "\n"
        "#: parts/terms.mjml\n"
        'msgid "{n} month"\n'
        'msgid_plural "{n} months"\n'
        'msgstr[0] ""\n'
        'msgstr[1] ""\n'
    )


def test_a_sentence_in_several_places_is_one_entry_with_all_notes() -> None:
    other = Message("subject", SUBJECT.id, None, ("Max. 60.", "Friendly."), ("a.mjml",))
    (entry,) = template(SUBJECT, other).messages
    assert entry.extracted == ("Max. 60.", "Friendly.")
    assert entry.references == ("win-back/email.mjml", "a.mjml")


def test_a_sentence_with_and_without_a_plural_is_one_entry_with_it() -> None:
    (entry,) = template(Message(None, MONTHS.id), MONTHS).messages
    assert entry.plural == "{n} months"


def test_two_plurals_of_a_sentence_and_an_empty_sentence_are_refused() -> None:
    with pytest.raises(TranslationInvalid) as caught:
        po.write_pot([MONTHS, Message(None, "{n} month", "months"), Message("sms", "")])
    assert [flaw.message for flaw in caught.value.flaws] == [
        "`{n} month` has two different plurals",
        "message has an empty `msgid`",
    ]


def test_a_new_catalogue_has_the_forms_of_its_language() -> None:
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    file = po.new_catalog("pl", template(SUBJECT, MONTHS), forms, header={"X-Domain": "messages"})
    assert file.file == "locales/pl/LC_MESSAGES/messages.po"
    assert file.header["Language"] == "pl"
    assert file.header["X-Domain"] == "messages"
    assert (file.nplurals, file.plural(22)) == (3, 1)
    assert [entry.strings for entry in file.messages] == [("",), ("", "", "")]
    assert file.messages[0].extracted == ("Max. 60.",)
    assert not file.entries[0].fuzzy
    assert file.flaws == ()


def test_a_new_catalogue_names_its_locale_as_gettext_does() -> None:
    forms = "nplurals=1; plural=0;"
    assert po.new_catalog("zh-Hant-HK", template(), forms).header["Language"] == "zh_Hant_HK"


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("../../etc", "nplurals=1; plural=0;"), ("", "nplurals=1; plural=0;"), ("de", "nplurals=9")],
)
def test_a_new_catalogue_needs_a_locale_and_its_plural_forms(locale: str, forms: str) -> None:
    with pytest.raises(TranslationInvalid):
        po.new_catalog(locale, template(), forms)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        FRENCH.replace("\n", "\r\n"),
        "\ufeff" + FRENCH.rstrip("\n"),
        FRENCH.replace("#: win-back/email.mjml\n", "#:   win-back/email.mjml  \n"),
    ],
)
def test_an_unchanged_template_changes_nothing(text: str) -> None:
    file = french(text)
    assert po.merge(file, template(MONTHS, SUBJECT)) is file


def test_a_new_catalogue_is_up_to_date() -> None:
    pot = template(SUBJECT, MONTHS, HELLO)
    file = po.new_catalog("fr", pot, "nplurals=2; plural=(n > 1);")
    assert po.merge(file, pot) is file


def test_new_messages_stand_behind_those_in_use() -> None:
    file = merged(HELLO, SUBJECT, LEAVE, MONTHS)
    start, end = FRENCH.split("\n#~ msgid")
    assert file.bytes.decode() == (
        start
        + '\n#: a.mjml b.mjml\nmsgid "Hello"\nmsgstr ""\n'
        + '\nmsgctxt "button"\nmsgid "Leave"\nmsgstr ""\n'
        + "\n#~ msgid"
        + end
    )


def test_changed_notes_change_only_their_lines() -> None:
    other = Message("subject", SUBJECT.id, None, ("Max. 50.",), SUBJECT.references)
    assert merged(other, MONTHS).bytes.decode() == FRENCH.replace("Max. 60.", "Max. 50.")


def test_a_message_that_vanished_becomes_obsolete() -> None:
    assert merged(MONTHS).bytes.decode() == (
        FRENCH[: FRENCH.index("\n# Du translator")]
        + FRENCH[FRENCH.index("\n\n#: parts/terms.mjml") :]
        + "\n# Du translator.\n"
        + "#, fuzzy, python-brace-format\n"
        + '#~| msgid "Come to {plan}"\n'
        + '#~ msgctxt "subject"\n'
        + '#~ msgid "Come back to {plan}"\n'
        + '#~ msgstr "Revenez à {plan}"\n'
    )


def test_a_message_that_vanished_untranslated_leaves_nothing_but_a_comment() -> None:
    file = po.merge(merged(SUBJECT, MONTHS, HELLO, LEAVE), template(SUBJECT, MONTHS))
    assert file.bytes.decode() == FRENCH
    file = merged(SUBJECT, MONTHS, HELLO, LEAVE)
    file = file.with_comment(file.messages[2], "how formal?")
    file = po.merge(file, template(SUBJECT, MONTHS))
    assert file.entries[-1].key == (None, "Hello")
    assert file.entries[-1].obsolete


def test_a_message_that_comes_back_is_revived_with_its_comment_and_flags() -> None:
    gone = po.merge(french(), template(MONTHS))
    back = po.merge(gone, template(SUBJECT, MONTHS))
    assert po.read(back.bytes, file="fr.po").entries == back.entries
    was = french().find(SUBJECT.id, "subject")
    found = back.find(SUBJECT.id, "subject")
    assert was
    assert found
    assert found._replace(span=was.span) == was
    assert [entry.id for entry in back.entries] == ["", MONTHS.id, SUBJECT.id, "Gone"]


def test_a_message_that_is_only_similar_is_not_matched() -> None:
    file = merged(Message("subject", "Come back to {plan}!"), Message(None, SUBJECT.id), MONTHS)
    assert [(entry.key, any(entry.strings)) for entry in file.messages] == [
        ((None, "{n} month"), True),
        (("subject", "Come back to {plan}!"), False),
        ((None, "Come back to {plan}"), False),
    ]


def test_a_message_that_gets_a_plural_keeps_its_translation_for_review() -> None:
    file = merged(Message("subject", SUBJECT.id, "Come back to {n} plans"), MONTHS)
    found = file.find(SUBJECT.id, "subject")
    assert found
    assert found.strings == ("Revenez à {plan}", "Revenez à {plan}")
    assert found.flags == {"fuzzy", "python-brace-format"}
    assert found.previous == po.Previous("subject", SUBJECT.id, None)
    assert found.comments == ("Du translator.",)


def test_a_message_whose_plural_changes_or_goes_likewise() -> None:
    file = merged(SUBJECT, Message(None, MONTHS.id, "{n} full months", (), MONTHS.references))
    found = file.find(MONTHS.id)
    assert found
    assert (found.strings, found.fuzzy) == (("{n} mois", "{n} mois"), True)
    assert found.previous == po.Previous(None, "{n} month", "{n} months")
    found = merged(SUBJECT, Message(None, MONTHS.id)).find(MONTHS.id)
    assert found
    assert (found.plural, found.strings, found.fuzzy) == (None, ("{n} mois",), True)


def test_an_untranslated_message_with_another_plural_needs_no_review() -> None:
    text = FRENCH.replace('"{n} mois"', '""')
    found = merged(SUBJECT, Message(None, MONTHS.id), text=text).find(MONTHS.id)
    assert found
    assert (found.strings, found.fuzzy, found.previous) == (("",), False, None)


def test_header_order_blank_lines_and_ends_stay() -> None:
    text = FRENCH.replace("\n", "\r\n").removesuffix("\r\n")
    file = merged(HELLO, MONTHS, text=text)
    assert file.header["X-Custom"] == "kept"
    assert file.bytes.count(b"\n") == file.bytes.count(b"\r\n")
    assert not file.bytes.endswith(b"\n")


def test_everything_may_vanish() -> None:
    file = merged()
    assert file.messages == ()
    assert len(file.entries) == 4
    assert merged(text='msgid "a"\nmsgstr ""').entries == ()
    assert merged(text="\n\n" + FRENCH[FRENCH.index("#: parts") :]).messages == ()


POOL = [
    SUBJECT,
    MONTHS,
    HELLO,
    LEAVE,
    Message(None, "Gone"),
    Message(None, "{n} month"),
    Message(None, "Hello", None, ("Another\ncomment",), ("z.mjml",)),
    Message(None, "Hello", "Hellos"),
]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.sampled_from(POOL), unique_by=lambda m: m.key), max_size=4))
def test_after_any_merges_a_catalogue_has_what_the_last_template_has(
    rounds: list[list[Message]],
) -> None:
    file = french()
    for messages in rounds:
        pot = template(*messages)
        file = po.merge(file, pot)
        assert po.merge(file, pot) is file
        assert po.read(file.bytes, file="fr.po").entries == file.entries
        assert {(e.key, e.plural, e.extracted, e.references) for e in file.messages} == {
            (e.key, e.plural, e.extracted, e.references) for e in pot.messages
        }
        assert all(len(e.strings) == (1 if e.plural is None else 2) for e in file.messages)
        assert any("Parti" in entry.strings for entry in file.entries)
        assert any("Revenez à {plan}" in entry.strings for entry in file.entries)
