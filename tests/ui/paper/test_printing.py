"""The PDF holds the pages of the preview; the printer gets the pages that it was asked for."""

import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from core.reports.compose import compose
from core.reports.document import Document, Grid, GridCell, Paragraph, Part
from tests.acceptance.examples import HUNAN, opened
from ui.paper.painting import paint_page
from ui.paper.print_dialog import print_on
from ui.paper.printing import PdfMaker, write_pdf
from ui.paper.typeset import Typesetter
from ui.report_model import ReportModel

ROOT = Path(__file__).parents[3]


def pages_of_pdf(data: bytes) -> int:
    return data.count(b"/Type /Page\n") + data.count(b"/Type /Page ")


def painted(document: Document, number: int) -> QImage:
    """A page, ten twips to a pixel."""
    image = QImage(1191, 1684, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.scale(0.1, 0.1)
    paint_page(painter, Typesetter(document).run(), number)
    painter.end()
    return image


def ink(image: QImage, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether anything dark stands in that part of the page (shares of width and height)."""
    columns = range(int(left * image.width()), int(right * image.width()))
    rows = range(int(top * image.height()), int(bottom * image.height()))
    return any(image.pixelColor(x, y).value() < 128 for y in rows for x in columns)


def three_pages(*, draft: bool) -> Document:
    lines = tuple(Paragraph(runs=("正文一行",)) for _ in range(50))
    part = Part(id="p", title="", blocks=lines)
    return Document(id="d", title="题名", file_name="f", unit="单位", parts=(part,), draft=draft)


def test_pages_can_be_counted_without_being_painted() -> None:
    maker = PdfMaker(three_pages(draft=True), painted=False)
    assert (len(list(maker.steps())) > 0, maker.page_count, maker.data) == (True, 3, b"")


def test_the_pdf_has_the_pages_and_the_title(model: ReportModel) -> None:
    document = compose(model.sheet, model.program.form.documents[0].id)
    data = write_pdf(document)
    assert data.startswith(b"%PDF-")
    assert pages_of_pdf(data) == Typesetter(document).run().page_count > 5
    assert document.title.encode("utf-16-be").hex().encode() in data.hex().encode() or _title_in(data, document.title)


def _title_in(data: bytes, title: str) -> bool:
    """QPdfWriter may spell the title as XML in the metadata."""
    return title.encode() in data


def test_the_pdf_is_made_in_slices() -> None:
    maker = PdfMaker(three_pages(draft=True))
    steps = sum(1 for _ in maker.steps())
    assert steps > 3
    assert pages_of_pdf(maker.data) == 3


PRINTED = """
from PySide6.QtGui import QGuiApplication
from tests.ui.paper.test_printing import drawn, official
application = QGuiApplication([])
print(*drawn(official()))
"""


def official() -> Document:
    """An official table of three pages and more, from the shipped example."""
    return compose(opened(HUNAN).sheet, "self_evaluation")


def drawn(document: Document, *, turns: Callable[[], None] = lambda: None) -> list[str]:
    """A digest of each page's drawing: what stands where. turns: done between the steps."""
    maker = PdfMaker(document)
    for _ in maker.steps():
        turns()
    streams = (
        zlib.decompressobj().decompress(found)
        for found in re.findall(rb"stream\r?\n(x.*?)endstream", maker.data, re.DOTALL)
    )
    return [sha256(stream).hexdigest() for stream in streams if b" Tf" in stream]


def test_the_same_report_always_gives_the_same_pages(qapp: QApplication) -> None:
    """At one go, between the window's events, and in another process with other orders of sets and hashes."""
    pages = drawn(official())
    assert len(pages) > 2
    assert drawn(official(), turns=qapp.processEvents) == pages
    seeds = {"PYTHONHASHSEED": "7", "QT_HASH_SEED": "0", "QT_QPA_PLATFORM": "offscreen"}
    other = subprocess.run(
        [sys.executable, "-c", PRINTED], env=os.environ | seeds, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert other.stdout.split() == pages


def test_the_end_of_a_pdf_is_a_step_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    step = last = 0

    class Painter(QPainter):
        def end(self) -> bool:
            ended.append(step)
            return super().end()

    monkeypatch.setattr("ui.paper.printing.QPainter", Painter)
    painted: list[int] = []
    monkeypatch.setattr("ui.paper.printing.paint_page", lambda *_: painted.append(step))
    for step, _ in enumerate(PdfMaker(three_pages(draft=True)).steps()):
        last = step
    assert max(painted) < ended[0] <= last


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    document = three_pages(draft=False)
    foot = 0.88, 0.93
    first, second = painted(document, 0), painted(document, 1)
    assert ink(first, 0.7, foot[0], 0.9, foot[1])
    assert not ink(first, 0.1, foot[0], 0.4, foot[1])
    assert ink(second, 0.1, foot[0], 0.4, foot[1])
    assert not ink(second, 0.7, foot[0], 0.9, foot[1])


def test_a_draft_says_so_in_the_header_of_every_page_and_a_final_version_does_not() -> None:
    for number in range(3):
        assert ink(painted(three_pages(draft=True), number), 0.4, 0.04, 0.6, 0.1)
    assert not ink(painted(three_pages(draft=False), 0), 0.0, 0.0, 1.0, 0.1)


def test_a_page_is_black_on_white_in_a_dark_window_too(model: ReportModel) -> None:
    from ui.style.theme import DARK, LIGHT, theme

    theme().set_look(DARK)
    try:
        assert ink(painted(three_pages(draft=False), 0), 0.1, 0.12, 0.5, 0.2)
    finally:
        theme().set_look(LIGHT)


def test_the_printer_prints_only_the_pages_that_were_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "印.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFromTo(2, 3)
    assert print_on(QWidget(), printer, Typesetter(three_pages(draft=False)).run())
    assert pages_of_pdf(target.read_bytes()) == 2


def test_a_pdf_given_up_half_way_leaves_nothing_open(warnings: list[str]) -> None:
    steps = PdfMaker(three_pages(draft=True)).steps()
    for _ in range(12):
        next(steps, None)
    del steps
    assert warnings == []


def test_the_check_code_stands_on_the_other_side_of_the_page_number() -> None:
    plain = three_pages(draft=False)
    for number in (0, 1):
        sides = []
        for document in (plain, replace(plain, code="ABCD-2345")):
            image = painted(document, number)
            sides.append((ink(image, 0.1, 0.89, 0.5, 0.95), ink(image, 0.5, 0.89, 0.9, 0.95)))
        assert sides == [((False, True), (True, False))[number], (True, True)]


def form_table(lines: int, *, label: str = "部门概况") -> Document:
    """A title, and below it a row longer than a page with its caption beside it."""
    caption = GridCell(paragraphs=(Paragraph(runs=(label,), role="cell_label"),), label=True)
    text = GridCell(paragraphs=tuple(Paragraph(runs=("正文一行",), role="cell") for _ in range(lines)))
    grid = Grid(rows=((caption, text),), widths=(20, 80))
    part = Part(id="p", title="", blocks=(Paragraph(runs=("题名",), role="title"), grid))
    return Document(id="d", title="题名", file_name="f", unit="单位", parts=(part,))


BESIDE, TOP, BELOW = (0.145, 0.27), (0.128, 0.155), (0.2, 0.8)
"""Where the caption's column is on a page, its first line, and what lies far under it (shares of width and height)."""


def test_a_caption_is_said_again_on_the_pages_to_which_its_text_goes_on() -> None:
    second = painted(form_table(90), 1)
    assert ink(second, BESIDE[0], TOP[0], BESIDE[1], TOP[1])
    assert not ink(second, BESIDE[0], BELOW[0], BESIDE[1], BELOW[1])
    long = painted(form_table(90, label="很长的文字，不是栏目名称" * 4), 1)
    assert not ink(long, BESIDE[0], TOP[0], BESIDE[1], TOP[1])


def test_a_caption_for_which_a_page_has_no_room_is_left_out() -> None:
    """The last line alone comes to the second page; the caption takes two."""
    label = "部门整体支出基本情况"
    lines = next(count for count in range(25, 40) if Typesetter(form_table(count)).run().page_count == 2)
    assert not ink(painted(form_table(lines, label=label), 1), BESIDE[0], TOP[0], BESIDE[1], 0.14)
    assert ink(painted(form_table(lines + 2, label=label), 1), BESIDE[0], TOP[0], BESIDE[1], 0.14)


def test_a_table_that_runs_over_a_page_is_closed_where_its_lines_are() -> None:
    second, edge = painted(form_table(60), 1), 0.1245
    assert ink(second, 0.2, edge - 0.001, 0.8, edge + 0.001)
    assert not ink(second, 0, edge - 0.001, 0.134, edge + 0.001)
    assert not ink(second, 0.88, edge - 0.001, 1, edge + 0.001)


def two_columns(rows: int) -> Document:
    """A table without head whose first cell stands beside six rows."""

    def cell(text: str, rows: int = 1) -> GridCell:
        return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),), rows=rows)

    lines = [(cell("甲", 6), cell("乙")), *[(cell("丙"),)] * 5, *[(cell("丁"), cell("戊"))] * (rows - 6)]
    part = Part(id="p", title="", blocks=(Grid(rows=tuple(lines), widths=(50, 50)),))
    return Document(id="d", title="题名", file_name="f", unit="单位", parts=(part,))


def lines_across(image: QImage) -> int:
    """Lines that cross the right end of the table, where no text is, down to above the page number."""
    dark = [image.pixelColor(1000, y).value() < 224 for y in range(1500)]
    return sum(here and not above for above, here in pairwise(dark))


def test_a_table_cut_for_its_pages_is_not_closed_again_at_their_edges() -> None:
    """Where the first text stands in the middle of a high cell, the table neither begins nor ends so much lower."""
    assert [lines_across(painted(two_columns(33), number)) for number in range(2)] == [26, 9]
