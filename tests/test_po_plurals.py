"""Plural expressions: the C of gettext, computed without `eval`."""

from __future__ import annotations

import gettext
import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.po import plural_forms

REAL = [
    "nplurals=1; plural=0;",
    "nplurals=2; plural=(n != 1);",
    "nplurals=2; plural=n>1",
    "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2;",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
    " ? 1 : 2);",
    "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "nplurals=5; plural=n==1 ? 0 : n==2 ? 1 : (n>2 && n<7) ? 2 :(n>6 && n<11) ? 3 : 4;",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :"
    " n%100>=11 ? 4 : 5);",
]
NUMBERS = [*range(250), 1000, 10_000, 999_999, 1_000_000, 2_000_000]


@pytest.mark.parametrize("header", REAL)
def test_the_rules_of_real_languages_are_those_of_gettext(header: str) -> None:
    forms = plural_forms(header)
    reference = gettext.c2py(header.partition("plural=")[2].rstrip(";"))
    assert [forms.form(n) for n in NUMBERS] == [reference(n) for n in NUMBERS]


Meaning = Callable[[int], int]
SIGNS: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "*": operator.mul,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "&&": lambda left, right: left != 0 and right != 0,
    "||": lambda left, right: left != 0 or right != 0,
}


def joined(left: tuple[str, Meaning], sign: str, right: tuple[str, Meaning]) -> tuple[str, Meaning]:
    return (
        f"({left[0]}) {sign} ({right[0]})",
        lambda n: int(SIGNS[sign](left[1](n), right[1](n))),
    )


def chosen(*parts: tuple[str, Meaning]) -> tuple[str, Meaning]:
    condition, yes, no = parts
    return (
        f"({condition[0]}) ? {yes[0]} : {no[0]}",
        lambda n: yes[1](n) if condition[1](n) else no[1](n),
    )


def expressions() -> st.SearchStrategy[tuple[str, Meaning]]:
    """Expressions together with what they mean."""
    atoms: st.SearchStrategy[tuple[str, Meaning]] = st.one_of(
        st.just(("n", lambda n: n)),
        st.integers(0, 120).map(lambda value: (str(value), lambda _: value)),
        st.integers(1, 99).map(lambda value: (f"n % {value}", lambda n: n % value)),
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds(joined, inner, st.sampled_from(sorted(SIGNS)), inner),
            st.builds(chosen, inner, inner, inner),
            inner.map(lambda one: (f"!({one[0]})", lambda n: int(not one[1](n)))),
        ),
        max_leaves=8,
    )


@settings(deadline=None, max_examples=200)
@given(expressions(), st.integers(0, 2000))
def test_any_expression_is_computed_as_in_c(expression: tuple[str, Meaning], n: int) -> None:
    text, meaning = expression
    forms = plural_forms(f"nplurals=6; plural=({text}) % 6;")
    assert forms.form(n) == meaning(n) % 2**64 % 6


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4", 3),
        ("8 / 2 / 2", 2),
        ("7 - 2 - 1", 4),
        ("1 || 0 && 0", 1),
        ("2 > 1 == 1", 1),
        ("!0 + !0", 2),
        ("!!5", 1),
        ("0 ? 1 : 0 ? 2 : 3", 3),
        ("1 ? 0 ? 4 : 5 : 3", 5),
    ],
)
def test_operators_bind_as_in_c(expression: str, value: int) -> None:
    assert plural_forms(f"nplurals=6; plural={expression};").form(1) == value


def test_numbers_are_unsigned_and_have_64_bits() -> None:
    assert plural_forms("nplurals=2; plural=n - 1 > 5;").form(0) == 1
    assert plural_forms("nplurals=2; plural=n > 1;").form(-1) == 0
    assert plural_forms("nplurals=2; plural=n > 1;").form(-2) == 1
    assert plural_forms("nplurals=2; plural=n * n == 0;").form(2**32) == 1


def test_a_rule_that_fails_for_a_large_number_gives_the_first_form() -> None:
    assert plural_forms("nplurals=2; plural=n > 5000 ? 7 : n != 1;").form(6000) == 0
    assert plural_forms("nplurals=2; plural=n > 5000 ? 1 / (n - n) : 1;").form(6000) == 0


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "`Plural-Forms` is not of the form"),
        ("plural=0;", "`Plural-Forms` is not of the form"),
        ("nplurals=1;", "`Plural-Forms` is not of the form"),
        ("nplurals = 2; plural=n>1;", "`Plural-Forms` is not of the form"),
        ("nplurals=-1; plural=0;", "`Plural-Forms` is not of the form"),
        ("nplurals=0; plural=0;", "`nplurals` is 0"),
        ("nplurals=7; plural=0;", "`nplurals` is 7"),
        ("nplurals=" + "9" * 5000 + "; plural=0;", "`nplurals` is 999999999,"),
        ("nplurals=1; plural=;", "`plural` is cut off"),
        ("nplurals=1; plural=n +;", "`plural` is cut off"),
        ("nplurals=1; plural=(n;", "`plural` is cut off"),
        ("nplurals=1; plural=n);", "unexpected `)`"),
        ("nplurals=1; plural=n n;", "unexpected `n`"),
        ("nplurals=1; plural=nn;", "unexpected `n`"),
        ("nplurals=1; plural=n = 1;", "unexpected `=`"),
        ("nplurals=1; plural=n ? 0;", "`plural` is cut off"),
        ("nplurals=1; plural=-1;", "unexpected `-`"),
        ("nplurals=1; plural=n ** 2;", "unexpected `*`"),
        ("nplurals=1; plural=0x1;", "unexpected `x`"),
        ("nplurals=1; plural=1234567890;", "unexpected"),
        ("nplurals=1; plural=٣;", "unexpected `٣`"),
        ("nplurals=1; plural=__import__('os');", "unexpected `_`"),
        ("nplurals=2; plural=n;", "`plural` is 2 for n = 2, but `nplurals` is 2"),
        ("nplurals=2; plural=5 / n;", "`plural` divides by zero for n = 0"),
        ("nplurals=2; plural=n % (n - n);", "`plural` divides by zero for n = 0"),
        ("nplurals=1; plural=" + "(" * 500 + "0" + ")" * 500 + ";", "too long"),
        ("nplurals=1; plural=" + "(" * 90 + "0" + ")" * 90 + ";", "nested too deeply"),
        ("nplurals=1; plural=" + "n?" * 40 + "0" + ":0" * 40 + ";", "nested too deeply"),
        ("nplurals=1; plural=" + "0+" * 150 + "0;", "too long"),
        ("nplurals=1; plural=" + "!" * 5000 + "0;", "too long"),
    ],
)
def test_what_cannot_be_used_is_refused(header: str, message: str) -> None:
    with pytest.raises(ValueError, match="`") as caught:
        plural_forms(header)
    assert message in str(caught.value)


@settings(deadline=None, max_examples=300)
@given(st.text("n012 ()!?:<>=&|+-*/%;x\n", max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        forms = plural_forms(f"nplurals=6; plural={text}")
    except ValueError as error:
        assert str(error)  # noqa: PT017 - both outcomes are right, nothing else is
    else:
        assert 0 <= forms.form(10**9) < 6
