"""The same answers under another report format: what is carried, what the new shape asks for, what has no place."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.formulas.cells import Cell
from core.forms.editions import renamed_cell
from core.forms.kinds import KINDS
from core.forms.program import Program
from core.reports.draft import Draft, Entry, Origin, Part
from core.reports.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """A draft under its new form. carried: computed figures kept as supplied ones; missing: required and blank."""

    draft: Draft
    carried: tuple[Cell, ...]
    missing: tuple[Cell, ...]
    without_place: tuple[Cell, ...]


def switch(draft: Draft, old: Program, new: Program) -> Switched:
    """A copy of the draft under another form; every answer whose id both know is kept, nothing is dropped."""
    before, moved = Sheet(old, draft), draft.copy()
    moved.form = new.form.key
    moved.parts[Part.ENTRIES] = {renamed_cell(cell, new.form): entry for cell, entry in draft.entries.items()}
    carried = tuple(_carried(before, Sheet(new, moved)))
    for cell in carried:
        text = KINDS[new.fields[cell.item].kind].edit_text(before.value(cell), new.fields[cell.item])
        moved.parts[Part.ENTRIES][cell] = Entry(text, Origin.SUPPLIED)
    after = Sheet(new, moved)
    missing = tuple(cell for cell in _asked(new) if after.value(cell) is None)
    return Switched(draft=moved, carried=carried, missing=missing, without_place=after.without_place())


def _carried(before: Sheet, after: Sheet) -> Iterator[Cell]:
    """Figures that the old form computes and the new one holds but cannot compute from the same answers."""
    for item, column in before.program.step_of:
        cell = Cell(item)
        if not column and before.value(cell) is not None and after.value(cell) is None and after.takes_entry(cell):
            yield cell


def _asked(new: Program) -> list[Cell]:
    return [Cell(id) for id in new.places_of if id in new.fields and new.fields[id].required]
