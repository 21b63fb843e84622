"""Layouts: where everything stands on a letter's first sheet, as data, and the CSS made of it.

A layout belongs to an envelope: the address must be readable in the window wherever the folded
sheet has slid to, and nothing else may show. The brand's `letter.css` holds the look and no
places; this module holds the places and no look. All figures are millimetres from the top left
corner of the page, unless they say pt.

Sources: the letter class options of KOMA-Script (fields, folds), DIN 5008 and DIN 680, SN 010130
as an envelope maker tabulates it, Pingen's guide for France, PostalMethods' guide for the US.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from renderer.channels.letter.windows import Box
from renderer.channels.letter.windows import Envelope
from renderer.channels.letter.windows import always_visible
from renderer.channels.letter.windows import ever_visible
from renderer.errors import UnknownName
from renderer.errors import nearest

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a letter: paper, envelope, and the places on the first sheet."""

    name: str
    paper: Box
    folds: tuple[float, float]
    punch: float | None  # hole mark, half the height of the sheet
    field: Box  # the address field as its standard draws it
    visible: Box  # where the whole address must lie
    ever: Box  # where nothing but the address and the return line may lie
    return_line: Box
    address: Box  # the lines of the address
    address_pt: float  # 10–12 pt: what sorting machines read (cap height 2.3–4.7 mm)
    address_line: float  # height of a line, mm
    address_from_bottom: bool  # the last line keeps its place, not the first
    info: Box  # the information block: date, numbers, contact
    letterhead: float  # top of the logo
    body: float  # top of the text on the first sheet
    next_body: float = 27  # on the following sheets: as high as the letterhead of form A
    left: float = 25  # DIN 5008; room for the holes on the left in every script
    right: float = 20
    bottom: float = 29

    @property
    def address_lines(self) -> int:
        """How many lines the address may have."""
        return int((self.address.height + 0.01) / self.address_line)

    @property
    def footer(self) -> float:
        """Top of the footer's text."""
        return self.paper.height - 25


LARGE_FOOTER = 3  # mm: what the footer of a large print needs more

A4 = Box(0, 0, 210, 297)
LETTER = Box(0, 0, 215.9, 279.4)

# DIN 680: DL with the window 90 × 45
_DL = Envelope(220, 110, left=20, bottom=15, window_width=90, window_height=45)
# a trade window, not a postal authority's figure: thirds of A4 in DL
_DL_UK = Envelope(220, 110, left=20, bottom=18, window_width=90, window_height=35)
# the usual French window, 20 from the right and from below: a trade figure, too; the layout
# keeps to what both this window and Pingen's safe box show
_DL_FR = Envelope(220, 110, left=100, bottom=20, window_width=100, window_height=45)
# SN 010130, C5/6: 45 × 100, 21 from below, 20 from the left or 12 from the right
_SN_LEFT = Envelope(229, 114, left=20, bottom=21, window_width=100, window_height=45)
_SN_RIGHT = Envelope(229, 114, left=117, bottom=21, window_width=100, window_height=45)
# US commercial no. 10: window 4 1/2" × 1 1/8", 1/2" from the left and from below, which gives
# the zone that PostalMethods demands
_NO10 = Envelope(241.3, 104.775, left=12.7, bottom=12.7, window_width=114.3, window_height=28.575)


def _din(name: str, *, top: float, logo: float, body: float) -> Layout:
    # both forms: field 45 high = return line 5, notes 12.7, address 27.3 (6 lines); text inset 5
    fold = top + 60
    package = {"sheet_width": 210.0, "package_height": 105.0, "fold": fold}
    return Layout(
        name=name,
        paper=A4,
        folds=(fold, fold + 105),
        punch=148.5,
        field=Box(20, top, 85, 45),
        visible=always_visible(_DL, **package),
        ever=ever_visible(_DL, **package),
        return_line=Box(25, top + 1.2, 75, 3.8),
        address=Box(25, top + 17.7, 75, 27.3),
        address_pt=10.5,
        address_line=4.5,
        address_from_bottom=False,
        info=Box(125, top + 5, 65, 42),  # of DIN's 75: it ends where the text ends
        letterhead=logo,
        body=body,
    )


def _swiss(name: str, envelope: Envelope, *, field: Box, x: float, info: Box) -> Layout:
    package = {"sheet_width": 210.0, "package_height": 105.0, "fold": 105.0}
    visible = always_visible(envelope, **package).within(field)
    top = min(visible.y + 6, visible.bottom - 27)  # six lines below the return line
    return Layout(
        name=name,
        paper=A4,
        folds=(105, 210),
        punch=148.5,
        field=field,
        visible=visible,
        ever=ever_visible(envelope, **package),
        return_line=Box(x, visible.y + 0.6, visible.right - x, 3.8),
        address=Box(x, top, visible.right - x, 27),
        address_pt=10.5,
        address_line=4.5,
        address_from_bottom=False,
        info=info,
        letterhead=14,
        body=98.5,
    )


_THIRDS = {"sheet_width": 210.0, "package_height": 99.0, "fold": 99.0}
_THIRDS_US = {"sheet_width": 215.9, "package_height": 93.133, "fold": 93.133}

_ALL = (
    _din("din5008a", top=27, logo=9, body=80.5),
    _din("din5008b", top=45, logo=14, body=98.5),
    _swiss(
        "sn_left",
        _SN_LEFT,
        field=Box(20, 35.5, 100, 45),
        x=25,
        info=Box(125, 50, 65, 42),
    ),
    _swiss(
        "sn_right",
        _SN_RIGHT,
        field=Box(112, 45, 90, 45),
        x=118,
        info=Box(25, 50, 70, 42),
    ),
    Layout(
        name="nf",
        paper=A4,
        folds=(99, 198),
        punch=148.5,
        field=Box(100, 35, 100, 45),
        visible=always_visible(_DL_FR, **_THIRDS).within(Box(110, 55, 85, 33)),
        ever=ever_visible(_DL_FR, **_THIRDS),
        return_line=Box(25, 27, 165, 3.8),
        address=Box(111, 55, 79, 24),  # six lines (La Poste)
        address_pt=10,
        address_line=4,
        address_from_bottom=False,
        info=Box(25, 46, 63, 42),
        letterhead=14,
        body=98.5,
    ),
    Layout(
        name="uk_dl",
        paper=A4,
        folds=(99, 198),
        punch=148.5,
        field=Box(20, 57, 80, 24),
        visible=always_visible(_DL_UK, **_THIRDS),
        ever=ever_visible(_DL_UK, **_THIRDS),
        return_line=Box(25, 27, 165, 3.8),
        address=Box(25, 57, 75, 24),
        address_pt=10,
        address_line=4,
        address_from_bottom=False,
        info=Box(125, 50, 65, 42),
        letterhead=14,
        body=98.5,
    ),
    Layout(
        name="us10",
        paper=LETTER,
        folds=(93.1, 186.3),
        punch=None,
        field=Box(17.5, 55.6, 114.3, 28.6),
        # PostalMethods: 1/2" from the left, 2.042" from the top, 3.5" × 0.875"; a sheet that has
        # slid upwards may hide the first lines but not the last, so these keep their place
        visible=Box(12.7, 51.9, 88.9, 22.2),
        ever=ever_visible(_NO10, **_THIRDS_US),
        return_line=Box(25, 27, 76, 3.8),  # in the upper window of a double-window envelope
        address=Box(25, 52.1, 76.6, 22),
        address_pt=10.5,
        address_line=4.4,
        address_from_bottom=True,
        info=Box(132, 50, 63.9, 42),
        letterhead=14,
        body=95,  # print services allow 85.7; the window may show the sheet down to 92.1
    ),
)

LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in _ALL}

# CH and LI: SN 010130 knows both windows. The left one keeps address, information block and
# text where every other letter of the brand has them; a brand that owns envelopes with the
# right one, which Swiss Post used to recommend, says so with `choices`.
_OF_COUNTRY: Mapping[str, str] = {
    "DE": "din5008b",
    "AT": "din5008b",
    "CH": "sn_left",
    "LI": "sn_left",
    "FR": "nf",
    "MC": "nf",
    "GB": "uk_dl",
    "IE": "uk_dl",
    "US": "us10",
    "CA": "us10",
}
DEFAULT = "din5008b"


def layout_for(country: str, *, choices: Mapping[str, str] | None = None) -> Layout:
    """The layout of letters to `country` (ISO 3166-1), A4 in a DIN envelope where none is known.

    choices: the brand's own layout by country, e.g. `{"DE": "din5008a", "CH": "sn_right"}`.
    Raises UnknownName when a choice names no layout.
    """
    name = (choices or {}).get(country) or _OF_COUNTRY.get(country, DEFAULT)
    return layout_named(name)


def layout_named(name: str) -> Layout:
    """The layout called `name`; UnknownName with the nearest one otherwise."""
    if name not in LAYOUTS:
        raise UnknownName("layout", name, nearest(name, LAYOUTS))
    return LAYOUTS[name]


def stylesheet(layout: Layout, *, direction: Direction = "ltr", large_print: bool = False) -> str:
    """The CSS of the places: page, margins, address, information block, footer, fold marks.

    Right to left, the text and the letterhead are mirrored. The address, the information block
    beside it, the folds and the holes stay: they belong to the envelope and the paper.
    In large print the information block flows with the text, because its column is too narrow.
    """

    def at(box: Box) -> str:
        x, y = box.x - layout.left, box.y - layout.body
        return f"position:absolute;left:{x:.2f}mm;top:{y:.2f}mm;width:{box.width:.2f}mm"

    def marks(top: float, height: float, length: float) -> str:
        place = at(Box(4, top, length, 0))
        ink = "border:0 solid #9aa5ab;border-top-width:.2mm"
        if height:
            ink += f";height:{height - 0.2:.2f}mm;border-bottom-width:.2mm"
        return f'{{content:"";{place};{ink}}}'

    paper, address = layout.paper, layout.address
    bottom = layout.bottom + (LARGE_FOOTER if large_print else 0)
    raised = 5 if large_print else 0  # room for a large page number below
    text_width = paper.width - layout.left - layout.right
    if layout.address_from_bottom:
        # the box that the absolute place counts from: the first sheet's text area
        area = paper.height - layout.body - bottom
        upright = f"top:auto;bottom:{area - (address.bottom - layout.body):.2f}mm"
    else:
        upright = f"min-height:{address.height:.2f}mm"
    rules = [
        f"@page{{size:{paper.width}mm {paper.height}mm;"
        f"margin:{layout.next_body}mm {layout.right}mm {bottom}mm {layout.left}mm;"
        f"@bottom-left{{content:element(foot);width:{text_width:.2f}mm;vertical-align:top}}}}",
        f"@page:first{{margin-top:{layout.body}mm}}",
        f"html{{direction:{direction}}}",
        f".logo{{position:absolute;inset-inline-start:0;"
        f"top:{layout.letterhead - layout.body:.2f}mm}}",
        # left aligned in every script: what sorting machines expect
        ".return,.address{direction:ltr;text-align:left;hyphens:none}",
        f".return{{{at(layout.return_line)};white-space:nowrap}}",
        f".address{{{at(address)};{upright};"
        f"font-size:{layout.address_pt}pt;line-height:{layout.address_line}mm}}",
        f".foot{{position:running(foot);width:{text_width:.2f}mm;"
        f"padding-top:{layout.footer - raised - paper.height + bottom:.2f}mm}}",
        # what comes before the text stands on the first sheet; one box draws both folds
        f"body::before{marks(layout.folds[0], layout.folds[1] - layout.folds[0], 4)}",
    ]
    if layout.punch is not None:
        rules.append(f"html::before{marks(layout.punch, 0, 7)}")
    if not large_print:
        rules.append(f".info{{{at(layout.info)}}}")
    return "\n".join(rules)
