"""Shows what a pasted block would put where, before it is taken over."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.forms.kinds import KINDS
from core.forms.model import Field
from core.formulas.cells import Cell
from ui.editors.cell_model import CellModel
from ui.editors.paste import MONEY_UNITS, Landing, PastePlan
from ui.style import tokens
from ui.style.theme import give_role, theme

MOST_SHOWN = 200
"""Rows in the preview; the rest lands the same way."""


class PastePreview(QDialog):
    """plan_with(money unit) -> the plan; accepted with `plan` as it was last shown."""

    def __init__(self, model: CellModel, plan_with: Callable[[str], PastePlan], parent: QWidget | None = None) -> None:
        super().__init__(parent.window() if parent is not None else None)  # not dressed as an editor of the grid
        self.setWindowTitle("粘贴预览")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cells, self.plan_with = model, plan_with
        self.plan = plan_with(MONEY_UNITS[0])
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.unit = QComboBox()
        self.unit.addItems(MONEY_UNITS)
        self.unit.setAccessibleName("粘贴金额的单位")
        self.unit.currentTextChanged.connect(self._show)
        self.grid = QTableWidget()
        self.grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.grid.setAccessibleName("将要填入的内容")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("填入")
        give_role(buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.L)] * 4)
        layout.setSpacing(theme().px(tokens.M))
        layout.addWidget(self.note)
        layout.addLayout(self._unit_line())
        layout.addWidget(self.grid, 1)
        layout.addWidget(buttons)
        self.resize(theme().px(760), theme().px(480))
        self._show(MONEY_UNITS[0])
        buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()

    def _unit_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        fields = [one.field for pasted in self.plan.lines for one in pasted]
        has_money = any(one is not None and one.kind == "money" for one in fields)
        caption = QLabel("粘贴内容中的金额单位：")
        for widget in (caption, self.unit):
            widget.setVisible(has_money)
            line.addWidget(widget)
        line.addStretch(1)
        line.setSpacing(theme().px(tokens.S))
        return line

    def _show(self, unit: str) -> None:
        self.plan = self.plan_with(unit)
        self.note.setText("，".join(filter(None, self._told())) + "。" + self.plan.note)
        lines = self.plan.lines[:MOST_SHOWN]
        width = max((len(line) for line in lines), default=0)
        self.grid.setRowCount(len(lines))
        self.grid.setColumnCount(width)
        for row, line in enumerate(lines):
            self.grid.setVerticalHeaderItem(row, QTableWidgetItem(self._row_name(line)))
            for column, landing in enumerate(line):
                self.grid.setItem(row, column, self._item(landing))
        self.grid.setHorizontalHeaderLabels(self._heads(lines, width))
        self.grid.resizeColumnsToContents()

    def _told(self) -> list[str]:
        landed = self.plan.landed()
        refused = sum(len(line) for line in self.plan.lines) - len(landed)
        unclear = sum(bool(one.unclear) for one in landed)
        return [
            f"将填入{len(landed)}格",
            f"新增{self.plan.added}行" if self.plan.added else "",
            f"其中{unclear}格看不懂，会按原样保留并标红" if unclear else "",
            f"另有{refused}格不能填（灰色）" if refused else "",
            f"下面只列出前{MOST_SHOWN}行" if len(self.plan.lines) > MOST_SHOWN else "",
        ]

    def _heads(self, lines: tuple[tuple[Landing, ...], ...], width: int) -> list[str]:
        longest = max(lines, key=len, default=())
        return [self._head(landing.field) for landing in longest[:width]]

    def _head(self, one: Field | None) -> str:
        if one is None:
            return "—"
        label = self.cells.model.sheet.caption(one.label)
        return f"{label}（{one.unit}）" if one.unit else label

    def _row_name(self, line: tuple[Landing, ...]) -> str:
        landing = next((one for one in line if one.row is not None), None)
        if landing is None or landing.row is None:
            return "新增" if any(one.new >= 0 for one in line) else ""
        sheet = self.cells.model.sheet
        return sheet.row_label(landing.item, landing.row) if landing.row else sheet.label(Cell(landing.item))

    def _item(self, landing: Landing) -> QTableWidgetItem:
        item = QTableWidgetItem(f"{landing.text}（{landing.refused}）" if landing.refused else landing.text)
        if landing.field is not None and KINDS[landing.field.kind].figure:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if landing.refused:
            item.setForeground(theme().color("disabled"))
        elif landing.unclear:
            item.setForeground(theme().color("must_fix"))
            item.setBackground(theme().color("must_fix_soft"))
        item.setToolTip(landing.refused or landing.unclear)
        return item
