"""How 审核 ends: what was checked, what could not be and why, what is not final although nothing is wrong with it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.findings import Examination
from core.reports.next_year import to_confirm
from core.reports.sheet import Sheet
from ui.panels.finding_words import cell_label
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

MOST = 40
"""Lines of one kind."""
LONGEST = 40
"""Characters of a value in a line."""


class Line(NamedTuple):
    """A heading, a remark, or (with a cell) a place to go to."""

    text: str
    cell: Cell | None = None
    role: str = "muted"


class ExamineFoot(QWidget):
    """The lines below the findings."""

    def __init__(self, model: ReportModel) -> None:
        super().__init__()
        self._model = model
        self.lines: tuple[Line, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme().px(tokens.L), 0, theme().px(tokens.L))
        self._column.setSpacing(0)

    def show_examination(self, examination: Examination) -> None:
        """Show them anew where they have changed."""
        lines = tuple(foot_lines(self._model.sheet, examination))
        if lines == self.lines:
            return
        self.lines = lines
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._widget(line))

    def _widget(self, line: Line) -> QWidget:
        if line.cell is None:
            label = QLabel(line.text)
            label.setWordWrap(True)
            give_role(label, line.role)
            label.setContentsMargins(0, theme().px(tokens.M if line.role == "heading" else 0), 0, theme().px(tokens.XS))
            return label
        button = QPushButton(line.text)
        button.setProperty("role", "link")
        button.clicked.connect(lambda: self._model.jump(line.cell))
        return button


def foot_lines(sheet: Sheet, examination: Examination) -> Iterator[Line]:
    """All lines, in order."""
    skipped = examination.not_evaluated
    yield Line("审核范围", role="heading")
    yield Line(
        f"共审核 {examination.checked} 项，未能审核 {len(skipped)} 项，发现 {len(examination.findings)} 个问题。"
    )
    yield from _cut([Line(f"未能审核：{one.text}", one.cells[0] if one.cells else None) for one in skipped])
    estimated = (
        cell for cell, entry in sheet.draft.entries.items() if entry.origin == Origin.ESTIMATED and sheet.field(cell)
    )
    yield from _listed("暂估的数", "报送前请核实，换成实际数。", sheet, estimated)
    yield from _listed("上年带入、待确认的文字", "请逐项看过，改成本年的情况。", sheet, to_confirm(sheet))
    aside = sheet.without_place()
    if aside:
        yield Line(f"本格式没有的内容 {len(aside)}", role="heading")
        yield Line("以下内容已保留，不参加计算，也不印出：" + "、".join(map(str, aside[:MOST])))


def _listed(title: str, what: str, sheet: Sheet, cells: Iterable[Cell]) -> Iterator[Line]:
    lines = [Line(f"{cell_label(sheet, cell)}　{sheet.screen(cell)[:LONGEST]}", cell) for cell in cells]
    if lines:
        yield Line(f"{title} {len(lines)}", role="heading")
        yield Line(what)
        yield from _cut(lines)


def _cut(lines: list[Line]) -> list[Line]:
    return [*lines[:MOST], *([Line(f"等 {len(lines)} 项")] if len(lines) > MOST else [])]
