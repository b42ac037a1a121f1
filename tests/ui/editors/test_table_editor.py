"""Rows of one's own: added, deleted, moved, by keys as by mouse, each as one step; and what a cell's menu offers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton

from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.next_year import TO_CONFIRM
from tests.ui.conftest import started
from tests.ui.editors.table_samples import Grid
from ui.editors.cell_model import MARK_ROLE
from ui.editors.reason_dialog import ReasonDialog
from ui.editors.table_menu import cell_menu
from ui.report_model import ReportModel
from ui.style.theme import DARK, LIGHT, theme

Key, Held = Qt.Key, Qt.KeyboardModifier
PLAN, WORKS, GROUPS = "sample_plan", "sample_works", "sample_groups"


@pytest.fixture
def model(tables: ReportModel) -> ReportModel:
    return tables


@pytest.fixture
def works(model: ReportModel) -> Grid:
    model.paste(WORKS, [], [{"name": name, "amount": "1"} for name in ("甲", "乙", "丙")])
    return Grid(model, WORKS)


def names(grid: Grid) -> list[str]:
    return [grid.shown(row, "name") for row in grid.rows()]


def button(grid: Grid, text: str) -> QToolButton:
    [found] = [one for one in grid.editor.findChildren(QToolButton) if one.text() == text]
    return found


# ---------------------------------------------------------------- rows


def test_a_row_is_added_by_key_behind_the_present_one_and_typed_into(works: Grid) -> None:
    works.go(works.rows()[0], "amount")
    works.press(Key.Key_Plus, held=Held.ControlModifier)
    works.type("new")
    works.press(Key.Key_Return)
    assert names(works) == ["甲", "new", "乙", "丙"]
    works.model.undo()
    works.model.undo()
    assert names(works) == ["甲", "乙", "丙"]


def test_a_first_row_is_added_to_an_empty_table(model: ReportModel) -> None:
    grid = Grid(model, WORKS)
    grid.press(Key.Key_Plus, held=Held.ControlModifier)
    assert len(grid.rows()) == 1
    assert grid.at() == (grid.rows()[0], "name")
    QTest.mouseClick(button(grid, "增加一行"), Qt.MouseButton.LeftButton)
    assert len(grid.rows()) == 2


def test_chosen_rows_are_deleted_as_one_step_and_the_cursor_stays_near(works: Grid) -> None:
    works.go(works.rows()[1], "amount")
    works.press(Key.Key_Down, held=Held.ShiftModifier)
    works.press(Key.Key_Minus, held=Held.ControlModifier)
    assert names(works) == ["甲"]
    assert works.at() == (works.rows()[0], "amount")
    assert works.model.session.undo_label() == "删除2行 工程"
    works.model.undo()
    assert names(works) == ["甲", "乙", "丙"]


def test_the_last_row_can_be_deleted(works: Grid) -> None:
    works.press(Key.Key_A, held=Held.ControlModifier)
    works.press(Key.Key_Minus, held=Held.ControlModifier)
    assert works.rows() == ()
    assert not works.view.currentIndex().isValid()


def test_a_row_moves_and_the_cursor_moves_with_it(works: Grid) -> None:
    row = works.rows()[0]
    works.go(row, "amount")
    works.press(Key.Key_Down, held=Held.AltModifier)
    assert names(works) == ["乙", "甲", "丙"]
    assert works.at() == (row, "amount")
    works.press(Key.Key_Down, Key.Key_Down, held=Held.AltModifier)
    works.press(Key.Key_Up, held=Held.AltModifier)
    assert names(works) == ["乙", "甲", "丙"]


def test_an_open_cell_keeps_its_words_when_a_row_is_added(works: Grid) -> None:
    works.go(works.rows()[2], "name")
    works.press(Key.Key_F2)
    works.type("x")
    works.press(Key.Key_Plus, held=Held.ControlModifier)
    assert names(works) == ["甲", "乙", "丙x", ""]


def test_fixed_rows_are_neither_deleted_nor_moved(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    assert grid.editor.findChildren(QToolButton) == []
    grid.go("roads", "amount")
    grid.editor.rows.remove()
    grid.editor.rows.up()
    assert grid.rows() == ("all", "roads", "water")


def test_a_read_only_report_offers_no_rows(qapp: QApplication, tables_form: Program) -> None:
    grid = Grid(started(tables_form, None, year="2024"), WORKS)
    assert not button(grid, "增加一行").isEnabled()
    grid.press(Key.Key_Plus, held=Held.ControlModifier)
    assert grid.rows() == ()


# ---------------------------------------------------------------- rows within fixed ones


def test_rows_stand_within_the_fixed_row_where_they_were_added(model: ReportModel) -> None:
    grid = Grid(model, GROUPS)
    for group, name in (("west", "w1"), ("east", "e1"), ("east", "e2")):
        grid.go(group, "amount")
        grid.press(Key.Key_Plus, held=Held.ControlModifier)
        grid.type(name)
        grid.press(Key.Key_Tab)
        grid.type("5")
        grid.press(Key.Key_Return)
    labels = [grid.editor.grid_model.headerData(at, Qt.Orientation.Vertical) for at in range(5)]
    assert labels == ["东片", "　e1", "　e2", "西片", "　w1"]
    assert [grid.shown(row, "amount") for row in ("east", "west")] == ["10.00", "5.00"]


def test_a_row_behind_another_is_in_the_same_group_and_moves_within_it(model: ReportModel) -> None:
    grid = Grid(model, GROUPS)
    for _ in range(2):
        grid.go("east", "name")
        grid.press(Key.Key_Plus, held=Held.ControlModifier)
    grid.go("west", "name")
    grid.press(Key.Key_Plus, held=Held.ControlModifier)
    first = grid.rows()[1]
    grid.go(first, "name")
    grid.press(Key.Key_Plus, held=Held.ControlModifier)
    assert [model.sheet.trees[GROUPS].parent.get(row) for row in grid.rows()] == [
        None,
        "east",
        "east",
        "east",
        None,
        "west",
    ]
    added = grid.rows()[2]
    grid.press(Key.Key_Down, Key.Key_Down, held=Held.AltModifier)
    assert grid.rows()[3] == added
    assert grid.rows()[4] == "west"


def test_where_no_group_is_chosen_it_is_asked(model: ReportModel) -> None:
    grid = Grid(model, GROUPS)
    grid.view.setCurrentIndex(grid.editor.grid_model.index(-1, -1))
    grid.editor.rows.add()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["加在“东片”下", "加在“西片”下"]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert model.sheet.trees[GROUPS].parent[grid.rows()[2]] == "west"


# ---------------------------------------------------------------- the menu and the mark of a cell


def offered(grid: Grid) -> dict[str, QMenu]:
    menu = cell_menu(grid.editor.rows, grid.view.rect().center())
    return {action.text().split("\t")[0]: menu for action in menu.actions() if action.isEnabled() and action.text()}


def choose(grid: Grid, text: str) -> None:
    menu = offered(grid)[text]
    [action] = [one for one in menu.actions() if one.text().split("\t")[0] == text]
    action.trigger()
    menu.close()


def mark(grid: Grid, row: str, column: str) -> str:
    return str(grid.editor.grid_model.place(grid.cell(row, column)).data(MARK_ROLE))


def test_a_figure_is_marked_as_an_estimate_and_back(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    model.enter(grid.cell("roads", "amount"), "5")
    grid.go("roads", "amount")
    assert mark(grid, "roads", "amount") == ""
    choose(grid, "标为暂估")
    assert mark(grid, "roads", "amount") == "暂估"
    choose(grid, "取消暂估")
    assert model.sheet.draft.entries[grid.cell("roads", "amount")].origin == Origin.TYPED


def test_a_figure_of_last_year_is_released_with_a_reason(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    cell = grid.cell("roads", "amount")
    model.enter(cell, "5", origin=Origin.LAST_YEAR)
    grid.go("roads", "amount")
    assert mark(grid, "roads", "amount") == "上年带入"
    assert "清除" not in offered(grid)
    choose(grid, "解除锁定…")
    [dialog] = grid.page.findChildren(ReasonDialog)
    dialog.findChildren(QLineEdit)[-1].setText("决算调整")
    dialog.accept()
    entry = model.sheet.draft.entries[cell]
    assert (entry.text, entry.origin, entry.reason) == ("5", Origin.TYPED, "决算调整")
    grid.type("6")
    assert grid.shown("roads", "amount") == "6.00"
    assert model.sheet.draft.entries[cell].reason == "决算调整"


def test_a_text_of_last_year_is_confirmed(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    cell = grid.cell("roads", "note")
    model.enter(cell, "照旧", origin=Origin.LAST_YEAR, reason=TO_CONFIRM)
    grid.go("roads", "note")
    assert mark(grid, "roads", "note") == TO_CONFIRM
    choose(grid, "确认上年内容")
    assert mark(grid, "roads", "note") == ""


def test_the_menu_adds_rows_and_of_a_read_only_report_only_copies(
    qapp: QApplication, works: Grid, tables_form: Program
) -> None:
    works.go(works.rows()[0], "name")
    choose(works, "增加一行")
    assert len(works.rows()) == 4
    choose(works, "删除行")
    assert len(works.rows()) == 3
    closed = Grid(started(tables_form, None, year="2024"), PLAN)
    closed.go("roads", "amount")
    assert set(offered(closed)) == {"复制"}


# ---------------------------------------------------------------- what is seen


def test_captions_follow_the_year_and_row_heads_their_label(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    heads = grid.editor.grid_model
    assert heads.headerData(0, Qt.Orientation.Horizontal) == "2024年金额（万元）"
    model.enter(Cell("year"), "2025")
    assert heads.headerData(0, Qt.Orientation.Horizontal) == "2025年金额（万元）"
    assert heads.headerData(2, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == "含山塘。"
    assert heads.headerData(1, Qt.Orientation.Vertical) == "　道路"


def test_a_screen_reader_hears_what_a_cell_is(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    model.enter(grid.cell("roads", "amount"), "5", origin=Origin.ESTIMATED)
    spoken = [
        grid.editor.grid_model.place(grid.cell("roads", one)).data(Qt.ItemDataRole.AccessibleTextRole)
        for one in ("amount", "share", "note")
    ]
    assert spoken == ["道路 2024年金额，5.00，暂估", "道路 占比，100.0%，计算", "道路 说明，空白"]


def test_no_caption_is_cut_off_at_any_scale(model: ReportModel) -> None:
    for look, scale in ((LIGHT, 100), (DARK, 200)):
        theme().set_look(look)
        theme().set_scale(scale)
        grid = Grid(model, PLAN)
        head = grid.view.horizontalHeader()
        wide = [head.sectionSizeHint(at) <= grid.view.columnWidth(at) for at in range(5)]
        assert wide == [True] * 5
        assert grid.view.rowHeight(0) >= grid.view.fontMetrics().height()
        grid.page.close()
    theme().set_look(LIGHT)
    theme().set_scale(100)
