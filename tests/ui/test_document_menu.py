"""Optional documents and documents per project: switched off and on from the list of chapters, looked at one by one."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.forms.model import DocumentForm
from core.formulas.cells import Cell
from core.reports.compose import DocumentKey
from core.reports.switched import is_on
from tests.ui.conftest import until
from tests.ui.editors.grid_samples import fill
from ui.chapter_list import ChapterList, Kind
from ui.document_menu import document_menu
from ui.panels.preview_panel import PreviewPanel
from ui.paper.preview_window import PreviewWindow
from ui.previews import preview, title_of
from ui.report_model import ReportModel
from ui.report_page import ReportPage

PROJECTS = "official_projects"


@pytest.fixture
def model(official: ReportModel) -> ReportModel:
    fill(official)
    return official


@pytest.fixture
def page(model: ReportModel) -> ReportPage:
    made = ReportPage(model, lambda: None)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


def form(model: ReportModel, id: str) -> DocumentForm:
    return next(one for one in model.program.form.documents if one.id == id)


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def press(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()
    menu.close()


def titles(chapters: ChapterList) -> list[tuple[str, bool]]:
    return [(line.text, line.off) for line in chapters.chapters.lines if line.kind is Kind.DOCUMENT]


# ---------------------------------------------------------------- switching off


def test_a_document_that_is_switched_off_is_folded_and_comes_back(page: ReportPage, model: ReportModel) -> None:
    lines = len(page.chapters.chapters.lines)
    press(document_menu(model, form(model, "table"), page, QPoint()), "本单位不适用")
    assert ("2024年度自评表", True) in titles(page.chapters)
    assert len(page.chapters.chapters.lines) == lines - 1
    assert "table" not in [section.id for section in page.sections]
    menu = document_menu(model, form(model, "table"), page, QPoint())
    assert texts(menu) == ["恢复（本单位要报这份）"]
    press(menu, "恢复")
    assert len(page.chapters.chapters.lines) == lines
    assert model.session.undo_label()


def test_a_chapter_whose_document_is_switched_off_gives_way(page: ReportPage, model: ReportModel) -> None:
    page.show_section(next(one for one in page.sections if one.id == "table"))
    assert page.frame.not_applicable.isVisible()
    page.frame.not_applicable.click()
    assert not is_on(model.program, model.session.draft, form(model, "table"))
    assert page.section.id == "main"
    page.walk(1)
    assert page.section.id == "parts"
    page.walk(1)
    assert page.section.id == "parts"


def test_a_report_is_no_optional_document(page: ReportPage, model: ReportModel) -> None:
    assert texts(document_menu(model, form(model, "report"), page, QPoint())) == ["预览和打印…"]


def test_a_title_opens_its_menu_by_mouse_and_by_key(page: ReportPage) -> None:
    chapters = page.chapters
    at = next(at for at, line in enumerate(chapters.chapters.lines) if line.text == "2024年度自评表")
    place = chapters.visualRect(chapters.chapters.index(at)).center()
    QTest.mouseClick(chapters.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert close_menu(chapters)
    chapters.setFocus()
    chapters.setCurrentIndex(chapters.chapters.index(at))
    QTest.keyClick(chapters, Qt.Key.Key_Return)
    assert close_menu(chapters)
    assert page.section.id == "main"
    assert not chapters.grab().isNull()


def close_menu(chapters: ChapterList) -> bool:
    QApplication.processEvents()
    menus = [menu for menu in chapters.findChildren(QMenu) if menu.isVisible()]
    for menu in menus:
        menu.close()
    QApplication.processEvents()
    return len(menus) == 1


def test_jumping_goes_to_the_project_of_an_answer(page: ReportPage, model: ReportModel) -> None:
    last = model.sheet.rows(PROJECTS)[1]
    cell = Cell("official_parts", model.sheet.owned["official_parts"][last][0], "actual")
    page.jump(cell, "")
    assert (page.section.id, model.owner(PROJECTS)) == ("parts", last)
    assert page.frame.page.official is not None
    assert page.frame.page.official.grid_model.cell(page.frame.page.official.view.currentIndex()) == cell


def test_walking_enters_an_official_table(page: ReportPage) -> None:
    page.walk(1)
    assert page.frame.page.official is not None
    assert page.frame.page.official.view.hasFocus()


# ---------------------------------------------------------------- looking at them


def previews() -> PreviewWindow:
    QApplication.processEvents()
    [found] = [one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewWindow) and one.isVisible()]
    return found


def test_all_documents_are_offered_and_composed_when_looked_at(page: ReportPage, model: ReportModel) -> None:
    first = model.sheet.rows(PROJECTS)[0]
    preview(model, page, first=DocumentKey("parts", first))
    window = previews()
    assert [window.choice.itemText(at) for at in range(window.choice.count())] == [
        "2024年度报告", "2024年度自评表", "2024年度项目支出自评表：项目1", "2024年度项目支出自评表：项目2"
    ]  # fmt: skip
    assert window.document.row == first
    assert list(window._composed) == [2]
    window.choice.setCurrentIndex(0)
    window.view.finish()
    assert window.document.id == "report"
    window.close()


def test_the_menu_of_a_repeated_document_looks_at_one_or_all(page: ReportPage, model: ReportModel) -> None:
    other = model.sheet.rows(PROJECTS)[1]
    model.choose_owner(PROJECTS, other)
    menu = document_menu(model, form(model, "parts"), page, QPoint())
    assert texts(menu) == ["预览和打印：项目2…", "预览全部项目（2份）…", "本单位不适用"]
    press(menu, "预览和打印")
    assert [offer.title for offer in previews().offers] == ["2024年度项目支出自评表：项目2"]
    previews().close()


def test_nothing_to_look_at_opens_nothing(page: ReportPage, model: ReportModel) -> None:
    preview(model, page, keys=[])
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewWindow) and one.isVisible()]
    assert title_of(model.sheet, DocumentKey("table")) == "2024年度自评表"


def test_the_panel_shows_the_table_of_the_project_at_hand(page: ReportPage, model: ReportModel) -> None:
    page.show_section(next(one for one in page.sections if one.id == "parts"))
    page.show_panel("预览")
    panel = page.panels.currentWidget()
    assert isinstance(panel, PreviewPanel)
    one, other = model.sheet.rows(PROJECTS)
    model.choose_owner(PROJECTS, other)
    until(lambda: panel.view.typesetter is not None and "项目2" in panel.view.typesetter.texts())
    model.remove_rows(PROJECTS, [one, other])
    until(panel.nothing.isVisible)
