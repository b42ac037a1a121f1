"""Label, unit, mark, and the acts of one answer: computed, given, from last year, to be confirmed, overridden."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from core.formulas.cells import Cell
from core.reports.draft import Entry, Origin, Part
from core.reports.next_year import TO_CONFIRM
from tests.ui.editors.field_samples import shown_row, typed
from ui.editors.field_row import FieldRow
from ui.editors.line_input import LineInput
from ui.editors.reason_dialog import ReasonDialog
from ui.report_model import ReportModel

CARRIED, GIVEN, SUM = Cell("carried_in"), Cell("kinds_given"), Cell("kinds_sum")


def act(row: FieldRow) -> QPushButton | None:
    return next((button for button in row.findChildren(QPushButton) if button.isVisibleTo(row)), None)


def dialog(row: FieldRow) -> ReasonDialog:
    found = next((one for one in row.window().findChildren(ReasonDialog) if one.isVisible()), None)
    assert found is not None
    return found


def press(button: QPushButton | None) -> None:
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def put(model: ReportModel, cell: Cell, entry: Entry) -> None:
    """An answer as a report carried over holds it."""
    model.session.draft.apply([model.session.draft.edit(Part.ENTRIES, cell, entry)])
    model.enter(cell, entry.text, origin=entry.origin, reason=entry.reason)


def test_a_computed_figure_has_no_box_and_follows(every: ReportModel) -> None:
    row = shown_row(every, "kinds_sum")
    assert isinstance(row.widget, LineInput)
    assert row.widget.isReadOnly()
    assert row.mark.text() == "计算"
    every.enter(CARRIED, "1")
    every.enter(Cell("carried_out"), "2.5")
    assert row.widget.text() == "3.50"


def test_a_given_total_stands_beside_the_computed_one_with_the_difference(every: ReportModel) -> None:
    row = shown_row(every, "kinds_given")
    every.enter(CARRIED, "1")
    every.enter(Cell("carried_out"), "2")
    assert row.computed is not None
    assert isinstance(row.widget, LineInput)
    assert (row.computed.text(), row.widget.text()) == ("3.00", "")
    assert row.under.text() == "也可照账填写。"
    typed(row.widget, "3.01")
    assert (row.computed.text(), row.widget.text()) == ("3.00", "3.01")
    assert every.sheet.value(GIVEN) == Decimal("3.01")
    assert row.under.text() == "计算数3万元，账上数3.01万元，相差0.01万元；报告中用账上数。"
    row.widget.selectAll()
    typed(row.widget, "3")
    assert row.under.text() == "与账上数一致。"
    row.widget.clear()
    row.widget.textEdited.emit("")
    assert GIVEN not in every.sheet.draft.entries


def test_the_cents_that_rounding_takes_from_a_given_total_go_to_a_part_by_one_press(every: ReportModel) -> None:
    row = shown_row(every, "kinds_given")
    every.enter(CARRIED, "10049元")
    every.enter(Cell("carried_out"), "2")
    every.enter(GIVEN, "3.01")
    button = act(row)
    assert button is not None
    assert button.text() == f"差额记入“{every.sheet.label(CARRIED)}”"
    press(button)
    assert every.sheet.draft.entries[CARRIED] == Entry("1.01", Origin.ROUNDED, "原填10049元")
    assert (button.isHidden(), row.under.text()) == (True, "与账上数一致。")
    every.undo()
    assert every.sheet.draft.entries[CARRIED].text == "10049元"
    every.enter(GIVEN, "3.02")
    assert button.isHidden()


def test_several_cents_go_to_several_parts(model: ReportModel) -> None:
    row = shown_row(model, "income_total")
    sources = ("general_budget", "fund_budget", "superior", "business", "other")
    for text, source in enumerate(sources, 1):
        model.enter(Cell("income", source, "amount"), str(text))
    model.enter(Cell("income_total"), "15.02")
    button = act(row)
    assert button is not None
    assert button.text() == "差额记入2项"
    press(button)
    assert [model.sheet.shown(Cell("income", one, "amount")) for one in sources[-2:]] == ["4.01", "5.01"]


def test_a_figure_of_last_year_is_released_with_a_reason(every: ReportModel) -> None:
    put(every, CARRIED, Entry("9.9", Origin.LAST_YEAR))
    row = shown_row(every, "carried_in")
    assert isinstance(row.widget, LineInput)
    assert row.widget.isReadOnly()
    assert row.mark.text() == "上年带入"
    typed(row.widget, "1")
    assert every.sheet.draft.entries[CARRIED].text == "9.9"
    press(act(row))
    asked = dialog(row)
    assert not asked.ok.isEnabled()
    asked.reason.setText("决算批复后调整")
    press(asked.ok)
    entry = every.sheet.draft.entries[CARRIED]
    assert (entry.origin, entry.reason) == (Origin.TYPED, "决算批复后调整")
    assert act(row) is None
    row.widget.setFocus()
    row.widget.selectAll()
    typed(row.widget, "8")
    assert every.sheet.draft.entries[CARRIED] == Entry("8", Origin.TYPED, "决算批复后调整")
    every.undo()
    every.undo()
    assert row.widget.isReadOnly()


def test_leaving_the_question_releases_nothing(every: ReportModel) -> None:
    put(every, CARRIED, Entry("9.9", Origin.LAST_YEAR))
    row = shown_row(every, "carried_in")
    press(act(row))
    dialog(row).reject()
    assert every.sheet.draft.entries[CARRIED].origin == Origin.LAST_YEAR


def test_a_standing_text_is_confirmed_by_a_button_or_by_typing(every: ReportModel) -> None:
    text = Cell("reporting_unit")
    put(every, text, Entry("庙前镇人民政府", Origin.LAST_YEAR, TO_CONFIRM))
    row = shown_row(every, "reporting_unit")
    assert row.mark.text() == "待确认"
    press(act(row))
    assert every.sheet.draft.entries[text] == Entry("庙前镇人民政府")
    assert row.mark.isHidden()
    every.undo()
    assert row.mark.text() == "待确认"
    typed(row.widget, "A")
    assert every.sheet.draft.entries[text].origin == Origin.TYPED


def test_a_computed_figure_that_may_be_replaced_wants_figure_and_reason(every: ReportModel) -> None:
    every.enter(CARRIED, "1")
    every.enter(Cell("carried_out"), "2")
    row = shown_row(every, "kinds_sum")
    press(act(row))
    asked = dialog(row)
    assert asked.figure.text() == "3.00"
    asked.figure.setText("3.5")
    assert not asked.ok.isEnabled()
    asked.reason.setText("含外币折算差")
    press(asked.ok)
    assert every.sheet.value(SUM) == Decimal("3.50")
    assert row.mark.text() == "已改写"
    assert row.mark.toolTip() == "理由：含外币折算差"
    button = act(row)
    assert button is not None
    assert button.text() == "恢复计算"
    press(button)
    assert every.sheet.value(SUM) == Decimal("3.00")


def test_marking_an_estimate_by_the_menu(every: ReportModel) -> None:
    row = shown_row(every, "carried_in")
    typed(row.widget, "12")
    for wanted, origin in (("标为暂估", Origin.ESTIMATED), ("取消暂估", Origin.TYPED)):
        menu = QMenu()
        row.input.add_actions(menu)
        next(action for action in menu.actions() if action.text() == wanted).trigger()
        assert every.sheet.draft.entries[CARRIED] == Entry("12", origin)


def test_the_label_names_the_year_of_now(every: ReportModel, model: ReportModel) -> None:
    row = shown_row(model, "expenditure_prior")
    assert row.label.text() == "上年支出合计"
    assert row.under.text().startswith("不印在报告里")
    assert QApplication.focusWidget() is row.widget
