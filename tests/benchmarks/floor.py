"""The peers of a compiled email: plain Jinja with ready strings, and MJML for each customer."""

from __future__ import annotations

import re
from collections.abc import Callable

import mjml
from jinja2 import Environment
from markupsafe import Markup

from renderer.content import SHAPE
from renderer.sources import LineMap
from renderer.sources import Source
from renderer.templating.lexing import pieces
from renderer.templating.program import MAX_ITERATIONS
from renderer.templating.program import compile_source
from renderer.templating.state import State
from tests.benchmarks.scene import MESSAGE
from tests.benchmarks.scene import Scene

_SENTENCE = re.compile(r"(?<!\w)(?:_|n?p?gettext)\(")
_MARKED = re.compile(r"\x02(\d+)\.(\d*)\x02(.*?)\x03", re.DOTALL)


def plain_jinja(scene: Scene) -> Callable[[], str]:
    """The same compiled HTML in plain Jinja, with a ready string for every tag that prints.

    Loops and conditions stay as they are; each `{{ … }}` becomes a look-up of the string that ours
    printed there. No translation, no formats, no sandbox: what is left is the floor.
    """
    source = scene.program.source
    values, loops = _values(scene)
    parts: list[str] = []
    ready: dict[str, object] = {}
    depth = number = 0
    for piece in pieces(source.text, source.name):
        if piece.kind == "print":
            index = "[loop.index0]" if depth and number in loops else ""
            parts.append(f"{{{{ v{number}{index} }}}}")
            number += 1
        elif piece.kind == "tag":
            depth += (piece.keyword == "for") - (piece.keyword == "endfor")
            words = _SENTENCE.search(piece.text)
            if piece.keyword == "set" and words:
                ready[piece.text.split()[2]] = "ready"  # a sentence: only asked whether it is there
            else:
                parts.append(piece.text)
        else:
            parts.append(piece.text)
    template = Environment(autoescape=True).from_string("".join(parts))
    content = {**scene.content, **values, **ready}
    html = template.render(**content)
    assert html == scene.run(), "the floor renders other HTML than the compiled email"
    return lambda: template.render(**content)


def _values(scene: Scene) -> tuple[dict[str, object], set[int]]:
    """What each printing tag gave: a string, or inside a loop one for each round."""
    loops = _inside_loops(scene)
    values: dict[str, object] = {}
    for match in _MARKED.finditer(_run(scene, loops)):
        number, text = int(match[1]), Markup(match[3])
        if number in loops:
            values.setdefault(f"v{number}", {})[int(match[2])] = text  # type: ignore[index]
        else:
            values[f"v{number}"] = text
    return values, loops


def _inside_loops(scene: Scene) -> set[int]:
    found: set[int] = set()
    depth = number = 0
    for piece in pieces(scene.program.source.text, scene.program.source.name):
        if piece.kind == "print":
            if depth:
                found.add(number)
            number += 1
        elif piece.kind == "tag":
            depth += (piece.keyword == "for") - (piece.keyword == "endfor")
    return found


def _run(scene: Scene, loops: set[int]) -> str:
    """Our own render, with each printed value between marks."""
    source = scene.program.source
    parts: list[str] = []
    number = 0
    for piece in pieces(source.text, source.name):
        if piece.kind == "print":
            turn = "{{ loop.index0 }}" if number in loops else ""
            parts.append(f"\x02{number}.{turn}\x02{piece.text}\x03")
            number += 1
        else:
            parts.append(piece.text)
    library = scene.renderer.library
    lines = LineMap(source.lines.places, source.lines.bare)
    made = Source(source.name, "".join(parts), lines)
    program = compile_source(made, library.sandbox(scene.locale, made, flavour="html"), SHAPE)
    return program.run(
        scene.content, State(scene.state.formats, scene.state.permits, MAX_ITERATIONS)
    )


def jinja_then_mjml(scene: Scene) -> Callable[[], str]:
    """What most services do: fill the MJML for each customer, then compile it."""
    values, _ = _values(scene)
    flat = scene.renderer.library.flat(f"templates/messages/{MESSAGE}/email.mjml")
    source = "".join(piece.text for piece in flat if piece.kind == "text")
    source = source[source.index("<mjml") :]
    strings = [text for value in values.values() for text in _each(value)]
    filler = "".join(f"<mj-text>{{{{ v{number} }}}}</mj-text>" for number in range(len(strings)))
    column = source.rfind("</mj-column>")
    template = Environment(autoescape=True).from_string(source[:column] + filler + source[column:])
    content = {f"v{number}": str(text) for number, text in enumerate(strings)}
    return lambda: mjml.mjml2html(template.render(**content), fonts={})


def _each(value: object) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else [value]
