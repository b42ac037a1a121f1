"""来历: from what was typed to what is printed, the sources to jump to, and what it was before."""

import pytest
from PySide6.QtCore import QUrl

from core.formulas.cells import Cell
from core.reports.draft import Origin
from tests.core.reports.samples import cell, section
from tests.ui.conftest import until
from ui.panels.origin_panel import ASK, OriginPanel
from ui.report_model import ReportModel

AMOUNT, SHARE = "income[general_budget].amount", "income[general_budget].share"


@pytest.fixture
def panel(model: ReportModel) -> OriginPanel:
    made = OriginPanel(model)
    made.resize(340, 600)
    made.show()
    made.set_section(section(model.program, "expenditure"))
    return made


def about(model: ReportModel, panel: OriginPanel, address: str) -> str:
    model.focus(cell(address))
    until(lambda: model.sheet.label(cell(address)) == panel.toPlainText().split("\n")[0])
    return panel.toPlainText()


def test_without_a_cell_it_lists_the_computed_figures_of_the_chapter(panel: OriginPanel) -> None:
    text = panel.toPlainText()
    assert ASK in text
    assert "本年收入合计" in text
    assert "1844.31万元" in text
    assert "人口" not in text


def test_a_computed_figure_shows_its_derivation_in_labels_and_numbers(model: ReportModel, panel: OriginPanel) -> None:
    text = about(model, panel, SHARE)
    assert "= 金额 ÷ 本年收入合计" in text
    assert "= 1366.27 ÷ 1844.31" in text
    assert "= 74.1%" in text
    assert "由程序计算" in text


def test_its_sources_are_links_that_jump(model: ReportModel, panel: OriginPanel) -> None:
    gone: list[Cell | None] = []
    model.jump_wanted.connect(lambda where, item: gone.append(where))
    about(model, panel, SHARE)
    assert f'href="cell:{AMOUNT}"' in panel.toHtml()
    panel.anchorClicked.emit(QUrl(f"cell:{AMOUNT}"))
    assert gone == [cell(AMOUNT)]


def test_typed_text_stands_exactly_with_origin_and_reason(model: ReportModel, panel: OriginPanel) -> None:
    model.enter(cell(AMOUNT), "13,001,000元", origin=Origin.ESTIMATED, reason="决算未批复")
    text = about(model, panel, AMOUNT)
    assert "13,001,000元" in text
    assert "暂估（决算未批复）" in text
    assert "1300.10万元" in text


def test_what_is_not_understood_is_said_with_its_reason(model: ReportModel, panel: OriginPanel) -> None:
    model.enter(cell(AMOUNT), "<b>若干</b>")
    text = about(model, panel, AMOUNT)
    assert "<b>若干</b>" in text  # shown, not taken for a sign of the page
    assert "不是数字" in text


def test_the_history_tells_when_from_and_to_latest_first(model: ReportModel, panel: OriginPanel) -> None:
    for visit, text in (("a", "1300"), ("b", "1310")):
        model.enter(cell(AMOUNT), text, visit=visit)
        model.save()
    told = about(model, panel, AMOUNT)
    history = told[told.index("修改记录") :]
    assert "2024-3-29 16:40" in history or "2024-3-29" in history
    assert history.index("1310") < history.rindex("1366.27")


def test_it_follows_changes_of_the_cell_at_hand(model: ReportModel, panel: OriginPanel) -> None:
    about(model, panel, SHARE)
    model.enter(cell(AMOUNT), "1000")
    until(lambda: "1000.00 ÷" in panel.toPlainText())


def test_another_chapter_leaves_the_cell_behind(model: ReportModel, panel: OriginPanel) -> None:
    about(model, panel, SHARE)
    panel.set_section(section(model.program, "overview_basics"))
    assert "一般公共预算拨款" not in panel.toPlainText()
    assert ASK in panel.toPlainText()


def test_a_computed_cell_given_by_the_accounts_shows_both(model: ReportModel, panel: OriginPanel) -> None:
    model.enter(cell("income_total"), "1900")
    text = about(model, panel, "income_total")
    assert "账上数" in text
    assert "1844.31" in text
    assert "1900" in text
