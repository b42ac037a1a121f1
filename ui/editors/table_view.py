"""A grid with the habits of Excel: arrows, Enter down, Tab right, F2, Delete, blocks by Ctrl+C and Ctrl+V."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QScrollArea, QTableView, QWidget

from core.reports.session import Change
from ui.editors.base import ReportKeys
from ui.editors.line_input import LATIN_KINDS
from ui.editors.table_blocks import Blocks
from ui.editors.table_columns import column_widths, row_head_width, takes_words
from ui.editors.table_delegate import TableDelegate
from ui.editors.table_model import Index, TableModel
from ui.style import tokens
from ui.style.theme import theme

MOST_ROWS_SHOWN = 16
"""A longer table scrolls in its own frame, so that the page stays short."""
FRAME = 2
EMPTY = "还没有行。按“增加一行”，或从 Excel 复制后在这里粘贴。"

_Trigger = QAbstractItemView.EditTrigger
_Key = Qt.Key
_ENTER = (_Key.Key_Return, _Key.Key_Enter)


class TableView(ReportKeys, QTableView):
    """The view of one table of the form. moved: the cursor is in another cell, or what is said of it has changed."""

    moved = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table_model = model
        self.composing = False
        self._run_from: int | None = None
        self._widths: list[int] = []
        self.blocks = Blocks(self)
        self.setModel(model)
        self.grid_delegate = TableDelegate(self)
        self.setItemDelegate(self.grid_delegate)
        self.grid_delegate.left.connect(self.step)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(model.model.sheet.caption(model.table.label))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.dress()
        model.modelReset.connect(self.fit)
        theme().changed.connect(self.dress)

    # -- looks -------------------------------------------------------------------------------------------------

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

    # -- going about -------------------------------------------------------------------------------------------

    def refresh_editor(self, change: Change) -> None:
        """Show in an open editor what somebody else (undo, say) did to its cell."""
        self.grid_delegate.refresh_editor(change)
        self.moved.emit()

    def show_place(self, index: QModelIndex) -> None:
        """Go to a cell."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._reveal()

    def choose_row(self, row: int) -> None:
        """Put the cursor into the first cell of a row."""
        index = self.table_model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.show_place(index)

    def chosen_rows(self) -> list[int]:
        """Rows in which a cell is chosen, top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the report where the clerk is."""
        super().currentChanged(current, previous)
        self._run_from = None
        self._allow_composition()
        if current.isValid() and self.hasFocus():
            self.table_model.model.focus(self.table_model.cell(current))
            self._reveal()
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is in some cell as soon as the grid has the focus."""
        super().focusInEvent(event)
        current = self.currentIndex()
        if not current.isValid() and self.table_model.rowCount():
            self.setCurrentIndex(self.table_model.index(0, 0))
        elif current.isValid() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.table_model.model.focus(self.table_model.cell(current))
            self._reveal()
        self._allow_composition()
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring around the current cell goes."""
        super().focusOutEvent(event)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The habits of Excel; all else is Qt's. During composition every key is the input method's."""
        act = None if self.composing else self._act_for(event)
        if act is not None:
            act()
        if act is not None or self.composing:
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a word is being composed: Qt opens the editor but leaves the focus here meanwhile."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab goes right through the cells and leaves the grid behind the last one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.currentIndex().isValid():
            step = {int(_Key.Key_Tab): 1, int(_Key.Key_Backtab): -1}.get(event.key())
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
                self.step(0, step)
                return True
        return super().event(event)

    def step(self, rows: int, columns: int) -> None:
        """Go down or up a row, or right or left a cell (behind the last one into the next row, then out)."""
        current, last = self.currentIndex(), self.table_model.rowCount() - 1
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if rows:
            column = current.column() if self._run_from is None or rows < 0 else self._run_from
            self.setCurrentIndex(self.table_model.index(max(0, min(last, current.row() + rows)), column))
            return
        begun = current.column() if self._run_from is None else self._run_from
        row, column = divmod(
            current.row() * self.table_model.columnCount() + current.column() + columns, self.table_model.columnCount()
        )
        if not 0 <= row <= last:
            self.focusNextPrevChild(columns > 0)
            return
        self.setCurrentIndex(self.table_model.index(row, column))
        self._run_from = begun if row == current.row() and columns > 0 else None

    def _act_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        for standard, act in (("Copy", self.blocks.copy), ("Cut", self.blocks.cut), ("Paste", self.blocks.paste)):
            if event.matches(getattr(QKeySequence.StandardKey, standard)):
                return act
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            return self._far(event.key())
        if event.key() in _ENTER and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return lambda: self.step(-1 if held else 1, 0)
        if held:
            return None
        return {
            int(_Key.Key_Delete): self.blocks.clear, int(_Key.Key_Backspace): self.blocks.clear,
            int(_Key.Key_F2): self.open_editor,
        }.get(event.key())  # fmt: skip

    def _far(self, key: int) -> Callable[[], object] | None:
        """Ctrl and an arrow: to the edge of the table, as in Excel."""
        at, last = self.currentIndex(), (self.table_model.rowCount() - 1, self.table_model.columnCount() - 1)
        place = {
            int(_Key.Key_Up): (0, at.column()), int(_Key.Key_Down): (last[0], at.column()),
            int(_Key.Key_Left): (at.row(), 0), int(_Key.Key_Right): (at.row(), last[1]),
            int(_Key.Key_Home): (0, 0), int(_Key.Key_End): last,
        }.get(key)  # fmt: skip
        if place is None or not at.isValid():
            return None
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        return lambda: self.selectionModel().setCurrentIndex(self.table_model.index(*place), chosen)

    def open_editor(self) -> None:
        """Edit what is in the cell, with the cursor behind it."""
        current = self.currentIndex()
        if current.isValid() and self.table_model.may_type(self.table_model.cell(current)):
            self.edit(current)
            editor = self.grid_delegate.editor
            if isinstance(editor, QLineEdit):
                editor.end(False)

    def _allow_composition(self) -> None:
        """Cells for figures switch the input method off."""
        current = self.currentIndex()
        open_to = current.isValid() and self.table_model.may_type(self.table_model.cell(current))
        figure = open_to and self.table_model.field(current).kind in LATIN_KINDS
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, open_to and not figure)

    def _reveal(self) -> None:
        """Scroll the page so that the current cell is seen: the grid itself may be longer than the window."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and page is not None and page.isAncestorOf(self):
            cell = self.visualRect(self.currentIndex())
            place = QRect(self.viewport().mapTo(page, cell.topLeft()), cell.size())
            margin = theme().px(tokens.ROW)
            area.ensureVisible(place.center().x(), place.bottom(), 0, margin)
            area.ensureVisible(place.center().x(), place.top(), 0, margin)
