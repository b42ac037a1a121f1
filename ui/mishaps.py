"""When the program itself fails: a record of where, the clerk gets a sentence, and work goes on.

What is written to the disk by itself says at which place of the program something failed and of which kind, and nothing
of the report: an error's own words may quote what was typed. Those words are kept in memory only, for the clerk who
ticks that they go into the file.
"""

import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from core.errors import KnownError

LOG = "jibao.log"
MOST_BYTES = 1_000_000
"""A log that is longer is set aside as jibao.log.old."""
MOST_KEPT = 50
"""Errors whose own words are kept until the program ends."""
MOST_TOLD = 10_000
"""Errors that are written down in one sitting: a timer that fails would fill the disk."""
MOST_CAUSES = 20
SENTENCE = "程序出了一个错误，刚才的操作可能没有完成。已填内容都已保存，可以继续填报。"
NOTHING = "没有错误记录。\n"
CONTENT = "—— 以下是出错时的具体内容，可能含有填写的文字 ——"


class Mishaps(QObject):
    """Takes over what nobody caught, in whichever thread. saved_text says since when everything is on the disk."""

    _wanted = Signal()
    """Tell the clerk: in the window's thread, and not in the middle of painting."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.log = folder / LOG
        self.saved_text: Callable[[], str] = str
        self.count = 0
        self._clock = clock
        self._box: QMessageBox | None = None
        self._told: set[str] = set()
        self._words: deque[str] = deque(maxlen=MOST_KEPT)
        self._wanted.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Be told of every exception that nobody caught."""
        sys.excepthook = self.happened
        threading.excepthook = self._in_thread

    @property
    def has_words(self) -> bool:
        """Whether there are words of errors that the clerk may add to the file."""
        return bool(self._words)

    def happened(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        """Write down where, and say a sentence, once per place: a window that cannot be painted fails often."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        self.count += 1
        moment = f"[{self._clock():%Y-%m-%d %H:%M:%S}]"
        self._words.append(moment + " " + "".join(traceback.format_exception(kind, error, at)))
        if self.count <= MOST_TOLD:
            with suppress(OSError):
                self._write("\n".join([moment, *_places(error), ""]))
        where = traceback.extract_tb(at)[-1] if at is not None else None
        place = f"{kind.__name__} {where.filename}:{where.lineno}" if where else kind.__name__
        if place not in self._told:
            self._told.add(place)
            self._wanted.emit()

    def save_copy(self, path: Path, *, words: bool = False) -> None:
        """Write the record to a file of the clerk's choice; words: with the errors' own words. Raises OSError."""
        text = self.log.read_text("utf-8") if self.log.exists() else NOTHING
        told = [CONTENT, *self._words] if words and self._words else []
        path.write_text("\n".join([about_machine(), text, *told]), "utf-8", errors="replace")

    def _in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.happened(told.exc_type, told.exc_value, told.exc_traceback)

    def _write(self, text: str) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > MOST_BYTES:
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)

    def _tell(self) -> None:
        if self._box is not None:
            return
        box = QMessageBox(QMessageBox.Icon.Warning, "绩报", SENTENCE, parent=QApplication.activeWindow())
        saved = self.saved_text()
        box.setInformativeText(
            f"{saved}{'。' if saved else ''}如反复出现，请从“帮助”菜单“保存运行记录…”存成文件，交给维护人员。"
        )
        box.finished.connect(self._told_it)
        self._box = box  # nobody else holds it where no window is there yet
        box.open()

    def _told_it(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
        self._box = None


def about_machine() -> str:
    """What the program runs on: versions, and no name of a person, a PC or a folder."""
    import platform

    from PySide6.QtCore import QSysInfo, qVersion

    system = f"{QSysInfo.prettyProductName()} {QSysInfo.currentCpuArchitecture()}"
    return f"绩报运行记录\n{system} · Qt {qVersion()} · Python {platform.python_version()}\n"


def _places(error: BaseException) -> Iterator[str]:
    """The kind of an error and the places it came through, then of what caused it; not a word of its own."""
    found: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if found is None:
            return
        yield _kind(found)
        yield from (
            f"  {_module(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(found.__traceback__)
        )
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _kind(error: BaseException) -> str:
    """With a code that is not made of what was typed: of a KnownError, of the system, of SQLite."""
    code = error.code if isinstance(error, KnownError) else getattr(error, "sqlite_errorname", None)
    code = error.errno if isinstance(error, OSError) else code
    return f"{type(error).__qualname__}（{code}）" if code else type(error).__qualname__


def _module(filename: str) -> str:
    """The last two names of a path: the folders before them may bear the name of a person."""
    return "/".join(Path(filename).parts[-2:])
