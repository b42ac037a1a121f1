"""The self-test of a program that was packed: the whole job once, through its own window, without anybody at the keys.

Opens an example, types with an input method, saves, checks, exports Word, Excel and PDF, takes a picture, and says in a
file how it went: a program for windows has no console on every system. `--selftest` alone only starts and ends.
"""

from collections.abc import Callable, Generator
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QInputMethodEvent
from PySide6.QtWidgets import QWidget

from core.formulas.cells import Cell
from ui.main_window import MainWindow

TYPED = "镇政府"
ENDINGS = (".docx", ".xlsx", ".pdf")
TOLD, PICTURE, FILES = "selftest.txt", "window.png", "导出 files"
"""What is left in the folder; the exported files lie where Chinese and a space are in the path."""
FONTS = "*.tt[cf]"
"""Fonts that lie in the folder are used: without a screen Qt knows none of Windows' own, and letters would be boxes."""
TICK = 10
PATIENCE = 60.0
"""Seconds for each thing that is waited for."""

Steps = Generator[None, None, None]


class SelfTest(QObject):
    """Works in a window that is being furnished; `ended` tells 0, or 1 with the reason in the folder's file."""

    ended = Signal(int)

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._steps = self._work()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin; nothing of an earlier run is left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / TOLD).unlink(missing_ok=True)
        self._timer.start()

    def _turn(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._end("")
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the answer that was asked for
            self._end(f"{type(error).__name__}: {error}")

    def _end(self, failure: str) -> None:
        self._timer.stop()
        (self._folder / TOLD).write_text(failure or "ok", "utf-8")
        self._window.close()
        self.ended.emit(1 if failure else 0)

    def _work(self) -> Steps:
        window = self._window
        yield from _until(lambda: window.furnished and window.isVisible(), "the window takes no input")
        uid = window.store.open_example(window.store.examples()[0].key)
        window.desk.open_report(uid)
        yield from _until(lambda: self._first_input() is not None, "no answer can be typed")
        cell = self._type()
        yield
        _demand(window.model is not None and not window.model.workspace.waiting, "the disk took nothing")
        entry = window.store.drafts.load(uid).entries.get(cell)
        _demand(entry is not None and TYPED in entry.text, "what was typed is not in the store")
        window.desk.go("examine")
        yield
        _demand(window.model is not None and window.model.examination().checked > 0, "nothing was checked")
        yield from self._export()
        window.desk.go("report")
        yield
        _demand(window.grab().save(str(self._folder / PICTURE)), "no picture could be taken")

    def _first_input(self) -> QWidget | None:
        """The first line of text that can be typed into."""
        from ui.editors.line_input import LineInput

        page = self._window.desk.report
        found = page.findChildren(LineInput) if page is not None else []
        return next((one for one in found if one.may_type() and one.field.kind == "text"), None)

    def _type(self) -> Cell:
        from ui.editors.line_input import LineInput

        line = self._first_input()
        assert isinstance(line, LineInput)
        line.setFocus()
        composed, done = QInputMethodEvent(TYPED[:1], []), QInputMethodEvent("", [])
        done.setCommitString(TYPED)
        for event in (composed, done):
            QCoreApplication.sendEvent(line, event)
        if self._window.model is not None:
            self._window.model.save()
        return line.cell

    def _export(self) -> Steps:
        from ui.export_page import ExportPage

        self._window.desk.go("export")
        page = self._window.desk.currentWidget()
        assert isinstance(page, ExportPage)
        target = self._folder / FILES
        page.folder.setText(str(target))
        for box in page.choices.kinds.values():
            box.setChecked(True)
        page.start()
        yield from _until(lambda: not page.busy, "the export does not end")
        written = {file.suffix for file in target.iterdir() if file.stat().st_size > 1000}
        _demand(written.issuperset(ENDINGS), f"{page.result.text()} {sorted(written)}")


def take_fonts(folder: Path) -> None:
    """Use the fonts that lie in the folder; to be done before anything has been drawn."""
    for font in folder.glob(FONTS):
        QFontDatabase.addApplicationFont(str(font))


def _until(reached: Callable[[], object], failure: str) -> Steps:
    end = monotonic() + PATIENCE
    while not reached():
        _demand(monotonic() < end, failure)
        yield


def _demand(holds: object, failure: str) -> None:
    if not holds:
        raise RuntimeError(failure)
