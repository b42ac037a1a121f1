"""The figures of a report as a workbook: one part per chapter with its tables and figures, with no extra definition.

An operand that stands in no chapter of the workbook is put into a last part 数据, so that every formula is live.
"""

from collections.abc import Iterable, Iterator

from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.forms.kinds import KINDS
from core.forms.model import Section
from core.forms.program import GRID, SENTENCE
from core.reports.compose import compose, figure
from core.reports.document import Block, Document, Figure, Grid, GridCell, Paragraph, Part
from core.reports.sheet import Sheet
from core.reports.tables import table_grid

DATA = "数据"
FILE_SUFFIX = "（数据表）"


def compose_workbook(sheet: Sheet, *, final: bool = False) -> Document:
    """All chapters of all documents that hold figures or short answers; prose stays in the Word file."""
    parts = tuple(part for section in sheet.program.form.sections() if (part := _part(sheet, section)) is not None)
    data = _data(sheet, parts)
    first = compose(sheet, sheet.program.form.documents[0].id, final=final)
    return Document(
        id="workbook", title=first.title, file_name=first.file_name + FILE_SUFFIX, unit=first.unit, parts=(*parts, *data), draft=not final,
    )  # fmt: skip


def _part(sheet: Sheet, section: Section) -> Part | None:
    blocks: list[Block] = []
    singles: list[str] = []
    for item in dict.fromkeys(item.removeprefix(GRID) for item in section.items if not item.startswith(SENTENCE)):
        if item in sheet.program.tables:
            blocks.extend(_singles(sheet, singles))
            singles.clear()
            blocks.append(table_grid(sheet, item, lambda cell: figure(sheet, cell, quoted=False)))
        elif not KINDS[sheet.program.fields[item].kind].prose:
            singles.append(item)
    blocks.extend(_singles(sheet, singles))
    return Part(id=section.id, title=sheet.caption(section.heading), blocks=tuple(blocks)) if blocks else None


def _singles(sheet: Sheet, items: Iterable[str]) -> Iterator[Grid]:
    rows = [_single(sheet, Cell(item)) for item in items]
    if rows:
        head = tuple(_text(text, label=True, align="center") for text in ("项目", "内容", "单位"))
        yield Grid(rows=(head, *rows), widths=(34, 30, 10), head_rows=1)


def _single(sheet: Sheet, cell: Cell) -> tuple[GridCell, ...]:
    made = figure(sheet, cell, quoted=False)
    align = "right" if KINDS[made.kind].figure else "left"
    value = GridCell(paragraphs=(Paragraph(runs=(made,), role="cell"),), align=align)
    return _text(sheet.label(cell), label=True, align="left"), value, _text("" if made.kind == "percent" else made.unit, align="center")


def _text(text: str, *, label: bool = False, align: str = "") -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell_label" if label else "cell"),), label=label, align=align)


def _data(sheet: Sheet, parts: tuple[Part, ...]) -> Iterator[Part]:
    placed = {made.cell: made for made in _figures(parts)}
    wanted: dict[Cell, None] = {}
    waiting = list(placed.values())
    while waiting:
        made = waiting.pop(0)
        for cell in bound_cells(made.formula) if made.formula else ():
            if cell not in placed and cell not in wanted:
                wanted[cell] = None
                waiting.append(figure(sheet, cell, quoted=False))
    if wanted:
        yield Part(id="data", title=DATA, blocks=tuple(_singles_of(sheet, wanted)))


def _singles_of(sheet: Sheet, cells: Iterable[Cell]) -> Iterator[Grid]:
    head = tuple(_text(text, label=True, align="center") for text in ("项目", "内容", "单位"))
    yield Grid(rows=(head, *(_single(sheet, cell) for cell in cells)), widths=(34, 30, 10), head_rows=1)


def _figures(parts: Iterable[Part]) -> Iterator[Figure]:
    for part in parts:
        for block in part.blocks:
            for paragraph in _paragraphs(block):
                yield from (run for run in paragraph.runs if isinstance(run, Figure))


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row:
            yield from cell.paragraphs
