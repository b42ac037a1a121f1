"""The chapters as pages of the screen: which have something to fill, and which figures stand for a finished one."""

from itertools import islice

from core.forms.model import Section
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.progress import section_items
from core.reports.sheet import Sheet


def pages_of(program: Program) -> tuple[Section, ...]:
    """The chapters that have something to fill or to read, in order; the others are mere headings."""
    return tuple(section for section in program.form.sections() if section.items or section.grid)


def key_figures(sheet: Sheet, section: Section, most: int = 2) -> tuple[Cell, ...]:
    """The first computed figures of a chapter that have a value."""
    cells = (Cell(item) for item in section_items(section) if item in sheet.program.fields)
    computed = (cell for cell in cells if sheet.computed(cell) and sheet.value(cell) is not None)
    return tuple(islice(computed, most))
