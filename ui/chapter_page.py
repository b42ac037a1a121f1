"""The page of one chapter: a loop over its items, made bit by bit, so that going to another chapter takes no time.

A chapter that is filled in its official table shows that, and below it the items that stand in none of its cells.

A change is handed only to the rows whose cells changed; a page that is not seen takes its changes when it is shown.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.forms.model import Section
from core.forms.program import CHART, GRID, SENTENCE
from core.formulas.cells import Cell
from core.reports.draft import Edit, Part
from core.reports.owners import owner_of
from core.reports.pages import document_of
from core.reports.session import Change
from ui.editors.aside import AsideRow
from ui.editors.cell_view import CellView
from ui.editors.field_row import FieldRow
from ui.editors.grid_editor import GridEditor
from ui.editors.overview import Overview
from ui.editors.rows import field_row
from ui.editors.sentence_editor import SentenceEditor
from ui.editors.table_editor import TableEditor
from ui.owner_bar import OwnerBar
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

AT_ONCE, AT_A_TIME = 18, 8
"""Milliseconds that making items may take before the page is first shown, and in every turn after."""
YEARS = frozenset({Cell("year"), Cell("prior_year")})
ItemWidget = FieldRow | SentenceEditor | TableEditor | GridEditor | AsideRow
OFFICIAL = "official:"
"""The name of the official table among the items of its chapter."""


class ChapterPage(QWidget):
    """One chapter. last_stop: where Tab leaves it."""

    completed = Signal()
    """All items are there."""

    def __init__(self, model: ReportModel, section: Section) -> None:
        super().__init__()
        self.model, self.section = model, section
        self.repeat = document_of(model.program, section).repeat
        self.widgets: dict[str, ItemWidget] = {}
        self.rows: dict[Cell, FieldRow] = {}
        self._waiting = self._items()
        self._missed_cells: set[Cell] = set()
        self._missed_edits: dict[tuple[Part, Any], Edit] = {}
        self._lay_out()
        self.last_stop: QWidget = self.more
        self._making = QTimer(self)
        self._making.setSingleShot(True)
        self._making.timeout.connect(lambda: self._make_some(AT_A_TIME))
        self._make_some(AT_ONCE)
        model.changed.connect(self.take)
        model.owner_chosen.connect(self._show_owner)
        model.cell_focused.connect(self._cell_focused)

    def show_place(self, cell: Cell | None, item: str = "") -> bool:
        """Scroll to a cell or item of this chapter and give it the focus; False when it is not here."""
        if self.repeat and cell is not None and (owner := owner_of(self.model.sheet, self.repeat, cell)):
            self.model.choose_owner(self.repeat, owner)
        wanted = self._item_of(cell, item)
        if wanted is None:
            return False
        if wanted == OFFICIAL:
            cell = self._official_place(cell, item)
        self.make_all(wanted)
        widget = self.widgets[wanted]
        self._body.adjustSize()
        if isinstance(widget, TableEditor | GridEditor):
            self._reveal(widget)  # then the cell itself, which may be far below the top of its table
            found = widget.enter() if cell is None else widget.show_cell(cell)
            QTimer.singleShot(0, widget.view, widget.view.reveal)  # columns and lines may get their sizes only now
            return found
        target = (
            widget.widget
            if isinstance(widget, FieldRow)
            else widget.text
            if isinstance(widget, SentenceEditor)
            else widget.restore
        )
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(widget)
        return True

    @property
    def official(self) -> GridEditor | None:
        """The official table, where the chapter is filled in it."""
        widget = self.widgets.get(OFFICIAL)
        return widget if isinstance(widget, GridEditor) else None

    def make_all(self, until: str = "") -> None:
        """Make what is not made yet, up to an item (or all)."""
        while self._waiting and (not until or until in self._waiting):
            self._make(self._waiting.pop(0))
        if not self._waiting:
            self._making.stop()

    def take(self, change: Change) -> None:
        """Show what a change did, if the page is seen."""
        if not self.isVisible():
            self._missed_cells |= change.cells
            self._missed_edits |= {(edit.part, edit.key): edit for edit in change.edits if edit.part != Part.ENTRIES}
            return
        self._apply(change)

    def toggle_help(self) -> None:
        """更多说明: a page about the chapter."""
        self.more_help.setVisible(self.more_help.isHidden())
        self.more.setText("更多说明" if self.more_help.isHidden() else "收起说明")

    # -- events ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Take what was missed while another chapter was shown."""
        super().showEvent(event)
        if self._missed_cells or self._missed_edits:
            cells, edits = frozenset(self._missed_cells), tuple(self._missed_edits.values())
            self._missed_cells.clear()
            self._missed_edits.clear()
            self._apply(Change(label="", edits=edits, cells=cells))
        if self._waiting:
            self._making.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Make nothing while nobody looks."""
        super().hideEvent(event)
        self._making.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1, where the window does not take it."""
        if event.key() == Qt.Key.Key_F1 and self.section.help:
            self.toggle_help()
        else:
            super().keyPressEvent(event)

    # -- making ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.area, self.note = QScrollArea(), QLabel()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note.setWordWrap(True)
        give_role(self.note, "muted")
        self.foot = _framed(self.note, "panel", tokens.XL, tokens.S)
        self.foot.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.foot)
        self._body, self._column = QWidget(), QWidget()
        give_role(self._body, "page")
        self._across = QHBoxLayout(self._body)
        self._across.setContentsMargins(*[theme().px(size) for size in (tokens.XL, tokens.M, tokens.XL, tokens.XXL)])
        self._across.addWidget(self._column, 1, Qt.AlignmentFlag.AlignTop)
        # Lines never get longer than one can read.
        official = self.section.entry == "grid" and bool(self.section.grid)
        self._column.setMaximumWidth(theme().px(tokens.WIDE_TABLE if official else tokens.LONG_LINE))
        self._lines = QVBoxLayout(self._column)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme().px(tokens.L))
        if self.repeat:
            self._lines.addWidget(OwnerBar(self.model, self.repeat))
        self._add_guide()
        self.overview = None if self.section.items else Overview(self.model, self.section)
        if self.overview is not None:
            self._lines.addWidget(self.overview)
        self.area.setWidget(self._body)

    def _add_guide(self) -> None:
        sheet = self.model.sheet
        self.guide, self.help = QLabel(sheet.caption(self.section.guide)), QLabel()
        self.more = QPushButton("更多说明", self)
        give_role(self.guide, "muted")
        give_role(self.more, "link")
        self.guide.setWordWrap(True)
        self.help.setText(sheet.caption(self.section.help).strip())
        self.help.setWordWrap(True)
        self.help.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more_help = _framed(self.help, "card", tokens.L, tokens.M)
        self.more_help.hide()
        self.more.clicked.connect(self.toggle_help)
        self.more.setVisible(bool(self.section.help))  # it has its parent already: else it would flash up by itself
        line = QHBoxLayout()
        line.addWidget(self.guide, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        if self.section.guide or self.section.help:
            self._lines.addLayout(line)
            self._lines.addWidget(self.more_help)

    def _make_some(self, allowed: int) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting and clock.elapsed() < allowed:
            self._make(self._waiting.pop(0))
        if self._waiting:
            self._making.start(0)

    def _make(self, item: str) -> None:
        widget = self._made(item)
        if widget is None:
            return
        self.widgets[item] = widget
        self._lines.addWidget(widget)
        if self._body.isVisible():
            widget.show()  # a layout would show it a turn later, too late to be given the focus
        self._follow_on(widget)
        if not self._waiting:
            self.completed.emit()

    def _items(self) -> list[str]:
        """What the page shows, in order: the official table first."""
        items = [item for item in dict.fromkeys(self.section.items) if not item.startswith(CHART)]
        return [OFFICIAL, *items] if self.section.entry == "grid" and self.section.grid else items

    def _made(self, item: str) -> ItemWidget | None:
        if item == OFFICIAL:
            return GridEditor(self.model, self.section, self.model.owner(self.repeat) if self.repeat else "")
        if self.official is not None and self.official.holds(item.removeprefix(GRID)):
            return None
        if item.startswith(SENTENCE):
            return SentenceEditor(self.model, item.removeprefix(SENTENCE))
        id = item.removeprefix(GRID)
        if id in self.model.sheet.draft.not_applicable:
            return AsideRow(self.model, id)
        if id in self.model.program.tables:
            return TableEditor(self.model, id)
        if id not in self.model.program.fields:
            return None
        row = field_row(self.model, Cell(id))
        self.rows[Cell(id)] = row
        return row

    def _show_owner(self, table: str) -> None:
        """Another row of a repeated document was chosen."""
        if table == self.repeat and self.official is not None:
            self.official.show_owner(self.model.owner(table))
            self.area.verticalScrollBar().setValue(0)

    # -- changing ----------------------------------------------------------------------------------------------

    def _apply(self, change: Change) -> None:
        if self.repeat and self.official is not None and self.official.owner != self.model.owner(self.repeat):
            self._show_owner(self.repeat)  # the one that was shown is gone, or the first has come
        self._fold(edit.key for edit in change.edits if edit.part == Part.NOT_APPLICABLE)
        for cell in change.cells & self.rows.keys():
            self.rows[cell].refresh(initiator=change.initiator)
        for widget in self.widgets.values():
            _refresh(widget, change)
        if not YEARS.isdisjoint(change.cells):
            self._caption()

    def _fold(self, items: Iterable[str]) -> None:
        """Items that no longer apply, or apply again, get the widget that says so."""
        for item in items:
            for name in (item, GRID + item):
                old = self.widgets.get(name)
                if old is not None and isinstance(old, AsideRow) != (item in self.model.sheet.draft.not_applicable):
                    self._swap(name, old)

    def _swap(self, name: str, old: ItemWidget) -> None:
        self.rows.pop(Cell(name), None)
        new = self._made(name)
        if new is None:
            return
        focused = QApplication.focusWidget()
        had = focused is not None and old.isAncestorOf(focused)
        self._lines.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        new.show()
        self.widgets[name] = new
        self._chain()
        if had:
            self.show_place(None, name)

    def _chain(self) -> None:
        """Tab goes in reading order, though one item was made later than the others."""
        self.last_stop = self.more
        for widget in self.widgets.values():
            self._follow_on(widget)
        self.completed.emit()

    def _follow_on(self, widget: QWidget) -> None:
        """Tab reaches an item right behind the one before it: without this, whatever stood in the window earlier."""
        here = self.window()
        stops = [
            child
            for child in widget.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.window() is here
        ]
        for one, other in pairwise((self.last_stop, *stops)):
            QWidget.setTabOrder(one, other)
        self.last_stop = stops[-1] if stops else self.last_stop

    def _caption(self) -> None:
        self.guide.setText(self.model.sheet.caption(self.section.guide))
        for widget in self.widgets.values():
            if isinstance(widget, FieldRow | SentenceEditor):
                widget.caption()

    # -- finding -----------------------------------------------------------------------------------------------

    def _item_of(self, cell: Cell | None, item: str) -> str | None:
        wanted = [item, GRID + item] if item else []
        if cell is not None:
            wanted += [cell.item, GRID + cell.item]
        if self.official is not None and self._in_official(self.official, cell, item):
            return OFFICIAL
        known = {*self._waiting, *self.widgets}
        return next((name for name in wanted if name in known), None)

    def _in_official(self, official: GridEditor, cell: Cell | None, item: str) -> bool:
        if cell is not None:
            return official.grid_model.shows(cell) or official.holds(cell.item)
        return item == OFFICIAL or official.holds(item.removeprefix(GRID))

    def _official_place(self, cell: Cell | None, item: str) -> Cell | None:
        """Where to go in the official table; None, its first place to fill, for a row that has no line (a group)."""
        if cell is None:
            return Cell(item) if item in self.model.program.fields else None
        return cell if self.official is not None and self.official.grid_model.shows(cell) else None

    def _reveal(self, widget: QWidget) -> None:
        """Bring a widget into sight, with a little of what is around it."""
        self._across.activate()
        top = widget.mapTo(self._body, QPoint(0, 0)).y()
        bar, page = self.area.verticalScrollBar(), self.area.viewport().height()
        if top < bar.value() or top + min(widget.height(), page) > bar.value() + page:
            bar.setValue(max(0, top - page // 5))

    def _cell_focused(self, cell: Cell) -> None:
        """Say more about the answer that the clerk is in, and have its row in sight."""
        if not self.isVisible() or self._item_of(cell, "") is None:
            return
        one = self.model.sheet.field(cell)
        table = self.model.program.tables.get(cell.item)
        row = table.row(cell.row) if table else None
        said = [
            row.guide if row else "",
            one.help or (one.guide if table else "") if one else "",
            table.help if table else "",
        ]
        text = self.model.sheet.caption(next(filter(None, said), ""))
        self.note.setText(text)
        self.foot.setVisible(bool(text))
        QTimer.singleShot(0, self, lambda: self._reveal_answer(cell))  # the note may have taken room from the page

    def _reveal_answer(self, cell: Cell) -> None:
        row, focused = self.rows.get(cell), QApplication.focusWidget()
        if row is not None and row.height() < self.area.viewport().height():
            self.area.ensureWidgetVisible(row, 0, theme().px(tokens.M))
        elif isinstance(focused, CellView) and self.isAncestorOf(focused):
            focused.reveal()


def _refresh(widget: ItemWidget, change: Change) -> None:
    match widget:
        case TableEditor() | GridEditor():
            widget.refresh(change)
        case SentenceEditor():
            widget.refresh(initiator=change.initiator)
            widget.relabel(change.cells)
        case FieldRow():
            widget.relabel(change.cells)


def _framed(label: QLabel, role: str, across: int, along: int) -> QFrame:
    frame = QFrame()
    give_role(frame, role)
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(*[theme().px(size) for size in (across, along, across, along)])
    inner.addWidget(label)
    return frame
