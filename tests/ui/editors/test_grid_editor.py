"""An official table is filled as a sheet of Excel is: by keys, mouse and clipboard, captions passed over."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton

from core.formulas.cells import Cell
from core.reports.draft import Origin
from tests.ui.conftest import compose_text, until
from tests.ui.editors.grid_samples import Official, add, fill
from tests.ui.editors.table_hands import clip
from ui.editors.cell_editors import CellChoices, CellLine, CellProse
from ui.editors.grid_model import ADD_ROW
from ui.editors.paste_preview import PastePreview
from ui.editors.reason_dialog import ReasonDialog
from ui.editors.table_menu import cell_menu
from ui.report_model import ReportModel
from ui.style.theme import DARK, LIGHT, theme

Key, Held = Qt.Key, Qt.KeyboardModifier
MARKS, PARTS, PROJECTS, NATURE = "official_marks", "official_parts", "official_projects", "official_nature"


@pytest.fixture
def model(official: ReportModel) -> ReportModel:
    return official


@pytest.fixture
def table(model: ReportModel) -> Official:
    fill(model)
    return Official(model)


def mark(model: ReportModel, at: int, column: str) -> Cell:
    return Cell(MARKS, model.sheet.rows(MARKS)[at], column)


# ---------------------------------------------------------------- going about


def test_the_cursor_begins_in_the_first_cell_that_can_be_filled(table: Official) -> None:
    assert table.at() == Cell("official_unit")
    assert table.model.focused == Cell("official_unit")


def test_tab_goes_from_answer_to_answer_past_captions_and_computed_ones(table: Official) -> None:
    seen = []
    for _ in range(4):
        table.press(Key.Key_Tab)
        seen.append(table.at())
    assert seen == [
        Cell("official_budget"), Cell("official_actual"), Cell(NATURE, "basic", "amount"),
        Cell(NATURE, "project", "amount"),
    ]  # fmt: skip
    table.press(Key.Key_Backtab, held=Held.ShiftModifier)
    assert table.at() == Cell(NATURE, "basic", "amount")


def test_tab_leaves_the_table_behind_the_last_answer(table: Official) -> None:
    table.go(Cell("official_day"))
    table.press(Key.Key_Tab)
    assert QApplication.focusWidget() is table.after


def test_enter_goes_down_the_column_past_captions(table: Official) -> None:
    table.go(mark(table.model, 0, "name"))
    table.press(Key.Key_Return)
    assert table.at() == mark(table.model, 1, "name")
    table.press(Key.Key_Return, held=Held.ShiftModifier)
    assert table.at() == mark(table.model, 0, "name")


def test_arrows_reach_every_cell_and_joined_ones_are_entered_as_a_whole(table: Official) -> None:
    table.go(Cell("official_budget"))
    table.press(Key.Key_Left, Key.Key_Left)
    current = table.view.currentIndex()
    assert (current.row(), current.column(), table.at()) == (1, 0, None)
    table.press(Key.Key_Down)
    assert table.view.currentIndex().row() == 4
    assert table.grid.text(table.view.currentIndex()) == "总体目标"


def test_going_to_a_cell_shows_it_or_the_line_of_its_row(table: Official) -> None:
    assert table.editor.show_cell(Cell("official_rate"))
    assert table.at() == Cell("official_rate")
    assert table.editor.show_cell(mark(table.model, 1, "category"))
    assert table.view.currentIndex().row() == table.grid.line_of(MARKS, table.model.sheet.rows(MARKS)[1])
    assert not table.editor.show_cell(Cell("official_phone"))


# ---------------------------------------------------------------- typing


def test_typing_counts_at_once_and_totals_follow(table: Official) -> None:
    table.go(Cell(NATURE, "basic", "amount"))
    table.type("65")
    assert table.reads(Cell("official_actual")) == "100.00"
    assert table.reads(Cell("official_rate")) == "100.00%"
    table.press(Key.Key_Escape)
    assert table.reads(Cell("official_actual")) == "95.00"


def test_a_line_that_comes_by_its_condition_waits_until_nobody_types(table: Official) -> None:
    table.go(Cell("official_budget"))
    lines = len(table.grid.lines)
    table.type("9")
    assert len(table.grid.lines) == lines
    table.type("0")
    assert table.model.sheet.edit_text(Cell("official_budget")) == "90"
    table.press(Key.Key_Tab)
    QApplication.processEvents()
    assert [line[0] for line in table.lines()].count("超支") == 1
    assert table.at() == Cell("official_actual")
    assert table.view.hasFocus()
    table.go(Cell("official_budget"))
    table.type("80")
    assert len(table.grid.lines) == lines + 1
    table.model.undo()
    table.model.undo()
    focused = QApplication.focusWidget()
    assert focused is table.view or (focused is not None and table.view.isAncestorOf(focused))


def test_a_row_taken_back_while_it_is_typed_in_closes_the_editor(table: Official) -> None:
    row = add(table.model, MARKS, "", {"category": "quantity"})
    table.go(Cell(MARKS, row, "name"))
    table.press(Key.Key_F2)
    assert table.view.grid_delegate.editor is not None
    table.model.undo()
    assert table.view.hasFocus()
    assert row not in table.model.sheet.rows(MARKS)


def test_a_target_is_typed_as_one_text_and_escape_puts_all_of_it_back(table: Official) -> None:
    target = mark(table.model, 0, "target")
    table.go(target)
    table.press(Key.Key_F2)
    editor = table.view.grid_delegate.editor
    assert isinstance(editor, CellLine)
    assert editor.text() == "≥50人次"
    editor.selectAll()
    table.type("90%")
    assert table.reads(target) == "≥90%"
    table.press(Key.Key_Escape)
    assert table.reads(target) == "≥50人次"
    assert table.model.sheet.value(target._replace(column="unit")) == "人次"


def test_words_of_a_target_are_composed_by_an_input_method(table: Official) -> None:
    target = mark(table.model, 0, "target")
    table.go(target)
    assert table.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    table.press(Key.Key_F2)
    editor = table.view.grid_delegate.editor
    assert isinstance(editor, CellLine)
    editor.selectAll()
    compose_text(editor, "效果明显")
    table.press(Key.Key_Return)
    assert table.reads(target) == "效果明显"
    table.go(Cell("official_budget"))
    assert not table.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_choices_and_dates_have_their_editors(table: Official) -> None:
    table.go(Cell("official_kept"))
    table.press(Key.Key_F2)
    editor = table.view.grid_delegate.editor
    assert isinstance(editor, CellChoices)
    editor.activated.emit(1)
    table.press(Key.Key_Tab)
    assert table.reads(Cell("official_kept")) == "是"
    assert table.at() == Cell("official_day")
    table.type("2025.3.1")
    table.press(Key.Key_Return)
    assert table.reads(Cell("official_day")) == "2025年3月1日"


def test_a_long_text_gets_a_larger_editor_and_its_line_grows(table: Official) -> None:
    goal = Cell("official_goal")
    table.go(goal)
    before = table.view.rowHeight(5)
    table.press(Key.Key_F2)
    editor = table.view.grid_delegate.editor
    assert isinstance(editor, CellProse)
    assert editor.width() >= 380
    assert table.view.viewport().rect().contains(editor.geometry())
    for letter in "abc":
        table.type(letter)
    table.press(Key.Key_Return, Key.Key_D, Key.Key_Return, Key.Key_E)
    assert table.model.sheet.edit_text(goal) == "abc\nd\ne"
    table.press(Key.Key_Tab)
    until(lambda: table.view.rowHeight(5) > before)
    assert table.at() == Cell("official_done")
    table.model.undo()
    assert table.model.sheet.edit_text(goal) == "abc\nd"


def test_escape_and_ctrl_enter_leave_a_long_text(table: Official) -> None:
    goal = Cell("official_goal")
    table.go(goal)
    table.type("x")
    table.press(Key.Key_Escape)
    assert table.model.sheet.edit_text(goal) == ""
    assert QApplication.focusWidget() is table.view
    table.type("y")
    table.press(Key.Key_Return, held=Held.ControlModifier)
    assert table.model.sheet.edit_text(goal) == "y"
    assert table.view.grid_delegate.editor is None


def test_undo_shows_in_an_open_long_text(table: Official) -> None:
    goal = Cell("official_goal")
    table.go(goal)
    table.type("ab")
    editor = table.view.grid_delegate.editor
    assert isinstance(editor, CellProse)
    table.model.undo()
    assert editor.stored() == ""


def test_a_computed_score_is_replaced_only_with_a_reason(table: Official) -> None:
    score = mark(table.model, 0, "score")
    acts: list[Callable[[], None]] = [
        lambda: table.press(Key.Key_F2), lambda: table.type("9"), lambda: double_click(table, score)
    ]  # fmt: skip
    for act in acts:
        table.go(score)
        act()
        [dialog] = [one for one in table.page.findChildren(ReasonDialog) if one.isVisible()]
        assert table.model.sheet.draft.entries.get(score) is None
        dialog.reject()
        QApplication.processEvents()
    table.go(score)
    table.press(Key.Key_F2)
    [dialog] = [one for one in table.page.findChildren(ReasonDialog) if one.isVisible()]
    dialog.figure.setText("9")
    dialog.reason.setText("评审组意见")
    dialog.accept()
    assert table.reads(score) == "9.0"
    entry = table.model.sheet.draft.entries[score]
    assert (entry.origin, entry.reason) == (Origin.OVERRIDDEN, "评审组意见")
    next(one for one in menu_of(table, score).actions() if one.text() == "恢复计算").trigger()
    assert table.reads(score) == "8.0"


def test_choices_beside_what_is_typed_are_in_the_menu(table: Official) -> None:
    target = mark(table.model, 0, "target")
    menu = menu_of(table, target)
    [offered] = menu.findChildren(QMenu)
    assert offered.title() == "指标性质"
    assert [(one.text(), one.isChecked()) for one in offered.actions()][:2] == [("≥", True), ("≤", False)]
    offered.actions()[1].trigger()
    assert table.reads(target) == "≤50人次"


def double_click(table: Official, cell: Cell) -> None:
    at = table.view.visualRect(table.grid.place(cell)).center()
    QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, at)


def menu_of(table: Official, cell: Cell) -> QMenu:
    table.go(cell)
    return cell_menu(table.editor.rows, QPoint(5, 5))


def test_under_the_table_stands_what_is_wrong(table: Official) -> None:
    table.go(Cell("official_budget"))
    table.type("abc")
    assert "不是数字" in table.editor.under.text()
    table.press(Key.Key_Return)
    assert table.editor.under.text().startswith("全年预算数：") or "不是数字" in table.editor.under.text()


# ---------------------------------------------------------------- clipboard


def test_delete_empties_every_part_of_a_cell(table: Official) -> None:
    target = mark(table.model, 0, "target")
    table.go(target)
    table.press(Key.Key_Delete)
    assert table.reads(target) == ""
    assert table.model.sheet.value(target._replace(column="unit")) is None


def test_a_block_is_copied_with_its_captions(table: Official) -> None:
    table.go(Cell("official_budget"))
    table.press(Key.Key_Left, held=Held.ShiftModifier)
    table.press(Key.Key_C, held=Held.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2024年预算数\t100.00"


def test_a_pasted_block_lands_in_what_can_be_filled_and_adds_rows_of_its_part(table: Official) -> None:
    table.view.setCurrentIndex(table.grid.index(7, 2))
    clip("甲\t≥3个\t3\t5\n乙\t≤4万元\t4\t6")
    table.press(Key.Key_V, held=Held.ControlModifier)
    [preview] = [one for one in table.page.findChildren(PastePreview) if one.isVisible()]
    assert "新增1行" in preview.note.text()
    preview.accept()
    assert [line[2:6] for line in table.lines()[7:8]] == [["甲", "≥3个", "3", "5.0"]]
    assert table.lines()[8][:4] == ["乙", "≤4万元", "4", "6.0"]
    table.model.undo()
    assert table.lines()[7][2] == "培训人次"


def test_a_single_text_is_pasted_at_once_and_taken_apart(table: Official) -> None:
    table.go(mark(table.model, 0, "target"))
    clip("≤90万元")
    table.press(Key.Key_V, held=Held.ControlModifier)
    assert table.reads(mark(table.model, 0, "target")) == "≤90万元"


# ---------------------------------------------------------------- rows


def test_typing_beside_a_caption_without_rows_makes_the_row(table: Official) -> None:
    line = next(at for at, one in enumerate(table.grid.lines) if dict(one.where) == {"category": "service"})
    table.view.setCurrentIndex(table.grid.index(line, 2))
    table.view.setFocus()
    table.type("q")
    assert table.lines()[line][2] == "q"
    row = table.model.sheet.rows(MARKS)[-1]
    assert table.model.sheet.value(Cell(MARKS, row, "category")) == "service"


def test_a_click_or_enter_or_composing_there_makes_it_too(model: ReportModel) -> None:
    table = Official(model)
    table.click(7, 2)
    assert len(model.sheet.rows(MARKS)) == 1
    table.view.setCurrentIndex(table.grid.index(8, 2))
    table.press(Key.Key_Return)
    assert len(model.sheet.rows(MARKS)) == 2
    line = next(at for at in range(9, len(table.grid.lines)) if table.grid.is_ghost(at))
    table.view.setCurrentIndex(table.grid.index(line, 2))
    table.view.setFocus()
    assert table.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose_text(table.view, "群众")
    assert "群众" in [model.sheet.value(Cell(MARKS, row, "name")) for row in model.sheet.rows(MARKS)]


def test_rows_are_added_moved_and_deleted_by_keys(table: Official) -> None:
    model = table.model
    table.go(mark(model, 0, "name"))
    table.press(Key.Key_Plus, held=Held.ControlModifier)
    table.type("new")
    table.press(Key.Key_Return)
    new = model.sheet.rows(MARKS)[1]
    assert model.sheet.value(Cell(MARKS, new, "category")) == "quantity"
    table.go(Cell(MARKS, new, "name"))
    table.press(Key.Key_Up, held=Held.AltModifier)
    assert [line[2] for line in table.lines()[7:8]] == ["new"]
    assert table.at() == Cell(MARKS, new, "name")
    table.press(Key.Key_Up, held=Held.AltModifier)
    table.press(Key.Key_Minus, held=Held.ControlModifier)
    assert new not in model.sheet.rows(MARKS)


def test_a_row_moves_past_rows_of_other_parts_between(model: ReportModel) -> None:
    rows = [add(model, MARKS, "", {"category": category}) for category in ("quantity", "quality", "quantity")]
    table = Official(model)
    table.go(Cell(MARKS, rows[0], "name"))
    table.editor.rows.down()
    assert table.grid.like(table.grid.line_of(MARKS, rows[0])) == (rows[2], rows[0])
    table.editor.rows.down()
    assert table.grid.like(table.grid.line_of(MARKS, rows[0])) == (rows[2], rows[0])


def test_where_no_part_is_chosen_it_is_asked(table: Official) -> None:
    table.go(Cell("official_budget"))
    button = next(one for one in table.editor.findChildren(QToolButton) if one.text() == "增加一行")
    button.click()
    [menu] = [one for one in table.view.findChildren(QMenu) if one.isVisible()]
    assert [action.text() for action in menu.actions()] == [
        "加在“数量指标”下", "加在“质量指标”下", "加在“满意度指标”下"
    ]  # fmt: skip
    menu.actions()[2].trigger()
    menu.close()
    assert table.model.sheet.value(mark(table.model, -1, "category")) == "service"


def test_handles_open_the_acts_of_their_line_or_make_it_a_row(table: Official) -> None:
    line = table.grid.line_of(MARKS, table.model.sheet.rows(MARKS)[0])
    handles = table.view.handles
    press_handle(table, line)
    [menu] = [one for one in table.view.findChildren(QMenu) if one.isVisible()]
    assert "删除行" in "".join(action.text() for action in menu.actions())
    menu.close()
    press_handle(table, 0)
    ghost = next(at for at in range(len(table.grid.lines)) if table.grid.is_ghost(at))
    rows = len(table.model.sheet.rows(MARKS))
    press_handle(table, ghost)
    assert len(table.model.sheet.rows(MARKS)) == rows + 1
    assert not handles.isHidden()


def press_handle(table: Official, line: int) -> None:
    at = QPoint(5, table.view.rowViewportPosition(line) + 8)
    QTest.mouseClick(table.view.handles.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, at)
    QApplication.processEvents()


# ---------------------------------------------------------------- looks


def test_columns_share_the_width_as_on_paper_and_no_figure_is_cut(table: Official) -> None:
    widths = [table.view.columnWidth(at) for at in range(8)]
    assert sum(widths) <= table.view.viewport().width()
    assert widths[2] == max(widths)
    table.page.resize(560, 900)
    QApplication.processEvents()
    table.model.enter(Cell("official_budget"), "9876543210")
    needed = table.view.fontMetrics().horizontalAdvance(table.reads(Cell("official_budget")))
    until(lambda: table.view.columnWidth(2) > needed)


def test_nothing_moves_under_an_open_editor(table: Official) -> None:
    table.go(mark(table.model, 0, "points"))
    widths = [table.view.columnWidth(at) for at in range(8)]
    table.type("12345678901")
    QTest.qWait(30)
    editor = table.view.grid_delegate.editor
    assert isinstance(editor, CellLine)
    assert editor.geometry() == table.view.visualRect(table.view.currentIndex())
    assert [table.view.columnWidth(at) for at in range(8)] == widths
    table.press(Key.Key_Return)
    until(lambda: table.view.columnWidth(5) > widths[5])


def test_the_table_is_as_high_as_its_lines(table: Official) -> None:
    whole = sum(table.view.rowHeight(at) for at in range(len(table.grid.lines)))
    assert abs(table.view.height() - whole) < 20
    before = table.view.height()
    add(table.model, MARKS, "", {"category": "quantity"})
    assert table.view.height() > before


def test_it_is_painted_in_both_looks_with_marks_and_findings(table: Official) -> None:
    table.model.enter(Cell("official_budget"), "")
    table.model.examine()
    table.model.enter(Cell("official_actual"), "99")
    for look in (DARK, LIGHT):
        theme().set_look(look)
        assert not table.page.grab().isNull()


def test_another_owner_is_shown_in_the_same_table(model: ReportModel) -> None:
    fill(model)
    one, other = model.sheet.rows(PROJECTS)
    table = Official(model, "parts", one)
    table.editor.show_owner(other)
    assert table.editor.owner == other
    assert table.lines()[0][1] == "项目2"


def test_a_unit_note_stands_over_the_table(table: Official) -> None:
    notes = [label.text() for label in table.editor.findChildren(QLabel)]
    assert "单位：万元" in notes
    assert any(ADD_ROW in line for line in table.lines())
