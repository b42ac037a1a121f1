"""The official tables of one form made ready to print: what each cell holds, and what a row of the definition asks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from core.errors import problem
from core.forms.model import BlankRows, BlankWorkbook, Field, GridRows, GridText, Section, Sentence, Table, titled
from core.forms.texts import TextCompiler, TextPiece, asked_by, run_of
from core.formulas.evaluate import Run, Slot
from core.formulas.names import did_you_mean
from core.formulas.syntax import Ref

SENTENCE, WHY = "sentence:", "why:"
"""What stands before the id of an item: a generated paragraph, why points of a column were lost."""

JOINS = LEFT, UP = "<", "^"
"""Grid cells that join the one on the left, or the one above."""


@dataclass(frozen=True, slots=True)
class CellItem:
    """A paragraph of its own in a grid cell. kind: "field", "sentence", "column" or "why" (of its id), or "text"."""

    kind: str
    id: str = ""
    text: tuple[TextPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class CellItems:
    """A grid cell of paragraphs, of which those without anything to say are left out."""

    items: tuple[CellItem, ...]


CompiledCell = str | tuple[TextPiece, ...] | CellItems
"""A join, a text with quotes, or paragraphs."""


def told_by(cell: CompiledCell, home: str) -> Iterator[Slot]:
    """The answers that a cell quotes, by table and column. home: the table whose row it is."""
    if isinstance(cell, CellItems):
        for item in cell.items:
            yield from [(home, item.id)] if item.kind == "column" else told_by(item.text, home)
    elif not isinstance(cell, str):
        yield from ((piece.item, piece.column) for piece in cell if isinstance(piece, Ref))


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledGridRow:
    """A grid row.

    home: the table whose row bare names mean ("" for none); captions: leading cells that stand once beside all its
    lines; asks: what its condition reads.
    """

    row: GridRows
    cells: tuple[CompiledCell, ...]
    home: str
    when: Run | None
    captions: int = 0
    asks: frozenset[Slot] = frozenset()


@dataclass(frozen=True, slots=True)
class CompiledBlank:
    """What goes into a county's blank workbook: cells by address, and rows with their cells by column letters.

    home: the table whose row the cells name ("" for none).
    """

    home: str
    cells: dict[str, CompiledCell]
    rows: tuple[tuple[BlankRows, dict[str, CompiledCell]], ...]


class GridCompiler:
    """Compiles grids over what the form holds; tells the problems to those of its texts."""

    def __init__(
        self,
        texts: TextCompiler,
        fields: Mapping[str, Field],
        tables: Mapping[str, Table],
        sentences: Mapping[str, Sentence],
    ) -> None:
        self.texts, self.fields, self.tables, self.sentences = texts, fields, tables, sentences

    def rows(self, section: Section, repeat: str = "") -> Iterator[CompiledGridRow]:
        """The rows of a section's grid. repeat: the table for each of whose rows the document is made."""
        for row in section.grid:
            at = f"章节{titled(section.heading, section.id)} › {row.line}"
            if row.each and row.each not in self.tables:
                self._unknown(row.each, self.tables, at)
            else:
                yield self._row(row, at, row.each or repeat)

    def blank(self, workbook: BlankWorkbook, at: str, repeat: str = "") -> CompiledBlank:
        """The map of a blank workbook; rows of what is no table are left out."""
        cells = {place: self._cell(cell, f"{at} › {place}", repeat) for place, cell in workbook.cells.items()}
        rows = []
        for number, one in enumerate(workbook.rows, 1):
            place = f"{at} › rows › 第{number}个"
            if one.each in self.tables:
                columns = {key: self._cell(cell, f"{place} › {key}", one.each) for key, cell in one.columns.items()}
                rows.append((one, columns))
            else:
                self._unknown(one.each, self.tables, place)
        return CompiledBlank(repeat, cells, tuple(rows))

    def _row(self, row: GridRows, at: str, home: str) -> CompiledGridRow:
        cells = tuple(self._cell(cell, at, home) for cell in row.cells)
        when = self.texts.condition(row.when, at, home)
        asks = asked_by(when) | {(row.each, column) for column in row.where}
        captions = _captions(cells) if row.each else 0
        return CompiledGridRow(row=row, cells=cells, home=home, when=run_of(when), captions=captions, asks=asks)

    def _cell(self, cell: GridText, at: str, home: str) -> CompiledCell:
        if isinstance(cell, str):
            return cell if cell in JOINS else self.texts.text(cell, at, home, sure=True)
        return CellItems(tuple(self._item(item, at, home) for item in cell))

    def _item(self, item: str, at: str, home: str) -> CellItem:
        if "{" in item:
            return CellItem("text", text=self.texts.text(item, at, home, sure=True))
        columns = [column.id for column in self.tables[home].columns] if home else []
        known: Collection[str]
        if item.startswith(SENTENCE):
            kind, id, known = "sentence", item.removeprefix(SENTENCE), self.sentences
        elif item.startswith(WHY):
            kind, id, known = "why", item.removeprefix(WHY), columns
        else:
            kind, id, known = ("column" if item in columns else "field"), item, [*columns, *self.fields]
        if id not in known:
            self._unknown(id, known, at)
        return CellItem(kind, id)

    def _unknown(self, id: str, known: Collection[str], at: str) -> None:
        self.texts.problems.append(problem("form.unknown_item", at, id=id, hint=did_you_mean(id, known)))


def _captions(cells: tuple[CompiledCell, ...]) -> int:
    """How many cells stand left of the first that quotes anything; none where no cell does."""
    said = [isinstance(cell, tuple) and all(isinstance(piece, str) for piece in cell) for cell in cells]
    quoting = (number for number, cell in enumerate(cells) if not isinstance(cell, str) and not said[number])
    return next(quoting, 0)
