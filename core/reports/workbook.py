"""The figures of a report as a workbook, with no extra definition: a part per chapter, then the official tables.

An operand that stands nowhere in the workbook is put into a last part 数据, so that every formula is live. Behind an
official table, which is handed in and printed as it is, that part is hidden.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from core.forms.kinds import KINDS
from core.forms.model import Section
from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.reports.check_code import with_code
from core.reports.compose import compose, document_name, table_documents, unit_name
from core.reports.document import Block, Document, Grid, GridCell, Paragraph, Part
from core.reports.findings import Finding
from core.reports.private import without_private
from core.reports.progress import section_items
from core.reports.sheet import Sheet
from core.reports.switched import active_sections
from core.reports.tables import label_cell, table_chart, table_grid, value_cell

DATA, ANSWERS = "数据", "审核说明"
FILE_SUFFIX = "（数据表）"


def compose_workbook(
    sheet: Sheet,
    *,
    final: bool = False,
    public: bool = False,
    findings: Iterable[Finding] = (),
    tables: Iterable[Document] | None = None,
) -> Document:
    """All chapters of all documents that hold figures or short answers, then the official tables; prose stays in Word.

    findings: those that the clerk has answered get a part of their own. public: what is private is left blank.
    tables: the official tables, where they are composed already.
    """
    if tables is None:
        tables = [compose(sheet, key.id, key.row) for key in table_documents(sheet)]
    chapters = [part for section in active_sections(sheet) if (part := _part(sheet, section)) is not None]
    parts = (*chapters, *(_official(sheet, one) for one in tables))
    first = sheet.program.form.documents[0].id
    document = Document(
        id="workbook",
        title=document_name(sheet, first, "title").replace("\n", ""),
        file_name=document_name(sheet, first, "file_name").replace("\n", "") + FILE_SUFFIX,
        unit=unit_name(sheet),
        parts=(*parts, *_data(sheet, parts), *_answers(findings)),
        draft=not final,
    )
    return with_code(without_private(sheet, document) if public else document)


def compose_table_book(sheet: Sheet, document: Document, *, public: bool = False) -> Document:
    """A composed table document as a workbook of its own: its official sheet, and hidden what that computes with.

    It keeps the check code of the document, whose contents it has.
    """
    part = _official(sheet, document)
    behind = (replace(data, hidden=True) for data in _data(sheet, (part,)))
    book = replace(document, parts=(part, *behind))
    return without_private(sheet, book) if public else book


def _official(sheet: Sheet, document: Document) -> Part:
    """A table document as one sheet, named by the row that it is about, else by its title."""
    table = next(one for one in sheet.program.form.documents if one.id == document.id).repeat
    return Part(
        id=f"{document.id}:{document.row}",
        title=sheet.row_label(table, document.row) if table else document.title,
        blocks=document.blocks(),
        landscape=document.landscape,
        official=True,
    )


def _part(sheet: Sheet, section: Section) -> Part | None:
    blocks: list[Block] = []
    singles: list[Cell] = []
    for item in section_items(section):
        if item in sheet.program.tables:
            blocks += [*_singles(sheet, singles), table_grid(sheet, item)]
            singles.clear()
        elif not KINDS[sheet.program.fields[item].kind].prose:
            singles.append(Cell(item))
    blocks += _singles(sheet, singles)
    if not blocks:
        return None
    tables = (item for item in section_items(section) if item in sheet.program.tables)
    charts = tuple(chart for table in tables if (chart := table_chart(sheet, table)) is not None)
    return Part(id=section.id, title=sheet.caption(section.heading), blocks=tuple(blocks), charts=charts)


def _singles(sheet: Sheet, cells: Iterable[Cell]) -> list[Grid]:
    """The answers outside tables, one a line; no grid for none."""
    return _listed(sheet, {cell: value_cell(sheet, cell) for cell in cells})


def _listed(sheet: Sheet, answers: Mapping[Cell, GridCell]) -> list[Grid]:
    rows = [_single(sheet, cell, answer) for cell, answer in answers.items()]
    head = tuple(label_cell(text) for text in ("项目", "内容", "单位"))
    return [Grid(rows=(head, *rows), widths=(34, 30, 10), head_rows=1)] if rows else []


def _single(sheet: Sheet, cell: Cell, answer: GridCell) -> tuple[GridCell, ...]:
    unit = sheet.unit(cell, sheet.fields[cell.item, cell.column])
    return label_cell(sheet.label(cell), "left"), answer, _cell(unit, "center")


def _data(sheet: Sheet, parts: Iterable[Part]) -> Iterator[Part]:
    """The operands that stand alone in no cell yet, and theirs in turn."""
    first = [one for part in parts for one in part.values()]
    shown = {one.cell for one in first}
    waiting = [one.formula for one in first if one.formula is not None]
    wanted: dict[Cell, GridCell] = {}
    for formula in waiting:  # it grows meanwhile
        for cell in bound_cells(formula):
            if cell not in shown and cell not in wanted:
                wanted[cell] = made = value_cell(sheet, cell)
                waiting += [one.formula for one in [made.sole_figure] if one is not None and one.formula is not None]
    if wanted:
        yield Part(id="data", title=DATA, blocks=tuple(_listed(sheet, wanted)))


def _answers(findings: Iterable[Finding]) -> Iterator[Part]:
    rows = [(_cell(one.code), _cell(one.text), _cell(one.explained)) for one in findings if one.explained]
    if rows:
        head = tuple(label_cell(text) for text in ("审核", "问题", "说明"))
        grid = Grid(rows=(head, *rows), widths=(10, 50, 50), head_rows=1)
        yield Part(id="answers", title=ANSWERS, blocks=(grid,))


def _cell(text: str, align: str = "left") -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),), align=align)
