"""Which editor a field gets: one small editor per kind, chosen by the definition alone."""

from core.forms.kinds import KINDS, ChoiceKind
from core.formulas.cells import Cell
from ui.editors.choice_input import ChoiceInput
from ui.editors.date_input import DateInput
from ui.editors.field_row import FieldRow
from ui.editors.line_input import ComputedFigure, LineInput, SuppliedInput
from ui.editors.outline_editor import OutlineBar
from ui.editors.outline_input import OutlineInput
from ui.editors.prose_input import ProseInput
from ui.report_model import ReportModel


def field_row(model: ReportModel, cell: Cell) -> FieldRow:
    """The row of a field on the page."""
    one = model.program.fields[cell.item]
    kind = KINDS[one.kind]
    if one.kind == "outline":
        outline = OutlineInput(model, cell)
        row = FieldRow(model, cell, outline, above=True)
        row.add_under_head(OutlineBar(outline))
        return row
    if kind.prose or one.kind == "names":
        prose = ProseInput(model, cell)
        row = FieldRow(model, cell, prose, above=True)
        for widget in prose.head_widgets():
            row.add_to_head(widget)
        return row
    if isinstance(kind, ChoiceKind):
        return FieldRow(model, cell, ChoiceInput(model, cell), narrow=True)
    if one.kind == "date":
        return FieldRow(model, cell, DateInput(model, cell), narrow=True)
    return FieldRow(model, cell, _line(model, cell), narrow=kind.figure)


def _line(model: ReportModel, cell: Cell) -> LineInput:
    if not model.sheet.computed(cell):
        return LineInput(model, cell)
    return SuppliedInput(model, cell) if model.program.fields[cell.item].supplied else ComputedFigure(model, cell)
