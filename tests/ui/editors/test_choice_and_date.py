"""Answers that are chosen: a list by key, a day from the calendar; forgiving when typed."""

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from core.reports.draft import Origin
from tests.ui.editors.field_samples import press, shown_row, typed
from ui.editors.choice_input import UNCHOSEN, ChoiceInput
from ui.editors.date_input import DateInput
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import theme

Key, Held = Qt.Key, Qt.KeyboardModifier
GRADE, OPEN, DATE = Cell("self_grade"), Cell("kinds_open"), Cell("report_date")


def choice(every: ReportModel, item: str = "self_grade") -> ChoiceInput:
    widget = shown_row(every, item).widget
    assert isinstance(widget, ChoiceInput)
    return widget


def day(every: ReportModel) -> DateInput:
    widget = shown_row(every, "report_date").widget
    assert isinstance(widget, DateInput)
    return widget


def test_the_choices_stand_in_a_list(every: ReportModel) -> None:
    combo = choice(every)
    assert [combo.itemText(index) for index in range(combo.count())] == [UNCHOSEN, "优", "良", "中", "差"]
    press(combo, Key.Key_Down)
    press(combo, Key.Key_Down)
    assert every.sheet.value(GRADE) == "good"
    assert every.focused == GRADE


def test_delete_empties_a_choice(every: ReportModel) -> None:
    every.enter(GRADE, "good")
    combo = choice(every)
    assert combo.currentText() == "良"
    press(combo, Key.Key_Delete)
    assert GRADE not in every.sheet.draft.entries
    every.undo()
    assert combo.currentText() == "良"


def test_yes_and_no(every: ReportModel) -> None:
    combo = choice(every, "kinds_open")
    press(combo, Key.Key_Down)
    assert every.sheet.shown(OPEN) == "是"


def test_an_imported_answer_that_is_none_stays_visible(every: ReportModel) -> None:
    every.enter(GRADE, "特优", origin=Origin.IMPORTED)
    combo = choice(every)
    assert combo.currentText() == "特优"
    assert combo.property("wrong") is True
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert every.sheet.value(GRADE) == "excellent"
    assert combo.findText("特优") >= 0
    every.undo()
    assert combo.currentText() == "特优"


def test_the_wheel_never_changes_an_answer(every: ReportModel) -> None:
    every.enter(GRADE, "good")
    combo = choice(every)
    place = QPointF(combo.rect().center())
    turn = QWheelEvent(
        place, combo.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Held.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert every.sheet.value(GRADE) == "good"


@pytest.mark.parametrize("text", ["2024.3.29", "2024-03-29", "20240329", "2024/3/29"])
def test_a_date_is_understood_in_any_usual_form(every: ReportModel, text: str) -> None:
    line = day(every)
    typed(line, text)
    assert every.sheet.shown(DATE) == "2024年3月29日"
    line.clearFocus()
    assert line.text() == "2024年3月29日"
    line.setFocus()
    assert line.text() == text


def test_the_sample_of_a_date_is_read_whole(every: ReportModel) -> None:
    widget = day(every)
    room = widget.width() - widget.textMargins().right() - 2 * theme().px(tokens.S)
    assert widget.fontMetrics().horizontalAdvance(widget.placeholderText()) <= room


def test_a_day_that_is_none_stays_with_its_reason(every: ReportModel) -> None:
    row = shown_row(every, "report_date")
    typed(row.widget, "2024.2.30")
    assert row.under.text() == every.sheet.problems[DATE].text


def test_the_calendar_opens_on_the_date_and_gives_another(every: ReportModel) -> None:
    every.enter(DATE, "2024.3.29")
    line = day(every)
    press(line, Key.Key_Down, Held.AltModifier)
    calendar = line.calendar()
    assert calendar.isVisible()
    assert calendar.selectedDate() == QDate(2024, 3, 29)
    for key in (Key.Key_Right, Key.Key_Return):
        QTest.keyClick(calendar.focusWidget(), key)
    assert every.sheet.shown(DATE) == "2024年3月30日"
    assert line.text() == "2024年3月30日"
    assert not calendar.isVisible()
    every.undo()
    assert every.sheet.shown(DATE) == "2024年3月29日"


def test_no_calendar_where_nothing_may_be_typed(every: ReportModel) -> None:
    every.workspace.drafts = None
    line = day(every)
    assert line.button.isHidden()
    line.open_calendar()
    assert QApplication.activePopupWidget() is None
