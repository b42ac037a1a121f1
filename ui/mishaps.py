"""When the program itself fails: the details go to a log, the clerk gets a sentence, and work goes on."""

import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

LOG = "jibao.log"
MOST_BYTES = 1_000_000
"""A log that is longer is set aside as jibao.log.old."""
SENTENCE = "程序出了一个错误，刚才的操作可能没有完成。已填内容都已保存，可以继续填报。"


class Mishaps:
    """Takes over sys.excepthook. saved_text says since when everything is on the disk."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.log = folder / LOG
        self.saved_text: Callable[[], str] = str
        self.count = 0
        self._clock = clock
        self._box: QMessageBox | None = None
        self._told: set[str] = set()

    def install(self) -> None:
        """Be told of every exception that nobody caught."""
        sys.excepthook = self.happened

    def happened(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        """Write the details down and say a sentence, once per place: a window that cannot be painted fails often."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        self.count += 1
        details = "".join(traceback.format_exception(kind, error, at))
        with suppress(OSError):
            self._write(details)
        where = traceback.extract_tb(at)[-1] if at is not None else None
        place = f"{kind.__name__} {where.filename}:{where.lineno}" if where else kind.__name__
        if self._box is None and place not in self._told and QApplication.instance() is not None:
            self._told.add(place)
            self._tell()

    def save_copy(self, path: Path) -> None:
        """Copy the log to a file of the clerk's choice. Raises OSError."""
        text = self.log.read_text("utf-8") if self.log.exists() else "没有错误记录。\n"
        path.write_text(text, "utf-8")

    def _write(self, text: str) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > MOST_BYTES:
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"[{self._clock():%Y-%m-%d %H:%M:%S}] {text}")

    def _tell(self) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "绩报", SENTENCE, parent=QApplication.activeWindow())
        saved = self.saved_text()
        box.setInformativeText(f"{saved}{'。' if saved else ''}如反复出现，请把日志文件交给维护人员：{self.log}")
        box.finished.connect(self._told_it)
        self._box = box  # nobody else holds it where no window is there yet
        box.open()

    def _told_it(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
        self._box = None
