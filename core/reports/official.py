"""Official tables as they stand today: the lines that each row of a definition makes, and what their cells hold.

The same grid is set on paper, laid out in a workbook and filled on the screen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.forms.grids import JOINS, UP, CompiledGridRow
from core.forms.model import DocumentForm, Section
from core.formulas.cells import Cell
from core.reports.document import Grid, GridCell, Paragraph
from core.reports.figures import printed
from core.reports.official_cells import Cells, unmarked
from core.reports.sentences import text_runs
from core.reports.sheet import Sheet
from core.reports.spans import spanned

_BY_HAND, _BESIDE = 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """A printed line. index: the row of the section's definition that made it.

    each, row: the table whose row it shows, and that row ("" for a line without one: of no table, or still to be
    filled). where: the answers that rows of this part of the table share. owner: the row that owns rows added here.
    """

    section: str
    index: int
    each: str = ""
    row: str = ""
    where: tuple[tuple[str, str], ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidGrid:
    """A grid, and where each of its lines comes from."""

    grid: Grid
    lines: tuple[GridLine, ...]


def laid_grid(sheet: Sheet, section: Section, owner: str = "", *, least: int = 0) -> LaidGrid:
    """The official table of one section as it stands. owner: the row of a repeated document's table.

    least: so many lines has every part of it to which the clerk may add rows, also where paper shows none.
    """
    document = next(one for one in sheet.program.form.documents if section in one.sections)
    return laid_sections(sheet, [section], section.widths or document.widths, owner, least=least)


def grid_readers(sheet: Sheet, section: Section, owner: str = "") -> tuple["Lines", ...]:
    """What reads single cells of a section's table again, one for each row of its definition."""
    return tuple(Lines(sheet, compiled, section, owner) for compiled in sheet.program.grids.get(section.id, ()))


def laid_sections(
    sheet: Sheet, sections: Sequence[Section], widths: tuple[int, ...], owner: str = "", *, least: int = 0
) -> LaidGrid:
    """Several sections as one table."""
    lines: list[GridLine] = []
    rows: list[list[GridCell | str]] = []
    heads = 0
    for section in sections:
        for index, compiled in enumerate(sheet.program.grids.get(section.id, ())):
            if compiled.row.head and heads == len(rows):
                heads += 1
            for line, cells in Lines(sheet, compiled, section, owner, least).made(index):
                lines.append(line)
                rows.append(cells)
    note = sheet.caption(sections[0].numbers_note) if sections else ""
    dense = any(section.entry == "grid" for section in sections)
    grid = Grid(rows=spanned(rows), widths=widths, head_rows=heads, numbers_note=note, dense=dense)
    return LaidGrid(grid=grid, lines=tuple(lines))


def line_beside(sheet: Sheet, document: DocumentForm, name: str, owner: str = "") -> Iterator[Grid]:
    """The texts side by side "above" or "below" a document's table, as a grid without rules; none for none."""
    captions = sheet.program.captions
    texts = [captions[f"{document.id}:{name}{number}"] for number in range(len(getattr(document, name)))]
    said = [unmarked(printed(sheet, text_runs(sheet, text, owner, document.repeat))) for text in texts]
    if not said:
        return
    cells = [GridCell(paragraphs=(Paragraph(runs=runs, role="cell"),), align="left") for runs in said]
    if len(cells) == 2:
        cells[1] = replace(cells[1], align="right")
    yield Grid(rows=(tuple(cells),), widths=tuple(_room(cell.text) for cell in cells), ruled=False, dense=True)


def _room(text: str) -> int:
    """How wide a text is, in half-width characters, with room for what is written in by hand."""
    return sum(1 if sign.isascii() else 2 for sign in text) + (_BY_HAND if text.endswith("：") else _BESIDE)


class Lines:
    """The lines of one row of a definition."""

    def __init__(self, sheet: Sheet, compiled: CompiledGridRow, section: Section, owner: str, least: int = 0) -> None:
        centred = section.entry == "grid"
        bare = centred or bool(section.numbers_note)
        self.sheet, self.compiled, self.owner, self.row = sheet, compiled, owner, compiled.row
        self.section = section
        self.cells = Cells(sheet, compiled.home, bare=bare, head=compiled.row.head, centred=centred)
        table = sheet.program.tables.get(self.row.each)
        self.least = max(self.row.least, least if table is not None and table.free is not None else 0)

    def cell(self, column: int, row: str) -> GridCell:
        """One cell of the line of a row as it is now ("" with each: of a line still to be filled), without spans."""
        made = self.cells.made(self.compiled.cells[column], self._meant(row), empty=bool(self.row.each) and not row)
        return made if isinstance(made, GridCell) else GridCell()

    def answers(self, column: int, row: str) -> tuple[Cell, ...]:
        """The answers that it is made of, also those without anything to say; without a row in a line without one."""
        return tuple(self.cells.answers(self.compiled.cells[column], self._meant(row)))

    def _meant(self, row: str) -> str:
        return row if self.row.each or not self.compiled.home else self.owner

    def made(self, index: int) -> Iterator[tuple[GridLine, list[GridCell | str]]]:
        """Each line with its cells, joins still as signs."""
        each, where = self.row.each, tuple(self.row.where.items())
        for number, row in enumerate(self._rows()):
            owner = self.owner if each and self._is_owned(each) else ""
            shown = row if each else ""
            line = GridLine(section=self.section.id, index=index, each=each, row=shown, where=where, owner=owner)
            cells = [self.cells.made(cell, row, empty=bool(each) and not row) for cell in self.compiled.cells]
            if number:
                cells[: self.compiled.captions] = [_under(cell) for cell in cells[: self.compiled.captions]]
            yield line, cells

    def _rows(self) -> list[str]:
        """The rows that are shown, and "" for each line that stays empty."""
        when = self.compiled.when
        rows = [row for row in self._all_rows() if self._is_meant(row) and (when is None or when(self.sheet, row))]
        return rows + [""] * (self._fewest() - len(rows))

    def _fewest(self) -> int:
        """How many lines there are at least: none where no row could be, whatever it said."""
        when = self.compiled.when
        return 0 if when is not None and when(self.sheet, "") is False else self.least

    def _all_rows(self) -> Sequence[str]:
        each = self.row.each
        if not each:
            return (self.owner if self.compiled.home else "",)
        if self.row.within:
            return self.sheet.trees[each].under(self.row.within)
        return self.sheet.owned[each].get(self.owner, ()) if self._is_owned(each) else self.sheet.rows(each)

    def _is_owned(self, each: str) -> bool:
        return bool(self.owner) and bool(self.sheet.program.tables[each].belongs_to)

    def _is_meant(self, row: str) -> bool:
        return is_meant(self.sheet, self.row.each, row, self.row.where)


def is_meant(sheet: Sheet, table: str, row: str, where: Mapping[str, str]) -> bool:
    """Whether a row answers as the rows of a part of its table do."""
    return all(sheet.value(Cell(table, row, column)) == choice for column, choice in where.items())


def _under(cell: GridCell | str) -> GridCell | str:
    """A caption that stands above already."""
    return cell if cell in JOINS else UP
