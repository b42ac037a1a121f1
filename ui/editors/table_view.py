"""The view of a table of the form: column heads, row heads, and as much room as its rows and columns ask for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.editors.cell_view import CellView
from ui.editors.table_columns import column_widths, row_head_width, takes_words
from ui.editors.table_delegate import TableDelegate
from ui.editors.table_model import TableModel
from ui.style import tokens
from ui.style.theme import theme

MOST_ROWS_SHOWN = 16
"""A longer table scrolls in its own frame, so that the page stays short."""
FRAME = 2
EMPTY = "还没有行。按“增加一行”，或从 Excel 复制后在这里粘贴。"


class TableView(CellView):
    """The view of one table of the form."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, TableDelegate(), parent)
        self.table_model = model
        self._widths: list[int] = []
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.dress()
        model.modelReset.connect(self.fit)
        theme().changed.connect(self.dress)

    def dress(self) -> None:
        """Fonts, row heights and column widths of the theme of now."""
        self.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        self._widths = column_widths(self.table_model, self.horizontalHeader())
        self.fit_columns()

    def fit(self) -> None:
        """The size of the whole for the rows that it holds now."""
        self.verticalHeader().setFixedWidth(row_head_width(self.verticalHeader()))
        self.setMaximumWidth(tokens.LONG_LINE * 4 if self._words() else self._edges() + sum(self._widths))
        shown = min(max(1, self.table_model.rowCount()), MOST_ROWS_SHOWN)
        below = self.horizontalScrollBar().sizeHint().height() if self._spare() < 0 else 0
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + shown * theme().px(tokens.ROW) + below + 2 * FRAME)

    def fit_columns(self) -> None:
        """Columns of words share what width is left over."""
        self.fit()
        words = self._words()
        more = max(0, self._spare()) // len(words) if words else 0
        for position, width in enumerate(self._widths):
            self.setColumnWidth(position, width + (more if position in words else 0))

    def _words(self) -> list[int]:
        return [at for at, one in enumerate(self.table_model.table.columns) if takes_words(one)]

    def _edges(self) -> int:
        bar = self.verticalScrollBar().sizeHint().width() if self.table_model.rowCount() > MOST_ROWS_SHOWN else 0
        return self.verticalHeader().width() + bar + 2 * FRAME

    def _spare(self) -> int:
        return self.width() - self._edges() - sum(self._widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns of words take what width there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A table without rows says how to get some."""
        super().paintEvent(event)
        if self.table_model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme().color("muted"))
            space = self.viewport().rect().adjusted(theme().px(tokens.S), 0, 0, 0)
            painter.drawText(space, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, EMPTY)
