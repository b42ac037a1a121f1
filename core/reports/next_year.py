"""从上年结转: next year's report from last year's.

Last year's actuals become the prior-year figures, standing texts come over to be confirmed, achievements and the
year's own figures do not.
"""

from collections.abc import Iterator

from core.formulas.cells import Cell, parse_cell
from core.forms.kinds import KINDS
from core.forms.model import Field
from core.forms.program import Program
from core.reports.draft import Draft, Entry, Origin, Part
from core.reports.sheet import Sheet

TO_CONFIRM = "待确认"


def next_year(last: Sheet, program: Program, uid: str, year: int) -> Draft:
    """A new draft under `program` for `year` (the form may be another edition than last year's)."""
    draft = Draft(uid=uid, form=program.form.key)
    entries = draft.parts[Part.ENTRIES]
    if "year" in program.fields:
        entries[Cell("year")] = Entry(str(year))
    for table in program.tables.values():
        if any(column.stays for column in table.columns) and (rows := last.draft.rows(table.id)):
            draft.parts[Part.ROWS][table.id] = rows
    entries.update(_standing(last, program))
    entries.update(_prior(last, program))
    return draft


def to_confirm(sheet: Sheet) -> tuple[Cell, ...]:
    """Standing texts that came over from last year and that nobody has confirmed yet."""
    return tuple(
        cell for cell, entry in sheet.draft.entries.items()
        if entry.origin == Origin.LAST_YEAR and entry.reason == TO_CONFIRM and sheet.field(cell) is not None
    )  # fmt: skip


def locked(sheet: Sheet, cell: Cell) -> bool:
    """Whether a figure came over from last year and may only be changed with a reason."""
    entry = sheet.draft.entries.get(cell)
    return entry is not None and entry.origin == Origin.LAST_YEAR and entry.reason != TO_CONFIRM


def _standing(last: Sheet, program: Program) -> Iterator[tuple[Cell, Entry]]:
    for cell, entry in last.draft.entries.items():
        one = program.slot_field((cell.item, cell.column))
        if one is not None and one.stays and not one.formula:
            yield cell, Entry(entry.text, Origin.LAST_YEAR, TO_CONFIRM)


def _prior(last: Sheet, program: Program) -> Iterator[tuple[Cell, Entry]]:
    for (item, column), one in program.slots():
        if not one.from_last_year:
            continue
        rows = [row.id for row in program.tables[item].rows] if column else [""]
        for row in rows:
            value = last.value(_source(one, item, row))
            if value is not None:
                yield Cell(item, row, column), Entry(KINDS[one.kind].edit_text(value, one), Origin.LAST_YEAR)


def _source(one: Field, item: str, row: str) -> Cell:
    """Last year's cell: another column of the same row, or an item of its own."""
    named = parse_cell(one.from_last_year)
    return Cell(item, row, one.from_last_year) if row else named or Cell(one.from_last_year)
