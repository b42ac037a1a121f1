"""ReportForm + Sheet -> Document: the pages to hand in, chapter by chapter or as one form table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.forms.kinds import KINDS
from core.forms.model import DocumentForm, Section
from core.forms.numbering import STYLES
from core.forms.program import CHART, GRID, SENTENCE, CompiledGridRow
from core.formulas.cells import Cell
from core.reports.document import Block, Document, Grid, GridCell, Paragraph, Part
from core.reports.figures import figure, printed, prose_paragraphs, sentence_paragraph
from core.reports.sentences import NOTHING, plain, text_runs
from core.reports.sheet import Sheet
from core.reports.spans import spanned
from core.reports.tables import table_chart, table_grid, value_cell

__all__ = ["compose", "compose_section", "document_name", "figure", "printed", "prose_paragraphs", "sentence_paragraph"]

MOST_BARS = 24
"""Parts that a printed chart shows; more would be a table again."""


def compose(sheet: Sheet, document_id: str, *, final: bool = False) -> Document:
    """The document of that id as it stands; unless final it is marked as a draft."""
    document = next(one for one in sheet.program.form.documents if one.id == document_id)
    return _Composer(sheet, document).document(final)


def compose_section(sheet: Sheet, document_id: str, section_id: str) -> Document:
    """One chapter as that document prints it, under its own number; without a part where it is not printed."""
    form = next(one for one in sheet.program.form.documents if one.id == document_id)
    wanted = section_id
    if form.layout == "form_table":
        wanted, form = "table", replace(form, sections=tuple(one for one in form.sections if one.id == section_id))
    whole = _Composer(sheet, form).document(final=False)
    return replace(whole, parts=tuple(part for part in whole.parts if part.id == wanted))


def document_name(sheet: Sheet, document_id: str, name: str) -> str:
    """A caption of a document ("title", "file_name") with its quotes filled in."""
    return plain(sheet, text_runs(sheet, sheet.program.captions[f"{document_id}:{name}"]))


def unit_name(sheet: Sheet) -> str:
    """The reporting unit, for a file's properties; "" in a form that does not ask for it."""
    return str(sheet.value(Cell("reporting_unit")) or "")


class _Composer:
    def __init__(self, sheet: Sheet, form: DocumentForm) -> None:
        self.sheet, self.form = sheet, form
        self.counts = [0] * 4

    def document(self, final: bool) -> Document:
        """The whole document."""
        sections = [section for section in self.form.sections if not section.off_paper]
        title = document_name(self.sheet, self.form.id, "title")
        lines = tuple(Paragraph(runs=(line,), role="title") for line in title.split("\n"))
        if self.form.layout == "form_table":
            table = Part(id="table", title="", blocks=(self._grid(sections, self.form.widths),))
            body: tuple[Part, ...] = (table,)
        else:
            body = tuple(self._chapter(section) for section in sections)
        closing = Part(id="closing", title="", blocks=tuple(self._closing()))
        return Document(
            id=self.form.id,
            title=title.replace("\n", ""),
            file_name=document_name(self.sheet, self.form.id, "file_name").replace("\n", ""),
            unit=unit_name(self.sheet),
            parts=(Part(id="title", title="", blocks=lines), *body, *([closing] if closing.blocks else [])),
            draft=not final,
            landscape=self.form.landscape,
        )

    def _closing(self) -> Iterator[Paragraph]:
        for index in range(len(self.form.closing)):
            runs = text_runs(self.sheet, self.sheet.program.captions[f"{self.form.id}:{index}"])
            cells = [run for run in runs if isinstance(run, Cell)]
            dated = any(self.sheet.fields[cell.item, cell.column].kind == "date" for cell in cells)
            yield Paragraph(runs=printed(self.sheet, runs), role="date" if dated else "signature")

    # -- chapters ----------------------------------------------------------------------------------------------

    def _chapter(self, section: Section) -> Part:
        heading, blocks = "", list[Block]()
        if section.heading:
            heading = self._number(section.level) + self.sheet.caption(section.heading)
            blocks.append(Paragraph(runs=(heading,), role=f"heading{section.level}"))
        if section.grid:
            blocks.append(self._grid([section], section.widths or self.form.widths))
        else:
            blocks += [block for item in section.items for block in self._item(item)]
        return Part(id=section.id, title=heading, blocks=tuple(blocks))

    def _number(self, level: int) -> str:
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (len(self.counts) - level)
        numbers = self.form.heading_numbers
        return STYLES[numbers[level - 1]](self.counts[level - 1]) if level <= len(numbers) else ""

    def _item(self, item: str) -> Iterable[Block]:
        """What an item prints where it stands; fields and tables that are only entered there print nothing."""
        if item.startswith(SENTENCE):
            return _said([sentence_paragraph(self.sheet, item.removeprefix(SENTENCE))])
        if item.startswith(GRID):
            return (self._table(item.removeprefix(GRID)),)
        if item.startswith(CHART):
            chart = table_chart(self.sheet, item.removeprefix(CHART), MOST_BARS)
            return (chart,) if chart is not None else ()
        one = self.sheet.program.fields.get(item)
        return prose_paragraphs(self.sheet, item) if one is not None and KINDS[one.kind].prose else ()

    def _table(self, table: str) -> Block:
        if table in self.sheet.draft.not_applicable:
            label = self.sheet.caption(self.sheet.program.tables[table].label)
            return Paragraph(runs=(f"{label}：{NOTHING}",), role="body")
        return table_grid(self.sheet, table, on_paper=True)

    # -- grids -------------------------------------------------------------------------------------------------

    def _grid(self, sections: Sequence[Section], widths: tuple[int, ...]) -> Grid:
        rows: list[list[GridCell | str]] = []
        heads = 0
        for section in sections:
            for row in self.sheet.program.grids.get(section.id, ()):
                if row.head and heads == len(rows):
                    heads += 1
                rows.extend(self._grid_rows(row, bool(section.numbers_note)))
        note = self.sheet.caption(sections[0].numbers_note) if sections else ""
        return Grid(rows=spanned(rows), widths=widths, head_rows=heads, numbers_note=note)

    def _grid_rows(self, row: CompiledGridRow, bare: bool) -> Iterator[list[GridCell | str]]:
        for id_ in self.sheet.rows(row.each) if row.each else ("",):
            if row.when is None or row.when(self.sheet, id_):
                yield [self._grid_cell(cell, id_, row, bare) for cell in row.cells]

    def _grid_cell(self, cell: Any, id_: str, row: CompiledGridRow, bare: bool) -> GridCell | str:
        if isinstance(cell, str):
            return cell
        if cell and cell[0] == "items:":
            return GridCell(paragraphs=tuple(self._cell_items(cell[1:])))
        quoted = text_runs(self.sheet, cell, id_, row.each)
        if bare and len(quoted) == 1 and isinstance(quoted[0], Cell):
            return value_cell(self.sheet, quoted[0])
        runs = printed(self.sheet, quoted)
        label = row.head or (bool(runs) and all(isinstance(run, str) for run in runs))
        return GridCell(paragraphs=(Paragraph(runs=runs, role="cell_label" if label else "cell"),), label=label)

    def _cell_items(self, items: Sequence[str]) -> Iterator[Paragraph]:
        for item in items:
            if item.startswith(SENTENCE):
                yield from _said([sentence_paragraph(self.sheet, item.removeprefix(SENTENCE), "cell")])
            elif KINDS[self.sheet.program.fields[item].kind].prose:
                yield from prose_paragraphs(self.sheet, item, "cell")
            else:
                yield Paragraph(runs=(figure(self.sheet, Cell(item)),), role="cell")


def _said(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Those that say anything: no empty line is printed for a sentence without a case to tell."""
    return [paragraph for paragraph in paragraphs if paragraph.runs]
