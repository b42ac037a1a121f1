"""ReportForm + Sheet -> Document: the pages to hand in, chapter by chapter or as one form table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.formulas.cells import Cell
from core.forms.kinds import KINDS
from core.forms.model import DocumentForm, Field, Section
from core.forms.numbering import STYLES
from core.forms.outline import outline_paragraphs
from core.forms.program import GRID, SENTENCE, CompiledGridRow
from core.forms.templates import literal
from core.reports.document import Block, Document, Figure, Grid, GridCell, Paragraph, Part
from core.reports.document import Run as Printed
from core.reports.sentences import Run, Unknown, plain, prose, say, text_runs
from core.reports.sheet import Sheet
from core.reports.spans import spanned
from core.reports.tables import table_grid

NOTHING = "无。"


def compose(sheet: Sheet, document_id: str, *, final: bool = False) -> Document:
    """The document of that id as it stands; unless final it is marked as a draft."""
    document = next(one for one in sheet.program.form.documents if one.id == document_id)
    return _Composer(sheet, document).document(final)


def figure(sheet: Sheet, cell: Cell, *, quoted: bool = True) -> Figure:
    """A cell as a Figure: quoted with its unit (in prose), or bare with all its places (in a table)."""
    one = sheet.field(cell)
    value = sheet.value(cell)
    assert one is not None  # noqa: S101 - callers quote only cells that the sheet holds
    given = sheet.computed(cell) and cell in sheet.derived and value is not None
    computed = sheet.computed(cell) and not (given and value != sheet.derived[cell])
    return Figure(
        cell=cell, text=sheet.quoted(cell) if quoted else ("" if value is None else sheet.shown(cell)), value=_plain_value(value),
        kind=one.kind, places=None if one.exact else one.places, unit=_unit(sheet, cell, one),
        formula=sheet.formula(cell) if computed else None, entered=not computed,
    )  # fmt: skip


def printed(sheet: Sheet, runs: Iterable[Run]) -> tuple[Printed, ...]:
    """Runs of a sentence or of prose as they stand in a Document."""
    return tuple(_run(sheet, run) for run in runs)


def prose_paragraphs(sheet: Sheet, item: str, role: str = "body") -> tuple[Paragraph, ...]:
    """A prose field as paragraphs: numbered entries, a set outline, or its lines."""
    one, entry = sheet.program.fields[item], sheet.draft.entries.get(Cell(item))
    if item in sheet.draft.not_applicable:
        return (Paragraph(runs=(NOTHING,), role=role),)
    if entry is None or sheet.value(Cell(item)) is None:
        return ()
    return tuple(
        Paragraph(runs=printed(sheet, prose(sheet, text)), role=f"heading{heading}" if heading and role == "body" else role)
        for heading, text in _prose_lines(one, sheet.value(Cell(item)))
    )


def sentence_paragraph(sheet: Sheet, sentence: str, role: str = "body") -> Paragraph:
    """A generated (or reworded) sentence as a paragraph."""
    return Paragraph(runs=printed(sheet, say(sheet, sentence).runs), role=role)


def _prose_lines(one: Field, value: Any) -> Iterator[tuple[int, str]]:
    if one.kind == "outline":
        for paragraph in outline_paragraphs(value, one):
            yield paragraph.heading, paragraph.text
    elif one.kind == "list":
        for number, line in enumerate(value, 1):
            yield 0, STYLES[one.numbering](number) + line
    else:
        for line in value.splitlines():
            if line.strip():
                yield 0, line


def _run(sheet: Sheet, run: Run) -> Printed:
    if isinstance(run, str):
        return run
    return f"{{{run.name}}}" if isinstance(run, Unknown) else figure(sheet, run)


def _plain_value(value: Any) -> Decimal | date | str | None:
    return "、".join(value) if isinstance(value, tuple) else value


def _unit(sheet: Sheet, cell: Cell, one: Field) -> str:
    return str(sheet.value(Cell(cell.item, cell.row, one.unit_column)) or "") if one.unit_column else one.unit


class _Composer:
    def __init__(self, sheet: Sheet, form: DocumentForm) -> None:
        self.sheet, self.form = sheet, form
        self.counts = [0] * 4

    def document(self, final: bool) -> Document:
        sections = [section for section in self.form.sections if not section.off_paper]
        title = Part(id="title", title="", blocks=tuple(Paragraph(runs=(line,), role="title") for line in self._caption("title").split("\n")))
        if self.form.layout == "form_table":
            body: tuple[Part, ...] = (self._form_table(sections),)
        else:
            body = tuple(self._chapter(section) for section in sections)
        closing = Part(id="closing", title="", blocks=tuple(self._closing()))
        parts = (title, *body, closing) if closing.blocks else (title, *body)
        unit = self.sheet.value(Cell("reporting_unit")) if "reporting_unit" in self.sheet.program.fields else ""
        return Document(
            id=self.form.id, title=self._caption("title").replace("\n", ""), file_name=self._caption("file_name").replace("\n", ""),
            unit=str(unit or ""), parts=parts, draft=not final, landscape=self.form.landscape,
        )  # fmt: skip

    def _caption(self, name: object) -> str:
        return plain(self.sheet, text_runs(self.sheet, self.sheet.program.captions[f"{self.form.id}:{name}"]))

    def _closing(self) -> Iterator[Paragraph]:
        for index in range(len(self.form.closing)):
            runs = text_runs(self.sheet, self.sheet.program.captions[f"{self.form.id}:{index}"])
            dated = any(isinstance(run, Cell) and self.sheet.fields[run.item, run.column].kind == "date" for run in runs)
            yield Paragraph(runs=printed(self.sheet, runs), role="date" if dated else "signature")

    def _chapter(self, section: Section) -> Part:
        heading = self._number(section.level) + self.sheet.caption(section.heading)
        blocks: list[Block] = [Paragraph(runs=(heading,), role=f"heading{section.level}")] if section.heading else []
        if section.grid:
            blocks.append(self._grid([section], section.widths or self.form.widths))
        else:
            for item in section.items:
                blocks.extend(self._item(item))
        return Part(id=section.id, title=heading, blocks=tuple(blocks))

    def _number(self, level: int) -> str:
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (len(self.counts) - level)
        numbers = self.form.heading_numbers
        return STYLES[numbers[level - 1]](self.counts[level - 1]) if level <= len(numbers) else ""

    def _item(self, item: str) -> Iterable[Block]:
        if item.startswith(SENTENCE):
            return (sentence_paragraph(self.sheet, item.removeprefix(SENTENCE)),)
        if item.startswith(GRID):
            return (table_grid(self.sheet, item.removeprefix(GRID), lambda cell: figure(self.sheet, cell, quoted=False)),)
        one = self.sheet.program.fields.get(item)
        return prose_paragraphs(self.sheet, item) if one is not None and KINDS[one.kind].prose else ()

    def _form_table(self, sections: Sequence[Section]) -> Part:
        return Part(id="table", title="", blocks=(self._grid(sections, self.form.widths),))

    def _grid(self, sections: Sequence[Section], widths: tuple[int, ...]) -> Grid:
        rows: list[list[GridCell | str]] = []
        heads = 0
        for section in sections:
            for row in self.sheet.program.grids.get(section.id, ()):
                heads += row.head and heads == len(rows)
                rows.extend(self._grid_rows(row))
        return Grid(rows=spanned(rows), widths=widths, head_rows=heads)

    def _grid_rows(self, row: CompiledGridRow) -> Iterator[list[GridCell | str]]:
        for id in self.sheet.rows(row.each) if row.each else ("",):
            if row.when is None or row.when(self.sheet, id):
                yield [self._grid_cell(cell, id, row) for cell in row.cells]

    def _grid_cell(self, cell: Any, id: str, row: CompiledGridRow) -> GridCell | str:
        if isinstance(cell, str):
            return cell
        if cell and cell[0] == "items:":
            return GridCell(paragraphs=tuple(self._cell_items(cell[1:])))
        runs = text_runs(self.sheet, cell, id, row.each)
        label = row.head or all(isinstance(run, str) for run in runs)
        return GridCell(paragraphs=(Paragraph(runs=printed(self.sheet, runs), role="cell_label" if label else "cell"),), label=label)

    def _cell_items(self, items: Sequence[str]) -> Iterator[Paragraph]:
        for item in items:
            if item.startswith(SENTENCE):
                yield sentence_paragraph(self.sheet, item.removeprefix(SENTENCE), "cell")
            elif KINDS[self.sheet.program.fields[item].kind].prose:
                yield from prose_paragraphs(self.sheet, item, "cell")
            else:
                yield Paragraph(runs=printed(self.sheet, prose(self.sheet, f"{{{literal(item)}}}")), role="cell")
