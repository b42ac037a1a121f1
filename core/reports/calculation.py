"""The values of a draft under one form, kept up to date: what depends on a change is computed again, nothing else.

A figure is what is printed: typed text is kept in the draft, its value is that text rounded to the field's places,
and all further arithmetic reads the rounded value.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import InvalidOperation
from heapq import heappop, heappush
from typing import Any

from core.errors import Problem
from core.forms.kinds import KINDS
from core.forms.model import Field
from core.forms.program import Program
from core.forms.steps import Step
from core.formulas.cells import Cell
from core.formulas.evaluate import Slot
from core.formulas.functions import Value
from core.formulas.syntax import Ref
from core.numbers import Quantity, rounded
from core.reports.draft import Draft, Edit, Entry, Origin, Part
from core.reports.row_tree import RowTree

EVERY = None
"""In a set of rows to compute: all of them."""


class Calculation:
    """All values of one draft.

    columns, tops and owned are what formulas read. typed: what was given for cells that are computed too; derived:
    what the program computes for those. words: 约, 余 and the like around a value. problems: typing not understood.
    """

    def __init__(self, program: Program, draft: Draft) -> None:
        self.program, self.draft = program, draft
        self.fields: dict[Slot, Field] = dict(program.slots())
        self.trees = {table.id: RowTree(table, draft.rows(table.id)) for table in program.tables.values()}
        self._columns: dict[Slot, dict[str, Any]] = {slot: {} for slot in self.fields}
        self._tops = {table: tree.tops for table, tree in self.trees.items()}
        self._owned = {table: tree.owned for table, tree in self.trees.items()}
        self.columns: Mapping[Slot, Mapping[str, Any]] = self._columns
        self.tops: Mapping[str, Sequence[str]] = self._tops
        self.owned: Mapping[str, Mapping[str, Sequence[str]]] = self._owned
        self.typed: dict[Slot, dict[str, Value]] = {}
        self.derived: dict[Cell, Value] = {}
        self._restated: set[Cell] = set()
        self.words: dict[Cell, Quantity] = {}
        self.problems: dict[Cell, Problem] = {}
        for cell, entry in draft.entries.items():
            self._read(cell, entry)
        for step in program.steps:
            self.run(step, EVERY)

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
        return self.program.formula(cell) is not None or self.sums_up(cell)

    def sums_up(self, cell: Cell) -> bool:
        """Whether the cell is the sum of the rows within its row."""
        step = self.program.step_of.get((cell.item, cell.column))
        if step is None or not step.sums or cell.row in step.closed or cell.row in step.own:
            return False
        return self.trees[cell.item].adds_up(cell.row)

    def takes_entry(self, cell: Cell) -> bool:
        """Whether the clerk may type here: inputs, and computed cells that may be supplied or overridden.

        A row's own formula may always be, unless the form itself says the figure.
        """
        one = self.field(cell)
        if one is None or self.closed(cell):
            return False
        step = self.program.step_of.get((cell.item, cell.column))
        if step is None or step.formula_in(cell.row) is None or one.supplied or one.override:
            return not self.program.constant(cell)
        return cell.row in step.own and not self.program.constant(cell)

    def closed(self, cell: Cell) -> bool:
        """Whether the cell makes no sense in its row: it is blank, and nobody asks for it."""
        return cell in self.program.closed

    # -- changing ----------------------------------------------------------------------------------------------

    def refresh(self, edits: Iterable[Edit]) -> frozenset[Cell]:
        """Take over edits that the draft has already made; returns the cells that say something else now.

        Their value or problem changed, or what is computed beside a given figure. Cells of rows that are gone are among
        them: they are blank now, and `field` knows them no more.
        """
        wave = _Wave(self)
        self._restated.clear()
        for edit in edits:
            if edit.part == Part.ENTRIES:
                self._refresh_entry(edit.key, wave)
            elif edit.part == Part.ROWS and edit.key in self.trees:
                self._refresh_rows(edit.key, wave)
            elif edit.part == Part.NOT_APPLICABLE:
                self._refresh_item(edit.key, wave)
        wave.spread()
        return frozenset(wave.changed | self._restated)

    def _refresh_entry(self, cell: Cell, wave: "_Wave") -> None:
        slot = (cell.item, cell.column)
        if self.field(cell) is None:
            return
        before = self.columns[slot].get(cell.row)
        self._read(cell, self.draft.entries.get(cell))
        wave.changed.add(cell)
        if self.computed(cell):
            wave.mark(self.program.step_of[slot], {cell.row})
        elif self.columns[slot].get(cell.row) != before:
            wave.reach(slot, {cell.row})
            wave.changed.update(self._measured_in(cell))

    def _measured_in(self, unit: Cell) -> Iterable[Cell]:
        """The cells that are printed with this cell as their unit."""
        columns = self.program.tables[unit.item].columns if unit.column else ()
        return (Cell(unit.item, unit.row, column.id) for column in columns if column.unit_column == unit.column)

    def _refresh_item(self, item: str, wave: "_Wave") -> None:
        for cell in [cell for cell in self.draft.entries if cell.item == item]:
            self._refresh_entry(cell, wave)
        for slot, step in self.program.step_of.items():
            if slot[0] == item:
                wave.mark(step, EVERY)

    def _refresh_rows(self, table: str, wave: "_Wave") -> None:
        old = self.trees[table]
        tree = self.trees[table] = RowTree(self.program.tables[table], self.draft.rows(table))
        self._tops[table], self._owned[table] = tree.tops, tree.owned
        gone, new = old.depth.keys() - tree.depth.keys(), tree.depth.keys() - old.depth.keys()
        for column in self.program.tables[table].columns:
            slot = (table, column.id)
            for cell in (Cell(table, row, column.id) for row in gone):
                self._forget(cell)
                wave.changed.add(cell)
            for cell in (Cell(table, row, column.id) for row in new):
                self._read(cell, self.draft.entries.get(cell))
                wave.changed.add(cell)
            step = self.program.step_of.get(slot)
            if step is not None:
                wave.mark(step, set(new) if step.formula else EVERY)
            wave.reach(slot, gone | new)

    def _forget(self, cell: Cell) -> None:
        slot = (cell.item, cell.column)
        self._columns[slot].pop(cell.row, None)
        self.typed.get(slot, {}).pop(cell.row, None)
        for known in (self.derived, self.words, self.problems):
            known.pop(cell, None)

    def _read(self, cell: Cell, entry: Entry | None) -> None:
        one = self.field(cell)
        if one is None:
            return
        self.problems.pop(cell, None)
        self.words.pop(cell, None)
        value, wrong = None, None
        if entry is not None and self.takes_entry(cell) and cell.item not in self.draft.not_applicable:
            value, wrong = KINDS[one.kind].parse(entry.text, one)
        if wrong is not None:
            self.problems[cell] = wrong
        if isinstance(value, Quantity):
            self.words[cell] = value
            value = value.number
        slot = (cell.item, cell.column)
        target = self.typed.setdefault(slot, {}) if self.computed(cell) else self._columns[slot]
        if value is None:
            target.pop(cell.row, None)
        else:
            target[cell.row] = value

    # -- computing ---------------------------------------------------------------------------------------------

    def run(self, step: Step, rows: set[str] | None) -> set[str]:
        """Compute these rows of a step; returns those whose value is another now."""
        column, changed = self._columns[step.slot], set()
        typed = self.typed.get(step.slot)
        places, blank = places_of(step.field), step.slot[0] in self.draft.not_applicable
        for row in self._rows(step, rows):
            value = None if blank else fitted(self._derived(step, row), places)
            if typed is not None:
                value = self._settled(step, row, value, typed)
            if value != column.get(row):
                changed.add(row)
                if value is None:
                    del column[row]
                else:
                    column[row] = value
        return changed

    def _derived(self, step: Step, row: str) -> Any:
        own = step.own.get(row)
        run = own.run if own is not None else step.run
        return run(self, row) if run else self._sum(self._columns[step.slot], step.slot[0], row)

    def _rows(self, step: Step, rows: set[str] | None) -> Iterable[str]:
        """The rows of the step to compute: without a formula for all, first those with their own, then sums upwards."""
        if not step.slot[1]:
            return ("",)
        tree = self.trees[step.slot[0]]
        if step.run is not None:
            found = tree.depth.keys() if rows is EVERY else rows & tree.depth.keys()
            return found - step.closed if step.closed else found
        own = [row for row in step.own if rows is EVERY or row in rows]
        sums = tree.sums(EVERY if rows is EVERY else rows | tree.above(rows)) if step.sums else []
        return [row for row in (*own, *sums) if row not in step.closed]

    def _sum(self, column: Mapping[str, Any], table: str, row: str) -> Value:
        filled = [value for part in self.trees[table].inside[row] if (value := column.get(part)) is not None]
        return sum(filled[1:], filled[0]) if filled else None

    def _settled(self, step: Step, row: str, derived: Value, typed: Mapping[str, Value]) -> Value:
        """What is printed where a figure was given and one is computed; both are kept."""
        cell = Cell(step.slot[0], row, step.slot[1])
        given = typed.get(row)
        if given is None:
            self.derived.pop(cell, None)
            return derived
        if self.derived.get(cell) != derived:
            self._restated.add(cell)
        self.derived[cell] = derived
        overridden = self.draft.entries[cell].origin == Origin.OVERRIDDEN
        return given if overridden or self.program.form.prefer_supplied or derived is None else derived


def places_of(one: Field) -> int | None:
    """The decimal places to which a computed value of the field is rounded; None for one that is left as it is."""
    return None if one.exact else KINDS[one.kind].value_places(one)


def fitted(value: Any, places: int | None) -> Any:
    """A computed value as its field holds it; None for more digits than any report holds."""
    if value is None or places is None:
        return value
    try:
        return rounded(value, places)
    except InvalidOperation:
        return None


class _Wave:
    """A change spreading through the steps, each computed once, in their order."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.program = calculation.program
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
        for step in self.program.readers.get(slot, ()):
            for ref in step.reads if step is not but else ():
                if (ref.item, ref.column) == slot:
                    self._mark_reader(step, ref, rows)

    def _mark_reader(self, step: Step, ref: Ref, rows: set[str]) -> None:
        if ref.kind == "sibling":
            self.mark(step, rows)
        elif ref.kind == "sum":
            self.mark(step, self.calculation.trees[ref.item].above(rows))
        elif ref.kind in ("column", "owned") or ref.row in rows:
            self.mark(step, EVERY)

    def spread(self) -> None:
        """Compute what is marked until nothing is."""
        while self.heap:
            step = self.program.steps[heappop(self.heap)]
            changed = self.calculation.run(step, self.waiting.pop(step.index))
            if changed:
                item, column = step.slot
                self.changed.update(Cell(item, row, column) for row in changed)
                self.reach(step.slot, changed, but=step)
