"""When the program fails: a log, a sentence once per place, and no traceback for the clerk."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.ui.conftest import NOW
from ui.mishaps import LOG, MOST_BYTES, Mishaps


@pytest.fixture
def mishaps(qapp: QApplication, tmp_path: Path) -> Mishaps:
    made = Mishaps(tmp_path / "数据", lambda: NOW)
    made.saved_text = lambda: "已保存 16:40:12"
    return made


def fail(mishaps: Mishaps, text: str = "坏了") -> None:
    try:
        raise ValueError(text)
    except ValueError as error:
        mishaps.happened(ValueError, error, error.__traceback__)


def boxes() -> list[QMessageBox]:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()
    ]


def test_the_details_go_to_the_log_and_a_sentence_to_the_clerk(mishaps: Mishaps) -> None:
    fail(mishaps)
    log = mishaps.log.read_text("utf-8")
    assert "ValueError: 坏了" in log
    assert "Traceback" in log
    assert log.startswith("[2024-03-29 16:40:12]")
    (box,) = boxes()
    said = box.text() + box.informativeText()
    assert "已填内容都已保存" in said
    assert "已保存 16:40:12" in said
    assert LOG in said
    assert "Traceback" not in said
    assert "ValueError" not in said


def test_the_same_failure_is_told_once(mishaps: Mishaps) -> None:
    for number in range(3):
        fail(mishaps, str(number))
        for box in boxes():
            box.close()
    assert mishaps.count == 3
    assert mishaps.log.read_text("utf-8").count("Traceback") == 3
    assert boxes() == []


def test_one_sentence_at_a_time(mishaps: Mishaps) -> None:
    fail(mishaps)
    mishaps.happened(KeyError, KeyError("x"), None)
    assert len(boxes()) == 1


def test_it_takes_over_what_nobody_caught(mishaps: Mishaps) -> None:
    before = sys.excepthook
    mishaps.install()
    taken = sys.excepthook
    sys.excepthook = before
    assert taken == mishaps.happened


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


def test_the_log_is_copied_to_where_the_clerk_wants_it(mishaps: Mishaps, tmp_path: Path) -> None:
    mishaps.save_copy(tmp_path / "a.txt")
    assert "没有错误记录" in (tmp_path / "a.txt").read_text("utf-8")
    fail(mishaps)
    mishaps.save_copy(tmp_path / "a.txt")
    assert "坏了" in (tmp_path / "a.txt").read_text("utf-8")


def test_an_interrupt_is_no_mishap(mishaps: Mishaps, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    mishaps.happened(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (mishaps.count, boxes(), ended) == (0, [], [1])
