from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.errors import ContentInvalid
from renderer.toml_lines import line_of
from renderer.toml_lines import load_toml

TEXT = """\
# a comment with = and [brackets]
title = "one # two"

[offer.pause-2]
months = 2
text = \"\"\"
first
second\"\"\"
markets = [
  "AT",   # comment ] here
  "DE",
]
terms = { months = 2, "percent off" = 20.5 }

[[rule.fibre.propose]]
offer = "a"

[[rule.fibre.propose]]
offer = 'b'
when = "x == 'y'"
[rule.fibre.propose.extra]
note.deep = '''
it's
'''
"""


def test_every_key_has_the_line_it_stands_on() -> None:
    data, lines = load_toml(TEXT, "x.toml")
    assert data == tomllib.loads(TEXT)
    rows = TEXT.splitlines()

    def row(*path: str | int) -> str:
        return rows[lines[path] - 1]

    assert row("title").startswith("title")
    assert row("offer", "pause-2") == "[offer.pause-2]"
    assert row("offer", "pause-2", "markets", 1) == '  "DE",'
    assert row("offer", "pause-2", "terms", "percent off").startswith("terms")
    assert lines["rule", "fibre", "propose", 1] == 18
    assert row("rule", "fibre", "propose", 1, "when").startswith("when")
    assert row("rule", "fibre", "propose", 1, "extra", "note", "deep").startswith("note")


def test_the_line_of_an_unknown_path_is_that_of_the_nearest_thing_around_it() -> None:
    _, lines = load_toml(TEXT, "x.toml")
    assert line_of(lines, ("offer", "pause-2", "price")) == 4
    assert line_of(lines, ("nothing", "here")) == 0


def test_decimal_numbers_are_exact() -> None:
    data, _ = load_toml("price = 39.90\n", "x.toml")
    assert str(data["price"]) == "39.90"


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\na = 2\n", 2), ("a = 1\nb = \n", 2), ("x = [1,\n", 2), ("a = 'x\n'", 1)],
)
def test_text_that_is_no_toml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ContentInvalid) as caught:
        load_toml(text, "templates/x.toml")
    (flaw,) = caught.value.flaws
    assert (flaw.file, flaw.line) == ("templates/x.toml", line)
    assert flaw.message.startswith("is not TOML")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ContentInvalid):
        load_toml("a = " + "[" * 5000 + "]" * 5000, "x.toml")


KEYS = st.text(st.sampled_from("ab-_1."), min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers() | st.booleans() | st.text(st.sampled_from("ab'\"\\#[]{}=\n,"), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{text}"'
    if isinstance(value, list):
        return "[" + ",\n ".join(written(item) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{written(key)} = {written(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return str(value)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    else:
        below = []
    return {path} | {found for key, item in below for found in paths(item, (*path, key))}


@given(st.dictionaries(KEYS, VALUES, max_size=4))
@settings(max_examples=100)
def test_every_path_of_any_document_has_a_line(document: dict[str, Any]) -> None:
    text = "".join(f"{written(key)} = {written(value)}\n" for key, value in document.items())
    data, lines = load_toml(text, "x.toml")
    assert data == document
    assert set(lines) == paths(document) - {()}
    assert all(1 <= line <= text.count("\n") for line in lines.values())
