"""When the program fails: a record without a word of the report, a sentence once per place, and work goes on."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

import ui.mishaps
from core.errors import KnownError
from core.formulas.cells import Cell
from tests.ui.conftest import FORM, NOW
from ui.main_window import MainWindow
from ui.mishaps import CONTENT, LOG, MOST_BYTES, Mishaps
from ui.store import Store

SECRET = "庙前镇张三1844.31"


@pytest.fixture
def mishaps(qapp: QApplication, tmp_path: Path) -> Mishaps:
    made = Mishaps(tmp_path / "数据", lambda: NOW)
    made.saved_text = lambda: "已保存 16:40:12"
    return made


@pytest.fixture
def installed(mishaps: Mishaps, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mishaps]:
    """In the place of whatever hears of exceptions in tests."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    mishaps.install()
    yield mishaps
    for box in boxes():
        box.close()


def fail(mishaps: Mishaps, error: BaseException | None = None) -> None:
    try:
        raise error or ValueError(SECRET)
    except type(error or ValueError()) as caught:
        mishaps.happened(type(caught), caught, caught.__traceback__)
    QApplication.processEvents()


def boxes() -> list[QMessageBox]:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()
    ]


def test_the_record_says_where_and_the_clerk_gets_a_sentence(mishaps: Mishaps) -> None:
    fail(mishaps)
    log = mishaps.log.read_text("utf-8")
    assert log.startswith("[2024-03-29 16:40:12]\nValueError\n  ui/test_mishaps.py:")
    (box,) = boxes()
    said = box.text() + box.informativeText()
    assert "已填内容都已保存" in said
    assert "已保存 16:40:12" in said
    assert "保存运行记录" in said
    assert "ValueError" not in said


def test_nothing_of_the_report_is_written_unless_the_clerk_says_so(mishaps: Mishaps, tmp_path: Path) -> None:
    error = FileNotFoundError(2, SECRET, f"/home/{SECRET}/报告.jibao")
    error.__cause__ = KeyError(SECRET)
    fail(mishaps, error)
    assert SECRET not in mishaps.log.read_text("utf-8")
    target = tmp_path / "记录.txt"
    mishaps.save_copy(target)
    saved = target.read_text("utf-8")
    assert SECRET not in saved
    assert "FileNotFoundError（2）" in saved
    assert "KeyError" in saved
    assert str(Path.home()) not in saved
    assert "Qt 6" in saved
    mishaps.save_copy(target, words=True)
    saved = target.read_text("utf-8")
    assert SECRET in saved.partition(CONTENT)[2]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KnownError("draft.missing", file=SECRET), "KnownError（draft.missing）"),
        (PermissionError(13, SECRET), "PermissionError（13）"),
        (sqlite3.OperationalError(SECRET), "OperationalError\n"),
        (UnicodeEncodeError("utf-8", SECRET, 0, 1, SECRET), "UnicodeEncodeError\n"),
    ],
)
def test_an_error_is_named_by_its_code(mishaps: Mishaps, error: Exception, said: str) -> None:
    fail(mishaps, error)
    log = mishaps.log.read_text("utf-8")
    assert said in log
    assert SECRET not in log


def test_causes_that_go_in_a_circle_are_told_to_an_end(mishaps: Mishaps) -> None:
    one, other = ValueError("a"), KeyError("b")
    one.__cause__, other.__cause__ = other, one
    fail(mishaps, one)
    assert 10 < mishaps.log.read_text("utf-8").count("Error") < 30


def test_the_same_failure_is_told_once(mishaps: Mishaps) -> None:
    for _ in range(3):
        fail(mishaps)
        for box in boxes():
            box.close()
    assert mishaps.count == 3
    assert mishaps.log.read_text("utf-8").count("ValueError") == 3
    assert boxes() == []


def test_one_sentence_at_a_time(mishaps: Mishaps) -> None:
    fail(mishaps)
    mishaps.happened(KeyError, KeyError("x"), None)
    QApplication.processEvents()
    assert len(boxes()) == 1


def test_what_fails_without_end_does_not_fill_the_disk(mishaps: Mishaps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.mishaps, "MOST_TOLD", 2)
    for _ in range(5):
        fail(mishaps)
    assert (mishaps.count, mishaps.log.read_text("utf-8").count("ValueError")) == (5, 2)


def test_a_log_that_cannot_be_written_costs_nothing_else(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    mishaps = Mishaps(tmp_path / "file" / "inside", lambda: NOW)
    fail(mishaps)
    assert len(boxes()) == 1


def test_a_long_log_is_set_aside(mishaps: Mishaps) -> None:
    mishaps.log.parent.mkdir(parents=True)
    mishaps.log.write_text("x" * (MOST_BYTES + 1), "utf-8")
    fail(mishaps)
    assert mishaps.log.stat().st_size < MOST_BYTES
    assert mishaps.log.with_suffix(".log.old").stat().st_size > MOST_BYTES


def test_without_errors_the_record_says_so(mishaps: Mishaps, tmp_path: Path) -> None:
    assert not mishaps.has_words
    mishaps.save_copy(tmp_path / "a.txt", words=True)
    saved = (tmp_path / "a.txt").read_text("utf-8")
    assert "没有错误记录" in saved
    assert CONTENT not in saved
    assert mishaps.log.name == LOG


def test_an_interrupt_is_no_mishap(mishaps: Mishaps, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    mishaps.happened(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (mishaps.count, boxes(), ended) == (0, [], [1])


# ---------------------------------------------------------------- planted in the running program


def work(milliseconds: int = 40) -> None:
    """Let the program run as it does for a clerk: any other loop hands what is raised in it to its caller."""
    QTimer.singleShot(milliseconds, lambda: QApplication.exit(0))
    QApplication.exec()


def told(mishaps: Mishaps) -> QMessageBox:
    """The one sentence, once it is there; closed again, the window goes on."""
    for _ in range(100):
        work()
        if boxes():
            break
    assert mishaps.count
    (box,) = boxes()
    assert QThread.currentThread() == box.thread()
    box.close()
    return box


def test_in_a_slot_the_window_and_the_data_stay(installed: Mishaps, window: MainWindow, store: Store) -> None:
    uid = store.create(FORM, "甲镇", 2024)
    window.desk.open_report(uid)
    model = window.model
    assert model is not None
    model.enter(Cell("staff_quota"), "12")

    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    model.changed.connect(broken)
    model.enter(Cell("staff_quota"), "34")
    told(installed)
    model.changed.disconnect(broken)
    model.enter(Cell("unit_short"), "30")
    model.save()
    assert window.isVisible()
    assert not model.workspace.waiting
    kept = store.drafts.load(uid).entries
    assert (kept[Cell("staff_quota")].text, kept[Cell("unit_short")].text) == ("34", "30")
    assert SECRET not in installed.log.read_text("utf-8")


def test_in_a_timer(installed: Mishaps) -> None:
    QTimer.singleShot(0, lambda: [][0])
    told(installed)
    assert "IndexError" in installed.log.read_text("utf-8")


def test_in_a_thread_of_python(installed: Mishaps) -> None:
    thread = threading.Thread(target=lambda: [][0])
    thread.start()
    thread.join()
    told(installed)
    assert "IndexError" in installed.log.read_text("utf-8")


def test_in_a_thread_of_qt(installed: Mishaps) -> None:
    class Work(QThread):
        def run(self) -> None:
            raise ValueError(SECRET)

    work = Work()
    work.start()
    assert work.wait(5000)
    told(installed)
    assert "ValueError" in installed.log.read_text("utf-8")


def test_in_a_paint_event_it_is_told_once_and_the_window_goes_on(installed: Mishaps) -> None:
    class Picture(QWidget):
        broken = True

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            if self.broken:
                raise ValueError(SECRET)

    picture, pressed = Picture(), list[bool]()
    button = QPushButton("按", picture)
    button.clicked.connect(lambda: pressed.append(True))
    picture.show()
    told(installed)
    for _ in range(3):
        picture.update()
        work()
    assert installed.count >= 4
    assert boxes() == []
    picture.broken = False
    picture.update()
    work()
    button.click()
    assert pressed == [True]
