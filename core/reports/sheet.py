"""Everything that follows from a draft under one form: values, live totals, and how each came about.

A figure is what is printed: typed text is kept in the draft, its value is that text rounded to the field's places,
and all further arithmetic reads the rounded value. After a change only what depends on it is computed again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from heapq import heappop, heappush
from typing import Any

from core.errors import Problem
from core.formulas.bind import bound, bound_cells
from core.formulas.cells import Cell
from core.formulas.evaluate import Slot
from core.formulas.explain import said
from core.formulas.functions import Value
from core.formulas.syntax import Call, CellsNode, Formula, Ref
from core.forms.kinds import KINDS
from core.forms.model import Field
from core.forms.program import Program, Step
from core.numbers import BLANK_PRINT, Quantity, rounded
from core.reports.draft import Draft, Edit, Entry, Origin, Part
from core.reports.row_tree import RowTree
from core.reports.wording import caption

EVERY = None
"""In a set of rows to compute: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a figure came about: `name = labels = numbers = result`; cells it was computed from; a note on what is typed."""

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


class Sheet:
    """All values of one draft. `columns`, `tops` and `owned` are what formulas read."""

    def __init__(self, program: Program, draft: Draft) -> None:
        self.program, self.draft = program, draft
        self.columns: dict[Slot, dict[str, Any]] = {slot: {} for slot, _ in program.slots()}
        self.fields: dict[Slot, Field] = dict(program.slots())
        self.trees = {id: RowTree(table, draft.rows(id)) for id, table in program.tables.items()}
        self.tops = {id: tree.tops for id, tree in self.trees.items()}
        self.owned = {id: tree.owned for id, tree in self.trees.items()}
        self.typed: dict[Slot, dict[str, Value]] = {}
        self.derived: dict[Cell, Value] = {}
        self.words: dict[Cell, Quantity] = {}
        self.problems: dict[Cell, Problem] = {}
        for cell, entry in draft.entries.items():
            self._read(cell, entry)
        for step in program.steps:
            self._run(step, self._rows(step, EVERY))

    # -- reading -----------------------------------------------------------------------------------------------

    def value(self, cell: Cell) -> Any:
        """The value of a cell (Decimal, str, date, tuple), None when blank or not of this form."""
        return self.columns.get((cell.item, cell.column), {}).get(cell.row)

    def field(self, cell: Cell) -> Field | None:
        """The field or column of a cell; None when this form has no such place (or the row is gone)."""
        if cell.column and (cell.item not in self.trees or cell.row not in self.trees[cell.item].depth):
            return None
        return self.fields.get((cell.item, cell.column))

    def computed(self, cell: Cell) -> bool:
        """Whether the program computes this cell (it may be supplied or overridden nevertheless)."""
        slot = (cell.item, cell.column)
        if self.program.computed(slot):
            return True
        return slot in self.program.step_of and self.trees[cell.item].adds_up(cell.row)

    def takes_entry(self, cell: Cell) -> bool:
        """Whether the clerk may type here: inputs, and computed cells that may be supplied or overridden."""
        one = self.field(cell)
        if one is None:
            return False
        return not self.program.computed((cell.item, cell.column)) or one.supplied or one.override

    def shown(self, cell: Cell) -> str:
        """The value as a table prints it; ＿＿ when blank."""
        return self._said(cell, "show", BLANK_PRINT)

    def quoted(self, cell: Cell) -> str:
        """The value as a sentence prints it, with unit; ＿＿ when blank."""
        return self._said(cell, "quote", BLANK_PRINT)

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

    def rows(self, table: str) -> tuple[str, ...]:
        """All row ids of a table, in the order of display."""
        return tuple(self.trees[table].depth)

    def row_label(self, table: str, row: str) -> str:
        """The label of a row: the definition's, the label column's text, or 第n行."""
        fixed = self.program.tables[table].row(row)
        if fixed is not None:
            return self.caption(fixed.label)
        column = self.program.tables[table].label_column
        named = self.columns[table, column].get(row) if column else None
        return str(named) if named else f"第{list(self.trees[table].depth).index(row) + 1}行"

    def label(self, cell: Cell, beside: Cell | None = None) -> str:
        """The label of a cell; beside: a cell in whose company it is named (same row: only the column)."""
        one = self.field(cell)
        if one is None:
            return str(cell)
        name = self.caption(one.label)
        if not cell.column or (beside is not None and beside[:2] == cell[:2]):
            return name
        row = self.row_label(cell.item, cell.row)
        single = sum(KINDS[column.kind].figure and not column.formula for column in self.program.tables[cell.item].columns) == 1
        return row if single and not one.formula else f"{row}·{name}"

    def caption(self, text: str) -> str:
        """A label or caption with {year} and {prior_year} put in."""
        return caption(text, lambda name: self.shown(Cell(name)))

    def why(self, cell: Cell) -> Derivation | None:
        """How a computed cell came about; None for an input."""
        formula = self.formula(cell)
        if formula is None:
            return None
        derived = self.derived.get(cell, self.value(cell))
        one = self.fields[cell.item, cell.column]
        kind = KINDS[one.kind]
        return Derivation(
            cell=cell, name=self.label(cell), cells=bound_cells(formula), note=self._note(cell),
            labels=said(formula, lambda read: self.label(read, cell)), numbers=said(formula, self.shown),
            result=BLANK_PRINT if derived is None else kind.show(derived, one),
        )  # fmt: skip

    def formula(self, cell: Cell) -> Formula | None:
        """The formula of a computed cell bound to cells; None for an input."""
        step = self.program.step_of.get((cell.item, cell.column))
        if step is None or (step.formula is None and not self.trees[cell.item].adds_up(cell.row)):
            return None
        if step.formula is None:
            parts = tuple(Cell(cell.item, row, cell.column) for row in self.trees[cell.item].inside[cell.row])
            return Formula("", Call("total", (CellsNode(parts),)))
        return bound(step.formula, cell.row, self.rows_of)

    def rows_of(self, ref: Ref, row: str) -> tuple[str, ...]:
        """The rows that a column reference stands for."""
        if ref.kind == "owned":
            return tuple(self.owned[ref.item].get(row, ()))
        return tuple(self.tops[ref.item])

    def without_place(self) -> tuple[Cell, ...]:
        """Typed answers that this form has no place for."""
        return tuple(cell for cell in self.draft.entries if not self.takes_entry(cell))

    # -- changing ----------------------------------------------------------------------------------------------

    def refresh(self, edits: Iterable[Edit]) -> frozenset[Cell]:
        """Take over edits that the draft has already made; returns the cells whose value or problem changed."""
        wave = _Wave(self)
        for edit in edits:
            if edit.part == Part.ENTRIES:
                self._refresh_entry(edit.key, wave)
            elif edit.part == Part.ROWS and edit.key in self.trees:
                self._refresh_rows(edit.key, wave)
            elif edit.part == Part.NOT_APPLICABLE:
                for cell in [cell for cell in self.draft.entries if cell.item == edit.key]:
                    self._refresh_entry(cell, wave)
        wave.spread()
        return frozenset(wave.changed)

    def _refresh_entry(self, cell: Cell, wave: "_Wave") -> None:
        slot = (cell.item, cell.column)
        if slot not in self.columns:
            return
        before = self.columns[slot].get(cell.row)
        self._read(cell, self.draft.entries.get(cell))
        wave.changed.add(cell)
        if self.computed(cell):
            wave.mark(self.program.step_of[slot], {cell.row})
        elif self.columns[slot].get(cell.row) != before:
            wave.reach(slot, {cell.row})

    def _refresh_rows(self, table: str, wave: "_Wave") -> None:
        old = self.trees[table]
        tree = self.trees[table] = RowTree(self.program.tables[table], self.draft.rows(table))
        self.tops[table], self.owned[table] = tree.tops, tree.owned
        for column in self.program.tables[table].columns:
            slot = (table, column.id)
            for row in old.depth.keys() - tree.depth.keys():
                self.columns[slot].pop(row, None)
                wave.changed.add(Cell(table, row, column.id))
            for row in tree.depth.keys() - old.depth.keys():
                cell = Cell(table, row, column.id)
                self._read(cell, self.draft.entries.get(cell))
                wave.changed.add(cell)
            if slot in self.program.step_of:
                wave.mark(self.program.step_of[slot], EVERY)
            wave.reach(slot, set(tree.depth) | set(old.depth))

    def _read(self, cell: Cell, entry: Entry | None) -> None:
        slot = (cell.item, cell.column)
        one = self.field(cell)
        if one is None:
            return
        self.problems.pop(cell, None)
        self.words.pop(cell, None)
        value, wrong = (None, None) if entry is None or cell.item in self.draft.not_applicable else KINDS[one.kind].parse(entry.text, one)
        if wrong is not None:
            self.problems[cell] = wrong
        if isinstance(value, Quantity):
            self.words[cell] = value
            value = value.number
        target = self.typed.setdefault(slot, {}) if self.computed(cell) else self.columns[slot]
        if value is None or not self.takes_entry(cell):
            target.pop(cell.row, None)
        else:
            target[cell.row] = value

    # -- computing ---------------------------------------------------------------------------------------------

    def _rows(self, step: Step, rows: set[str] | None) -> Iterable[str]:
        if not step.slot[1]:
            return ("",)
        tree = self.trees[step.slot[0]]
        if step.run is None:
            return tree.sums(rows)
        return tree.depth if rows is EVERY else rows & tree.depth.keys()

    def _run(self, step: Step, rows: Iterable[str]) -> set[str]:
        column, changed = self.columns[step.slot], set()
        typed = self.typed.get(step.slot)
        places = None if step.field.exact else KINDS[step.field.kind].value_places(step.field)
        for row in rows:
            value = step.run(self, row) if step.run else self._sum(column, step.slot[0], row)
            if value is not None and places is not None:
                value = _fitted(value, places)
            if typed is not None:
                value = self._settled(step, row, value, typed)
            if value != column.get(row):
                changed.add(row)
                if value is None:
                    del column[row]
                else:
                    column[row] = value
        return changed

    def _sum(self, column: Mapping[str, Any], table: str, row: str) -> Value:
        filled = [value for part in self.trees[table].inside[row] if (value := column.get(part)) is not None]
        return sum(filled[1:], filled[0]) if filled else None

    def _settled(self, step: Step, row: str, derived: Value, typed: Mapping[str, Value]) -> Value:
        cell = Cell(step.slot[0], row, step.slot[1])
        given = typed.get(row)
        if given is None:
            self.derived.pop(cell, None)
            return derived
        self.derived[cell] = derived
        entry = self.draft.entries[cell]
        if entry.origin == Origin.OVERRIDDEN or self.program.form.prefer_supplied or derived is None:
            return given
        return derived

    def _said(self, cell: Cell, how: str, blank: str) -> str:
        value, one = self.value(cell), self.field(cell)
        if value is None or one is None:
            return blank
        unit = self.columns[cell.item, one.unit_column].get(cell.row, "") if one.unit_column else ""
        text: str = getattr(KINDS[one.kind], how)(self.words.get(cell, value), one, unit)
        return text

    def _note(self, cell: Cell) -> str:
        if cell not in self.derived:
            return ""
        entry = self.draft.entries[cell]
        what = "已改写为" if entry.origin == Origin.OVERRIDDEN else "账上数为"
        reason = f"，理由：{entry.reason}" if entry.reason else ""
        return f"{what}{entry.text}{reason}"


def _fitted(value: Decimal, places: int) -> Decimal | None:
    try:
        return rounded(value, places)
    except InvalidOperation:  # more digits than any report holds
        return None


class _Wave:
    """A change spreading through the steps, each computed once, in their order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.changed: set[Cell] = set()
        self.waiting: dict[int, set[str] | None] = {}
        self.heap: list[int] = []

    def mark(self, step: Step, rows: set[str] | None) -> None:
        """Have these rows of the step computed."""
        if step.index not in self.waiting:
            heappush(self.heap, step.index)
            self.waiting[step.index] = set()
        known = self.waiting[step.index]
        self.waiting[step.index] = EVERY if known is EVERY or rows is EVERY else known | rows

    def reach(self, slot: Slot, rows: set[str], but: Step | None = None) -> None:
        """Mark what reads these rows of a slot, but for the step that has just computed them."""
        for step in self.sheet.program.readers.get(slot, ()):
            for ref in step.reads if step is not but else ():
                if (ref.item, ref.column) == slot:
                    self._mark_reader(step, ref, rows)

    def _mark_reader(self, step: Step, ref: Ref, rows: set[str]) -> None:
        if ref.kind == "sibling":
            self.mark(step, rows)
        elif ref.kind == "sum":
            self.mark(step, self.sheet.trees[ref.item].above(rows))
        elif ref.kind in ("column", "owned") or ref.row in rows:
            self.mark(step, EVERY)

    def spread(self) -> None:
        """Compute what is marked until nothing is."""
        while self.heap:
            step = self.sheet.program.steps[heappop(self.heap)]
            rows = self.waiting.pop(step.index)
            changed = self.sheet._run(step, self.sheet._rows(step, rows))
            if changed:
                item, column = step.slot
                self.changed.update(Cell(item, row, column) for row in changed)
                self.reach(step.slot, changed, but=step)
