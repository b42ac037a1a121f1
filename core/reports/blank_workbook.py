"""What goes into a county's own blank workbook, after the map that the form gives for it."""

from collections.abc import Iterator
from dataclasses import replace

from core.forms.grids import CompiledBlank, CompiledCell
from core.forms.model import BlankRows, BlankWorkbook
from core.reports.document import Blank, Figure, Fill, FillRows, GridCell
from core.reports.official import is_meant
from core.reports.official_cells import Cells
from core.reports.private import is_private
from core.reports.sheet import Sheet

Content = Figure | str


def compose_blank(sheet: Sheet, document_id: str, row: str = "", *, public: bool = False) -> Blank | None:
    """The blank workbook of a document with its contents; None for a document without one.

    row: the one that a repeated document is about. public: what is not for everybody to read stays blank.
    """
    compiled = sheet.program.blanks.get(document_id)
    workbook = next(one.workbook for one in sheet.program.form.documents if one.id == document_id)
    if compiled is None or workbook is None:
        return None
    return _Filler(sheet, workbook, compiled, row, public=public).blank()


def blank_for_trial(sheet: Sheet, document_id: str) -> Blank | None:
    """The blank workbook of a document with an empty row where rows go, to see whether all of it can be filled."""
    blank = compose_blank(sheet, document_id)
    if blank is None:
        return None
    columns = [tuple((letters, "") for letters in cells) for _, cells in sheet.program.blanks[document_id].rows]
    return replace(blank, rows=tuple(replace(rows, rows=(row,)) for rows, row in zip(blank.rows, columns, strict=True)))


class _Filler:
    def __init__(
        self, sheet: Sheet, workbook: BlankWorkbook, compiled: CompiledBlank, row: str, *, public: bool
    ) -> None:
        self.sheet, self.workbook, self.compiled, self.row, self.public = sheet, workbook, compiled, row, public

    def blank(self) -> Blank:
        """Everything that goes in."""
        rows = tuple(self._rows(rows, columns) for rows, columns in self.compiled.rows)
        return Blank(file=self.workbook.file, cells=tuple(self._cells()), rows=rows)

    def _cells(self) -> Iterator[Fill]:
        cells = Cells(self.sheet, self.compiled.home, bare=True)
        for address, cell in self.compiled.cells.items():
            name, _, place = address.rpartition("!")
            yield Fill(sheet=name, place=place, content=self._content(cells, cell, self.row))

    def _rows(self, rows: BlankRows, columns: dict[str, CompiledCell]) -> FillRows:
        cells = Cells(self.sheet, rows.each, bare=True)
        meant = [row for row in self._all_rows(rows.each) if is_meant(self.sheet, rows.each, row, rows.where)]
        filled = (tuple((key, self._content(cells, cell, row)) for key, cell in columns.items()) for row in meant)
        label = self.sheet.caption(self.sheet.program.tables[rows.each].label)
        return FillRows(sheet=rows.sheet, first=rows.first, last=rows.last, label=label, rows=tuple(filled))

    def _all_rows(self, each: str) -> list[str]:
        owned = bool(self.row) and bool(self.sheet.program.tables[each].belongs_to)
        return list(self.sheet.owned[each].get(self.row, ()) if owned else self.sheet.rows(each))

    def _content(self, cells: Cells, cell: CompiledCell, row: str) -> Content:
        made = cells.made(cell, row)
        if not isinstance(made, GridCell):
            return ""
        runs = [run for paragraph in made.paragraphs for run in paragraph.runs if isinstance(run, Figure)]
        if self.public and any(is_private(self.sheet, run) for run in runs):
            return ""
        return made.sole_figure or made.text
