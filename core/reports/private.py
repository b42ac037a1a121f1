"""The public version of a document: answers that are not for everybody to read (a telephone, a name) are left blank."""

from dataclasses import replace

from core.reports.document import Block, Document, Figure, Grid, GridCell, Paragraph, Part
from core.reports.document import Run as Printed
from core.reports.sheet import Sheet


def without_private(sheet: Sheet, document: Document) -> Document:
    """The document with every private answer blank."""
    return replace(document, parts=tuple(_part(sheet, part) for part in document.parts))


def _part(sheet: Sheet, part: Part) -> Part:
    return replace(part, blocks=tuple(_block(sheet, block) for block in part.blocks))


def _block(sheet: Sheet, block: Block) -> Block:
    match block:
        case Paragraph():
            return _paragraph(sheet, block)
        case Grid():
            return replace(block, rows=tuple(tuple(_cell(sheet, cell) for cell in row) for row in block.rows))
        case _:
            return block


def _cell(sheet: Sheet, cell: GridCell) -> GridCell:
    return replace(cell, paragraphs=tuple(_paragraph(sheet, one) for one in cell.paragraphs))


def _paragraph(sheet: Sheet, paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(_run(sheet, run) for run in paragraph.runs))


def is_private(sheet: Sheet, figure: Figure) -> bool:
    """Whether an answer is not for everybody to read."""
    return sheet.fields[figure.cell.item, figure.cell.column].private


def _run(sheet: Sheet, run: Printed) -> Printed:
    if isinstance(run, str) or not is_private(sheet, run):
        return run
    return Figure(cell=run.cell, text="", kind=run.kind, unit=run.unit)
