"""Everything that follows from a draft under one form: values, how each is printed and named, how it came about."""

from dataclasses import dataclass

from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.forms.program import Program
from core.formulas.bind import bound, bound_cells
from core.formulas.cells import Cell
from core.formulas.explain import said, taken
from core.formulas.syntax import Call, CellsNode, Formula, Ref
from core.numbers import BLANK_PRINT
from core.reports.calculation import Calculation
from core.reports.draft import Draft, Origin
from core.reports.wording import caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a figure came about: `name = labels = numbers = result`.

    cells: what it was computed from. note: what was given beside it.
    """

    cell: Cell
    name: str
    labels: str
    numbers: str
    result: str
    cells: tuple[Cell, ...]
    note: str = ""

    def __str__(self) -> str:
        steps = [self.name, self.labels, self.numbers, self.result]
        return " = ".join(dict.fromkeys(step for step in steps if step)) + (f"（{self.note}）" if self.note else "")


class Sheet(Calculation):
    """All values of one draft, with their words."""

    def __init__(self, program: Program, draft: Draft) -> None:
        self._one_figured = {table.id for table in program.tables.values() if _one_figured(table)}
        super().__init__(program, draft)

    # -- printing ----------------------------------------------------------------------------------------------

    def shown(self, cell: Cell) -> str:
        """The value as a table prints it; ＿＿ when blank."""
        one, value = self.field(cell), self.value(cell)
        if value is None or one is None:
            return BLANK_PRINT
        return KINDS[one.kind].show(self.words.get(cell, value), one, self.unit(cell, one))

    def quoted(self, cell: Cell) -> str:
        """The value as a sentence prints it, with unit; ＿＿ when blank."""
        one, value = self.field(cell), self.value(cell)
        if value is None or one is None:
            return BLANK_PRINT
        return KINDS[one.kind].quote(self.words.get(cell, value), one, self.unit(cell, one))

    def unit(self, cell: Cell, one: Field) -> str:
        """The unit of a cell: its field's, or what its unit column says in this row."""
        return str(self.value(cell._replace(column=one.unit_column)) or "") if one.unit_column else one.unit

    def screen(self, cell: Cell) -> str:
        """The value as the screen shows it outside an editor; "" when blank."""
        value, one = self.value(cell), self.fields[cell.item, cell.column]
        return "" if value is None else KINDS[one.kind].screen(self.words.get(cell, value), one)

    def edit_text(self, cell: Cell) -> str:
        """What an editor opens with: the typed text exactly, else the value's own text."""
        entry = self.draft.entries.get(cell)
        if entry is not None:
            return entry.text
        value = self.value(cell)
        one = self.fields[cell.item, cell.column]
        return "" if value is None else KINDS[one.kind].edit_text(value, one)

    # -- naming ------------------------------------------------------------------------------------------------

    def rows(self, table: str) -> tuple[str, ...]:
        """All row ids of a table, in the order of display."""
        return tuple(self.trees[table].depth)

    def row_label(self, table: str, row: str) -> str:
        """The label of a row: the definition's, the label column's text, or 第n行."""
        tree = self.trees[table]
        if row in tree.labels:
            return self.caption(tree.labels[row])
        column = self.program.tables[table].label_column
        named = Cell(table, row, column)
        return self.shown(named) if column and self.value(named) else f"第{tree.position.get(row, 0) + 1}行"

    def label(self, cell: Cell, beside: Cell | None = None) -> str:
        """The label of a cell; beside: a cell in whose company it is named (same row: only the column)."""
        one = self.field(cell)
        if one is None:
            return str(cell)
        name = self.caption(one.label)
        if not cell.column or (beside is not None and beside[:2] == cell[:2]):
            return name
        row = self.row_label(cell.item, cell.row)
        the_figure = cell.item in self._one_figured and KINDS[one.kind].figure and not one.formula
        return row if the_figure else f"{row}·{name}"

    def caption(self, text: str) -> str:
        """A label or caption with {year} and {prior_year} put in."""
        return caption(text, lambda name: self.shown(Cell(name)))

    # -- explaining --------------------------------------------------------------------------------------------

    def why(self, cell: Cell) -> Derivation | None:
        """How a computed cell came about; None for an input."""
        whole = self.formula(cell)
        if whole is None:
            return None
        formula = taken(whole, self)
        derived = self.derived.get(cell, self.value(cell))
        one = self.fields[cell.item, cell.column]
        return Derivation(
            cell=cell,
            name=self.label(cell),
            labels=said(formula, lambda read: self.label(read, cell)),
            numbers=said(formula, self.shown),
            result=BLANK_PRINT if derived is None else KINDS[one.kind].show(derived, one),
            cells=bound_cells(formula),
            note=self._note(cell),
        )

    def formula(self, cell: Cell) -> Formula | None:
        """The formula of a computed cell bound to cells; None for an input."""
        step = self.program.step_of.get((cell.item, cell.column))
        if step is None or not self.computed(cell):
            return None
        if step.formula is None:
            parts = tuple(Cell(cell.item, row, cell.column) for row in self.trees[cell.item].inside[cell.row])
            return Formula("", Call("total", (CellsNode(parts),)))
        return bound(step.formula, cell.row, self.rows_of)

    def rows_of(self, ref: Ref, row: str) -> tuple[str, ...]:
        """The rows that a column reference stands for."""
        return tuple(self.owned[ref.item].get(row, ()) if ref.kind == "owned" else self.tops[ref.item])

    def inapplicable(self, cell: Cell) -> bool:
        """Whether the cell does not apply to this unit, or is blank because what it is computed from does not."""
        if cell.item in self.draft.not_applicable:
            return True
        if not self.draft.not_applicable or self.value(cell) is not None:
            return False
        formula = self.formula(cell)
        return formula is not None and any(self.inapplicable(part) for part in bound_cells(formula))

    def without_place(self) -> tuple[Cell, ...]:
        """Typed answers that this form has no place for."""
        return tuple(cell for cell in self.draft.entries if not self.takes_entry(cell))

    def _note(self, cell: Cell) -> str:
        if cell not in self.derived:
            return ""
        entry = self.draft.entries[cell]
        what = "已改写为" if entry.origin == Origin.OVERRIDDEN else "账上数为"
        reason = f"，理由：{entry.reason}" if entry.reason else ""
        return f"{what}{entry.text}{reason}"


def _one_figured(table: Table) -> bool:
    """Whether its rows hold one typed figure each, so that the row's label alone names it."""
    return sum(KINDS[column.kind].figure and not column.formula for column in table.columns) == 1
