from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.channels.letter.layouts import LAYOUTS
from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.layouts import layout_for
from renderer.channels.letter.layouts import layout_named
from renderer.channels.letter.layouts import stylesheet
from renderer.channels.letter.windows import Box
from renderer.channels.letter.windows import Envelope
from renderer.channels.letter.windows import always_visible
from renderer.channels.letter.windows import ever_visible
from renderer.errors import UnknownName

DL = Envelope(220, 110, left=20, bottom=15, window_width=90, window_height=45)
LOGO = 9.85  # mm high

every_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def assert_box(box: Box, left: float, top: float, right: float, bottom: float) -> None:
    found = (box.x, box.y, box.right, box.bottom)
    assert found == pytest.approx((left, top, right, bottom), abs=0.1)


def test_the_formula_gives_the_zone_of_a_din_window_and_form_b() -> None:
    package = {"sheet_width": 210, "package_height": 105, "fold": 105}
    assert_box(always_visible(DL, **package), 20, 50, 100, 90)
    assert_box(ever_visible(DL, **package), 10, 45, 110, 95)


@pytest.mark.parametrize(("name", "fold"), [("din5008a", 87), ("din5008b", 105)])
def test_the_formula_reproduces_the_fields_of_din_5008(name: str, fold: float) -> None:
    layout = LAYOUTS[name]
    package = {"sheet_width": 210, "package_height": 105, "fold": fold}
    always, ever = always_visible(DL, **package), ever_visible(DL, **package)
    assert layout.field.x == always.x
    assert layout.field.y == ever.y
    assert layout.field.bottom == always.bottom
    assert layout.folds[0] == fold


def test_the_formula_reproduces_the_zone_of_print_services_in_the_us() -> None:
    inch = 25.4
    no10 = Envelope(9.5 * inch, 4.125 * inch, 0.5 * inch, 0.5 * inch, 4.5 * inch, 1.125 * inch)
    package = {"sheet_width": 8.5 * inch, "package_height": 11 * inch / 3, "fold": 11 * inch / 3}
    always, ever = always_visible(no10, **package), ever_visible(no10, **package)
    zone = LAYOUTS["us10"].visible
    assert (zone.x, zone.right) == pytest.approx((always.x, always.right), abs=0.1)
    assert zone.y == pytest.approx(ever.y, abs=0.1)
    assert zone.bottom < always.bottom


def test_the_formula_gives_the_zone_of_thirds_in_a_british_trade_window() -> None:
    assert_box(LAYOUTS["uk_dl"].visible, 20, 57, 100, 81)


def test_the_french_zone_is_what_window_and_print_service_both_show() -> None:
    assert_box(LAYOUTS["nf"].visible, 110, 55, 190, 79)


def test_a_sheet_that_does_not_fit_into_the_envelope_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        always_visible(DL, sheet_width=215.9, package_height=120, fold=120)


@given(
    left=st.floats(5, 60),
    bottom=st.floats(10, 40),
    width=st.floats(60, 120),
    height=st.floats(30, 50),
    aside=st.floats(0, 20),
    upwards=st.floats(0, 15),
)
def test_what_always_shows_shows_in_every_position(
    left: float, bottom: float, width: float, height: float, aside: float, upwards: float
) -> None:
    envelope = Envelope(210 + aside, 105 + upwards, left, bottom, width, height)
    package = {"sheet_width": 210, "package_height": 105, "fold": 105}
    always, ever = always_visible(envelope, **package), ever_visible(envelope, **package)
    for x, y in ((0.0, 0.0), (aside, 0.0), (0.0, upwards), (aside, upwards)):
        # the package has slid x to the right and y upwards: the window sees this of the page
        seen = Box(left - x, 105 - bottom - height + y, width, height)
        assert seen.contains(always)
        assert ever.contains(seen)


@every_layout
def test_the_address_stands_where_the_window_always_shows_it(layout: Layout) -> None:
    assert layout.visible.contains(layout.address)
    assert layout.paper.contains(layout.address)
    assert layout.address_lines >= 5


@every_layout
def test_nothing_but_address_and_return_line_stands_where_the_window_may_show_it(
    layout: Layout,
) -> None:
    body = Box(0, layout.body, layout.paper.width, 10)
    logo = Box(layout.left, layout.letterhead, layout.paper.width - layout.left, LOGO)
    for box in (body, logo, layout.info):
        assert not layout.ever.overlaps(box)
    assert not layout.return_line.overlaps(layout.address)
    assert not layout.return_line.overlaps(logo)
    assert layout.info.bottom <= layout.body
    assert layout.info.right <= layout.paper.width - layout.right + 0.01


@every_layout
def test_a_return_line_in_the_window_is_always_seen_whole(layout: Layout) -> None:
    if layout.ever.overlaps(layout.return_line) and not layout.name.startswith("din"):
        assert layout.visible.contains(layout.return_line)


@every_layout
def test_the_address_is_set_in_a_size_that_machines_read(layout: Layout) -> None:
    capitals = 0.714 * layout.address_pt * 25.4 / 72  # cap height of Noto Sans
    assert 10 <= layout.address_pt <= 12
    assert 2.3 <= capitals <= 4.7
    assert layout.address_line * 72 / 25.4 >= layout.address_pt


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("DE", "din5008b"),
        ("AT", "din5008b"),
        ("CH", "sn_left"),
        ("LI", "sn_left"),
        ("FR", "nf"),
        ("GB", "uk_dl"),
        ("IE", "uk_dl"),
        ("US", "us10"),
        ("CA", "us10"),
        ("JP", "din5008b"),
        ("AE", "din5008b"),
    ],
)
def test_a_country_has_its_layout(country: str, name: str) -> None:
    assert layout_for(country).name == name


def test_a_brand_chooses_its_own_layout_for_a_country() -> None:
    choices = {"DE": "din5008a", "CH": "sn_right"}
    assert layout_for("DE", choices=choices).name == "din5008a"
    assert layout_for("CH", choices=choices).name == "sn_right"
    assert layout_for("FR", choices=choices).name == "nf"


def test_an_unknown_layout_is_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="din5008b") as caught:
        layout_named("din5008c")
    assert caught.value.nearest in LAYOUTS
    with pytest.raises(UnknownName):
        layout_for("DE", choices={"DE": "din"})


@every_layout
def test_the_stylesheet_is_about_places_and_not_about_looks(layout: Layout) -> None:
    css = stylesheet(layout)
    assert f"size:{layout.paper.width}mm {layout.paper.height}mm" in css
    assert f"margin-top:{layout.body}mm" in css
    for look in ("font-family", "background", "font-weight"):
        assert look not in css
    assert css.count("solid") == (1 if layout.punch is None else 2)


def test_right_to_left_mirrors_the_text_and_not_the_envelope() -> None:
    mirrored = stylesheet(LAYOUTS["nf"], direction="rtl")
    straight = stylesheet(LAYOUTS["nf"])
    assert mirrored.replace("html{direction:rtl}", "html{direction:ltr}") == straight


def test_in_large_print_the_information_block_flows_with_the_text() -> None:
    assert ".info{position:absolute" in stylesheet(LAYOUTS["din5008b"])
    assert ".info" not in stylesheet(LAYOUTS["din5008b"], large_print=True)
