"""填报: walking the chapters, jumping to places, panels at the side or behind tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from core.reports.progress import section_items
from core.reports.session import SEEN
from tests.ui.hands import click
from ui.report_model import ReportModel
from ui.report_page import FILL, ReportPage
from ui.side_panels import SidePanels

WIDE, NARROW = 1366, 1000


@pytest.fixture
def page(model: ReportModel) -> ReportPage:
    return shown(model)


def shown(model: ReportModel, width: int = WIDE) -> ReportPage:
    made = ReportPage(model, lambda: None)
    made.resize(width, 700)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


def focused_in(page: ReportPage) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and page.frame.page.isAncestorOf(focused)


def test_it_begins_with_the_first_chapter(page: ReportPage) -> None:
    assert page.section.id == "unit_data"
    assert page.frame.heading.text() == "基本信息"
    assert not page.frame.back.isEnabled()
    assert page.frame.on.text() == "下一节：基本情况"


def test_buttons_walk_the_chapters(page: ReportPage) -> None:
    click(page.frame.on)
    assert page.section.id == "overview_basics"
    assert focused_in(page)
    assert page.chapters.currentIndex() == page.chapters.chapters.index_of(page.section)
    click(page.frame.back)
    assert page.section.id == "unit_data"


def test_the_walk_ends_at_the_ends(page: ReportPage) -> None:
    page.walk(-1)
    assert page.section.id == "unit_data"
    page.show_section(page.sections[-1])
    page.walk(1)
    assert (page.section, page.frame.on.isEnabled(), page.frame.on.text()) == (page.sections[-1], False, "下一节")


def test_pages_are_kept(page: ReportPage) -> None:
    first = page.frame.page
    page.walk(1)
    page.walk(-1)
    assert page.frame.page is first


def test_every_chapter_can_be_shown(page: ReportPage) -> None:
    for section in page.sections:
        page.show_section(section)
        assert page.frame.page.section is section


def test_a_jump_goes_to_the_cell(page: ReportPage, model: ReportModel) -> None:
    model.jump(Cell("staff_quota"))
    assert page.section.id == "overview_basics"
    assert model.focused == Cell("staff_quota")


def test_a_jump_goes_to_a_sentence(page: ReportPage, model: ReportModel) -> None:
    model.jump(None, "sentence:income_summary")
    assert page.section.id == "expenditure"


def test_a_jump_to_nowhere_stays(page: ReportPage, model: ReportModel) -> None:
    model.jump(Cell("nothing_of_this_form"))
    assert page.section.id == "unit_data"


def test_looking_at_an_empty_chapter_is_noted_and_cannot_be_undone(blank_model: ReportModel) -> None:
    page = shown(blank_model)
    page.walk(1)
    assert blank_model.session.draft.states["overview_basics"] == SEEN
    assert "assets" not in blank_model.session.draft.states
    assert blank_model.session.undo_label() == ""


# ---------------------------------------------------------------- 本单位不适用


def test_a_chapter_may_not_apply(page: ReportPage, model: ReportModel) -> None:
    page.show_section(next(section for section in page.sections if section.id == "assets"))
    click(page.frame.not_applicable)
    model.examine()
    assert set(section_items(page.section)) <= set(model.session.draft.not_applicable)
    assert (page.frame.state.text(), page.frame.aside.isVisible()) == ("本单位不适用", True)
    model.undo()
    model.examine()
    assert not page.frame.not_applicable.isChecked()
    assert (page.frame.state.text(), page.frame.aside.isVisible()) == ("完成", False)


def test_the_units_data_always_apply(page: ReportPage) -> None:
    assert not page.frame.not_applicable.isVisible()


def test_the_state_follows_the_typing(page: ReportPage, model: ReportModel) -> None:
    model.enter(Cell("reporting_unit"), "")
    model.examine()
    assert page.frame.state.text() == "未完"


# ---------------------------------------------------------------- panels


def tabs(page: ReportPage) -> list[str]:
    return [page.tabs.tabText(at) for at in range(page.tabs.count())]


def test_panels_stand_at_the_side_where_there_is_room(page: ReportPage) -> None:
    assert tabs(page) == list(SidePanels.NAMES)
    assert page.panels.isVisible()
    assert page.frame.isVisible()


def test_they_fold_into_tabs_where_there_is_none(model: ReportModel) -> None:
    page = shown(model, NARROW)
    assert tabs(page) == [FILL, *SidePanels.NAMES]
    assert (page.frame.isVisible(), page.panels.isVisible()) == (True, False)
    page.show_panel("上年")
    assert (page.frame.isVisible(), page.panels.isVisible(), page.panels.name) == (False, True, "上年")
    model.jump(Cell("staff_quota"))
    assert (page.frame.isVisible(), focused_in(page)) == (True, True)


def test_they_unfold_again(model: ReportModel) -> None:
    page = shown(model, NARROW)
    page.show_panel("来历")
    page.resize(WIDE, 700)
    QApplication.processEvents()
    assert tabs(page) == list(SidePanels.NAMES)
    assert page.frame.isVisible()
    assert page.panels.isVisible()


@pytest.mark.parametrize("name", SidePanels.NAMES)
def test_every_panel_opens_and_follows_the_chapter(page: ReportPage, name: str) -> None:
    page.show_panel(name)
    panel = page.panels.currentWidget()
    page.walk(1)
    assert page.panels.currentWidget() is panel
    assert page.panels._about[name] is page.section


def test_a_panel_that_is_not_seen_catches_up(page: ReportPage) -> None:
    page.show_panel("来历")
    page.show_panel("审核")
    page.walk(1)
    assert page.panels._about["来历"] is page.sections[0]
    page.show_panel("来历")
    assert page.panels._about["来历"] is page.section


def test_last_years_report_is_asked_for_once_and_only_when_looked_at(model: ReportModel) -> None:
    asked: list[int] = []
    page = ReportPage(model, lambda: asked.append(1))
    page.show()
    assert asked == []
    page.show_panel("上年")
    page.show_panel("审核")
    page.show_panel("上年")
    assert asked == [1]


def test_f6_goes_round_the_areas(page: ReportPage) -> None:
    page.chapters.setFocus()
    page.next_area()
    assert focused_in(page)
    page.next_area()
    assert QApplication.focusWidget() is page.tabs
    page.next_area()
    assert QApplication.focusWidget() is page.chapters


def test_tabs_take_keys(page: ReportPage) -> None:
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.panels.name == "预览"
