"""A view with the habits of Excel: arrows, Enter down, Tab right, F2, Delete, blocks by Ctrl+C and Ctrl+V."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QScrollArea, QTableView, QWidget

from core.reports.session import Change
from ui.editors.base import COMMAND, ENTER, ReportKeys
from ui.editors.cell_editors import CellLine
from ui.editors.cell_model import CellModel, Index, latin
from ui.editors.reason_dialog import ask_override
from ui.editors.table_blocks import Blocks
from ui.editors.table_delegate import TableDelegate
from ui.style import tokens
from ui.style.theme import theme

_Trigger = QAbstractItemView.EditTrigger
_Key = Qt.Key


def types(event: QKeyEvent) -> bool:
    """Whether a key prints something."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & COMMAND


class CellView(ReportKeys, QTableView):
    """The view of a CellModel. moved: the cursor is in another cell, or what is said of it has changed."""

    moved = Signal()

    def __init__(self, model: CellModel, delegate: TableDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = model
        self.composing = False
        self._run_from: int | None = None
        self.blocks = Blocks(self)
        self.setModel(model)
        self.grid_delegate = delegate
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        delegate.left.connect(self.step)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(model.label())

    def refresh_editor(self, change: Change) -> None:
        """Show in an open editor what somebody else (undo, say) did to its cell."""
        self.grid_delegate.refresh_editor(change)
        self.moved.emit()

    def show_place(self, index: QModelIndex) -> None:
        """Go to a cell."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.reveal()

    def choose_row(self, row: int) -> None:
        """Put the cursor into the first cell of a row."""
        index = self.first_of(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.show_place(index)

    def first_of(self, row: int) -> QModelIndex:
        """Where a row begins."""
        return self.cells.index(row, 0)

    def chosen_rows(self) -> list[int]:
        """Rows in which a cell is chosen, top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the report where the clerk is."""
        super().currentChanged(current, previous)
        self._run_from = None
        self._allow_composition()
        if current.isValid() and self.hasFocus():
            self._tell_place(current)
            self.reveal()
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is in some cell as soon as the grid has the focus."""
        super().focusInEvent(event)
        current = self.currentIndex()
        if not current.isValid() and self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(0, 0))
        elif current.isValid() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell_place(current)
            if event.reason() != Qt.FocusReason.MouseFocusReason:  # the cursor is on its way to what was clicked
                self.reveal()
        self._allow_composition()
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring around the current cell goes."""
        super().focusOutEvent(event)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The habits of Excel; all else is Qt's. During composition every key is the input method's."""
        act = None if self.composing else self._act_for(event)
        if act is None and types(event) and self._ask_reason(self.currentIndex()):
            return
        if act is not None:
            act()
        if act is not None or self.composing:
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """So does a double click."""
        if not self._ask_reason(self.indexAt(event.position().toPoint())):
            super().mouseDoubleClickEvent(event)
            self._offer()

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
        current = self.currentIndex()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if rows:
            column = current.column() if self._run_from is None or rows < 0 else self._run_from
            self.setCurrentIndex(self.below(current.row(), column, rows))
            return
        begun = current.column() if self._run_from is None else self._run_from
        beside = self.beside(current.row(), current.column(), columns)
        if not beside.isValid():
            self.focusNextPrevChild(columns > 0)
            return
        self.setCurrentIndex(beside)
        self._run_from = begun if beside.row() == current.row() and columns > 0 else None

    def below(self, row: int, column: int, by: int) -> QModelIndex:
        """Where Enter leads to from a place (by -1: back up)."""
        return self.cells.index(max(0, min(self.cells.rowCount() - 1, row + by)), column)

    def beside(self, row: int, column: int, by: int) -> QModelIndex:
        """Where Tab leads to from a place (by -1: back); an invalid index behind the last cell."""
        to = divmod(row * self.cells.columnCount() + column + by, self.cells.columnCount())
        return self.cells.index(*to) if 0 <= to[0] < self.cells.rowCount() else QModelIndex()

    def _ask_reason(self, index: Index) -> bool:
        """Where a computed figure may be replaced, ask by what and why."""
        cell = self.cells.cell(index) if index.isValid() else None
        if cell is None or not self.cells.asks_reason(cell):
            return False
        ask_override(self, self.cells.model, cell)
        return True

    def _tell_place(self, current: Index) -> None:
        cell = self.cells.cell(current)
        if cell is not None:
            self.cells.model.focus(cell)

    def _act_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        for standard, act in (("Copy", self.blocks.copy), ("Cut", self.blocks.cut), ("Paste", self.blocks.paste)):
            if event.matches(getattr(QKeySequence.StandardKey, standard)):
                return act
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            return self._far(event.key())
        if event.key() in ENTER and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return lambda: self.step(-1 if held else 1, 0)
        if held:
            return None
        return {
            int(_Key.Key_Delete): self.blocks.clear, int(_Key.Key_Backspace): self.blocks.clear,
            int(_Key.Key_F2): self.open_editor,
        }.get(event.key())  # fmt: skip

    def _far(self, key: int) -> Callable[[], object] | None:
        """Ctrl and an arrow: to the edge of the table, as in Excel."""
        at, last = self.currentIndex(), (self.cells.rowCount() - 1, self.cells.columnCount() - 1)
        place = {
            int(_Key.Key_Up): (0, at.column()), int(_Key.Key_Down): (last[0], at.column()),
            int(_Key.Key_Left): (at.row(), 0), int(_Key.Key_Right): (at.row(), last[1]),
            int(_Key.Key_Home): (0, 0), int(_Key.Key_End): last,
        }.get(key)  # fmt: skip
        if place is None or not at.isValid():
            return None
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        return lambda: self.selectionModel().setCurrentIndex(self.cells.index(*place), chosen)

    def make_row(self) -> bool:
        """Have the line of the cursor become a row, where it only stands for one; the cursor is then in that row."""
        return False

    def open_editor(self) -> None:
        """Edit what is in the cell, with the cursor behind it; a computed figure is replaced with a reason."""
        current = self.currentIndex()
        self._ask_reason(current)
        if self.cells.may_open(current):
            self.edit(current)
            editor = self.grid_delegate.editor
            if isinstance(editor, QLineEdit):
                editor.end(False)
            self._offer()

    def _offer(self) -> None:
        """Open the list of what can be chosen in a cell that may be typed into as well."""
        editor = self.grid_delegate.editor
        if isinstance(editor, CellLine):
            editor.offer()

    def _allow_composition(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.may_compose(self.currentIndex()))

    def may_compose(self, index: Index) -> bool:
        """Whether an input method may be at work: cells for figures switch it off."""
        one = self.cells.field(index) if self.cells.may_open(index) else None
        return one is not None and not latin(one)

    def reveal(self) -> None:
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
