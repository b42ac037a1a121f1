"""Grids on paper: a table with spans, widths and repeated head rows, set as Word sets it."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from core.exports.word_grid import WHOLE_ROW_LINES, Place, placed_cells
from core.exports.word_text import clean
from core.reports.document import Grid, GridCell, Paragraph
from ui.paper.cut import is_caption
from ui.paper.faces import DENSE, FACES, Face, block_format, pieces

BORDER = 10
"""Half a point."""
PAD_ACROSS, PAD_DOWN = 85, 57
DENSE_ACROSS = 45


REPEATED, CAPTION = 2, 3
"""States of paragraphs in a table: of what stood on the page before, and of what is to be said again on the next."""


def insert_grid(
    cursor: QTextCursor,
    grid: Grid,
    text_width: int,
    *,
    again: Collection[tuple[int, int]] = (),
    new_page: bool = False,
    high: bool = False,
) -> QTextTable:
    """Put the table behind the cursor's paragraph; the cursor comes to stand in the one behind the table.

    again: cells that stood on the page before. high: all texts at the top of their cells, to be measured.
    """
    above = cursor.blockFormat().bottomMargin()  # a table does not keep the distance that a paragraph asks for
    widths, placed = placed_cells(grid, text_width)
    look = _format(widths, 0 if again else grid.head_rows, above)
    if new_page:
        look.setPageBreakPolicy(QTextTableFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    wholes = [is_whole(places) for places in placed]
    table = cursor.insertTable(len(placed), len(widths), look if grid.ruled else _unruled(look))
    for row, places in enumerate(placed):
        column = number = 0
        for place in places:
            if place.cell is not None:
                whole = all(wholes[row : row + place.cell.rows]) and not high
                made = _cell_format(whole=whole, ruled=grid.ruled, dense=grid.dense)
                _fill(table, row, column, place, made, REPEATED if (row, number) in again else _state(place.cell))
                number += 1
            column += place.columns
    cursor.movePosition(QTextCursor.MoveOperation.End)
    return table


def _state(cell: GridCell) -> int:
    return CAPTION if (cell.label or cell.rows > 1) and is_caption(cell) else -1


def is_whole(places: Sequence[Place]) -> bool:
    """Whether a row stays on one page, as Word keeps it."""
    return max((place.lines() for place in places), default=0) <= WHOLE_ROW_LINES


def row_heights(text: QTextDocument, grid: Grid, text_width: int) -> list[float]:
    """How high each row of a grid is. text: an empty one to try it in, without pages."""
    table = insert_grid(QTextCursor(text), grid, text_width, high=True)
    return [below - above for above, below in pairwise(row_tops(table))]


def row_tops(table: QTextTable) -> list[float]:
    """Where the highest text of each row begins, and behind them where one below the table would."""
    layout = table.document().documentLayout()
    edges = [layout.frameBoundingRect(table).bottom() + PAD_DOWN]
    for row in range(table.rows() - 1, -1, -1):
        begun = [cell for column in range(table.columns()) if (cell := table.cellAt(row, column)).row() == row]
        tops = [layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in begun]
        edges.append(min(tops, default=edges[-1]))
    return edges[::-1]


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


def _unruled(look: QTextTableFormat) -> QTextTableFormat:
    look.setBorder(0)
    look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_None)
    return look


def _fill(table: QTextTable, row: int, column: int, place: Place, look: QTextTableCellFormat, state: int) -> None:
    cell = place.cell
    rows = min(cell.rows, table.rows() - row) if cell else 1
    if rows > 1 or place.columns > 1:
        table.mergeCells(row, column, rows, place.columns)
    spot = table.cellAt(row, column)
    spot.setFormat(look)
    cursor = spot.firstCursorPosition()
    for number, paragraph in enumerate((cell.paragraphs if cell else ()) or (Paragraph(runs=(), role="cell"),)):
        face = _face(place, paragraph)
        align = (cell.align if cell else "") or ("left" if paragraph.indent else "")
        block = block_format(face, align=align, indent=paragraph.indent)
        if number:
            cursor.insertBlock(block)
        else:
            cursor.setBlockFormat(block)
        cursor.block().setUserState(state)
        insert_text(cursor, paragraph.text, face)


def _cell_format(*, whole: bool, ruled: bool, dense: bool) -> QTextTableCellFormat:
    """A row that runs over pages is filled from its top: its middle may lie between two pages."""
    made = QTextTableCellFormat()
    made.setLeftPadding(DENSE_ACROSS if dense else PAD_ACROSS)
    made.setRightPadding(DENSE_ACROSS if dense else PAD_ACROSS)
    made.setTopPadding(PAD_DOWN)
    made.setBottomPadding(PAD_DOWN)
    middle, top = QTextCharFormat.VerticalAlignment.AlignMiddle, QTextCharFormat.VerticalAlignment.AlignTop
    made.setVerticalAlignment(middle if whole else top)
    if not ruled:
        return made
    made.setBorder(BORDER)
    made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(Qt.GlobalColor.black)
    return made


def _face(place: Place, paragraph: Paragraph) -> Face:
    """Headings and body text inside a cell are cell text too."""
    faces = DENSE if place.dense else FACES
    if paragraph.role == "cell_label" or (place.cell is not None and place.cell.label):
        return faces["cell_label"]
    return faces["cell_prose" if place.is_prose() else "cell"]
