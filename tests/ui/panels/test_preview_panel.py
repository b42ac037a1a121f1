"""预览 beside the form: this chapter as it prints, a moment after each change."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from tests.core.reports.samples import section
from tests.ui.conftest import until
from ui.panels.preview_panel import AFTER, EMPTY, OFF_PAPER, PreviewPanel
from ui.paper.preview_window import PreviewWindow
from ui.report_model import ReportModel


@pytest.fixture
def panel(model: ReportModel) -> PreviewPanel:
    made = PreviewPanel(model)
    made.resize(340, 600)
    made.show()
    made.set_section(section(model.program, "expenditure"))
    made.view.finish()
    return made


def texts(panel: PreviewPanel) -> list[str]:
    assert panel.view.typesetter is not None
    return panel.view.typesetter.texts()


def test_it_shows_this_chapter_alone_under_its_number(panel: PreviewPanel) -> None:
    assert texts(panel)[0] == "二、部门整体支出情况"
    assert any("1844.31万元" in text for text in texts(panel))
    assert not any("三、" in text for text in texts(panel))


def test_it_follows_the_typing(model: ReportModel, panel: PreviewPanel) -> None:
    model.enter(Cell("income", "general_budget", "amount"), "987.65")
    until(lambda: any("987.65万元" in text for text in texts(panel)))


def test_a_chapter_off_paper_and_an_empty_one_say_so(model: ReportModel, panel: PreviewPanel) -> None:
    off = next(one for one in model.program.form.sections() if one.off_paper)
    panel.set_section(off)
    assert panel.nothing.text() == OFF_PAPER
    assert panel.nothing.isVisible()
    panel.set_section(section(model.program, "expenditure"))
    assert not panel.nothing.isVisible()
    assert EMPTY


def test_a_hidden_preview_waits(model: ReportModel, panel: PreviewPanel) -> None:
    panel.hide()
    model.enter(Cell("income", "general_budget", "amount"), "987.65")
    QTest.qWait(AFTER + 100)
    panel.view.finish()
    assert not any("987.65" in text for text in texts(panel))
    panel.show()
    panel.view.finish()
    assert any("987.65" in text for text in texts(panel))


def test_the_whole_report_opens_in_a_window(panel: PreviewPanel) -> None:
    panel.whole.click()
    windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PreviewWindow)]
    assert len(windows) == 1
    windows[0].view.finish()
    assert windows[0].view.page_count > 5
