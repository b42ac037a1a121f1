"""A table on the page: its caption, the grid, what to know of the current cell, and the acts on rows of one's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from core.reports.composition import is_composition
from core.reports.owners import owner_of
from core.reports.session import Change
from ui.charts import CompositionBars
from ui.editors.cell_note import CellNote
from ui.editors.row_acts import RowActs
from ui.editors.table_menu import cell_menu
from ui.editors.table_model import TableModel
from ui.editors.table_view import TableView
from ui.editors.weights_bar import WeightsBar
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme


class TableEditor(QWidget):
    """One table of the form."""

    def __init__(self, model: ReportModel, table_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.table = model.program.tables[table_id]
        self.grid_model = TableModel(model, table_id, self)
        self.view = TableView(self.grid_model, self)
        self.rows = RowActs(self.view)
        self.under = CellNote(self.grid_model)
        self.weights = WeightsBar(model, table_id, parent=self) if self.table.weights else None
        self.view.moved.connect(self._tell)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(lambda at: cell_menu(self.rows, at))
        self._lay_out()
        self._tell()

    def refresh(self, change: Change) -> None:
        """Show what a change did to this table, keeping the cursor where it was."""
        current, rows = self.view.currentIndex(), self.grid_model.rows
        cell = self.grid_model.cell(current) if current.isValid() else None
        self.grid_model.refresh(change)
        if self.grid_model.rows is not rows and cell is not None:
            self._find_again(cell, current.row())
        self.view.refresh_editor(change)
        if self.weights is not None:
            self.weights.refresh(change)

    def show_cell(self, cell: Cell) -> bool:
        """Go to a cell of this table (without a row: to where the cursor was); False when it is not here."""
        if not cell.row:
            return self.enter()
        place = self.grid_model.place(cell)
        if not place.isValid():
            return False
        self.view.show_place(place)
        return True

    def enter(self) -> bool:
        """Put the keys into the grid, where the cursor was."""
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _find_again(self, cell: Cell, row: int) -> None:
        """Put the cursor back into its cell, or where its row was."""
        place = self.grid_model.place(cell)
        if not place.isValid() and self.grid_model.rows:
            column = self.grid_model.columns.get(cell.column, 0)
            place = self.grid_model.index(min(row, len(self.grid_model.rows) - 1), column)
        self.view.setCurrentIndex(place)

    # -- what is seen ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(tokens.S))
        layout.addLayout(self._head())
        if self.table.guide:
            guide = QLabel(self.model.sheet.caption(self.table.guide))
            guide.setWordWrap(True)
            give_role(guide, "small")
            layout.addWidget(guide)
        if self.weights is not None:
            layout.addWidget(self.weights)
        line = QHBoxLayout()
        line.addWidget(self.view, 1)
        line.addStretch(0)
        layout.addLayout(line)
        layout.addWidget(self.under)
        if is_composition(self.model.program, self.table.id):
            layout.addWidget(CompositionBars(self.model, self.table.id, parent=self))

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme().px(tokens.XS))
        caption = QLabel(self.model.sheet.caption(self.table.label))
        give_role(caption, "heading")
        line.addWidget(caption)
        line.addStretch(1)
        if self.grid_model.row_tables():
            for button in self.rows.buttons():
                line.addWidget(button)
        return line

    def _tell(self) -> None:
        current = self.view.currentIndex()
        cell = self.grid_model.cell(current) if current.isValid() else None
        self.under.tell(cell)
        if self.weights is not None and self.table.belongs_to and cell is not None:
            self.weights.set_owner(owner_of(self.model.sheet, self.table.belongs_to, cell))
