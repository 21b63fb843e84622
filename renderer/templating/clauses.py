"""One clause of a condition: from Jinja's syntax tree to a Python closure, with types checked.

Only constants, paths into the record, comparisons, `in`, `and`, `or` and `not` are translated;
there is nothing in a clause that could call, loop or reach outside the record. A test answers
True, False or None: None when a value that it needed is missing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from renderer.errors import did_you_mean
from renderer.shapes import Shape
from renderer.shapes import listing
from renderer.templating.domains import NOTHING
from renderer.templating.domains import UNKNOWN
from renderer.templating.domains import Bound
from renderer.templating.domains import Demand
from renderer.templating.domains import Domain
from renderer.templating.domains import demand
from renderer.templating.terms import Data
from renderer.templating.terms import Keys
from renderer.templating.terms import Refusal
from renderer.templating.terms import Term
from renderer.templating.terms import amount_hint
from renderer.templating.terms import constant
from renderer.templating.terms import dated
from renderer.templating.terms import keys_of
from renderer.templating.terms import shape_below
from renderer.templating.terms import words_for

Outcome = tuple["bool | None", Any]  # whether it holds (None: a value is missing), what decided
Test = Callable[[Data], Outcome]
Compare = Callable[[Any, Any], bool]
Read = Callable[[Data], Any]
Known = Mapping[str, Collection[str]]

NEGATED = {"eq": "ne", "ne": "eq", "lt": "gteq", "gteq": "lt", "gt": "lteq", "lteq": "gt"} | {
    "in": "notin",
    "notin": "in",
}
FLIPPED = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "lteq": "gteq", "gteq": "lteq"}
COMPARE: Mapping[str, Compare] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "gt": operator.gt,
    "lteq": operator.le,
    "gteq": operator.ge,
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}
MISSING: Outcome = (None, None)


class Translator:
    """Translates the clauses of one condition; `paths` gathers what they read."""

    def __init__(self, shape: Shape, known: Known) -> None:
        self.shape = shape
        self.known = known
        self.paths: set[str] = set()

    def test(self, node: nodes.Node, *, negated: bool = False) -> tuple[Test, Demand]:
        """The test of a node that is true or false, and what it demands of its paths."""
        if isinstance(node, nodes.Not):
            return self.test(node.node, negated=not negated)
        if isinstance(node, nodes.And | nodes.Or):
            return self._both(node, negated)
        if isinstance(node, nodes.Compare):
            return self._compare(node, negated)
        return self._bare(self.term(node), negated)

    def term(self, node: nodes.Node) -> Term:
        """The term of a node that is a value."""
        if isinstance(node, nodes.Const):
            return constant(node.value)
        if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const):
            term = constant(node.node.value)
            if term.shape.kind == "number":
                return Term(term.shape, value=-term.value)
        if isinstance(node, nodes.List | nodes.Tuple):
            return self._constants(node)
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            keys = keys_of(node)
            return Term(self._shape_at(keys), ".".join(map(str, keys)), keys)
        raise Refusal(
            f"{words_for(node)} cannot stand in a condition",
            "a condition has paths, texts, numbers, lists of them, comparisons, `in`, "
            "`and`, `or`, `not`",
        )

    def _both(self, node: nodes.And | nodes.Or, negated: bool) -> tuple[Test, Demand]:
        left, left_demand = self.test(node.left, negated=negated)
        right, right_demand = self.test(node.right, negated=negated)
        needs_both = isinstance(node, nodes.And) is not negated

        def test(data: Data) -> Outcome:
            outcome = left(data)
            # a missing value settles the clause, and so does the first side that decides
            return right(data) if outcome[0] is needs_both else outcome

        return test, left_demand.meet(right_demand) if needs_both else left_demand.join(
            right_demand
        )

    def _compare(self, node: nodes.Compare, negated: bool) -> tuple[Test, Demand]:
        if negated and len(node.ops) > 1:
            test, _ = self._compare(node, False)
            return _inverted(test), UNKNOWN
        tests: list[Test] = []
        demanded = NOTHING
        left = self.term(node.expr)
        for operand in node.ops:
            right = self.term(operand.expr)
            op = NEGATED[operand.op] if negated else operand.op
            test, more = self._pair(left, op, right)
            tests.append(test)
            demanded = demanded.meet(more)
            left = right
        return (tests[0] if len(tests) == 1 else _chained(tests)), demanded

    def _pair(self, left: Term, op: str, right: Term) -> tuple[Test, Demand]:
        if op in ("in", "notin"):
            left, right = self._membership(left, right)
        else:
            left, right = self._alike(left, op, right)
        as_day = {left.shape.kind, right.shape.kind} == {"date", "moment"}
        read_left = left.reader(as_day=as_day and left.shape.kind == "moment")
        read_right = right.reader(as_day=as_day and right.shape.kind == "moment")
        if left.path and not right.path:
            test = _against(COMPARE[op], read_left, right.value)
        else:
            test = _between(COMPARE[op], read_left, read_right, shows_left=bool(left.path))
        return test, UNKNOWN if as_day else _demanded(left, op, right)

    def _alike(self, left: Term, op: str, right: Term) -> tuple[Term, Term]:
        """Both sides, constants turned into the kind of the other side."""
        left, right = dated(left, right), dated(right, left)
        kinds = {left.shape.kind, right.shape.kind}
        days = kinds <= {"date", "moment"}
        if len(kinds) > 1 and not days:
            raise Refusal(f"{left.words} is compared with {right.words}", amount_hint(left, right))
        if not kinds <= {"text", "number", "flag", "date", "moment"}:
            raise Refusal(f"{left.words} cannot be compared", amount_hint(left, right))
        if op not in ("eq", "ne") and not (days or kinds == {"number"}):
            raise Refusal(f"{left.words} has no order", "compare with `==`, `!=` or `in`")
        self._check_known(left, right)
        self._check_known(right, left)
        return left, right

    def _membership(self, left: Term, right: Term) -> tuple[Term, Term]:
        """What `in` compares: a value with the items of a list, a text with a text or a map."""
        item = right.shape.item
        if right.shape.kind == "list" and item is not None:
            if left.shape.kind == "date" and item.kind == "text" and not right.path:
                days = tuple(dated(constant(value), left).value for value in right.value)
                item = left.shape
                right = Term(listing("constants", item), value=days)
            if left.shape.kind != item.kind:
                raise Refusal(f"{left.words} is looked for among items of another kind")
            self._check_known(right, left)
            for value in () if right.path else right.value:
                self._check_known(left, Term(item, value=value))
            return left, right
        if right.shape.kind in ("text", "map") and left.shape.kind == "text":
            return left, right
        raise Refusal(f"{left.words} is looked for in {right.words}", "`in` needs a list")

    def _bare(self, term: Term, negated: bool) -> tuple[Test, Demand]:
        """A path on its own: a flag is asked for its value, anything else for its presence."""
        if not term.path:
            raise Refusal(f"{term.words} is no condition", "compare it with something")
        if term.shape.kind == "number":
            raise Refusal(f"{term.words} is no condition", f"compare it: `{term.path} > 0`")
        read, wanted = term.reader(), not negated
        is_flag = term.shape.kind == "flag"

        def test(data: Data) -> Outcome:
            value = read(data)
            if value is None:
                return MISSING
            return bool(value) is wanted, value if is_flag else bool(value)

        if not is_flag:
            return test, UNKNOWN
        return test, demand(term.path, Domain(allowed=frozenset({wanted})))

    def _constants(self, node: nodes.List | nodes.Tuple) -> Term:
        terms = [self.term(item) for item in node.items]
        kinds = {term.shape.kind for term in terms}
        if any(term.path for term in terms) or len(kinds) != 1 or kinds == {"list"}:
            raise Refusal("a list in a condition holds constants of one kind, at least one")
        return Term(listing("constants", terms[0].shape), value=tuple(term.value for term in terms))

    def _shape_at(self, keys: Keys) -> Shape:
        shape, path = self.shape, ""
        for key in keys:
            self._check_map_key(shape, path, str(key))
            below = shape_below(shape, key)
            if below is None:
                known = shape.fields
                where = f"`{path}` has no `{key}`" if path else f"the record has no `{key}`"
                hint = did_you_mean(str(key), known)
                raise Refusal(where, hint or (f"it has {', '.join(known)}" if known else ""))
            shape = below
            path = f"{path}.{key}" if path else str(key)
        self.paths.add(path)
        return shape

    def _check_map_key(self, shape: Shape, path: str, key: str) -> None:
        names = self.known.get(path)
        if shape.kind == "map" and names is not None and key not in names:
            raise Refusal(f"`{key}` never occurs in `{path}`", did_you_mean(key, names))

    def _check_known(self, term: Term, constant: Term) -> None:
        names = self.known.get(term.path) if term.path and not constant.path else None
        if names is not None and constant.value not in names:
            hint = did_you_mean(str(constant.value), names)
            raise Refusal(f"`{constant.value!s}` never occurs in `{term.path}`", hint)


def _demanded(left: Term, op: str, right: Term) -> Demand:
    """What a comparison of a path with a constant demands of the path."""
    if bool(left.path) is bool(right.path):
        return UNKNOWN
    if op in ("in", "notin"):
        if left.path:
            values = frozenset(right.value)
            domain = Domain(allowed=values) if op == "in" else Domain(excluded=values)
            return demand(left.path, domain)
        if right.shape.kind != "list":
            return UNKNOWN
        items = frozenset({left.value})
        domain = Domain(with_items=items) if op == "in" else Domain(without_items=items)
        return demand(right.path, domain)
    term, value = (left, right.value) if left.path else (right, left.value)
    if term.shape.kind == "moment":
        return UNKNOWN  # a day and an instant on the same path could not be ordered
    op = op if left.path else FLIPPED[op]
    match op:
        case "eq":
            domain = Domain(allowed=frozenset({value}))
        case "ne":
            domain = Domain(excluded=frozenset({value}))
        case "gt" | "gteq":
            domain = Domain(low=Bound(value, open=op == "gt"))
        case _:
            domain = Domain(high=Bound(value, open=op == "lt"))
    return demand(term.path, domain)


def _against(holds: Compare, read: Read, constant: Any) -> Test:
    """A path compared with a constant: the usual case, made short."""

    def test(data: Data) -> Outcome:
        value = read(data)
        return MISSING if value is None else (holds(value, constant), value)

    return test


def _between(holds: Compare, read_left: Read, read_right: Read, *, shows_left: bool) -> Test:
    def test(data: Data) -> Outcome:
        one = read_left(data)
        other = None if one is None else read_right(data)
        if other is None:
            return MISSING
        return holds(one, other), one if shows_left else other

    return test


def _inverted(test: Test) -> Test:
    def inverted(data: Data) -> Outcome:
        holds, value = test(data)
        return None if holds is None else not holds, value

    return inverted


def _chained(tests: list[Test]) -> Test:
    def chained(data: Data) -> Outcome:
        outcome: Outcome = MISSING
        for test in tests:
            outcome = test(data)
            if not outcome[0]:
                return outcome
        return outcome

    return chained
