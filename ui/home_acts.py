"""What 首页 can do with reports, each act with its questions and its sentence when it cannot be done."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from core.errors import KnownError
from core.exports.files import legal_name
from core.reports.draft import Draft
from ui.backups import STORE_EXTENSION, back_up_to
from ui.file_work import FileWork
from ui.new_report import CarryOver, NewReport
from ui.questions import ask_where
from ui.report_table import time_text
from ui.restore_dialog import RestoreDialog
from ui.store import EXTENSION, Incoming, Store

FILTER = f"报告文件 (*{EXTENSION} *.toml);;所有文件 (*)"
Done = TypeVar("Done")
OVERWRITE, COPY, CANCEL = "overwrite", "copy", "cancel"


class HomeActs(QObject):
    """Does what was asked for; `made` names a report to be opened, `listed` says that the list has changed."""

    made = Signal(str)
    listed = Signal()
    said = Signal(str)
    about_to_replace = Signal(str)
    """The report of this uid is about to be replaced or deleted: whoever has it open closes it."""

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._window = store, window
        self._works: list[FileWork] = []

    def new(self) -> None:
        """Ask for format, unit and year, and make the report."""
        asking = NewReport(self._store, self._window)
        if asking.exec() == QDialog.DialogCode.Accepted:
            self._make(lambda: self._store.create(asking.form, asking.unit_name, asking.year.value()))

    def carry(self, uid: str = "") -> None:
        """Ask for the report and the year, and make next year's."""
        asking = CarryOver(self._store, uid, self._window)
        if asking.exec() == QDialog.DialogCode.Accepted:
            self._make(lambda: self._store.carry_over(asking.uid, asking.year.value()))

    def example(self, form: str) -> None:
        """Open the example of a form."""
        self._make(lambda: self._store.open_example(form))

    def open_file(self) -> None:
        """Ask for a report file and take it in."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getOpenFileName(self._window, "打开报告文件", folder, FILTER)
        if path:
            self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """Take a report file in; where the same report is here already, ask what to do."""
        incoming = self._try(lambda: self._store.read_file(path))
        if incoming is None:
            return
        choice = COPY if incoming.here is None else self.ask_twice(incoming)
        if choice == COPY:
            self._make(lambda: self._store.take_copy(incoming))
        elif choice == OVERWRITE:
            self._overwrite(incoming)
        if choice != CANCEL and incoming.file.problems:
            self._tell_problems(incoming)

    def ask_twice(self, incoming: Incoming) -> str:
        """The same report is here: 覆盖 or 另存一份, with both dates."""
        here = incoming.here
        assert here is not None
        box = QMessageBox(
            QMessageBox.Icon.Question, "打开报告文件", "这份报告在这台电脑上已经有了。", parent=self._window
        )
        place = "回收站里的" if here.binned else "这台电脑上的"
        box.setInformativeText(
            f"文件：{time_text(incoming.written)} 保存\n{place}：{time_text(here.saved)} 保存\n\n"
            "覆盖前会先把这台电脑上的一份备份成文件；另存一份则两份都保留。"
        )
        over = box.addButton("覆盖（先备份）", QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton("另存一份", QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(copy)
        box.setEscapeButton(cancel)
        box.exec()
        chosen = box.clickedButton()
        return OVERWRITE if chosen is over else COPY if chosen is copy else CANCEL

    def save_file(self, uid: str, draft: Draft | None = None) -> bool:
        """Ask where to, and write the report as one file: draft, where the store may not have its last changes."""
        name = self._try(lambda: self._store.file_name(uid)) or "绩效报告"
        path = ask_where(self._window, "存为报告文件", legal_name(name, EXTENSION), FILTER)
        if path is None:
            return False
        target = path if path.suffix else path.with_name(path.name + EXTENSION)
        done = self._does(lambda: self._store.save_file(uid, target, draft))
        if done:
            self.said.emit(f"已存为报告文件：{target}")
        return done

    def back_up(self) -> None:
        """Ask where to, and copy all reports there: onto a stick, for instance."""
        name = f"绩报备份 {self._store.clock():%Y年%m月%d日}{STORE_EXTENSION}"
        path = ask_where(self._window, "备份到", name, f"备份文件 (*{STORE_EXTENSION})")
        if path is None:
            return
        target = path if path.suffix else path.with_name(path.name + STORE_EXTENSION)
        work = FileWork(back_up_to(self._store, target), self)
        self._works.append(work)
        work.ended.connect(lambda failure: self._backed_up(work, target, failure))
        self.said.emit(f"正在备份到：{target}")
        work.start()

    def finish(self) -> None:
        """Return when no file is being written any more."""
        for work in self._works:
            work.wait()

    def restore_backup(self) -> None:
        """Show the backups, and take reports from one."""
        asking = RestoreDialog(self._store, self._window)
        if asking.exec() == QDialog.DialogCode.Accepted:
            self.listed.emit()
            self.said.emit(f"已恢复{len(asking.restored)}份报告，放在报告列表里")

    def delete(self, uid: str) -> None:
        """Put a report in the bin: no question, since it can be taken out again."""
        self.about_to_replace.emit(uid)
        self._change(lambda: self._store.delete(uid), "已放到回收站，可以在回收站里恢复")

    def restore(self, uid: str) -> None:
        """Take a report out of the bin."""
        self._change(lambda: self._store.drafts.restore(uid), "已恢复到报告列表")

    def purge(self, uid: str) -> None:
        """Remove a report for good, after a question."""
        found = self._store.summary(uid)
        if found is None:
            return
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            "彻底删除",
            f"彻底删除“{found.unit}{found.year}年度”的报告吗？",
            parent=self._window,
        )
        box.setInformativeText("填写的内容和修改记录都会删除，不能再恢复。")
        gone = box.addButton("彻底删除", QMessageBox.ButtonRole.DestructiveRole)
        box.setEscapeButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is gone:
            self._change(lambda: self._store.drafts.purge(uid), "已彻底删除")

    def tell(self, error: KnownError) -> None:
        """Say why something was not done."""
        box = QMessageBox(QMessageBox.Icon.Warning, "绩报", error.text, parent=self._window)
        if error.problems:
            box.setDetailedText("\n".join(map(str, error.problems)))
        box.exec()

    # -- inside ------------------------------------------------------------------------------------------------

    def _backed_up(self, work: FileWork, target: Path, failure: str) -> None:
        work.wait()
        work.deleteLater()
        self._works.remove(work)
        if failure:
            QMessageBox.warning(self._window, "备份到", failure)
        else:
            self.said.emit(f"全部报告已备份到：{target}，核对完好")

    def _make(self, make: Callable[[], str]) -> None:
        uid = self._try(make)
        if uid:
            self.listed.emit()
            self.made.emit(uid)

    def _change(self, act: Callable[[], None], said: str) -> None:
        if self._does(act):
            self.listed.emit()
            self.said.emit(said)

    def _does(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except KnownError as error:
            self.tell(error)
            return False
        return True

    def _try(self, act: Callable[[], Done]) -> Done | None:
        try:
            return act()
        except KnownError as error:
            self.tell(error)
            return None

    def _overwrite(self, incoming: Incoming) -> None:
        uid = incoming.file.draft.uid
        self.about_to_replace.emit(uid)
        backup = self._try(lambda: self._store.take_over(incoming))
        if backup is not None:
            self.listed.emit()
            self.said.emit(f"原来的一份已备份为：{backup}")
            self.made.emit(uid)

    def _tell_problems(self, incoming: Incoming) -> None:
        problems = incoming.file.problems
        box = QMessageBox(
            QMessageBox.Icon.Information,
            "打开报告文件",
            f"文件中有{len(problems)}处没有读入，其余都已读入。",
            parent=self._window,
        )
        box.setDetailedText("\n".join(map(str, problems)))
        box.exec()
