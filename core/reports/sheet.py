"""Everything that follows from a draft under one form: values, how each is printed and named, how it came about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.forms.program import Program
from core.formulas.bind import bound, bound_cells
from core.formulas.cells import Cell
from core.formulas.evaluate import compiled
from core.formulas.explain import said, taken
from core.formulas.function import Scale, plain
from core.formulas.functions import FUNCTIONS
from core.formulas.syntax import Call, CellNode, CellsNode, Formula, Node, Number, Ref, children, with_children
from core.numbers import BLANK_PRINT, CLOSED_PRINT
from core.reports.calculation import Calculation, fitted, places_of
from core.reports.draft import Draft, Edit, Origin, Part
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
        self._bound: dict[Cell, Formula | None] = {}
        super().__init__(program, draft)

    def refresh(self, edits: Iterable[Edit]) -> frozenset[Cell]:
        """As `Calculation.refresh`; formulas are bound to the rows that there are."""
        edits = tuple(edits)
        if any(edit.part == Part.ROWS for edit in edits):
            self._bound.clear()
        return super().refresh(edits)

    # -- printing ----------------------------------------------------------------------------------------------

    def shown(self, cell: Cell) -> str:
        """The value as a table prints it; ＿＿ when blank, — where it makes no sense."""
        one, value = self.field(cell), self.value(cell)
        if value is None or one is None:
            return CLOSED_PRINT if self.closed(cell) else BLANK_PRINT
        return KINDS[one.kind].show(self.words.get(cell, value), one, self.unit(cell, one))

    def quoted(self, cell: Cell) -> str:
        """The value as a sentence prints it, with unit; ＿＿ when blank."""
        one, value = self.field(cell), self.value(cell)
        if value is None or one is None:
            return CLOSED_PRINT if self.closed(cell) else BLANK_PRINT
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
            labels=said(formula, lambda read: self.label(read, cell), lambda read: self._scale(CellNode(read), cell)),
            numbers=said(formula, self.shown, lambda read: self._scale(CellNode(read), cell)),
            result=BLANK_PRINT if derived is None else KINDS[one.kind].show(derived, one),
            cells=bound_cells(formula),
            note=self._note(cell),
        )

    def formula(self, cell: Cell) -> Formula | None:
        """The formula of a computed cell bound to cells; None for an input."""
        if cell not in self._bound:
            self._bound[cell] = self._formula(cell)
        return self._bound[cell]

    def _formula(self, cell: Cell) -> Formula | None:
        resolved = self.program.formula(cell)
        if resolved is not None:
            return bound(resolved, cell.row, self.rows_of)
        if not self.sums_up(cell):
            return None
        parts = tuple(Cell(cell.item, row, cell.column) for row in self.trees[cell.item].inside[cell.row])
        return Formula("", Call("total", (CellsNode(parts),)))

    def loss(self, cell: Cell) -> str:
        """Why a score is below its full marks, in one line; "" when nothing was lost or no rule gave it.

        A score that was given in place of the computed one says the reason that was written for it.
        """
        value, formula = self.value(cell), self.formula(cell)
        if value is None or formula is None:
            return ""
        if cell in self.derived and self.derived[cell] != value:
            return self.draft.entries[cell].reason
        root = taken(formula, self).root
        best = self._at_best(root, cell)
        if best != root and fitted(self._value_of(best), places_of(self.fields[cell.item, cell.column])) == value:
            return ""  # what was missed is lost in rounding
        return "；".join(dict.fromkeys(self._losses(root, cell)))

    def _losses(self, node: Node, cell: Cell) -> Iterator[str]:
        """What the scoring functions of a formula tell, also of what is computed in the same row or summed up in it."""
        match node:
            case Call(name, arguments) if (tells := FUNCTIONS[name].tells) is not None:
                values = [self._value_of(argument) for argument in arguments]
                yield from () if None in values else filter(None, [tells(self._scale(arguments[0], cell), values)])
            case CellNode(part):
                yield from filter(None, [self.loss(part)]) if _beside(part, cell) else ()
            case CellsNode(parts):
                inside = (part for part in parts if (part.item, part.column) == (cell.item, cell.column))
                yield from filter(None, map(self.loss, inside))
            case _:
                for child in children(node):
                    yield from self._losses(child, cell)

    def _at_best(self, node: Node, cell: Cell) -> Node:
        """The formula with the full marks in place of what its scoring functions give."""
        match node:
            case Call(name, arguments) if (best := FUNCTIONS[name].best) is not None:
                values = [self._value_of(argument) for argument in arguments]
                return node if None in values else Number(best(values))
            case CellNode(part) if _beside(part, cell) and (formula := self.formula(part)) is not None:
                root = taken(formula, self).root
                best_root = self._at_best(root, part)
                return node if best_root == root else best_root
            case _:
                return with_children(node, tuple(self._at_best(child, cell) for child in children(node)))

    def _value_of(self, node: Node) -> Any:
        return compiled(Formula("", node))(self, "")

    def _scale(self, node: Node, cell: Cell) -> Scale:
        """The figure that a scoring function judges, as the cell whose score it is names it."""
        row = self.row_label(cell.item, cell.row) if cell.row else self.label(cell)
        if not isinstance(node, CellNode):
            value = self._value_of(node)
            return Scale(name="", shown=plain(value) if isinstance(value, Decimal) else "", row=row)
        judged, one = node.cell, self.fields[node.cell.item, node.cell.column]
        source = self.formula(judged)
        named = source.root.cell if source is not None and isinstance(source.root, CellNode) else judged
        return Scale(
            name=self.label(named, cell),
            shown=self.quoted(judged),
            row=row,
            percent=one.kind == "percent",
            unit=self.unit(judged, one),
        )

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


def _beside(part: Cell, cell: Cell) -> bool:
    """Whether a part of a formula stands in the same row of the same table."""
    return part != cell and part[:2] == cell[:2]


def _one_figured(table: Table) -> bool:
    """Whether its rows hold one typed figure each, so that the row's label alone names it."""
    return sum(KINDS[column.kind].figure and not column.formula for column in table.columns) == 1
