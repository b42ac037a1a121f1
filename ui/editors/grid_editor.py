"""A chapter that is filled in its official table: the table itself, the acts on its rows, what to know of a cell."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.forms.model import Section
from core.formulas.cells import Cell
from core.reports.session import Change
from ui.editors.cell_note import CellNote
from ui.editors.grid_model import GridModel
from ui.editors.grid_view import GridView
from ui.editors.row_acts import RowActs
from ui.editors.table_menu import cell_menu
from ui.editors.weights_bar import WeightsBar
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme


class GridEditor(QWidget):
    """The official table of one section. owner: the row that a repeated document is about."""

    def __init__(self, model: ReportModel, section: Section, owner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.section = model, section
        self.grid_model = GridModel(model, section, owner, self)
        self.view = GridView(self.grid_model, self)
        self.rows = RowActs(self.view)
        self.under = CellNote(self.grid_model)
        self.weights = self._weights()
        self._due = False
        self._lay_out()
        self.view.grid_delegate.closed.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        self.view.moved.connect(self._tell)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(lambda at: cell_menu(self.rows, at))
        self.view.ghost_pressed.connect(self._make_row)
        self.view.handle_pressed.connect(self._open_handle)
        self._tell()

    @property
    def owner(self) -> str:
        """The row that the table is about."""
        return self.grid_model.owner

    def show_owner(self, owner: str) -> None:
        """Show the table of another row, with the cursor at its beginning."""
        self.grid_model.set_owner(owner)
        if self.weights is not None:
            self.weights.set_owner(owner)
        self._tell()

    def refresh(self, change: Change) -> None:
        """Show what a change did, keeping the cursor where it was."""
        with self._cursor_kept():
            due = self.grid_model.refresh(change, typing=self.view.grid_delegate.editor is not None)
        self._due = self._due or due
        self.view.refresh_editor(change)
        if self.weights is not None:
            self.weights.refresh(change)

    @contextmanager
    def _cursor_kept(self) -> Iterator[None]:
        """Put the cursor back into its cell, or where it was, after the table was laid out anew."""
        current, focused = self.view.currentIndex(), QApplication.focusWidget()
        cell = self.grid_model.cell(current) if current.isValid() else None
        place, here = (current.row(), current.column()), focused is not None and self.view.isAncestorOf(focused)
        yield
        if current.isValid() and not self.view.currentIndex().isValid():
            self._find_again(cell, *place)
            if here:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _catch_up(self) -> None:
        """Nobody is typing any more: lines may come and go."""
        if self._due and self.view.grid_delegate.editor is None:
            self._due = False
            with self._cursor_kept():
                self.grid_model.renew()

    def holds(self, item: str) -> bool:
        """Whether an item of the chapter is filled in the table."""
        return self.grid_model.holds(item)

    def show_cell(self, cell: Cell) -> bool:
        """Go to a cell, or to the line of its row where the column is not on paper; False when it is not here."""
        if not self.grid_model.shows(cell):
            return False
        place = self.grid_model.place(cell)
        if not place.isValid():
            place = self.view.beside(self.grid_model.line_of(cell.item, cell.row), -1, 1)
        self.view.show_place(place)
        return True

    def enter(self) -> bool:
        """Put the keys into the table: where the cursor was, else into the first cell to fill."""
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.first_place())
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _make_row(self, line: int) -> None:
        """The row that a line stands for; the cursor stays in its column."""
        column, homes = self.view.currentIndex().column(), self.grid_model.homes(line)
        if len(homes) != 1:
            self.rows.add()
            return
        self.rows.add_to(homes[0])
        place = self.grid_model.index(self.view.currentIndex().row(), max(0, column))
        self.view.setCurrentIndex(place if self.grid_model.may_open(place) else self.view.currentIndex())

    def _open_handle(self, line: int) -> None:
        """The menu of a line, at its handle."""
        if self.view.currentIndex().row() != line:
            self.view.choose_row(line)
        cell_menu(self.rows, QPoint(0, self.view.rowViewportPosition(line) + theme().px(tokens.ROW)))

    def _find_again(self, cell: Cell | None, row: int, column: int) -> None:
        """Put the cursor back into its cell, or where it was."""
        place = self.grid_model.place(cell) if cell is not None else self.grid_model.index(-1, -1)
        if not place.isValid() and self.grid_model.lines:
            place = self.grid_model.index(min(row, len(self.grid_model.lines) - 1), column)
        self.view.setCurrentIndex(self.grid_model.anchor(place))

    # -- what is seen ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(tokens.S))
        layout.addLayout(self._head())
        if self.weights is not None:
            layout.addWidget(self.weights)
        layout.addWidget(self.view)
        layout.addWidget(self.under)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme().px(tokens.XS))
        for button in self.rows.buttons() if self.grid_model.row_tables() else ():
            line.addWidget(button)
        line.addStretch(1)
        if self.section.numbers_note:
            note = QLabel(self.model.sheet.caption(self.section.numbers_note))
            give_role(note, "muted")
            line.addWidget(note)
        return line

    def _weights(self) -> WeightsBar | None:
        """What the rows of the table get, where they share points."""
        each = dict.fromkeys(line.each for line in self.grid_model.lines if line.each)
        shared = next((table for table in each if self.model.program.tables[table].weights), None)
        return WeightsBar(self.model, shared, self.owner, self) if shared is not None else None

    def _tell(self) -> None:
        current = self.view.currentIndex()
        self.under.tell(self.grid_model.cell(current) if current.isValid() else None)
