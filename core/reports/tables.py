"""A table of the form as a grid: its rows under their heads, for paper and for the workbook."""

from collections.abc import Callable

from core.formulas.cells import Cell
from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.reports.document import Figure, Grid, GridCell, Paragraph
from core.reports.sheet import Sheet

MakeFigure = Callable[[Cell], Figure]


def table_grid(sheet: Sheet, table_id: str, figure: MakeFigure) -> Grid:
    """The whole table with one head row; the first column names the fixed rows."""
    table = sheet.program.tables[table_id]
    labelled = bool(table.rows)
    head = (_label("项目"), *_heads(sheet, table)) if labelled else (_label("序号"), *_heads(sheet, table))
    rows = [head]
    for number, row in enumerate(sheet.rows(table_id), 1):
        first = _row_label(sheet, table, row) if labelled else _label(str(number), align="center")
        rows.append((first, *(_value(figure(Cell(table_id, row, column.id)), column) for column in table.columns)))
    return Grid(
        rows=tuple(rows), widths=(34 if labelled else 8, *(_width(column) for column in table.columns)), head_rows=1,
        caption=sheet.caption(table.label), numbers_note=_note(table),
    )  # fmt: skip


def _heads(sheet: Sheet, table: Table) -> tuple[GridCell, ...]:
    common = _note(table)
    return tuple(_label(_head(sheet, column, bool(common)), align="center") for column in table.columns)


def _head(sheet: Sheet, column: Field, common: bool) -> str:
    name = sheet.caption(column.label)
    return name if not column.unit or (common and column.kind == "money") else f"{name}（{column.unit}）"


def _note(table: Table) -> str:
    units = {column.unit for column in table.columns if column.kind == "money"}
    return f"单位：{units.pop()}" if len(units) == 1 else ""


def _row_label(sheet: Sheet, table: Table, row: str) -> GridCell:
    depth = sheet.trees[table.id].depth[row]
    return _label(sheet.row_label(table.id, row), align="left", indent=depth)


def _label(text: str, align: str = "center", indent: int = 0) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell_label", indent=indent),), label=True, align=align)


def _value(made: Figure, column: Field) -> GridCell:
    align = "right" if KINDS[column.kind].figure else "left"
    return GridCell(paragraphs=(Paragraph(runs=(made,), role="cell"),), align=align)


def _width(column: Field) -> int:
    return 14 if KINDS[column.kind].figure or column.kind in ("date", "choice", "yes_no") else 26
