"""Prose with live figures: quotes are whole, what is typed is literal, what is composed is no text yet."""

from time import process_time

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import KEPT, Shown, asks_window, press, typed
from ui.editors.prose_document import QUOTE
from ui.editors.prose_edit import QUOTED_TEXT, ProseEdit
from ui.report_model import ReportModel
from ui.style.theme import theme

Key, Held = Qt.Key, Qt.KeyboardModifier
Keep = QTextCursor.MoveMode.KeepAnchor
SCORE = "得分{self_score}，共{village_count}村"
"""Shown: 得分97.6分，共11个村"""


class Prose(ProseEdit):
    """An editor in a window that remembers what it told."""

    def __init__(self, model: ReportModel, text: str = "", *, quotes: bool = True, one_line: bool = False) -> None:
        super().__init__(model, quotes=quotes, one_line=one_line)
        self.told: list[str] = []
        self.edited.connect(lambda: self.told.append(self.stored()))
        self.show_stored(text)
        KEPT[:] = [Shown(self)]
        self.setFocus()

    def go(self, position: int, anchor: int | None = None) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position if anchor is None else anchor)
        cursor.setPosition(position, Keep)
        self.setTextCursor(cursor)

    def at(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return cursor.anchor(), cursor.position()


@pytest.fixture
def score(model: ReportModel) -> Prose:
    return Prose(model, SCORE)


def at_end(edit: Prose) -> None:
    edit.moveCursor(QTextCursor.MoveOperation.End)


# ---------------------------------------------------------------- showing and storing


def test_quotes_show_the_figures_of_now_and_are_stored_as_addresses(score: Prose) -> None:
    assert score.toPlainText() == "得分97.6分，共11个村"
    assert score.stored() == SCORE
    assert score.names() == {"self_score", "village_count"}
    assert score.told == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲\n乙",
        "a{{b}}c",
        "{self_score}",
        "{self_score}{self_score}",
        "{{}}{nothing_here}",
        "𠮷{self_score}𠮷{year}",
    ],
)
def test_any_stored_text_comes_back_as_it_was(model: ReportModel, text: str) -> None:
    assert Prose(model, text).stored() == text
    edit = Prose(model, text)
    at_end(edit)
    typed(edit, "x")
    assert edit.told == [text + "x"]


def test_an_unknown_quote_is_shown_in_red(model: ReportModel) -> None:
    edit = Prose(model, "甲{nothing_here}")
    assert edit.toPlainText() == "甲{nothing_here}"
    edit.go(3)
    cursor = QTextCursor(edit.document())
    cursor.setPosition(2)
    assert cursor.charFormat().foreground().color() == QColor(theme().colors.must_fix)
    assert cursor.charFormat().stringProperty(QUOTE) == "nothing_here"


def test_a_figure_that_changes_relabels_its_quote_and_leaves_the_cursor(model: ReportModel, score: Prose) -> None:
    model.changed.connect(lambda change: score.relabel(change.cells))
    for position, now in ((0, 0), (2, 2), (7, 8), (len("得分97.6分，共11个村"), len("得分100.5分，共11个村"))):
        model.enter(Cell("self_score"), "97.6")
        score.go(position)
        model.enter(Cell("self_score"), "100.5")
        assert score.toPlainText() == "得分100.5分，共11个村"
        assert score.at() == (now, now)
    assert score.told == []
    assert score.stored() == SCORE


def test_showing_another_text_changes_no_more_than_what_differs(model: ReportModel) -> None:
    edit = Prose(model, "第一段\n第二段{self_score}末尾\n第三段")
    edit.go(8)
    edit.show_stored("第一段\n第二段甲{self_score}末\n第三段")
    assert edit.stored() == "第一段\n第二段甲{self_score}末\n第三段"
    assert edit.textCursor().blockNumber() == 1
    edit.show_stored("新\n第一段\n第三段")
    assert edit.stored() == "新\n第一段\n第三段"
    edit.show_stored("")
    assert (edit.stored(), edit.toPlainText()) == ("", "")
    edit.show_stored("甲\n乙\n丙\n丁")
    edit.show_stored("甲\n丁")
    assert (edit.stored(), edit.toPlainText()) == ("甲\n丁", "甲\n丁")
    edit.show_stored("甲")
    assert edit.toPlainText() == "甲"
    assert edit.told == []


def test_a_new_look_dresses_the_quotes_anew(score: Prose) -> None:
    score.go(4)
    theme().set_look("dark")
    try:
        cursor = QTextCursor(score.document())
        cursor.setPosition(3)
        assert cursor.charFormat().background().color() == QColor(theme().colors.chip)
        assert score.stored() == SCORE
        assert score.told == []
    finally:
        theme().set_look("light")


# ---------------------------------------------------------------- quotes are whole


def test_the_cursor_passes_a_quote_in_one_step(score: Prose) -> None:
    score.go(2)
    press(score, Key.Key_Right)
    assert score.at() == (7, 7)
    press(score, Key.Key_Left)
    assert score.at() == (2, 2)
    press(score, Key.Key_Right, Held.ShiftModifier)
    assert score.at() == (2, 7)
    score.go(7)
    press(score, Key.Key_Left, Held.ShiftModifier)
    assert score.at() == (7, 2)


def test_a_click_into_a_quote_goes_to_its_nearer_end(score: Prose) -> None:
    score.go(0)
    score.go(3)
    assert score.at()[1] in (2, 7)
    score.go(1)
    score.go(4, 1)
    assert score.at() == (1, 7)
    score.go(8, 4)
    assert score.at() == (2, 8)


@pytest.mark.parametrize(
    ("position", "key", "held", "left"),
    [
        (7, Key.Key_Backspace, Held.NoModifier, "得分，共{village_count}村"),
        (2, Key.Key_Delete, Held.NoModifier, "得分，共{village_count}村"),
        (7, Key.Key_Backspace, Held.ControlModifier, "得分，共{village_count}村"),
        (2, Key.Key_Backspace, Held.NoModifier, "得{self_score}，共{village_count}村"),
        (7, Key.Key_Delete, Held.NoModifier, "得分{self_score}共{village_count}村"),
    ],
)
def test_deleting_takes_a_quote_whole(
    score: Prose, position: int, key: Qt.Key, held: Qt.KeyboardModifier, left: str
) -> None:
    score.go(position)
    press(score, key, held)
    assert score.stored() == left
    assert score.told == [left]


def test_typing_at_a_quote_never_becomes_part_of_it(score: Prose) -> None:
    score.go(7)
    typed(score, "a{")
    compose_text(score, "约")
    score.go(2)
    typed(score, "b")
    assert score.stored() == "得分b{self_score}a{{约，共{village_count}村"
    score.go(3, 8)
    typed(score, "7")
    assert score.stored() == "得分b7a{{约，共{village_count}村"


def test_what_replaces_a_selected_quote_is_plain(score: Prose) -> None:
    score.go(7, 2)
    compose_text(score, "满分")
    assert score.stored() == "得分满分，共{village_count}村"
    score.selectAll()
    typed(score, "x")
    assert score.stored() == "x"


def test_a_quote_is_inserted_in_place_of_the_selection(model: ReportModel) -> None:
    edit = Prose(model, "得分多少")
    edit.go(4, 2)
    edit.insert_cell(Cell("self_score"))
    typed(edit, "!")
    assert edit.stored() == "得分{self_score}!"


def test_a_quote_says_on_hover_what_it_is(score: Prose) -> None:
    cursor = QTextCursor(score.document())
    cursor.setPosition(4)
    assert score.tip(score.cursorRect(cursor).center()) == "引用：自评得分"
    assert score.tip(QPoint(score.width() - 20, 10)) == ""


# ---------------------------------------------------------------- input methods


def test_what_is_composed_is_no_text_until_it_is_committed(score: Prose) -> None:
    at_end(score)
    compose_text(score, "zhuang", commit=False)
    assert (score.stored(), score.told) == (SCORE, [])
    for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Left, Key.Key_Tab):
        press(score, key)
        assert score.hasFocus()
    assert (score.stored(), score.told) == (SCORE, [])
    compose_text(score, "庄")
    assert score.told == [SCORE + "庄"]


def test_what_is_composed_is_taken_when_the_focus_goes(score: Prose) -> None:
    at_end(score)
    compose_text(score, "庄", commit=False)
    score.clearFocus()
    assert score.told == [SCORE + "庄"]
    assert score.composing == ""


def test_a_text_from_elsewhere_does_not_disturb_composition(score: Prose) -> None:
    compose_text(score, "zhuang", commit=False)
    score.show_stored("别处来的")
    assert score.stored() == SCORE


# ---------------------------------------------------------------- clipboard


def test_copied_quotes_stay_quotes_here_and_read_as_text_elsewhere(model: ReportModel, score: Prose) -> None:
    score.selectAll()
    score.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "得分97.6分，共11个村"
    at_end(score)
    score.paste()
    assert score.stored() == SCORE * 2


def test_part_of_a_text_is_copied_with_its_quotes_and_braces(model: ReportModel) -> None:
    edit = Prose(model, "甲{{乙}}{self_score}丙\n丁")
    edit.go(11, 1)
    edit.cut()
    assert edit.stored() == "甲丁"
    edit.paste()
    assert edit.stored() == "甲{{乙}}{self_score}丙\n丁"


def test_pasted_text_from_outside_is_literal_and_clean(model: ReportModel) -> None:
    edit = Prose(model)
    QApplication.clipboard().setText("a{self_score}\r\nb\x07\tc\u2028d")
    edit.paste()
    assert edit.stored() == "a{{self_score}}\nb c\nd"
    assert edit.told == ["a{{self_score}}\nb c\nd"]


def test_a_text_of_one_line_stays_one_when_pasted(model: ReportModel) -> None:
    edit = Prose(model, "甲", one_line=True)
    at_end(edit)
    QApplication.clipboard().setText("乙\n丙")
    edit.paste()
    assert edit.stored() == "甲乙 丙"


def test_where_nothing_is_quoted_braces_mean_themselves(model: ReportModel) -> None:
    edit = Prose(model, "{self_score}", quotes=False)
    assert edit.toPlainText() == "{self_score}"
    at_end(edit)
    typed(edit, "}")
    assert edit.stored() == "{self_score}}"
    assert QUOTED_TEXT not in edit.createMimeDataFromSelection().formats()


def test_nothing_is_pasted_or_typed_into_a_text_for_reading(score: Prose) -> None:
    score.allow(False)
    data = QMimeData()
    data.setText("x")
    score.insertFromMimeData(data)
    typed(score, "x")
    compose_text(score, "庄")
    press(score, Key.Key_Backspace)
    assert (score.stored(), score.told) == (SCORE, [])


# ---------------------------------------------------------------- keys and size


def test_undo_is_left_to_the_window(score: Prose) -> None:
    typed(score, "x")
    assert asks_window(score, Key.Key_Z, Held.ControlModifier)
    press(score, Key.Key_Z, Held.ControlModifier)
    assert score.stored() == "x" + SCORE


def test_enter_makes_a_paragraph_and_a_step_of_undo(score: Prose) -> None:
    steps: list[int] = []
    score.parted.connect(lambda: steps.append(1))
    score.go(2)
    press(score, Key.Key_Return)
    assert score.stored() == "得分\n{self_score}，共{village_count}村"
    assert steps == [1]


def test_the_editor_is_as_high_as_its_text_within_bounds(model: ReportModel) -> None:
    edit = Prose(model, "一")
    low = edit.height()
    edit.show_stored("\n".join("一二三四五"))
    QApplication.processEvents()
    assert edit.height() > low
    assert edit.verticalScrollBar().maximum() == 0
    edit.show_stored("\n".join(["一"] * 100))
    QApplication.processEvents()
    assert edit.verticalScrollBar().maximum() > 0


def test_a_hundred_thousand_characters_stay_fluent(model: ReportModel) -> None:
    edit = Prose(model, "始")
    at_end(edit)
    QApplication.clipboard().setText("\n".join(["全镇干部群众共同努力，圆满完成年度任务。" * 25] * 200))
    edit.paste()
    QApplication.processEvents()
    assert len(edit.stored()) > 100_000
    times = []
    for _ in range(15):
        began = process_time()
        typed(edit, "x")
        QApplication.processEvents()
        times.append((process_time() - began) * 1000)
    assert sorted(times)[7] < 50
