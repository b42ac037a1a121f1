"""A damaged store at the start: the sentence, the ways on, and what the next start finds."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from core.forms.library import Library
from core.storage.copies import copies_of, keep_copy
from core.storage.database import Database
from core.storage.salvage import Rescued, Salvaged, salvage
from tests.ui.conftest import NOW, close_all
from tests.ui.hands import Answers
from ui.application import _furnish
from ui.damaged_store import LOOKING, damage_text
from ui.main_window import MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.store import Store

FORM = "changning_township/2023"
PAGE = 4096


@pytest.fixture
def path(store_path: Path, library: Library) -> Path:
    """A store with two reports and a copy of it, damaged afterwards by the tests."""
    store = Store.open(store_path, library, lambda: NOW)
    store.open_example(FORM)
    keep_copy(store_path, NOW)
    store.create(FORM, "甲镇人民政府", 2023)
    store.close()
    return store_path


@pytest.fixture
def bare(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(QApplication, "exit", lambda _: None)
    monkeypatch.setattr("ui.application.clock", lambda: NOW + timedelta(hours=1))
    window = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, lambda: NOW))
    window.show()
    return window


def root_of(path: Path, name: str) -> int:
    with Database.open(path, NOW, read_only=True) as store:
        [(root,)] = store.rows("SELECT rootpage FROM sqlite_master WHERE name = ?", [name])
        return int(root)


def hit(path: Path, *pages: int) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)
    return bytes(content)


def banner(window: MainWindow) -> str:
    return window.desk.home._banner_text.text()


def test_what_can_be_read_is_taken_over(bare: MainWindow, path: Path) -> None:
    damaged = hit(path, root_of(path, "history"))
    answers = Answers("抢救并打开")
    _furnish(bare, path)
    assert "2份报告完整" in answers.texts[0]
    assert "修改记录不全" in answers.texts[0]
    assert "最近的完好备份：3月29日 16:40" in answers.texts[0]
    assert len(bare.store.reports()) == 2
    aside = path.with_name("reports.20240329-174012.sqlite")
    assert aside.read_bytes() == damaged
    assert "救出2份报告" in banner(bare)
    assert aside.name in banner(bare)
    backups = Answers("关闭")
    bare.desk.home._banner_button.click()
    assert backups.texts == ["恢复备份"]
    bare.close()


def test_the_backup_is_taken_instead(bare: MainWindow, path: Path) -> None:
    hit(path, root_of(path, "cells"))
    answers = Answers("改用备份（3月29日 16:40）")
    _furnish(bare, path)
    assert "缺" in answers.texts[0]
    assert len(bare.store.reports()) == 1
    assert "已换成3月29日 16:40的备份" in banner(bare)
    assert len(copies_of(path)) == 1
    bare.close()


def test_the_window_answers_and_says_what_it_waits_for(
    bare: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit(path, root_of(path, "cells"))
    seen: list[str] = []
    timer = QTimer()
    timer.timeout.connect(lambda: seen.append(said_by(bare)))

    def slowly(damaged: Path) -> Salvaged:
        until_seen(seen, 3)
        return salvage(damaged)

    monkeypatch.setattr("ui.damaged_store.salvage", slowly)
    Answers("改用备份（3月29日 16:40）")
    timer.start(1)
    _furnish(bare, path)
    timer.stop()
    assert seen[:3] == [LOOKING] * 3
    assert len(bare.store.reports()) == 1
    bare.close()


def test_whoever_closes_the_window_meanwhile_is_not_asked(
    bare: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = hit(path, root_of(path, "cells"))
    seen: list[str] = []

    def slowly(damaged: Path) -> Salvaged:
        until_seen(seen, 1)
        return salvage(damaged)

    monkeypatch.setattr("ui.damaged_store.salvage", slowly)
    QTimer.singleShot(1, lambda: seen.append(str(bare.close())))
    _furnish(bare, path)
    assert not bare.isVisible()
    assert path.read_bytes() == damaged


def said_by(window: MainWindow) -> str:
    label = window.centralWidget()
    return label.text() if isinstance(label, QLabel) else ""


def until_seen(seen: list[str], count: int) -> None:
    """In the thread that works: the window has gone on so often meanwhile, or never will."""
    patience = time.monotonic() + 3
    while len(seen) < count and time.monotonic() < patience:
        time.sleep(0.005)


def test_whoever_leaves_finds_all_as_it_was(bare: MainWindow, path: Path) -> None:
    damaged = hit(path, root_of(path, "cells"))
    Answers("退出")
    _furnish(bare, path)
    assert not bare.isVisible()
    assert path.read_bytes() == damaged
    close_all()


def test_a_file_in_which_nothing_can_be_read(bare: MainWindow, path: Path) -> None:
    path.write_bytes(b"x" * 5000)
    copies_of(path)[0].path.unlink()
    answers = Answers("建立新的报告库")
    _furnish(bare, path)
    assert "读不出任何报告" in answers.texts[0]
    assert "没有可用的备份" in answers.texts[0]
    assert list(bare.store.reports()) == []
    assert "已建立新的报告库" in banner(bare)
    bare.close()


def test_a_damaged_copy_is_not_offered(bare: MainWindow, path: Path) -> None:
    hit(path, root_of(path, "cells"))
    copies_of(path)[0].path.write_bytes(b"x" * 5000)
    answers = Answers("退出")
    _furnish(bare, path)
    assert "没有可用的备份" in answers.texts[0]


def test_where_nothing_can_be_written_it_says_so(bare: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hit(path, root_of(path, "cells"))
    monkeypatch.setattr("core.storage.database._take_lock", lambda *_: None)
    answers = Answers("抢救并打开", "确定")
    _furnish(bare, path)
    assert "只读" in answers.texts[1]
    assert not bare.isVisible()


def test_a_store_that_is_gone_but_left_copies_is_told(bare: MainWindow, path: Path) -> None:
    path.unlink()
    _furnish(bare, path)
    assert "旁边还有1份备份，最近的是3月29日 16:40" in banner(bare)
    bare.close()


def test_a_first_start_tells_nothing(bare: MainWindow, store_path: Path) -> None:
    _furnish(bare, store_path)
    assert not bare.desk.home.banner.isVisible()
    bare.close()


def salvaged(path: Path, *reports: Rescued, gone: int = 0, whole: bool = True) -> str:
    with Database.blank(path) as database:
        return damage_text(Salvaged(database=database, reports=reports, gone=gone, history_whole=whole))


def test_sentences(tmp_path: Path) -> None:
    whole = Rescued(uid="a", unit="甲镇", year="2023", lost=0)
    some = Rescued(uid="b", unit="乙镇", year="2023", lost=12)
    unknown = Rescued(uid="c", unit="", year="", lost=None)
    assert salvaged(tmp_path, whole) == "1份报告完整：甲镇2023年度。"
    assert salvaged(tmp_path, some, unknown, gone=2, whole=False) == (
        "没有一份报告是完整的。2份不全：乙镇2023年度（缺12格）、未填单位（缺多少不明）。"
        "另有2份只剩零散内容，读不出来。修改记录不全。"
    )
    assert salvaged(tmp_path, *[whole] * 7).endswith("、甲镇2023年度等。")
    assert salvaged(tmp_path) == "损坏的文件里读不出任何报告。"
