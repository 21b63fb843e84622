"""Strings: escapes and wrapping, the latter compared with msgcat's."""

from __future__ import annotations

import random
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.po.strings import columns
from renderer.po.strings import escape
from renderer.po.strings import quoted
from renderer.po.strings import unescape

WORDS = {
    "en": "you can keep your plan, {name}, until the end of this month (or the next): see "
    "<link>your offer</link>; e-mail and/or text, 20 % off! https://northwind.example/stay/x",
    "de": "Sie können Ihren Tarif, {name}, bis zum 20. November behalten: größer – „schöner“ und "
    "günstiger; E-Mail- und SMS-Versand, Kündigungsbestätigungsschreiben! Mehr? Übersicht.",
    "fr": "vous pouvez garder votre offre, {name} : jusqu’à la fin du mois ; voulez-vous rester ? "
    "« Bien sûr » ! Dès aujourd'hui, c'est-à-dire 1 234,50 € par mois.",
    "ru": "вы можете сохранить тариф, {name}, до конца месяца — подробности в личном кабинете: "
    "всё-таки «дешевле»! Правда? Да.",
    "ar": "يمكنك الاحتفاظ بخطتك يا {name} حتى نهاية الشهر، هل تريد البقاء؟ نعم؛ بالتأكيد.",
}
JAPANESE = (
    "{name} さま、解約のお手続きが完了しました。ご利用いただき、ありがとうございました。"
    "「ノースウィンド」では、いつでもお戻りをお待ちしております。ちょっとしたご意見も、"
    "チャットやメールでお聞かせください！サービスは11月20日まで使えます（料金はかかりません）。"
)


def sentences(language: str, count: int) -> list[str]:
    draw = random.Random(language)
    words = WORDS[language].split()
    return [" ".join(draw.choices(words, k=draw.randint(1, 40))) for _ in range(count)]


def catalogue(fields: list[str]) -> str:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    entries = [f'\nmsgid "{number}"\n{field}\n' for number, field in enumerate(fields)]
    return header + "".join(entries)


def unlike_msgcat(texts: list[str]) -> int:
    """How many texts msgcat writes in other lines."""
    mine = ["\n".join(quoted("msgstr", text)) for text in texts]
    done = subprocess.run(
        ["msgcat", "-"], input=catalogue(mine).encode(), capture_output=True, check=True
    )
    theirs = [
        entry.partition("\n")[2].rstrip("\n") for entry in done.stdout.decode().split("\n\n")[1:]
    ]
    assert len(theirs) == len(mine)
    return sum(one != other for one, other in zip(mine, theirs, strict=True))


@pytest.mark.parametrize("language", WORDS)
def test_sentences_are_wrapped_as_msgcat_does(language: str) -> None:
    assert unlike_msgcat(sentences(language, 400)) <= 4


def test_japanese_is_wrapped_as_msgcat_does() -> None:
    texts = [JAPANESE[start:end] for start in range(0, 60, 3) for end in range(start + 5, 200, 7)]
    assert unlike_msgcat([text for text in texts if text]) <= len(texts) // 100


def test_line_feeds_long_words_and_spaces_are_laid_out_as_msgcat_does() -> None:
    texts = [
        *("one\n", "one\ntwo", "one\n\ntwo\n", "\n", "\n\n", "a" * 200, "b " * 60, "  c", "d   "),
        *("a" * 69 + " b", "a" * 70, "a" * 71, "a" * 70 + "\n", "word " * 15 + "\n"),
        *('\ttab "quote" \\ backslash ' * 4, "x" * 60 + " " + "y" * 90, "word " * 16),
    ]
    assert unlike_msgcat(texts) == 0


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("ä", 1), ("a\u0308", 1), ("解約", 4), ("한글", 4), ("\u200b", 0)],
)
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


def test_without_a_width_only_line_feeds_begin_new_lines() -> None:
    long = "word " * 40
    assert quoted("msgid", long, width=0) == [f'msgid "{long}"']
    assert quoted("msgid", f"{long}\nx", width=0) == ['msgid ""', f'"{long}\\n"', '"x"']


def test_no_line_is_longer_than_79_columns_if_it_can_be_broken() -> None:
    for language in WORDS:
        for text in sentences(language, 50):
            for line in quoted("#~ msgstr[0]", text.replace("https://northwind.example/", "")):
                assert columns(line) <= 79


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escapes_are_read_back(text: str) -> None:
    assert unescape(escape(text), "utf-8") == text


@given(st.text(st.sampled_from('ab \n\t"\\.-/é漢、々（\u2028'), max_size=300), st.integers(0, 90))
def test_wrapped_lines_are_read_back(text: str, width: int) -> None:
    first, *rest = quoted("msgstr", text, width=width)
    bodies = [first.removeprefix("msgstr ")[1:-1], *(line[1:-1] for line in rest)]
    assert "".join(unescape(body, "utf-8") for body in bodies) == text
    assert all("\n" not in line for line in (first, *rest))
