"""What a table is composed of, as bars can show it: the parts of a sum, each with its share and last year's figure.

A table is a composition when it has a money column that adds up and beside it either a share of the whole or the same
figures of last year. Nothing here knows a table by name.
"""

from dataclasses import dataclass
from decimal import Decimal

from core.forms.composed import amount_column, prior_column, share_column, whole_cell
from core.forms.program import Program
from core.formulas.cells import Cell
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
    return amount_column(program, program.tables[table_id]) is not None


def composition(sheet: Sheet, table_id: str, last: Sheet | None = None) -> Composition | None:
    """The table as parts; None when it is no composition or too little is filled.

    last: last year's report, for the figures that this one does not hold itself.
    """
    table = sheet.program.tables[table_id]
    amount = amount_column(sheet.program, table)
    if amount is None or table_id in sheet.draft.not_applicable:
        return None
    share = share_column(sheet.program, table)
    prior = prior_column(table, amount)
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
    whole = maker.whole(whole_cell(sheet.program, table_id, share))
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
