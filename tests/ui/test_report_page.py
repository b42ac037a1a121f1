"""填报: walking the chapters, jumping to places, panels at the side or behind tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from core.reports.progress import section_items
from core.reports.session import SEEN
from tests.ui.hands import click
from ui.editors.cell_editors import CellLine
from ui.editors.line_input import typable
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


def test_the_way_on_passes_over_a_document_that_is_switched_off(page: ReportPage, model: ReportModel) -> None:
    of = {section.id: document for document in model.program.form.documents for section in document.sections}
    sections = page.sections
    at = next(
        at for at, one in enumerate(sections) if at and of[one.id].optional and not of[sections[at - 1].id].optional
    )
    page.show_section(sections[at - 1])
    named = page.frame.on.text()
    assert named == f"下一节：{model.sheet.caption(sections[at].heading)}"
    model.set_document_applicable(of[sections[at].id].id, False)
    assert page.section is sections[at - 1]
    assert page.frame.on.text() != named
    model.undo()
    assert page.frame.on.text() == named


def test_enter_behind_the_last_answer_comes_to_the_way_on(page: ReportPage) -> None:
    inputs = [row.widget for row in page.frame.page.rows.values() if typable(row.widget)]
    inputs[-1].setFocus()
    QTest.keyClick(inputs[-1], Qt.Key.Key_Return)
    assert page.frame.on.hasFocus()
    page.frame.on.setEnabled(False)  # as in the last chapter: there is no first answer to go back to unasked
    inputs[-1].setFocus()
    QTest.keyClick(inputs[-1], Qt.Key.Key_Return)
    assert inputs[-1].hasFocus()


# ---------------------------------------------------------------- findings in a long official table


def in_sight(page: ReportPage) -> bool:
    """Whether the whole current cell of the official table is seen on the page."""
    editor, area = page.frame.page.official, page.frame.page.area
    assert editor is not None
    view = editor.view
    cell = view.visualRect(view.currentIndex())
    top = view.viewport().mapTo(area.viewport(), cell.topLeft()).y()
    return view.hasFocus() and top >= 0 and top + cell.height() <= area.viewport().height()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_jump_into_a_long_table_has_the_cell_in_sight(model: ReportModel, width: int) -> None:
    page, rows = shown(model, width), model.sheet.rows("indicators")
    for row in (rows[-1], rows[0], rows[len(rows) // 2], rows[-1]):
        cell = Cell("indicators", row, "actual")
        model.jump(cell)
        assert in_sight(page)
        QApplication.processEvents()
        assert in_sight(page)
        assert model.focused == cell
        page.show_section(page.sections[0])
        QApplication.processEvents()


def test_the_cell_stays_in_sight_when_the_table_is_scrolled_away_in_between(
    page: ReportPage, model: ReportModel
) -> None:
    cell = Cell("indicators", model.sheet.rows("indicators")[-1], "actual")
    model.jump(cell)
    QApplication.processEvents()
    page.frame.page.area.verticalScrollBar().setValue(0)
    assert not in_sight(page)
    model.jump(cell)
    QApplication.processEvents()
    assert in_sight(page)


def test_a_row_that_is_not_measured_offers_its_words(page: ReportPage, model: ReportModel) -> None:
    rows = model.sheet.rows("indicators")
    row = next(row for row in rows if model.sheet.value(Cell("indicators", row, "direction")) == "qualitative")
    verdict = Cell("indicators", row, "verdict")
    model.enter(verdict, "")
    model.jump(Cell("indicators", row, "actual"))
    QApplication.processEvents()
    official = page.frame.page.official
    assert official is not None
    QTest.keyClick(official.view, Qt.Key.Key_F2)
    editor = official.view.grid_delegate.editor
    assert isinstance(editor, CellLine)
    assert editor.words is not None
    popup = editor.words.popup()
    assert popup.isVisible()
    assert popup.width() > popup.sizeHintForColumn(0), "no word is cut"
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_F2)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        assert popup.isVisible()
        QTest.keyClick(popup, key)
    assert not popup.isVisible()
    assert (editor.text(), model.sheet.value(verdict)) == ("部分达成预期指标", "fair")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert official.view.grid_delegate.editor is None
    model.undo()
    assert model.sheet.value(verdict) is None


def test_a_measured_row_offers_none(page: ReportPage, model: ReportModel) -> None:
    rows = model.sheet.rows("indicators")
    row = next(row for row in rows if model.sheet.value(Cell("indicators", row, "direction")) == "at_least")
    model.jump(Cell("indicators", row, "actual"))
    official = page.frame.page.official
    assert official is not None
    QTest.keyClick(official.view, Qt.Key.Key_F2)
    editor = official.view.grid_delegate.editor
    assert isinstance(editor, CellLine)
    assert editor.words is None


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
