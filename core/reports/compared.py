"""What has changed in a report since an export: cells and sentences, old beside new."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.forms.kinds import KINDS
from core.forms.program import SENTENCE
from core.forms.templates import pieces
from core.formulas.cells import Cell, parse_cell
from core.numbers import BLANK_PRINT
from core.reports.frozen import Frozen, FrozenFigure, filled_cells, sentences_of
from core.reports.sheet import Sheet

_NOTHING = FrozenFigure("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is otherwise now. old, new: as printed, "" for blank.

    cell, item: where to jump to (cell None and item "" where the report has no such place any more). computed: it
    follows from the others.
    """

    label: str
    old: str
    new: str
    cell: Cell | None = None
    item: str = ""
    computed: bool = False


def compared(then: Frozen, sheet: Sheet) -> tuple[Difference, ...]:
    """What differs from then: typed answers in the order of the report, computed figures, sentences, what is gone."""
    order = {item: place for place, item in enumerate(sheet.program.places_of)}
    cells = sorted(_cells(then, sheet), key=lambda one: order.get(one.cell.item, len(order)) if one.cell else 0)
    typed = [one for one in cells if one.cell is not None and not one.computed]
    derived = [one for one in cells if one.computed]
    gone = [one for one in cells if one.cell is None and not one.computed]
    return (*typed, *derived, *_sentences(then, sheet), *gone)


def _cells(then: Frozen, sheet: Sheet) -> Iterator[Difference]:
    now = {str(cell): cell for cell in filled_cells(sheet)}
    for address in dict.fromkeys((*now, *then.figures)):
        old, cell = then.figures.get(address, _NOTHING), now.get(address) or parse_cell(address)
        place = cell if cell is not None and _has_place(sheet, cell) else None
        before = "" if old.shown == BLANK_PRINT else old.shown
        after = sheet.shown(now[address]) if address in now else ""
        if before != after:
            prose = place is not None and KINDS[sheet.fields[place.item, place.column].kind].prose
            yield Difference(
                label=sheet.label(now[address]) if address in now else old.label or address,
                old=_readable(sheet, before) if prose else before,
                new=_readable(sheet, after) if prose else after,
                cell=place,
                computed=address in now and sheet.computed(now[address]),
            )


def _has_place(sheet: Sheet, cell: Cell) -> bool:
    known = sheet.field(cell) is not None and cell.item in sheet.program.places_of
    return known and (not cell.column or cell.row in sheet.rows(cell.item))


def _readable(sheet: Sheet, text: str) -> str:
    """A prose with the names of quoted data instead of their addresses."""
    return "".join(one if isinstance(one, str) else f"［{_named(sheet, one.name)}］" for one in pieces(text))


def _named(sheet: Sheet, address: str) -> str:
    cell = parse_cell(address)
    return sheet.label(cell) if cell is not None else address


def _sentences(then: Frozen, sheet: Sheet) -> Iterator[Difference]:
    now = sentences_of(sheet)
    for id, old in then.sentences.items():
        if id in now and now[id] != old:
            label = sheet.caption(sheet.program.sentences[id].sentence.label)
            yield Difference(label=label, old=old, new=now[id], item=SENTENCE + id, computed=True)
