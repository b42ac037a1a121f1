"""One report after the other on the desk, and the bad days: a full disk, a sudden end, closing while exporting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from core.errors import KnownError
from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.reports.unit_card import UNIT
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from core.storage.exported import keep_exported
from tests.ui.conftest import kept
from tests.ui.hands import Answers, click, enabled, press
from ui.export_page import ExportPage
from ui.formless_page import FormlessPage
from ui.main_window import TITLE, MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.store import Store

FORM = "changning_township/2023"


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


def test_what_the_disk_does_not_take_can_go_into_a_file(
    window: MainWindow, uid: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    names = ["", str(tmp_path / "a.jibao")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (names.pop(0), ""))
    monkeypatch.setattr(Drafts, "save", full)
    Answers("另存为报告文件…", "另存为报告文件…")
    assert window.close()
    assert read_draft_file(tmp_path / "a.jibao").draft.entries[Cell("unit_short")].text == "庙前"


def test_a_report_file_holds_what_is_on_the_screen(
    window: MainWindow, uid: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the store has not got it yet."""
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "庙前")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.jibao"), ""))
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "save", full)
        window.desk.save_file(uid)
    assert read_draft_file(tmp_path / "a.jibao").draft.entries[Cell("unit_short")].text == "庙前"


def test_a_report_is_looked_at_by_the_format_that_its_export_kept(
    window: MainWindow, uid: str, store: Store, tmp_path: Path
) -> None:
    keep_exported(store.drafts, store.library, store.drafts.load(uid), store.clock())
    assert window.desk.close_report()
    (tmp_path / "forms").mkdir()
    store.library = Library(shipped=tmp_path)
    window.desk.open_report(uid)
    assert window.model is not None
    assert window.model.read_only
    assert "导出时留下的副本" in window.status.currentMessage()
    window.desk.go("export")
    window.desk.go("examine")


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


def test_the_indicators_are_remembered_with_the_ordinary_saves(window: MainWindow, store: Store) -> None:
    window.desk.open_report(store.create(FORM, "甲镇人民政府", 2023))
    assert window.model is not None
    window.model.add_row("indicators", answers={"name": "走访户次", "category": "quantity"})
    assert store.drafts.recall("indicators:甲镇人民政府") is None
    window.model.save()
    assert store.drafts.recall("indicators:甲镇人民政府") == [{"name": "走访户次", "category": "quantity"}]


def test_the_indicators_are_remembered_when_a_report_is_closed(window: MainWindow, store: Store) -> None:
    window.desk.open_report(store.create(FORM, "甲镇人民政府", 2023))
    assert window.model is not None
    window.model.add_row("indicators", answers={"name": "走访户次", "category": "quantity"})
    press(window, "Ctrl+W")
    assert store.drafts.recall("indicators:甲镇人民政府") == [{"name": "走访户次", "category": "quantity"}]
