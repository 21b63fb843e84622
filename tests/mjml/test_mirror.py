"""Left and right change places, letter spacing goes, and twice mirrored is as before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.mjml.mirror import mirror_attribute
from renderer.mjml.mirror import mirror_css
from renderer.mjml.mirror import mirror_style


@pytest.mark.parametrize(
    ("name", "value", "mirrored"),
    [
        ("align", "left", ("align", "right")),
        ("align", "center", ("align", "center")),
        ("text-align", "left !important", ("text-align", "right !important")),
        ("direction", "ltr", ("direction", "rtl")),
        ("float", "right", ("float", "left")),
        ("padding-left", "5px", ("padding-right", "5px")),
        ("border-right", "1px solid", ("border-left", "1px solid")),
        ("border-top-left-radius", "5px", ("border-top-right-radius", "5px")),
        ("inner-border-left", "1px", ("inner-border-right", "1px")),
        ("left", "0", ("right", "0")),
        ("padding", "1px 2px 3px 4px", ("padding", "1px 4px 3px 2px")),
        ("padding", "1px 2px 3px", ("padding", "1px 2px 3px")),
        ("inner-padding", "1px 2px 3px 4px", ("inner-padding", "1px 4px 3px 2px")),
        ("icon-padding", "1px 2px 3px 4px", ("icon-padding", "1px 4px 3px 2px")),
        ("margin", "0 auto 0 5px !important", ("margin", "0 5px 0 auto !important")),
        ("margin", "0 calc(1px + 2px) 0 5px", ("margin", "0 calc(1px + 2px) 0 5px")),
        ("border-color", "a b c d", ("border-color", "a d c b")),
        ("border-radius", "5px", ("border-radius", "5px")),
        ("border-radius", "1px 2px", ("border-radius", "2px 1px")),
        ("border-radius", "1px 2px 3px", ("border-radius", "2px 1px 2px 3px")),
        ("border-radius", "1px 2px 3px 4px", ("border-radius", "2px 1px 4px 3px")),
        ("border-radius", "1px 2px / 3px 4px", ("border-radius", "2px 1px / 4px 3px")),
        ("inner-border-radius", "1px 2px", ("inner-border-radius", "2px 1px")),
        ("background-position", "left top", ("background-position", "right top")),
        ("background-position", "10% 20%", ("background-position", "90% 20%")),
        ("background-position", "center", ("background-position", "center")),
        ("background-position-x", "0%", ("background-position-x", "100%")),
        ("background", "#fff no-repeat left top", ("background", "#fff no-repeat right top")),
        ("background", "rgb(1, 2, 3) left", ("background", "rgb(1, 2, 3) left")),
        ("color", "#12232D", ("color", "#12232D")),
        ("font-family", "'Left Bank', left", ("font-family", "'Left Bank', left")),
        ("css-class", "left", ("css-class", "left")),
        ("alt", "ltr", ("alt", "ltr")),
        ("letter-spacing", "-0.5px", None),
    ],
)
def test_an_attribute_is_mirrored(name: str, value: str, mirrored: tuple[str, str] | None) -> None:
    assert mirror_attribute(name, value) == mirrored


@pytest.mark.parametrize(
    ("css", "mirrored"),
    [
        ("a{text-align:left}", "a{text-align:right}"),
        ("a { text-align: left; color: red }", "a { text-align: right; color: red }"),
        (".x > a, p:first-child { float: left; }", ".x > a, p:first-child { float: right; }"),
        (
            "@media (min-width:480px){.a{padding-left:1px}.b{left:0}}",
            "@media (min-width:480px){.a{padding-right:1px}.b{right:0}}",
        ),
        ("[dir=rtl] a { text-align: left }", "[dir=rtl] a { text-align: left }"),
        (
            'a{x:y} [dir="rtl"] b{float:left} c{float:left}',
            'a{x:y} [dir="rtl"] b{float:left} c{float:right}',
        ),
        (":dir(rtl) a{float:left}", ":dir(rtl) a{float:left}"),
        ("a{letter-spacing:1px;color:red}", "a{color:red}"),
        ("a{color:red;letter-spacing:1px}", "a{color:red;}"),
        ("a{x:y/* left: { */;float:left}", "a{x:y;float:right}"),
        (".left-right{color:red}", ".left-right{color:red}"),
        ("a{", "a{"),
        ("}", "}"),
        ("", ""),
    ],
)
def test_a_style_sheet_is_mirrored(css: str, mirrored: str) -> None:
    assert mirror_css(css) == mirrored


def test_a_style_is_mirrored() -> None:
    style = "float:left;margin:0 1px 0 2px;letter-spacing:2px;width:5px"
    assert mirror_style(style) == "float:right;margin:0 2px 0 1px;width:5px"


VALUES = st.sampled_from(
    ["left", "right", "1px 2px 3px 4px", "1px 2px", "5%", "10% 20%", "red", "ltr", "0 auto 0 1px"]
)
NAMES = st.sampled_from(
    ["align", "padding", "padding-left", "border-radius", "margin", "direction", "float", "color"]
) | st.sampled_from(["left", "border-top-left-radius", "background-position"])


@given(NAMES, VALUES)
def test_mirroring_twice_changes_nothing(name: str, value: str) -> None:
    once = mirror_attribute(name, value)
    assert once is not None
    assert mirror_attribute(*once) == (name, value)


@given(st.text(st.sampled_from("a{}:;left- 1px/*()[]@"), max_size=40))
def test_any_style_sheet_can_be_mirrored(css: str) -> None:
    mirror_css(css)
    mirror_style(css)
