"""The text part: the layout of each kind of block, and that no word is lost, added or moved."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.channels import bodies
from renderer.channels.bodies import wrap_text


def block(kind: str, *cells: str) -> str:
    return f"\x1e{kind}" + "\x1f".join(cells)


words = st.text(
    st.one_of(
        st.sampled_from("abcdefgh äöüß-./,:()"),
        st.sampled_from("契約解約、。「」（）ーッ日年月 ab12"),
        st.sampled_from("كتاب עברית é\u0301👩\u200d👧😀한글"),
    ),
    max_size=160,
)
spaced = st.lists(words, max_size=8).map(" ".join)
blocks = st.one_of(
    st.builds(block, st.sampled_from("p12l"), spaced),
    st.builds(block, st.just("f"), words, spaced),
    st.builds(block, st.just("b"), words, words.map(lambda text: "x:" + text.replace(" ", ""))),
    st.builds(block, st.just("n"), words, spaced),
)
mails = st.lists(blocks, max_size=8).map("\n".join)


def columns(line: str) -> int:
    total = 0
    for character in line:
        if unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            total += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return total


def test_each_kind_of_block_has_its_layout() -> None:
    marked = "".join(
        [
            block("1", "Two ways to pay less"),
            block("p", "Your cancellation stands."),
            block("2", "Your October"),
            block("n", "412.5\u2028GB", "Data over your line\u2028Your plan has no limit."),
            block("f", "Kept", "Router and number"),
            block("f", "Lost", "Speed: 100 instead of 250 Mbit/s"),
            block("b", "Change to Fibre\u00a0100", "https://northwind.example/o/fibre-100"),
            block("l", "Router"),
            block("l", "Number"),
            block("p", "Kind regards,\u2028Your Northwind team"),
            block("r"),
            block("b", "Privacy", "https://northwind.example/privacy"),
            block("b", "Company details", "https://northwind.example/imprint"),
        ]
    )
    assert wrap_text(marked) == (
        "Two ways to pay less\n"
        "====================\n"
        "\n"
        "Your cancellation stands.\n"
        "\n"
        "Your October\n"
        "------------\n"
        "\n"
        "412.5 GB: Data over your line\n"
        "  Your plan has no limit.\n"
        "\n"
        "Kept: Router and number\n"
        "Lost: Speed: 100 instead of 250 Mbit/s\n"
        "\n"
        "Change to Fibre 100: https://northwind.example/o/fibre-100\n"
        "\n"
        "- Router\n"
        "- Number\n"
        "\n"
        "Kind regards,\n"
        "Your Northwind team\n"
        "\n"
        "--------------------\n"
        "\n"
        "Privacy: https://northwind.example/privacy\n"
        "Company details: https://northwind.example/imprint\n"
    )


def test_white_space_of_the_source_is_one_space() -> None:
    assert wrap_text(block("p", "\n   One\r\n\ttwo  three\n ")) == "One two three\n"
    assert wrap_text("\n  before the first block\n" + block("p", "then")) == (
        "before the first block\n\nthen\n"
    )


def test_paragraphs_wrap_at_the_last_space_that_fits() -> None:
    text = wrap_text(block("p", "aaaa bbbb cccc dddd"), width=9)
    assert text == "aaaa bbbb\ncccc dddd\n"
    assert wrap_text(block("p", "aaaa bbbb cccc"), width=8) == "aaaa\nbbbb\ncccc\n"


def test_items_facts_and_explanations_hang() -> None:
    assert wrap_text(block("l", "aaaa bbbb cccc"), width=9) == "- aaaa\n  bbbb\n  cccc\n"
    assert wrap_text(block("f", "Kept", "aaa bbb ccc"), width=9) == "Kept: aaa\n  bbb ccc\n"
    assert wrap_text(block("n", "7", "devices\u2028aaa bbb ccc"), width=9) == (
        "7: devices\n  aaa bbb\n  ccc\n"
    )


def test_what_is_joined_by_a_no_break_space_stays_together() -> None:
    text = wrap_text(block("p", "Your contract ends on 20\u00a0December\u00a02026"), width=30)
    assert text == "Your contract ends on\n20 December 2026\n"
    assert wrap_text(block("p", "契約契約\u00a0契約"), width=10) == "契約契\n約 契約\n"


def test_an_address_is_never_cut() -> None:
    link = "https://northwind.example/o/" + "契" * 30 + "x" * 80
    text = wrap_text(block("b", "Change to Fibre 100", link), width=40)
    assert text == f"Change to Fibre 100:\n  {link}\n"
    assert wrap_text(block("p", f"See {link[:28]}{'x' * 80} now"), width=40) == (
        f"See\n{link[:28]}{'x' * 80}\nnow\n"
    )


def test_a_link_without_words_of_its_own_stands_once() -> None:
    link = "https://northwind.example/help"
    assert wrap_text(block("b", link, link)) == f"{link}\n"
    assert wrap_text(block("b", "", link)) == f"{link}\n"
    assert wrap_text(block("b", "Help", "")) == "Help\n"


def test_a_label_that_ends_in_a_colon_or_asks_gets_no_other_colon() -> None:
    assert wrap_text(block("f", "Kept:", "number")) == "Kept: number\n"
    assert wrap_text(block("b", "Was it the price?", "https://a.example/1")) == (
        "Was it the price? https://a.example/1\n"
    )


def test_empty_blocks_vanish() -> None:
    nothing = [block(kind, " \u00a0\n\u2028") for kind in "p12lfbn"]
    assert wrap_text("".join(nothing)) == ""
    assert wrap_text("".join([block("p", "a"), *nothing, block("p", "b")])) == "a\n\nb\n"
    assert wrap_text(block("f", "a", "1") + block("p") + block("f", "b", "2")) == "a: 1\nb: 2\n"
    assert wrap_text(block("n", "7", "")) == "7\n"
    assert wrap_text(block("n", "", "devices")) == "devices\n"


def test_the_rule_is_no_signature_mark() -> None:
    assert wrap_text(block("p", "a") + block("r") + block("p", "b")) == f"a\n\n{'-' * 20}\n\nb\n"


def test_wide_characters_take_two_columns() -> None:
    assert wrap_text(block("1", "解約")) == "解約\n====\n"
    assert wrap_text(block("p", "契" * 10), width=10) == "契契契契契\n契契契契契\n"


def test_japanese_breaks_between_characters_but_not_where_it_is_forbidden() -> None:
    assert (
        wrap_text(block("p", "あいうえお。かきくけこ"), width=10) == "あいうえ\nお。かきく\nけこ\n"
    )
    assert wrap_text(block("p", "あいうえ「お」かき"), width=10) == "あいうえ\n「お」かき\n"
    assert wrap_text(block("p", "ああああ20日"), width=10) == "ああああ\n20日\n"


def test_latin_words_inside_japanese_stay_whole() -> None:
    text = wrap_text(block("p", "契約S-441200を解約します。"), width=12)
    assert text == "契約\nS-441200を解\n約します。\n"


def test_an_emoji_is_not_taken_apart() -> None:
    family = "👩\u200d👩\u200d👧"
    assert wrap_text(block("p", family + family), width=6) == f"{family}\n{family}\n"


def test_an_unknown_kind_is_refused() -> None:
    for marked in (block("x", "a"), block("x"), "\x1e"):
        with pytest.raises(ValueError, match="no block of text is of the kind"):
            wrap_text(marked)


@settings(max_examples=200, deadline=None)
@given(mails, st.integers(20, 90))
def test_the_same_words_come_in_the_same_order(marked: str, width: int) -> None:
    def letters(text: str) -> str:
        return "".join(character for character in text if character.isalnum())

    laid = wrap_text(marked, width=width)
    source = "".join(part[1:] for part in marked.split("\x1e")[1:])
    assert letters(laid) == letters(source)


@settings(max_examples=200, deadline=None)
@given(mails, st.integers(20, 90))
def test_lines_keep_the_width_and_have_no_blanks_at_their_ends(marked: str, width: int) -> None:
    laid = wrap_text(marked, width=width)
    assert laid == "" or laid.endswith("\n")
    for line in laid.split("\n"):
        assert line == line.rstrip(" ")
        if columns(line) > width:  # then it is one piece, which no break could have shortened
            assert " " not in line.strip(" ").removeprefix("- ")


@given(st.text(st.sampled_from("契約解約、。「」（）ーッ日年月を"), min_size=1, max_size=200))
def test_no_line_begins_with_closing_punctuation(text: str) -> None:
    for line in wrap_text(block("p", text), width=20).splitlines()[1:]:
        assert line[0] not in "、。」）ーッ"


@pytest.mark.parametrize("plane", range(0, 0x2300, 0x100))
def test_characters_outside_the_uneven_ranges_take_one_column(plane: int) -> None:
    for character in map(chr, range(plane, plane + 0x100)):
        printable = unicodedata.category(character) not in ("Cc", "Cn", "Zl", "Zp")
        if printable and character != "\u00ad" and not bodies._UNEVEN.search(character):
            assert columns(character) == 1, f"U+{ord(character):04X}"
