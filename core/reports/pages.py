"""The chapters as pages of the screen: which have something to fill, and which figures stand for a finished one."""

from itertools import islice

from core.forms.model import DocumentForm, Section
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.progress import section_items
from core.reports.sheet import Sheet
from core.reports.switched import active_sections


def pages_of(sheet: Sheet) -> tuple[Section, ...]:
    """The chapters that have something to fill or to read, in order; the others are mere headings.

    Those of documents that are switched off are left out.
    """
    return tuple(section for section in active_sections(sheet) if section.items or section.grid)


def document_of(program: Program, section: Section) -> DocumentForm:
    """The document that a chapter is of."""
    return next(one for one in program.form.documents if any(section.id == other.id for other in one.sections))


def key_figures(sheet: Sheet, section: Section, most: int = 2) -> tuple[Cell, ...]:
    """The first computed figures of a chapter that have a value."""
    cells = (Cell(item) for item in section_items(section) if item in sheet.program.fields)
    computed = (cell for cell in cells if sheet.computed(cell) and sheet.value(cell) is not None)
    return tuple(islice(computed, most))
