"""A compiled template: a function from content to text, whose failures name file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any

from jinja2 import Template
from jinja2 import TemplateSyntaxError
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.errors import RenderFault
from renderer.shapes import Shape
from renderer.sources import BLOCKS
from renderer.sources import Source
from renderer.templating import filters
from renderer.templating.allowance import MAX_ITERATIONS
from renderer.templating.allowance import MAX_OUTPUT
from renderer.templating.calls import Refusal
from renderer.templating.names import NameCheck
from renderer.templating.sandbox import Sandbox
from renderer.templating.state import LimitReached
from renderer.templating.state import State
from renderer.templating.state import ValueRefused
from renderer.templating.state import current
from renderer.templating.translation import Fallback

__all__ = ["MAX_ITERATIONS", "MAX_OUTPUT", "Program", "compile_source"]

_BATCH = 256
_TAG = re.compile(r"\{%\s*(\w+)")
# How Python says that a generated function has too many blocks, or an expression is too deep.
_LIMITS = (SyntaxError, RecursionError, MemoryError, OverflowError, ValueError)


@dataclass(frozen=True, slots=True)
class Program:
    """One template of one locale, compiled. `reads` holds the dotted names that it uses."""

    source: Source
    template: Template
    reads: frozenset[str]
    fallbacks: tuple[Fallback, ...]

    def run(self, content: Mapping[str, Any], state: State) -> str:
        """Render. Raises `RenderFault` naming the author's file and line, never record content."""
        mark = current.set(state)
        parts: list[str] = []
        size = 0
        try:
            # Shared: a context never writes into what it is given, and there are no globals.
            context = self.template.new_context(dict(content), shared=True)
            chunks = self.template.root_render_func(context)
            while batch := list(islice(chunks, _BATCH)):
                text = "".join(batch)
                size += len(text)
                if size > MAX_OUTPUT:
                    raise LimitReached(f"the output is over {MAX_OUTPUT} characters")
                parts.append(text)
        except Exception as error:
            raise self._fault(error) from None
        finally:
            current.reset(mark)
        return "".join(parts)

    def _fault(self, error: Exception) -> RenderFault:
        line = self._line(error.__traceback__)
        file, line = self.source.lines.place(self.source.name, line)
        if isinstance(error, ValueRefused | LimitReached | UndefinedError):
            return RenderFault(file, line, str(error))
        if isinstance(error, SecurityError):
            return RenderFault(file, line, "this is not available in templates")
        if isinstance(error, RecursionError):
            return RenderFault(file, line, "macros call each other without end")
        # Other texts may quote values of the record, so only the kind of error is told.
        return RenderFault(file, line, f"this fails with {type(error).__name__}")

    def _line(self, trace: TracebackType | None) -> int:
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.template.filename:
                line = self.template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line


def compile_source(source: Source, sandbox: Sandbox, shape: Shape) -> Program:
    """Compile a template and check every name in it.

    Raises `ContentInvalid` with all flaws: file, line, what is wrong, and the nearest name.
    """
    check = NameCheck(shape, filters.names())

    def flaw(line: int, message: str, hint: str = "") -> Flaw:
        return Flaw(*source.lines.place(source.name, line), message, hint)

    try:
        tree = sandbox.tree(source)
        check.walk(tree)
        if check.problems:
            raise ContentInvalid(tuple(dict.fromkeys(flaw(*item) for item in check.problems)))
        # The name is the file name that tracebacks show; no such file is ever opened.
        code = sandbox.compile(
            sandbox.folded(tree, source.name), name=source.name, filename=source.name
        )
        template = sandbox.template_class.from_code(sandbox, code, sandbox.globals)
    except Refusal as refusal:
        raise ContentInvalid((flaw(refusal.line, refusal.message, refusal.hint),)) from None
    except TemplateSyntaxError as error:
        line, message = _explain(error, source.text)
        raise ContentInvalid((flaw(line, message),)) from None
    except _LIMITS as error:
        message = f"the template is too deeply nested or too large ({type(error).__name__})"
        raise ContentInvalid((flaw(0, message),)) from None
    fallbacks = tuple(dict.fromkeys(sandbox.folder.fallbacks.get(source.name, ())))
    return Program(source, template, frozenset(check.reads), fallbacks)


def _explain(error: TemplateSyntaxError, text: str) -> tuple[int, str]:
    """Where a template's syntax breaks, and how: a block that is never closed where it begins."""
    message = (error.message or "broken syntax").rstrip(".")
    if message.startswith("Unexpected end of template"):
        opened: list[tuple[int, str]] = []
        for tag in _TAG.finditer(text):
            if tag[1].startswith("end") and opened:
                opened.pop()
            elif tag[1] in BLOCKS:
                opened.append((text.count("\n", 0, tag.start(1)) + 1, tag[1]))
        if opened:
            line, name = opened[-1]
            return line, f"`{{% {name} %}}` is never closed"
    return error.lineno, message[0].lower() + message[1:]
