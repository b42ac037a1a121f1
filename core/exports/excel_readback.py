"""A workbook that a clerk has filled -> the typed text of its input cells, found by their defined names.

Only what stands in named input cells is read; what differs from the draft, and what of it is taken over, is the
caller's to decide and to show.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import KnownError, Problem, problem
from core.exports.excel_guard import checked_bytes, library_calls
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
_Values = dict[_Place, "_Held"]
_FORMULA, _ERROR = "f", "e"


def read_back(source: Path | bytes) -> tuple[ReadBack, tuple[Problem, ...]]:
    """Read the input cells of a workbook that `write_excel` made and a clerk has filled.

    Raises KnownError (excel.*) when the file is missing, too large, encrypted, damaged, unsafe or none of ours. Input
    cells that were deleted, show an error, or hold a formula without a result are left out, each with a Problem.
    """
    content = checked_bytes(source)
    with library_calls():
        book = _opened(content)
    places, problems = _places(book)
    values = _values(book, places)
    formulas = {place: places[place] for place, found in values.items() if found.kind == _FORMULA}
    if formulas:
        with library_calls():
            results = _opened(content, results=True)
        values |= _values(results, formulas)
    answers = []
    for place, cell in places.items():
        wrong = _wrong(place, values.get(place), computed=place in formulas)
        if wrong is not None:
            problems.append(wrong)
        elif (found := values.get(place)) is None:
            answers.append((cell, ""))
        else:
            answers.append((cell, typed_text(found.value, found.shown_as)))
    result = ReadBack(answers=tuple(answers), uid=book.identity.get(UID, ""), form=book.identity.get(FORM, ""))
    return result, tuple(problems)


# ---------------------------------------------------------------- what the library says


class _Held(NamedTuple):
    """What stands in a cell. kind: as the file marks it; shown_as: its number format."""

    value: object
    kind: str
    shown_as: str


@dataclass(frozen=True, slots=True)
class _Book:
    """An open workbook. names: what each defined name points at; sheets: titles in order; identity: whose it is."""

    workbook: Any
    names: dict[str, str]
    sheets: tuple[str, ...]
    identity: dict[str, str]


def _opened(content: bytes, *, results: bool = False) -> _Book:
    """The workbook with its formulas, or with the results that were stored for them."""
    import openpyxl

    workbook: Any = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=results)
    names = {str(name): str(defined.attr_text or "") for name, defined in workbook.defined_names.items()}
    identity = {str(one.name): str(one.value) for one in workbook.custom_doc_props.props}
    return _Book(workbook, names, tuple(map(str, workbook.sheetnames)), identity)


def _cells_of(book: _Book, sheet: str, last_row: int, last_column: int) -> Iterator[tuple[tuple[int, int], _Held]]:
    """The filled cells of a sheet as far as that row and column, by (row, column)."""
    with library_calls():
        for cells in book.workbook[sheet].iter_rows(min_row=1, max_row=last_row, min_col=1, max_col=last_column):
            for cell in cells:
                if cell.value is not None:
                    yield (cell.row, cell.column), _Held(cell.value, cell.data_type, str(cell.number_format))


# ---------------------------------------------------------------- what is ours in it


def _places(book: _Book) -> tuple[_Found, list[Problem]]:
    """Where the input cells are now, and which of them are gone."""
    places: _Found = {}
    problems: list[Problem] = []
    for name, target in book.names.items():
        cell = cell_of(name)
        if cell is None:
            continue
        place = _place(target)
        if place is None or place.sheet not in book.sheets:
            problems.append(problem("excel.place_lost", "", cell=cell))
        else:
            places[place] = cell
    if not places and not problems:
        raise KnownError("excel.not_ours")
    order = {sheet: index for index, sheet in enumerate(book.sheets)}
    in_order = sorted(places, key=lambda place: (order[place.sheet], place.row, place.column))
    return {place: places[place] for place in in_order}, problems


def _place(text: str) -> _Place | None:
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    sheet = found["quoted"].replace("''", "'") if found["quoted"] else found["bare"]
    return _Place(sheet, int(found["row"]), column_number(found["column"]))


def _values(book: _Book, places: _Found) -> _Values:
    """What the workbook holds at these places, in the order of sheets and rows."""
    values: _Values = {}
    for sheet in book.sheets:
        wanted = {(place.row, place.column): place for place in places if place.sheet == sheet}
        if wanted:
            values.update((wanted[at], found) for at, found in _held(book, sheet, wanted.keys()))
    book.workbook.close()
    return values


def _held(book: _Book, sheet: str, wanted: Collection[tuple[int, int]]) -> list[tuple[tuple[int, int], _Held]]:
    last_row, last_column = (max(numbers) for numbers in zip(*wanted, strict=True))
    if last_row * last_column > MAX_AREA:
        raise KnownError("excel.swollen")
    return [(at, found) for at, found in _cells_of(book, sheet, last_row, last_column) if at in wanted]


def _wrong(place: _Place, found: _Held | None, *, computed: bool) -> Problem | None:
    if found is not None and found.kind == _ERROR:
        return problem("excel.error_value", str(place), text=found.value)
    if computed and (found is None or found.kind == _FORMULA):
        return problem("excel.no_value", str(place))
    return None
