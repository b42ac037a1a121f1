"""Grids on paper: a table with spans, widths and repeated head rows, set as Word sets it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextLength, QTextTable, QTextTableCellFormat, QTextTableFormat

from core.exports.word_grid import WHOLE_ROW_LINES, Place, placed_cells
from core.exports.word_text import clean
from core.reports.document import Grid, Paragraph
from ui.paper.faces import FACES, Face, block_format, pieces

BORDER = 10
"""Half a point."""
PAD_ACROSS, PAD_DOWN = 85, 57


def insert_grid(cursor: QTextCursor, grid: Grid, text_width: int) -> None:
    """Put the table behind the cursor's paragraph; the cursor comes to stand in the one behind the table."""
    above = cursor.blockFormat().bottomMargin()  # a table does not keep the distance that a paragraph asks for
    widths, placed = placed_cells(grid, text_width)
    table = cursor.insertTable(len(placed), len(widths), _format(widths, grid.head_rows, above))
    for row, places in enumerate(placed):
        column = 0
        whole = max((place.lines() for place in places), default=0) <= WHOLE_ROW_LINES
        for place in places:
            if place.cell is not None:
                _fill(table, row, column, place, whole=whole)
            column += place.columns
    cursor.movePosition(QTextCursor.MoveOperation.End)


def insert_text(cursor: QTextCursor, text: str, face: Face) -> None:
    """The text at the cursor in the fonts of a face; line breaks inside a paragraph stay in it."""
    for piece, look in pieces(clean(text).replace("\n", "\u2028"), face):
        cursor.insertText(piece, look)


def _format(widths: Sequence[int], head_rows: int, above: float) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setBorder(BORDER)
    made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(Qt.GlobalColor.black)
    made.setBorderCollapse(True)
    made.setTopMargin(above)
    made.setCellSpacing(0)
    made.setCellPadding(0)
    made.setWidth(QTextLength(QTextLength.Type.FixedLength, sum(widths)))
    made.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width) for width in widths])
    made.setHeaderRowCount(head_rows)
    return made


def _fill(table: QTextTable, row: int, column: int, place: Place, *, whole: bool) -> None:
    cell = place.cell
    rows = min(cell.rows, table.rows() - row) if cell else 1
    if rows > 1 or place.columns > 1:
        table.mergeCells(row, column, rows, place.columns)
    spot = table.cellAt(row, column)
    spot.setFormat(_cell_format(whole=whole))
    cursor = spot.firstCursorPosition()
    for number, paragraph in enumerate((cell.paragraphs if cell else ()) or (Paragraph(runs=(), role="cell"),)):
        face = _face(place, paragraph)
        align = (cell.align if cell else "") or ("left" if paragraph.indent else "")
        look = block_format(face, align=align, indent=paragraph.indent)
        if number:
            cursor.insertBlock(look)
        else:
            cursor.setBlockFormat(look)
        insert_text(cursor, paragraph.text, face)


def _cell_format(*, whole: bool) -> QTextTableCellFormat:
    """A row that runs over pages is filled from its top: its middle may lie between two pages."""
    made = QTextTableCellFormat()
    made.setLeftPadding(PAD_ACROSS)
    made.setRightPadding(PAD_ACROSS)
    made.setTopPadding(PAD_DOWN)
    made.setBottomPadding(PAD_DOWN)
    middle, top = QTextCharFormat.VerticalAlignment.AlignMiddle, QTextCharFormat.VerticalAlignment.AlignTop
    made.setVerticalAlignment(middle if whole else top)
    made.setBorder(BORDER)
    made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(Qt.GlobalColor.black)
    return made


def _face(place: Place, paragraph: Paragraph) -> Face:
    """Headings and body text inside a cell are cell text too."""
    if paragraph.role == "cell_label" or (place.cell is not None and place.cell.label):
        return FACES["cell_label"]
    return FACES["cell_prose" if place.is_prose() else "cell"]
