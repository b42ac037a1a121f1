"""One page on any painter: its text, its number (odd right, even left) and the draft mark."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QPen, QTextFormat, QTextTable

from ui.paper.faces import CODE, FOOTER, HEADER, Page, font
from ui.paper.grid import BORDER, CAPTION, PAD_DOWN, row_tops
from ui.paper.typeset import Stretch, Typesetter

DRAFT_MARK = "草稿"
_APART = 200
"""Between the two characters of the draft mark."""
TWIPS_PER_INCH = 1440


def paint_page(painter: QPainter, set_pages: Typesetter, number: int) -> None:
    """Paint page `number` (from 0) with the painter's origin at the paper's corner and twips as its unit."""
    stretch, index = set_pages.place(number)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # edges of tables stay sharp
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _paint_text(painter, stretch, index)
    if stretch.page.height:
        painter.setPen(Qt.GlobalColor.black)
        _paint_number(painter, stretch.page, number + 1)
        if set_pages.document.code:
            _paint_code(painter, stretch.page, number + 1, set_pages.document.code)
        if set_pages.document.draft:
            _paint_mark(painter, stretch.page)


def paper_size(stretch: Stretch) -> tuple[float, float]:
    """Width and height of its paper in twips; a strip is as high as its text."""
    page = stretch.page
    return page.width, page.height or stretch.text.size().height() + page.top + page.bottom


def _paint_text(painter: QPainter, stretch: Stretch, index: int) -> None:
    page, size = stretch.page, stretch.page.text
    height = size.height() if page.height else stretch.text.size().height()
    shown = QRectF(0, index * height, size.width(), height)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = shown  # type: ignore[attr-defined]
    context.palette = QPalette(Qt.GlobalColor.black, Qt.GlobalColor.white)  # type: ignore[attr-defined]
    painter.save()
    painter.translate(page.left, page.top - shown.top())
    painter.setClipRect(shown.adjusted(-page.left / 2, 0, page.right / 2, 0))
    stretch.text.documentLayout().draw(painter, context)
    for table in _running_over(stretch):
        _close_table(painter, stretch, table, shown)
        _say_again(painter, stretch, table, shown)
    painter.restore()


def _running_over(stretch: Stretch) -> Iterator[QTextTable]:
    """Tables that may run over pages: with lines, and not cut for its page already."""
    for frame in stretch.text.rootFrame().childFrames():
        look = frame.frameFormat()
        cut = look.pageBreakPolicy() == QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
        if isinstance(frame, QTextTable) and look.border() and not cut:
            yield frame


def _close_table(painter: QPainter, stretch: Stretch, table: QTextTable, shown: QRectF) -> None:
    """An edge where a table runs over the end of the page, above and below."""
    edge = stretch.text.documentLayout().frameBoundingRect(table)
    # Qt gives the place of the first text as that of the table.
    left = edge.left() - table.cellAt(0, 0).format().toTableCellFormat().leftPadding() - BORDER / 2
    right = left + table.format().width().rawValue() + BORDER / 2
    end = _end(table)
    painter.setPen(QPen(Qt.GlobalColor.black, BORDER))
    for y, inner in ((shown.top(), BORDER / 2), (shown.bottom(), -BORDER / 2)):
        if edge.top() < y - 1 and end > y + 1:
            painter.drawLine(QPointF(left, y + inner), QPointF(right, y + inner))


def _end(table: QTextTable) -> float:
    """The lower edge of a table on pages, where Qt hides the low empty paragraph behind it.

    For the place of the table Qt takes that of its first text; where that stands in the middle of a high cell, the
    table would seem to end so much lower, and to go on to a page which it never reaches.
    """
    behind = table.document().findBlock(table.lastPosition() + 1)
    return table.document().documentLayout().blockBoundingRect(behind).top()


def _say_again(painter: QPainter, stretch: Stretch, table: QTextTable, shown: QRectF) -> None:
    """The captions beside what goes on from the page before, where there is room for them."""
    layout, tops = stretch.text.documentLayout(), [*row_tops(table)[:-1], _end(table) + PAD_DOWN]
    if tops[0] >= shown.top() or tops[-1] <= shown.top():
        return
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            block, end = cell.firstCursorPosition().block(), tops[cell.row() + cell.rowSpan()]
            if (cell.row(), cell.column()) != (row, column) or block.userState() != CAPTION:
                continue
            box = layout.blockBoundingRect(block)
            if box.top() < shown.top() and end - shown.top() > box.height() + 2 * PAD_DOWN:
                place = QPointF(box.left(), shown.top() + BORDER + PAD_DOWN) - block.layout().position()
                block.layout().draw(painter, place)


def _paint_number(painter: QPainter, page: Page, number: int) -> None:
    painter.setFont(font(FOOTER))
    metrics = painter.fontMetrics()
    words = f"— {number} —"
    left = page.left + FOOTER.size
    right = page.width - page.right - FOOTER.size - metrics.horizontalAdvance(words)
    painter.drawText(QPointF(right if number % 2 else left, page.height - page.footer - metrics.descent()), words)


def _paint_code(painter: QPainter, page: Page, number: int, code: str) -> None:
    """The check code, on the other side of the page number."""
    painter.setFont(font(CODE))
    metrics = painter.fontMetrics()
    words = f"校验码 {code}"
    left = page.width - page.right - metrics.horizontalAdvance(words) if number % 2 == 0 else page.left
    painter.drawText(QPointF(left, page.height - page.footer - metrics.descent()), words)


def _paint_mark(painter: QPainter, page: Page) -> None:
    """Sign by sign: a PDF takes the spacing of a font for another than a screen does."""
    painter.setFont(font(HEADER))
    metrics = painter.fontMetrics()
    widths = [metrics.horizontalAdvance(sign) + _APART for sign in DRAFT_MARK]
    left = (page.left + page.width - page.right - sum(widths) + _APART) / 2
    for sign, width in zip(DRAFT_MARK, widths, strict=True):
        painter.drawText(QPointF(left, page.header + metrics.ascent()), sign)
        left += width
