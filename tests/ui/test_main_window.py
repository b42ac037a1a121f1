"""The whole window: opening, filling, undoing, saving, closing, and what is said after a sudden end."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from core.formulas.cells import Cell
from core.reports.unit_card import UNIT
from tests.ui.conftest import kept
from tests.ui.hands import Answers, click, enabled, press
from ui.main_window import TITLE, MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.store import Store
from ui.style.theme import DARK, LIGHT, theme

FORM = "changning_township/2023"


# ---------------------------------------------------------------- pages


def test_it_begins_at_home_without_a_report(window: MainWindow) -> None:
    assert (window.desk.page, window.windowTitle()) == ("home", TITLE)
    assert enabled(window, "report", "examine", "export", "save", "undo", "close") == [False] * 6
    assert not window.header.buttons["report"].isEnabled()
    assert window.header.buttons["home"].isChecked()
    window.desk.go("report")
    assert window.desk.page == "home"


def test_an_open_report_is_named(window: MainWindow, uid: str) -> None:
    assert window.desk.page == "report"
    assert window.windowTitle() == f"常宁市庙前镇人民政府　2023年度 - {TITLE}"
    assert window.header.report.text() == "常宁市庙前镇人民政府　2023年度"


def test_the_title_follows_the_typing(window: MainWindow, uid: str) -> None:
    assert window.model is not None
    window.model.enter(UNIT, "甲镇人民政府")
    window.model.enter(Cell("year"), "")
    assert window.windowTitle().startswith("甲镇人民政府　未填年度")


@pytest.mark.parametrize(
    ("keys", "page"),
    [("Ctrl+1", "home"), ("F5", "examine"), ("Ctrl+3", "examine"), ("Ctrl+4", "export"), ("Ctrl+2", "report")],
)
def test_keys_lead_to_every_page(window: MainWindow, uid: str, keys: str, page: str) -> None:
    press(window, keys)
    assert window.desk.page == page
    assert window.header.buttons[page].isChecked()


def test_buttons_lead_to_every_page(window: MainWindow, uid: str) -> None:
    for name, button in window.header.buttons.items():
        click(button)
        assert window.desk.page == name


def test_escape_goes_back(window: MainWindow, uid: str) -> None:
    for name in ("examine", "export"):
        window.desk.go(name)
        window.setFocus()
        press(window, "Esc")
        assert window.desk.page == "report"
    window.desk.go("home")
    window.desk.home.show_bin(in_bin=True)
    window.setFocus()
    press(window, "Esc")
    assert not window.desk.home.in_bin


def test_chapters_are_walked_by_keys(window: MainWindow, uid: str) -> None:
    report = window.desk.report
    assert report is not None
    press(window, "Ctrl+PgDown")
    assert report.section.id == "overview_basics"
    press(window, "Ctrl+PgUp")
    assert report.section.id == "unit_data"


def test_panels_are_shown_by_keys(window: MainWindow, uid: str) -> None:
    report = window.desk.report
    assert report is not None
    press(window, "Alt+3")
    assert report.panels.name == "上年"
    window.desk.go("home")
    press(window, "Alt+4")
    assert (window.desk.page, report.panels.name) == ("report", "来历")


def test_a_jump_from_the_examination_shows_the_page(window: MainWindow, uid: str) -> None:
    assert window.model is not None
    window.desk.go("examine")
    window.model.jump(Cell("staff_quota"))
    assert window.desk.page == "report"
    assert window.model.focused == Cell("staff_quota")


# ---------------------------------------------------------------- undo, save


def editor(window: MainWindow, item: str) -> QLineEdit:
    """The editor of a field, with the focus in it."""
    assert window.model is not None
    window.model.jump(Cell(item))
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def test_undo_is_named_and_works_from_within_an_editor(window: MainWindow, uid: str) -> None:
    assert window.model is not None
    found = editor(window, "unit_short")
    QTest.keyClicks(found, "abc")
    assert window.menus.named["undo"].text().startswith("撤销：修改 单位简称")
    typed = found.text()
    press(window, "Ctrl+Z")
    assert window.model.session.draft.entries[Cell("unit_short")].text == "庙前镇"
    assert window.status.currentMessage() == "已撤销：修改 单位简称"
    press(window, "Ctrl+Y")
    assert window.model.session.draft.entries[Cell("unit_short")].text == typed
    assert window.menus.named["redo"].text() == "重做(&R)"


def test_the_buttons_of_undo_say_what_they_do(window: MainWindow, uid: str) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    names = [child.accessibleName() for child in window.header.children() if hasattr(child, "accessibleName")]
    assert any(name.startswith("撤销：修改 单位简称") for name in names)


def test_ctrl_s_says_the_time(window: MainWindow, uid: str, store: Store) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    press(window, "Ctrl+S")
    assert window.status.currentMessage().startswith("已保存")
    assert kept(store, uid, "unit_short") == "庙前"


def test_going_home_shows_what_was_just_typed(window: MainWindow, uid: str) -> None:
    assert window.model is not None
    window.model.enter(UNIT, "甲镇人民政府")
    press(window, "Ctrl+1")
    assert window.desk.home.table.reports.lines[0].unit == "甲镇人民政府"


# ---------------------------------------------------------------- looks


def test_another_scale_renews_the_pages_and_keeps_the_work(window: MainWindow, uid: str) -> None:
    model, report = window.model, window.desk.report
    assert model is not None
    assert report is not None
    report.walk(1)
    model.enter(Cell("unit_short"), "庙前")
    window.menus.scale_wanted.emit(150)
    window.menus.look_wanted.emit(DARK)
    assert (theme().scale, theme().dark) == (150, True)
    assert window.desk.report is not None
    assert window.desk.report is not report
    assert window.desk.report.section.id == "overview_basics"
    assert model.session.undo_label() == "修改 单位简称"
    assert window.header.height() == theme().px(48)
    window.menus.scale_wanted.emit(100)
    window.menus.look_wanted.emit(LIGHT)


def test_size_and_place_are_remembered(window: MainWindow, tmp_path: Path, store: Store) -> None:
    window.resize(1100, 640)
    window.close()
    again = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, store.clock))
    assert again.height() == 640  # the width is cut to the small screen of the tests


def test_every_action_has_words_and_no_key_is_given_twice(window: MainWindow) -> None:
    keys = [key.toString() for action in window.menus.named.values() for key in action.shortcuts()]
    assert all(action.text() for action in window.menus.named.values())
    assert len(keys) == len(set(keys))
    assert {"F5", "Ctrl+S", "Ctrl+Z", "Ctrl+Y", "Ctrl+PgUp", "Ctrl+PgDown", "Ctrl+P"} <= set(keys)


def test_the_log_can_be_saved(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "记录.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    Answers("取消")
    window.menus.named["log"].trigger()
    assert not target.exists()
    Answers("选择位置…")
    window.menus.named["log"].trigger()
    assert "没有错误记录。" in target.read_text("utf-8")
    assert "运行记录已存为" in window.status.currentMessage()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "a.txt"), ""))
    answers = Answers("选择位置…", "确定")
    window.menus.named["log"].trigger()
    assert "没有存成" in answers.texts[1]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    Answers("选择位置…")
    window.menus.named["log"].trigger()


def test_about_names_the_store_and_the_formats(window: MainWindow, store: Store) -> None:
    answers = Answers(lambda box: box.accept())
    window.menus.named["about"].trigger()
    assert "关于绩报" in answers.texts[0] or "不联网" in answers.texts[0]


def test_a_missing_font_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.main_window.has_chinese_font", lambda: False)
    window = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, store.clock))
    window.furnish(store)
    assert "中文字体" in window.status.currentMessage()


def test_before_it_is_furnished_keys_do_nothing(tmp_path: Path, store: Store) -> None:
    window = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, store.clock))
    window.show()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.close()


def test_enter_presses_the_button_in_focus(window: MainWindow, uid: str) -> None:
    examined = window.header.buttons["examine"]
    examined.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(examined, Qt.Key.Key_Return)
    assert examined.isChecked()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens it by itself")
@pytest.mark.parametrize(
    ("cell", "act"),
    [
        (Cell("nature", "staff", "amount"), "标为暂估"),
        (Cell("staff_quota"), "本单位不适用"),
        (Cell("achievements"), "设为正文"),
    ],
)
def test_the_menu_of_an_answer_opens_by_key(window: MainWindow, uid: str, cell: Cell, act: str) -> None:
    report = window.desk.report
    assert report is not None
    report.jump(cell, "")
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    press(window, "Shift+F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert act in [action.text() for action in menu.actions()]
    menu.close()
