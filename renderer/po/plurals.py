"""The `Plural-Forms` header: a parser for its C expression, compiled into closures, never `eval`.

Grammar and meaning are those of GNU gettext (`plural.y`): `n`, decimal numbers, parentheses and the
operators `! * / % + - < > <= >= == != && || ?:` of C on unsigned 64-bit numbers.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Rule = Callable[[int], int]

GERMANIC = "nplurals=2; plural=(n != 1);"
"""What gettext takes for granted when a catalogue says nothing."""

MOST_FORMS = 6
MOST_TOKENS = 200
DEEPEST = 20
_PROBED = 1001  # msgfmt, too, tries the expression with 0 to 1,000
_WORD = 0xFFFF_FFFF_FFFF_FFFF

_TOKEN = re.compile(r"[ \t\r\n]*([0-9]{1,9}(?![0-9])|n(?!\w)|&&|\|\||[=!<>]=|[-+*/%<>!?:()]|$|.)")
_NUMBER = re.compile(r"[0-9]+")
_COUNT = re.compile(r"nplurals=[ \t]*([0-9]+)[ \t]*(?:;|$)")
_EXPRESSION = re.compile(r"plural=([^;]*)")

_OPERATORS: dict[str, tuple[int, Callable[[int, int], int]]] = {
    "==": (3, operator.eq),
    "!=": (3, operator.ne),
    "<": (4, operator.lt),
    ">": (4, operator.gt),
    "<=": (4, operator.le),
    ">=": (4, operator.ge),
    "+": (5, lambda left, right: left + right & _WORD),
    "-": (5, lambda left, right: left - right & _WORD),
    "*": (6, lambda left, right: left * right & _WORD),
    "/": (6, operator.floordiv),
    "%": (6, operator.mod),
}
_LEVELS = {"||": 1, "&&": 2} | {sign: level for sign, (level, _) in _OPERATORS.items()}


@dataclass(frozen=True, slots=True)
class PluralForms:
    """The number of forms and the rule that picks one."""

    count: int
    rule: Rule

    def form(self, n: int) -> int:
        """The index of the form for `n`; 0 where the rule fails, as gettext does at run time."""
        try:
            index = int(self.rule(abs(n) & _WORD))
        except ZeroDivisionError:
            return 0
        return index if index < self.count else 0


@lru_cache(maxsize=256)
def plural_forms(header: str) -> PluralForms:
    """The value of a `Plural-Forms` field, such as `nplurals=2; plural=(n != 1);`.

    Raises ValueError if it cannot be parsed, or if its parts do not match for 0 to 1,000.
    """
    count = _COUNT.search(header)
    expression = _EXPRESSION.search(header)
    if not count or not expression:
        raise ValueError("`Plural-Forms` is not of the form `nplurals=…; plural=…;`")
    forms = int(count[1]) if len(count[1]) < 3 else MOST_FORMS + 1
    if not 1 <= forms <= MOST_FORMS:
        raise ValueError(f"`nplurals` is {count[1][:9]}, not one of 1 to {MOST_FORMS}")
    rule = _Parser(expression[1]).parse()
    for n in range(_PROBED):
        try:
            index = int(rule(n))
        except ZeroDivisionError:
            raise ValueError(f"`plural` divides by zero for n = {n}") from None
        if index >= forms:
            raise ValueError(f"`plural` is {index} for n = {n}, but `nplurals` is {forms}")
    return PluralForms(forms, rule)


class _Parser:
    """Recursive descent with precedence climbing; every level counts towards `DEEPEST`."""

    def __init__(self, expression: str) -> None:
        self.tokens = [match[1] for match in _TOKEN.finditer(expression[: MOST_TOKENS * 4])]
        if len(expression) > MOST_TOKENS * 4 or len(self.tokens) > MOST_TOKENS:
            raise ValueError("`plural` is too long")
        self.at = 0
        self.depth = 0

    def parse(self) -> Rule:
        rule = self.choice()
        if self.tokens[self.at]:
            raise self.unexpected()
        return rule

    def unexpected(self) -> ValueError:
        token = self.tokens[self.at]
        return ValueError(f"`plural`: unexpected `{token}`" if token else "`plural` is cut off")

    def take(self, token: str) -> bool:
        if self.tokens[self.at] != token:
            return False
        self.at += 1
        return True

    def demand(self, token: str) -> None:
        if not self.take(token):
            raise self.unexpected()

    def choice(self) -> Rule:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ValueError("`plural` is nested too deeply")
        condition = self.chain(1)
        if self.take("?"):
            yes = self.choice()
            self.demand(":")
            no = self.choice()
            self.depth -= 1
            return lambda n: yes(n) if condition(n) else no(n)
        self.depth -= 1
        return condition

    def chain(self, level: int) -> Rule:
        """Operators that bind at least as tightly as `level`, all of them from left to right."""
        left = self.single()
        while _LEVELS.get(sign := self.tokens[self.at], 0) >= level:
            self.at += 1
            left = _joined(sign, left, self.chain(_LEVELS[sign] + 1))
        return left

    def single(self) -> Rule:
        negated = 0
        while self.take("!"):
            negated += 1
        if self.take("("):
            rule = self.choice()
            self.demand(")")
        elif self.take("n"):
            rule = _identity
        elif _NUMBER.fullmatch(self.tokens[self.at]):
            rule = _constant(int(self.tokens[self.at]))
            self.at += 1
        else:
            raise self.unexpected()
        if not negated:
            return rule
        return (lambda n: not rule(n)) if negated % 2 else (lambda n: bool(rule(n)))


def _identity(n: int) -> int:
    return n


def _constant(value: int) -> Rule:
    return lambda _: value


def _joined(sign: str, left: Rule, right: Rule) -> Rule:
    if sign == "&&":
        return lambda n: bool(left(n) and right(n))
    if sign == "||":
        return lambda n: bool(left(n) or right(n))
    apply = _OPERATORS[sign][1]
    return lambda n: apply(left(n), right(n))
