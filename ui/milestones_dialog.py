"""报告记录: when the report was made, brought in and exported; and from there to what has changed since an export."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.storage.milestones import (
    CARRIED_OVER,
    CREATED,
    READ_BACK,
    REPLACED,
    TAKEN_IN,
    Milestone,
    last_final,
)
from ui.reading_table import ReadingTable
from ui.report_table import time_text
from ui.style import tokens
from ui.style.theme import give_role, theme

TITLE = "报告记录"
SIZE = (760, 440)
HEADS = ("时间", "事项", "说明")
WORDS = {
    CREATED: "建立",
    TAKEN_IN: "由报告文件导入",
    REPLACED: "用报告文件覆盖",
    CARRIED_OVER: "从上年结转",
    READ_BACK: "从Excel读回",
}
FRAME = QSize(16, 48)
NO_EXPORT = "选中一次导出，可以与现在的内容对比，或者打开当时的报告。还没有导出过。"
CHOOSE = "选中一次导出，可以与现在的内容对比，或者打开当时的报告（只能查看）。"


class MilestonesDialog(QDialog):
    """The milestones, the last on top; the last 报送版 is chosen."""

    compare_wanted = Signal(object)
    """A Milestone with an export: show what has changed since."""
    look_wanted = Signal(object)
    """A Milestone with an export: open the report as it was then."""

    def __init__(self, milestones: Sequence[Milestone], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._milestones = tuple(reversed(milestones))
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(fitting(self, *SIZE))
        exports = any(one.export is not None for one in milestones)
        hint = QLabel(CHOOSE if exports else NO_EXPORT)
        give_role(hint, "muted")
        self.table = self._table()
        buttons = QDialogButtonBox()
        self.compare = buttons.addButton("与这次导出对比…", QDialogButtonBox.ButtonRole.ActionRole)
        give_role(self.compare, "primary")
        self.look = buttons.addButton("查看当时的报告", QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(tokens.L),) * 4)
        column.setSpacing(theme().px(tokens.M))
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.compare.clicked.connect(self._compare)
        self.look.clicked.connect(self._look)
        self.table.itemSelectionChanged.connect(self._show_choice)
        self.table.itemActivated.connect(self._compare)
        last = last_final(milestones)
        self.table.selectRow(self._milestones.index(last) if last else 0)
        self._show_choice()

    def _chosen(self) -> Milestone | None:
        """The chosen export; None where something else is chosen."""
        row = self.table.currentRow()
        one = self._milestones[row] if row >= 0 else None
        return one if one is not None and one.export is not None else None

    def _show_choice(self) -> None:
        for button in (self.compare, self.look):
            button.setEnabled(self._chosen() is not None)

    def _compare(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.compare_wanted.emit(chosen)
            self.accept()

    def _look(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.look_wanted.emit(chosen)
            self.accept()

    def _table(self) -> ReadingTable:
        table = ReadingTable(TITLE, HEADS, len(self._milestones))
        table.setWordWrap(True)
        for row, one in enumerate(self._milestones):
            for column, text in enumerate((time_text(one.at), kind_text(one), note_text(one))):
                table.setItem(row, column, QTableWidgetItem(text))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table


def fitting(dialog: QDialog, width: int, height: int) -> QSize:
    """That size (at 100 %) in the present scale, as far as the screen has room beside a dialog's frame."""
    return QSize(theme().px(width), theme().px(height)).boundedTo(dialog.screen().availableSize() - FRAME)


def kind_text(one: Milestone) -> str:
    """What happened."""
    if one.export is not None:
        return "导出报送版" if one.export.final else "导出草稿"
    return WORDS.get(one.kind, one.kind)


def note_text(one: Milestone) -> str:
    """The files of an export, a line each, with their check codes; else the note."""
    if one.export is None:
        return one.note
    codes = one.export.codes
    return "\n".join(f"{name}　校验码 {codes[name]}" if codes.get(name) else name for name in one.export.files)
