"""`{% purpose "marketing" %}…{% endpurpose %}`: a passage that stands only where policy allows it.

The tag becomes an `if` on the permits of the render, which also notes that the passage was met:
the class of a finished message follows from the passages in it.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from renderer.errors import did_you_mean

PURPOSES = ("service", "marketing", "survey", "referral")
ASK = "-passage"


class PurposeExtension(Extension):
    """Parses the tag; what is allowed is decided when a customer is at hand."""

    tags = {"purpose"}  # noqa: RUF012  (Jinja declares it as a plain set)

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        if parser.stream.current.type != "string":
            parser.fail('a purpose stands between quotes: `{% purpose "marketing" %}`', line)
        token = next(parser.stream)
        if token.value not in PURPOSES:
            hint = did_you_mean(token.value, PURPOSES) or f"one of {', '.join(PURPOSES)}"
            parser.fail(f"`{token.value}` is no purpose: {hint}", line)
        body = parser.parse_statements(("name:endpurpose",), drop_needle=True)
        ask = nodes.Filter(nodes.Const(token.value), ASK, [], [], None, None, lineno=line)
        return nodes.If(ask, body, [], [], lineno=line)
