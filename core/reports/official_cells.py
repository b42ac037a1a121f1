"""What the cells of an official table hold for one row: a figure, a text with quotes, or paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from core.forms.grids import CellItem, CellItems, CompiledCell
from core.forms.kinds import KINDS
from core.forms.texts import STANDARD, RowLabel, TextPiece
from core.formulas.cells import Cell
from core.reports.document import Figure, GridCell, Paragraph
from core.reports.document import Run as Printed
from core.reports.figures import figure, printed, prose_lines, prose_paragraphs, sentence_paragraph
from core.reports.sentences import text_runs
from core.reports.sheet import Sheet
from core.reports.tables import value_cell


class Cells:
    """What compiled cells hold for a row. home: the table whose row it is; bare: figures without their unit.

    centred: all but words stands in the middle, as in tables that are forms.
    """

    def __init__(self, sheet: Sheet, home: str, *, bare: bool, head: bool = False, centred: bool = False) -> None:
        self.sheet, self.home, self.bare, self.head, self.centred = sheet, home, bare, head, centred

    def made(self, cell: CompiledCell, row: str, *, empty: bool = False) -> GridCell | str:
        """The cell, or the sign of a join. empty: of a line that is still to be filled."""
        if isinstance(cell, str):
            return cell
        if isinstance(cell, CellItems):
            return GridCell() if empty else self._items(cell.items, row)
        if empty and not all(isinstance(piece, str) for piece in cell):
            return GridCell()
        return self._text(cell, row)

    def answers(self, cell: CompiledCell, row: str) -> Iterator[Cell]:
        """The answers that the cell is made of, also those without anything to say."""
        if isinstance(cell, CellItems):
            for item in cell.items:
                yield from self._answers_of(item, row)
        elif not isinstance(cell, str):
            yield from self._quoted(cell, row)

    def _answers_of(self, item: CellItem, row: str) -> Iterable[Cell]:
        if item.kind == "text":
            return self._quoted(item.text, row)
        wanted = item.kind in ("column", "field") and not (row and self._is_closed(item, row))
        return [self._cell_of(item, row)] if wanted else []

    def _quoted(self, text: Sequence[TextPiece], row: str) -> list[Cell]:
        return [run for run in text_runs(self.sheet, text, row, self.home) if isinstance(run, Cell)]

    def _text(self, text: Sequence[TextPiece], row: str) -> GridCell:
        quoted = text_runs(self.sheet, text, row, self.home)
        if self.bare and len(quoted) == 1 and isinstance(quoted[0], Cell):
            return self._value(quoted[0])
        runs = printed(self.sheet, quoted)
        runs = unmarked(runs) if self.bare else runs
        words = any(isinstance(run, str) for run in runs)
        says = any(isinstance(piece, RowLabel) and piece.name == STANDARD for piece in text)
        naming = words and not says and all(isinstance(run, str) or run.kind == "year" for run in runs)
        label = self.head or naming
        return GridCell(paragraphs=(Paragraph(runs=runs, role="cell_label" if label else "cell"),), label=label)

    def _value(self, cell: Cell) -> GridCell:
        one = self.sheet.fields[cell.item, cell.column]
        alone = bool(one.unit_column) and self.sheet.value(cell) is not None  # no head says the unit of such a column
        centred = self.centred and one.kind != "text"
        return value_cell(self.sheet, cell, quoted=alone, align="center" if centred else "")

    def _printed(self, text: Sequence[TextPiece], row: str) -> tuple[Printed, ...]:
        runs = printed(self.sheet, text_runs(self.sheet, text, row, self.home))
        return unmarked(runs) if self.bare else runs

    def _items(self, items: Sequence[CellItem], row: str) -> GridCell:
        """Items as paragraphs; of several, those that say nothing in this row are left out."""
        open_items = [item for item in items if not self._is_closed(item, row)]
        if (lone := self._lone(open_items, row)) is not None:
            return lone
        told = [(item, tuple(self._item(item, row))) for item in open_items]
        if len(told) > 1:
            told = [one for one in told if _says(*one)] or [one for one in told if one[0].kind != "text"][:1]
            if (lone := self._lone([item for item, _ in told], row)) is not None:
                return lone
        return GridCell(paragraphs=tuple(paragraph for _, paragraphs in told for paragraph in paragraphs))

    def _lone(self, items: Sequence[CellItem], row: str) -> GridCell | None:
        """The cell of one item that is nothing but an answer, where such stand bare; None for all else."""
        cell = self._figure_of(items[0], row) if self.bare and len(items) == 1 else None
        return self._value(cell) if cell is not None else None

    def _figure_of(self, item: CellItem, row: str) -> Cell | None:
        """The one answer that an item consists of, unless that is a long text."""
        if item.kind == "text":
            quoted = text_runs(self.sheet, item.text, row, self.home)
            return quoted[0] if len(quoted) == 1 and isinstance(quoted[0], Cell) else None
        if item.kind not in ("column", "field"):
            return None
        cell = self._cell_of(item, row)
        return None if KINDS[self.sheet.fields[cell.item, cell.column].kind].prose else cell

    def _cell_of(self, item: CellItem, row: str) -> Cell:
        return Cell(item.id) if item.kind == "field" else Cell(self.home, row, item.id)

    def _is_closed(self, item: CellItem, row: str) -> bool:
        """Whether the row has no place for this column: nothing is computed there, and nothing can be typed."""
        cell = self._cell_of(item, row)
        return item.kind == "column" and not self.sheet.computed(cell) and not self.sheet.takes_entry(cell)

    def _item(self, item: CellItem, row: str) -> Iterable[Paragraph]:
        match item.kind:
            case "sentence":
                made = sentence_paragraph(self.sheet, item.id, "cell")
                return (made,) if made.runs else ()
            case "text":
                return (Paragraph(runs=self._printed(item.text, row), role="cell"),)
            case "why":
                loss = self.sheet.loss(self._cell_of(item, row))
                return (Paragraph(runs=(loss,), role="cell"),) if loss else ()
            case _:
                return self._answer(self._cell_of(item, row))

    def _answer(self, cell: Cell) -> Iterable[Paragraph]:
        if not KINDS[self.sheet.fields[cell.item, cell.column].kind].prose:
            return (Paragraph(runs=(figure(self.sheet, cell, quoted=not self.bare),), role="cell"),)
        if not cell.column:
            return prose_paragraphs(self.sheet, cell.item, "cell")
        return (Paragraph(runs=runs, role="cell") for _, runs in prose_lines(self.sheet, cell))


def _says(item: CellItem, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether there is anything to read: a column that is filled, a text none of whose numbers lacks."""
    figures = [run for paragraph in paragraphs for run in paragraph.runs if isinstance(run, Figure)]
    if item.kind == "column":
        return bool(paragraphs) and all(one.value is not None for one in figures)
    if item.kind == "text":
        numbers = [one for one in figures if KINDS[one.kind].figure]
        return all(one.value is not None for one in numbers or figures)
    return bool(paragraphs)


def unmarked(runs: Iterable[Printed]) -> tuple[Printed, ...]:
    """Runs in which a blank is left free to be written in by hand."""
    return tuple(replace(run, text="") if isinstance(run, Figure) and run.value is None else run for run in runs)
