"""What a filled workbook would change in a report: shown to the clerk before anything is taken over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.numbers import Quantity
from core.reports.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAnswer:
    """An input cell that says something else in the workbook. old, new: as the screen shows them; text: what to enter.

    problem: why the new text is not understood ("" where it is).
    """

    cell: Cell
    label: str
    old: str
    new: str
    text: str
    problem: str = ""


def changed_answers(sheet: Sheet, answers: Iterable[tuple[Cell, str]]) -> tuple[ChangedAnswer, ...]:
    """The answers that differ from the report's; cells that this report does not take are passed over."""
    return tuple(_changed(sheet, answers))


def _changed(sheet: Sheet, answers: Iterable[tuple[Cell, str]]) -> Iterator[ChangedAnswer]:
    for cell, text in answers:
        one = sheet.field(cell)
        if one is None or not sheet.takes_entry(cell):
            continue
        text = text.removesuffix(sheet.unit(cell, one)) if one.unit_column else text  # its format shows the row's unit
        value, wrong = KINDS[one.kind].parse(text, one)
        if wrong is None and _plain(value) == _plain(sheet.words.get(cell, sheet.value(cell))):
            continue
        if sheet.computed(cell) and value is None and cell not in sheet.draft.entries:
            continue
        new = "" if value is None else KINDS[one.kind].screen(value, one)
        yield ChangedAnswer(
            cell=cell, label=sheet.label(cell), old=sheet.screen(cell), new=text if wrong else new, text=text,
            problem=wrong.text if wrong else "",
        )  # fmt: skip


def _plain(value: Any) -> Any:
    """A quantity without words counts as its number."""
    return value.number if isinstance(value, Quantity) and value == Quantity(value.number) else value
