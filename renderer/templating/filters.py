"""The filters a template may use: the customer's formats, isolation, and the basic ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from renderer.templating.allowance import Flavour
from renderer.templating.basics import basics
from renderer.templating.basics import bounded
from renderer.templating.basics import joined
from renderer.templating.state import ValueRefused
from renderer.templating.state import current
from renderer.templating.state import each
from renderer.templating.writing import escaped
from renderer.templating.writing import known
from renderer.templating.writing import link_target
from renderer.templating.writing import printable

# Names that no template can write, for what the compiler itself puts in.
EACH = "-each"
JOINED = "-joined"
LINK = "-link"

# Each is the method of the same name of the customer's `Formats` (renderer/locales).
FROM_FORMATS = (
    "country",
    "date",
    "date_range",
    "day_month",
    "deadline",
    "duration",
    "moment",
    "money",
    "month_name",
    "number",
    "percent",
    "short_date",
    "time",
    "unit",
    "zone",
)


def table(flavour: Flavour) -> dict[str, Callable[..., Any]]:
    """Every filter of an environment of this flavour, by name."""
    html = flavour == "html"
    return {
        **basics(),
        **{name: _formatted(name) for name in FROM_FORMATS},
        "bdi": _bdi if html else _plain,
        "host": host,
        "listing": _listing,
        "nowrap": _nowrap if html else _plain,
        "phone_link": phone_link,
        EACH: each,
        JOINED: joined,
        LINK: _link if html else link_target,
    }


def names() -> tuple[str, ...]:
    """The filters that an author may write, sorted."""
    return tuple(sorted(name for name in table("html") if not name.startswith("-")))


def host(url: Any) -> str:
    """A web address as people read it: without its scheme and a final slash."""
    if not isinstance(known(url), str):
        raise ValueRefused("`host` needs a web address")
    return str(url).removeprefix("https://").removeprefix("http://").rstrip("/")


def phone_link(number: Any) -> str:
    """`+43 1 234 56 00` as a `tel:` target."""
    if not isinstance(known(number), str):
        raise ValueRefused("`phone_link` needs a telephone number")
    digits = "".join(c for c in number if c == "+" or unicodedata.category(c) == "Nd")
    return f"tel:{digits}"


def _formatted(name: str) -> Callable[..., Any]:
    def apply(value: Any, *arguments: Any, **options: Any) -> str:
        method = getattr(current.get().formats, name)
        try:
            text: str = method(value, *arguments, **options)
        except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError):
            if known(value) is None:
                raise ValueRefused(f"`{name}` got an empty value: guard it with `if`") from None
            raise ValueRefused(f"`{name}` cannot format this value") from None
        return text

    return apply


def _listing(items: Any) -> str:
    """`a, b and c` of values, or of phrases that are markup already."""
    if not isinstance(known(items), list | tuple):
        raise ValueRefused("`listing` needs a list")
    listing = current.get().formats.listing
    if not any(isinstance(item, Markup) for item in items):
        return bounded(listing([printable(item) for item in items]))
    # The words of a locale's list pattern hold no markup, so only the items need escaping.
    return Markup(bounded(listing([escaped(item) for item in items])))  # noqa: S704


def _bdi(value: Any) -> Markup:
    return Markup(f"<bdi>{escaped(value)}</bdi>")  # noqa: S704  (escaped)


def _nowrap(value: Any) -> Markup:
    return Markup(f'<span style="white-space:nowrap">{escaped(value)}</span>')  # noqa: S704


def _link(url: Any) -> Markup:
    return Markup(escaped(link_target(url)))  # noqa: S704  (escaped)


def _plain(value: Any) -> Any:
    return value
