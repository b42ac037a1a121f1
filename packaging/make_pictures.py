"""Pictures of every screen, made from the example reports: to be looked at, and to illustrate the manual.

    python packaging/make_pictures.py            every size and look into build/pictures, and the manual's own pictures
    python packaging/make_pictures.py LOOK SIZE  one of them (light, dark; 1366x768, 1366x768-125, 1920x1080)

Each size is a process of its own, since Qt takes its scale once. No screen is needed (QT_QPA_PLATFORM=offscreen).
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt, QTimer  # noqa: E402 - the platform is chosen before
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPixmap  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from core.forms.library import EXAMPLE, Library  # noqa: E402
from core.formulas.cells import Cell  # noqa: E402
from core.reports.draft import Draft  # noqa: E402
from core.reports.frozen import frozen, payload  # noqa: E402
from core.reports.next_year import next_year  # noqa: E402
from core.reports.session import Session  # noqa: E402
from core.reports.sheet import Sheet  # noqa: E402
from core.storage.copies import keep_copy  # noqa: E402
from core.storage.draft_file import read_draft_file  # noqa: E402
from core.storage.milestones import EXPORT  # noqa: E402
from core.workspace import summary  # noqa: E402
from ui.application import speak_chinese  # noqa: E402
from ui.export_page import FOLDER  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.mishaps import Mishaps  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.store import Store  # noqa: E402
from ui.style.theme import theme  # noqa: E402

BUILD = ROOT / "build" / "pictures"
HELP = ROOT / "resources" / "help"
MANUAL = HELP / "pictures"
SIZES = {"1366x768": (1366, 768, 1.0), "1366x768-125": (1366, 768, 1.25), "1920x1080": (1920, 1080, 1.0)}
LOOKS = ("light", "dark")
IN_MANUAL = ("light", "1366x768")
FORM, OTHER, PACKAGE = "changning_township/2023", "xiangtan_township/2024", "hunan_township/2024"
NOW = datetime(2024, 3, 29, 16, 40, 12, tzinfo=timezone(timedelta(hours=8)))
_CONTROL = Qt.KeyboardModifier.ControlModifier
SETTLE = 300
"""Milliseconds after which everything that follows an act has been done and painted."""


class Studio:
    """A window of the program with a store of its own, and where its pictures go."""

    def __init__(self, store: Store, folder: Path, size: tuple[int, int], *, for_manual: bool) -> None:
        self.store, self.folder = store, folder
        self._in_manual = in_manual() if for_manual else frozenset()
        home = store.database.path.parent
        self.window = MainWindow(Preferences(home), Mishaps(home, lambda: NOW))
        self.window.resize(*size)
        self.window.show()
        self.window.furnish(store)
        settle()

    def shoot(self, name: str, over: QWidget | None = None) -> None:
        """Take a picture of the window, with a dialog over it."""
        settle()
        picture = self.window.grab()
        if over is not None:
            picture = _over(picture, over.grab())
        self.keep(name, picture)

    def keep(self, name: str, picture: QPixmap) -> None:
        """Write a picture; the manual's with few colours, so that the program stays small."""
        picture.save(str(self.folder / f"{name}.png"))
        if name in self._in_manual:
            writer = QImageWriter(str(MANUAL / f"{name}.png"))
            writer.setQuality(0)  # packed most tightly
            writer.write(_with_few_colours(picture.toImage()))

    @contextmanager
    def dialog(self, name: str, act: Callable[[], object]) -> Iterator[None]:
        """Do what opens a dialog, take its picture, and close it again."""
        QTimer.singleShot(SETTLE, lambda: self._shoot_dialog(name))
        act()
        yield
        QTest.qWait(SETTLE * 2)

    def _shoot_dialog(self, name: str) -> None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        for one in found:
            self.shoot(name, one)
            one.reject()


def in_manual() -> frozenset[str]:
    """The names of the pictures that the manual's pages show."""
    pages = (page.read_text(encoding="utf-8") for page in HELP.glob("*.md"))
    return frozenset(name for page in pages for name in re.findall(r"\(pictures/([\w-]+)\.png\)", page))


def _with_few_colours(image: QImage) -> QImage:
    """The picture with its 256 commonest colours: a third of the size, and no difference to the eye."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    colours = [colour for colour, _ in counted.most_common(256)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, colours, flags)


def focused() -> QWidget:
    """What has the keys."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def settle() -> None:
    """Let timers run and windows paint."""
    QTest.qWait(SETTLE)


def _over(picture: QPixmap, dialog: QPixmap) -> QPixmap:
    left, ratio = picture.size() - dialog.size(), picture.devicePixelRatio()
    at = QPoint(int(left.width() / ratio / 2), int(left.height() / ratio / 2))
    painter = QPainter(picture)
    painter.setOpacity(0.3)
    painter.fillRect(picture.rect(), Qt.GlobalColor.black)
    painter.setOpacity(1)
    painter.drawPixmap(at, dialog)
    painter.end()
    return picture


# ---------------------------------------------------------------- what is shown


def take_all(store: Store, folder: Path, size: tuple[int, int], *, for_manual: bool) -> None:
    """Every screen, one after the other."""
    studio = Studio(store, folder, size, for_manual=for_manual)
    studio.shoot("home-empty")
    fill_store(store)
    studio.window.desk.go("home")
    studio.shoot("home")
    with studio.dialog("new", studio.window.acts.new):
        pass
    with studio.dialog("carry", lambda: studio.window.acts.carry("this")):
        pass
    make_backups(store)
    with studio.dialog("restore", studio.window.acts.restore_backup):
        pass
    take_report(studio)
    take_last_year(studio)
    take_checks(studio)
    take_record(studio)
    studio.window.desk.open_report("other")
    go_to(studio, "functional")
    studio.shoot("report-other")
    take_package(studio)
    studio.window._show_manual()
    settle()
    assert studio.window.manual is not None
    studio.keep("manual", studio.window.manual.grab())
    studio.window.close()


def take_report(studio: Studio) -> None:
    """填报: chapters, tables, sentences, outlines, and the panels."""
    desk = studio.window.desk
    desk.open_report("this")
    studio.shoot("chapters")
    go_to(studio, "income", Cell("nature", "staff", "amount"))
    studio.shoot("report")
    for panel, name in (("预览", "panel-preview"), ("上年", "panel-last-year"), ("来历", "panel-origin")):
        go_to(studio, "income", Cell("income", "general_budget", "share"))
        show_panel(studio, panel)
        studio.shoot(name)
    show_panel(studio, "审核")
    go_to(studio, "sentence:income_summary")
    studio.shoot("sentence")
    go_to(studio, "achievements")
    studio.shoot("outline")
    assert studio.window.model is not None
    row = studio.window.model.sheet.rows("achievement_figures")[3]
    go_to(studio, "achievement_figures", Cell("achievement_figures", row, "value"))
    studio.shoot("table")
    take_paste(studio)


def take_paste(studio: Studio) -> None:
    """A block from Excel on its way into a table."""
    go_to(studio, "economic", Cell("economic", "e301", "amount"))
    QApplication.clipboard().setText("7,538,300.00\t40.9%\n4,913,200.00\t26.6%\n908,300.00\t4.9%\n详见附表\t—")
    with studio.dialog("paste", lambda: QTest.keyClick(focused(), Qt.Key.Key_V, _CONTROL)):
        pass


def take_last_year(studio: Studio) -> None:
    """A report that was carried over."""
    desk = studio.window.desk
    desk.open_report("next")
    go_to(studio, "three_public", Cell("three_public", "reception", "actual"))
    show_panel(studio, "上年")
    studio.shoot("next-year")
    go_to(studio, "functions")
    studio.shoot("to-confirm")


def take_checks(studio: Studio) -> None:
    """审核 and 导出 of a report in which something is wrong."""
    desk = studio.window.desk
    desk.open_report("this")
    assert studio.window.model is not None
    model = studio.window.model
    model.enter(Cell("income", "general_budget", "amount"), "1366.72")
    model.enter(Cell("staff_on_post"), "九十")
    model.enter(Cell("measures"), "")
    desk.go("examine")
    studio.shoot("examine")
    desk.go("export")
    studio.shoot("export")
    for _ in range(3):
        model.undo()


def take_record(studio: Studio) -> None:
    """What became of a report, and what has changed since it was handed in."""
    desk, model = studio.window.desk, studio.window.model
    assert model is not None
    exported = payload(frozen(model.sheet, final=True), ("报告.docx", "报告.xlsx"))
    studio.store.drafts.keep_evidence("this", NOW + timedelta(minutes=20), EXPORT, exported)
    model.enter(Cell("income", "general_budget", "amount"), "1366.72")
    with studio.dialog("record", desk.show_record):
        pass
    with studio.dialog("compare", desk.compare_with_last):
        pass
    model.undo()


def take_package(studio: Studio) -> None:
    """The tables around a report, as they are filled in."""
    studio.window.desk.open_report("package")
    model = studio.window.model
    assert model is not None
    for name, table, column in (
        ("base-data", "operating", "actual"),
        ("self-evaluation", "indicators", "actual"),
        ("project-evaluation", "project_indicators", "actual"),
        ("score-sheet", "score_sheet", "score"),
    ):
        go_to(studio, table, Cell(table, model.sheet.rows(table)[0], column))
        studio.shoot(name)
    go_to(studio, "indicators", Cell("indicators", model.sheet.rows("indicators")[0], "actual"))
    with studio.dialog("indicator-picker", lambda: QTest.keyClick(focused(), Qt.Key.Key_L, _CONTROL)):
        pass


def go_to(studio: Studio, item: str, cell: Cell | None = None) -> None:
    """Show a place and put the cursor there."""
    report = studio.window.desk.report
    assert report is not None
    studio.window.desk.go("report")
    studio.window.activateWindow()
    settle()
    report.jump(cell, item)
    settle()
    report.jump(cell, item)


def show_panel(studio: Studio, name: str) -> None:
    """Show one of the panels."""
    report = studio.window.desk.report
    assert report is not None
    report.show_panel(name)


def fill_store(store: Store) -> None:
    """The reports of a finance office: of two units, and one carried over from the year before."""
    for uid, form in (("this", FORM), ("other", OTHER), ("package", PACKAGE)):
        draft = read_draft_file(store.library.entry(form).folder / EXAMPLE).draft.copy()
        draft.uid = uid
        keep(store, draft)
    store.drafts.remember(FOLDER, r"D:\绩效评价\2023年")
    program = store.library.program(FORM)
    keep(store, next_year(Sheet(program, store.drafts.load("this")), program, "next", 2024))


def make_backups(store: Store) -> None:
    """Copies of some days, each of another state."""
    for days in (12, 5, 2, 1, 0):
        at = NOW - timedelta(days=days, minutes=40 * days + 25)
        store.drafts.switch_form("next", FORM, at)
        keep_copy(store.database.path, at)
    store.drafts.switch_form("next", FORM, NOW)


def keep(store: Store, draft: Draft) -> None:
    """Put a report into the store as it is."""
    store.drafts.create(draft, NOW, summary(Session(store.library.program(draft.form), draft)))


# ---------------------------------------------------------------- running


def take_one(look: str, size: str) -> None:
    """The pictures of one look and size."""
    width, height, scale = SIZES[size]
    folder = BUILD / f"{size}-{look}"
    for one in (folder, MANUAL):
        one.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    speak_chinese(application)
    theme().dress(application, look)
    theme().complete()
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home) / "reports.sqlite", Library(), lambda: NOW)
        space = (round(width / scale), round(height / scale))
        take_all(store, folder, space, for_manual=(look, size) == IN_MANUAL)
    print(folder.relative_to(ROOT), len(list(folder.glob("*.png"))), "pictures")


def main() -> int:
    """All of them, or the one that was asked for."""
    os.environ.update(TZ="Asia/Shanghai", HOME=tempfile.gettempdir())
    time.tzset()
    if len(sys.argv) == 3:
        take_one(*sys.argv[1:])
        return 0
    codes = []
    for size, (_, _, scale) in SIZES.items():
        for look in LOOKS:
            environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
            codes.append(
                subprocess.run([sys.executable, __file__, look, size], env=environment, check=False).returncode
            )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
