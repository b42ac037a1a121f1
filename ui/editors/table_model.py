"""A table of the form for Qt's views: its rows and columns as the sheet holds them, and what changed."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from core.forms.model import Field, Table
from core.formulas.cells import Cell
from core.reports.draft import Part
from core.reports.session import Change
from ui.editors.cell_model import LEFT_OUT, CellModel, Index, Role, Spot
from ui.editors.row_acts import RowHome
from ui.report_model import ReportModel

INDENT = "　"


class TableModel(CellModel):
    """Rows and columns of one table as the sheet holds them."""

    def __init__(self, model: ReportModel, table_id: str, parent: QObject | None = None) -> None:
        super().__init__(model, parent)
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

    def label(self) -> str:
        """The table's own label."""
        return self.model.sheet.caption(self.table.label)

    def own_row(self, line: int) -> tuple[str, str] | None:
        """What is no row of the definition."""
        if not 0 <= line < len(self.rows) or self.table.row(self.rows[line]) is not None:
            return None
        return self.table.id, self.rows[line]

    def like(self, line: int) -> tuple[str, ...]:
        """The rows of the same group and owner."""
        homes = {one.id: (one.group, one.owner) for one in self.model.sheet.draft.rows(self.table.id)}
        home = homes[self.rows[line]]
        return tuple(row for row in self.rows if homes.get(row) == home)

    def row_tables(self) -> tuple[str, ...]:
        """This one, where it is free or has a row that is."""
        grows = self.table.free is not None or any(row.free is not None for row in self.table.rows)
        return (self.table.id,) if grows else ()

    def homes(self, line: int) -> tuple[RowHome, ...]:
        """The group and owner of the line, or all that there are."""
        homes = tuple(self._homes())
        chosen = self.rows[line] if 0 <= line < len(self.rows) else ""
        group = self._group(line)
        owner = next((one.owner for one in self.model.sheet.draft.rows(self.table.id) if one.id == chosen), "")
        near = tuple(home for home in homes if home.group in (chosen, group) and home.owner == owner)
        return near if len(near) == 1 else homes

    def line_of(self, table: str, row: str) -> int:
        """The position of the row."""
        return self.positions[row]

    def room(self, line: int) -> tuple[int, RowHome | None]:
        """From a row of the clerk's own: to the end of its group, which grows; else to the end of the table."""
        if self.own_row(line) is not None:
            like = set(self.like(line))
            rows = tuple(takewhile(like.__contains__, self.rows[line:]))
        else:
            rows = self.rows[line:]
        last = line + len(rows) - 1
        homes = self.homes(last)
        ends = ("", self._group(last), *rows[-1:])  # a group that other rows follow does not grow from above it
        return len(rows), homes[0] if len(homes) == 1 and homes[0].group in ends else None

    def spot(self, line: int, column: int, new: int = -1) -> Spot:
        """By row and column."""
        if column >= len(self.table.columns):
            return Spot(refused="没有这一列")
        one = self.table.columns[column]
        if new >= 0:
            return Spot(item=self.table.id, column=one.id, new=new, refused=LEFT_OUT if one.formula else "")
        row = self.rows[line]
        allowed = self.may_type(Cell(self.table.id, row, one.id))
        return Spot(item=self.table.id, column=one.id, row=row, refused="" if allowed else LEFT_OUT)

    def _group(self, line: int) -> str:
        """The fixed row that a line stands within."""
        row = self.rows[line] if 0 <= line < len(self.rows) else ""
        return self.model.sheet.trees[self.table.id].parent.get(row, "")

    def _homes(self) -> Iterator[RowHome]:
        """Each group, under each owner."""
        sheet, owner_table = self.model.sheet, self.table.belongs_to
        owners = sheet.rows(owner_table) if owner_table in sheet.trees else ("",)
        groups = [""] if self.table.free is not None else [row.id for row in self.table.rows if row.free]
        for owner in owners:
            for group in groups:
                fixed = self.table.row(group)
                names = [
                    sheet.row_label(owner_table, owner) if owner else "",
                    sheet.caption(fixed.label) if fixed else "",
                ]
                label = " › ".join(filter(None, names))
                yield RowHome(table=self.table.id, group=group, owner=owner, label=label)

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

    def name(self, index: Index) -> str:
        """Row and column."""
        return f"{self._row_head(index.row()).strip()} {self.model.sheet.caption(self.field(index).label)}"

    def _column_head(self, section: int, role: int) -> Any:
        column = self.table.columns[section]
        if role == Role.DisplayRole:
            label = self.model.sheet.caption(column.label)
            return f"{label}（{column.unit}）" if column.unit else label
        return self.model.sheet.caption(column.guide) or None if role == Role.ToolTipRole else None

    def _row_head(self, section: int) -> str:
        row, sheet = self.rows[section], self.model.sheet
        if self.table.belongs_to:
            return self._under_owner(row)
        if not self.table.rows:
            return str(section + 1)
        return INDENT * sheet.trees[self.table.id].depth[row] + sheet.row_label(self.table.id, row)

    def _under_owner(self, row: str) -> str:
        """Whose row it is, and its number among these."""
        sheet = self.model.sheet
        for owner, rows in sheet.trees[self.table.id].owned.items():
            if row in rows:
                known = owner in sheet.trees[self.table.belongs_to].depth
                name = sheet.row_label(self.table.belongs_to, owner) if known else "未归属"
                return f"{name} {rows.index(row) + 1}"
        return ""
