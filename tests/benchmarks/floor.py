"""The peers of a compiled email: plain Jinja with ready strings, and MJML for each customer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import mjml
from jinja2 import Environment

from renderer.library import Library
from tests.benchmarks.scene import MESSAGE
from tests.benchmarks.scene import Scene

_VALUE = re.compile(r"\x02(\d+)\x03")


def plain_jinja(scene: Scene) -> Callable[[], str]:
    """The same HTML as a plain Jinja template whose values are strings made beforehand.

    Every value that the compiled email prints is traced once and becomes `{{ v[n] }}`, escaped by
    Jinja as usual: no translation, no formats, no guards, no loops.
    """
    html, values = traced(scene)
    source = _VALUE.sub(lambda match: f"{{{{ v{match[1]} }}}}", html)
    template = Environment(autoescape=True).from_string(source)
    content = {f"v{number}": value for number, value in enumerate(values)}
    return lambda: template.render(**content)


def traced(scene: Scene) -> tuple[str, list[str]]:
    """The email's HTML with each printed value replaced by a mark, and the values."""
    values: list[str] = []

    def mark(value: Any) -> str:
        values.append(str(value))
        return f"\x02{len(values) - 1}\x03"

    environment = scene.program.template.environment
    before = environment.finalize
    source = scene.program.source
    try:
        environment.finalize = mark
        code = environment.compile(source.text, name=source.name, filename=source.name)
        template = environment.template_class.from_code(environment, code, environment.globals)
        other = type(scene.program)(source, template, frozenset(), ())
        html = type(scene)(scene.renderer, scene.record, other, scene.content, scene.state).run()
    finally:
        environment.finalize = before
    return html, values


def jinja_then_mjml(scene: Scene, locale: str = "de-AT") -> Callable[[], str]:
    """What most services do: fill the MJML for each customer, then compile it."""
    library: Library = scene.renderer.library
    _, values = traced(scene)
    source = "".join(
        piece.text
        for piece in library.flat(f"templates/messages/{MESSAGE}/email.mjml")
        if piece.kind == "text"
    )
    filler = "".join(f"<mj-text>{{{{ v{number} }}}}</mj-text>" for number in range(len(values)))
    column = source.rfind("</mj-column>")
    template = Environment(autoescape=True).from_string(source[:column] + filler + source[column:])
    content = {f"v{number}": value for number, value in enumerate(values)}
    return lambda: mjml.mjml2html(template.render(**content), fonts={})
