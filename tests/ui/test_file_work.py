"""Work beside the window always tells its end."""

import time

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication

from core.errors import KnownError
from tests.ui.conftest import until
from ui.file_work import FileWork, awaited


def test_work_that_is_done(qapp: QApplication) -> None:
    done: list[str] = []
    work = FileWork(lambda: done.append("act"))
    work.ended.connect(done.append)
    work.start()
    until(lambda: len(done) == 2)
    work.wait()
    assert done == ["act", ""]


def test_work_that_cannot_be_done(qapp: QApplication) -> None:
    def refuse() -> None:
        raise KnownError("store.io")

    told: list[str] = []
    work = FileWork(refuse)
    work.ended.connect(told.append)
    work.start()
    until(lambda: told)
    work.wait()
    assert told == [KnownError("store.io").text] == [work.failure]


def test_what_is_waited_for_is_done_beside_the_window(qapp: QApplication) -> None:
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)

    def act() -> bool:
        patience = time.monotonic() + 3
        while not ticks and time.monotonic() < patience:
            time.sleep(0.002)
        return QThread.currentThread() is qapp.thread()

    assert awaited(act) is False
    assert ticks


@pytest.mark.parametrize("error", [KnownError("store.io"), ValueError("x")])
def test_what_goes_wrong_there_is_raised_here(qapp: QApplication, error: Exception) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        awaited(fail)
    assert caught.value is error
