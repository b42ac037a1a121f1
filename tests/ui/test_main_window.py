"""The whole window: opening, filling, undoing, saving, closing, and what is said after a sudden end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.reports.unit_card import UNIT
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from tests.ui.hands import Answers, click
from ui.export_page import ExportPage
from ui.formless_page import FormlessPage
from ui.main_window import TITLE, MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.store import Store
from ui.style.theme import DARK, LIGHT, theme

FORM = "changning_township/2023"


@pytest.fixture
def uid(window: MainWindow, store: Store) -> str:
    """The example, open."""
    found = store.open_example(FORM)
    window.desk.open_report(found)
    return found


def enabled(window: MainWindow, *names: str) -> list[bool]:
    return [window.menus.named[name].isEnabled() for name in names]


def press(window: MainWindow, keys: str) -> None:
    """Press keys as the clerk does, wherever the focus is."""
    window.activateWindow()
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(keys))


def kept(store: Store, uid: str, item: str) -> str:
    return store.drafts.load(uid).entries[Cell(item)].text


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


# ---------------------------------------------------------------- one report after the other


def test_opening_another_report_closes_the_first(window: MainWindow, uid: str, store: Store) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    other = store.create(FORM, "甲镇人民政府", 2023)
    window.desk.open_report(other)
    assert (window.desk.uid, kept(store, uid, "unit_short")) == (other, "庙前")
    assert enabled(window, "undo") == [False]


def test_opening_the_same_report_again_only_shows_it(window: MainWindow, uid: str) -> None:
    model = window.model
    window.desk.go("home")
    window.desk.open_report(uid)
    assert window.model is model
    assert window.desk.page == "report"


def test_a_report_is_closed_by_key(window: MainWindow, uid: str, store: Store) -> None:
    press(window, "Ctrl+W")
    assert (window.desk.page, window.desk.uid, window.windowTitle()) == ("home", "", TITLE)
    assert store.left_open() is None


def test_deleting_the_open_report_closes_it(window: MainWindow, uid: str) -> None:
    window.desk.go("home")
    window.acts.delete(uid)
    assert (window.desk.uid, window.desk.home.table.reports.lines) == ("", [])


def test_a_report_that_is_gone_is_told(window: MainWindow) -> None:
    answers = Answers("确定")
    window.desk.open_report("nobody")
    assert "没有找到这份报告" in answers.texts[0]
    assert window.desk.page == "home"


def test_a_new_report_opens_at_once(window: MainWindow, store: Store) -> None:
    window.acts.made.emit(store.create(FORM, "甲镇人民政府", 2023))
    assert window.desk.page == "report"
    assert window.desk.home.table.chosen() == window.desk.uid


def test_a_report_without_its_format_is_shown_and_handed_on(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = Draft(uid="far", form="elsewhere/2021")
    draft.parts[Part.ENTRIES] = {
        UNIT: Entry("丙镇"),
        Cell("income", "other", "amount"): Entry("3"),
        Cell("x", "y", "z"): Entry("4"),
    }
    store.drafts.create(draft, store.clock())
    window.desk.open_report("far")
    page = window.desk.currentWidget()
    assert isinstance(page, FormlessPage)
    labels = [str(page.answers.model().index(row, 0).data()) for row in range(page.answers.rowCount())]
    assert labels[0] == "单位全称"
    assert labels[1].startswith("本年收入 · 其他收入")
    assert labels[2] == "x · y · z"
    assert "elsewhere" in page.reason.text()
    assert enabled(window, "save_file", "close", "examine", "export") == [True, True, False, False]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.jibao"), ""))
    click(page.save_file)
    window.menus.named["save_file"].trigger()
    assert read_draft_file(tmp_path / "a.jibao").draft == draft
    press(window, "Ctrl+W")
    assert window.desk.page == "home"


# ---------------------------------------------------------------- bad days


def full(*_: object, **__: object) -> None:
    raise KnownError("store.full")


def test_closing_asks_before_anything_is_lost(
    window: MainWindow, uid: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "save", full)
        answers = Answers("再试一次", "返回")
        assert not window.close()
        assert window.isVisible()
    assert "还没有存上" in answers.texts[0]
    assert window.model.workspace.drafts is not None
    window.model.save()
    assert kept(store, uid, "unit_short") == "庙前"


def test_the_last_changes_may_be_given_up(window: MainWindow, uid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    monkeypatch.setattr(Drafts, "save", full)
    Answers("放弃最后的改动")
    assert window.close()


def test_trying_again_helps_when_there_is_room(window: MainWindow, uid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    real: Callable[..., None] = Drafts.save
    left = [1]
    monkeypatch.setattr(Drafts, "save", lambda *told: full() if left and left.pop() else real(*told))
    Answers("再试一次")
    assert window.close()


def test_closing_while_exporting_asks(window: MainWindow, uid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []
    monkeypatch.setattr(ExportPage, "busy", property(lambda _: True))
    monkeypatch.setattr(ExportPage, "stop", lambda _: stopped.append(True))
    window.desk.go("export")
    answers = Answers("继续导出", "中止导出并关闭")
    assert not window.close()
    assert stopped == []
    assert window.close()
    assert stopped == [True]
    assert "正在导出" in answers.texts[0]


def test_an_orderly_end_leaves_nothing_open(window: MainWindow, uid: str, store: Store, store_path: Path) -> None:
    assert store.left_open() is not None
    assert window.close()
    again = Store.open(store_path, store.library, store.clock)
    assert again.left_open() is None
    again.close()


def test_after_a_sudden_end_the_next_start_says_what_it_restored(
    window: MainWindow, uid: str, store: Store, tmp_path: Path
) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    window.model.save()
    second = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, store.clock))
    second.furnish(store)
    second.show()
    assert "已恢复到 2024年3月29日" in second.desk.home._banner_text.text()
    assert second.desk.home.banner.isVisible()
    click(second.desk.home._banner_button)
    assert second.desk.uid == uid
    assert second.model is not None
    assert second.model.session.draft.entries[Cell("unit_short")].text == "庙前"


def test_the_units_card_is_remembered_while_filling(window: MainWindow, store: Store) -> None:
    window.desk.open_report(store.create(FORM, "甲镇人民政府", 2023))
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "甲镇")
    window.model.save()
    assert store.card("甲镇人民政府")["unit_short"] == "甲镇"


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
    target = tmp_path / "日志.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.menus.named["log"].trigger()
    assert target.read_text("utf-8") == "没有错误记录。\n"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "a.txt"), ""))
    answers = Answers("确定")
    window.menus.named["log"].trigger()
    assert "没有存成" in answers.texts[0]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
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
