"""An outline is written like a page: levels by key and button, numbers by themselves, one text in the end."""

from collections.abc import Callable
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import press, shown_row, typed
from ui.editors.outline_editor import OutlineBar
from ui.editors.outline_input import OutlineInput
from ui.editors.outline_paste import OutlinePaste
from ui.report_model import ReportModel

Key, Held = Qt.Key, Qt.KeyboardModifier
CELL = Cell("achievements")
START = "# 强产业\n## 文旅。\n接待{self_score}\n- 甲\n- 乙\n# 优环境"


def outline(model: ReportModel, text: str = START) -> OutlineInput:
    model.enter(CELL, text)
    row = shown_row(model, "achievements")
    assert isinstance(row.widget, OutlineInput)
    return row.widget


@pytest.fixture
def page(model: ReportModel) -> OutlineInput:
    return outline(model)


def go(edit: OutlineInput, line: int, offset: int = 0) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().findBlockByNumber(line).position() + offset)
    edit.setTextCursor(cursor)


def end(edit: OutlineInput) -> None:
    edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)


def stored(model: ReportModel) -> str:
    entry = model.sheet.draft.entries.get(CELL)
    return entry.text if entry else ""


def test_an_outline_is_shown_with_its_numbers_and_figures(page: OutlineInput) -> None:
    assert page.toPlainText() == "强产业\n文旅。\n接待97.6分\n甲\n乙\n优环境"
    assert page.numbers == ("（一）", "1.", "", "一是", "二是", "（二）")
    assert page.stored() == START


def test_typing_into_a_line_keeps_its_level(model: ReportModel, page: OutlineInput) -> None:
    go(page, 0)
    compose_text(page, "做")
    go(page, 3)
    end(page)
    typed(page, "x{")
    assert stored(model) == START.replace("强产业", "做强产业").replace("甲", "甲x{{")


def test_enter_after_a_heading_makes_a_paragraph_and_after_a_point_a_point(
    model: ReportModel, page: OutlineInput
) -> None:
    go(page, 1)
    end(page)
    press(page, Key.Key_Return)
    typed(page, "new")
    go(page, 5)
    end(page)
    press(page, Key.Key_Return)
    typed(page, "three")
    assert stored(model) == "# 强产业\n## 文旅。\nnew\n接待{self_score}\n- 甲\n- 乙\n- three\n# 优环境"


def test_enter_in_an_empty_point_ends_the_points(model: ReportModel, page: OutlineInput) -> None:
    go(page, 4)
    end(page)
    press(page, Key.Key_Return)
    press(page, Key.Key_Return)
    typed(page, "end")
    assert stored(model) == START.replace("- 乙", "- 乙\nend")


def test_backspace_at_the_beginning_first_makes_a_paragraph_then_joins(model: ReportModel, page: OutlineInput) -> None:
    go(page, 5)
    press(page, Key.Key_Backspace)
    assert stored(model) == START.replace("# 优", "优")
    press(page, Key.Key_Backspace)
    assert stored(model) == START.replace("- 乙\n# 优", "- 乙优")
    assert page.numbers == ("（一）", "1.", "", "一是", "二是")


def test_tab_at_the_beginning_of_a_heading_changes_its_level(model: ReportModel, page: OutlineInput) -> None:
    go(page, 5)
    press(page, Key.Key_Tab)
    assert stored(model) == START.replace("# 优", "## 优")
    assert page.hasFocus()
    press(page, Key.Key_Backtab)
    assert stored(model) == START
    go(page, 1)
    for key, held in ((Key.Key_Left, Held.AltModifier), (Key.Key_Right, Held.AltModifier)):
        press(page, key, held)
    assert stored(model) == START
    press(page, Key.Key_BracketLeft, Held.ControlModifier)
    assert stored(model) == START.replace("## 文", "# 文")
    assert page.numbers[:2] == ("（一）", "（二）")


def test_marks_typed_at_the_beginning_make_headings_and_points(model: ReportModel) -> None:
    page = outline(model, "首\n")
    end(page)
    press(page, Key.Key_Return)
    typed(page, "## ab")
    press(page, Key.Key_Return)
    typed(page, "- cd")
    assert stored(model) == "首\n## ab\n- cd"
    press(page, Key.Key_Return)
    press(page, Key.Key_Return)
    typed(page, "#1 ")
    assert stored(model) == "首\n## ab\n- cd\n#1 "


def test_alt_arrows_move_a_heading_with_all_under_it_as_one_step(model: ReportModel, page: OutlineInput) -> None:
    go(page, 5, 1)
    press(page, Key.Key_Up, Held.AltModifier)
    assert stored(model) == "# 优环境\n# 强产业\n## 文旅。\n接待{self_score}\n- 甲\n- 乙"
    assert page.textCursor().blockNumber() == 0
    assert page.textCursor().positionInBlock() == 1
    typed(page, "x")
    press(page, Key.Key_Down, Held.AltModifier)
    assert stored(model) == START.replace("优", "优x")
    for _ in range(3):
        model.undo()
    assert stored(model) == START
    assert page.stored() == START


def test_lines_are_deleted_and_the_last_leaves_nothing(model: ReportModel, page: OutlineInput) -> None:
    go(page, 2)
    page.remove_lines()
    assert stored(model) == START.replace("接待{self_score}\n", "")
    page.selectAll()
    page.remove_lines()
    assert (stored(model), page.stored()) == ("", "")
    typed(page, "x")
    assert stored(model) == "x"


def test_the_buttons_say_and_change_the_kind(model: ReportModel, page: OutlineInput) -> None:
    bar = page.row.findChild(OutlineBar) if page.row else None
    assert isinstance(bar, OutlineBar)
    go(page, 3)
    assert [bar.heading.isChecked(), bar.paragraph.isChecked(), bar.point.isChecked()] == [False, False, True]
    for button, wanted in ((bar.heading, "## 甲"), (bar.promote, "# 甲"), (bar.paragraph, "甲"), (bar.point, "- 甲")):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert stored(model) == START.replace("- 甲", wanted)
        assert page.hasFocus()
    QTest.mouseClick(bar.down, Qt.MouseButton.LeftButton)
    assert stored(model) == START.replace("- 甲\n- 乙", "- 乙\n- 甲")


def test_composition_and_undo_in_an_outline(model: ReportModel, page: OutlineInput) -> None:
    go(page, 0)
    compose_text(page, "qiang", commit=False)
    for key, held in (
        (Key.Key_Up, Held.AltModifier),
        (Key.Key_Return, Held.NoModifier),
        (Key.Key_Tab, Held.NoModifier),
    ):
        press(page, key, held)
    assert stored(model) == START
    assert page.hasFocus()
    compose_text(page, "做")
    model.undo()
    assert page.toPlainText().startswith("强产业\n")
    assert page.textCursor().blockNumber() == 0


def test_copied_lines_keep_their_levels(model: ReportModel, page: OutlineInput) -> None:
    page.selectAll()
    page.copy()
    page.moveCursor(QTextCursor.MoveOperation.End)
    press(page, Key.Key_Return)
    page.paste()
    assert stored(model) == f"{START}\n{START}"


def test_plain_lines_are_pasted_as_paragraphs(model: ReportModel) -> None:
    page = outline(model, "首")
    end(page)
    QApplication.clipboard().setText("尾{x}\n\n  第二段 ")
    page.paste()
    assert stored(model) == "首尾{{x}}\n第二段"


def test_a_numbered_text_is_shown_split_before_it_is_pasted(model: ReportModel) -> None:
    page = outline(model, "# 首")
    QApplication.clipboard().setText("（一）强产业\n1.文旅{旺}。接待游客。\n一是甲。二是乙。")
    page.paste()
    assert stored(model) == "# 首"
    dialog = page.window().findChild(OutlinePaste)
    assert isinstance(dialog, OutlinePaste)
    top = dialog.tree.topLevelItem(0)
    assert top is not None
    assert [top.text(0), top.child(0).text(0)] == ["（一）强产业", "1.文旅{旺}。"]
    assert dialog.notes.text().startswith("分成2个标题、3段文字。")
    dialog.append.setChecked(True)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert stored(model) == "# 首\n# 强产业\n## 文旅{{旺}}。\n接待游客。\n- 甲\n- 乙"
    model.undo()
    assert stored(model) == "# 首"


def test_two_hundred_lines_stay_fluent(model: ReportModel) -> None:
    text = "\n".join(
        f"# 第{n}方面\n## 条目{n}。\n共{{self_score}}" + "各项工作有序推进。" * 12 + "\n- 点" for n in range(50)
    )
    page = outline(model, text)
    go(page, 100)
    times = []
    acts: tuple[Callable[[], None], ...] = (
        lambda: typed(page, "x"),
        lambda: page.set_level(1),
        lambda: page.move_line(True),
    )
    for act in acts * 5:
        began = process_time()
        act()
        QApplication.processEvents()
        times.append((process_time() - began) * 1000)
    assert sorted(times)[7] < 60
