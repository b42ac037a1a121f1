"""The same pages as a PDF and on a printer."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPagedPaintDevice, QPainter, QPdfWriter

from core.errors import BugError
from core.reports.document import Document
from ui.paper.painting import TWIPS_PER_INCH, paint_page
from ui.paper.typeset import Typesetter

PROGRAM = "绩报"
DOTS_PER_INCH = 1200


def write_pdf(document: Document) -> bytes:
    """The Document's pages as the bytes of a PDF, its title among the properties."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setAuthor(document.unit)
    writer.setCreator(PROGRAM)
    writer.setResolution(DOTS_PER_INCH)
    put_pages(writer, Typesetter(document).run(), DOTS_PER_INCH)
    buffer.close()
    return bytes(data.data())


def put_pages(device: QPagedPaintDevice, pages: Typesetter, resolution: int, first: int = 0, last: int | None = None) -> None:
    """Paint pages first to last (from 0, both within) on a device of that many dots per inch."""
    numbers = range(first, pages.page_count if last is None else last + 1)
    painter = QPainter()
    for number in numbers:
        device.setPageLayout(_page_layout(pages, number))
        if number == first:
            if not painter.begin(device):
                raise BugError("a paint device did not take the first page")
        else:
            device.newPage()
        painter.resetTransform()
        painter.scale(resolution / TWIPS_PER_INCH, resolution / TWIPS_PER_INCH)
        paint_page(painter, pages, number)
    painter.end()


def _page_layout(pages: Typesetter, number: int) -> QPageLayout:
    stretch, _ = pages.place(number)
    turned = stretch.page.width > stretch.page.height
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
