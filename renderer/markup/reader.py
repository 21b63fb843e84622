"""A linear reader of markup: enough of HTML and MJML to know where each character stands.

It builds no tree and never backtracks, so hostile or broken sources cost time in proportion to
their length. It serves the checks before MJML (whose parser can crash) and those behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MarkupKind = Literal["text", "comment", "open", "close", "declaration"]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:_-]*")
_TAG_END = re.compile(r"\s*(/?)>")
_ATTRIBUTE = re.compile(
    r"""\s*([^\s"'<>/=]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""", re.DOTALL
)
RAW_TEXT = frozenset({"style", "script"})


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name="value"`: `start` and `end` span the value; `quote` is empty for an unquoted one."""

    name: str
    value: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Markup:
    """One token of the source from `start` to `end`; `name` is the element's, lower case."""

    kind: MarkupKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False

    def attribute(self, name: str) -> Attribute | None:
        return next((item for item in self.attributes if item.name == name), None)


class MarkupBroken(ValueError):
    """The source cannot be read on from offset `at`."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message, at)
        self.message = message
        self.at = at


def read(source: str, start: int = 0, end: int | None = None) -> Iterator[Markup]:
    """Split the source into text, comments, tags and declarations, in order, without gaps."""
    at = start
    stop = len(source) if end is None else end
    raw = ""
    while at < stop:
        if raw:
            closing = _find_raw_end(source, raw, at, stop)
            if closing > at:
                yield Markup("text", at, closing, name=raw)
            at, raw = closing, ""
            continue
        less = source.find("<", at, stop)
        if less < 0:
            less = stop
        if less > at:
            yield Markup("text", at, less)
            at = less
            continue
        token = _tag(source, at, stop)
        yield token
        at = token.end
        if token.kind == "open" and token.name in RAW_TEXT and not token.closed:
            raw = token.name


def _find_raw_end(source: str, name: str, at: int, stop: int) -> int:
    match = re.compile(rf"</{name}", re.IGNORECASE).search(source, at, stop)
    if match is None:
        raise MarkupBroken(f"`<{name}>` is never closed", at)
    return match.start()


def _tag(source: str, at: int, stop: int) -> Markup:
    if source.startswith("<!--", at):
        return Markup("comment", at, _comment_end(source, at, stop))
    if source.startswith(("<!", "<?"), at):
        close = source.find(">", at, stop)
        if close < 0:
            raise MarkupBroken("a declaration is never closed", at)
        return Markup("declaration", at, close + 1)
    closing = source.startswith("</", at)
    name = _NAME.match(source, at + (2 if closing else 1), stop)
    if name is None:
        raise MarkupBroken("a `<` that begins no tag must be written `&lt;`", at)
    if closing:
        close = source.find(">", name.end(), stop)
        if close < 0 or source[name.end() : close].strip():
            raise MarkupBroken(f"`</{name[0]}` is never closed (`>`)", at)
        return Markup("close", at, close + 1, name[0].lower())
    attributes, position = _attributes(source, name.end(), stop)
    end = _TAG_END.match(source, position, stop)
    if end is None:
        raise MarkupBroken(f"`<{name[0]}` is never closed, or an attribute is broken", at)
    return Markup("open", at, end.end(), name[0].lower(), tuple(attributes), bool(end[1]))


def _comment_end(source: str, at: int, stop: int) -> int:
    # Browsers also end a comment at `<!-->` and at `--!>`, other parsers do not.
    if source.startswith(("<!-->", "<!--->"), at):
        raise MarkupBroken("a comment must hold something", at)
    close = source.find("-->", at + 4, stop)
    if close < 0:
        raise MarkupBroken("a comment is never closed (`-->`)", at)
    if source.find("--!>", at, close) >= 0:
        raise MarkupBroken("a comment is closed with `-->`, not with `--!>`", at)
    return close + 3


def _attributes(source: str, position: int, stop: int) -> tuple[list[Attribute], int]:
    found: list[Attribute] = []
    while match := _ATTRIBUTE.match(source, position, stop):
        group = next((n for n in (3, 4, 5) if match[n] is not None), 0)
        quote = {3: '"', 4: "'"}.get(group, "")
        span = match.span(group) if group else (match.end(), match.end())
        found.append(Attribute(match[1].lower(), match[group] if group else "", *span, quote))
        position = match.end()
    return found, position
