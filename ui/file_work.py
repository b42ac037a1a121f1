"""Work with files that must not hold the window: done in a thread of its own, its end told in the window's."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QThread, Signal

from core.errors import KnownError

Found = TypeVar("Found")


def awaited(act: Callable[[], Found]) -> Found:
    """What an act gives, or the error that it raises; meanwhile the window goes on answering.

    For the few acts behind which nothing can go on. What it makes must not be bound to the thread that made it.
    """
    found: list[Found] = []
    wrong: list[Exception] = []

    def kept() -> None:
        try:
            found.append(act())
        except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
            wrong.append(error)

    work, loop = FileWork(kept), QEventLoop()
    work.finished.connect(loop.quit)
    work.start()
    loop.exec()
    work.wait()  # the program may be ending, which ends the loop at once
    if wrong:
        raise wrong[0]
    return found[0]


class FileWork(QThread):
    """Does one thing with files beside the window. ended: why it was not done, "" when it was; so is `failure`."""

    ended = Signal(str)

    def __init__(self, act: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self.failure = ""

    def run(self) -> None:
        """Do it; whatever happens, the end is told."""
        self.failure = "程序出了一个错误。"
        try:
            self._act()
            self.failure = ""
        except KnownError as error:
            self.failure = error.text
        finally:
            self.ended.emit(self.failure)
