"""The grid has the habits of Excel, and what is typed into it counts at once."""

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Origin
from tests.ui.conftest import compose_text, started
from tests.ui.editors.table_hands import clip, clipped
from tests.ui.editors.table_samples import Grid
from ui.editors.cell_model import MARK_ROLE
from ui.editors.table_delegate import TableDelegate
from ui.report_model import ReportModel

Key, Held = Qt.Key, Qt.KeyboardModifier
PLAN, WORKS, GROUPS = "sample_plan", "sample_works", "sample_groups"


@pytest.fixture
def model(tables: ReportModel) -> ReportModel:
    return tables


@pytest.fixture
def plan(qapp: QApplication, model: ReportModel) -> Grid:
    return Grid(model, PLAN)


@pytest.fixture
def works(qapp: QApplication, model: ReportModel) -> Grid:
    """A table of one's own rows, three of them filled."""
    for name, amount in (("东桥", "10"), ("西路", "20"), ("北渠", "30")):
        row = model.add_row(WORKS)
        model.enter(Cell(WORKS, row, "name"), name)
        model.enter(Cell(WORKS, row, "amount"), amount)
    return Grid(model, WORKS)


# ---------------------------------------------------------------- going about


def test_a_grid_that_gets_the_focus_has_its_cursor_in_the_first_cell(plan: Grid) -> None:
    assert plan.at() == ("all", "amount")
    assert plan.model.focused == plan.cell("all", "amount")


def test_arrows_go_from_cell_to_cell(plan: Grid) -> None:
    plan.press(Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Up, Key.Key_Left)
    assert plan.at() == ("all", "share")
    assert plan.model.focused == plan.cell("all", "share")


def test_enter_goes_down_and_stays_in_the_last_row(plan: Grid) -> None:
    plan.press(Key.Key_Return, Key.Key_Enter, Key.Key_Return)
    assert plan.at() == ("water", "amount")
    plan.press(Key.Key_Return, held=Held.ShiftModifier)
    assert plan.at() == ("roads", "amount")


def test_tab_goes_right_and_into_the_next_row(plan: Grid) -> None:
    plan.go("all", "note")
    plan.press(Key.Key_Tab, Key.Key_Tab)
    assert plan.at() == ("roads", "amount")
    plan.press(Key.Key_Backtab, held=Held.ShiftModifier)
    assert plan.at() == ("all", "day")


def test_enter_after_tabs_returns_to_the_column_they_began_in(works: Grid) -> None:
    first, second, _ = works.rows()
    works.go(first, "name")
    works.press(Key.Key_Tab, Key.Key_Return)
    assert works.at() == (second, "name")


def test_tab_leaves_the_grid_behind_the_last_cell_and_before_the_first(plan: Grid) -> None:
    plan.go("water", "day")
    plan.press(Key.Key_Tab)
    assert QApplication.focusWidget() is plan.after
    plan.go("all", "amount")
    plan.press(Key.Key_Backtab, held=Held.ShiftModifier)
    assert QApplication.focusWidget() is plan.before


def test_ctrl_and_an_arrow_go_to_the_edge(plan: Grid) -> None:
    plan.press(Key.Key_Down, Key.Key_Right, held=Held.ControlModifier)
    assert plan.at() == ("water", "day")
    assert [index.row() for index in plan.view.selectedIndexes()] == [2]
    plan.press(Key.Key_Home, held=Held.ControlModifier)
    assert plan.at() == ("all", "amount")


def test_a_page_scrolls_to_the_cell_that_the_cursor_is_in(qapp: QApplication, model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addSpacing(900)
    layout.addWidget(grid.editor)
    area = QScrollArea()
    area.setWidget(page)
    area.resize(600, 300)
    area.show()
    assert area.verticalScrollBar().value() == 0
    grid.view.show_place(grid.editor.grid_model.place(grid.cell("water", "amount")))
    place = grid.view.viewport().mapTo(area.viewport(), grid.view.visualRect(grid.view.currentIndex()).center())
    assert area.viewport().rect().contains(place)


def test_a_page_stays_where_it_is_when_a_cell_is_clicked(qapp: QApplication, model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    page, other = QWidget(), QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(grid.editor)
    layout.addWidget(other)
    layout.addSpacing(900)
    area = QScrollArea()
    area.setWidget(page)
    area.resize(600, 200)
    area.show()
    area.activateWindow()
    assert QTest.qWaitForWindowActive(area)
    grid.view.show_place(grid.editor.grid_model.index(0, 0))
    other.setFocus()
    bar = area.verticalScrollBar()
    bar.setValue(grid.editor.height() - 60)
    before = bar.value()
    clicked = grid.view.visualRect(grid.editor.grid_model.index(grid.editor.grid_model.rowCount() - 1, 0)).center()
    grid.view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert bar.value() == before, "the cell that is left behind is not looked for"
    QTest.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=clicked)
    assert grid.view.currentIndex().row() == grid.editor.grid_model.rowCount() - 1


# ---------------------------------------------------------------- typing


def test_typing_opens_the_editor_and_replaces_what_was_there(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("12")
    assert plan.open_line().text() == "12"
    plan.press(Key.Key_Return)
    plan.press(Key.Key_Up)
    plan.type("7")
    assert plan.open_line().text() == "7"


def test_totals_follow_each_keystroke(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("30")
    plan.press(Key.Key_Return)
    seen = []
    for letter in "10":
        plan.type(letter)
        seen.append((plan.shown("all", "amount"), plan.shown("roads", "share"), plan.shown("water", "share")))
    assert seen == [("31.00", "96.8%", "3.2%"), ("40.00", "75.0%", "25.0%")]


def test_the_cursor_does_not_jump_while_typing(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("1234")
    plan.press(Key.Key_Left, Key.Key_Left)
    plan.type("5")
    assert plan.open_line().text() == "12534"
    assert plan.open_line().cursorPosition() == 3


def test_f2_opens_the_exact_text_with_the_cursor_behind_it(plan: Grid) -> None:
    plan.model.enter(plan.cell("roads", "amount"), "13662700元")
    plan.go("roads", "amount")
    plan.press(Key.Key_F2)
    assert plan.open_line().text() == "13662700元"
    assert plan.open_line().selectedText() == ""
    assert plan.open_line().cursorPosition() == len("13662700元")


def test_double_click_opens_the_editor(plan: Grid) -> None:
    plan.go("roads", "amount")
    at = plan.view.visualRect(plan.view.currentIndex()).center()
    QTest.mouseDClick(plan.view.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, at)
    plan.open_line()


def test_enter_tab_and_the_upright_arrows_leave_an_open_cell(plan: Grid) -> None:
    places = []
    for key in (Key.Key_Return, Key.Key_Up, Key.Key_Tab, Key.Key_Down):
        plan.go("roads", "amount")
        plan.type("1")
        plan.press(key)
        places.append(plan.at())
    assert places == [("water", "amount"), ("all", "amount"), ("roads", "share"), ("water", "amount")]
    assert plan.view.grid_delegate.editor is None
    assert QApplication.focusWidget() is plan.view


def test_left_and_right_stay_in_an_open_cell(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("12")
    plan.press(Key.Key_Left)
    assert plan.open_line().cursorPosition() == 1
    assert plan.at() == ("roads", "amount")


def test_escape_puts_back_text_and_origin(plan: Grid) -> None:
    cell = plan.cell("roads", "amount")
    plan.model.enter(cell, "5.00", origin=Origin.IMPORTED)
    plan.go("roads", "amount")
    plan.type("99")
    assert plan.shown("all", "amount") == "99.00"
    plan.press(Key.Key_Escape)
    assert plan.shown("all", "amount") == "5.00"
    assert plan.model.sheet.draft.entries[cell].origin == Origin.IMPORTED
    assert plan.view.grid_delegate.editor is None


def test_escape_in_an_empty_cell_leaves_it_empty(plan: Grid) -> None:
    plan.go("roads", "note")
    plan.type("a")
    plan.press(Key.Key_Escape)
    assert plan.cell("roads", "note") not in plan.model.sheet.draft.entries


def test_a_visit_is_one_step_of_undo_and_undo_reaches_the_open_editor(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("1")
    plan.press(Key.Key_Return)
    plan.go("roads", "amount")
    plan.type("234")
    line = plan.open_line()
    plan.model.undo()
    assert line.text() == "1"
    assert plan.shown("roads", "amount") == "1.00"
    plan.model.undo()
    assert plan.shown("roads", "amount") == ""
    plan.model.redo()
    plan.model.redo()
    assert plan.shown("roads", "amount") == "234.00"


def test_undo_keys_are_left_to_the_window(plan: Grid) -> None:
    """The line in a cell has an undo of its own, which must never answer."""
    plan.go("roads", "amount")
    plan.type("12")
    plan.press(Key.Key_Z, held=Held.ControlModifier)
    assert plan.open_line().text() == "12"


def test_what_is_typed_elsewhere_does_not_disturb_the_open_editor(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("1.")
    plan.model.enter(plan.cell("water", "amount"), "3")
    assert plan.open_line().text() == "1."


def test_an_estimate_typed_over_stays_an_estimate(plan: Grid) -> None:
    cell = plan.cell("roads", "amount")
    plan.model.enter(cell, "5", origin=Origin.ESTIMATED)
    plan.go("roads", "amount")
    plan.type("6")
    plan.press(Key.Key_Return)
    assert plan.model.sheet.draft.entries[cell].origin == Origin.ESTIMATED


def test_f2_once_more_lists_the_choices(plan: Grid) -> None:
    plan.go("roads", "state")
    plan.press(Key.Key_F2)
    box = plan.view.grid_delegate.editor
    assert isinstance(box, QComboBox)
    assert not box.view().isVisible()
    QTest.keyClick(box, Key.Key_F2)
    assert box.view().isVisible()
    box.hidePopup()


def test_a_choice_is_made_by_keys(plan: Grid) -> None:
    plan.go("roads", "state")
    plan.press(Key.Key_F2)
    box = plan.view.grid_delegate.editor
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["", "在建", "完工"]
    plan.press(Key.Key_Down, Key.Key_Down)
    assert plan.shown("roads", "state") == "完工"
    plan.press(Key.Key_Return)
    assert plan.at() == ("water", "state")


# ---------------------------------------------------------------- what cannot be typed


def test_computed_cells_are_refused(plan: Grid) -> None:
    for row, column in (("all", "share"), ("roads", "share")):
        plan.go(row, column)
        plan.type("5")
        assert plan.view.grid_delegate.editor is None
    assert dict(plan.model.sheet.draft.entries).keys() == {Cell("year")}


def test_a_figure_of_last_year_is_locked(plan: Grid) -> None:
    plan.model.enter(plan.cell("roads", "amount"), "5", origin=Origin.LAST_YEAR)
    plan.go("roads", "amount")
    plan.type("9")
    plan.press(Key.Key_Delete)
    assert plan.shown("roads", "amount") == "5.00"


def test_a_read_only_report_takes_nothing(qapp: QApplication, tables_form: Program) -> None:
    grid = Grid(started(tables_form, None, year="2024"), PLAN)
    grid.go("roads", "amount")
    grid.type("5")
    clip("7")
    grid.press(Key.Key_V, held=Held.ControlModifier)
    assert grid.view.grid_delegate.editor is None
    assert grid.shown("roads", "amount") == ""


def test_text_where_a_number_belongs_stays_red_with_its_reason(plan: Grid) -> None:
    plan.go("roads", "amount")
    plan.type("1.2.3")
    plan.press(Key.Key_Return)
    assert plan.shown("roads", "amount") == "1.2.3"
    assert "不是数字" in plan.editor.under.text()
    place = plan.editor.grid_model.place(plan.cell("roads", "amount"))
    assert place.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert "不是数字" in place.data(Qt.ItemDataRole.ToolTipRole)
    assert "不是数字" in place.data(Qt.ItemDataRole.AccessibleTextRole)
    plan.press(Key.Key_Up)
    plan.type("12")
    assert "不是数字" not in plan.editor.under.text()


# ---------------------------------------------------------------- emptying


def test_delete_empties_the_chosen_cells_as_one_step(works: Grid) -> None:
    first, second, third = works.rows()
    works.go(first, "name")
    works.press(Key.Key_Down, Key.Key_Right, held=Held.ShiftModifier)
    works.press(Key.Key_Delete)
    assert [works.shown(row, "name") for row in works.rows()] == ["", "", "北渠"]
    assert works.model.session.undo_label() == "清除 工程"
    works.model.undo()
    assert [works.shown(row, "amount") for row in (first, second, third)] == ["10.00", "20.00", "30.00"]


def test_delete_where_nothing_is_leaves_no_step(plan: Grid) -> None:
    before = plan.model.session.undo_label()
    plan.go("roads", "amount")
    plan.press(Key.Key_Delete)
    assert plan.model.session.undo_label() == before


# ---------------------------------------------------------------- Chinese


def test_chinese_is_composed_in_a_cell_that_was_not_open(plan: Grid) -> None:
    plan.go("roads", "note")
    compose_text(plan.view, "新修", commit=False)
    assert plan.cell("roads", "note") not in plan.model.sheet.draft.entries
    plan.press(Key.Key_Return)
    assert plan.at() == ("roads", "note")
    compose_text(plan.target(), "新修")
    assert plan.open_line().text() == "新修"
    assert plan.model.sheet.value(plan.cell("roads", "note")) == "新修"


def test_enter_and_arrows_belong_to_the_input_method_while_it_composes(plan: Grid) -> None:
    plan.go("roads", "note")
    plan.press(Key.Key_F2)
    line = plan.open_line()
    compose_text(line, "yi", commit=False)
    plan.press(Key.Key_Return, Key.Key_Down, Key.Key_Tab, Key.Key_Escape)
    assert plan.view.grid_delegate.editor is line
    assert plan.at() == ("roads", "note")
    assert plan.model.sheet.value(plan.cell("roads", "note")) is None
    compose_text(line, "一")
    plan.press(Key.Key_Return)
    assert plan.shown("roads", "note") == "一"
    assert plan.at() == ("water", "note")


def test_what_was_being_composed_is_not_lost_when_the_focus_goes(plan: Grid) -> None:
    plan.go("roads", "note")
    plan.press(Key.Key_F2)
    compose_text(plan.open_line(), "未完", commit=False)
    plan.after.setFocus()
    assert plan.shown("roads", "note") == "未完"


def test_undo_is_not_taken_for_typing_by_an_input_method(plan: Grid) -> None:
    plan.go("roads", "note")
    QCoreApplication.sendEvent(plan.view, QInputMethodEvent("", []))
    assert plan.view.grid_delegate.editor is None


def test_cells_for_figures_switch_the_input_method_off(plan: Grid) -> None:
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    plan.go("roads", "amount")
    assert not plan.view.testAttribute(enabled)
    plan.press(Key.Key_F2)
    assert not plan.open_line().testAttribute(enabled)
    plan.press(Key.Key_Escape)
    plan.go("roads", "note")
    assert plan.view.testAttribute(enabled)


# ---------------------------------------------------------------- copying and small pastes


def test_a_block_goes_to_the_clipboard_as_excel_reads_it(plan: Grid) -> None:
    plan.model.enter(plan.cell("roads", "amount"), "１，２３４．５")
    plan.model.enter(plan.cell("roads", "state"), "done")
    plan.model.enter(plan.cell("water", "amount"), "abc")
    plan.model.enter(plan.cell("water", "day"), "2024.3.29")
    plan.go("roads", "amount")
    plan.press(Key.Key_Down, held=Held.ShiftModifier)
    plan.press(*[Key.Key_Right] * 4, held=Held.ShiftModifier)
    plan.press(Key.Key_C, held=Held.ControlModifier)
    assert clipped() == "1234.50\t100.0%\t完工\t\t\nabc\t\t\t\t2024年3月29日"


def test_cut_copies_and_empties(plan: Grid) -> None:
    plan.model.enter(plan.cell("roads", "note"), "甲")
    plan.go("roads", "note")
    plan.press(Key.Key_X, held=Held.ControlModifier)
    assert (clipped(), plan.shown("roads", "note")) == ("甲", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("１，８４４．３１", "1,844.31"),
        ("1,844.31\r\n", "1,844.31"),
        ("13662700元", "1,366.27"),
        ("（12.3）", "-12.30"),
        ("—", ""),
        ("\xa012", "12.00"),
    ],
)
def test_a_single_text_is_pasted_at_once_as_a_step_of_its_own(plan: Grid, text: str, shown: str) -> None:
    plan.go("water", "amount")
    plan.type("5")
    plan.press(Key.Key_Up)
    clip(text)
    plan.press(Key.Key_V, held=Held.ControlModifier)
    assert plan.shown("roads", "amount") == shown
    plan.model.undo()
    assert plan.shown("water", "amount") == "5.00"


def test_a_locked_or_computed_cell_takes_no_paste(plan: Grid) -> None:
    clip("5")
    plan.model.enter(plan.cell("roads", "amount"), "1", origin=Origin.LAST_YEAR)
    for column in ("amount", "share"):
        plan.go("roads", column)
        plan.press(Key.Key_V, held=Held.ControlModifier)
    assert [plan.shown("roads", column) for column in ("amount", "share")] == ["1.00", "100.0%"]


def test_a_sum_may_also_be_given_and_the_difference_stands_beside_it(plan: Grid) -> None:
    plan.model.enter(plan.cell("roads", "amount"), "10")
    plan.go("all", "amount")
    plan.press(Key.Key_F2)
    assert plan.open_line().text() == ""
    plan.type("12")
    plan.press(Key.Key_Tab, Key.Key_Left)
    assert plan.shown("all", "amount") == "12.00"
    assert plan.editor.grid_model.place(plan.cell("all", "amount")).data(MARK_ROLE) == "账上数"
    assert plan.editor.under.text() == "计算数10万元，账上数12万元，相差2万元；报告中用账上数。"
    plan.press(Key.Key_Delete)
    assert plan.shown("all", "amount") == "10.00"


# ---------------------------------------------------------------- measures


def test_a_keystroke_in_2000_rows_paints_only_what_is_seen(
    qapp: QApplication, model: ReportModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.paste(WORKS, [], [{"name": f"第{at}项", "amount": str(at + 1)} for at in range(2000)])
    grid = Grid(model, WORKS)
    grid.go(grid.rows()[3], "amount")
    grid.type("1")
    painted: list[int] = []
    really = TableDelegate.paint

    def paint(self: TableDelegate, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painted.append(index.row())
        really(self, painter, option, index)

    monkeypatch.setattr(TableDelegate, "paint", paint)
    grid.type("23456789")
    grid.view.viewport().repaint()
    assert grid.shown(grid.rows()[3], "amount") == "123,456,789.00"
    assert painted
    assert max(painted) < 40


def test_a_table_is_no_higher_than_sixteen_rows(qapp: QApplication, model: ReportModel) -> None:
    model.paste(WORKS, [], [{"name": str(at)} for at in range(100)])
    grid = Grid(model, WORKS)
    assert grid.view.height() < 18 * grid.view.rowHeight(0) + grid.view.horizontalHeader().height()
