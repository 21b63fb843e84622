"""Edits of one entry: its lines (with their ends) in, its new lines out.

Lines that an edit does not concern come back as they were. New lines stand where GNU gettext would
put them: translator's comments, extracted comments, references, flags, earlier msgids, strings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from renderer.po.entry import KEYWORDS
from renderer.po.entry import Entry
from renderer.po.strings import WRAP_WIDTH
from renderer.po.strings import columns
from renderer.po.strings import quoted

_BLANK, _COMMENT, _EXTRACTED, _REFERENCES, _FLAGS, _PREVIOUS, _STRING = range(7)
_MARKS = {".": _EXTRACTED, ":": _REFERENCES, ",": _FLAGS, "=": _FLAGS, "|": _PREVIOUS}
_FORM = re.compile(r'([ \t]*(?:#~[ \t]*)?)(msgstr(?:[ \t]*\[[^\]]*\])?)[ \t]*"')
_CONTINUED = re.compile(r'[ \t]*(?:#~[ \t]*)?"')
_OBSOLETE = re.compile(r"[ \t]*#~ ?")
_FLAG_LINE = re.compile(r"(.*?#[,=])([^\r\n]*)(.*)", re.DOTALL)
_SPACES = (" ", "\t")


def with_strings(
    lines: Sequence[str], strings: Sequence[str], old: Sequence[str], *, width: int, eol: str
) -> list[str]:
    """Rewrite the forms in `strings` that are not those in `old`."""
    forms = [(at, match) for at, line in enumerate(lines) if (match := _FORM.match(line))]
    ends = [_end(lines, at) for at, _ in forms]
    result = list(lines)
    if len(strings) != len(forms):
        prefix = forms[0][1][1]
        result[forms[0][0] : ends[-1]] = _strings(strings, prefix=prefix, width=width, eol=eol)
        return result
    for (at, match), end, new, before in reversed(
        list(zip(forms, ends, strings, old, strict=True))
    ):
        if new != before:
            texts = quoted(match[2], new, width=width, prefix=match[1])
            result[at:end] = [text + eol for text in texts]
    return result


def _end(lines: Sequence[str], at: int) -> int:
    """The line after the last one of the string that begins in `at`."""
    end = at + 1
    for number in range(at + 1, len(lines)):
        if _CONTINUED.match(lines[number]):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def with_fuzzy(lines: Sequence[str], fuzzy: bool, *, eol: str) -> list[str]:
    """Set the flag, or clear it together with the earlier msgids."""
    if fuzzy:
        for at, line in enumerate(lines):
            if _kind(line) == _FLAGS and "#," in line:
                return [*lines[:at], line.replace("#,", "#, fuzzy,", 1), *lines[at + 1 :]]
        return _inserted(lines, _FLAGS, ["#, fuzzy" + eol])
    kept = [
        _without_fuzzy(line) if _kind(line) == _FLAGS else line
        for line in lines
        if _kind(line) != _PREVIOUS
    ]
    return [line for line in kept if line]


def _without_fuzzy(line: str) -> str:
    """The line without the flag, or nothing if it was the only one."""
    match = _FLAG_LINE.match(line)
    if not match:
        return line
    flags = [flag for flag in match[2].split(",") if flag.strip() != "fuzzy"]
    return match[1] + ",".join(flags) + match[3] if any(flags) else ""


def with_comment(lines: Sequence[str], comments: Sequence[str], *, eol: str) -> list[str]:
    """Replace the translator's comments."""
    return _replaced(lines, _COMMENT, [text + eol for text in _comments(comments)])


def with_extracted(lines: Sequence[str], comments: Sequence[str], *, eol: str) -> list[str]:
    """Replace the comments that were extracted from a template."""
    return _replaced(lines, _EXTRACTED, [text + eol for text in _extracted(comments)])


def with_references(
    lines: Sequence[str], references: Sequence[str], *, width: int, eol: str
) -> list[str]:
    """Replace the references."""
    return _replaced(lines, _REFERENCES, [text + eol for text in _references(references, width)])


def obsolete(lines: Sequence[str]) -> list[str]:
    """Comment the entry out; what a template said of it goes."""
    marked = {_STRING: "#~ ", _PREVIOUS: "#~"}
    gone = {_BLANK, _EXTRACTED, _REFERENCES}
    kept = [(line, _kind(line)) for line in lines]
    return [
        marked.get(kind, "") + (line.lstrip(" \t#") if kind == _PREVIOUS else line.lstrip(" \t"))
        for line, kind in kept
        if kind not in gone
    ]


def revived(lines: Sequence[str]) -> list[str]:
    """Take the `#~` away."""
    return [
        ("#" if _kind(line) == _PREVIOUS else "") + _OBSOLETE.sub("", line, count=1)
        if _OBSOLETE.match(line)
        else line
        for line in lines
    ]


def written(entry: Entry, *, width: int, eol: str) -> list[str]:
    """The lines of a new entry."""
    lines = _comments(entry.comments)
    lines += _extracted(entry.extracted)
    lines += _references(entry.references, width)
    if entry.flags:
        lines.append(
            "#, " + ", ".join(sorted(entry.flags, key=lambda flag: (flag != "fuzzy", flag)))
        )
    if entry.previous:
        for keyword, text in zip(KEYWORDS, entry.previous, strict=False):
            if text is not None:
                lines += quoted(keyword, text, width=width, prefix="#| ")
    for keyword, text in zip(KEYWORDS, (entry.context, entry.id, entry.plural), strict=False):
        if text is not None:
            lines += quoted(keyword, text, width=width)
    if entry.plural is None:
        lines += quoted("msgstr", entry.strings[0], width=width)
        return [line + eol for line in lines]
    return [line + eol for line in lines] + _strings(entry.strings, prefix="", width=width, eol=eol)


def _strings(strings: Sequence[str], *, prefix: str, width: int, eol: str) -> list[str]:
    return [
        line + eol
        for index, text in enumerate(strings)
        for line in quoted(f"msgstr[{index}]", text, width=width, prefix=prefix)
    ]


def _comments(comments: Sequence[str]) -> list[str]:
    return [f"# {text}" if text else "#" for text in comments]


def _extracted(comments: Sequence[str]) -> list[str]:
    return [f"#. {text}" if text else "#." for text in comments]


def _references(references: Sequence[str], width: int) -> list[str]:
    """References side by side; one with a space in it is isolated as GNU gettext does."""
    lines: list[str] = []
    for reference in references:
        word = f"\u2068{reference}\u2069" if any(s in reference for s in _SPACES) else reference
        if lines and columns(lines[-1]) + 1 + columns(word) <= (width or WRAP_WIDTH):
            lines[-1] += " " + word
        else:
            lines.append("#: " + word)
    return lines


def _kind(line: str) -> int:
    text = line.strip()
    if text.startswith("#~"):
        rest = text[2:].lstrip()
        if rest.startswith("|"):
            return _PREVIOUS
        return _kind(rest) if rest.startswith("#") else _STRING
    if text.startswith("#"):
        return _MARKS.get(text[1:2], _COMMENT)
    return _STRING if text else _BLANK


def _replaced(lines: Sequence[str], kind: int, new: Sequence[str]) -> list[str]:
    """Put `new` where the first line of this kind stood, and take the others out."""
    places = [at for at, line in enumerate(lines) if _kind(line) == kind]
    if not places:
        return _inserted(lines, kind, new)
    rest = [line for line in lines[places[0] :] if _kind(line) != kind]
    return [*lines[: places[0]], *new, *rest]


def _inserted(lines: Sequence[str], kind: int, new: Sequence[str]) -> list[str]:
    """Put `new` before the first line of a later kind."""
    at = next((at for at, line in enumerate(lines) if _kind(line) > kind), len(lines))
    return [*lines[:at], *new, *lines[at:]]
