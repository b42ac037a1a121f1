"""Rows that have a document of their own: whose row an answer belongs to, and how far the document of each row is."""

from collections.abc import Iterator

from core.formulas.cells import Cell
from core.reports.findings import Examination
from core.reports.progress import State
from core.reports.sheet import Sheet

_GRAVEST = (("must_fix", State.MUST_FIX), ("explain", State.EXPLAIN), ("incomplete", State.INCOMPLETE))


def owner_of(sheet: Sheet, table: str, cell: Cell) -> str:
    """The row of a table that an answer is about: its own, or the one that owns its row; "" for none."""
    if cell.item == table:
        return cell.row if cell.row in sheet.trees[table].depth else ""
    held = sheet.program.tables.get(cell.item)
    if held is None or held.belongs_to != table:
        return ""
    return next((row.owner for row in sheet.draft.rows(cell.item) if row.id == cell.row), "")


def row_states(sheet: Sheet, examination: Examination, table: str) -> dict[str, State]:
    """How far the document of each row is, by row id: by what is found in it, else whether it owns any row yet."""
    owners = {row: row for row in sheet.rows(table)} | dict(_owners(sheet, table))
    found: dict[str, set[str]] = {}
    for finding in examination.findings:
        rows = {owners[cell.row] for cell in finding.cells if cell.row in owners and not finding.explained}
        for row in rows:
            found.setdefault(row, set()).add(finding.level)
    return {row: _state(sheet, table, row, found.get(row, set())) for row in sheet.rows(table)}


def _owners(sheet: Sheet, table: str) -> Iterator[tuple[str, str]]:
    for one in sheet.program.tables.values():
        if one.belongs_to == table:
            yield from ((row.id, row.owner) for row in sheet.draft.rows(one.id))


def _state(sheet: Sheet, table: str, row: str, levels: set[str]) -> State:
    grave = next((state for level, state in _GRAVEST if level in levels), None)
    if grave is not None:
        return grave
    owned = [one.id for one in sheet.program.tables.values() if one.belongs_to == table]
    begun = not owned or any(sheet.owned[one].get(row) for one in owned)
    return State.DONE if begun else State.INCOMPLETE
