"""Starting the program: the Qt application in its look and language, the store, the first window, the self-test."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from core.errors import KnownError
from core.forms.library import resources
from core.locations import store_path, users_forms
from ui.input_method import settle
from ui.main_window import TITLE, MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.style.theme import theme

if TYPE_CHECKING:
    from ui.store import Store

FAILED = 1
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
DESKTOP_ENTRY = "cn.jibao.desk"
"""The name of our entry in a Linux desktop's menu, by which the desktop knows the window as ours."""
GIVE_UP_AFTER = 60_000
"""Milliseconds after which a window that never takes input has failed its self-test."""


def start(arguments: Sequence[str]) -> int:
    """Open the first window; with --selftest close it once it takes input, or has done a job, and return 0."""
    asked, of_qt = _parser().parse_known_args(list(arguments))
    settle(os.environ)
    application = QApplication([sys.argv[0], *of_qt])
    application.setApplicationName(TITLE)
    application.setDesktopFileName(DESKTOP_ENTRY)
    application.setWindowIcon(_icon())
    if asked.selftest:
        from ui.self_test import take_fonts

        take_fonts(Path(asked.selftest))
    mishaps = Mishaps(asked.store.parent, clock)
    mishaps.install()
    speak_chinese(application)
    preferences = Preferences(asked.store.parent)
    theme().dress(application, preferences.look, preferences.scale)
    window = MainWindow(preferences, mishaps)
    window.painted.connect(lambda: _furnish(window, asked.store, asked.open), Qt.ConnectionType.QueuedConnection)
    window.show()
    if asked.selftest is not None:
        _test_itself(application, window, asked.selftest)
    code: int = application.exec()
    return code or (FAILED if asked.selftest is not None and mishaps.count else 0)


def clock() -> datetime:
    """The time of now, with its zone."""
    return datetime.now().astimezone()


def speak_chinese(application: QApplication) -> None:
    """Have Qt's own dialogs and menus in Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jibao", add_help=False, allow_abbrev=False)
    parser.add_argument("--selftest", nargs="?", const="", metavar="FOLDER")
    parser.add_argument("--open", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--store", type=Path, default=store_path())
    return parser


def _furnish(window: MainWindow, path: Path, opening: Path | None = None) -> None:
    """Open the store and fill the window; a store that cannot be opened ends the program with a sentence.

    opening: a file that was double-clicked, to be taken in once the window is filled.
    """
    theme().complete()
    try:
        store, told = _opened(window, path)
    except KnownError as error:
        QMessageBox.critical(window, TITLE, error.text)
        store = None
    if store is None:
        window.close()
        QApplication.exit(FAILED)
        return
    window.furnish(store)
    if told:
        window.desk.home.tell(told, "恢复备份")
    if opening is not None:
        QTimer.singleShot(0, lambda: window.open_path(opening.absolute()))


def _opened(window: MainWindow, path: Path) -> tuple[Store | None, str]:
    """The store, however it can be opened, and what to tell of that; None where the clerk would rather leave."""
    from core.forms.library import Library
    from ui.damaged_store import lost_text, mend
    from ui.store import Store

    library = Library(users=users_forms())
    vanished = not path.exists()
    try:
        return Store.open(path, library, clock), lost_text(path) if vanished else ""
    except KnownError as error:
        if error.code == "store.held":
            return (Store.open(path, library, clock, read_only=True) if _reads_only(window, error) else None), ""
        if error.code != "store.damaged":
            raise
    told = mend(window, path, clock)
    return (Store.open(path, library, clock) if told else None), told


def _reads_only(window: MainWindow, error: KnownError) -> bool:
    """Somebody else has the store: look at it without writing, or leave."""
    box = QMessageBox(QMessageBox.Icon.Information, TITLE, error.text, parent=window)
    box.setInformativeText("只读打开可以查看、审核和导出，不能填报。")
    look = box.addButton("只读打开", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(leave)
    box.setDefaultButton(leave)  # most often it is a second double click: who just presses Enter wants the first window
    box.exec()
    return box.clickedButton() is look


def _icon() -> QIcon:
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(resources() / "icons" / f"jibao-{size}.png"))
    return icon


def _test_itself(application: QApplication, window: MainWindow, folder: str) -> None:
    """Close the window once it is filled and takes input; given a folder, do the whole job first."""
    if folder:
        from ui.self_test import SelfTest

        test = SelfTest(window, Path(folder))
        test.ended.connect(application.exit)
        test.start()
        return
    watch = QTimer(window)
    watch.setInterval(10)
    watch.timeout.connect(lambda: window.close() if window.furnished and window.isVisible() else None)
    watch.start()
    QTimer.singleShot(GIVE_UP_AFTER, lambda: application.exit(FAILED))
