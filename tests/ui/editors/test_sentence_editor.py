"""A generated sentence: it follows the data, its words may be changed, and the way back is one click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.formulas.cells import Cell
from core.reports.sentences import plain, say
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import KEPT, Shown, press, typed
from ui.editors.sentence_editor import SentenceEditor
from ui.report_model import ReportModel

INCOME, THREE = "income_summary", "three_public_summary"


def shown(model: ReportModel, sentence: str) -> SentenceEditor:
    editor = SentenceEditor(model, sentence)

    def take(change: object) -> None:
        editor.refresh(initiator=change.initiator)  # type: ignore[attr-defined]
        editor.relabel(change.cells)  # type: ignore[attr-defined]

    model.changed.connect(take)
    KEPT[:] = [Shown(editor)]
    return editor


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def printed(model: ReportModel, sentence: str) -> str:
    return plain(model.sheet, say(model.sheet, sentence).runs)


def at_end(editor: SentenceEditor) -> None:
    editor.text.setFocus()
    editor.text.moveCursor(QTextCursor.MoveOperation.End)


@pytest.fixture
def income(model: ReportModel) -> SentenceEditor:
    return shown(model, INCOME)


def test_the_sentence_reads_as_it_is_printed(model: ReportModel, income: SentenceEditor) -> None:
    assert income.text.toPlainText() == printed(model, INCOME)
    assert income.badge.text() == "自动生成"
    assert income.back.isHidden()


def test_it_follows_the_data(model: ReportModel, income: SentenceEditor) -> None:
    model.enter(Cell("income", "other", "amount"), "500")
    assert "其他收入500万元" in income.text.toPlainText()
    assert income.text.toPlainText() == printed(model, INCOME)
    model.enter(Cell("income", "other", "amount"), "0")
    assert "其他收入" not in income.text.toPlainText()
    assert income.text.toPlainText() == printed(model, INCOME)


def test_words_are_changed_and_figures_go_on_living(model: ReportModel, income: SentenceEditor) -> None:
    at_end(income)
    compose_text(income.text, "均已入账。")
    assert income.badge.text() == "已改写"
    assert printed(model, INCOME).endswith("均已入账。")
    model.enter(Cell("income", "other", "amount"), "431.82")
    assert "1844.32万元" in income.text.toPlainText()
    assert income.text.toPlainText() == printed(model, INCOME)


def test_one_click_brings_the_generated_words_back(model: ReportModel, income: SentenceEditor) -> None:
    before = income.text.toPlainText()
    at_end(income)
    typed(income.text, "x")
    assert not income.back.isHidden()
    click(income.back)
    assert income.text.toPlainText() == before
    assert INCOME not in model.sheet.draft.rewordings
    assert income.badge.text() == "自动生成"


def test_taking_the_change_back_by_hand_is_no_rewording(model: ReportModel, income: SentenceEditor) -> None:
    at_end(income)
    typed(income.text, "x")
    press(income.text, Qt.Key.Key_Backspace)
    assert INCOME not in model.sheet.draft.rewordings
    assert income.badge.text() == "自动生成"


def test_a_visit_is_one_step_of_undo(model: ReportModel, income: SentenceEditor) -> None:
    before = income.text.toPlainText()
    at_end(income)
    typed(income.text, "abc")
    assert model.session.undo_label().startswith("改写")
    model.undo()
    assert income.text.toPlainText() == before
    model.redo()
    assert income.text.toPlainText() == before + "abc"


def stale(model: ReportModel) -> SentenceEditor:
    editor = shown(model, THREE)
    at_end(editor)
    typed(editor.text, "x")
    model.enter(Cell("three_public", "car_running", "actual"), "0")
    return editor


def test_words_that_no_longer_fit_stand_beside_todays(model: ReportModel) -> None:
    editor = stale(model)
    assert editor.badge.text() == "待确认"
    fresh = editor.fresh
    assert fresh is not None
    assert fresh.isVisible()
    assert "公务用车" in editor.text.toPlainText()
    assert "公务用车" not in fresh.text.toPlainText()
    assert fresh.text.isReadOnly()
    model.enter(Cell("three_public", "reception", "actual"), "18")
    assert "18万元" in fresh.text.toPlainText()


def test_keeping_ones_own_words(model: ReportModel) -> None:
    editor = stale(model)
    assert editor.fresh is not None
    click(editor.fresh.keep)
    assert editor.badge.text() == "已改写"
    assert editor.fresh.isHidden()
    assert "公务用车" in printed(model, THREE)


def test_taking_todays_words(model: ReportModel) -> None:
    editor = stale(model)
    assert editor.fresh is not None
    click(editor.fresh.take)
    assert editor.badge.text() == "自动生成"
    assert editor.text.toPlainText() == printed(model, THREE)
    assert "公务用车" not in printed(model, THREE)


def test_enter_does_not_break_a_sentence(model: ReportModel, income: SentenceEditor) -> None:
    before = income.text.toPlainText()
    at_end(income)
    press(income.text, Qt.Key.Key_Return)
    assert income.text.toPlainText() == before


def test_a_report_for_reading_is_not_reworded(model: ReportModel) -> None:
    model.workspace.drafts = None
    editor = shown(model, INCOME)
    at_end(editor)
    typed(editor.text, "x")
    assert INCOME not in model.sheet.draft.rewordings
    assert editor.text.isReadOnly()


def test_a_screen_reader_hears_which_sentence_it_is(income: SentenceEditor) -> None:
    assert income.text.accessibleName() == "印出的文字 收入情况"
