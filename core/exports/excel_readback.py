"""A workbook that a clerk has filled -> the typed text of its input cells, found by their defined names.

Only what stands in named input cells is read; what differs from the draft, and what of it is taken over, is the
caller's to decide and to show.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from core.errors import KnownError, Problem, problem
from core.exports.excel_guard import checked_bytes
from core.exports.excel_names import FORM, UID, cell_of, letters
from core.exports.excel_numbers import typed_text
from core.formulas.cells import Cell
from core.formulas.excel import column_number

_PLACE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!\[\]#]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::.*)?"
)
MAX_AREA = 5_000_000
"""Rows times columns within which the input cells of a sheet must lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What a filled workbook says. answers: typed text per input cell ("" where it is empty), by sheet and place.

    uid, form: the report and format that the workbook was written for ("" when unknown).
    """

    answers: tuple[tuple[Cell, str], ...]
    uid: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that a defined name points at (numbers from 1, as spreadsheets count)."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{letters(self.column - 1)}{self.row}"


_Found = dict[_Place, Cell]
_Values = dict[_Place, Any]


def read_back(source: Path | bytes) -> tuple[ReadBack, tuple[Problem, ...]]:
    """Read the input cells of a workbook that `write_excel` made and a clerk has filled.

    Raises KnownError (excel.*) when the file is missing, too large, encrypted, damaged, unsafe or none of ours. Input
    cells that were deleted, show an error, or hold a formula without a result are left out, each with a Problem.
    """
    content = checked_bytes(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what of a stranger's workbook the library does not keep
            return _read(content)
    except KnownError:
        raise
    except Exception as error:  # the library meets a malformed workbook with any exception there is
        raise KnownError("excel.damaged") from error


def _read(content: bytes) -> tuple[ReadBack, tuple[Problem, ...]]:
    import openpyxl

    workbook: Any = openpyxl.load_workbook(BytesIO(content), read_only=True)
    places, problems = _places(workbook)
    values = _values(workbook, places)
    formulas = {place: places[place] for place, cell in values.items() if cell.data_type == "f"}
    if formulas:
        values |= _values(openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True), formulas)
    answers = []
    for place, cell in places.items():
        wrong = _wrong(place, values.get(place), computed=place in formulas)
        if wrong is not None:
            problems.append(wrong)
        elif (found := values.get(place)) is None:
            answers.append((cell, ""))
        else:
            answers.append((cell, typed_text(found.value, found.number_format)))
    identity = {one.name: str(one.value) for one in workbook.custom_doc_props.props}
    result = ReadBack(answers=tuple(answers), uid=identity.get(UID, ""), form=identity.get(FORM, ""))
    return result, tuple(problems)


def _places(workbook: Any) -> tuple[_Found, list[Problem]]:
    """Where the input cells are now, and which of them are gone."""
    places: _Found = {}
    problems: list[Problem] = []
    for name, defined in workbook.defined_names.items():
        cell = cell_of(name)
        if cell is None:
            continue
        place = _place(defined.attr_text or "")
        if place is None or place.sheet not in workbook.sheetnames:
            problems.append(problem("excel.place_lost", "", cell=cell))
        else:
            places[place] = cell
    if not places and not problems:
        raise KnownError("excel.not_ours")
    order = {sheet: index for index, sheet in enumerate(workbook.sheetnames)}
    in_order = sorted(places, key=lambda place: (order[place.sheet], place.row, place.column))
    return {place: places[place] for place in in_order}, problems


def _place(text: str) -> _Place | None:
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    sheet = found["quoted"].replace("''", "'") if found["quoted"] else found["bare"]
    return _Place(sheet, int(found["row"]), column_number(found["column"]))


def _values(workbook: Any, places: _Found) -> _Values:
    """The cells at these places that the workbook holds at all, in the order of sheets and rows."""
    values: _Values = {}
    for sheet in workbook.sheetnames:
        wanted = {(place.row, place.column): place for place in places if place.sheet == sheet}
        if wanted:
            values.update((wanted[at], cell) for at, cell in _cells(workbook[sheet], wanted.keys()))
    workbook.close()
    return values


def _cells(sheet: Any, wanted: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    last_row, last_column = (max(numbers) for numbers in zip(*wanted, strict=True))
    if last_row * last_column > MAX_AREA:
        raise KnownError("excel.swollen")
    for cells in sheet.iter_rows(min_row=1, max_row=last_row, min_col=1, max_col=last_column):
        for cell in cells:
            if cell.value is not None and (cell.row, cell.column) in wanted:
                yield (cell.row, cell.column), cell


def _wrong(place: _Place, cell: Any, *, computed: bool) -> Problem | None:
    if cell is not None and cell.data_type == "e":
        return problem("excel.error_value", str(place), text=cell.value)
    if computed and (cell is None or cell.data_type == "f"):
        return problem("excel.no_value", str(place))
    return None
