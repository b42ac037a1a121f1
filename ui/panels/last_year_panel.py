"""上年: last year's figures and words of the chapter at hand, beside this year's."""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from core.forms.kinds import KINDS
from core.forms.model import Field, Section, Table
from core.forms.program import GRID, SENTENCE
from core.formulas.cells import Cell
from core.reports.figures import prose_paragraphs
from core.reports.sentences import plain, say
from core.reports.sheet import Sheet
from ui.panels.text_panel import TextPanel, grid, heading, link, muted, said
from ui.report_model import ReportModel

AFTER = 250
MOST_ROWS, MOST_WORDS = 80, 4000
NONE = "没有找到本单位上一年度的报告。填过上年报告的，可以在首页打开上年的报告文件；本节中的上年数可以直接填写。"
NOTHING = "上年的报告中没有这一节的内容。"


class LastYearPanel(TextPanel):
    """last: last year's report, computed; None when there is none."""

    def __init__(self, model: ReportModel, last: Sheet | None, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName("上年")
        self._last = last
        self._section: Section | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.refresh)
        model.changed.connect(self._later)

    def set_section(self, section: Section) -> None:
        """Be about this chapter."""
        self._section = section
        self.refresh()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show last year's part of the chapter."""
        self._timer.stop()
        if self._section is None or not self.isVisible():
            return
        if self._last is None:
            self.show_html(muted(NONE))
            return
        self.show_html("".join(_blocks(self.model.sheet, self._last, self._section)) or muted(NOTHING))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.refresh()

    def _later(self) -> None:
        if self.isVisible() and self._last is not None:
            self._timer.start()


def _blocks(now: Sheet, last: Sheet, section: Section) -> Iterator[str]:
    """What last year's report says of the chapter's items; nothing of an item that its form did not hold."""
    for short, items in groupby(section.items, key=lambda item: _is_short(last, item)):
        if short:
            rows = [_field_row(now, last, Cell(item)) for item in items if last.value(Cell(item)) is not None]
            yield grid(rows, head=("", "上年", "本年")) if rows else ""
        else:
            yield from (block for item in items for block in _item(now, last, item))


def _is_short(last: Sheet, item: str) -> bool:
    """Whether it is a figure, a date or a choice: something for a line of a table."""
    one = last.program.fields.get(item)
    return one is not None and one.kind not in ("text", "names") and not KINDS[one.kind].prose


def _field_row(now: Sheet, last: Sheet, cell: Cell) -> list[str]:
    here = now.field(cell) is not None
    label = link(cell, last.label(cell)) if here else said(last.label(cell))
    return [label, said(last.quoted(cell)), said(now.quoted(cell)) if here and now.value(cell) is not None else ""]


def _item(now: Sheet, last: Sheet, item: str) -> Iterator[str]:
    id_ = item.removeprefix(GRID)
    if item.startswith(SENTENCE):
        yield from _sentence(last, item.removeprefix(SENTENCE))
    elif id_ in last.program.tables and id_ in now.program.tables:
        yield from _table(now, last, now.program.tables[id_])
    elif id_ in last.program.fields and last.value(Cell(id_)) is not None:
        yield heading(last.label(Cell(id_)))
        yield from _words(last, id_)


def _words(last: Sheet, item: str) -> Iterator[str]:
    if KINDS[last.program.fields[item].kind].prose:
        yield from (f"<p>{said(paragraph.text, MOST_WORDS)}</p>" for paragraph in prose_paragraphs(last, item))
    else:
        yield f"<p>{said(last.screen(Cell(item)), MOST_WORDS)}</p>"


def _sentence(last: Sheet, sentence: str) -> Iterator[str]:
    if sentence in last.program.sentences:
        yield heading(f"上年文字：{last.caption(last.program.sentences[sentence].sentence.label)}")
        yield f"<p>{said(plain(last, say(last, sentence).runs), MOST_WORDS)}</p>"


def _table(now: Sheet, last: Sheet, table: Table) -> Iterator[str]:
    """Rows that both years know, with the columns that hold answers; figures of both years side by side."""
    columns = [
        column
        for column in table.columns
        if not column.from_last_year and (last.program.tables[table.id].column(column.id))
    ]
    columns = [
        column
        for column in columns
        if any(last.value(Cell(table.id, row, column.id)) is not None for row in last.rows(table.id))
    ]
    if not columns:
        return
    yield heading(last.caption(table.label))
    figures = [column for column in columns if KINDS[column.kind].figure and not column.formula] or columns
    filled = [
        row
        for row in last.rows(table.id)
        if any(sheet.value(Cell(table.id, row, figures[0].id)) is not None for sheet in (last, now))
    ]
    yield grid(
        (_row(now, last, table, row, figures[0]) for row in filled[:MOST_ROWS]),
        head=("", f"上年{_name(last, figures[0])}", "本年"),
    )
    if len(filled) > MOST_ROWS:
        yield muted(f"等{len(filled)}行")


def _row(now: Sheet, last: Sheet, table: Table, row: str, column: Field) -> list[str]:
    cell = Cell(table.id, row, column.id)
    indent = "&nbsp;&nbsp;" * last.trees[table.id].depth[row]
    here = now.field(cell) is not None
    label = last.row_label(table.id, row)
    this_year = now.screen(cell) if here else ""
    return [indent + (link(cell, label) if here else said(label)), said(last.screen(cell)), said(this_year)]


def _name(last: Sheet, column: Field) -> str:
    return last.caption(column.label) + (f"（{column.unit}）" if column.unit else "")
