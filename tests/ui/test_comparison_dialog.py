"""与上次报送对比: old beside new, following what is typed, with the way to each place."""

from dataclasses import replace

import pytest

from core.formulas.cells import Cell
from core.reports.frozen import FrozenFigure, frozen
from core.storage.milestones import EXPORT, Milestone
from tests.ui.conftest import NOW
from ui.comparison_dialog import GONE, LONGEST, OTHER_FORM, ComparisonDialog
from ui.report_model import ReportModel

STAFF, OLD = Cell("nature", "staff", "amount"), "721.58"


@pytest.fixture
def then(model: ReportModel) -> Milestone:
    return Milestone(at=NOW, kind=EXPORT, export=frozen(model.sheet, final=True))


@pytest.fixture
def dialog(model: ReportModel, then: Milestone) -> ComparisonDialog:
    model.enter(STAFF, "1000")
    made = ComparisonDialog(model, then)
    made.show()
    return made


def line(dialog: ComparisonDialog, row: int) -> list[str]:
    items = [dialog.table.item(row, column) for column in range(3)]
    return [item.text() if item else "" for item in items]


def test_what_was_typed_stands_first_old_beside_new(dialog: ComparisonDialog, model: ReportModel) -> None:
    assert line(dialog, 0) == [model.sheet.label(STAFF), OLD, "1000.00"]
    assert "填写的内容有1处变化" in dialog.head.text()
    assert dialog.windowTitle() == "与上次报送对比"
    assert not dialog.warning.isVisible()


def test_what_follows_can_be_left_out(dialog: ComparisonDialog) -> None:
    assert any("（计算）" in line(dialog, row)[0] for row in range(dialog.table.rowCount()))
    dialog.only_typed.click()
    assert dialog.table.rowCount() == 1


def test_it_follows_what_is_typed(dialog: ComparisonDialog, model: ReportModel) -> None:
    model.enter(STAFF, "")
    model.examine()
    assert line(dialog, 0)[2] == "（空）"
    model.enter(STAFF, OLD)
    model.examine()
    assert dialog.table.rowCount() == 0
    assert "报告没有变化" in dialog.head.text()
    assert not dialog.jump.isEnabled()


def test_it_leads_to_the_place(dialog: ComparisonDialog, model: ReportModel) -> None:
    asked: list[tuple[Cell | None, str]] = []
    model.jump_wanted.connect(lambda cell, item: asked.append((cell, item)))
    dialog.jump.click()
    sentence = next(row for row, one in enumerate(dialog.shown) if one.item)
    dialog.table.selectRow(sentence)
    dialog.table.itemActivated.emit(dialog.table.item(sentence, 0))
    assert asked == [(STAFF, ""), (None, dialog.shown[sentence].item)]
    assert dialog.isVisible()


def test_what_is_gone_leads_nowhere_and_another_form_is_said(model: ReportModel, then: Milestone) -> None:
    assert then.export is not None
    figures = {**then.export.figures, "nowhere": FrozenFigure("旧项", "字" * (LONGEST + 1))}
    other = replace(then, export=replace(then.export, figures=figures, form="other/2020", final=False))
    dialog = ComparisonDialog(model, other)
    dialog.show()
    assert dialog.warning.isVisible()
    assert dialog.warning.text() == OTHER_FORM
    label, old, new = line(dialog, 0)
    assert (label, len(old), new) == ("旧项", LONGEST + 2, GONE)
    assert not dialog.jump.isEnabled()
