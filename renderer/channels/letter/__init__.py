"""The letter: layouts of countries, addresses, codes, and the engine that makes the PDF.

layouts     where everything stands on the first sheet, and the CSS made of it
windows     what of a folded sheet shows through an envelope's window
addresses   the lines of a postal address, by the rules of its country
codes       QR codes as drawings
engine      HTML to PDF: one letter, or a print run of many
limits      what a document may contain
fetching    what a document may load
reports     WeasyPrint's warnings as findings
proof       that the address shows in the window
press       the door to WeasyPrint, imported when the first engine is made
"""

from __future__ import annotations

from renderer.channels.letter.addresses import Address
from renderer.channels.letter.addresses import format_address
from renderer.channels.letter.codes import qr_svg
from renderer.channels.letter.engine import Engine
from renderer.channels.letter.engine import LaidOut
from renderer.channels.letter.engine import Letter
from renderer.channels.letter.engine import PrintRun
from renderer.channels.letter.engine import Standard
from renderer.channels.letter.layouts import LAYOUTS
from renderer.channels.letter.layouts import Direction
from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.layouts import layout_for
from renderer.channels.letter.layouts import layout_named

__all__ = [
    "LAYOUTS",
    "Address",
    "Direction",
    "Engine",
    "LaidOut",
    "Layout",
    "Letter",
    "PrintRun",
    "Standard",
    "format_address",
    "layout_for",
    "layout_named",
    "qr_svg",
]
