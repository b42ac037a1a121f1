"""A table of the form as a grid: its rows under their heads, for paper and for the workbook."""

from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.formulas.cells import Cell
from core.reports.composition import FEWEST, Slice, composition
from core.reports.document import Chart, Grid, GridCell, Paragraph
from core.reports.figures import figure, prose_lines
from core.reports.sheet import Sheet

LABELS, NUMBERS, FIGURES, TEXTS = 34, 8, 14, 26
"""Relative widths of columns."""
_NARROW = frozenset({"date", "choice", "yes_no"})


def table_grid(sheet: Sheet, table_id: str, *, on_paper: bool = False) -> Grid:
    """The whole table with one head row; the first column names the rows, or numbers them where the clerk adds all.

    on_paper: without the columns that are only entered; a workbook has them all.
    """
    table = sheet.program.tables[table_id]
    named = bool(table.rows)
    columns = [column for column in table.columns if not (on_paper and column.off_paper)]
    if named:  # rows that the clerk adds among fixed ones are named in the first column, too
        columns = [column for column in columns if column.id != table.label_column]
    rows = [(label_cell("项目" if named else "序号"), *_heads(sheet, table, columns))]
    for number, row in enumerate(sheet.rows(table_id), 1):
        first = _row_name(sheet, table, row) if named else label_cell(str(number))
        rows.append((first, *(_value(sheet, Cell(table_id, row, column.id), column) for column in columns)))
    return Grid(
        rows=tuple(rows),
        widths=(LABELS if named else NUMBERS, *(_width(column) for column in columns)),
        head_rows=1,
        caption=sheet.caption(table.label),
        numbers_note=_note(columns),
    )


def table_chart(sheet: Sheet, table_id: str, most: int | None = None) -> Chart | None:
    """The picture of a table that is a composition; last year's figures where the table holds them for each part.

    most: bars at most. Where there are more, the parts of parts are left out; None when that is no picture any more.
    """
    found = composition(sheet, table_id)
    parts = _fitting(found.parts, most) if found is not None else ()
    if found is None or len(parts) < FEWEST:
        return None
    prior = [part.prior_cell for part in parts if part.prior_cell is not None]
    return Chart(
        title=found.title,
        unit=found.unit,
        labels=tuple(part.label for part in parts),
        figures=tuple(figure(sheet, part.cell, quoted=False) for part in parts),
        prior=tuple(figure(sheet, cell, quoted=False) for cell in prior) if len(prior) == len(parts) else (),
    )


def _fitting(parts: tuple[Slice, ...], most: int | None) -> tuple[Slice, ...]:
    """The parts down to the deepest level at which they are not too many."""
    depth = max(part.depth for part in parts)
    while most is not None and len(parts) > most and depth >= 0:
        depth -= 1
        parts = tuple(part for part in parts if part.depth <= depth)
    return parts


def label_cell(text: str, align: str = "center", indent: int = 0) -> GridCell:
    """A cell that names what stands beside or under it."""
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell_label", indent=indent),), label=True, align=align)


def value_cell(sheet: Sheet, cell: Cell, *, quoted: bool = False, align: str = "") -> GridCell:
    """A cell that holds one answer, as tables print it. quoted: with its unit; align: other than its kind stands."""
    one = sheet.fields[cell.item, cell.column]
    align = align or ("right" if KINDS[one.kind].figure else "left")
    runs = (figure(sheet, cell, quoted=quoted),)
    return GridCell(paragraphs=(Paragraph(runs=runs, role="cell"),), align=align)


def _heads(sheet: Sheet, table: Table, columns: list[Field]) -> list[GridCell]:
    common = bool(_note(columns))
    return [label_cell(_head(sheet, column, common)) for column in columns]


def _head(sheet: Sheet, column: Field, common: bool) -> str:
    name = sheet.caption(column.label)
    return name if not column.unit or (common and column.kind == "money") else f"{name}（{column.unit}）"


def _note(columns: list[Field]) -> str:
    units = {column.unit for column in columns if column.kind == "money"}
    return f"单位：{units.pop()}" if len(units) == 1 else ""


def _row_name(sheet: Sheet, table: Table, row: str) -> GridCell:
    tree = sheet.trees[table.id]
    if row in tree.labels or not table.label_column:
        return label_cell(sheet.row_label(table.id, row), "left", tree.depth[row])
    runs = (figure(sheet, Cell(table.id, row, table.label_column), quoted=False),)
    return GridCell(paragraphs=(Paragraph(runs=runs, role="cell", indent=tree.depth[row]),), align="left")


def _value(sheet: Sheet, cell: Cell, column: Field) -> GridCell:
    if not KINDS[column.kind].prose:
        return value_cell(sheet, cell)
    return GridCell(
        paragraphs=tuple(Paragraph(runs=runs, role="cell") for _, runs in prose_lines(sheet, cell)), align="left"
    )


def _width(column: Field) -> int:
    return FIGURES if KINDS[column.kind].figure or column.kind in _NARROW else TEXTS
