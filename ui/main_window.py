"""The one window: menus and header over the desk, the line at the foot, and what closing means.

It shows itself empty at once and is furnished when the store is open: what knows reports is imported only then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from ui.style.theme import give_role, has_chinese_font, theme

if TYPE_CHECKING:
    from ui.copy_keeper import CopyKeeper
    from ui.desk import Desk
    from ui.form_acts import FormActs
    from ui.header import Header
    from ui.help_window import HelpWindow
    from ui.home_acts import HomeActs
    from ui.menus import Menus
    from ui.mishaps import Mishaps
    from ui.preferences import Preferences
    from ui.report_model import ReportModel
    from ui.status_bar import StatusBar
    from ui.store import Store

TITLE = "绩报"
FIRST_SIZE = QSize(1400, 860)
LEAST = QSize(960, 560)
FRAME = QSize(16, 48)
"""What a desktop puts around a window at most: its title and edges."""
PANELS = ("panel_审核", "panel_预览", "panel_上年", "panel_来历")
OF_REPORT = (
    "save",
    "print",
    "record",
    "compare",
    "undo",
    "redo",
    "back",
    "on",
    "panel_page",
    "next_area",
    "examine",
    "export",
    *PANELS,
)


class MainWindow(QMainWindow):
    """The window. `furnish` gives it a store; `desk` holds the pages and the open report."""

    painted = Signal()
    """The empty window is on the screen: time to furnish it."""

    store: Store
    menus: Menus
    header: Header
    desk: Desk
    acts: HomeActs
    form_acts: FormActs
    status: StatusBar
    keeper: CopyKeeper

    def __init__(self, preferences: Preferences, mishaps: Mishaps) -> None:
        super().__init__()
        self._preferences, self._mishaps = preferences, mishaps
        self.furnished = self._seen = False
        self.manual: HelpWindow | None = None
        self.setWindowTitle(TITLE)
        self.setMinimumSize(LEAST)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() - FRAME))
        self.restoreGeometry(preferences.geometry)

    def furnish(self, store: Store) -> None:
        """Fill the window: the list of reports, and all that can be done with them."""
        from ui.copy_keeper import CopyKeeper
        from ui.desk import Desk
        from ui.form_acts import FormActs
        from ui.header import Header
        from ui.home_acts import HomeActs
        from ui.menus import Menus
        from ui.status_bar import StatusBar

        self.store = store
        self.menus = Menus(self._preferences.look, self._preferences.scale)
        self.header = Header(self.menus, self.menus.named["undo"], self.menus.named["redo"])
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self.status.show_mode(store.database.mode)
        self.acts = HomeActs(store, self)
        self.form_acts = FormActs(store, self)
        self.desk = Desk(store, self.acts)
        self.keeper = CopyKeeper(store, self)
        self._lay_out()
        self._mishaps.saved_text = self.saved_text
        self._connect()
        self.furnished = True
        self._show_report()
        self.desk.go("home")
        self._tell_what_was_restored()
        if not has_chinese_font():
            self.status.say("这台电脑没有合适的中文字体，文字可能显示为方框。请安装“文泉驿微米黑”等中文字体。")

    def _lay_out(self) -> None:
        body = QWidget()
        give_role(body, "page")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.header)
        lines.addWidget(self.desk, 1)
        self.setCentralWidget(body)

    @property
    def model(self) -> ReportModel | None:
        """The open report, None for none."""
        return self.desk.model

    def saved_text(self) -> str:
        """已保存 and the time, "" where no report is open."""
        from ui.status_bar import saved_text

        saved = self.model.workspace.saved if self.model else None
        return saved_text(saved, self.store.clock()) if saved else ""

    def _tell_what_was_restored(self) -> None:
        from ui.report_table import time_text

        left = self.store.left_open()
        if left is None:
            return
        at = f"{time_text(left.saved)}:{left.saved.astimezone():%S}"
        told = f"上次没有正常关闭。“{left.unit}{left.year}年度”的报告已恢复到 {at}，当时已填的内容都在。"
        self.desk.home.tell(told, "继续填报", left.uid)
        self.desk.home.table.choose(left.uid)
        self.store.mark_open("")

    # -- following the desk ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        desk, named = self.desk, self.menus.named
        desk.page_shown.connect(self._page_shown)
        desk.report_changed.connect(self._show_report)
        self.header.page_wanted.connect(desk.go)
        self.acts.said.connect(self.status.say)
        self.keeper.said.connect(self._told_of_store)
        self.keeper.trouble.connect(self.status.show_trouble)
        self.form_acts.said.connect(self.status.say)
        self.form_acts.installed.connect(desk.renew_home)
        self.menus.look_wanted.connect(self._set_look)
        self.menus.scale_wanted.connect(self._set_scale)
        for name, act in self._acts().items():
            named[name].triggered.connect(lambda _=False, act=act: act())
        for name in self.header.buttons:
            named[name].triggered.connect(lambda _=False, name=name: desk.go(name))
        for name in PANELS:
            named[name].triggered.connect(lambda _=False, name=name: self._show_panel(name.removeprefix("panel_")))

    def _told_of_store(self, sentence: str) -> None:
        self.desk.home.tell(sentence, "恢复备份")
        self.status.say(sentence)
        self.status.show_mode(self.store.database.mode)

    def _page_shown(self, name: str) -> None:
        self.header.show_page(name)
        self.status.progress.setVisible(name != "home")

    def _show_report(self) -> None:
        """Title, header, foot and actions as the open report wants them."""
        named, model, name = self.menus.named, self.model, self.desk.name
        undo = model.session.undo_label() if model else ""
        redo = model.session.redo_label() if model else ""
        named["undo"].setText(f"撤销：{undo}(&U)" if undo else "撤销(&U)")
        named["redo"].setText(f"重做：{redo}(&R)" if redo else "重做(&R)")
        self.menus.enable(OF_REPORT, model is not None)
        self.menus.enable(("report", "close", "save_file"), self.desk.has("report"))
        named["undo"].setEnabled(bool(undo))
        named["redo"].setEnabled(bool(redo))
        self.setWindowTitle(f"{name} - {TITLE}" if name else TITLE)
        self.header.show_report(name, filling=self.desk.has("report"), checking=model is not None)
        self.status.follow(model)

    # -- acts --------------------------------------------------------------------------------------------------

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self.acts.new,
            "carry": self.acts.carry,
            "file": self.acts.open_file,
            "back_up": self._back_up,
            "backups": self.acts.restore_backup,
            "save_file": lambda: self.desk.save_file(self.desk.uid),
            "install_form": self.form_acts.install,
            "save": self._save,
            "print": self.desk.preview,
            "record": self.desk.show_record,
            "compare": self.desk.compare_with_last,
            "close": self._close_report,
            "quit": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "back": lambda: self._walk(-1),
            "on": lambda: self._walk(1),
            "panel_page": lambda: self._show_panel(""),
            "next_area": self._next_area,
            "manual": self._show_manual,
            "log": self._save_log,
            "about": self._about,
        }

    def _back_up(self) -> None:
        self.desk.refresh_home()
        self.acts.back_up()

    def _save(self) -> None:
        if self.model is None:
            return
        self.model.save()
        if self.model.read_only:
            self.status.say("只读打开，没有改动要保存")
        elif not self.model.workspace.waiting:
            self.status.say(f"{self.saved_text()}。每次改动都会自动保存")

    def _close_report(self) -> None:
        if self.desk.close_report():
            self.desk.go("home")

    def _undo(self) -> None:
        if self.model is not None and (label := self.model.session.undo_label()):
            self.model.undo()
            self.status.say(f"已撤销：{label}")

    def _redo(self) -> None:
        if self.model is not None and (label := self.model.session.redo_label()):
            self.model.redo()
            self.status.say(f"已重做：{label}")

    def _walk(self, by: int) -> None:
        if self.desk.report is not None:
            self.desk.go("report")
            self.desk.report.walk(by)

    def _show_panel(self, name: str) -> None:
        if self.desk.report is not None:
            self.desk.go("report")
            self.desk.report.show_panel(name)

    def _next_area(self) -> None:
        if self.desk.report is not None and self.desk.page == "report":
            self.desk.report.next_area()

    def _set_look(self, look: str) -> None:
        self._preferences.look = look
        theme().set_look(look)

    def _set_scale(self, scale: int) -> None:
        self._preferences.scale = scale
        theme().set_scale(scale)

    def _show_manual(self) -> None:
        """The manual at the page where the clerk is; in a chapter what its format says of it comes first."""
        from ui.help_window import HelpWindow

        if self.manual is None:
            self.manual = HelpWindow()
        report, model = self.desk.report, self.model
        if self.desk.page == "report" and report is not None and model is not None and report.section.help:
            section = report.section
            self.manual.show_chapter(model.sheet.caption(section.heading), model.sheet.caption(section.help))
        else:
            self.manual.show_topic(self.desk.page)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()

    def _save_log(self) -> None:
        from ui.questions import ask_where
        from ui.record_dialog import RecordDialog

        asking = RecordDialog(self, has_words=self._mishaps.has_words)
        if not asking.exec():
            return
        path = ask_where(self, asking.windowTitle(), "绩报运行记录.txt", "文本文件 (*.txt)")
        if path is None:
            return
        try:
            self._mishaps.save_copy(path, words=asking.words)
        except OSError as error:
            QMessageBox.warning(self, TITLE, f"运行记录没有存成：{error.strerror}。请换一个位置。")
        else:
            self.status.say(f"运行记录已存为：{path}")

    def _about(self) -> None:
        from ui.about_dialog import AboutDialog

        AboutDialog(self.store, self).exec()

    def open_path(self, path: Path) -> None:
        """Take in what was double-clicked on the desktop: a report file, or the package of a report format."""
        if path.suffix.lower() == self.form_acts.EXTENSION:
            self.form_acts.ask(path)
        else:
            self.acts.take_in(path)

    # -- keys and the end --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no editor took: Enter presses a button, undo and redo are the report's, Esc goes back."""
        button = self.focusWidget()
        if not self.furnished:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._redo()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            _open_menu(QApplication.focusWidget())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint; whoever listens does so when it is over."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close in order: nothing that was typed is lost, no file is left half written."""
        if self.furnished and not self.desk.close_report():
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        if self.manual is not None:
            self.manual.close()
        if self.furnished:
            self.hide()  # a copy onto a slow disk takes its time
            self.acts.finish()
            self.keeper.finish()
            self.store.close()
        event.accept()

    def _go_back(self) -> None:
        if self.desk.page in ("examine", "export"):
            self.desk.go("report")
        elif self.desk.page == "home":
            self.desk.home.show_bin(in_bin=False)
        elif self.desk.report is not None:
            self.desk.report.show_panel("")


def _open_menu(widget: QWidget | None) -> None:
    """Shift+F10 as on Windows, which sees to it by itself: the menu of what has the focus, at the cursor."""
    if widget is not None and sys.platform != "win32":
        place = QRectF(widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).toRect().bottomLeft()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)
