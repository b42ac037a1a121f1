"""What a clerk never asked for does not happen: no stray windows, no library loaded before it is needed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.forms.library import Library
from tests.conftest import LONGEST_TEST
from tests.ui.conftest import FORM, NOW
from ui.main_window import MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.store import Store

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("docx", "lxml", "openpyxl", "xlsxwriter", "python_calamine", "rapidfuzz", "pypinyin")

EDITING = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui import application
from ui.main_window import MainWindow
furnish = MainWindow.furnish
def furnished(self, store):
    print(*sorted(sys.modules))
    furnish(self, store)
    QTimer.singleShot(0, lambda: work(self))
def work(window):
    from core.formulas.cells import Cell
    window.acts.example(sys.argv[3])
    window.model.enter(Cell("staff_quota"), "82")
    for section in window.desk.report.sections:
        window.desk.report.show_section(section)
        QTest.qWait(20)
    window.model.save()
    window.desk.go("examine")
    QTest.qWait(200)
    window.desk.go("export")
    QTest.qWait(50)
    print(*sorted(sys.modules))
    window.close()
MainWindow.furnish = furnished
sys.exit(application.start(["--store", sys.argv[2]]))
"""


class Shown(QObject):
    """Watches for windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note every window that comes up."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, lambda: NOW))
    made.furnish(Store.open(tmp_path / "reports.sqlite", Library(), lambda: NOW))
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


def test_no_window_flashes_up_while_one_goes_about(window: MainWindow, qapp: QApplication) -> None:
    """A widget made visible before it has a parent is a window for a moment, and takes the keyboard with it."""
    shown = Shown()
    qapp.installEventFilter(shown)
    window.acts.example(FORM)
    report = window.desk.report
    assert report is not None
    for section in report.sections:
        report.show_section(section)
        report.frame.page.make_all()
        QTest.qWait(1)
    for panel in report.panels.NAMES:
        report.show_panel(panel)
        QTest.qWait(1)
    for page in ("examine", "export", "home", "report"):
        window.desk.go(page)
        QTest.qWait(150)
    qapp.removeEventFilter(shown)
    assert shown.seen == []


def test_heavy_libraries_wait_until_something_is_exported(tmp_path: Path) -> None:
    """Opening, typing, saving, examining and even looking at the export page need none of them."""
    command = [sys.executable, "-c", EDITING, str(ROOT), str(tmp_path / "reports.sqlite"), FORM]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST_TEST)
    assert done.returncode == 0, done.stderr
    begun, worked = (set(line.split()) for line in done.stdout.splitlines()[-2:])
    assert "sqlite3" in worked
    assert [name for name in (*HEAVY, "ui.help_window", "ui.export_page", "ui.paper.typeset") if name in begun] == []
    assert [name for name in HEAVY if name in worked] == []
