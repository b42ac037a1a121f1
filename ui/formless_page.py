"""A report whose format is not on this PC: its answers to look at, the reason, and its file to hand on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Draft
from ui.reading_table import ReadingTable
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

HEADS = ("数据项", "已填内容")


class FormlessPage(QWidget):
    """Shows what was typed, by the labels that the dictionary knows."""

    save_file_wanted = Signal(str)

    def __init__(self, draft: Draft, sentence: str, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        give_role(self, "page")
        self.heading, self.reason = QLabel("只能查看的报告"), QLabel(sentence)
        give_role(self.heading, "title")
        self.reason.setWordWrap(True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save_file = QPushButton("存为报告文件")
        give_role(self.save_file, "primary")
        dress_button(self.save_file, "file", "on_accent")
        self.save_file.clicked.connect(lambda: self.save_file_wanted.emit(draft.uid))
        self.answers = _answers(draft, library)
        line = QHBoxLayout()
        line.addWidget(self.save_file)
        line.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(theme().px(tokens.XL) for _ in range(4)))
        lines.setSpacing(theme().px(tokens.M))
        lines.addWidget(self.heading)
        lines.addWidget(self.reason)
        lines.addLayout(line)
        lines.addWidget(self.answers, 1)


def _answers(draft: Draft, library: Library) -> ReadingTable:
    table = ReadingTable("已填内容", HEADS, len(draft.entries))
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, theme().px(tokens.CHAPTERS_WIDTH))
    for at, (cell, entry) in enumerate(draft.entries.items()):
        table.setItem(at, 0, QTableWidgetItem(_label(cell, library)))
        table.setItem(at, 1, QTableWidgetItem(entry.text))
    return table


def _label(cell: Cell, library: Library) -> str:
    dictionary, _ = library.dictionary()
    if not cell.column:
        return dictionary.fields[cell.item].label if cell.item in dictionary.fields else cell.item
    table = dictionary.tables.get(cell.item)
    row = table.row(cell.row) if table else None
    column = table.column(cell.column) if table else None
    names = (
        table.label if table else cell.item,
        row.label if row else cell.row,
        column.label if column else cell.column,
    )
    return " · ".join(names)
