"""Installing a report format that came as one file: what it changes is shown first, and nothing is lost by it."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.errors import KnownError
from core.imports.form_package import EXTENSION, Preview
from ui.store import Store

TITLE = "安装报告格式"
FILTER = f"报告格式包 (*{EXTENSION});;所有文件 (*)"


class FormActs(QObject):
    """Asks and installs; `installed` says that there are other formats now."""

    EXTENSION = EXTENSION
    installed = Signal()
    said = Signal(str)

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._window = store, window

    def install(self) -> None:
        """Ask for the file, then whether to install it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getOpenFileName(self._window, TITLE, folder, FILTER)
        if path:
            self.ask(Path(path))

    def ask(self, path: Path) -> None:
        """Show what a package changes, and install it when the clerk wants so."""
        try:
            found = self._store.read_form(path)
            if self._wanted(found):
                self._tell_installed(found, self._store.install_form(found))
        except KnownError as error:
            box = QMessageBox(QMessageBox.Icon.Warning, TITLE, error.text, parent=self._window)
            if error.problems:
                box.setDetailedText("\n".join(map(str, error.problems)))
            box.exec()

    def _wanted(self, found: Preview) -> bool:
        form = found.program.form
        box = QMessageBox(QMessageBox.Icon.Question, TITLE, _question(found), parent=self._window)
        told = [f"{form.place}　{form.label}　{form.edition}年版", _effect(found, self._reports_of(form.key))]
        if found.lines:
            told.append("与现有格式比较的变化见“显示详情”。")
            box.setDetailedText("\n".join(found.lines))
        box.setInformativeText("\n".join(told))
        go = box.addButton("安装", QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(go)
        box.setEscapeButton(leave)
        box.exec()
        return box.clickedButton() is go

    def _reports_of(self, key: str) -> int:
        return sum(one.form == key for one in self._store.reports())

    def _tell_installed(self, found: Preview, kept: Path | None) -> None:
        self.installed.emit()
        form = found.program.form
        told = f"已安装“{form.place}{form.label}”{form.edition}年版"
        self.said.emit(f"{told}；原来的一份保留在：{kept}" if kept else f"{told}。正开着的报告重新打开后使用新格式")


def _question(found: Preview) -> str:
    if found.replaces is None:
        return "这是一个新的报告格式，要安装吗？"
    if not found.lines:
        return "这台电脑上已有这个报告格式，内容相同，要再装一次吗？"
    return "这台电脑上已有这个报告格式，要换成新的吗？"


def _effect(found: Preview, reports: int) -> str:
    if found.replaces is None or not reports:
        return "已有的报告不受影响。"
    return f"这台电脑上有{reports}份报告使用它：已填内容都保留，重新打开后按新格式显示和计算。"
