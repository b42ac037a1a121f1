"""The same pages as a PDF and on a printer."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from core.errors import BugError
from core.reports.document import Document
from ui.paper.painting import TWIPS_PER_INCH, paint_page
from ui.paper.typeset import Typesetter

PROGRAM = "绩报"
DOTS_PER_INCH = 1200


def write_pdf(document: Document) -> bytes:
    """The Document's pages as the bytes of a PDF, its title among the properties."""
    maker = PdfMaker(document)
    for _ in maker.steps():
        pass
    return maker.data


class PdfMaker:
    """Makes a PDF slice by slice; `data` is whole and `page_count` known when all steps are done.

    Not painted, it only counts the pages.
    """

    def __init__(self, document: Document, *, painted: bool = True) -> None:
        self.document = document
        self.painted = painted
        self.data = b""
        self.page_count = 0

    def steps(self) -> Iterator[None]:
        """Set the pages and paint them one by one."""
        pages = Typesetter(self.document)
        yield from pages.steps()
        self.page_count = pages.page_count
        if self.painted:
            yield from self._paint(pages)

    def _paint(self, pages: Typesetter) -> Iterator[None]:
        array = QByteArray()
        buffer = QBuffer(array)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(self.document.title)
        writer.setCreator(PROGRAM)
        writer.setResolution(DOTS_PER_INCH)
        yield from page_steps(writer, pages, DOTS_PER_INCH, range(pages.page_count))
        yield  # with the end of painting all fonts were put in, which takes as long as some pages
        buffer.close()
        self.data = bytes(array.data())


def page_steps(device: QPagedPaintDevice, pages: Typesetter, resolution: int, numbers: Sequence[int]) -> Iterator[None]:
    """Paint pages of these numbers (from 0) on a device of that many dots per inch, one a step."""
    painter = QPainter()
    try:
        for number in numbers:
            _begin_page(painter, device, _page_layout(pages, number))
            painter.resetTransform()
            painter.scale(resolution / TWIPS_PER_INCH, resolution / TWIPS_PER_INCH)
            paint_page(painter, pages, number)
            yield
        yield  # the window gets its turn before the end
    finally:
        painter.end()  # also when nobody wants the rest: a device must not be left being painted on


def _begin_page(painter: QPainter, device: QPagedPaintDevice, layout: QPageLayout) -> None:
    device.setPageLayout(layout)
    if painter.isActive():
        device.newPage()
    elif not painter.begin(device):
        raise BugError("a paint device did not take the first page")


def _page_layout(pages: Typesetter, number: int) -> QPageLayout:
    stretch, _ = pages.place(number)
    turned = stretch.page.width > stretch.page.height
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
