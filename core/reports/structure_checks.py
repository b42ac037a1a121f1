"""What every form is examined for, whatever its definition: totals against parts, blanks, units, quotes.

Each check yields a Finding, or None when it was made and passed.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.errors import MESSAGES
from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.forms.kinds import KINDS
from core.forms.model import Field, Row, Table
from core.forms.program import SENTENCE
from core.numbers import half_units
from core.reports.draft import Origin
from core.reports.findings import Finding
from core.reports.sentences import Unknown, prose, say
from core.reports.sheet import Sheet

Outcome = Finding | None

SUSPECT_RATIO = 1000
SUSPECT_FROM = Decimal(10_000)
"""万元: below this a township's figure is not called a mistaken unit."""


def finding(kind: str, level: str, cells: Iterable[Cell] = (), item: str = "", **facts: str) -> Finding:
    """A finding whose sentences are the catalogue's `check.KIND` and `check.KIND.action`."""
    return Finding(
        code=f"S-{kind}", level=level, cells=tuple(cells), item=item, text=MESSAGES[f"check.{kind}"].format(**facts),
        action=MESSAGES.get(f"check.{kind}.action", ""), left=facts.get("left", ""), right=facts.get("right", ""),
        difference=facts.get("difference", ""),
    )  # fmt: skip


def structure_findings(sheet: Sheet) -> Iterator[Outcome]:
    """All of them, in the order of the form."""
    for cell, wrong in sheet.problems.items():
        yield finding("not_understood", "must_fix", [cell], label=sheet.label(cell), text=wrong.text)
    yield from _supplied(sheet)
    for table in sheet.program.tables.values():
        if table.id not in sheet.draft.not_applicable:
            yield from _parts(sheet, table)
            yield from _rows(sheet, table)
            yield from _magnitudes(sheet, table)
    yield from _required(sheet)
    yield from _quotes(sheet)


def _supplied(sheet: Sheet) -> Iterator[Outcome]:
    for cell, derived in sheet.derived.items():
        if derived is None or sheet.draft.entries[cell].origin == Origin.OVERRIDDEN:
            continue
        given, one = sheet.typed[cell.item, cell.column][cell.row], sheet.fields[cell.item, cell.column]
        if not isinstance(given, Decimal) or given == derived:
            yield None
            continue
        yield _disagreement(sheet, cell, given, derived, one)


def _disagreement(sheet: Sheet, cell: Cell, given: Decimal, derived: Decimal, one: Field) -> Outcome:
    kind, formula = KINDS[one.kind], sheet.formula(cell)
    terms = sum(sheet.value(part) is not None for part in bound_cells(formula)) if formula else 0
    inside = abs(given - derived) < half_units(terms, kind.value_places(one) or 0)
    found = finding(
        "supplied", "hint" if inside else "must_fix", [cell, *(bound_cells(formula) if formula else ())], label=sheet.label(cell),
        left=kind.quote(given, one), right=kind.quote(derived, one), difference=kind.quote(abs(given - derived), one),
    )  # fmt: skip
    if not inside:
        return found
    return Finding(
        code=found.code, level="hint", cells=found.cells, left=found.left, right=found.right, difference=found.difference,
        text=MESSAGES["check.rounding"].format(text=found.text),
    )  # fmt: skip


def _parts(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    for row in table.rows:
        for column in table.columns:
            if row.parts == "some" and column.sums:
                yield _part(sheet, table, row, column)


def _part(sheet: Sheet, table: Table, row: Row, column: Field) -> Outcome:
    inside = [Cell(table.id, part, column.id) for part in sheet.trees[table.id].inside[row.id]]
    filled = [value for cell in inside if (value := sheet.value(cell)) is not None]
    whole, cell = sheet.value(Cell(table.id, row.id, column.id)), Cell(table.id, row.id, column.id)
    if not filled or (whole is not None and sum(filled) <= whole):
        return None
    kind, limit, total = KINDS[column.kind], whole or Decimal(0), Decimal(sum(filled))
    return finding(
        "parts", "must_fix", [cell, *inside], label=sheet.label(cell), left=kind.quote(total, column),
        right=kind.quote(limit, column), difference=kind.quote(total - limit, column),
    )  # fmt: skip


def _rows(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    bounds = [(table.free, "", table.label)] + [(row.free, row.id, row.label) for row in table.rows]
    for free, group, label in bounds:
        if free is None:
            continue
        found = sum(row.group == group for row in sheet.draft.rows(table.id))
        wrong = not free[0] <= found <= free[1]
        first = Cell(table.id, "", "")
        facts = {"label": sheet.caption(label), "least": str(free[0]), "most": str(free[1]), "found": str(found)}
        yield finding("rows", "incomplete", [first], table.id, **facts) if wrong else None


def _magnitudes(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    for column in table.columns:
        if column.kind != "money" or column.formula:
            continue
        leaves = [row for row in sheet.rows(table.id) if not sheet.trees[table.id].inside[row]]
        filled = [(value, Cell(table.id, row, column.id)) for row in leaves if (value := sheet.value(Cell(table.id, row, column.id)))]
        if len(filled) > 1:
            yield _magnitude(sheet, column, sorted(filled, reverse=True))


def _magnitude(sheet: Sheet, column: Field, filled: list[tuple[Decimal, Cell]]) -> Outcome:
    (most, cell), (next_most, other) = filled[:2]
    if most < SUSPECT_FROM or most < SUSPECT_RATIO * abs(next_most):
        return None
    kind = KINDS[column.kind]
    return finding(
        "magnitude", "explain", [cell, other], label=sheet.label(cell), left=kind.quote(most, column),
        right=kind.quote(next_most, column), times=str(int(most / next_most)),
    )  # fmt: skip


def _required(sheet: Sheet) -> Iterator[Outcome]:
    for id in sheet.program.places_of:
        if id in sheet.draft.not_applicable:
            continue
        one = sheet.program.fields.get(id)
        if one is not None and one.required:
            yield finding("required", "incomplete", [Cell(id)], label=sheet.label(Cell(id))) if sheet.value(Cell(id)) is None else None
        elif one is None:
            yield from _required_table(sheet, sheet.program.tables[id])


def _required_table(sheet: Sheet, table: Table) -> Iterator[Outcome]:
    entered = [column for column in table.columns if not column.formula]
    if table.required:
        empty = not any(sheet.columns[table.id, column.id] for column in entered)
        first = next(iter(sheet.rows(table.id)), "")
        cell = Cell(table.id, first, entered[0].id) if first else Cell(table.id)
        yield finding("required", "incomplete", [cell], table.id, label=sheet.caption(table.label)) if empty else None
    for column in entered:
        for row in sheet.rows(table.id) if column.required else ():
            cell = Cell(table.id, row, column.id)
            yield finding("required", "incomplete", [cell], label=sheet.label(cell)) if sheet.value(cell) is None else None


def _quotes(sheet: Sheet) -> Iterator[Outcome]:
    for id, sentence in sheet.program.sentences.items():
        said, label = say(sheet, id), sheet.caption(sentence.sentence.label)
        unknown = [run for run in said.runs if isinstance(run, Unknown)]
        yield from (finding("quote", "must_fix", item=SENTENCE + id, label=label, name=run.name) for run in unknown)
        if said.reworded:
            quoted = [run for run in said.runs if isinstance(run, Cell)]
            yield finding("stale", "explain", quoted, SENTENCE + id, label=label) if said.stale else None
    for cell in sheet.draft.entries:
        one = sheet.field(cell)
        if one is None or not KINDS[one.kind].prose:
            continue
        unknown = [run for run in prose(sheet, sheet.draft.entries[cell].text) if isinstance(run, Unknown)]
        yield from (finding("quote", "must_fix", [cell], label=sheet.label(cell), name=run.name) for run in unknown)
