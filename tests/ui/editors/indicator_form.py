"""A report with tables of indicators, for the windows that fill them."""

from core.formulas.cells import Cell
from core.reports.draft import Draft
from core.storage.drafts import Drafts
from core.workspace import Workspace
from tests.core.reports.indicator_samples import indicators
from tests.ui.conftest import NOW
from ui.report_model import ReportModel


def indicator_model(drafts: Drafts | None) -> ReportModel:
    """An empty report of the sample form, kept in a store (None: read-only)."""
    draft = Draft(uid="indicators", form="t/2020")
    if drafts is not None:
        drafts.create(draft, NOW)
    return ReportModel(Workspace(indicators(), draft, drafts, NOW), lambda: NOW)


def row_of(model: ReportModel, row: str, table: str = "indicators") -> dict[str, str]:
    """What is typed in a row, by column."""
    cells = model.sheet.draft.entries.items()
    return {cell.column: entry.text for cell, entry in cells if cell == Cell(table, row, cell.column)}
