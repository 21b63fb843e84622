from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.channels.letter import codes
from renderer.channels.letter.codes import qr_svg

URL = "https://northwind.example/k/K-2026-004417"
NS = {"svg": "http://www.w3.org/2000/svg"}


def drawn(path: str, size: int) -> list[list[bool]]:
    """The modules that a path of straight lines fills, by counting borders on each row."""
    borders: set[tuple[int, int]] = set()  # unit steps down or up, at (x, y)
    for ring in filter(None, path.split("z")):
        x, y = map(int, re.match(r"M(\d+) (\d+)", ring).groups())
        points = [(x, y)]
        for letter, value in re.findall(r"([HV])(\d+)", ring):
            x, y = (int(value), y) if letter == "H" else (x, int(value))
            points.append((x, y))
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if x1 == x2:
                borders ^= {(x1, row) for row in range(min(y1, y2), max(y1, y2))}
            else:
                assert y1 == y2
    rows = []
    for row in range(size):
        inside, modules = False, []
        for column in range(size):
            inside ^= (column, row) in borders
            modules.append(inside)
        rows.append(modules)
    return rows


def matrix(url: str) -> list[list[bool]]:
    code = segno.make_qr(url, error="m", boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]


def path_of(svg: str) -> str:
    return ElementTree.fromstring(svg).find("svg:path", NS).get("d")


def test_the_outline_fills_the_dark_modules_and_no_other() -> None:
    modules = matrix(URL)
    assert drawn(path_of(qr_svg(URL, dark="#0D2B36")), len(modules)) == modules


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=150))
def test_every_address_is_drawn_as_it_is_coded(tail: str) -> None:
    url = f"https://a.example/{tail}"
    modules = matrix(url)
    assert drawn(path_of(qr_svg(url, dark="#000")), len(modules)) == modules


def test_a_code_says_what_it_is() -> None:
    svg = ElementTree.fromstring(qr_svg(URL, dark="#0D2B36", label='Zurück & "weiter"'))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == 'Zurück & "weiter"'
    assert svg.find("svg:title", NS).text == 'Zurück & "weiter"'
    assert svg.find("svg:path", NS).get("fill") == "#0D2B36"


def test_without_a_label_a_code_names_its_address() -> None:
    svg = ElementTree.fromstring(qr_svg(URL, dark="#000"))
    assert svg.get("aria-label") == "northwind.example/k/K-2026-004417"


def test_the_quiet_zone_can_be_part_of_the_drawing() -> None:
    assert 'viewBox="0 0 29 29"' in qr_svg(URL, dark="#000")
    assert 'viewBox="-4 -4 37 37"' in qr_svg(URL, dark="#000", quiet=codes.QUIET)


def test_a_text_that_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_svg("https://a.example/" + "x" * 3000, dark="#000")


def page(body: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<html><body>{body}</body></html>")


def test_an_image_of_the_scheme_qr_becomes_a_drawing() -> None:
    root = page(f'<p><img class="qr" src="qr:{URL}" alt="Code" data-dark="#123"/>rest</p>')
    assert codes.draw(root, place="x") == ()
    svg = root.find(".//svg:svg", NS)
    assert svg.attrib == {
        "class": "qr",
        "role": "img",
        "aria-label": "Code",
        "viewBox": "0 0 29 29",
    }
    assert svg.find("svg:title", NS).text == "Code"
    assert svg.tail == "rest"
    assert drawn(svg.find("svg:path", NS).get("d"), 29) == matrix(URL)


@pytest.mark.parametrize("url", ["http://a.example/", "javascript:alert(1)", "", "K-2026"])
def test_a_code_that_leads_elsewhere_than_to_https_is_left_out(url: str) -> None:
    root = page(f'<img class="qr" src="qr:{url}" alt="Code"/>')
    (finding,) = codes.draw(root, place="letter.html")
    assert (finding.rule, finding.severity) == ("letter.code-removed", "error")
    assert root.find(".//svg:svg", NS) is None


def test_other_images_stay() -> None:
    root = page('<img src="img/logo.svg" alt="Northwind"/>')
    assert codes.draw(root, place="x") == ()
    assert root.find(".//img").get("src") == "img/logo.svg"
