"""What may stand in the markup of a message, and where in it data may stand.

Data is escaped for text and for quoted attributes. In a style, a script, an event handler, a name
or an unquoted value escaping does not help, so a template tag there is refused
(`reference/security.md`, Templates). Links have one of three schemes, and nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from renderer.markup.contexts import conditional
from renderer.markup.reader import Attribute
from renderer.markup.reader import Markup
from renderer.markup.reader import read
from renderer.sources import TOKEN
from renderer.sources import Shielded
from renderer.sources import numbers

Report = Callable[[int, str, str], None]

# HTML elements without a closing tag.
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# They run, load, submit, or change how the text behind them is read.
FORBIDDEN = frozenset(
    {"script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link"}
    | {"form", "input", "button", "select", "textarea", "video", "audio", "source", "track"}
    | {"canvas", "svg", "math", "template", "slot", "noscript", "noembed", "noframes"}
    | {"plaintext", "xmp"}
)
_LINKING = frozenset({"a", "area", "mj-button", "mj-image", "mj-navbar-link", "mj-social-element"})
_LOADING = frozenset(
    {"src", "srcset", "background", "background-url", "poster", "data", "ping", "action"}
    | {"formaction", "xlink:href", "base-url", "longdesc", "cite", "usemap"}
)
_REMOTE = re.compile(r"\s*(?:[\w.+-]+:|//)")
_TARGET = re.compile(r"https://[^/?#\s]+|mailto:|tel:|#")
_LOADING_STYLE = re.compile(r"url\s*\(|@import|@font-face|expression\s*\(|behavior\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one medium.

    carries: the attributes in which data may stand.
    drawn: the scheme of pictures that are drawn from data and not loaded, such as `qr:`.
    """

    medium: str
    carries: frozenset[str]
    drawn: str = ""

    def check_open(self, source: Shielded, token: Markup, report: Report) -> None:
        """Report what is wrong with an opening tag, whatever its element."""
        at = token.start
        if token.name in FORBIDDEN:
            report(at, f"`<{token.name}>` cannot stand in {self.medium}", "")
        spans = [(item.start, item.end) for item in token.attributes]
        for found in TOKEN.finditer(source.text, token.start, token.end):
            if not any(start <= found.start() < end for start, end in spans):
                hint = "put it inside a value"
                report(at, "a template tag stands between attributes", hint)
        names = [item.name for item in token.attributes]
        for attribute in token.attributes:
            if names.count(attribute.name) > 1:
                report(at, f"`{attribute.name}` stands twice in `<{token.name}>`", "")
            self._check_attribute(source, token, attribute, report)

    def check_text(self, source: Shielded, token: Markup, report: Report) -> None:
        """Report data in a style sheet, and a style sheet that loads something."""
        if found := TOKEN.search(source.text, token.start, token.end):
            report(found.start(), "data cannot stand in a style sheet", "")
        elif found := _LOADING_STYLE.search(source.text, token.start, token.end):
            report(found.start(), f"a style in {self.medium} loads nothing", "")

    def check_comment(self, source: Shielded, token: Markup, report: Report) -> None:
        """Report template tags in a comment; check what Outlook alone sees like anything else."""
        if found := TOKEN.search(source.text, token.start, token.end):
            hint = "write `{# … #}`, which is left out of the message"
            report(found.start(), "a template tag stands in a comment", hint)
        elif inner := conditional(source.text, token.start, token.end):
            for seen in read(source.text, *inner):
                if seen.kind == "open":
                    self.check_open(source, seen, report)

    def _check_attribute(
        self, source: Shielded, token: Markup, attribute: Attribute, report: Report
    ) -> None:
        name, value, at = attribute.name, attribute.value, token.start
        found = numbers(value)
        drawn = bool(self.drawn) and name == "src" and value.startswith(self.drawn)
        if name.startswith("on"):
            report(at, f"`{name}` would run a script, which cannot stand in {self.medium}", "")
        if name == "http-equiv" or name == "srcdoc":
            report(at, f"`{name}` cannot stand in {self.medium}", "")
        if found and not attribute.quote:
            report(at, f"the value of `{name}` must stand in quotes", "")
        carries = drawn or name in self.carries or name.startswith(("aria-", "data-"))
        if found and not carries:
            hint = "write a constant; data may stand in the text, `href`, `alt`, `title`"
            report(at, f"a template tag cannot stand in `{name}`", hint)
        if any(source.tags[number].kind == "tag" for number in found):
            hint = "choose the value with `{{ a if b else c }}`"
            report(at, f"`{{% … %}}` cannot stand in `{name}`", hint)
        if name == "href":
            self._check_target(token, value, report)
        if name in _LOADING and not drawn and _REMOTE.match(value):
            hint = "put the picture into the brand's `img` folder and write `img/name.png`"
            report(at, f"{self.medium} loads nothing but the brand's own pictures", hint)
        if name == "style" and _LOADING_STYLE.search(value):
            report(at, f"a style in {self.medium} loads nothing", "")

    def _check_target(self, token: Markup, value: str, report: Report) -> None:
        if token.name not in _LINKING:
            report(token.start, f"`<{token.name}>` cannot have a link", "")
            return
        target = _TARGET.match(value)
        if TOKEN.match(value):
            return  # what the value begins with is checked when it is known
        if target is None:
            hint = "a link begins with `https://`, `mailto:`, `tel:` or `#`"
            report(token.start, "a link leads nowhere that is allowed", hint)
        elif TOKEN.search(target[0]):
            hint = "let the whole address come from one value"
            report(token.start, "data cannot choose the host of a link", hint)
