"""The figures of a report as a workbook: one part per chapter with its tables and figures, with no extra definition.

An operand that stands in no chapter of the workbook is put into a last part 数据, so that every formula is live.
"""

from collections.abc import Iterable, Iterator

from core.forms.kinds import KINDS
from core.forms.model import Section
from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.reports.compose import document_name, unit_name
from core.reports.document import Block, Document, Grid, GridCell, Paragraph, Part
from core.reports.figures import figure
from core.reports.findings import Finding
from core.reports.progress import section_items
from core.reports.sheet import Sheet
from core.reports.tables import label_cell, table_chart, table_grid, value_cell

DATA, ANSWERS = "数据", "审核说明"
FILE_SUFFIX = "（数据表）"


def compose_workbook(sheet: Sheet, *, final: bool = False, findings: Iterable[Finding] = ()) -> Document:
    """All chapters of all documents that hold figures or short answers; prose stays in the Word file.

    findings: those that the clerk has answered get a part of their own.
    """
    parts = tuple(part for section in sheet.program.form.sections() if (part := _part(sheet, section)) is not None)
    first = sheet.program.form.documents[0].id
    return Document(
        id="workbook",
        title=document_name(sheet, first, "title").replace("\n", ""),
        file_name=document_name(sheet, first, "file_name").replace("\n", "") + FILE_SUFFIX,
        unit=unit_name(sheet),
        parts=(*parts, *_data(sheet, parts), *_answers(findings)),
        draft=not final,
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
    rows = [_single(sheet, cell) for cell in cells]
    head = tuple(label_cell(text) for text in ("项目", "内容", "单位"))
    return [Grid(rows=(head, *rows), widths=(34, 30, 10), head_rows=1)] if rows else []


def _single(sheet: Sheet, cell: Cell) -> tuple[GridCell, ...]:
    unit = sheet.unit(cell, sheet.fields[cell.item, cell.column])
    return label_cell(sheet.label(cell), "left"), value_cell(sheet, cell), _cell(unit, "center")


def _data(sheet: Sheet, parts: Iterable[Part]) -> Iterator[Part]:
    """The operands that no chapter shows, and theirs in turn."""
    waiting = [one for part in parts for one in part.figures()]
    shown = {one.cell for one in waiting}
    wanted: dict[Cell, None] = {}
    while waiting:
        formula = waiting.pop().formula
        for cell in bound_cells(formula) if formula else ():
            if cell not in shown and cell not in wanted:
                wanted[cell] = None
                waiting.append(figure(sheet, cell, quoted=False))
    if wanted:
        yield Part(id="data", title=DATA, blocks=tuple(_singles(sheet, wanted)))


def _answers(findings: Iterable[Finding]) -> Iterator[Part]:
    rows = [(_cell(one.code), _cell(one.text), _cell(one.explained)) for one in findings if one.explained]
    if rows:
        head = tuple(label_cell(text) for text in ("审核", "问题", "说明"))
        grid = Grid(rows=(head, *rows), widths=(10, 50, 50), head_rows=1)
        yield Part(id="answers", title=ANSWERS, blocks=(grid,))


def _cell(text: str, align: str = "left") -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),), align=align)
