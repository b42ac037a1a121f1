"""从Excel读回: what a filled workbook would change, shown before it is taken over as one step."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import KnownError, Problem
from core.imports.workbook_answers import ChangedAnswer, changed_answers
from core.reports.draft import Origin
from core.reports.next_year import locked
from core.storage.milestones import READ_BACK
from ui.reading_table import ReadingTable
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme
from ui.words import BLANK, shortened

TITLE = "从Excel读回"
SIZE = (820, 560)
HEADS = ("采用", "数据项", "现在", "工作簿中")
LONGEST = 80
MOST_PROBLEMS = 6


def ask_and_read_back(parent: QWidget, model: ReportModel, folder: str) -> None:
    """Ask for a workbook, show what it would change, and take over what the clerk agrees to."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择填好的数据表", folder, "Excel 工作簿 (*.xlsx)")
    if name:
        show_read_back(parent, model, Path(name))


def show_read_back(parent: QWidget, model: ReportModel, path: Path) -> "ReadBackDialog | None":
    """Show what this workbook would change; a sentence where it cannot be read or changes nothing."""
    from core.exports.excel_readback import read_back

    try:
        found, problems = read_back(path)
    except KnownError as error:
        QMessageBox.warning(parent, TITLE, f"{error.text}\n报告没有改动。")
        return None
    changes = [one for one in changed_answers(model.sheet, found.answers) if not locked(model.sheet, one.cell)]
    warning = _mismatch(model, found.uid, found.form)
    if not changes:
        QMessageBox.information(
            parent,
            TITLE,
            "\n".join(filter(None, [warning, "工作簿中的内容与报告相同，没有可采用的改动。", *_told(problems)])),
        )
        return None
    dialog = ReadBackDialog(model, changes, "\n".join(filter(None, [warning, *_told(problems)])), parent, path.name)
    dialog.open()
    return dialog


class ReadBackDialog(QDialog):
    """The changed answers with a box each; what is not understood is not ticked."""

    def __init__(
        self,
        model: ReportModel,
        changes: Sequence[ChangedAnswer],
        warning: str,
        parent: QWidget | None = None,
        file: str = "",
    ) -> None:
        super().__init__(parent)
        self._model, self._changes, self._file = model, tuple(changes), file
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(SIZE[0]), theme().px(SIZE[1]))
        self.head = QLabel(f"工作簿中有{len(changes)}格与报告不同。采用后可以一步撤销。")
        self.warning = QLabel(warning)
        self.warning.setWordWrap(True)
        self.warning.setVisible(bool(warning))
        give_role(self.warning, "", "explain")
        self.table = self._table()
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton("采用", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        give_role(self.take, "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(tokens.L),) * 4)
        column.setSpacing(theme().px(tokens.M))
        for widget in (self.head, self.warning, self.table, self.buttons):
            column.addWidget(widget, 1 if widget is self.table else 0)
        self.table.itemChanged.connect(self._count)
        self._count()

    def chosen(self) -> tuple[ChangedAnswer, ...]:
        """The changes that are ticked."""
        return tuple(one for row, one in enumerate(self._changes) if self.table.ticked(row))

    def accept(self) -> None:
        """Take the ticked changes over as one step."""
        self._model.enter_many([(one.cell, one.text) for one in self.chosen()], TITLE, Origin.IMPORTED)
        self._model.note(READ_BACK, f"{self._file}，采用{len(self.chosen())}处")
        super().accept()

    def _count(self) -> None:
        count = len(self.chosen())
        self.take.setText(f"采用{count}处" if count else "采用")
        self.take.setEnabled(count > 0)

    def _table(self) -> ReadingTable:
        table = ReadingTable("工作簿中的改动", HEADS, len(self._changes))
        table.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        for row, one in enumerate(self._changes):
            table.put_tick(row, wanted=not one.problem)
            for column, item in enumerate(_items(one), 1):
                table.setItem(row, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return table


def _items(one: ChangedAnswer) -> list[QTableWidgetItem]:
    new = f"{one.new}　{one.problem}" if one.problem else one.new or BLANK
    words = [QTableWidgetItem(_line(text)) for text in (one.label, one.old or BLANK, new)]
    for item, text in zip(words, (one.label, one.old, new), strict=True):
        item.setToolTip(text[:2000])
    if one.problem:
        words[2].setForeground(theme().color("must_fix"))
    return words


def _line(text: str) -> str:
    return shortened(text.replace("\n", " "), LONGEST)


def _mismatch(model: ReportModel, uid: str, form: str) -> str:
    if form and form != model.program.form.key:
        return "注意：这个工作簿是按另一种报告格式导出的，只列出本报告也有的数据项。"
    return "注意：这个工作簿是从另一份报告导出的，请核对后再采用。" if uid and uid != model.session.draft.uid else ""


def _told(problems: Sequence[Problem]) -> list[str]:
    told = [str(one) for one in problems[:MOST_PROBLEMS]]
    return [*told, f"等{len(problems)}处"] if len(problems) > MOST_PROBLEMS else told
