"""A table on the page: its caption, the grid, what to know of the current cell, and the acts on rows of one's own."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from core.reports.composition import is_composition
from core.reports.session import Change
from ui.charts import CompositionBars
from ui.editors.difference import supplied_difference
from ui.editors.table_menu import cell_menu
from ui.editors.table_model import TableModel
from ui.editors.table_view import TableView
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import icon
from ui.style.theme import give_role, theme

ADD, REMOVE, UP, DOWN = ("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Alt+Up",), ("Alt+Down",)
"""Keys of the acts on rows; the first of each is the one that is told."""


class TableEditor(QWidget):
    """One table of the form."""

    def __init__(self, model: ReportModel, table_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.table = model.program.tables[table_id]
        self.grows = self.table.free is not None or any(row.free for row in self.table.rows)
        self.grid_model = TableModel(model, table_id, self)
        self.view = TableView(self.grid_model, self)
        self.under = QLabel()
        self.under.setWordWrap(True)
        self.view.moved.connect(self._tell)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(lambda at: cell_menu(self, at))
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

    # -- rows --------------------------------------------------------------------------------------------------

    def add_row(self) -> None:
        """A new row behind the chosen one of the clerk's own, or at the end (of the fixed row it is in)."""
        if self.model.read_only:
            return
        current = self.view.currentIndex().row() if self.view.currentIndex().isValid() else -1
        group = self._group(current)
        if group is None:
            self._ask_group()
            return
        self._add(group, self._behind(current, group))

    def remove_rows(self) -> None:
        """Delete the chosen rows that the clerk added."""
        rows = [self.grid_model.rows[row] for row in self.view.chosen_rows() if self.grid_model.is_free(row)]
        if rows and not self.model.read_only:
            self.model.remove_rows(self.table.id, rows)

    def move_up(self) -> None:
        """Move the chosen row up among the clerk's own."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the chosen row down."""
        self._move(1)

    def _move(self, by: int) -> None:
        current = self.view.currentIndex()
        if current.isValid() and self.grid_model.is_free(current.row()) and not self.model.read_only:
            self.model.move_row(self.table.id, self.grid_model.rows[current.row()], by)

    def _add(self, group: str, before: str = "") -> None:
        row = self.model.add_row(self.table.id, group, before=before)
        self.view.choose_row(self.grid_model.positions[row])

    def _behind(self, current: int, group: str) -> str:
        """The row that the one behind the chosen one is: a new row is put before it ("" at the end)."""
        if current < 0 or not self.grid_model.is_free(current):
            return ""
        tree = self.model.sheet.trees[self.table.id]
        own = tree.inside[group] if group else tree.tops
        at = own.index(self.grid_model.rows[current]) + 1
        return own[at] if at < len(own) else ""

    def _group(self, current: int) -> str | None:
        """The fixed row that a new row stands within ("" on top); None when the clerk has to say which."""
        if self.table.free is not None:
            return ""
        groups = [row.id for row in self.table.rows if row.free]
        chosen = self.grid_model.rows[current] if current >= 0 else ""
        within = chosen if chosen in groups else self.model.sheet.trees[self.table.id].parent.get(chosen, "")
        return within if within in groups else groups[0] if len(groups) == 1 else None

    def _ask_group(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in self.table.rows:
            if row.free:
                label = self.model.sheet.caption(row.label)
                menu.addAction(f"加在“{label}”下").triggered.connect(lambda _, group=row.id: self._add(group))
        menu.popup(self.view.mapToGlobal(self.view.rect().topLeft()))

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
        if self.grows:
            line.addWidget(self._button("add", "增加一行", ADD, self.add_row))
            line.addWidget(self._button("trash", "删除行", REMOVE, self.remove_rows))
            line.addWidget(self._button("up", "上移", UP, self.move_up))
            line.addWidget(self._button("down", "下移", DOWN, self.move_down))
        return line

    def _button(self, name: str, text: str, keys: tuple[str, ...], act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has its key: Tab goes on to the next answer
        button.setToolTip(f"{text}（{keys[0]}）")
        button.setAccessibleName(f"{text} {self.model.sheet.caption(self.table.label)}")
        button.setEnabled(not self.model.read_only)
        button.clicked.connect(act)
        shortcut = QShortcut(self.view)
        shortcut.setKeys([QKeySequence(one) for one in keys])
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return button

    def _tell(self) -> None:
        """Under the grid: why a cell is red, or what lies between a computed figure and the one given beside it."""
        current = self.view.currentIndex()
        cell = self.grid_model.cell(current) if current.isValid() else None
        problem = self._problem(cell)
        text = problem or (supplied_difference(self.model.sheet, cell) if cell is not None else "")
        if self.under.text() != text or self.under.isHidden() == bool(text):
            self.under.setText(text)
            self.under.setVisible(bool(text))
        give_role(self.under, "error" if problem else "small")

    def _problem(self, cell: Cell | None) -> str:
        problems = self.model.sheet.problems
        wrong = problems.get(cell) if cell is not None else None
        if wrong is not None:
            return wrong.text
        first = next((one for one in problems if one.item == self.table.id), None)
        return f"{self.model.sheet.label(first)}：{problems[first].text}" if first is not None else ""
