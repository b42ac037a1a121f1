"""What is still to be filled: required answers and chapters, and quotes that have nothing to print."""

from collections.abc import Iterator

from core.forms.model import Section, Table
from core.forms.program import GRID
from core.formulas.cells import Cell
from core.formulas.syntax import CellNode
from core.reports.findings import Finding, Outcome, finding
from core.reports.sentences import Unknown, Words, all_words
from core.reports.sheet import Sheet
from core.reports.sides import blanks
from core.reports.switched import active_sections, place_of


def blank_outcomes(sheet: Sheet) -> Iterator[Outcome]:
    """Required answers in the order of the form, then quotes of what is blank for another reason."""
    told: set[str] = set()
    for section in active_sections(sheet):
        for outcome in _section(sheet, section):
            yield outcome
            if outcome is not None:
                told.add(outcome.place)
    yield from _quotes(sheet, told)


def _section(sheet: Sheet, section: Section) -> Iterator[Finding | None]:
    items = [
        item for item in dict.fromkeys(one.removeprefix(GRID) for one in section.items) if _asked(sheet, section, item)
    ]
    for item in items:
        one = sheet.program.fields.get(item)
        if one is None:
            yield from _table(sheet, sheet.program.tables[item])
        elif one.required:
            yield _required(sheet, Cell(item))
    if section.required and items and not any(has_answer(sheet, item) or _is_required(sheet, item) for item in items):
        yield _untouched(sheet, section, items[0])


def _untouched(sheet: Sheet, section: Section, first: str) -> Finding:
    """A chapter that must be there and in which nothing is filled, though no single answer is asked for."""
    field = first in sheet.program.fields
    facts = {"label": sheet.caption(section.heading)}
    return finding("required", "incomplete", facts, [Cell(first)] if field else (), "" if field else first, section.id)


def _asked(sheet: Sheet, section: Section, item: str) -> bool:
    """Whether the section is the place of an item that applies to this unit."""
    entered = item in sheet.program.places_of and item not in sheet.draft.not_applicable
    return entered and place_of(sheet, item) is section


def _is_required(sheet: Sheet, item: str) -> bool:
    one = sheet.program.fields.get(item) or sheet.program.tables[item]
    return one.required


def has_answer(sheet: Sheet, item: str) -> bool:
    """Whether anything was given for a field or in a table; what the program computes there is no answer."""
    if item in sheet.program.fields:
        return sheet.value(Cell(item)) is not None
    columns = (column.id for column in sheet.program.tables[item].columns if not column.formula)
    filled = (Cell(item, row, column) for column in columns for row in sheet.columns[item, column])
    return not all(sheet.computed(cell) and cell not in sheet.draft.entries for cell in filled)


def _required(sheet: Sheet, cell: Cell) -> Finding | None:
    """A cell that holds something not understood is told as that."""
    if sheet.value(cell) is not None or cell in sheet.problems:
        return None
    return finding("required", "incomplete", {"label": sheet.label(cell)}, [cell])


def _table(sheet: Sheet, table: Table) -> Iterator[Finding | None]:
    if table.required:
        empty, facts = not has_answer(sheet, table.id), {"label": sheet.caption(table.label)}
        yield finding("required", "incomplete", facts, item=table.id) if empty else None
    for column in table.columns:
        if column.required and not column.formula:
            rows = (row for row in sheet.rows(table.id) if not sheet.trees[table.id].adds_up(row))
            cells = (Cell(table.id, row, column.id) for row in rows)
            yield from (_required(sheet, cell) for cell in cells if not sheet.closed(cell) and not sheet.computed(cell))


# -- texts -------------------------------------------------------------------------------------------------------


def _quotes(sheet: Sheet, told: set[str]) -> Iterator[Outcome]:
    """Quotes of what is not there, and quotes that would print as ＿＿; told: where it is said already."""
    for words in all_words(sheet):
        for run in words.runs:
            if isinstance(run, Unknown):
                facts = {"label": words.place, "name": run.name}
                yield finding("quote", "must_fix", facts, words.cells, words.item, run.name)
            elif isinstance(run, Cell) and sheet.value(run) is None and not sheet.closed(run) and str(run) not in told:
                yield from _quoted_blank(sheet, words, run, told)


def _quoted_blank(sheet: Sheet, words: Words, cell: Cell, told: set[str]) -> Iterator[Finding]:
    """A blank quote with what it waits for, each blank answer told once."""
    waits = {one for _, one in blanks(sheet, CellNode(cell))}
    known = any(one in sheet.problems or one.item in told or str(one) in told for one in waits)
    told.update(str(one) for one in (cell, *waits))
    if not known:
        kind = "quoted_blank" if waits == {cell} else "quoted_not_computed"
        facts = {"place": words.place, "label": sheet.label(cell)}
        yield finding(kind, "incomplete", facts, [cell, *sorted(waits - {cell})])
