"""舍位: which part takes the cent when rounded parts miss a total that was given.

Only what rounding can explain is proposed: as many cents as there are parts at most. They go to the parts whose typed
text says more than its rounded value (13662747元 is 1366.2747万元), largest remainder first, then to the largest.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.numbers import last_place
from core.reports.draft import Entry, Origin
from core.reports.next_year import locked
from core.reports.rounding import added_up, envelope
from core.reports.sheet import Sheet


def propose(sheet: Sheet, total: Cell) -> tuple[tuple[Cell, Entry], ...]:
    """The entries that make the parts meet the given total; none where they meet, or differ by more than rounding."""
    formula, derived = sheet.formula(total), sheet.derived.get(total)
    one, given = sheet.field(total), sheet.typed.get((total.item, total.column), {}).get(total.row)
    if formula is None or one is None or not isinstance(derived, Decimal) or not isinstance(given, Decimal):
        return ()
    places = KINDS[one.kind].value_places(one)
    parts = _typed_parts(sheet, added_up(sheet, formula.root) or ())
    missing = given - derived
    if not places or not missing or abs(missing) >= envelope(sheet, [formula]) + last_place(places) / 2:
        return ()
    cents = int(abs(missing) / last_place(places))
    step = last_place(places).copy_sign(missing)
    ordered = sorted(parts, key=lambda cell: _claim(sheet, cell, missing > 0), reverse=True)
    return tuple((cell, _with(sheet, cell, step)) for cell in ordered[:cents]) if cents <= len(parts) else ()


def _typed_parts(sheet: Sheet, cells: Iterable[Cell]) -> list[Cell]:
    """The parts that can be changed, none that is locked: a part that is itself a sum stands for what it adds up."""
    found: list[Cell] = []
    for cell in cells:
        formula = None if cell in sheet.derived else sheet.formula(cell)
        if formula is not None:
            found += _typed_parts(sheet, added_up(sheet, formula.root) or ())
        elif isinstance(sheet.value(cell), Decimal) and sheet.value(cell) and not locked(sheet, cell):
            found.append(cell)
    return found


def _claim(sheet: Sheet, cell: Cell, upwards: bool) -> tuple[Decimal, Decimal]:
    """What rounding took from a part (or, for a cent to be taken away, gave to it); then its size."""
    one, value = sheet.fields[cell.item, cell.column], sheet.value(cell)
    exact, _ = KINDS[one.kind].parse(sheet.draft.entries[cell].text, replace(one, exact=True))
    return (exact - value if upwards else value - exact), abs(value)


def _with(sheet: Sheet, cell: Cell, step: Decimal) -> Entry:
    one = sheet.fields[cell.item, cell.column]
    text = KINDS[one.kind].edit_text(sheet.value(cell) + step, one)
    return Entry(text, Origin.ROUNDED, f"原填{sheet.draft.entries[cell].text}")
