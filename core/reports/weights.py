"""分值: what the rows of a group get against the total that the form gives it, and figures that meet it exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from core.forms.model import Weight
from core.formulas.cells import Cell
from core.numbers import CONTEXT, last_place
from core.reports.sheet import Sheet

STEPS = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
"""What points are counted in: whole ones where that gives every row its share, else finer ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The points of one group of rows: cells in order, their sum (None: all blank) and the total they should have.

    scalable: there is something to go by when they are scaled to the total.
    """

    label: str
    cells: tuple[Cell, ...]
    points: Decimal | None
    total: Decimal
    scalable: bool

    @property
    def missing(self) -> Decimal:
        """Points still to be given (below 0: given too many)."""
        return CONTEXT.subtract(self.total, self.points or Decimal())


def standings(sheet: Sheet, table_id: str, owner: str = "") -> tuple[Standing, ...]:
    """Every group of a table (of one owner's rows) that has points to give or rows to give them to."""
    found = (_standing(sheet, weight, table_id, owner) for weight in sheet.program.tables[table_id].weights)
    return tuple(one for one in found if one.total or one.cells)


def standing_of(sheet: Sheet, cell: Cell) -> Standing | None:
    """The group that a row's points count in, None when there is none."""
    owner = next((row.owner for row in sheet.draft.rows(cell.item) if row.id == cell.row), "")
    groups = standings(sheet, cell.item, owner)
    return next((one for one in groups if cell.row in {other.row for other in one.cells}), None)


def distributed(total: Decimal, count: int, places: int | None = None, step: Decimal | None = None) -> list[Decimal]:
    """The total in equal parts: whole points if each gets one, else finer; the first rows take what is left over."""
    return _shares(total, [Decimal(1)] * count, places, step)


def rescaled(total: Decimal, points: Sequence[Decimal], places: int | None = None) -> list[Decimal]:
    """The total in parts as the points are to each other, as fine as they are (none above 0: nothing to go by)."""
    return _shares(total, points, places) if sum(points) > 0 and min(points) >= 0 else []


def _standing(sheet: Sheet, weight: Weight, table_id: str, owner: str) -> Standing:
    rows = sheet.owned[table_id].get(owner, ())
    choice = (table_id, weight.column)
    among = [row for row in rows if sheet.columns[choice].get(row) in weight.choices]
    cells = tuple(Cell(table_id, row, weight.points) for row in among)
    given = [value for cell in cells if isinstance(value := sheet.value(cell), Decimal)]
    points = sum(given[1:], given[0]) if given else None
    total = sheet.program.form.parameters[weight.total]
    return Standing(
        label=sheet.caption(weight.label),
        cells=cells,
        points=points,
        total=total,
        scalable=bool(rescaled(total, given)),
    )


def _shares(
    total: Decimal, weights: Sequence[Decimal], places: int | None, step: Decimal | None = None
) -> list[Decimal]:
    finest = STEPS[-1] if places is None else max(STEPS[-1], last_place(places))
    steps = [one for one in (STEPS if step is None else (step,)) if one >= finest] or [finest]
    for one in steps:
        shares = _in_steps(total, weights, one)
        fine = all(weight % one == 0 for weight in weights) and sum(shares) == total
        if fine and all(share or not weight for share, weight in zip(shares, weights, strict=True)):
            return shares
    return shares


def _in_steps(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """Shares in whole steps, rounded down; the largest remainders, then the first rows, take the steps left over."""
    whole, units = sum(weights), int(total / step)
    exact = [CONTEXT.divide(CONTEXT.multiply(Decimal(units), weight), Decimal(whole)) for weight in weights]
    floors = [one.to_integral_value(ROUND_FLOOR) for one in exact]
    order = sorted(range(len(weights)), key=lambda at: floors[at] - exact[at])
    for at in order[: units - int(sum(floors))]:
        floors[at] += 1
    return [floor * step for floor in floors]
