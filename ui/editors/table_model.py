"""A table of the form for Qt's views: reads the sheet, hands typed text to the report, and says what changed."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.formulas.cells import Cell
from core.reports.draft import Entry, Origin, Part
from core.reports.next_year import TO_CONFIRM, locked
from core.reports.session import Change
from ui.editors.base import new_visit
from ui.editors.field_row import ORIGIN_LABELS
from ui.report_model import ReportModel
from ui.style.theme import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
INDENT = "　"
MARK_ROLE = int(Role.UserRole) + 1
"""The word beside a figure that says where it came from (上年带入, 暂估 …); "" for what was simply typed."""
KEPT_ORIGINS = (Origin.ESTIMATED, Origin.OVERRIDDEN, Origin.TYPED)
"""Origins that stay as they are when the text is typed over."""


class TableModel(QAbstractTableModel):
    """Rows and columns of one table as the sheet holds them."""

    def __init__(self, model: ReportModel, table_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.table: Table = model.program.tables[table_id]
        self.rows: tuple[str, ...] = model.sheet.rows(table_id)
        self.positions = {row: position for position, row in enumerate(self.rows)}
        self.columns = {column.id: position for position, column in enumerate(self.table.columns)}

    def cell(self, index: Index) -> Cell:
        """The cell that stands at an index."""
        return Cell(self.table.id, self.rows[index.row()], self.table.columns[index.column()].id)

    def field(self, index: Index) -> Field:
        """The column's definition."""
        return self.table.columns[index.column()]

    def place(self, cell: Cell) -> QModelIndex:
        """Where a cell stands; an invalid index when it is not of this table."""
        if cell.item != self.table.id or cell.row not in self.positions or cell.column not in self.columns:
            return QModelIndex()
        return self.index(self.positions[cell.row], self.columns[cell.column])

    def is_free(self, row: int) -> bool:
        """Whether the clerk added this row."""
        return self.table.row(self.rows[row]) is None

    def refresh(self, change: Change) -> None:
        """Show what a change did: rows that came or went, or new values."""
        if any(edit.part == Part.ROWS and edit.key == self.table.id for edit in change.edits):
            self._reset_rows()
            return
        cells = (cell for cell in change.cells if cell.item == self.table.id and cell.row in self.positions)
        touched = sorted({self.positions[cell.row] for cell in cells})
        if touched:
            self.dataChanged.emit(self.index(touched[0], 0), self.index(touched[-1], len(self.columns) - 1))
            if self.table.label_column:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, touched[0], touched[-1])
        fields = self.model.sheet.fields
        if any(not cell.column and fields[cell.item, ""].kind == "year" for cell in change.cells):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _reset_rows(self) -> None:
        self.beginResetModel()
        self.rows = self.model.sheet.rows(self.table.id)
        self.positions = {row: position for position, row in enumerate(self.rows)}
        self.endResetModel()

    # -- what Qt asks ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows of the table."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns of the table."""
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, looks and hints of a cell."""
        reader = _READERS.get(role)
        return reader(self, index) if reader is not None and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Column captions with units; row labels, indented as they are part of one another."""
        if orientation == Qt.Orientation.Horizontal:
            return self._column_head(section, role)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ToolTipRole and self.table.rows:
            row = self.table.row(self.rows[section])
            return self.model.sheet.caption(row.guide) if row is not None and row.guide else None
        return self._row_head(section) if role == Role.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Editable where the clerk may type."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.may_type(self.cell(index)) else flags

    def may_type(self, cell: Cell) -> bool:
        """Whether the clerk may type into a cell now."""
        sheet = self.model.sheet
        return not self.model.read_only and sheet.takes_entry(cell) and not locked(sheet, cell)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Put a text into a cell, as one act of its own."""
        if role != Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        cell = self.cell(index)
        if str(value) != self.model.sheet.edit_text(cell) or cell in self.model.sheet.draft.entries:
            self.type_text(cell, str(value), self, new_visit(cell))
        return True

    def type_text(self, cell: Cell, text: str, initiator: object, visit: str) -> None:
        """Type into a cell that may be typed into; an estimate stays one until the clerk says otherwise."""
        if not self.may_type(cell):
            return
        before, origin, reason = self.entry(cell), Origin.TYPED, ""
        if before is not None and before.origin in KEPT_ORIGINS:
            origin, reason = before.origin, before.reason
        self.model.enter(cell, text, initiator=initiator, visit=visit, origin=origin, reason=reason)

    def entry(self, cell: Cell) -> Entry | None:
        """What was typed into a cell so far."""
        return self.model.sheet.draft.entries.get(cell)

    def _column_head(self, section: int, role: int) -> Any:
        column = self.table.columns[section]
        if role == Role.DisplayRole:
            label = self.model.sheet.caption(column.label)
            return f"{label}（{column.unit}）" if column.unit else label
        return self.model.sheet.caption(column.guide) or None if role == Role.ToolTipRole else None

    def _row_head(self, section: int) -> str:
        if not self.table.rows:
            return str(section + 1)
        row, sheet = self.rows[section], self.model.sheet
        return INDENT * sheet.trees[self.table.id].depth[row] + sheet.row_label(self.table.id, row)

    def _display(self, index: Index) -> str:
        cell = self.cell(index)
        return self.model.sheet.edit_text(cell) if cell in self.model.sheet.problems else self.model.sheet.screen(cell)

    def _edit(self, index: Index) -> str:
        return self.model.sheet.edit_text(self.cell(index))

    def _alignment(self, index: Index) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if KINDS[self.field(index).kind].figure else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _ground(self, index: Index) -> Any:
        cell = self.cell(index)
        if cell in self.model.sheet.problems:
            return theme().color("must_fix_soft")
        return theme().color("computed") if self.model.sheet.computed(cell) else None

    def _ink(self, index: Index) -> Any:
        return theme().color("must_fix") if self.cell(index) in self.model.sheet.problems else None

    def _hint(self, index: Index) -> str | None:
        cell = self.cell(index)
        wrong = self.model.sheet.problems.get(cell)
        if wrong is not None:
            return wrong.text
        why = self.model.sheet.why(cell)
        return "\n".join(filter(None, [str(why) if why else "", self._mark(index)])) or None

    def _mark(self, index: Index) -> str:
        entry = self.entry(self.cell(index))
        if entry is None or not entry.text:
            return ""
        return TO_CONFIRM if entry.reason == TO_CONFIRM else ORIGIN_LABELS.get(entry.origin, "")

    def _spoken(self, index: Index) -> str:
        cell = self.cell(index)
        wrong = self.model.sheet.problems.get(cell)
        what = "计算" if self.model.sheet.computed(cell) and not self._mark(index) else self._mark(index)
        name = f"{self._row_head(index.row()).strip()} {self.model.sheet.caption(self.field(index).label)}"
        told = [name, self._display(index) or "空白", what, wrong.text if wrong else ""]
        return "，".join(filter(None, told))


_READERS = {
    Role.DisplayRole: TableModel._display, Role.EditRole: TableModel._edit,
    Role.TextAlignmentRole: TableModel._alignment, Role.BackgroundRole: TableModel._ground,
    Role.ForegroundRole: TableModel._ink, Role.ToolTipRole: TableModel._hint,
    Role.AccessibleTextRole: TableModel._spoken, MARK_ROLE: TableModel._mark,
}  # fmt: skip
