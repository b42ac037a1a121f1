"""What stands between the report and its final version, each with a way to get there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.findings import BLOCKING, LEVEL_LABELS, Examination, Finding
from core.reports.next_year import to_confirm
from core.reports.sheet import Sheet
from ui.panels.finding_card import LevelMark
from ui.panels.finding_words import cell_label
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme
from ui.words import shortened

MOST = 8
"""Lines before 审核 is named for the rest."""


class Readiness(QFrame):
    """A banner that follows the examination; `ready` says whether a final version may be made."""

    def __init__(self, model: ReportModel) -> None:
        super().__init__()
        self._model = model
        self.ready = False
        self.headline = QLabel()
        self.headline.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme().px(tokens.M),) * 4)
        self._column.setSpacing(theme().px(tokens.XS))
        self._column.addWidget(self.headline)
        self._lines: list[QFrame] = []

    def show_examination(self, examination: Examination) -> None:
        """Show what stands in the way now."""
        blocking = examination.open(*BLOCKING)
        self.ready = not blocking
        remarks = _remarks(self._model.sheet)
        self.headline.setText(
            f"还不能导出报送版，请先处理以下{len(blocking)}处：" if blocking else "可以导出报送版。" + "".join(remarks)
        )
        give_role(self, "banner", "must_fix" if blocking else "explain" if remarks else "done")
        self._show_lines(blocking)

    def lines(self) -> tuple[QPushButton, ...]:
        """The buttons that go to what stands in the way."""
        return tuple(button for line in self._lines for button in line.findChildren(QPushButton))

    def _show_lines(self, blocking: Sequence[Finding]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(finding) for finding in blocking[:MOST]]
        if len(blocking) > MOST:
            self._lines.append(_more(len(blocking) - MOST))
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, finding: Finding) -> QFrame:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(tokens.S))
        button = QPushButton(shortened(f"{LEVEL_LABELS[finding.level]}：{finding.text}", 60))
        button.setToolTip(finding.text)
        button.setProperty("role", "link")
        cell = finding.cells[0] if finding.cells else None
        button.clicked.connect(lambda: self._model.jump(cell, finding.item))
        row.addWidget(LevelMark(finding.level))
        row.addWidget(button, 1)
        return line


def _more(count: int) -> QFrame:
    line = QFrame()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    label = QLabel(f"其余{count}处见“审核”（F5）。")
    give_role(label, "muted")
    row.addWidget(label)
    return line


def _remarks(sheet: Sheet) -> list[str]:
    """What does not stand in the way but wants to be known before a report is handed in."""
    estimated = [
        cell for cell, entry in sheet.draft.entries.items() if entry.origin == Origin.ESTIMATED and sheet.field(cell)
    ]
    told = []
    if estimated:
        told.append(f"\n有{len(estimated)}个数是暂估的，报送前请核实：{_names(sheet, estimated)}。")
    if waiting := to_confirm(sheet):
        told.append(f"\n有{len(waiting)}段上年带入的文字还没有确认：{_names(sheet, waiting)}。")
    return told


def _names(sheet: Sheet, cells: Sequence[Cell]) -> str:
    more = f"等{len(cells)}项" if len(cells) > MOST else ""
    return "、".join(cell_label(sheet, cell) for cell in cells[:MOST]) + more
