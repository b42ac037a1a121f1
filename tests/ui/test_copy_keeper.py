"""Copies are made beside the typing and at the end; a store that vanished comes back while the window is open."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.errors import KnownError
from core.forms.library import Library
from core.storage.connections import Mode
from core.storage.copies import copies_of, folder_of
from core.storage.presence import Presence
from tests.ui.conftest import NOW, until
from ui import copy_keeper
from ui.copy_keeper import CopyKeeper
from ui.main_window import MainWindow
from ui.store import Store

FORM = "changning_township/2023"


class Heard:
    """A keeper, and what it told."""

    def __init__(self, store: Store) -> None:
        self.keeper = CopyKeeper(store)
        self.said: list[str] = []
        self.troubles: list[str] = []
        self.keeper.said.connect(self.said.append)
        self.keeper.trouble.connect(self.troubles.append)


@pytest.fixture
def heard(qapp: QApplication, store: Store) -> Heard:
    store.create(FORM, "甲镇人民政府", 2023)
    return Heard(store)


def test_a_copy_is_made_beside_the_window(heard: Heard, store_path: Path) -> None:
    heard.keeper.copy()
    heard.keeper.copy()  # while the first is being made
    until(lambda: copies_of(store_path))
    until(lambda: heard.keeper._work is None)
    assert (len(copies_of(store_path)), heard.troubles) == (1, [])


def test_the_timers_ask(heard: Heard, store: Store, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_keeper, "COPY_EVERY", 10)
    monkeypatch.setattr(copy_keeper, "LOOK_EVERY", 10)
    again = Heard(store)
    shutil.rmtree(store_path.parent)
    until(lambda: copies_of(store_path) and again.said)
    again.keeper.finish()


def test_the_last_copy_is_made_at_the_end(heard: Heard, store: Store, store_path: Path) -> None:
    heard.keeper.copy()
    until(lambda: copies_of(store_path))
    store.create(FORM, "乙镇人民政府", 2023)
    heard.keeper.finish()
    assert len(copies_of(store_path)) == 2
    heard.keeper.finish()
    assert len(copies_of(store_path)) == 2


def test_a_copy_that_fails_is_told_until_one_succeeds(heard: Heard, store_path: Path) -> None:
    folder_of(store_path).write_bytes(b"")
    heard.keeper.copy()
    until(lambda: heard.troubles)
    assert heard.troubles[0].startswith("自动备份没有做成：")
    folder_of(store_path).unlink()
    heard.keeper.copy()
    until(lambda: len(heard.troubles) == 2)
    assert heard.troubles[1] == ""


def test_a_store_that_vanished_is_put_back_and_told_once(heard: Heard, store_path: Path) -> None:
    shutil.rmtree(store_path.parent)
    heard.keeper.look()
    heard.keeper.look()
    assert store_path.exists()
    assert len(heard.said) == 1
    assert "没有丢失" in heard.said[0]
    assert "另存为" not in heard.said[0]


def test_what_lay_in_its_place_is_named(heard: Heard, store: Store, store_path: Path) -> None:
    shutil.copy(store_path, store_path.with_name("other"))
    store_path.with_name("other").replace(store_path)
    heard.keeper.look()
    assert "另存为“reports.20240329-" in heard.said[0]


def test_a_place_that_is_gone_is_told_until_it_is_back(
    heard: Heard, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Presence, "lasts", lambda _: False)
        patched.setattr(Presence, "is_back", lambda _: False)
        patched.setattr(Presence, "same_disk", lambda _: False)
        heard.keeper.look()
        heard.keeper.look()
    assert heard.troubles == [KnownError("store.gone").text]
    heard.keeper.look()
    assert heard.troubles[1:] == [""]


@pytest.mark.parametrize(("mode", "asked"), [(Mode.JOURNAL, False), (Mode.WAL, True)])
def test_a_share_is_not_asked_all_the_time(
    heard: Heard, store: Store, monkeypatch: pytest.MonkeyPatch, mode: Mode, *, asked: bool
) -> None:
    looks: list[bool] = []
    monkeypatch.setattr(store.database, "mode", mode)
    monkeypatch.setattr(store.database, "be_there", lambda: looks.append(True))
    monkeypatch.setattr(copy_keeper, "LOOK_EVERY", 1)
    again = CopyKeeper(store)
    QTest.qWait(50)
    assert bool(looks) is asked
    for timer in again._timers:
        timer.stop()


def test_who_only_reads_keeps_nothing(qapp: QApplication, store: Store, store_path: Path, library: Library) -> None:
    store.create(FORM, "甲镇人民政府", 2023)
    reading = Store.open(store_path, library, lambda: NOW, read_only=True)
    CopyKeeper(reading).finish()
    reading.close()
    assert copies_of(store_path) == []


# ---------------------------------------------------------------- in the window


def test_closing_the_window_leaves_a_copy(window: MainWindow, store: Store, store_path: Path) -> None:
    store.create(FORM, "甲镇人民政府", 2023)
    assert window.close()
    assert len(copies_of(store_path)) == 1


def test_the_window_says_that_the_store_was_put_back(window: MainWindow, store: Store, store_path: Path) -> None:
    window.desk.open_report(store.open_example(FORM))
    shutil.rmtree(store_path.parent)
    window.keeper.look()
    assert "没有丢失" in window.status.currentMessage()
    assert "没有丢失" in window.desk.home._banner_text.text()
    assert window.model is not None
    window.model.save()
    assert store_path.exists()


def test_trouble_stays_in_the_foot(window: MainWindow) -> None:
    window.keeper.trouble.emit("自动备份没有做成：磁盘已满。")
    assert (window.status.trouble.text(), window.status.trouble.isVisible()) == ("自动备份没有做成", True)
    window.keeper.trouble.emit(KnownError("store.gone").text)
    assert window.status.trouble.text() == "存放报告的位置不见了"
    window.keeper.trouble.emit("")
    assert not window.status.trouble.isVisible()
