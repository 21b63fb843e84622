"""Strict JSON: what is refused, and where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.errors import NotJSON
from renderer.jsontext import read

brief = settings(max_examples=150, deadline=None)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=30,
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"a": 1,\n "a": 2}', "line 2, column 2: a key stands twice in one object"),
        ('{"a": 1, "\\u0061": 2}', "line 1, column 10: a key stands twice in one object"),
        ('[{"b": {"a": 1, "c": {"a": 2}, "a": 3}}]', "line 1, column 32: a key stands twice"),
        ("[1,\n NaN]", "line 2, column 2: NaN and infinities are not JSON"),
        ("[Infinity]", "line 1, column 2: NaN and infinities are not JSON"),
        ("-Infinity", "line 1, column 1: NaN and infinities are not JSON"),
        ("[1e400]", "line 1, column 2: a number is too large"),
        ("-1E999999999", "line 1, column 1: a number is too large"),
        ("[" + "9" * 5_000 + "]", "line 1, column 2: an integer has more than 4,000 digits"),
        ("-" + "9" * 4_001, "line 1, column 1: an integer has more than 4,000 digits"),
        ("[" * 65 + "]" * 65, "line 1, column 65: the nesting is deeper than 64 levels"),
        ('{"a":' * 65 + "1" + "}" * 65, "line 1, column 321: the nesting is deeper than 64"),
        ('["\\ud800"]', "line 1, column 2: a text has one half of a surrogate pair"),
        ('{"\\udc00x": 1}', "line 1, column 2: a text has one half of a surrogate pair"),
        ('"a\ud800"', "line 1, column 3: a text has one half of a surrogate pair"),
        (b'{\n"a": "\xff"}', "line 2, column 7: the text is not UTF-8"),
        (b'"\xed\xa0\x80"', "line 1, column 2: the text is not UTF-8"),
        ("\ufeff{}", "line 1, column 1: the text begins with a byte order mark"),
        (b"\xef\xbb\xbf{}", "line 1, column 1: the text begins with a byte order mark"),
        ("", "line 1, column 1: a value is missing"),
        ("[1,]", "line 1, column 4: a value is missing"),
        ("{a: 1}", "line 1, column 2: a key in double quotes is missing"),
        ('{"a" 1}', "line 1, column 6: a colon is missing"),
        ("[1 2]", "line 1, column 4: a comma or a closing bracket is missing"),
        ('["a', "line 1, column 2: a text does not end"),
        ('"a\tb"', "line 1, column 3: a text has a control character"),
        ('"\\q"', "line 1, column 2: a text has an escape that JSON does not know"),
        ('"\\u12"', "a text has an escape that JSON does not know"),
        ("{} {}", "line 1, column 4: there is more after the value"),
        ("01", "line 1, column 2: there is more after the value"),
        ("'a'", "line 1, column 1: a value is missing"),
    ],
)
def test_a_fault_is_named_with_its_place(text: bytes | str, fault: str) -> None:
    with pytest.raises(NotJSON) as caught:
        read(text)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (' {"a": [1, -0.5, 1e3, true, null]} ', {"a": [1, -0.5, 1000.0, True, None]}),
        ('"\\ud83d\\ude00"', "😀"),
        ('{"a": {"a": {"a": 1}}}', {"a": {"a": {"a": 1}}}),
        ('[{"a": 1}, {"a": 1}]', [{"a": 1}, {"a": 1}]),
        ('"[{\\"a\\": NaN}"', '[{"a": NaN}'),
        ("9" * 4_000, int("9" * 4_000)),
        ("-" + "9" * 4_000, int("-" + "9" * 4_000)),
        ("1e-400", 0.0),
        ("äöü".encode().join([b'"', b'"']), "äöü"),
    ],
)
def test_what_json_allows_is_read(text: bytes | str, value: object) -> None:
    assert read(text) == value


def test_the_allowed_depth_is_read() -> None:
    value = read("[" * 64 + "]" * 64)
    assert json.dumps(value) == "[" * 64 + "]" * 64
    assert read("[]" * 0 + "[" + ",".join(["[]"] * 200) + "]") == [[]] * 200


def test_too_much_text_is_refused_in_bytes() -> None:
    assert read('"ää"', limit=6) == "ää"
    for text in ('"äää"', '"äää"'.encode(), "1" * 1_000_001):
        with pytest.raises(NotJSON, match="is longer than"):
            read(text, limit=7 if len(text) < 10 else 1_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 999_999,
        '{"a":' * 199_999,
        '"' + '\\"' * 499_990,
        '"\\ud800":"' * 90_000,
        '["\\ud83d\\ude00' + '"\\' * 400_000,
        "[" + "1e400," * 100_000,
        '"\\ud83d\\ude00"' + " " * 900_000 + "x",
        "{" + '"a":1,' * 150_000,
        "[[" * 100 + '"' + "\\u0041" * 160_000,
    ],
)
def test_hostile_text_costs_little(text: str) -> None:
    with pytest.raises(NotJSON):
        read(text)


def test_no_message_quotes_the_text() -> None:
    for text in ('{"secret": 1, "secret": 2}', '["secret]', '{"secret" "secret"}', "secret"):
        with pytest.raises(NotJSON) as caught:
            read(text)
        assert "secret" not in str(caught.value)


@brief
@given(VALUES, st.booleans())
def test_what_was_written_is_read_again(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert read(text) == value
    assert read(text.encode()) == value


@brief
@given(
    st.text(st.characters(), max_size=40)
    | st.text(st.sampled_from('{}[]:,"\\u0dD8cN1e.- \nnulltrueaI'), max_size=60)
    | st.binary(max_size=40)
)
def test_any_text_is_read_or_is_not_json(text: bytes | str) -> None:
    try:
        value = read(text)
    except NotJSON:
        return
    assert read(json.dumps(value)) == value
