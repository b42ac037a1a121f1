"""Work with files that must not hold the window: done in a thread of its own, its end told in the window's."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from core.errors import KnownError


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
