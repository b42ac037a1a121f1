"""The workbook in the clerk's hands: filled and read back, and computed again by an office program."""

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from core.exports.excel_readback import read_back
from core.formulas.cells import Cell
from core.imports.workbook_answers import changed_answers
from core.reports.session import Session
from tests.acceptance.paper import Report, book_of
from tests.recalculation import recalculated, when_asked

BOTH = pytest.mark.parametrize("seed", ["C", "X"])


@BOTH
def test_an_untouched_workbook_offers_nothing(reports: dict[str, Report], seed: str) -> None:
    found, problems = read_back(reports[seed].book)
    assert problems == ()
    assert (found.uid, found.form) == (reports[seed].sheet.draft.uid, reports[seed].sheet.draft.form)
    assert changed_answers(reports[seed].sheet, found.answers) == ()


def test_every_figure_that_was_entered_can_be_read_back(reports: dict[str, Report]) -> None:
    for report in reports.values():
        answers = dict(read_back(report.book)[0].answers)
        sheet = report.sheet
        figures = [
            cell
            for cell in sheet.draft.entries
            if not sheet.computed(cell)
            and sheet.fields[cell.item, cell.column].kind in ("money", "integer", "quantity")
        ]
        assert len(figures) > 40
        assert set(figures) <= answers.keys()


def test_changed_cells_are_offered_and_nothing_else(reports: dict[str, Report], tmp_path: Path) -> None:
    """What the clerk typed into the workbook is listed before it is taken, also what is not understood."""
    report, path = reports["C"], tmp_path / "filled.xlsx"
    book = openpyxl.load_workbook(report.book)
    sheet = book["部门整体支出情况"]
    for row in sheet.iter_rows():
        for one, beside in pairwise(row):
            if one.value == "一般公共预算拨款" and beside.value == 1366.27:
                beside.value = 1400.5
            elif one.value == "事业收入":
                beside.value = "12,3万"
            elif one.value == "其他收入":
                beside.value = None
    book.save(path)
    found, problems = read_back(path)
    assert problems == ()
    changed = changed_answers(report.sheet, found.answers)
    assert [(str(one.cell), one.old, one.text, bool(one.problem)) for one in changed] == [
        ("income[general_budget].amount", "1,366.27", "1400.50", False),
        ("income[business].amount", "", "12,3万", True),
        ("income[other].amount", "431.81", "", False),
    ]
    session = Session(report.sheet.program, report.sheet.draft.copy())
    session.enter_many([(one.cell, one.text) for one in changed if not one.problem], "读入数据表")
    assert session.sheet.shown(Cell("income_total")) == "1446.73"
    session.undo()
    assert session.sheet.shown(Cell("income_total")) == "1844.31"


@when_asked
@BOTH
def test_computing_the_workbook_again_changes_no_figure(reports: dict[str, Report], tmp_path: Path, seed: str) -> None:
    again = book_of(recalculated(reports[seed].book.read_bytes(), tmp_path))
    for title, rows in reports[seed].figures.items():
        for before, after in zip(rows, again[title], strict=False):
            for one, other in zip(before, after, strict=False):
                if str(one.content).startswith("="):
                    assert (other.value or "") == pytest.approx(one.value or ""), (title, one.content)
