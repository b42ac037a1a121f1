"""Questions that the window asks before something ends, or is written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ui.report_model import ReportModel

TITLE = "绩报"


def may_lose_changes(window: QWidget, model: ReportModel, save_aside: Callable[[], bool]) -> bool:
    """The disk does not take the last changes: try again, save elsewhere, stay, or close without them. True: close.

    save_aside: writes the report, as it is on the screen, to a file that the clerk names; True when it is written.
    """
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, "最后的改动还没有存上。", parent=window)
    box.setInformativeText("可以腾出磁盘空间再试；也可以把整份报告另存成一个文件，放到别处。")
    again = box.addButton("再试一次", QMessageBox.ButtonRole.AcceptRole)
    aside = box.addButton("另存为报告文件…", QMessageBox.ButtonRole.ActionRole)
    leave = box.addButton("放弃最后的改动", QMessageBox.ButtonRole.DestructiveRole)
    box.setEscapeButton(box.addButton("返回", QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(again)
    while model.workspace.waiting:
        box.exec()
        if box.clickedButton() is aside:
            if save_aside():
                return True
            continue
        if box.clickedButton() is not again:
            return box.clickedButton() is leave
        model.save()
    return True


def may_stop_export(window: QWidget) -> bool:
    """An export is being written: wait for it, or stop it."""
    box = QMessageBox(QMessageBox.Icon.Question, TITLE, "正在导出，现在关闭会中止导出。", parent=window)
    box.setInformativeText("已经写好的文件保留，正在写的文件不会留下半截。填写的内容不受影响。")
    stop = box.addButton("中止导出并关闭", QMessageBox.ButtonRole.DestructiveRole)
    wait = box.addButton("继续导出", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(wait)
    box.setEscapeButton(wait)
    box.exec()
    return box.clickedButton() is stop


def ask_where(window: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write a file; None for nowhere."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path, _ = QFileDialog.getSaveFileName(window, title, f"{folder}/{name}", kinds)
    return Path(path) if path else None
