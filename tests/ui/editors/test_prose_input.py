"""Long texts, entries and names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from core.formulas.cells import Cell
from core.reports.draft import Entry
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import press, shown_row, typed
from ui.editors.prose_input import ProseInput
from ui.report_model import ReportModel

NAMES, POINTS, TEXT = Cell("offices"), Cell("kinds_points"), Cell("asset_management")


def prose(model: ReportModel, cell: Cell) -> ProseInput:
    widget = shown_row(model, cell.item).widget
    assert isinstance(widget, ProseInput)
    return widget


def test_names_stand_one_a_line_and_are_counted(every: ReportModel) -> None:
    every.enter(NAMES, "党政办、经发办。")
    edit = prose(every, NAMES)
    assert edit.toPlainText() == "党政办\n经发办"
    assert edit.count is not None
    assert edit.count.text() == "共2个"
    assert every.sheet.draft.entries[NAMES] == Entry("党政办、经发办。")
    press(edit, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    press(edit, Qt.Key.Key_Return)
    compose_text(edit, "{社会办}")
    assert every.sheet.draft.entries[NAMES].text == "党政办\n经发办\n{社会办}"
    assert every.sheet.value(NAMES) == ("党政办", "经发办", "{社会办}")
    assert edit.count.text() == "共3个"
    assert edit.button is None


def test_entries_are_numbered_as_they_will_be_printed(every: ReportModel) -> None:
    every.enter(POINTS, "甲\n\n乙")
    edit = prose(every, POINTS)
    assert edit.numbers == ["1、", "", "2、"]
    typed(edit, "x")
    press(edit, Qt.Key.Key_Return)
    assert edit.numbers == ["1、", "2、", "", "3、"]
    assert edit.count is not None
    assert edit.count.text() == "共3条"


def test_one_visit_is_one_step_but_a_new_line_begins_another(every: ReportModel) -> None:
    edit = prose(every, TEXT)
    typed(edit, "ab")
    press(edit, Qt.Key.Key_Return)
    typed(edit, "cd")
    assert every.sheet.draft.entries[TEXT].text == "ab\ncd"
    every.undo()
    assert edit.stored() == "ab"
    every.undo()
    assert edit.stored() == ""
    assert TEXT not in every.sheet.draft.entries


def test_a_pasted_text_is_a_step_of_its_own(every: ReportModel) -> None:
    edit = prose(every, TEXT)
    typed(edit, "ab")
    QApplication.clipboard().setText("长" * 50)
    edit.paste()
    typed(edit, "c")
    for left in ("ab" + "长" * 50, "ab", ""):
        every.undo()
        assert edit.stored() == left


def test_a_pasted_list_loses_the_numbers_that_the_program_writes_itself(every: ReportModel) -> None:
    edit = prose(every, POINTS)
    QApplication.clipboard().setText("1、执行决议。\n2、制定计划。")
    edit.paste()
    assert edit.numbers == ["1、", "2、"]
    assert every.sheet.value(POINTS) == ("执行决议。", "制定计划。")
    plain = prose(every, TEXT)
    plain.paste()
    assert plain.stored() == "1、执行决议。\n2、制定计划。"


def test_the_menu_offers_quotes_where_they_may_stand(every: ReportModel) -> None:
    menu = QMenu()
    prose(every, TEXT).fill_menu(menu)
    assert "插入数据…\tCtrl+I" in [action.text() for action in menu.actions()]
    other = QMenu()
    prose(every, NAMES).fill_menu(other)
    assert "插入数据…\tCtrl+I" not in [action.text() for action in other.actions()]


def test_a_report_for_reading_is_only_read(every: ReportModel) -> None:
    every.workspace.drafts = None
    edit = prose(every, TEXT)
    assert edit.isReadOnly()
    assert edit.button is not None
    assert not edit.button.isEnabled()
    edit.pick_figure()
    typed(edit, "x")
    assert TEXT not in every.sheet.draft.entries
