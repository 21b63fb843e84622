"""A translatable sentence: text, `{name}` placeholders and `<tag>`s without attributes.

One grammar serves the compiler that folds translations in, the extractor, and the checks that
translators see. A `%` is a per cent sign, a `<` a less-than sign; what looks like a placeholder
or a tag and is none is a fault in a translation, so that it is never printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_TOKEN = re.compile(r"\{([a-z_]\w*)\}|<(/?)([a-z][a-z0-9]*)>", re.ASCII)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_TEMPLATE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_BRACE = re.compile(r"[{}]")
_MARKUP = re.compile(r"</?[A-Za-z!?][^<]*>|&(?:[A-Za-z]\w*|#\w+);")


@dataclass(frozen=True, slots=True)
class Part:
    """`text`: words as they stand; `value`: a placeholder; `open`, `close`: a bound tag."""

    kind: Literal["text", "value", "open", "close"]
    text: str


@lru_cache(maxsize=8192)
def split(text: str, tags: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """The parts of a sentence; only the tags named are tags, all others are words."""
    parts: list[Part] = []
    at = 0
    for match in _TOKEN.finditer(text):
        name, slash, tag = match.groups()
        if tag is not None and tag not in tags:
            continue
        if match.start() > at:
            parts.append(Part("text", text[at : match.start()]))
        if name is not None:
            parts.append(Part("value", name))
        else:
            parts.append(Part("close" if slash else "open", str(tag)))
        at = match.end()
    if at < len(text):
        parts.append(Part("text", text[at:]))
    return tuple(parts)


def placeholders(text: str) -> Counter[str]:
    """How often each `{name}` stands in the sentence."""
    return Counter(part.text for part in split(text) if part.kind == "value")


def tags_in(text: str) -> frozenset[str]:
    """Every `<tag>` that the sentence uses."""
    return frozenset(match[3] for match in _TOKEN.finditer(text) if match[3])


def broken_nesting(text: str, tags: frozenset[str]) -> str:
    """Why the bound tags do not nest, or an empty string."""
    stack: list[str] = []
    for part in split(text, tags):
        if part.kind == "open":
            if part.text in stack:
                return f"`<{part.text}>` stands in itself"
            stack.append(part.text)
        elif part.kind == "close" and (not stack or stack.pop() != part.text):
            return f"`</{part.text}>` closes nothing that is open"
    return f"`<{stack[-1]}>` is never closed" if stack else ""


def misprint(text: str, tags: frozenset[str]) -> str:
    """What in a source sentence looks like a placeholder or markup and is none, if anything."""
    words = _words(text, tags)
    if _TEMPLATE.search(text) or _BRACE.search(words):
        return "a brace belongs to no placeholder (lower case letters, such as `{name}`)"
    if match := _MARKUP.search(words):
        return f"a sentence holds no markup (`{match[0][:20]}`)"
    return ""


def fault(
    source: str, translation: str, *, optional: Collection[str] = (), also: Collection[str] = ()
) -> str:
    """Why this translation cannot stand for this source sentence, or an empty string.

    `optional` names placeholders that may be dropped: in a plural form that stands for a single
    number, the number may be a word. `also` names placeholders that may stand in it although they
    do not stand in `source`, because another form has them.
    """
    if not translation.strip():
        return "it is empty"
    if match := _CONTROL.search(translation):
        return f"it holds the control character U+{ord(match[0]):04X}"
    if match := _TEMPLATE.search(translation):
        return f"it holds template code (`{match[0]}`)"
    wanted, given = placeholders(source), placeholders(translation)
    for name in wanted:
        if name not in given and name not in optional:
            return f"`{{{name}}}` is missing"
    for name in given:
        if name not in wanted and name not in also:
            return f"`{{{name}}}` is not in the source sentence"
    tags = tags_in(source)
    if extra := sorted(tags_in(translation) - tags):
        return f"`<{extra[0]}>` is not in the source sentence"
    if missing := sorted(tags - tags_in(translation)):
        return f"`<{missing[0]}>` is missing"
    words = _words(translation, tags)
    if _BRACE.search(words) and not _BRACE.search(_words(source, tags)):
        return "it holds a brace that belongs to no placeholder"
    if (match := _MARKUP.search(words)) and not _MARKUP.search(_words(source, tags)):
        return f"it holds markup (`{match[0][:20]}`)"
    return broken_nesting(translation, tags)


def _words(text: str, tags: frozenset[str]) -> str:
    # The space keeps what stood apart from seeming to be one.
    return " ".join(part.text for part in split(text, tags) if part.kind == "text")
