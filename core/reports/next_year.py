"""从上年结转: next year's report from last year's.

Last year's actuals become the prior-year figures, standing texts come over to be confirmed, achievements and the
year's own figures do not. Documents that were switched off stay so.
"""

from collections.abc import Iterator

from core.forms.kinds import KINDS
from core.forms.program import Program
from core.formulas.cells import Cell, parse_cell
from core.reports.draft import Draft, Entry, Origin, Part
from core.reports.sheet import Sheet
from core.reports.switch import switch
from core.reports.switched import off_items

TO_CONFIRM = "待确认"


def next_year(last: Sheet, program: Program, uid: str, year: int) -> Draft:
    """A new draft under `program` for `year` (the form may be another edition than last year's)."""
    if program is not last.program:
        last = Sheet(program, switch(last.draft, last.program, program).draft)
    draft = Draft(uid=uid, form=program.form.key)
    draft.parts[Part.NOT_APPLICABLE] = dict.fromkeys(off_items(program, last.draft), True)
    entries = draft.parts[Part.ENTRIES]
    if "year" in program.fields:
        entries[Cell("year")] = Entry(str(year))
    for table in program.tables.values():
        if any(column.stays for column in table.columns) and (rows := last.draft.rows(table.id)):
            draft.parts[Part.ROWS][table.id] = rows
    entries.update(_standing(last))
    entries.update(_prior(last, Sheet(program, draft)))
    return draft


def to_confirm(sheet: Sheet) -> tuple[Cell, ...]:
    """Standing texts that came over from last year and that nobody has confirmed yet."""
    return tuple(
        cell
        for cell, entry in sheet.draft.entries.items()
        if entry.origin == Origin.LAST_YEAR and entry.reason == TO_CONFIRM and sheet.field(cell) is not None
    )


def locked(sheet: Sheet, cell: Cell) -> bool:
    """Whether a figure came over from last year and may only be changed with a reason."""
    entry = sheet.draft.entries.get(cell)
    return entry is not None and entry.origin == Origin.LAST_YEAR and entry.reason != TO_CONFIRM


def prior_cells(sheet: Sheet) -> Iterator[Cell]:
    """Every cell that holds a figure of last year."""
    for (item, column), one in sheet.fields.items():
        if one.from_last_year:
            yield from (Cell(item, row, column) for row in (sheet.rows(item) if column else ("",)))


def source_of(sheet: Sheet, prior: Cell) -> Cell:
    """The cell of a report that becomes `prior` a year later: written as an item, `table.column`, or a column."""
    source = sheet.fields[prior.item, prior.column].from_last_year
    if not prior.column:
        return parse_cell(source) or Cell(source)
    table, _, column = source.rpartition(".")
    return Cell(table or prior.item, prior.row, column)


def _standing(last: Sheet) -> Iterator[tuple[Cell, Entry]]:
    for cell, entry in last.draft.entries.items():
        one = last.field(cell)
        if one is not None and one.stays and not one.formula:
            yield cell, Entry(entry.text, Origin.LAST_YEAR, TO_CONFIRM)


def _prior(last: Sheet, new: Sheet) -> Iterator[tuple[Cell, Entry]]:
    for prior in prior_cells(new):
        source, one = source_of(new, prior), new.fields[prior.item, prior.column]
        value = last.value(source)
        if value is not None and new.takes_entry(prior):
            yield prior, Entry(KINDS[one.kind].edit_text(last.words.get(source, value), one), Origin.LAST_YEAR)
