from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest

from renderer.channels.letter.engine import Engine
from renderer.channels.letter.layouts import LAYOUTS
from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.windows import Box
from renderer.errors import ContentInvalid
from renderer.errors import RenderFault

ROOT = Path(__file__).parents[2]
DIN = LAYOUTS["din5008b"]
ADDRESS = ("Jäger & Söhne GmbH", "Petra Jäger", "Mariahilfer Straße 88/12", "1070 Wien")
URL = "https://northwind.example/k/K-2026-004417"

FOOT = """<footer class="foot"><p class="c1">Northwind GmbH<br>northwind.example</p>
<p class="c2">UID ATU00000000</p><p class="c3">IBAN AT00 0000 0000 0000 0000</p>
<p class="page">Seite <span class="n"></span> von <span class="m"></span></p></footer>"""
INFO = """<ul class="info"><li><b>Datum</b> 21. November 2026</li>
<li><b>Vertrag</b> S-778120, Fibre 250</li></ul>"""
TEXT = f"""<h1>Bestätigung Ihrer Kündigung</h1><p>Guten Tag, Petra Jäger,</p>
<p>Ihr Vertrag endet am <strong>20. Dezember 2026</strong>.</p>
<ul class="facts"><li><b>Zugang bis</b> 20. Dezember 2026</li><li><b>Guthaben</b> 0,00 €</li></ul>
<section class="back"><img class="qr" src="qr:{URL}" alt="QR-Code" data-dark="#0D2B36">
<h2>Kündigung zurücknehmen</h2><p>Der Code führt zu Ihrer Kündigung.</p></section>
<div class="sign"><p>Mit freundlichen Grüßen</p><p class="name">Lena Hofer</p></div>"""


def page(
    text: str = TEXT,
    *,
    address: tuple[str, ...] = ADDRESS,
    lang: str = "de-AT",
    head: str = "<title>Bestätigung</title>",
) -> str:
    lines = "<br>".join(line.replace("&", "&amp;") for line in address)
    return f"""<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>
{FOOT}<section class="field"><p class="return">Northwind GmbH · Nordwindgasse 7 · 1030 Wien</p>
<address class="address">{lines}</address></section>{INFO}{text}</body></html>"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(ROOT)


@pytest.fixture(scope="module")
def pdf(engine: Engine) -> bytes:
    return engine.render(page(), layout=DIN).pdf


def characters(pdf: bytes, number: int = 0) -> Iterator[tuple[str, Box]]:
    """Every printed character of a page, read from the finished PDF, with its box in mm."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[number]
    height = sheet.get_height()
    text = sheet.get_textpage()
    mm = 25.4 / 72
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(index)
            yield (
                letter,
                Box(left * mm, (height - top) * mm, (right - left) * mm, (top - bottom) * mm),
            )
    document.close()


def bare(pdf: bytes) -> bytes:
    """The PDF with its streams unpacked, to look for names in it."""
    streams = re.finditer(rb"stream\r?\n(.*?)\nendstream", pdf, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(match[1]) for match in streams]
    return b"\n".join((pdf, *unpacked))


def text_of(pdf: bytes, number: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text: str = document[number].get_textpage().get_text_range()
    document.close()
    return text


def rules(findings: object) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_letter_is_a_tagged_pdf_with_title_and_language(engine: Engine) -> None:
    letter = engine.render(page(), layout=DIN)
    assert (letter.pages, letter.layout, letter.standard) == (1, "din5008b", "pdf/ua-1")
    assert letter.findings == ()
    assert len(letter.sha256) == 64
    document = pypdfium2.PdfDocument(letter.pdf)
    assert document.get_metadata_value("Title") == "Bestätigung"
    assert document.is_tagged()
    document.close()
    assert b"/Lang (de-AT)" in bare(letter.pdf)


def test_the_reading_order_is_that_of_the_document(pdf: bytes) -> None:
    text = " ".join(text_of(pdf).split())
    places = [text.index(part) for part in ("Guten Tag", "Ihr Vertrag endet", "Lena Hofer")]
    assert places == sorted(places)


@pytest.mark.parametrize("standard", ["pdf/ua-1", "pdf/a-3a"])
def test_the_same_letter_has_the_same_bytes(engine: Engine, standard: str) -> None:
    first = engine.render(page(), layout=DIN, standard=standard)
    again = Engine(ROOT).render(page(), layout=DIN, standard=standard)
    assert first.pdf == again.pdf
    assert first.sha256 == again.sha256


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_makes_the_same_bytes(engine: Engine, seed: str) -> None:
    script = (
        "import sys, pathlib\n"
        "from renderer.channels.letter import LAYOUTS, Engine\n"
        "engine = Engine(pathlib.Path(sys.argv[1]))\n"
        "html = sys.stdin.buffer.read().decode()\n"
        "print(engine.render(html, layout=LAYOUTS['din5008b'], standard='pdf/a-3a').sha256)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(ROOT)],
        input=page().encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
    )
    assert run.stderr == b""
    here = engine.render(page(), layout=DIN, standard="pdf/a-3a")
    assert run.stdout.decode().strip() == here.sha256


def test_weasyprint_is_imported_by_the_first_engine_and_not_before() -> None:
    script = "import sys, renderer.channels.letter; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("large_print", [False, True], ids=["", "large"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_finished_pdf_shows_the_address_in_the_window_and_nothing_else(
    engine: Engine, layout: Layout, large_print: bool, direction: str
) -> None:
    lines = (*ADDRESS, "ÖSTERREICH", "Ende")[: layout.address_lines]
    letter = engine.render(
        page(address=lines), layout=layout, direction=direction, large_print=large_print
    )
    assert letter.findings == ()
    inside: list[str] = []
    for letter_, box in characters(letter.pdf):
        if layout.return_line.overlaps(box):
            continue
        if layout.ever.overlaps(box):
            assert layout.visible.contains(box)
            inside.append(letter_)
    assert "".join(inside) == "".join("".join(lines).split())


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_text_and_footer_stand_where_the_layout_has_them(engine: Engine, layout: Layout) -> None:
    letter = engine.render(page(), layout=layout)
    boxes = list(characters(letter.pdf))
    text = [box for _, box in boxes if layout.body <= box.y < layout.footer - 5]
    foot = [box for _, box in boxes if box.y >= layout.footer - 5]
    # the first capital of the subject: half the leading below the top of the text
    assert min(box.y for box in text) == pytest.approx(layout.body + 1.7, abs=1.5)
    assert min(box.y for box in foot) == pytest.approx(layout.footer + 1, abs=1)
    assert min(box.x for box in text) >= layout.left - 0.2
    assert max(box.right for box in text) <= layout.paper.width - layout.right + 0.2
    document = pypdfium2.PdfDocument(letter.pdf)
    size = [side * 25.4 / 72 for side in document[0].get_size()]
    document.close()
    assert size == pytest.approx([layout.paper.width, layout.paper.height], abs=0.1)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_folds_and_holes_are_marked_on_the_first_sheet(engine: Engine, layout: Layout) -> None:
    long = "<p>Absatz mit Text.</p>" * 60
    letter = engine.render(page(TEXT + long), layout=layout, direction="rtl")
    assert letter.pages > 1
    scale, mm = 4, 4 * 72 / 25.4
    document = pypdfium2.PdfDocument(letter.pdf)
    first, second = (
        document[number].render(scale=scale).to_pil().convert("L") for number in (0, 1)
    )
    document.close()
    marks = [*layout.folds, *([layout.punch] if layout.punch else [])]
    edge = first.crop((int(4.5 * mm), 0, int(7.5 * mm), first.height))
    dark = [y / mm for y in range(edge.height) if edge.getpixel((5, y)) < 220]
    for mark in marks:
        assert any(abs(y - mark) < 0.4 for y in dark)
    assert all(any(abs(y - mark) < 0.4 for mark in marks) for y in dark)
    assert second.crop((0, 0, int(20 * mm), second.height)).getextrema()[0] > 220


def test_four_modules_around_the_code_are_white(engine: Engine) -> None:
    letter = engine.render(page(), layout=DIN)
    mm = 6 * 72 / 25.4
    document = pypdfium2.PdfDocument(letter.pdf)
    picture = document[0].render(scale=6).to_pil().convert("L").point(lambda value: 255 - value)
    document.close()
    # the longest run of rows with ink at the left edge of the text is the code
    edge = picture.crop((int(25 * mm), int(100 * mm), int(49 * mm), int(250 * mm)))
    rows = [edge.crop((0, y, edge.width, y + 1)).getextrema()[1] > 128 for y in range(edge.height)]
    runs = [(ink, len(list(group))) for ink, group in groupby(rows)]
    code = max(length for ink, length in runs if ink)
    top = 100 + sum(length for _, length in runs[: runs.index((True, code))]) / mm
    assert code / mm == pytest.approx(24, abs=0.3)

    module = 24 / 29
    quiet = 4 * module
    around = (25 - quiet, top - quiet, 49 + quiet, top + 24 + quiet)
    left, upper, right, lower = (int(side * mm) for side in around)
    ink = picture.crop((left, upper, right, lower)).getbbox()
    edges = (ink[0], ink[1], right - left - ink[2], lower - upper - ink[3])
    assert min(edges) / mm >= quiet - 0.2


def test_every_sheet_counts_itself(engine: Engine) -> None:
    letter = engine.render(page(TEXT + "<p>Absatz mit Text.</p>" * 60), layout=DIN)
    for number in range(letter.pages):
        text = " ".join(text_of(letter.pdf, number).split())
        assert f"Seite {number + 1} von {letter.pages}" in text


def test_an_address_that_leaves_the_window_is_told(engine: Engine) -> None:
    letter = engine.render(page(address=("Zeile",) * 9), layout=DIN)
    assert rules(letter.findings) == ["letter.address-outside-window"]
    wide = engine.render(page(address=("Donaudampfschifffahrt" * 4,)), layout=DIN)
    assert rules(wide.findings) == ["letter.address-outside-window"]
    assert "Donaudampf" not in wide.findings[0].message


def test_a_letter_without_address_or_title_or_language_is_told(engine: Engine) -> None:
    html = "<!doctype html><html><body><p>Hallo</p></body></html>"
    letter = engine.render(html, layout=DIN)
    expected = {"letter.address-missing", "letter.no-title", "letter.no-language"}
    assert set(rules(letter.findings)) == expected
    assert {finding.severity for finding in letter.findings} == {"error"}


def test_a_character_that_no_font_has_is_an_error(engine: Engine) -> None:
    letter = engine.render(page(TEXT + "<p>\U000f0000</p>"), layout=DIN)
    (finding,) = (item for item in letter.findings if item.rule == "letter.glyph-missing")
    assert finding.severity == "error"
    assert "U+F0000" in finding.message


def test_a_font_that_the_brand_does_not_name_is_told(engine: Engine) -> None:
    letter = engine.render(page(TEXT + "<p>བོད་སྐད་</p>"), layout=DIN)
    assert rules(letter.findings) == ["letter.font-not-named"]


def test_an_image_without_a_text_is_an_error(engine: Engine) -> None:
    letter = engine.render(page(TEXT + '<img src="img/mark.svg">'), layout=DIN)
    assert rules(letter.findings) == ["letter.image-without-text"]


def test_a_rule_that_is_not_understood_is_told_with_its_line(engine: Engine) -> None:
    letter = engine.render(page(), layout=DIN, css=("p { colour: red }",))
    (finding,) = letter.findings
    assert (finding.rule, finding.place) == ("letter.css-ignored", "templates/brand/letter.css")
    assert "`colour`" in finding.message


def test_the_line_of_a_bad_rule_is_that_of_the_brands_file(tmp_path: Path) -> None:
    brand = tmp_path / "templates" / "brand"
    brand.mkdir(parents=True)
    (brand / "letter.css").write_text('html { font: 10pt "Noto Sans" }\n\np { colour: red }\n')
    letter = Engine(tmp_path).render(page(), layout=DIN)
    ignored = [item.message for item in letter.findings if item.rule == "letter.css-ignored"]
    assert ["at 3:5" in message for message in ignored] == [True]


def test_what_weasyprint_logs_reaches_no_other_handler(
    engine: Engine, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        engine.render(page(TEXT + "<p>\U000f0001</p>"), layout=DIN)
    assert "F0001" not in caplog.text
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("weasyprint").propagate


def test_links_lead_to_https_mail_and_telephone_only(engine: Engine) -> None:
    links = "".join(
        f'<p><a href="{target}">Verweis</a></p>'
        for target in (
            "https://northwind.example/",
            "mailto:vertrag@northwind.example",
            "tel:+4312345600",
            "#oben",
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "file:///etc/passwd",
            "http://northwind.example/",
            "data:text/html,x",
            "//northwind.example/",
            "img/logo.svg",
        )
    )
    letter = engine.render(page(f'<h1 id="oben">Ja</h1>{links}'), layout=DIN)
    assert rules(letter.findings) == ["letter.link-removed"] * 7
    assert re.findall(rb"/URI ?\((.*?)\)", bare(letter.pdf)) == [
        b"https://northwind.example/",
        b"mailto:vertrag@northwind.example",
        b"tel:+4312345600",
    ]
    assert b"javascript" not in bare(letter.pdf)


def test_a_document_does_not_bring_its_own_style(engine: Engine) -> None:
    plain = engine.render(page(), layout=DIN)
    head = "<title>Bestätigung</title><style>p{color:red}</style><link rel=stylesheet href=x.css>"
    letter = engine.render(page(head=head), layout=DIN)
    assert rules(letter.findings) == ["letter.style-in-document"] * 2
    assert letter.pdf == plain.pdf


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("https://northwind.example/x.png", "content root only"),
        ("data:image/png;base64,AAAA", "content root only"),
        ("file:///etc/passwd", "outside the content root"),
        ("../../../../../../etc/passwd", "outside the content root"),
        ("img/no-such.png", "cannot be read"),
        ("file://host/x.png", "content root only"),
        ("img/", "plain files only"),
    ],
)
def test_a_letter_loads_files_of_its_content_root_only(
    engine: Engine, source: str, reason: str
) -> None:
    with pytest.raises(RenderFault, match=reason) as caught:
        engine.render(page(f'<img src="{source}" alt="x">'), layout=DIN, place="messages/x.html")
    assert caught.value.flaw.file == "messages/x.html"
    assert source not in str(caught.value)


def test_a_link_in_the_file_system_leads_nowhere_else(tmp_path: Path) -> None:
    brand = tmp_path / "templates" / "brand"
    brand.mkdir(parents=True)
    (brand / "letter.css").write_text("p { color: black }")
    (brand / "secret.svg").symlink_to("/etc/passwd")
    with pytest.raises(RenderFault, match="outside the content root"):
        Engine(tmp_path).render(page('<img src="secret.svg" alt="x">'), layout=DIN)


def test_a_style_loads_files_of_the_content_root_only(engine: Engine) -> None:
    with pytest.raises(RenderFault, match="content root only"):
        engine.render(page(), layout=DIN, css=("p { background: url(https://a.example/x) }",))


def test_images_of_the_brand_are_drawn(engine: Engine) -> None:
    letter = engine.render(page('<img src="img/logo-ink.png" alt="Northwind">'), layout=DIN)
    assert letter.findings == ()
    assert b"/Image" in bare(letter.pdf)


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("<div>" * 150, "100 deep"),
        ("<table>" + "<tr><td>x" * 2001 + "</table>", "2,000 rows"),
        ("<table><tr><td colspan=1000000>x</table>", "colspan"),
        ("<table><tr><td rowspan=-1>x</table>", "rowspan"),
        ("<table><col span=9999></table>", "span"),
        ('<div style="display:flex">' * 15, "flex or grid"),
        (r'<div style="display:f\6cex">' * 15, "flex or grid"),
        ('<a href="https://a.example">x</a>' * 1001, "1,000 links"),
        ('<svg><use href="#a"/></svg>', "`use`"),
        ("<p>x" * 700_000, "2,000,000 characters"),
        ('<p style="break-before:page">x' * 201, "200 pages"),
    ],
    ids=lambda value: value[:20],
)
def test_a_document_over_a_limit_is_refused(engine: Engine, body: str, limit: str) -> None:
    with pytest.raises(RenderFault, match=limit):
        engine.render(page(body), layout=DIN)


@pytest.mark.parametrize("display", ["flex", "inline-flex", "grid"])
def test_flex_boxes_of_the_style_are_counted_too(engine: Engine, display: str) -> None:
    css = (f".row {{ display: {display} }}",)
    nested = '<div class="row">' * 4
    assert engine.render(page(nested + "x"), layout=DIN, css=css).pages == 1
    with pytest.raises(RenderFault, match="flex or grid"):
        engine.render(page('<div class="row">' + nested + "x"), layout=DIN, css=css)


def test_an_image_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    from PIL import Image

    brand = tmp_path / "templates" / "brand"
    brand.mkdir(parents=True)
    (brand / "letter.css").write_text("p { color: black }")
    Image.new("1", (2500, 2500)).save(brand / "huge.png")
    with pytest.raises(RenderFault, match="4,000,000 pixels"):
        Engine(tmp_path).render(page('<img src="huge.png" alt="x">'), layout=DIN)


def test_a_content_root_without_a_look_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match=r"templates/brand/letter\.css: there is no such file"):
        Engine(tmp_path)


def test_a_print_run_holds_many_letters_and_each_font_once(engine: Engine) -> None:
    html = page(TEXT + "<p>Absatz mit Text.</p>" * 60)
    letters = [engine.lay_out(page(), layout=DIN), engine.lay_out(html, layout=DIN)]
    run = engine.join([*letters, engine.lay_out(page(), layout=LAYOUTS["us10"])])
    assert run.pages == (1, 3, 1)
    assert run.findings == ()
    document = pypdfium2.PdfDocument(run.pdf)
    assert len(document) == 5
    document.close()
    assert "Seite 1 von 3" in " ".join(text_of(run.pdf, 1).split())
    assert "Seite 1 von 1" in " ".join(text_of(run.pdf, 4).split())
    single = engine.render(page(), layout=DIN)
    assert bare(run.pdf).count(b"/FontFile2") == bare(single.pdf).count(b"/FontFile2")
    again = engine.join([engine.lay_out(page(), layout=DIN)])
    assert again.pdf == single.pdf


def test_a_print_run_needs_letters_of_one_standard(engine: Engine) -> None:
    with pytest.raises(ValueError, match="one standard"):
        engine.join([])
    archive = engine.lay_out(page(), layout=DIN, standard="pdf/a-3a")
    with pytest.raises(ValueError, match="one standard"):
        engine.join([archive, engine.lay_out(page(), layout=DIN)])


def test_right_to_left_the_text_is_mirrored_and_the_envelope_is_not(engine: Engine) -> None:
    arabic = "<h1>تأكيد الإلغاء</h1><p>مرحبًا</p>"
    letter = engine.render(page(arabic, lang="ar-AE"), layout=DIN, direction="rtl")
    assert letter.findings == ()
    text = [box for _, box in characters(letter.pdf) if DIN.body <= box.y < DIN.footer - 5]
    assert max(box.right for box in text) == pytest.approx(190, abs=1)
    assert min(box.x for box in text) > 100
    address = [box for _, box in characters(letter.pdf) if DIN.visible.contains(box)]
    assert min(box.x for box in address) == pytest.approx(25, abs=1)


@pytest.mark.parametrize(
    ("lang", "text", "font"),
    [
        ("ja-JP", "ご解約の確認", b"Noto-Sans-CJK-JP"),
        ("ar-AE", "تأكيد الإلغاء", b"Noto-Sans-Arabic"),
        ("de-AT", "Bestätigung", b"Noto-Sans"),
    ],
)
def test_each_script_has_its_font(engine: Engine, lang: str, text: str, font: bytes) -> None:
    letter = engine.render(page(f"<p>{text}</p>", lang=lang), layout=DIN)
    assert letter.findings == ()
    assert font in bare(letter.pdf)


def test_german_words_are_hyphenated_in_text_and_not_in_addresses(engine: Engine) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    text = f"<p>{f'Ein guter und ein ruhiger {word}. ' * 4}</p>"
    letter = engine.render(page(text, address=(f"Herr {word} {word}",)), layout=DIN)
    lines = text_of(letter.pdf).splitlines()
    assert any(word in line for line in lines[-12:])  # whole, in the address
    assert text_of(letter.pdf).count(word) < 6
    english = engine.render(page(text, address=(f"Herr {word} {word}",), lang="en-GB"), layout=DIN)
    assert text_of(english.pdf).count(word) == 6


def test_large_print_is_set_in_16_points(engine: Engine) -> None:
    def capital(pdf: bytes) -> float:
        found = [box.height for letter, box in characters(pdf) if letter == "G" and box.y > 98]
        return found[0]

    normal = engine.render(page("<p>Guten Tag</p>"), layout=DIN)
    large = engine.render(page("<p>Guten Tag</p>"), layout=DIN, large_print=True)
    assert capital(large.pdf) / capital(normal.pdf) == pytest.approx(16 / 9.5, abs=0.02)
