"""ReportForm + Sheet -> Document: the pages to hand in, chapter by chapter or as one form table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.forms.kinds import KINDS
from core.forms.model import DocumentForm, Section
from core.forms.numbering import STYLES
from core.forms.program import CHART, GRID, SENTENCE
from core.formulas.cells import Cell
from core.reports.check_code import with_code
from core.reports.document import Block, Document, Paragraph, Part
from core.reports.figures import figure, printed, prose_paragraphs, sentence_paragraph
from core.reports.official import GridLine, LaidGrid, laid_grid, laid_sections, line_beside
from core.reports.private import without_private
from core.reports.sentences import NOTHING, plain, text_runs
from core.reports.sheet import Sheet
from core.reports.switched import active_documents
from core.reports.tables import table_chart, table_grid

__all__ = [
    "DocumentKey",
    "GridLine",
    "LaidGrid",
    "compose",
    "compose_section",
    "document_name",
    "documents_of",
    "figure",
    "laid_grid",
    "printed",
    "prose_paragraphs",
    "sentence_paragraph",
    "table_documents",
]

MOST_BARS = 24
"""Parts that a printed chart shows; more would be a table again."""


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """One document to hand in: its id, and the row that a repeated one is about."""

    id: str
    row: str = ""


def documents_of(sheet: Sheet) -> tuple[DocumentKey, ...]:
    """All documents to hand in: those switched off are left out, repeated ones stand once per row."""
    documents = active_documents(sheet)
    return tuple(
        DocumentKey(one.id, row) for one in documents for row in (sheet.rows(one.repeat) if one.repeat else ("",))
    )


def table_documents(sheet: Sheet) -> tuple[DocumentKey, ...]:
    """The official tables among the documents to hand in: all that are one table, but for the report itself."""
    tables = {one.id for one in sheet.program.form.documents[1:] if one.layout == "form_table"}
    return tuple(key for key in documents_of(sheet) if key.id in tables)


def compose(sheet: Sheet, document_id: str, row: str = "", *, final: bool = False, public: bool = False) -> Document:
    """The document of that id as it stands; unless final it is marked as a draft.

    row: the one that a repeated document is about. public: what is not for everybody to read is left blank.
    """
    document = _Composer(sheet, _form(sheet, document_id), row).document(final)
    return with_code(without_private(sheet, document) if public else document)


def compose_section(sheet: Sheet, document_id: str, section_id: str, row: str = "") -> Document:
    """One chapter as that document prints it, under its own number; without a part where it is not printed."""
    form, wanted = _form(sheet, document_id), section_id
    if form.layout == "form_table":
        wanted, form = "table", replace(form, sections=tuple(one for one in form.sections if one.id == section_id))
    whole = _Composer(sheet, form, row).document(final=False)
    return replace(whole, parts=tuple(part for part in whole.parts if part.id == wanted))


def document_name(sheet: Sheet, document_id: str, name: str, row: str = "") -> str:
    """A caption of a document ("title", "file_name") with its quotes filled in."""
    text = sheet.program.captions[f"{document_id}:{name}"]
    return plain(sheet, text_runs(sheet, text, row, _form(sheet, document_id).repeat))


def _form(sheet: Sheet, document_id: str) -> DocumentForm:
    return next(one for one in sheet.program.form.documents if one.id == document_id)


def unit_name(sheet: Sheet) -> str:
    """The reporting unit, for a file's properties; "" in a form that does not ask for it."""
    return str(sheet.value(Cell("reporting_unit")) or "")


class _Composer:
    def __init__(self, sheet: Sheet, form: DocumentForm, row: str) -> None:
        self.sheet, self.form, self.row = sheet, form, row
        self.counts = [0] * 4

    def document(self, final: bool) -> Document:
        """The whole document."""
        sections = [section for section in self.form.sections if not section.off_paper]
        title = document_name(self.sheet, self.form.id, "title", self.row)
        lines = tuple(Paragraph(runs=(line,), role="title") for line in title.split("\n"))
        if self.form.layout == "form_table":
            body: tuple[Part, ...] = (Part(id="table", title="", blocks=tuple(self._table_blocks(sections))),)
        else:
            body = tuple(self._chapter(section) for section in sections)
        closing = Part(id="closing", title="", blocks=tuple(self._closing()))
        return Document(
            id=self.form.id,
            title=title.replace("\n", ""),
            file_name=document_name(self.sheet, self.form.id, "file_name", self.row).replace("\n", ""),
            unit=unit_name(self.sheet),
            parts=(Part(id="title", title="", blocks=lines), *body, *([closing] if closing.blocks else [])),
            draft=not final,
            landscape=self.form.landscape,
            row=self.row,
        )

    def _table_blocks(self, sections: list[Section]) -> Iterator[Block]:
        yield from line_beside(self.sheet, self.form, "above", self.row)
        yield laid_sections(self.sheet, sections, self.form.widths, self.row).grid
        yield from line_beside(self.sheet, self.form, "below", self.row)

    def _closing(self) -> Iterator[Paragraph]:
        for index in range(len(self.form.closing)):
            text = self.sheet.program.captions[f"{self.form.id}:closing{index}"]
            runs = text_runs(self.sheet, text, self.row, self.form.repeat)
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
            widths = section.widths or self.form.widths
            blocks.append(laid_sections(self.sheet, [section], widths, self.row).grid)
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


def _said(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Those that say anything: no empty line is printed for a sentence without a case to tell."""
    return [paragraph for paragraph in paragraphs if paragraph.runs]
