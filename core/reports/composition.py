"""What a table is composed of, as bars can show it: the parts of a sum, each with its share and last year's figure.

A table is a composition when it has a money column that adds up and beside it either a share of the whole or the same
figures of last year. Nothing here knows a table by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.forms.model import Field, Table
from core.forms.program import Program
from core.formulas.cells import Cell
from core.formulas.syntax import Call, Ref
from core.reports.sheet import Sheet

FEWEST = 2
"""Filled parts from which on a picture says more than the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part. depth: how deep it stands within others. share, prior_text: as printed, "" where there is none."""

    cell: Cell
    label: str
    depth: int
    value: Decimal
    text: str
    share: str = ""
    prior: Decimal | None = None
    prior_text: str = ""
    prior_cell: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The parts of a table in its order, and the whole (None where the form has none)."""

    table: str
    title: str
    unit: str
    parts: tuple[Slice, ...]
    whole: Slice | None = None

    @property
    def has_prior(self) -> bool:
        """Whether any figure of last year is known."""
        return any(part.prior is not None for part in (*self.parts, *([self.whole] if self.whole else [])))


def is_composition(program: Program, table_id: str) -> bool:
    """Whether the table can be shown as bars, whatever is filled."""
    return _amount(program, program.tables[table_id]) is not None


def composition(sheet: Sheet, table_id: str, last: Sheet | None = None) -> Composition | None:
    """The table as parts; None when it is no composition or too little is filled.

    last: last year's report, for the figures that this one does not hold itself.
    """
    table = sheet.program.tables[table_id]
    amount = _amount(sheet.program, table)
    if amount is None or table_id in sheet.draft.not_applicable:
        return None
    share = _share(sheet.program, table)
    prior = _prior(table, amount)
    maker = _Maker(sheet, last)
    parts = []
    for row in sheet.rows(table_id):
        cell = Cell(table_id, row, amount.id)
        share_cell = Cell(table_id, row, share.id) if share else None
        prior_cell = Cell(table_id, row, prior.id) if prior else None
        made = maker.slice(
            cell, sheet.row_label(table_id, row), sheet.trees[table_id].depth[row], share_cell, prior_cell
        )
        parts += [made] if made is not None else []
    if len(parts) < FEWEST:
        return None
    whole = maker.whole(_whole(sheet.program, table_id, share))
    return Composition(
        table=table_id, title=sheet.caption(table.label), unit=amount.unit or "万元", parts=tuple(parts), whole=whole
    )


class _Maker:
    """Looks the figures of one composition up."""

    def __init__(self, sheet: Sheet, last: Sheet | None) -> None:
        self.sheet, self.last = sheet, last

    def slice(self, cell: Cell, label: str, depth: int, share: Cell | None, prior: Cell | None) -> Slice | None:
        """One part; None when it is blank in both years."""
        value = self.sheet.value(cell)
        before, before_text = self._prior(cell, prior)
        if not isinstance(value, Decimal) and before is None:
            return None
        known = isinstance(value, Decimal)
        return Slice(
            cell=cell,
            label=label,
            depth=depth,
            value=value if known else Decimal(0),
            text=self.sheet.screen(cell),
            share=self.sheet.screen(share) if share else "",
            prior=before,
            prior_text=before_text,
            prior_cell=prior if prior is not None and self.sheet.value(prior) is not None else None,
        )

    def whole(self, cell: Cell | None) -> Slice | None:
        """The sum of all parts, with last year's where an item holds it."""
        if cell is None:
            return None
        held = (one.id for one in self.sheet.program.fields.values() if one.from_last_year == cell.item)
        prior = next(map(Cell, held), None)
        return self.slice(cell, self.sheet.label(cell), 0, None, prior)

    def _prior(self, cell: Cell, prior: Cell | None) -> tuple[Decimal | None, str]:
        if prior is not None and isinstance(value := self.sheet.value(prior), Decimal):
            return value, self.sheet.screen(prior)
        if (
            self.last is not None
            and self.last.field(cell) is not None
            and isinstance(value := self.last.value(cell), Decimal)
        ):
            return value, self.last.screen(cell)
        return None, ""


def _amount(program: Program, table: Table) -> Field | None:
    """The column whose parts are shown: the one that the share is of, else the one that has a last year."""
    sums = [column for column in table.columns if column.kind == "money" and column.sums and not column.from_last_year]
    share = _share(program, table)
    shared = _argument(program, table, share, 0) if share else None
    if shared is not None:
        return _first(sums, lambda column: column.id == shared.column)
    return _first(sums, lambda column: _prior(table, column) is not None)


def _share(program: Program, table: Table) -> Field | None:
    return _first(table.columns, lambda column: _argument(program, table, column, 0) is not None)


def _prior(table: Table, amount: Field) -> Field | None:
    sources = (amount.id, f"{table.id}.{amount.id}")
    return _first(table.columns, lambda column: column.from_last_year in sources)


def _whole(program: Program, table_id: str, share: Field | None) -> Cell | None:
    """The figure that the shares are of, where it is an item of the form."""
    ref = _argument(program, program.tables[table_id], share, 1) if share else None
    return Cell(ref.item) if ref is not None and not ref.column and ref.item in program.fields else None


def _argument(program: Program, table: Table, column: Field, number: int) -> Ref | None:
    """The first or second argument of a column that says share(a, b)."""
    step = program.step_of.get((table.id, column.id))
    root = step.formula.root if step is not None and step.formula is not None else None
    if not isinstance(root, Call) or root.name != "share":
        return None
    argument = root.arguments[number]
    return argument if isinstance(argument, Ref) else None


def _first(columns: Iterable[Field], holds: Callable[[Field], bool]) -> Field | None:
    return next((column for column in columns if holds(column)), None)
