"""来历: how the figure at hand came about, from what was typed to what is printed, and what it was before."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from core.errors import KnownError
from core.forms.kinds import KINDS
from core.forms.model import Section
from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.progress import section_items
from core.reports.sheet import Derivation, Sheet
from core.storage.drafts import Visit
from ui.panels.text_panel import TextPanel, grid, heading, link, muted, said
from ui.report_model import ReportModel
from ui.words import BLANK, shortened

AFTER = 120
"""Milliseconds on a cell before its history is looked up: whoever walks a table with the arrows does not wait."""
MOST_SOURCES, MOST_VISITS, MOST_FIGURES = 24, 30, 60
ORIGINS = {
    Origin.TYPED: "录入", Origin.IMPORTED: "导入", Origin.LAST_YEAR: "上年带入", Origin.ESTIMATED: "暂估",
    Origin.SUPPLIED: "账上数", Origin.OVERRIDDEN: "改写", Origin.ROUNDED: "舍位",
}  # fmt: skip
ASK = "把光标放到一格中，这里说明它的数怎样得来、改过几次。"


class OriginPanel(TextPanel):
    """Follows the cell that the clerk is in; in a chapter where they are in none it lists the computed figures."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName("来历")
        self._section: Section | None = None
        self._cell: Cell | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.refresh)
        model.cell_focused.connect(self._follow_cell)
        model.changed.connect(self._later)

    def set_section(self, section: Section) -> None:
        """Be about this chapter; a cell of another one is left behind."""
        self._section = section
        if self._cell is None or self._cell.item not in section_items(section):
            focused = self.model.focused
            self._cell = focused if focused is not None and focused.item in section_items(section) else None
        self.refresh()

    def refresh(self) -> None:
        """Show the cell at hand."""
        self._timer.stop()
        if not self.isVisible():
            return
        cell = self._cell
        if cell is not None and self.model.sheet.field(cell) is not None:
            self.show_html("".join(self._about(cell)))
        elif self._section is not None:
            self.show_html("".join(_overview(self.model.sheet, self._section)))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.refresh()

    def _follow_cell(self, cell: Cell) -> None:
        self._cell = cell
        self._later()

    def _later(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _about(self, cell: Cell) -> Iterator[str]:
        sheet = self.model.sheet
        one = sheet.fields[cell.item, cell.column]
        yield heading(sheet.label(cell))
        value = sheet.quoted(cell) if KINDS[one.kind].figure else sheet.screen(cell)
        yield f'<p class="big">{said(value or "未填", 80)}</p>'
        yield from _entered(sheet, cell)
        why = sheet.why(cell)
        if why is not None:
            yield from _derived(sheet, why)
        yield from _history(self._visits(cell))

    def _visits(self, cell: Cell) -> tuple[Visit, ...]:
        try:
            return self.model.workspace.history(cell)
        except KnownError:
            return ()  # the store's trouble is told where it is saved; here nothing is lost


def _entered(sheet: Sheet, cell: Cell) -> Iterator[str]:
    entry = sheet.draft.entries.get(cell)
    if entry is None:
        yield muted("由程序计算。" if sheet.computed(cell) else "尚未填写。")
        return
    wrong = sheet.problems.get(cell)
    reason = f"（{entry.reason}）" if entry.reason else ""
    rows = [["填写的原文", said(entry.text)], ["来源", said(ORIGINS[entry.origin] + reason)]]
    if wrong is not None:
        rows.append(["未能识别", said(wrong.text)])
    yield grid(rows, figures_from=2)


def _derived(sheet: Sheet, why: Derivation) -> Iterator[str]:
    yield heading("怎样得来")
    steps = dict.fromkeys(step for step in (why.labels, why.numbers, why.result) if step)
    yield "".join(f"<p>= {said(step)}</p>" for step in steps)
    if why.note:
        yield muted(why.note)
    sources = tuple(dict.fromkeys(why.cells))
    if sources:
        yield heading("取自")
        yield grid([link(one, sheet.label(one)), said(sheet.shown(one))] for one in sources[:MOST_SOURCES])
    if len(sources) > MOST_SOURCES:
        yield muted(f"等{len(sources)}处")


def _history(visits: tuple[Visit, ...]) -> Iterator[str]:
    if not visits:
        return
    yield heading("修改记录")
    yield grid(
        ([said(_when(one.at)), said(_before(one)), said(_after(one))] for one in reversed(visits[-MOST_VISITS:])),
        head=("时间", "原来", "改为"), figures_from=3,
    )  # fmt: skip


def _before(visit: Visit) -> str:
    return BLANK if visit.before is None else shortened(visit.before, 40)


def _after(visit: Visit) -> str:
    if visit.after is None:
        return BLANK
    origin = f"（{ORIGINS[visit.origin]}）" if visit.origin not in (None, Origin.TYPED) else ""
    return shortened(visit.after, 40) + origin


def _when(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.year}-{local.month}-{local.day} {local:%H:%M}"


def _overview(sheet: Sheet, section: Section) -> Iterator[str]:
    yield muted(ASK)
    cells = [cell for cell in _computed(sheet, section) if sheet.value(cell) is not None]
    if cells:
        yield heading("本节由程序计算的数")
        yield grid([link(cell, sheet.label(cell)), said(sheet.quoted(cell))] for cell in cells[:MOST_FIGURES])
    if len(cells) > MOST_FIGURES:
        yield muted(f"等{len(cells)}项")


def _computed(sheet: Sheet, section: Section) -> Iterable[Cell]:
    for item in section_items(section):
        table = sheet.program.tables.get(item)
        if table is None:
            cells = [Cell(item)]
        else:
            cells = [Cell(item, row, column.id) for row in sheet.rows(item) for column in table.columns]
        yield from (cell for cell in cells if sheet.computed(cell))
