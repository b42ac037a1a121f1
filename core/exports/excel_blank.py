"""A county's own blank workbook, filled: figures and texts go into its cells, its formats and formulas stay.

It comes from somebody else, so it is examined before it is opened, and whatever of it cannot be filled is told: a cell
that is not there, lies hidden, inside a merged one, or is locked; rows for which it has no room. So is what the
library drops of it: shapes, buttons and the like.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from core.errors import Problem, problem
from core.exports.excel import fitting
from core.exports.excel_guard import checked_bytes, library_calls
from core.exports.excel_lost import lost_things
from core.reports.document import Blank, Figure, Fill, FillRows

_PERCENT = "0.00%"
_GENERAL = "General"
_MOST_TOLD = 20
_LINES, _COLUMNS = 1_048_576, 16_384


def fill_blank(source: Path | bytes, blank: Blank) -> tuple[bytes, int, tuple[Problem, ...]]:
    """The bytes of the filled workbook, how many sheets of it can be seen, and what could not be filled or kept.

    Raises KnownError (excel.*) when the file is missing, too large, encrypted, damaged or unsafe.
    """
    import openpyxl

    content = checked_bytes(source)
    with library_calls():
        workbook: Any = openpyxl.load_workbook(BytesIO(content))
    problems = [*_cells(workbook, blank.cells), *_rows(workbook, blank.rows)]
    workbook.calculation.fullCalcOnLoad = True  # results of its own formulas are not kept by the library
    stream = BytesIO()
    with library_calls():
        workbook.save(stream)
    filled, seen = stream.getvalue(), sum(sheet.sheet_state == "visible" for sheet in workbook)
    lost = [problem("blank.lost", "", things="、".join(things))] if (things := lost_things(content, filled)) else []
    return filled, seen, tuple([*lost, *problems][:_MOST_TOLD])


def _cells(workbook: Any, fills: Iterable[Fill]) -> Iterator[Problem]:
    for one in fills:
        sheet = _sheet(workbook, one.sheet)
        if sheet is None:
            yield problem("blank.no_sheet", "", sheet=one.sheet)
        elif code := _put(sheet, one.place, one.content):
            yield problem(code, f"{one.sheet}!{one.place}")


def _rows(workbook: Any, fills: Iterable[FillRows]) -> Iterator[Problem]:
    for one in fills:
        sheet = _sheet(workbook, one.sheet)
        if sheet is None:
            yield problem("blank.no_sheet", "", sheet=one.sheet)
        else:
            yield from _lines(sheet, one)


def _lines(sheet: Any, fills: FillRows) -> Iterator[Problem]:
    """Rows into the lines that can be seen; told are those that find no room."""
    lines = [line for line in range(fills.first, fills.last + 1) if not _is_hidden(sheet, line)]
    if len(lines) < len(fills.rows):
        facts = {"label": fills.label, "rows": len(fills.rows), "lines": len(lines)}
        yield problem("blank.no_room", f"{fills.sheet}!{fills.first}:{fills.last}", **facts)
    for line, row in zip(lines, fills.rows, strict=False):
        for column, content in row:
            if code := _put(sheet, f"{column}{line}", content):
                yield problem(code, f"{fills.sheet}!{column}{line}")


def _sheet(workbook: Any, name: str) -> Any:
    return workbook[name] if name in workbook.sheetnames and hasattr(workbook[name], "cell") else None


def _put(sheet: Any, place: str, content: Figure | str) -> str:
    """Write into one cell; the code of what stands against it, or ""."""
    from openpyxl.utils.cell import coordinate_to_tuple

    line, column = coordinate_to_tuple(place)
    if line > _LINES or column > _COLUMNS:
        return "blank.outside"
    cell = sheet.cell(line, column)
    if against := _against(sheet, cell):
        return against
    _write(cell, content)
    return ""


def _against(sheet: Any, cell: Any) -> str:
    from openpyxl.cell.cell import MergedCell

    if isinstance(cell, MergedCell):
        return "blank.merged"
    if _is_hidden(sheet, cell.row) or _is_hidden_column(sheet, cell.column) or sheet.sheet_state != "visible":
        return "blank.hidden"
    if sheet.protection.sheet and cell.protection.locked:
        return "blank.locked"
    return "blank.formula" if cell.data_type == "f" else ""


def _is_hidden(sheet: Any, line: int) -> bool:
    return line in sheet.row_dimensions and bool(sheet.row_dimensions[line].hidden)


def _is_hidden_column(sheet: Any, column: int) -> bool:
    """One entry may speak for several columns."""
    entries = sheet.column_dimensions.values()
    return any(one.hidden and (one.min or 0) <= column <= (one.max or 0) for one in entries)


def _write(cell: Any, content: Figure | str) -> None:
    """A figure as a number, a date as a date where the cell shows dates; a blank leaves the cell as it is."""
    value = content if isinstance(content, str) else content.value
    if isinstance(value, Decimal):
        cell.value = float(value)
        if isinstance(content, Figure) and content.kind == "percent" and cell.number_format == _GENERAL:
            cell.number_format = _PERCENT  # as typing 95% into such a cell does
    elif isinstance(value, date) and cell.is_date:
        cell.value = value
    elif text := fitting(content if isinstance(content, str) else content.text):
        cell.value = text
        cell.data_type = "s"  # a text that begins with = stays a text
