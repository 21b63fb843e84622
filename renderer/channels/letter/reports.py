"""What WeasyPrint logs, as findings: its warnings are faults of a letter, not lines of a log."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from renderer.errors import Finding
from renderer.errors import Severity

_LOGGER = logging.getLogger("weasyprint")
_QUOTED = re.compile("[:\"'`%]")

# start of the message as WeasyPrint 70 writes it (before it is filled in) → what we report;
# of unknown messages only the first words, because what fills them may come from a record
_Report = Callable[[tuple[Any, ...]], tuple[str, Severity, str, str]]


def _glyph(values: tuple[Any, ...]) -> tuple[str, Severity, str, str]:
    return (
        "letter.glyph-missing",
        "error",
        f"no font has the character U+{values[-1]:04X}",
        "install a font for it, or name one in the brand's `letter.css`",
    )


def _css(values: tuple[Any, ...]) -> tuple[str, Severity, str, str]:
    name, _, line, column, *reasons = values
    reason = reasons[0] if reasons else "invalid value"
    return (
        "letter.css-ignored",
        "warning",
        f"the style `{name}` is ignored at {line}:{column}: {reason}",
        "",
    )


def _alt(_: tuple[Any, ...]) -> tuple[str, Severity, str, str]:
    return (
        "letter.image-without-text",
        "error",
        "an image has no text for those who cannot see it",
        "write an `alt`, or a `title` in an inline drawing",
    )


def _lang(_: tuple[Any, ...]) -> tuple[str, Severity, str, str]:
    return "letter.no-language", "error", "the letter does not name its language", "set `lang`"


def _image(_: tuple[Any, ...]) -> tuple[str, Severity, str, str]:
    return "letter.image-broken", "error", "an image cannot be read or drawn", ""


_REPORTS: tuple[tuple[str, _Report], ...] = (
    (".notdef glyph", _glyph),
    ("Ignored `%s:", _css),
    ('Image "%s" has no required alt', _alt),
    ('Missing required "lang"', _lang),
    ("Failed to load image", _image),
    ("Failed to render SVG image", _image),
)


class _Collector(logging.Handler):
    def __init__(self, place: str, findings: dict[Finding, None]) -> None:
        super().__init__(logging.WARNING)
        self._place = place
        self._findings = findings

    def emit(self, record: logging.LogRecord) -> None:
        pattern, values = str(record.msg), record.args
        if not isinstance(values, tuple):
            values = ()
        for start, report in _REPORTS:
            if pattern.startswith(start):
                rule, severity, message, remedy = report(values)
                break
        else:
            rule, severity, remedy = "letter.layout-warning", "warning", ""
            message = f"WeasyPrint warns: {_QUOTED.split(pattern)[0].strip()}"
        self._findings[Finding(rule, severity, self._place, message, remedy)] = None


@contextmanager
def collected(place: str) -> Iterator[dict[Finding, None]]:
    """Collect what WeasyPrint logs in the block; nothing is printed or handed to other handlers.

    Yields an ordered set (the keys of a dict). For one thread at a time, as WeasyPrint is.
    """
    findings: dict[Finding, None] = {}
    handler = _Collector(place, findings)
    propagate = _LOGGER.propagate
    _LOGGER.addHandler(handler)
    _LOGGER.propagate = False
    try:
        yield findings
    finally:
        _LOGGER.propagate = propagate
        _LOGGER.removeHandler(handler)
