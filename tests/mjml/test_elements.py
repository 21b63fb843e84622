"""The tables are true: what they allow, mjml-python honours, attribute by attribute."""

from __future__ import annotations

import mjml
import pytest

from renderer.mjml.elements import CHILDREN
from renderer.mjml.elements import DIRECTED
from renderer.mjml.elements import ELEMENTS
from renderer.mjml.elements import ENDING
from renderer.mjml.elements import HOLD_COLUMNS
from renderer.mjml.elements import HOLD_TAGS
from renderer.mjml.elements import REFUSED

COLUMN = "<mj-section><mj-column>{}</mj-column></mj-section>"
PLACES = {
    "mj-section": "<mj-section {}><mj-column><mj-text>x</mj-text></mj-column></mj-section>",
    "mj-wrapper": "<mj-wrapper {}><mj-section><mj-column></mj-column></mj-section></mj-wrapper>",
    "mj-group": "<mj-section><mj-group {}><mj-column></mj-column></mj-group></mj-section>",
    "mj-column": "<mj-section><mj-column {}><mj-text>x</mj-text></mj-column></mj-section>",
    "mj-hero": "<mj-hero {}><mj-text>x</mj-text></mj-hero>",
    "mj-navbar": COLUMN.format('<mj-navbar hamburger="hamburger" {}></mj-navbar>'),
    "mj-navbar-link": COLUMN.format("<mj-navbar><mj-navbar-link {}>x</mj-navbar-link></mj-navbar>"),
    "mj-social": COLUMN.format(
        '<mj-social {}><mj-social-element name="facebook" href="https://a.b">x</mj-social-element>'
        "</mj-social>"
    ),
    "mj-social-element": COLUMN.format(
        "<mj-social><mj-social-element {}>x</mj-social-element></mj-social>"
    ),
    "mj-image": COLUMN.format("<mj-image {} />"),
    "mj-divider": COLUMN.format("<mj-divider {} />"),
    "mj-spacer": COLUMN.format("<mj-spacer {} />"),
    "mj-text": COLUMN.format("<mj-text {}>x</mj-text>"),
    "mj-table": COLUMN.format("<mj-table {}><tr><td>x</td></tr></mj-table>"),
    "mj-button": COLUMN.format("<mj-button {}>x</mj-button>"),
}
VALUES = {
    "full-width": ["full-width"],
    "direction": ["rtl"],
    "mode": ["vertical"],
    "fluid-on-mobile": ["true"],
    "name": ["twitter"],
    "href": ["https://x.y"],
    "background-url": ["https://x.y/z.png"],
    "align": ["left", "right", "center"],
    "text-align": ["right"],
    "vertical-align": ["top", "bottom", "middle"],
    "width": ["77px", "77%"],
}
# Attributes that do something only beside others.
BESIDE = (
    "",
    'background-url="https://x.y/q.png"',
    'href="https://h.h"',
    'padding="9px"',
    'border="1px solid red"',
    'src="a.png" href="https://h.h"',
    'width="300px" background-width="300px" background-height="200px" '
    'background-url="https://x.y/q.png"',
)
# Adieu's own business: `role` travels in another attribute.
OWN = {("mj-table", "role")}


def compiled(body: str) -> str:
    head = '<mj-attributes><mj-class name="77px" color="#123456" padding="31px" /></mj-attributes>'
    made: str = mjml.mjml2html(
        f"<mjml><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>", fonts={}
    )
    return made


@pytest.mark.parametrize("element", PLACES)
def test_every_attribute_of_the_table_makes_a_difference(element: str) -> None:
    for name in sorted(ELEMENTS[element]):
        differs = False
        for value in VALUES.get(name, ["77px"]):
            for beside in BESIDE:
                if f"{name}=" in f" {beside}":
                    continue
                without = compiled(PLACES[element].format(beside))
                differs |= compiled(PLACES[element].format(f'{beside} {name}="{value}"')) != without
        assert differs or (element, name) in OWN, f"MJML drops `{name}` of <{element}>"


def test_every_element_of_the_body_was_tried() -> None:
    head = {"mjml", "mj-body", *CHILDREN["mjml"], *CHILDREN["mj-head"]}
    assert set(PLACES) == set(ELEMENTS) - head


@pytest.mark.parametrize("element", PLACES)
def test_mjml_drops_an_unknown_attribute_without_a_word(element: str) -> None:
    assert compiled(PLACES[element].format('foo="77px"')) == compiled(PLACES[element].format(""))


def test_every_element_has_a_place_and_every_place_is_an_element() -> None:
    placed = frozenset().union(*CHILDREN.values())
    assert set(ELEMENTS) <= placed
    assert placed - set(ELEMENTS) == {"mj-all", "mj-class"}
    assert set(CHILDREN) - {""} <= set(ELEMENTS)
    assert set(ELEMENTS) >= ENDING | HOLD_COLUMNS | (HOLD_TAGS - {""}) | set(DIRECTED)
    assert not set(REFUSED) & set(ELEMENTS)
    assert not ENDING & set(CHILDREN)


def test_mjml_takes_for_granted_what_is_turned_round() -> None:
    defaults = {"direction": "direction:ltr", "align": "text-align:left"}
    for element, attributes in DIRECTED.items():
        for name, value in attributes.items():
            made = compiled(PLACES[element].format(""))
            turned = compiled(PLACES[element].format(f'{name}="{value}"'))
            if (element, name) != ("mj-table", "align"):  # it has `align`, not a style
                assert defaults[name] in made
            assert made != turned
