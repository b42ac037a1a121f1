"""Times the window as a clerk feels it: starting, opening, typing, going about. Called by bench.py; judges nothing.

Starts are processes of their own, each beside an empty PySide6 window in the same run. The rest is measured inside one
process: an act and everything that is painted because of it. All times are processor time, as in bench.py: what else
the machine does meanwhile is not the program's.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

RUNS = 5
LARGER, PACKAGE = "changning_township/2023", "hunan_township/2024"
KEYSTROKES = 120
ROWS, REPORTS = 2000, 1000
PROJECTS, EACH, INDICATORS = 60, 20, "project_indicators"
DIGITS = "123456789012"
BETWEEN = 12
"""Milliseconds between two keystrokes: ten times faster than anyone types."""

_EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication(sys.argv[:1])
class Window(QMainWindow):
    seen = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.seen:
            self.seen = True
            QTimer.singleShot(0, tell)
def tell():
    print(time.process_time())
    print(sum(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) // 1024)
    application.quit()
window = Window()
if len(sys.argv) > 1:
    window.setCentralWidget(QLabel("部门整体支出绩效评价报告"))
window.resize(1280, 760)
window.show()
application.exec()
"""

_PROGRAM = """
import sys, time
folder, store, example = sys.argv[1:]
sys.path.insert(0, folder)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import application
from ui.main_window import MainWindow
made, furnish = MainWindow.__init__, MainWindow.furnish
def watched(self, *facts):
    made(self, *facts)
    self.painted.connect(lambda: print(time.process_time()))
def furnished(self, store):
    furnish(self, store)
    QTimer.singleShot(0, lambda: filled(self))
def filled(window):
    print(time.process_time())
    if example:
        window.acts.example(example)
        QTimer.singleShot(600, lambda: done(window))
    else:
        done(window)
def done(window):
    print(sum(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) // 1024)
    window.close()
MainWindow.__init__, MainWindow.furnish = watched, furnished
sys.exit(application.start(["--store", store]))
"""


def told(name: str, figure: float, unit: str, goal: float, beside: str = "") -> None:
    """One line of the report."""
    print(
        f"{name:<52}{figure:9.2f} {unit:<3} goal {goal:6.1f} {unit:<3}{'' if figure <= goal else ' missed':<8}{beside}"
    )


def ran(script: str, *facts: str) -> list[float]:
    """Run a script as a process; the figures that it prints."""
    command = [sys.executable, "-c", script, *facts]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(line) for line in output.split()]


def starts() -> None:
    """Process start to the first frame and to a filled 首页, and memory, against an empty window."""
    with tempfile.TemporaryDirectory() as home:
        store = str(Path(home) / "reports.sqlite")
        ran(_PROGRAM, str(ROOT), store, LARGER)
        empty, program = [], []
        for _ in range(RUNS):
            empty.append(ran(_EMPTY))
            program.append(ran(_PROGRAM, str(ROOT), store, ""))
        opened = ran(_PROGRAM, str(ROOT), store, LARGER)
    bare, frame, filled = (statistics.median(column) for column in (
        [run[0] for run in empty], [run[0] for run in program], [run[1] for run in program],
    ))  # fmt: skip
    told("start to first frame, against an empty window", frame / bare, "×", 1.5, f"{frame:.2f} s against {bare:.2f} s")
    told("start to a filled 首页", filled, "s", 0.5)
    memory, written = empty[0][1], ran(_EMPTY, "with a Chinese word")[1]
    told(
        "memory with the example open, against empty",
        opened[2] / memory,
        "×",
        1.6,
        f"{opened[2]:.0f} MB against {memory:.0f} MB; {opened[2] / written:.2f} × one with a Chinese word in it",
    )


# ---------------------------------------------------------------- inside


def milliseconds(act: Callable[[], object]) -> float:
    """How long an act takes with all that is painted because of it."""
    from PySide6.QtWidgets import QApplication

    begin = time.process_time()
    act()
    QApplication.processEvents()
    return (time.process_time() - begin) * 1000


@contextmanager
def window_of(folder: Path) -> Iterator[Any]:
    """The program's window over a store of its own, in this process."""
    from PySide6.QtWidgets import QApplication

    from core.forms.library import Library
    from ui.application import clock
    from ui.main_window import MainWindow
    from ui.mishaps import Mishaps
    from ui.preferences import Preferences
    from ui.store import Store
    from ui.style.theme import LIGHT, theme

    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication([])
    theme().dress(application, LIGHT)
    theme().complete()
    window = MainWindow(Preferences(folder), Mishaps(folder, clock))
    window.resize(1366, 768)
    window.show()
    window.furnish(Store.open(folder / "reports.sqlite", Library(), clock))
    QApplication.processEvents()
    yield window
    window.close()


def typed(window: Any, place: Callable[[], None], text: str) -> list[float]:
    """Milliseconds of each keystroke of a text, typed where `place` puts the cursor."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    place()
    QTest.qWait(300)
    took = []
    for letter in text:
        line = QApplication.focusWidget()  # the first key opens an editor of its own
        took.append(milliseconds(partial(QTest.keyClicks, line or window, letter)))
        QTest.qWait(BETWEEN)
    return took


def inside() -> None:
    """Opening, switching, typing, and a full store."""
    with tempfile.TemporaryDirectory() as home, window_of(Path(home)) as window:
        opening(window)
        typing(window)
        window.desk.close_report()
        projects(window)
        full(window)


def opening(window: Any) -> None:
    """The larger example, and every chapter of it."""
    desk = window.desk
    uid = window.store.open_example(LARGER)
    desk.refresh_home()
    took = milliseconds(lambda: desk.open_report(uid))
    told("opening the larger example", took, "ms", 200, "first time, imports included")
    desk.close_report()
    told("opening the larger example again", milliseconds(lambda: desk.open_report(uid)), "ms", 200)
    report = desk.report
    for name in ("going to a chapter, first time", "going to a chapter again"):
        took_each = [milliseconds(partial(report.show_section, section)) for section in report.sections]
        told(name, max(took_each), "ms", 50, f"median {statistics.median(took_each):.0f} ms")


def typing(window: Any) -> None:
    """Keystrokes in a table beside each panel, in the longest text, and in a very long table."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from core.formulas.cells import Cell

    report, model = window.desk.report, window.desk.model
    took = []
    for panel in report.panels.NAMES * 2:
        report.show_panel(panel)
        for _ in range(KEYSTROKES // len(DIGITS)):
            took += typed(window, lambda: report.jump(Cell("nature", "staff", "amount"), ""), DIGITS)
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    slowest("a keystroke in a table, any panel beside it, p99", took, 16)
    words = "abcdefghij" * (KEYSTROKES // 10)
    slowest(
        "a keystroke in the longest outline, p99",
        typed(window, lambda: report.jump(Cell("achievements"), ""), words),
        16,
    )
    model.paste("linkage_grants", [], [{"village": f"第{at}村", "amount": str(at)} for at in range(ROWS)])
    QTest.qWait(1500)
    last = Cell("linkage_grants", model.sheet.rows("linkage_grants")[7], "amount")
    slowest(f"a keystroke in {ROWS} rows, p99", typed(window, lambda: report.jump(last, ""), DIGITS), 50)
    told("all checks of the larger report", milliseconds(lambda: model.session.examination()), "ms", 50)


def projects(window: Any) -> None:
    """A report with many projects, each with an official table of its own."""
    from PySide6.QtTest import QTest

    from core.formulas.cells import Cell

    desk = window.desk
    desk.open_report(window.store.open_example(PACKAGE))
    model, report = desk.model, desk.report
    categories = [one.id for one in model.program.tables[INDICATORS].column("category").choices]
    figures = {"direction": "at_least", "target": "50", "unit": "个", "actual": "45", "points": "5"}
    owners = model.add_rows("projects", PROJECTS, answers=[{"name": f"第{at}个项目"} for at in range(PROJECTS)])
    for owner in owners:
        rows = [{"name": f"指标{at}", "category": categories[at % len(categories)], **figures} for at in range(EACH)]
        model.add_rows(INDICATORS, EACH, owner=owner, answers=rows)
    QTest.qWait(2000)  # until all is checked and saved
    page = next(one for one in report.sections if one.id == "project_evaluation")
    told(f"page of {PROJECTS} projects", milliseconds(lambda: report.show_section(page)), "ms", 200)
    took = [milliseconds(partial(model.choose_owner, "projects", row)) for row in owners[1:]]
    told("going to another project", max(took), "ms", 200, f"median {statistics.median(took):.0f} ms")
    cell = Cell(INDICATORS, model.sheet.owned[INDICATORS][owners[10]][3], "actual")
    took = []
    for panel in report.panels.NAMES:
        report.show_panel(panel)
        took += typed(window, lambda: report.jump(cell, ""), DIGITS)
    slowest(f"a keystroke in {PROJECTS} × {EACH} indicators, p99", took, 33)
    model.add_rows("indicators", 10 * EACH, answers=[{"category": "quantity", "name": "指标", **figures}] * 10 * EACH)
    QTest.qWait(2000)
    page = next(one for one in report.sections if one.id == "self_evaluation")
    told(f"page of {10 * EACH} indicators", milliseconds(lambda: report.show_section(page)), "ms", 200)
    desk.close_report()


def slowest(name: str, took: list[float], goal: float) -> None:
    """The slowest keystroke but for one in a hundred."""
    told(
        name,
        sorted(took)[min(len(took) - 1, round(len(took) * 0.99))],
        "ms",
        goal,
        f"median {statistics.median(took):.1f} ms",
    )


def full(window: Any) -> None:
    """首页 with a thousand reports."""
    from core.reports.draft import Draft

    facts = window.store.reports()[0]
    for at in range(REPORTS):
        summary = {"unit": f"第{at}镇人民政府", "year": "2023", "label": "样例", "sections": 11, "done": at % 12}
        window.store.drafts.create(Draft(uid=f"u{at}", form=facts.form), window.store.clock(), summary)
    told(f"首页 with {REPORTS} reports", milliseconds(lambda: window.desk.go("home")), "ms", 150)


def main() -> None:
    """All of it."""
    print("the window")
    starts()
    inside()


if __name__ == "__main__":
    main()
