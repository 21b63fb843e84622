"""The filters that know no locale: of Jinja's own the useful ones, with bounds and without traps.

Jinja's text filters print whatever they are given, a part of the record included; `round` and
`int` can be made to eat all memory. Those are ours; the others only choose and order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from decimal import ROUND_HALF_UP
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2.filters import FILTERS
from markupsafe import Markup

from renderer.templating.allowance import MAX_ITEMS
from renderer.templating.allowance import MAX_NUMBER
from renderer.templating.allowance import MAX_TEXT
from renderer.templating.state import LimitReached
from renderer.templating.state import ValueRefused
from renderer.templating.writing import escaped
from renderer.templating.writing import known
from renderer.templating.writing import printable

# They hand items on as they are: one of them, or a choice in some order.
_PICKING = ("first", "last", "max", "min")
_CHOOSING = ("list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique")
# In markup, tags and references stay as they are.
_WORDS = re.compile(r"(<[^>]*>|&\w+;|&#\w+;)|([^<&]+|[<&])")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)


def basics() -> Mapping[str, Callable[..., Any]]:
    """The filters by name."""
    return {
        **{name: FILTERS[name] for name in _PICKING},
        **{name: _listed(FILTERS[name]) for name in _CHOOSING},
        "abs": magnitude,
        "capitalize": _changing("capitalize", str.capitalize),
        "int": whole,
        "join": join,
        "length": length,
        "lower": _changing("lower", str.lower),
        "round": rounded,
        "sum": total,
        "trim": _changing("trim", str.strip),
        "upper": _changing("upper", str.upper),
    }


def join(items: Any, between: str = "", *, attribute: str | None = None) -> str:
    """The items as one text with `between` between them, or a field of each item."""
    if isinstance(known(items), str | Mapping) or not isinstance(items, Iterable):
        raise ValueRefused("`join` needs a list")
    if attribute is None and all(type(item) is str for item in (between, *items)):
        return bounded(between.join(items))
    found: list[Any] = []
    for item in items:
        found += [between] if found else []
        found.append(item if attribute is None else _field(item, attribute))
    return joined(*found)


def joined(*parts: Any) -> str:
    """What `~` makes of its sides: text, or markup as soon as one side is markup."""
    if any(isinstance(part, Markup) for part in parts):
        return Markup(bounded("".join([escaped(part) for part in parts])))  # noqa: S704  (escaped)
    return bounded("".join([printable(part) for part in parts]))


def bounded(text: str) -> str:
    """The text, as long as it is below the limit."""
    if len(text) > MAX_TEXT:
        raise LimitReached(f"a text of over {MAX_TEXT} characters was built")
    return text


def added(left: Any, right: Any) -> Any:
    """What `+` makes of two numbers, two texts or two lists, within the limits."""
    if isinstance(left, list) and isinstance(right, list):
        if len(left) + len(right) > MAX_ITEMS:
            raise LimitReached(f"a list of over {MAX_ITEMS} items was built")
        return left + right
    if isinstance(left, str) and isinstance(right, str):
        return joined(left, right)
    return number("+", left) + number("+", right)


def number(name: str, value: Any) -> Any:
    """The value, if it is a number of a sensible size."""
    if isinstance(known(value), bool) or not isinstance(value, int | float | Decimal):
        raise ValueRefused(f"`{name}` works on numbers only")
    if not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise LimitReached(f"`{name}` got a number beyond all measure")
    return value


def magnitude(value: Any) -> Any:
    """The number without its sign."""
    return abs(number("abs", value))


def rounded(value: Any, digits: int = 0) -> Any:
    """The number with so many decimals, halves away from zero."""
    exact = Decimal(str(number("round", value)))
    if not isinstance(digits, int) or not 0 <= digits <= 9:
        raise ValueRefused("`round` takes 0 to 9 decimals")
    result = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return result if digits else int(result)


def whole(value: Any) -> int:
    """The whole number in a text, or a number without its decimals."""
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value.strip()):
            raise ValueRefused("`int` needs a whole number")
        return int(value)
    return int(number("int", value))


def total(items: Any, *, attribute: str | None = None) -> Any:
    """The sum of the numbers in a list, or of a field of its items."""
    result: Any = 0
    for item in items:
        result = number("sum", result) + number(
            "sum", item if attribute is None else _field(item, attribute)
        )
    return result


def length(value: Any) -> int:
    """How many items or characters there are."""
    if not isinstance(known(value), str | list | tuple | dict):
        raise ValueRefused("`length` needs a list or a text")
    return len(value)


def _listed(choose: Callable[..., Any]) -> Callable[..., Any]:
    """The filter with a list as its result, which has a length; a text stays a text."""

    @wraps(choose)  # with the marks by which Jinja knows what to pass
    def apply(*arguments: Any, **options: Any) -> Any:
        chosen = choose(*arguments, **options)
        return chosen if isinstance(chosen, str) else list(chosen)

    return apply


def _field(item: Any, name: str) -> Any:
    if not isinstance(item, dict) or name not in item:
        raise ValueRefused("an item does not have this field")
    return item[name]


def _changing(name: str, change: Callable[[str], str]) -> Callable[[Any], str]:
    def apply(value: Any) -> str:
        if isinstance(value, Markup):
            words = _WORDS.sub(lambda found: found[1] or change(found[2]), str(value))
            return Markup(words)  # noqa: S704  (what was markup, its tags untouched)
        if not isinstance(known(value), str):
            raise ValueRefused(f"`{name}` needs a text")
        return change(value)

    return apply
