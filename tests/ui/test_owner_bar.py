"""One table per project: which project it is, the way to the others, and where projects are entered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.formulas.cells import Cell
from tests.core.reports.samples import section
from tests.ui.editors.grid_samples import add, fill
from ui.chapter_page import OFFICIAL, ChapterPage
from ui.owner_bar import OwnerBar, OwnerPicker
from ui.report_model import ReportModel

PROJECTS, PARTS = "official_projects", "official_parts"


@pytest.fixture
def model(official: ReportModel) -> ReportModel:
    return official


def shown(model: ReportModel) -> tuple[ChapterPage, OwnerBar]:
    page = ChapterPage(model, section(model.program, "parts"))
    page.resize(900, 700)
    page.show()
    page.make_all()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    [bar] = page.findChildren(OwnerBar)
    return page, bar


def test_without_projects_it_says_where_to_enter_them(model: ReportModel) -> None:
    _, bar = shown(model)
    assert not bar.choice.isVisible()
    assert "还没有项目" in bar.nothing.text()
    gone: list[str] = []
    model.jump_wanted.connect(lambda cell, item: gone.append(item))
    bar.enter.click()
    assert gone == [PROJECTS]


def test_the_first_project_is_shown_and_buttons_go_on(model: ReportModel) -> None:
    fill(model, projects=3)
    page, bar = shown(model)
    one, other, last = model.sheet.rows(PROJECTS)
    assert page.official is not None
    assert (bar.choice.currentText(), bar.count.text(), page.official.owner) == ("1. 项目1", "1 / 3", one)
    assert not bar.back.isEnabled()
    bar.on.click()
    assert (page.official.owner, model.owner(PROJECTS)) == (other, other)
    bar.on.click()
    assert (page.official.owner, bar.on.isEnabled()) == (last, False)
    bar.step(1)
    bar.back.click()
    assert page.official.owner == other


def test_a_project_is_chosen_from_the_list(model: ReportModel) -> None:
    fill(model, projects=3)
    page, bar = shown(model)
    bar.choice.setCurrentIndex(2)
    bar.choice.activated.emit(2)
    assert page.official is not None
    assert page.official.owner == model.sheet.rows(PROJECTS)[2]
    assert page.area.verticalScrollBar().value() == 0


def test_a_project_is_found_by_its_name_or_initials(model: ReportModel) -> None:
    fill(model, projects=2)
    model.enter(Cell(PROJECTS, model.sheet.rows(PROJECTS)[1], "name"), "道路硬化")
    page, bar = shown(model)
    bar.search.click()
    [picker] = page.findChildren(OwnerPicker)
    QTest.keyClicks(picker.search, "dlyh")
    assert picker.found() == ["2. 道路硬化"]
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert page.official is not None
    assert page.official.owner == model.sheet.rows(PROJECTS)[1]
    assert bar.choice.currentText() == "2. 道路硬化"


def test_a_search_without_a_hit_goes_nowhere(model: ReportModel) -> None:
    fill(model, projects=2)
    page, bar = shown(model)
    bar.open_search()
    [picker] = page.findChildren(OwnerPicker)
    QTest.keyClicks(picker.search, "zzz")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert picker.isVisible()
    assert model.owner(PROJECTS) == model.sheet.rows(PROJECTS)[0]
    picker.search.clear()
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert model.owner(PROJECTS) == model.sheet.rows(PROJECTS)[1]


def test_names_and_states_follow(model: ReportModel) -> None:
    fill(model, projects=2)
    page, bar = shown(model)
    one, other = model.sheet.rows(PROJECTS)
    model.enter(Cell(PROJECTS, one, "name"), "水渠")
    assert bar.choice.itemText(0) == "1. 水渠"
    part = model.sheet.owned[PARTS][one][0]
    model.enter(Cell(PARTS, part, "points"), "十")
    model.examine()
    assert bar.state.text() == "必须改正"
    assert bar.choice.itemData(0, Qt.ItemDataRole.ToolTipRole) == "必须改正"
    add(model, PROJECTS, "", {"name": "新的"})
    assert bar.choice.count() == 3
    model.choose_owner(PROJECTS, other)
    model.remove_rows(PROJECTS, [other])
    assert page.official is not None
    assert (page.official.owner, model.owner(PROJECTS)) == (one, one)
    assert bar.choice.currentText() == "1. 水渠"


def test_going_to_an_answer_goes_to_its_project(model: ReportModel) -> None:
    fill(model, projects=3)
    page, _ = shown(model)
    last = model.sheet.rows(PROJECTS)[2]
    cell = Cell(PARTS, model.sheet.owned[PARTS][last][1], "actual")
    assert page.show_place(cell)
    assert page.official is not None
    assert (page.official.owner, page.official.grid_model.cell(page.official.view.currentIndex())) == (last, cell)
    assert page.show_place(None, OFFICIAL)
    assert page.show_place(None, PARTS)
    assert not page.show_place(Cell("official_phone"))
