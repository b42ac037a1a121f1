"""与上次报送对比: what has changed in the report since an export, old beside new; Enter goes to the place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.reports.compared import Difference, compared
from core.storage.milestones import Milestone
from ui.milestones_dialog import fitting, kind_text
from ui.reading_table import ReadingTable
from ui.report_model import ReportModel
from ui.report_table import time_text
from ui.style import tokens
from ui.style.theme import give_role, theme
from ui.words import BLANK, shortened

TITLE = "与上次报送对比"
SIZE = (860, 560)
ASIDE = 400
HEADS = ("数据项", "当时", "现在")
LONGEST = 400
GONE = "（已不在报告中）"
OTHER_FORM = "注意：当时用的是另一种报告格式或版本，没有对应的数据项列在最后。"


class ComparisonDialog(QDialog):
    """Stays open beside the report, so that one change after the other can be looked at; follows what is typed."""

    def __init__(self, model: ReportModel, then: Milestone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert then.export is not None
        self._model, self._then, self._export = model, then, then.export
        self.shown: tuple[Difference, ...] = ()
        self.setWindowTitle(TITLE if then.export.final else "与导出的草稿对比")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(fitting(self, *SIZE))
        self.head, self.warning = QLabel(), QLabel(OTHER_FORM)
        for label in (self.head, self.warning):
            label.setWordWrap(True)
        give_role(self.warning, "", "explain")
        self.warning.setVisible(then.export.form != model.program.form.key)
        self.only_typed = QCheckBox("只列填写的内容")
        self.only_typed.setToolTip("不列随之变化的计算数和自动生成的文字")
        self.only_typed.toggled.connect(self.refresh)
        self.table = self._table()
        buttons = QDialogButtonBox()
        self.jump = buttons.addButton("转到此处", QDialogButtonBox.ButtonRole.ActionRole)
        give_role(self.jump, "primary")
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.jump.clicked.connect(self._jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(tokens.L),) * 4)
        column.setSpacing(theme().px(tokens.M))
        for widget in (self.head, self.warning, self.only_typed, self.table, buttons):
            column.addWidget(widget, 1 if widget is self.table else 0)
        self.refresh()
        model.examined.connect(self.refresh)

    def refresh(self) -> None:
        """Compare again."""
        every = compared(self._export, self._model.sheet)
        self.shown = tuple(one for one in every if not (self.only_typed.isChecked() and one.computed))
        self.head.setText(self._said(every))
        row = max(0, self.table.currentRow())
        self.table.setRowCount(len(self.shown))
        for at, one in enumerate(self.shown):
            for column, text in enumerate(_words(one)):
                item = QTableWidgetItem(shortened(text, LONGEST))
                item.setToolTip(text[:LONGEST])
                self.table.setItem(at, column, item)
        self.table.resizeRowsToContents()
        self.table.selectRow(min(row, len(self.shown) - 1))
        self._show_choice()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows as high as their texts in the new width, once the columns have it."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self.table, self.table.resizeRowsToContents)

    def _said(self, every: Sequence[Difference]) -> str:
        moment = f"{time_text(self._then.at)} {kind_text(self._then)}"
        if not every:
            return f"{moment}以后，报告没有变化。"
        typed = sum(not one.computed for one in every)
        return f"{moment}以后，填写的内容有{typed}处变化，随之变化的计算数和文字有{len(every) - typed}处。"

    def _show_choice(self) -> None:
        row = self.table.currentRow()
        place = 0 <= row < len(self.shown) and (self.shown[row].cell is not None or self.shown[row].item != "")
        self.jump.setEnabled(bool(place))

    def _jump(self) -> None:
        if self.jump.isEnabled():
            one = self.shown[self.table.currentRow()]
            self._stand_aside()
            self._model.jump(one.cell, one.item)

    def _stand_aside(self) -> None:
        """To the right edge of the window, over the panels: a place under this dialog could not be seen."""
        beside = self.parentWidget()
        if beside is not None and self.width() > theme().px(ASIDE):
            place = beside.window().geometry().intersected(self.screen().availableGeometry())
            place.setTop(place.top() + theme().px(tokens.HEADER))
            place.setLeft(place.right() - theme().px(ASIDE))
            self.setGeometry(place)

    def _table(self) -> ReadingTable:
        table = ReadingTable("有变化的内容", HEADS)
        table.setWordWrap(True)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._show_choice)
        table.itemActivated.connect(self._jump)
        return table


def _words(one: Difference) -> tuple[str, str, str]:
    gone = one.cell is None and not one.item
    label = f"{one.label}（计算）" if one.computed and one.cell is not None else one.label
    return label, one.old or BLANK, GONE if gone and not one.new else one.new or BLANK
