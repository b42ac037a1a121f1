"""What every form is examined for, whatever its definition: totals against parts, blanks, units, quotes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from core.errors import MESSAGES
from core.forms.kinds import KINDS
from core.forms.model import Field, Row, Table
from core.forms.program import SENTENCE
from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.formulas.syntax import CellsNode, Formula
from core.reports.draft import Origin
from core.reports.findings import Finding, Outcome, finding
from core.reports.next_year import prior_cells, source_of
from core.reports.rounding import envelope
from core.reports.sentences import plain, say
from core.reports.sheet import Sheet

STALE = "S-stale"
SUSPECT_RATIO = 1000
SUSPECT_FROM = Decimal(10_000)
"""万元: below this a township's figure is not called a mistaken unit."""


def structure_outcomes(sheet: Sheet) -> Iterator[Outcome]:
    """All of them."""
    for cell, wrong in sorted(sheet.problems.items()):
        yield finding("not_understood", "must_fix", {"label": sheet.label(cell), "text": wrong.text}, [cell])
    yield from _given(sheet)
    yield from _against_last_year(sheet)
    for table in sheet.program.tables.values():
        if table.id not in sheet.draft.not_applicable:
            yield from _parts(sheet, table)
            yield from _row_counts(sheet, table)
            yield from _magnitudes(sheet, table)
    yield from _stale(sheet)


# -- figures that were given where one is computed ---------------------------------------------------------------


def _given(sheet: Sheet) -> Iterator[Outcome]:
    for cell, derived in sorted(sheet.derived.items()):
        one = sheet.fields[cell.item, cell.column]
        given = sheet.typed[cell.item, cell.column][cell.row]
        entry = sheet.draft.entries[cell]
        if entry.origin == Origin.OVERRIDDEN:
            yield None if entry.reason else _overridden(sheet, cell, one, given, derived)
        elif derived is not None:
            yield None if given == derived else _supplied(sheet, cell, one, given, derived)


def _overridden(sheet: Sheet, cell: Cell, one: Field, given: Any, derived: Any) -> Finding:
    right = "空白" if derived is None else KINDS[one.kind].quote(derived, one)
    facts = {"label": sheet.label(cell), "left": KINDS[one.kind].quote(given, one), "right": right}
    return finding("overridden", "explain", facts, [cell])


def _supplied(sheet: Sheet, cell: Cell, one: Field, given: Any, derived: Any) -> Finding:
    formula = sheet.formula(cell)
    own, parts = Formula("", CellsNode((cell,))), bound_cells(formula) if formula else ()
    allowed = envelope(sheet, [own, formula]) if formula else Decimal(0)
    return _missed("supplied", sheet, (cell, *parts), one, (given, derived), allowed)


def _missed(
    kind: str, sheet: Sheet, cells: tuple[Cell, ...], one: Field, sides: tuple[Decimal, Decimal], allowed: Decimal
) -> Finding:
    """Two figures that should meet: must be put right, or only told where rounding explains the difference."""
    quote, difference = KINDS[one.kind].quote, abs(sides[0] - sides[1])
    facts = {"left": quote(sides[0], one), "right": quote(sides[1], one), "difference": quote(difference, one)}
    found = finding(kind, "must_fix", {"label": sheet.label(cells[0]), **facts}, cells)
    if difference >= allowed:
        return found
    return Finding(
        code=found.code,
        level="hint",
        text=MESSAGES["check.rounding"].format(text=found.text),
        cells=found.cells,
        left=found.left,
        right=found.right,
        difference=found.difference,
    )


# -- tables ------------------------------------------------------------------------------------------------------


def _parts(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    for row in table.rows:
        for column in table.columns:
            if row.parts == "some" and column.sums:
                yield from _part(sheet, table, row, column)


def _part(sheet: Sheet, table: Table, row: Row, column: Field) -> Iterator[Outcome]:
    whole = Cell(table.id, row.id, column.id)
    inside = tuple(Cell(table.id, part, column.id) for part in sheet.trees[table.id].inside[row.id])
    filled = [value for cell in inside if (value := sheet.value(cell)) is not None]
    limit, total = sheet.value(whole), sum(filled, Decimal(0))
    if not filled:
        return
    if limit is None:
        yield finding("required", "incomplete", {"label": sheet.label(whole)}, [whole])
    elif total <= limit:
        yield None
    else:
        allowed = envelope(sheet, [Formula("", CellsNode((whole, *inside)))])
        yield _missed("parts", sheet, (whole, *inside), column, (total, limit), allowed)


def _row_counts(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    bounds = [(table.free, "", table.label)] + [(row.free, row.id, row.label) for row in table.rows]
    for free, group, label in bounds:
        if free is None:
            continue
        found = sum(row.group == group for row in sheet.draft.rows(table.id))
        level = "incomplete" if found < free[0] else "must_fix"
        facts = {"label": sheet.caption(label), "least": str(free[0]), "most": str(free[1]), "found": str(found)}
        within = free[0] <= found <= free[1]
        yield None if within else finding("rows", level, facts, item=table.id, words=group)


def _magnitudes(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    tree = sheet.trees[table.id]
    leaves = [row for row in tree.depth if not tree.inside[row]]
    for column in table.columns:
        if column.kind == "money" and not column.formula:
            cells = [Cell(table.id, row, column.id) for row in leaves]
            filled = sorted(((abs(value), cell) for cell in cells if (value := sheet.value(cell))), reverse=True)
            if len(filled) > 1:
                yield _magnitude("magnitude", sheet, filled[0], filled[1])


def _against_last_year(sheet: Sheet) -> Iterator[Outcome]:
    for prior in prior_cells(sheet):
        one, now = sheet.field(prior), source_of(sheet, prior)
        if one is None or one.kind != "money" or not sheet.value(prior) or not sheet.value(now):
            continue
        pair = sorted(((abs(sheet.value(cell)), cell) for cell in (prior, now)), reverse=True)
        yield _magnitude("magnitude_of_year", sheet, pair[0], pair[1])


def _magnitude(kind: str, sheet: Sheet, most: tuple[Decimal, Cell], other: tuple[Decimal, Cell]) -> Outcome:
    if most[0] < SUSPECT_FROM or most[0] < SUSPECT_RATIO * other[0]:
        return None
    facts = {"label": sheet.label(most[1]), "left": sheet.quoted(most[1]), "right": sheet.quoted(other[1])}
    facts |= {"other": sheet.label(other[1]), "times": str(int(most[0] / other[0]))}
    return finding(kind, "explain", facts, [most[1], other[1]])


# -- reworded sentences ------------------------------------------------------------------------------------------


def _stale(sheet: Sheet) -> Iterator[Outcome]:
    for sentence in sheet.program.sentences.values():
        said = say(sheet, sentence.sentence.id)
        item = SENTENCE + sentence.sentence.id
        if not said.reworded or item in sheet.draft.not_applicable:
            continue
        label = sheet.caption(sentence.sentence.label)
        facts = {"label": label, "left": plain(sheet, said.runs), "right": plain(sheet, said.generated)}
        yield finding("stale", "explain", facts, item=item) if said.stale else None
