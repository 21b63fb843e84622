"""Find the Jinja tags of a template with Jinja's own lexer, never with a regular expression."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment
from jinja2 import TemplateSyntaxError

from renderer.errors import ContentInvalid
from renderer.errors import Flaw
from renderer.sources import Piece
from renderer.sources import PieceKind

_KINDS: dict[str, PieceKind] = {
    "variable_begin": "print",
    "block_begin": "tag",
    "comment_begin": "comment",
}
_ENDS = frozenset({"variable_end", "block_end", "comment_end"})
# Controls mark blocks in the text part; bidirectional ones make a source read otherwise than it is.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@lru_cache(maxsize=1)
def _lexer() -> Environment:
    # Only its lexer is used, which knows neither names nor extensions.
    return Environment(autoescape=True, keep_trailing_newline=False)


def pieces(source: str, file: str) -> tuple[Piece, ...]:
    """Split a template into text, tags and comments; line ends become `\\n`, the last one goes.

    White space control (`{%-`, `-%}`) is obeyed here and its signs are left out.
    Raises `ContentInvalid` for a tag or comment that is never closed, for control characters, and
    for `{% raw %}`, which would hide text from every check.
    """
    source = source.removeprefix("\ufeff")
    if control := _CONTROL.search(source):
        message = f"the control character U+{ord(control[0]):04X} cannot stand in a template"
        raise ContentInvalid((Flaw(file, _line(source, control.start()), message),))
    found: list[Piece] = []
    kind: PieceKind = "text"
    begun = 1
    text: list[str] = []
    try:
        for line, token, value in _lexer().lexer.tokeniter(source, file):
            if token == "raw_begin":  # noqa: S105  (a token of the lexer, not a secret)
                hint = "write a literal brace as `&#123;`, in a text as `{{ '{' }}`"
                raise ContentInvalid((Flaw(file, line, "`{% raw %}` is not allowed", hint),))
            if token in _KINDS:
                kind, begun = _KINDS[token], line
                text.append(value[:2])
            elif token in _ENDS:
                text.append(value.strip()[-2:])
                found.append(Piece(kind, "".join(text), file, begun))
                text.clear()
                kind = "text"
            elif kind == "text":
                found.append(Piece("text", value, file, line))
            else:
                text.append(value)
    except TemplateSyntaxError as error:
        message = (error.message or "broken syntax").rstrip(".").lower()
        raise ContentInvalid((Flaw(file, error.lineno, message),)) from None
    if text:
        raise ContentInvalid((Flaw(file, begun, f"`{text[0]}` is never closed"),))
    return tuple(found)


def _line(source: str, at: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", source[:at])) + 1
