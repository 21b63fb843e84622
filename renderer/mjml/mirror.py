"""Mirror what an author wrote left to right for a locale that runs right to left.

Letter spacing goes altogether: it tears the joined letters of Arabic apart.
"""

from __future__ import annotations

import re

_SWAP = {"left": "right", "right": "left", "ltr": "rtl", "rtl": "ltr"}
_SIDES = re.compile(r"(?<![\w-])(left|right|ltr|rtl)(?![\w-])")
_SIDE_IN_NAME = re.compile(r"(?<=-)(left|right)(?=-|$)|^(left|right)$")
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)(\s*:\s*)([^;{}]+)(;?)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A rule for one direction says what it means and is left alone.
_DIRECTED = re.compile(r"\[dir\b|:dir\(")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_SIDED = frozenset(
    {"align", "text-align", "direction", "float", "clear", "ico-align", "caption-side"}
)
_POSITIONS = frozenset({"background-position", "background-position-x", "background"})
_BOXES = frozenset({"border-width", "border-color", "border-style", "inset", "scroll-padding"})


def mirror_attribute(name: str, value: str) -> tuple[str, str] | None:
    """The attribute or declaration that says on the other side what this one says here.

    None for one that is left out from right to left.
    """
    if name == "letter-spacing":
        return None
    name = _SIDE_IN_NAME.sub(lambda match: _SWAP[match[0]], name)
    if name in _SIDED:
        return name, _swapped(value)
    if name in _POSITIONS:
        return name, _mirror_position(name, value)
    if name.endswith("border-radius"):
        return name, " / ".join(map(_mirror_corners, value.split("/")))
    if name in _BOXES or name.endswith(("padding", "margin")):
        return name, _mirror_box(value)
    return name, value


def mirror_css(css: str) -> str:
    """Mirror every declaration of a style sheet, but in rules with `[dir=…]`."""
    css = _COMMENT.sub("", css)
    made: list[str] = []
    at = 0
    while (end := css.find("}", at)) >= 0:
        begin = css.rfind("{", at, end) + 1
        rule = css[begin:end] if begin else ""
        if rule and not _DIRECTED.search(css, at, begin):
            made += [css[at:begin], mirror_style(rule), "}"]
        else:
            made.append(css[at : end + 1])
        at = end + 1
    return "".join((*made, css[at:]))


def mirror_style(declarations: str) -> str:
    """Mirror the declarations of a `style` attribute or of one rule."""

    def flip(match: re.Match[str]) -> str:
        mirrored = mirror_attribute(match[1], match[3])
        return f"{mirrored[0]}{match[2]}{mirrored[1]}{match[4]}" if mirrored else ""

    return _DECLARATION.sub(flip, declarations)


def _swapped(value: str) -> str:
    return _SIDES.sub(lambda match: _SWAP[match[0]], value)


def _mirror_position(name: str, value: str) -> str:
    if "(" in value:
        return value
    words = _swapped(value).split()
    if name != "background" and words and (percent := _PERCENT.fullmatch(words[0])):
        words[0] = f"{100 - float(percent[1]):g}%"
    return " ".join(words)


def _mirror_box(value: str) -> str:
    parts, important = _parts(value)
    if len(parts) != 4 or "(" in value:
        return value
    top, right, bottom, left = parts
    return f"{top} {left} {bottom} {right}{important}"


def _mirror_corners(value: str) -> str:
    parts, important = _parts(value)
    if "(" in value or not 2 <= len(parts) <= 4:
        return value.strip()
    first, second, third, fourth = (*parts, *parts[: 4 - len(parts)])[:4]
    if len(parts) == 3:
        fourth = second
    mirrored = (second, first, fourth, third)
    return " ".join(mirrored[: 2 if len(parts) == 2 else 4]) + important


def _parts(value: str) -> tuple[list[str], str]:
    important = " !important" if "!important" in value else ""
    return value.replace("!important", "").split(), important
