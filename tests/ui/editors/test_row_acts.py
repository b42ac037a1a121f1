"""Rows from the library and rows that share points, asked for where the cursor is, by key, button and menu."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton

from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell
from core.reports.weights import standings
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from tests.core.reports.indicator_samples import indicators, texts_of
from tests.core.reports.samples import section
from tests.ui.conftest import opened, started
from tests.ui.editors.table_samples import Grid
from ui.editors.grid_editor import GridEditor
from ui.editors.indicator_picker import IndicatorPicker
from ui.editors.table_menu import cell_menu
from ui.report_model import ReportModel

TABLE, OWNED = "indicators", "project_indicators"
OFFICIAL, SECTION = "hunan_township/2024", "self_evaluation"
Key, Held = Qt.Key, Qt.KeyboardModifier
DROP = "本指标不适用：删除并调整分值"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ui.editors.indicator_picker.users_forms", lambda: tmp_path)


@pytest.fixture
def model(indicated: ReportModel) -> ReportModel:
    return indicated


def weighed(model: ReportModel) -> Grid:
    answers = [{"category": "quantity", "points": text} for text in ("20", "30")]
    model.add_rows(TABLE, 3, answers=[*answers, {"name": "未分类"}])
    return Grid(model, TABLE)


def picker(grid: Grid) -> IndicatorPicker:
    [found] = [one for one in grid.page.findChildren(IndicatorPicker) if one.isVisible()]
    return found


def lines(grid: Grid) -> list[str]:
    menu = cell_menu(grid.editor.rows, QPoint())
    return [action.text() for action in menu.actions()]


def test_a_row_is_picked_by_key_and_the_cursor_goes_to_it(model: ReportModel) -> None:
    grid = Grid(model, TABLE)
    grid.press(Key.Key_L, held=Held.ControlModifier)
    dialog = picker(grid)
    assert dialog.parentWidget() is grid.page
    name = dialog.list.shown[0].indicator.name
    dialog.take()
    [row] = grid.rows()
    assert (texts_of(model.session, row)["name"], grid.at()[0]) == (name, row)


def test_the_button_and_the_menu_are_there_where_the_table_has_a_library(model: ReportModel) -> None:
    grid = Grid(model, TABLE)
    [button] = [one for one in grid.editor.findChildren(QToolButton) if one.text() == "从指标库选"]
    button.click()
    picker(grid).reject()
    assert "从指标库选…\tCtrl+L" in lines(grid)
    other = Grid(model, "projects")
    assert "从指标库选" not in [one.text() for one in other.editor.findChildren(QToolButton)]
    assert "从指标库选…\tCtrl+L" not in lines(other)
    other.editor.rows.pick()
    assert other.page.findChildren(IndicatorPicker) == []


def test_where_there_are_several_owners_it_is_asked_whose_row_it_is(model: ReportModel) -> None:
    owners = model.add_rows("projects", 2, answers=[{"name": "甲"}, {"name": "乙"}])
    grid = Grid(model, OWNED)
    grid.editor.rows.pick()
    [menu] = [one for one in grid.view.findChildren(QMenu) if one.isVisible()]
    assert len(menu.actions()) == 2
    menu.actions()[1].trigger()
    menu.close()
    picker(grid).take()
    assert [row.owner for row in model.sheet.draft.rows(OWNED)] == [owners[1]]
    grid.go(grid.rows()[0], "name")
    grid.editor.rows.pick()
    picker(grid).take()
    assert [row.owner for row in model.sheet.draft.rows(OWNED)] == [owners[1]] * 2


def test_the_bar_over_the_table_follows_typing_and_the_owner_of_the_row(model: ReportModel) -> None:
    grid = weighed(model)
    assert grid.editor.weights is not None
    [first, *_] = grid.editor.weights.findChildren(QLabel)
    assert first.text() == "产出指标 50 / 50"
    grid.go(grid.rows()[0], "points")
    grid.type("19")
    assert first.text() == "产出指标 49 / 50，还差1"
    owners = model.add_rows("projects", 2)
    for owner, points in zip(owners, ("40", "41"), strict=True):
        model.add_rows(OWNED, 1, owner=owner, answers=[{"category": "quantity", "points": points}])
    owned = Grid(model, OWNED)
    assert owned.editor.weights is not None
    label = owned.editor.weights.findChildren(QLabel)[0]
    for row, points in zip(owned.rows(), ("40", "41"), strict=True):
        owned.go(row, "name")
        assert label.text().startswith(f"产出指标 {points} / 50")


def test_what_does_not_apply_is_deleted_and_its_points_go_to_the_rest(model: ReportModel) -> None:
    grid = weighed(model)
    grid.go(grid.rows()[2], "name")
    assert DROP not in lines(grid)
    grid.go(grid.rows()[0], "points")
    assert DROP in lines(grid)
    grid.editor.rows.remove_weighted()
    assert len(grid.rows()) == 2
    assert standings(model.sheet, TABLE)[0].points == 50
    model.undo()
    assert len(grid.rows()) == 3


def test_nothing_of_it_in_a_report_that_cannot_be_changed(qapp: QApplication) -> None:
    model = started(indicators(), None)
    model.session.add_rows(TABLE, 1, answers=[{"category": "quantity", "points": "5"}])
    grid = Grid(model, TABLE)
    grid.go(grid.rows()[0], "points")
    grid.editor.rows.pick()
    grid.editor.rows.remove_weighted()
    assert (len(grid.rows()), grid.page.findChildren(IndicatorPicker)) == (1, [])


def test_in_an_official_table_what_is_picked_stands_in_its_block_with_the_cursor_in_its_name(
    library: Library, drafts: Drafts
) -> None:
    draft = read_draft_file(library.entry(OFFICIAL).folder / EXAMPLE).draft.copy()
    model = opened(library.program(OFFICIAL), drafts, draft)
    editor = GridEditor(model, section(model.program, SECTION))
    editor.show()
    model.changed.connect(editor.refresh)
    first = next(row.id for row in model.sheet.draft.rows(TABLE))
    assert editor.show_cell(Cell(TABLE, first, "target"))
    editor.rows.pick()
    [dialog] = [one for one in editor.findChildren(IndicatorPicker) if one.isVisible()]
    assert dialog.where == {"category": model.sheet.value(Cell(TABLE, first, "category"))}
    dialog.take()
    new = model.sheet.draft.rows(TABLE)[-1].id
    assert editor.grid_model.cell(editor.view.currentIndex()) == Cell(TABLE, new, "name")
    model.save()
