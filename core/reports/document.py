"""The finished report as headings, paragraphs and grids, before any file format: what every exporter reads.

Texts are final; fonts, sizes and spacing are the exporter's. A Figure keeps its cell and formula, so that a workbook
can compute it again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.errors import BugError
from core.formulas.cells import Cell
from core.formulas.syntax import Formula

ROLES = (
    "title",
    *("heading1", "heading2", "heading3", "heading4"),
    *("body", "signature", "date", "cell", "cell_label", "note", "caption", "annex"),
)
"""What a paragraph is; an exporter maps each role to one style. An annex mark (附件1) begins a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One answer in a text or a grid.

    text is what is printed (with unit, in prose). value is Decimal for figures (percent as ratio), date for dates,
    str for words, None when blank. places: decimal places of the print (percent: of p%), None as typed. formula is
    set for computed figures; its references are addressed to cells. entered: the clerk types it (an input).
    """

    cell: Cell
    text: str
    value: Decimal | date | str | None = None
    kind: str = "text"
    places: int | None = None
    unit: str = ""
    formula: Formula | None = None
    entered: bool = False


Run = str | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Text runs and figures under one role. indent: levels of indentation inside table labels."""

    runs: tuple[Run, ...]
    role: str = "body"
    indent: int = 0

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of a grid with its spans; label cells are set apart from contents. align: left, center, right or ""."""

    paragraphs: tuple[Paragraph, ...] = ()
    columns: int = 1
    rows: int = 1
    label: bool = False
    align: str = ""

    @property
    def text(self) -> str:
        """The cell as plain text."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def sole_figure(self) -> Figure | None:
        """The figure that the cell consists of, or None: such a cell is a value, any other is text."""
        if len(self.paragraphs) != 1:
            return None
        runs = self.paragraphs[0].runs
        if len(runs) > 1:
            runs = tuple(run for run in runs if run != "")
        return runs[0] if len(runs) == 1 and isinstance(runs[0], Figure) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. rows hold the cells that begin there, left to right (covered places are left out).

    widths: relative column widths; head_rows repeat on every page; numbers_note stands above right (单位：万元).
    Unless ruled it has no lines: texts side by side over or under a table. dense: a form of many cells, set in smaller
    letters.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    widths: tuple[int, ...]
    head_rows: int = 0
    caption: str = ""
    numbers_note: str = ""
    ruled: bool = True
    dense: bool = False

    def placed(self) -> "Iterator[Placed]":
        """Its cells with the places at which they begin; raises BugError where two would cover the same one."""
        free_from: dict[int, int] = {}
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while free_from.get(column, 0) > row:
                    column += 1
                for covered in range(column, column + cell.columns):
                    if free_from.get(covered, 0) > row:
                        raise BugError(f"grid cells overlap in row {row}, column {covered}")
                    free_from[covered] = row + cell.rows
                yield Placed(cell, row, column, min(row + cell.rows, len(self.rows)))
                column += cell.columns


class Placed(NamedTuple):
    """A cell of a grid with the row and column in which it begins, and the row behind its last."""

    cell: GridCell
    row: int
    column: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars of figures, one below the other. prior: last year's figures in the same order, or none.

    As a block it is a picture of what the figures say. Among the charts of a part its figures stand in a grid of that
    part, each beside its label in the grid's first column: a workbook draws it from these, so that it stays alive.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    figures: tuple[Figure, ...]
    prior: tuple[Figure, ...] = ()

    @property
    def caption(self) -> str:
        """The title with the unit of all figures."""
        return f"{self.title}（{self.unit}）"

    @property
    def series(self) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
        """The figures of each year under its name."""
        return (("本年", self.figures), ("上年", self.prior)) if self.prior else (("本年", self.figures),)


Block = Paragraph | Grid | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter (in Word: run on; in a workbook: a sheet of that title). charts: pictures for a workbook.

    official: a workbook lays it out as paper does. hidden: a workbook only computes with it; it is not printed.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    charts: tuple[Chart, ...] = ()
    official: bool = False
    hidden: bool = False

    def figures(self) -> Iterator[Figure]:
        """Every figure of its texts and grids, in order."""
        for block in self.blocks:
            for paragraph in _paragraphs(block):
                yield from (run for run in paragraph.runs if isinstance(run, Figure))

    def values(self) -> Iterator[Figure]:
        """The figures that stand alone in a cell of a grid, in order: what a workbook can compute with."""
        for block in self.blocks:
            for row in block.rows if isinstance(block, Grid) else ():
                yield from (one for cell in row if (one := cell.sole_figure) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file to be written: its parts in order, and what its properties, header and footer say.

    row: the row that a repeated document is about. code: a short check code of its contents.
    """

    id: str
    title: str
    file_name: str
    unit: str
    parts: tuple[Part, ...]
    draft: bool = False
    landscape: bool = False
    row: str = ""
    code: str = ""

    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all parts, in order."""
        return tuple(block for part in self.parts for block in part.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What goes into one cell of a county's blank workbook: a figure, or a text. place: `C5`."""

    sheet: str
    place: str
    content: Figure | str


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRows:
    """Rows that go into the lines of a sheet from first to last (1-based), each as contents by column letters."""

    sheet: str
    first: int
    last: int
    label: str
    rows: tuple[tuple[tuple[str, Figure | str], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A county's blank workbook and what goes into it. file: its name in the form's folder."""

    file: str
    cells: tuple[Fill, ...] = ()
    rows: tuple[FillRows, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file of a package: the document as a Word file or as a workbook, or put into a blank one; or as made already.

    pdf: the document's pages, where they are made already, and how many (pages).
    """

    document: Document
    workbook: bool = False
    blank: Blank | None = None
    pdf: bytes = b""
    pages: int = 0

    @property
    def extension(self) -> str:
        """The extension of its file."""
        if self.pdf:
            return ".pdf"
        return ".xlsx" if self.workbook or self.blank is not None else ".docx"


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows if isinstance(block, Grid) else ():
        for cell in row:
            yield from cell.paragraphs
