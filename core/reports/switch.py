"""The same answers under another report format: what is carried, what the new shape asks for, what has no place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.forms.editions import renamed_cell
from core.forms.kinds import KINDS
from core.forms.model import ReportForm
from core.forms.program import Program
from core.forms.templates import Quote, pieces, template
from core.formulas.cells import Cell, parse_cell
from core.reports.blank_checks import has_answer
from core.reports.draft import Draft, Entry, Origin, Part, Rewording
from core.reports.sheet import Sheet
from core.reports.switched import marks_under


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """A draft under its new form.

    carried: computed figures kept as supplied ones. missing: required answers that are blank, a table by its first
    column's cell. without_place: answers kept aside.
    """

    draft: Draft
    carried: tuple[Cell, ...]
    missing: tuple[Cell, ...]
    without_place: tuple[Cell, ...]


def switch(draft: Draft, old: Program, new: Program) -> Switched:
    """A copy of the draft under another form; every answer whose id both know is kept, nothing is dropped.

    The clerk's marks on chapters are left behind: nobody has looked at the chapters of the new shape yet.
    """
    before, moved = Sheet(old, draft), renamed(draft, new)
    moved.parts[Part.NOT_APPLICABLE] = marks_under(old, new, draft, moved)
    moved.parts[Part.STATES].clear()
    carried = dict(_carried(before, Sheet(new, moved)))
    for cell, source in carried.items():
        one = new.slot_field((cell.item, cell.column))
        assert one is not None  # a carried figure has a place here
        moved.parts[Part.ENTRIES][cell] = Entry(KINDS[one.kind].edit_text(before.value(source), one), Origin.SUPPLIED)
    after = Sheet(new, moved)
    return Switched(
        draft=moved, carried=tuple(carried), missing=tuple(_missing(after)), without_place=after.without_place()
    )


def renamed(draft: Draft, new: Program) -> Draft:
    """A copy under another form, with what that form calls otherwise under its new names, quotes too."""
    moved, form = draft.copy(), new.form
    moved.form = form.key
    places = ((renamed_cell(cell, form), entry) for cell, entry in draft.entries.items())
    moved.parts[Part.ENTRIES] = {place: _moved(entry, place, new) for place, entry in places}
    for part in (Part.ROWS, Part.NOT_APPLICABLE):
        moved.parts[part] = {renamed_cell(Cell(item), form).item: value for item, value in draft.parts[part].items()}
    moved.parts[Part.REWORDINGS] = {
        sentence: Rewording(_requoted(one.text, form), _requoted(one.skeleton, form))
        for sentence, one in draft.rewordings.items()
    }
    return moved


def _moved(entry: Entry, place: Cell, new: Program) -> Entry:
    """Only long texts hold quotes; elsewhere braces are what they are."""
    one = new.slot_field((place.item, place.column))
    prose = one is not None and KINDS[one.kind].prose
    return replace(entry, text=_requoted(entry.text, new.form)) if prose else entry


def _requoted(text: str, form: ReportForm) -> str:
    if not form.renamed or "{" not in text:
        return text
    return template(piece if isinstance(piece, str) else Quote(_new_name(piece.name, form)) for piece in pieces(text))


def _new_name(name: str, form: ReportForm) -> str:
    cell = parse_cell(name)
    return name if cell is None else str(renamed_cell(cell, form))


def _carried(before: Sheet, after: Sheet) -> Iterator[tuple[Cell, Cell]]:
    """(new cell, old cell) of figures that the old form computes and the new one holds but cannot compute itself."""
    for item, column in before.program.step_of:
        for row in before.rows(item) if column else ("",):
            source = Cell(item, row, column)
            cell = renamed_cell(source, after.program.form)
            missing = after.value(cell) is None and cell.item not in after.draft.not_applicable
            if before.value(source) is not None and missing and after.takes_entry(cell):
                yield cell, source


def _missing(after: Sheet) -> Iterator[Cell]:
    for item in after.program.places_of:
        if item in after.draft.not_applicable:
            continue
        one = after.program.fields.get(item)
        if one is not None and one.required and after.value(Cell(item)) is None:
            yield Cell(item)
        elif one is None and after.program.tables[item].required:
            yield from _empty(after, item)


def _empty(after: Sheet, table: str) -> Iterator[Cell]:
    entered = [column.id for column in after.program.tables[table].columns if not column.formula]
    if not has_answer(after, table):
        cells = (Cell(table, row, column) for row in after.rows(table) for column in entered)
        asked = (cell for cell in cells if after.takes_entry(cell) and not after.computed(cell))
        yield next(asked, Cell(table, "", entered[0]))
