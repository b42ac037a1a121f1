"""The two sides of a comparison as evidence: what they are measured in, how they print, and why one is blank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.formulas.cells import Cell
from core.formulas.evaluate import compiled
from core.formulas.scores import SCORES
from core.formulas.syntax import Binary, Call, CellNode, CellsNode, Formula, Node, children, walk
from core.numbers import BLANK_PRINT, rounded, show_bare
from core.reports.owners import owner_of
from core.reports.sheet import Sheet

PERCENT = "%"
POINTS = "个百分点"
_RATIOS = frozenset({"share", "rate", "growth"})
_BARE = frozenset({"count", "count_where", "mine_count_where", "floor", *(function.name for function in SCORES)})
_NEVER_BLANK = frozenset({"or_zero", "filled", "count", "count_where", "mine_count_where"})
_ANY_FILLED = frozenset({"total", "average", "smallest", "largest", "mine", "first_filled"})
_FINE = 4
"""Decimal places of a figure whose own places are not known."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit ("%" for ratios) and the decimal places of the print (None: as many as there are)."""

    unit: str
    places: int | None


def measure(sheet: Sheet, node: Node) -> Measure | None:
    """What a bound formula is measured in; None for bare numbers and for what cannot be told."""
    match node:
        case CellNode(cell):
            return _of_cell(sheet, cell)
        case CellsNode(cells):
            return _of_cell(sheet, cells[0]) if cells else None
        case Call(name) if name in _RATIOS:
            return Measure(PERCENT, 2)
        case Call(name) if name in _BARE:
            return None
        case Call("when", (_, *branches)):
            return _widest([measure(sheet, branch) for branch in branches])
        case Binary("*" | "/" as sign, left, right):
            return _product(sign, measure(sheet, left), measure(sheet, right))
        case _:
            return _widest([measure(sheet, child) for child in children(node)])


def said(sheet: Sheet, nodes: Sequence[Node], values: Sequence[Any]) -> tuple[str, str, str]:
    """Both sides as printed, with units, and their difference ("" for answers that are no figures)."""
    if not all(isinstance(value, Decimal) for value in values):
        one = _choice(sheet, nodes)
        left, right = (_answer(value, one) for value in values)
        return left, right, ""
    first, second = (measure(sheet, node) for node in nodes)
    measures = (first or second or Measure("", None), second or first or Measure("", None))
    left, right = (figure(value, one) for value, one in zip(values, measures, strict=True))
    if left == right:  # two places hide what differs
        measures = (Measure(measures[0].unit, None), Measure(measures[1].unit, None))
        left, right = (figure(value, one) for value, one in zip(values, measures, strict=True))
    return left, right, _difference(abs(values[0] - values[1]), measures)


def figure(value: Decimal, one: Measure) -> str:
    """A figure as a sentence prints it: whole ones bare, others with their places, and the unit."""
    number = value * 100 if one.unit == PERCENT else value
    if one.places is not None and (one.places or number == number.to_integral_value()):
        return show_bare(number, one.places) + one.unit
    return _trimmed(number) + one.unit


def blanks(sheet: Sheet, node: Node) -> list[tuple[str, Cell]]:
    """Why a bound formula is blank: (name, cell) of each answer it waits for; nothing for a division by zero.

    Of a choice between cases it waits for what tells the case, then for that case alone.
    """
    match node:
        case CellNode(cell):
            return _blank_cell(sheet, cell)
        case CellsNode(cells):
            return _blank_column(sheet, cells)
        case Call(name) if name in _NEVER_BLANK:
            return []
        case Call(name, arguments) if name in _ANY_FILLED:
            found = [blanks(sheet, argument) for argument in arguments]
            return [one for each in found for one in each] if all(found) else []
        case Call("when", (condition, then, *rest)):
            holds = compiled(Formula("", condition))(sheet, "")
            if holds is False and not rest:  # what it asks for is not filled yet
                return [one for cell in _cells(condition) for one in _blank_cell(sheet, cell)]
            return blanks(sheet, condition if holds is None else then if holds else rest[0])
        case _:
            return [one for child in children(node) for one in blanks(sheet, child)]


def _cells(node: Node) -> Iterable[Cell]:
    """The single answers that a formula reads, each once."""
    return dict.fromkeys(part.cell for part in walk(node) if isinstance(part, CellNode))


def _blank_cell(sheet: Sheet, cell: Cell) -> list[tuple[str, Cell]]:
    """A blank answer itself, or what a blank figure is computed from; nothing for names that this form lacks."""
    if sheet.value(cell) is not None or sheet.field(cell) is None:
        return []
    formula = sheet.formula(cell)
    return [(known_as(sheet, cell), cell)] if formula is None else blanks(sheet, formula.root)


def known_as(sheet: Sheet, cell: Cell) -> str:
    """An answer as the clerk meets it, also away from its table.

    What is typed in one cell together (≥50个) bears that cell's name. A row that belongs to another is told by that
    row too.
    """
    table = sheet.program.tables.get(cell.item)
    if table is None or sheet.field(cell) is None:
        return sheet.label(cell)
    whole = next((column.id for column in table.columns if cell.column in column.spread), cell.column)
    owner = owner_of(sheet, table.belongs_to, cell) if table.belongs_to else ""
    row = sheet.row_label(table.id, cell.row)
    label = _row_name(sheet, table, cell.row, owner) + sheet.label(cell._replace(column=whole)).removeprefix(row)
    return f"{_row_name(sheet, sheet.program.tables[table.belongs_to], owner)}·{label}" if owner else label


def _row_name(sheet: Sheet, table: Table, row: str, owner: str = "") -> str:
    """A row by its name; one without is told by its table and its place, among those of its owner where it has one."""
    tree = sheet.trees[table.id]
    if row in tree.labels or (table.label_column and sheet.value(Cell(table.id, row, table.label_column)) is not None):
        return sheet.row_label(table.id, row)
    rows = tree.owned[owner] if owner else list(tree.position)
    return f"{sheet.caption(table.label)}第{rows.index(row) + 1}行"


def _blank_column(sheet: Sheet, cells: Sequence[Cell]) -> list[tuple[str, Cell]]:
    """A column that is blank all over is named as one."""
    if not cells or any(sheet.value(cell) is not None for cell in cells):
        return []
    return [(sheet.caption(sheet.program.tables[cells[0].item].label), cells[0])]


def _of_cell(sheet: Sheet, cell: Cell) -> Measure | None:
    one = sheet.field(cell)
    if one is None or not KINDS[one.kind].figure:
        return None
    if one.kind == "percent":
        return Measure(PERCENT, one.places)
    return Measure(sheet.unit(cell, one), one.places)


def _product(sign: str, left: Measure | None, right: Measure | None) -> Measure | None:
    if sign == "/" and left is not None and right is not None and left.unit == right.unit:
        return Measure(PERCENT, 2)
    if sign == "*" and left is not None and right is not None and PERCENT in (left.unit, right.unit):
        return right if left.unit == PERCENT else left
    return None


def _widest(measures: Iterable[Measure | None]) -> Measure | None:
    known = [one for one in measures if one is not None]
    if not known:
        return None
    places = [one.places for one in known if one.unit == known[0].unit]
    return Measure(known[0].unit, None if None in places else max(place for place in places if place is not None))


def _difference(value: Decimal, measures: tuple[Measure, Measure]) -> str:
    first, second = measures
    if first.unit != second.unit:
        return _trimmed(value)
    widest = _widest(measures) or first
    if first.unit == PERCENT:
        return figure(value, widest).removesuffix(PERCENT) + POINTS
    return figure(value, widest)


def _choice(sheet: Sheet, nodes: Iterable[Node]) -> Field | None:
    cells = (cell for node in nodes for cell in _cells(node))
    return next((one for cell in cells if (one := sheet.field(cell)) is not None), None)


def _answer(value: Any, one: Field | None) -> str:
    if value is None:
        return BLANK_PRINT
    return str(value) if one is None else KINDS[one.kind].show(value, one)


def _trimmed(value: Decimal) -> str:
    text = f"{rounded(value, _FINE):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
