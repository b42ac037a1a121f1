"""The view of an official table: joined cells, columns as wide as on paper, lines as high as what is in them."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ui.editors.cell_model import Index
from ui.editors.cell_view import CellView, types
from ui.editors.grid_delegate import PAD_ACROSS, PAD_DOWN, GridDelegate
from ui.editors.grid_layout import Box
from ui.editors.grid_model import GridModel
from ui.style import tokens
from ui.style.icons import draw
from ui.style.theme import theme

LEAST_COLUMN = 42
"""Pixels at 100 % under which no column gets; a table without room scrolls sideways."""
HANDLE = 26
"""The width of the handles of lines."""
FRAME = 2
LINE = 34
"""The least height of a line."""
RULE = 1
"""The line that parts two cells takes its room from the first."""
_MANY = 100_000


class GridView(CellView):
    """Shows a GridModel at its full height: the page scrolls. handle_pressed: the handle of a line, and where."""

    handle_pressed = Signal(int)
    ghost_pressed = Signal(int)
    """A line that stands for a new row is to become one."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(model, GridDelegate(), parent)
        self.grid = model
        self.handles = Handles(self)
        self.setVerticalHeader(self.handles)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self._widths: list[int] = []
        self._least: list[int] = []
        self._advances: dict[str, int] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit_late)
        self._stale: set[int] = set()
        model.modelReset.connect(self.dress)
        model.texts_changed.connect(self._texts_changed)
        self.grid_delegate.closed.connect(lambda: self._later.start(0))
        theme().changed.connect(self.dress)
        self.dress()

    # -- sizes -------------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """Spans, widths and heights of what is shown now."""
        self.clearSpans()
        for box in self.grid.begun():
            if box.rows > 1 or box.columns > 1:
                self.setSpan(box.row, box.column, box.rows, box.columns)
        self._advances.clear()
        self._widths, self._least = [], self._least_columns()
        self.handles.setVisible(bool(self.grid.row_tables()))
        self.fit()

    def fit(self) -> None:
        """Share the width out as paper does, then let every line be as high as it must."""
        widths = self._shared()
        if widths != self._widths:
            self._widths = widths
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)
            self._fit_lines(range(self.grid.rowCount()))
        self._fit_height()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(sum(self._least) + self._edges(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _shared(self) -> list[int]:
        """The room in the proportions of paper; where that is too narrow for figures, the wider columns give way."""
        room, least = self.width() - self._edges(), self._least
        if sum(least) >= room:
            return least
        widths, loose = list(least), set(range(len(least)))
        while loose:
            left = room - sum(widths[at] for at in range(len(least)) if at not in loose)
            whole = sum(self.grid.widths[at] for at in loose)
            short = {at for at in loose if left * self.grid.widths[at] < least[at] * whole}
            if not short:
                return _parted(left, self.grid.widths, loose, widths)
            loose -= short
        return widths

    def _least_columns(self) -> list[int]:
        """So wide that no figure is cut."""
        metrics = QFontMetrics(theme().font())
        least = [theme().px(LEAST_COLUMN)] * len(self.grid.widths)
        for box in sorted(self.grid.begun(), key=lambda box: box.columns):
            if self.grid.is_figure(box):
                needed = self._advance(box.text, metrics) + 2 * theme().px(PAD_ACROSS) + RULE + 1
                last = box.column + box.columns - 1
                least[last] += max(0, needed - sum(least[box.column : last + 1]))
        return least

    def _edges(self) -> int:
        return (0 if self.handles.isHidden() else self.handles.width()) + 2 * FRAME

    def _texts_changed(self, lines: set[int]) -> None:
        """Sizes follow when nobody types: nothing moves under an open editor."""
        self._stale |= lines
        if self.grid_delegate.editor is None:
            self._later.start(0)

    def _fit_late(self) -> None:
        if self.grid_delegate.editor is not None:
            return
        stale, self._stale = self._stale, set()
        least = [max(pair) for pair in zip(self._least, self._least_columns(), strict=True)]
        if least != self._least:
            self._least = least
            self.fit()
        self._fit_lines(line for line in stale if line < self.grid.rowCount())

    def _fit_lines(self, lines: Iterable[int]) -> None:
        metrics, changed = QFontMetrics(theme().font()), False
        wanted = {line: self._height(line, metrics) for line in self._with_joined(lines)}
        for box in self._tall(wanted):
            span = range(box.row, box.row + box.rows)
            missing = self._box_height(box, metrics) - sum(wanted.get(at, self.rowHeight(at)) for at in span)
            if missing > 0:
                wanted[span[-1]] = wanted.get(span[-1], self.rowHeight(span[-1])) + missing
        for line, height in wanted.items():
            if self.rowHeight(line) != height:
                self.setRowHeight(line, height)
                changed = True
        if changed:
            self._fit_height()

    def _with_joined(self, lines: Iterable[int]) -> list[int]:
        """The lines, and all that are joined with one of them."""
        found: set[int] = set()
        for line in lines:
            for box in self.grid.boxes[line]:
                found.update(range(box.row, box.row + box.rows))
        return sorted(found)

    def _tall(self, lines: Iterable[int]) -> list[Box]:
        """The boxes over several lines that begin in these."""
        return [
            box
            for line in lines
            for column, box in enumerate(self.grid.boxes[line])
            if box.rows > 1 and (box.row, box.column) == (line, column)
        ]

    def _height(self, line: int, metrics: QFontMetrics) -> int:
        boxes = (box for column, box in enumerate(self.grid.boxes[line]) if (box.row, box.column) == (line, column))
        return max([theme().px(LINE), *(self._box_height(box, metrics) for box in boxes if box.rows == 1)])

    def _box_height(self, box: Box, metrics: QFontMetrics) -> int:
        """What the text of a box takes in its width; most stand in one line."""
        width = sum(self._widths[box.column : box.column + box.columns]) - 2 * theme().px(PAD_ACROSS) - RULE
        if "\n" not in box.text and self._advance(box.text, metrics) <= width:
            return 0
        flags = Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(QRect(0, 0, max(1, width), _MANY), flags, box.text).height() + 2 * theme().px(
            PAD_DOWN
        )

    def _advance(self, text: str, metrics: QFontMetrics) -> int:
        """The width of a text in one line; lines are measured again with every width, and many say the same."""
        if text not in self._advances:
            self._advances[text] = metrics.horizontalAdvance(text)
        return self._advances[text]

    def _fit_height(self) -> None:
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if sum(self._widths) > self.width() - self._edges() else 0
        self.setFixedHeight(self.verticalHeader().length() + 2 * FRAME + below)

    # -- going about -------------------------------------------------------------------------------------------

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The cursor stands where a joined cell begins."""
        return self.grid.anchor(super().moveCursor(action, modifiers))

    def below(self, row: int, column: int, by: int) -> QModelIndex:
        """The next cell of the column that can be filled; where there is none, the cursor stays."""
        at = row
        while 0 <= at + by < self.grid.rowCount():
            at += by
            index = self.grid.anchor(self.grid.index(at, column))
            if index.row() == at and self._fillable(index):
                return index
        return self.grid.index(row, column)

    def beside(self, row: int, column: int, by: int) -> QModelIndex:
        """The next cell that can be filled, in reading order."""
        columns = self.grid.columnCount()
        at = row * columns + column + by
        while 0 <= at < self.grid.rowCount() * columns:
            index = self.grid.index(*divmod(at, columns))
            if self.grid.anchor(index) == index and self._fillable(index):
                return index
            at += by
        return QModelIndex()

    def first_of(self, row: int) -> QModelIndex:
        """The first cell to fill: captions stand before it, and may be those of other lines, too."""
        place = self.beside(row, -1, 1)
        return place if place.row() == row else super().first_of(row)

    def _fillable(self, index: QModelIndex) -> bool:
        return self.grid.may_open(index) or (self.grid.is_ghost(index.row()) and bool(self.grid.text(index)))

    def first_place(self) -> QModelIndex:
        """The first cell that can be filled."""
        first = self.grid.index(0, 0)
        return first if self._fillable(first) else self.beside(0, 0, 1)

    def open_editor(self) -> None:
        """Edit what is in the cell; a line that stands for a new row becomes one first."""
        self._make_row()
        super().open_editor()

    def step(self, rows: int, columns: int) -> None:
        """Enter makes a line that stands for a new row one."""
        if rows <= 0 or not self._make_row():
            super().step(rows, columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed into a line without a row makes the row first."""
        if types(event) and not self.composing:
            self._make_row()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """So does what an input method composes."""
        if event.preeditString() or event.commitString():
            self._make_row()
        super().inputMethodEvent(event)

    def may_compose(self, index: Index) -> bool:
        """An input method is at work also where the row is yet to be made."""
        return super().may_compose(index) or (index.isValid() and self.grid.is_ghost(index.row()))

    def _make_row(self) -> bool:
        """Have the line of the cursor become a row, if it stands for one; the cursor is then in that row."""
        current = self.currentIndex()
        if not current.isValid() or not self.grid.is_ghost(current.row()):
            return False
        self.ghost_pressed.emit(current.row())
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on ＋ 增加一行 does so."""
        super().mouseReleaseEvent(event)
        index = self.grid.anchor(self.indexAt(event.position().toPoint()))
        pressed = event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex()
        if pressed and self.grid.is_ghost(index.row()) and self.grid.text(index):
            self._make_row()


def _parted(room: int, shares: Sequence[int], among: Collection[int], widths: Sequence[int]) -> list[int]:
    """The widths with room parted among some columns by their shares, to the last pixel."""
    found, left, whole = list(widths), room, sum(shares[at] for at in among)
    for at in sorted(among):
        found[at] = round(left * shares[at] / whole)
        left, whole = left - found[at], whole - shares[at]
    return found


class Handles(QHeaderView):
    """At the left of every line of the clerk's own a handle; a press opens what can be done with the line."""

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setFixedWidth(theme().px(HANDLE))
        self.setMouseTracking(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The handle, or a plus beside a line that may become a row."""
        painter.fillRect(rect, theme().color("window"))
        grid, side = self._view.grid, theme().px(tokens.ICON)
        name = "add" if grid.is_ghost(logicalIndex) else "grip" if grid.own_row(logicalIndex) is not None else ""
        if name and not grid.model.read_only:
            here = logicalIndex == self._view.currentIndex().row()
            colour = theme().color("accent" if name == "add" or here else "muted")
            x, y = rect.center().x() - side / 2, rect.top() + (min(rect.height(), theme().px(LINE)) - side) / 2
            draw(painter, name, colour, x, y, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the acts of the line, or make it a row."""
        line = self.logicalIndexAt(event.position().toPoint())
        if line < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._view.grid.is_ghost(line):
            self._view.ghost_pressed.emit(line)
        elif self._view.grid.own_row(line) is not None:
            self._view.handle_pressed.emit(line)
