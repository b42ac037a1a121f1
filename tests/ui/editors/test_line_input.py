"""One-line answers: what is typed counts at once and stays as typed; the figure is printed when one leaves."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from core.formulas.cells import Cell
from core.reports.draft import Origin
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import Shown, asks_window, press, shown_row, typed
from ui.editors.field_row import FieldRow
from ui.editors.line_input import LineInput
from ui.editors.rows import field_row
from ui.report_model import ReportModel

Key, Held = Qt.Key, Qt.KeyboardModifier
CARRIED = Cell("carried_in")


def line(row: FieldRow) -> LineInput:
    assert isinstance(row.widget, LineInput)
    return row.widget


def test_a_keystroke_counts_at_once(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "12.")
    assert every.sheet.value(CARRIED) == Decimal("12.00")
    typed(row.widget, "345")
    assert every.sheet.value(CARRIED) == Decimal("12.35")
    assert line(row).text() == "12.345"


def test_the_figure_is_printed_when_one_leaves_and_exact_when_one_comes_back(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "1844.314")
    row.widget.clearFocus()
    assert line(row).text() == "1,844.31"
    row.widget.setFocus()
    assert line(row).text() == "1844.314"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，８４４．３１", "1844.31"),
        ("1,844.31\r\n", "1844.31"),
        ("13662700元", "1366.27"),
        ("1844。31", "1844.31"),
        ("（12.3）", "-12.30"),
    ],
)
def test_forgiving_input(every: ReportModel, text: str, value: str) -> None:
    row = shown_row(every, "carried_in")
    QApplication.clipboard().setText(text)
    press(row.widget, Key.Key_V, Held.ControlModifier)
    assert every.sheet.value(CARRIED) == Decimal(value)


def test_text_where_a_number_belongs_stays_visible_with_its_reason(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "abc")
    row.widget.clearFocus()
    assert line(row).text() == "abc"
    assert row.under.text() == every.sheet.problems[CARRIED].text
    assert row.under.property("role") == "error"
    assert row.widget.property("wrong") is True
    row.widget.setFocus()
    line(row).selectAll()
    typed(row.widget, "5")
    assert row.widget.property("wrong") is False
    assert row.under.property("role") == "small"


def test_all_keystrokes_of_a_visit_are_one_step_of_undo(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "12")
    row.widget.clearFocus()
    row.widget.setFocus()
    typed(row.widget, "3")
    every.undo()
    assert line(row).text() == "12"
    every.undo()
    assert line(row).text() == ""
    every.redo()
    assert line(row).text() == "12"


def test_undo_and_redo_are_left_to_the_window(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "12")
    assert asks_window(row.widget, Key.Key_Z, Held.ControlModifier)
    assert asks_window(row.widget, Key.Key_Z, Held.ControlModifier | Held.ShiftModifier)
    press(row.widget, Key.Key_Z, Held.ControlModifier)
    assert line(row).text() == "12"
    assert not asks_window(row.widget, Key.Key_A, Held.NoModifier)


def test_enter_goes_on_past_computed_figures(every: ReportModel) -> None:
    rows = [field_row(every, Cell(item)) for item in ("carried_in", "carried_out", "kinds_sum", "kinds_given")]
    window = Shown(*rows)
    rows[0].widget.setFocus()
    press(rows[0].widget, Key.Key_Return)
    assert rows[1].widget.hasFocus()
    press(rows[1].widget, Key.Key_Enter)
    assert rows[3].widget.hasFocus()
    assert window.isVisible()


def test_the_input_method_is_off_in_figures_and_on_where_words_may_stand(every: ReportModel) -> None:
    for item, wanted in (("carried_in", False), ("year", False), ("town_area", True), ("reporting_unit", True)):
        row = field_row(every, Cell(item))
        assert row.widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) is wanted
        row.deleteLater()


def test_text_being_composed_is_neither_stored_nor_parsed(every: ReportModel) -> None:
    row = shown_row(every, "town_area")
    compose_text(row.widget, "yue", commit=False)
    assert Cell("town_area") not in every.sheet.draft.entries
    compose_text(row.widget, "约78.6")
    assert every.sheet.draft.entries[Cell("town_area")].text == "约78.6"
    assert every.sheet.shown(Cell("town_area")) == "约78.6"


def test_enter_and_arrows_during_composition_stay(every: ReportModel) -> None:
    first, second = (field_row(every, Cell(item)) for item in ("reporting_unit", "town_area"))
    window = Shown(first, second)
    first.widget.setFocus()
    compose_text(first.widget, "miaoqian", commit=False)
    for key in (Key.Key_Return, Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_Backspace):
        press(first.widget, key)
        assert first.widget.hasFocus()
    compose_text(first.widget, "庙前镇")
    assert every.sheet.value(Cell("reporting_unit")) == "庙前镇"
    press(first.widget, Key.Key_Return)
    assert second.widget.hasFocus()
    assert window.isVisible()


def test_what_is_composed_is_not_lost_when_the_focus_goes(every: ReportModel) -> None:
    row = shown_row(every, "reporting_unit")
    typed(row.widget, "A")
    QCoreApplication.sendEvent(row.widget, QInputMethodEvent("庙前", []))
    assert every.sheet.value(Cell("reporting_unit")) == "A"
    row.widget.clearFocus()
    assert every.sheet.value(Cell("reporting_unit")) == "A庙前"
    assert line(row).text() == "A庙前"


def test_a_change_from_elsewhere_waits_for_the_end_of_composition(every: ReportModel) -> None:
    row = shown_row(every, "reporting_unit")
    compose_text(row.widget, "miao", commit=False)
    every.enter(Cell("reporting_unit"), "别处来的")
    assert line(row).text() == ""
    compose_text(row.widget, "庙前镇")
    assert every.sheet.value(Cell("reporting_unit")) == "庙前镇"


def test_an_estimate_stays_one_while_it_is_typed_over(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "12")
    every.enter(CARRIED, "12", origin=Origin.ESTIMATED)
    assert row.mark.text() == "暂估"
    typed(row.widget, "3")
    assert every.sheet.draft.entries[CARRIED].origin == Origin.ESTIMATED


def test_nothing_can_be_typed_into_a_report_opened_for_reading(every: ReportModel) -> None:
    every.workspace.drafts = None
    row = shown_row(every, "carried_in")
    typed(row.widget, "12")
    assert line(row).isReadOnly()
    assert CARRIED not in every.sheet.draft.entries


def test_the_line_says_who_it_is(every: ReportModel) -> None:
    row = shown_row(every, "kinds_given")
    assert row.widget.accessibleName() == "账上数 决算合计"
    assert row.computed is not None
    assert row.computed.accessibleName() == "决算合计"
    other = field_row(every, Cell("carried_in"))
    assert other.widget.accessibleName() == "年初结转和结余"
    assert other.label.buddy() is other.widget
    other.deleteLater()


def test_coming_by_tab_chooses_all_of_it(every: ReportModel) -> None:
    every.enter(CARRIED, "12.5")
    rows = [field_row(every, Cell(item)) for item in ("year", "carried_in")]
    window = Shown(*rows)
    rows[0].widget.setFocus()
    press(rows[0].widget, Key.Key_Tab)
    assert isinstance(rows[1].widget, QLineEdit)
    assert rows[1].widget.selectedText() == "12.5"
    assert window.isVisible()


def test_a_pasted_line_end_does_not_hide_what_follows(every: ReportModel) -> None:
    row = shown_row(every, "reporting_unit")
    QApplication.clipboard().setText("庙前镇\r\n人民政府\n")
    press(row.widget, Key.Key_V, Held.ControlModifier)
    assert every.sheet.value(Cell("reporting_unit")) == "庙前镇 人民政府"
    assert Cell("reporting_unit") not in every.sheet.problems
