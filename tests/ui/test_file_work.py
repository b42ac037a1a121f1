"""Work beside the window always tells its end."""

from PySide6.QtWidgets import QApplication

from core.errors import KnownError
from tests.ui.conftest import until
from ui.file_work import FileWork


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
