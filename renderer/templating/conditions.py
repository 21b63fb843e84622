"""Conditions of the catalogue: one Jinja expression over the record, checked when it is loaded.

    when = "cancellation.reason.code == 'price' and subscription.price.amount > 20"

Every clause that `and` joins is traced by itself. A condition with a missing value never holds,
also behind `not` (`reference/record.md`, Decision). Names, kinds, constants and contradictions
are checked against the shape of the record, so nothing can go wrong once a customer comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jinja2 import Environment
from jinja2 import TemplateSyntaxError
from jinja2 import nodes
from jinja2.parser import Parser

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.shapes import Shape
from renderer.templating.clauses import Known
from renderer.templating.clauses import Test
from renderer.templating.clauses import Translator
from renderer.templating.domains import NOTHING
from renderer.templating.domains import Demand
from renderer.templating.terms import Data
from renderer.templating.terms import Refusal

MAX_LENGTH = 1_000
NOTHING_KNOWN: Known = {}
_JINJA = Environment(autoescape=True)
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_WEAKER = frozenset({"or", "if"})

Token = tuple[str, str]  # Jinja's kind and the text, white space included


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as it was decided: its own source text, whether it holds, and on what value."""

    clause: str
    holds: bool
    value: object = None

    def to_json(self) -> dict[str, object]:
        return {"clause": self.clause, "holds": self.holds, "value": plain(self.value)}


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition: `paths` that it reads, and what it demands of them."""

    source: str
    tests: tuple[tuple[str, Test], ...]
    paths: frozenset[str]
    demand: Demand

    def evaluate(self, data: Data) -> tuple[bool, tuple[Clause, ...]]:
        """Whether it holds, and every clause on this record in the order of writing."""
        clauses = []
        verdict = True
        for text, test in self.tests:
            holds, value = test(data)
            if holds is not True:
                holds = verdict = False
            clauses.append(Clause(text, holds, value))
        return verdict, tuple(clauses)

    def holds(self, data: Data) -> bool:
        """Whether all clauses hold, without a trace."""
        return all(test(data)[0] is True for _, test in self.tests)


def parse_condition(
    source: str, shape: Shape, *, file: str, line: int = 0, known: Known = NOTHING_KNOWN
) -> Condition:
    """Compile a condition over records of this shape.

    known: for a path, the texts that can occur there (for a map: its keys).
    Raises `ContentInvalid` with every flaw: syntax, unknown names, kinds that do not compare,
    constants that cannot occur, clauses that contradict each other.
    """
    try:
        return _compiled(source, Translator(shape, known), file, line)
    except TemplateSyntaxError as error:
        raise ContentInvalid((Flaw(file, line, _syntax(error)),)) from None
    except RecursionError:
        raise ContentInvalid((Flaw(file, line, "the condition is nested too deep"),)) from None


def _compiled(source: str, translator: Translator, file: str, line: int) -> Condition:
    flaws: list[Flaw] = []
    tests: list[tuple[str, Test]] = []
    demand = NOTHING
    parsed = [(text, _parse(text)) for text in map(_text, _split(_tokens(source)))]
    for text, node in parsed:
        try:
            test, more = translator.test(node)
        except Refusal as refusal:
            message, hint = refusal.args
            flaws.append(Flaw(file, line, message, hint))
            continue
        if not _reads(node):
            flaws.append(Flaw(file, line, f"`{text}` is always {str(test({})[0]).lower()}"))
        met = demand.meet(more)
        if met.impossible and not demand.impossible:
            flaws.append(Flaw(file, line, _contradiction(text, alone=more.impossible)))
        demand = met
        tests.append((text, test))
    if flaws:
        raise ContentInvalid(tuple(flaws))
    return Condition(source, tuple(tests), frozenset(translator.paths), demand)


def plain(value: object) -> object:
    """A value of the trace as JSON can hold it: decimals, dates and instants become text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def _tokens(source: str) -> list[Token]:
    if len(source) > MAX_LENGTH:
        raise TemplateSyntaxError(f"the condition is longer than {MAX_LENGTH} characters", 1)
    stream = _JINJA.lexer.tokeniter(source, None, None, "variable")
    return [(kind, text) for _, kind, text in stream]


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """The pieces that `and` joins at the top; outer parentheses are taken off."""
    while tokens and tokens[0][0] == "whitespace":
        tokens = tokens[1:]
    while tokens and tokens[-1][0] == "whitespace":
        tokens = tokens[:-1]
    depth, cuts, encloses = 0, [], bool(tokens) and tokens[0][1] == "("
    for index, (kind, text) in enumerate(tokens):
        if kind == "operator":
            depth += (text in _OPENING) - (text in _CLOSING)
        if depth == 0:
            encloses = encloses and index == len(tokens) - 1
            if kind == "name" and text in _WEAKER:
                yield tokens
                return
            if kind == "name" and text == "and":
                cuts.append(index)
    if encloses:
        yield from _split(tokens[1:-1])
    elif not cuts:
        yield tokens
    else:
        for start, end in zip([-1, *cuts], [*cuts, len(tokens)], strict=True):
            yield from _split(tokens[start + 1 : end])


def _text(tokens: list[Token]) -> str:
    return "".join(" " if kind == "whitespace" else text for kind, text in tokens)


def _parse(source: str) -> nodes.Expr:
    parser = Parser(_JINJA, source, state="variable")
    if parser.stream.eos:
        raise TemplateSyntaxError("a clause is missing here", 1)
    expression = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError(f"`{parser.stream.current.value}` is not expected here", 1)
    return expression


def _syntax(error: TemplateSyntaxError) -> str:
    message = str(error.message)
    return "no condition: " + message[:1].lower() + message[1:].rstrip(".")


def _reads(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) or any(node.find_all(nodes.Name))


def _contradiction(text: str, *, alone: bool) -> str:
    if alone:
        return f"`{text}` can never hold"
    return f"`{text}` can never hold together with the clauses before it"
