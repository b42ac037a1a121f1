"""Keeping the reports while the program runs: copies are made beside the typing, a store that vanished is put back.

Copying is done in a thread of its own with a connection of its own. Nothing here is a widget; what the clerk should
know is told by signals.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import KnownError
from core.storage.copies import keep_copy
from core.storage.database import Database, Mode
from ui.file_work import FileWork
from ui.store import Store

COPY_EVERY = 60_000
LOOK_EVERY = 3_000
"""Milliseconds between two questions whether a copy is due, and whether the store is still in its place."""


class CopyKeeper(QObject):
    """Watches over an open store until `finish`."""

    said = Signal(str)
    """Something was mended: a sentence."""
    trouble = Signal(str)
    """What is not in order now, "" when it is again."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._work: FileWork | None = None
        self._copying = self._looking = ""
        self._timers = (
            [] if store.read_only else [self._timer(COPY_EVERY, self.copy), self._timer(LOOK_EVERY, self._look_locally)]
        )

    def look(self) -> None:
        """See that the store is in its place."""
        try:
            self._store.database.be_there()
        except KnownError as error:
            self._tell(looking=error.text)
            return
        self._tell(looking="")
        if self._store.database.written_anew:
            self.said.emit(written_anew_text(self._store.database))

    def _look_locally(self) -> None:
        """A share that does not answer would hold the window: there each save looks, and finish."""
        if self._store.database.mode is not Mode.JOURNAL:
            self.look()

    def copy(self, *, leaving: bool = False) -> None:
        """Make a copy if one is due; unless leaving, this returns at once."""
        if self._work is None:
            path, now = self._store.database.path, self._store.clock()
            self._work = FileWork(lambda: keep_copy(path, now, leaving=leaving), self)
            self._work.ended.connect(self._copied)
            self._work.start()

    def finish(self) -> None:
        """Put the store back where it must be and make the last copy; returns when that is done."""
        if not self._timers:
            return
        for timer in self._timers:
            timer.stop()
        self.look()
        self._wait()
        self.copy(leaving=True)
        self._wait()

    def _wait(self) -> None:
        if self._work is not None:
            self._work.wait()
            self._copied(self._work.failure)

    def _copied(self, failure: str) -> None:
        if self._work is not None:
            self._work.ended.disconnect(self._copied)
            self._work.wait()
            self._work.deleteLater()
            self._work = None
        self._tell(copying=f"自动备份没有做成：{failure}" if failure else "")

    def _tell(self, *, copying: str | None = None, looking: str | None = None) -> None:
        before = self._looking or self._copying
        self._copying = self._copying if copying is None else copying
        self._looking = self._looking if looking is None else looking
        if (self._looking or self._copying) != before:
            self.trouble.emit(self._looking or self._copying)

    def _timer(self, after: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(after)
        timer.timeout.connect(act)
        timer.start()
        return timer


def written_anew_text(database: Database) -> str:
    """What became of a store that had been removed or replaced; told once."""
    aside = f"原位置上的文件另存为“{database.aside.name}”。" if database.aside else ""
    database.written_anew, database.aside = False, None
    return f"报告库文件被移走或替换，程序已把全部内容重新写到原处，没有丢失。{aside}"
