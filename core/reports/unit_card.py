"""The unit's card: its standing one-line answers, remembered from its last report so that they are typed once.

Long standing texts are not on it: they come over with 从上年结转 only.
"""

from collections.abc import Mapping

from core.forms.kinds import KINDS
from core.forms.program import Program
from core.formulas.cells import Cell, parse_cell
from core.reports.draft import Draft, Entry, Origin, Part
from core.reports.next_year import TO_CONFIRM
from core.reports.sheet import Sheet

UNIT, YEAR = Cell("reporting_unit"), Cell("year")
"""The two answers that a report is known by."""


def unit_card(sheet: Sheet) -> dict[str, str]:
    """The typed texts of the unit's standing answers, by address."""
    return {str(cell): entry.text for cell, entry in sheet.draft.entries.items() if _on_card(sheet.program, cell)}


def new_report(program: Program, uid: str, unit: str, year: str, card: Mapping[str, str]) -> Draft:
    """A new draft of this unit and year; what the card knows comes over to be confirmed."""
    draft = Draft(uid=uid, form=program.form.key)
    entries = draft.parts[Part.ENTRIES]
    known = {parse_cell(address): text for address, text in card.items()}
    for cell, text in known.items():
        if cell is not None and _on_card(program, cell):
            entries[cell] = Entry(text, Origin.LAST_YEAR, TO_CONFIRM)
    for cell, text in ((UNIT, unit), (YEAR, year)):
        if cell.item in program.fields and text:
            entries[cell] = Entry(text)
    return draft


def _on_card(program: Program, cell: Cell) -> bool:
    one = None if cell.column else program.fields.get(cell.item)
    return one is not None and one.stays and not one.formula and not KINDS[one.kind].prose
