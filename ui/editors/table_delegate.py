"""Opens the editor of a cell in a grid, and leads the keys out of it again; paints what stands beside a figure."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.forms.kinds import KINDS
from core.reports.next_year import TO_CONFIRM
from core.reports.session import Change
from ui.editors.base import ENTER
from ui.editors.cell_editors import CellChoices, CellLine, CellProse, Editor, editor_for
from ui.editors.cell_model import FINDING_ROLE, MARK_ROLE, CellModel, Index
from ui.editors.field_row import NOTABLE, ORIGIN_LABELS
from ui.style import tokens
from ui.style.theme import theme

RING = 2
CORNER = 8
_NOTABLE = {TO_CONFIRM, *(ORIGIN_LABELS[origin] for origin in NOTABLE)}
_Key = Qt.Key
_STEPS = {
    _Key.Key_Return: (1, 0), _Key.Key_Enter: (1, 0), _Key.Key_Down: (1, 0), _Key.Key_Up: (-1, 0),
    _Key.Key_Tab: (0, 1), _Key.Key_Backtab: (0, -1),
}  # fmt: skip
_UPRIGHT = (_Key.Key_Up, _Key.Key_Down)


class TableDelegate(QStyledItemDelegate):
    """Opens the right editor for the column. left(rows, columns): the clerk left the cell in that direction."""

    left = Signal(int, int)
    closed = Signal()
    """No editor stands open any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: Editor | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, the word of its origin beside the figure, the corner of a finding, and the ring of the focus."""
        super().paint(painter, option, index)
        mark, level = index.data(MARK_ROLE), index.data(FINDING_ROLE)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        if not mark and not level and not focused:
            return
        painter.save()
        if mark:
            paint_mark(painter, option, index, str(mark))
        paint_finding(painter, option.rect, level)  # type: ignore[attr-defined]
        if focused:
            paint_ring(painter, option.rect)  # type: ignore[attr-defined]
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of the answer."""
        model = _model(index)
        cell = model.cell(index)
        assert cell is not None  # flags() says where there is one
        self.editor = editor_for(model, cell, parent)
        return self.editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The whole of the cell; an editor for a long text may be larger."""
        if isinstance(editor, CellProse):
            editor.place_over(option.rect)  # type: ignore[attr-defined]
        else:
            editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget it."""
        if self.editor is editor:
            self.editor = None
        super().destroyEditor(editor, index)
        self.closed.emit()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: the editor has its text since it was made, and what is being typed is never rewritten."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing: every keystroke was handed over as it came."""

    def refresh_editor(self, change: Change) -> None:
        """Show what somebody else did to the cell being edited."""
        editor = self.editor
        if editor is not None and change.initiator is not editor and editor.cell in change.cells:
            editor.show_text(editor.grid.opening(editor.cell))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and the upright arrows leave the cell; Escape puts back what was there."""
        if isinstance(editor, CellLine) and event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            editor.take_composed()
        keyed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not keyed or not isinstance(editor, Editor):
            return super().eventFilter(editor, event)
        assert isinstance(event, QKeyEvent)  # keyed says so
        if isinstance(editor, CellLine | CellProse) and editor.composing:
            return isinstance(editor, CellLine)
        if event.key() == _Key.Key_Escape:
            editor.put_back()
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        step = _step(editor, event)
        if step is None:
            return False if isinstance(editor, CellProse) else super().eventFilter(editor, event)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(*step)
        return True


def _step(editor: Editor, event: QKeyEvent) -> tuple[int, int] | None:
    """Where a key leads out of an open cell; None when it is the editor's own."""
    key = _Key(event.key())
    if isinstance(editor, CellProse):
        return _step_out(event)
    step = _STEPS.get(key)
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    back = held == Qt.KeyboardModifier.ShiftModifier
    if step is None or (held and not back) or (key in _UPRIGHT and (back or isinstance(editor, CellChoices))):
        return None
    return (-1, 0) if back and key in ENTER else step


def _step_out(event: QKeyEvent) -> tuple[int, int] | None:
    """A long text is left by Tab and by Ctrl with Enter."""
    if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 1, 0
    return {int(_Key.Key_Tab): (0, 1), int(_Key.Key_Backtab): (0, -1)}.get(event.key())


def paint_mark(painter: QPainter, option: QStyleOptionViewItem, index: Index, mark: str) -> None:
    """The word of the origin, on the free side of the cell; left out where the figure needs the room."""
    painter.setFont(theme().font("small"))
    one = _model(index).field(index)
    figure = one is not None and KINDS[one.kind].figure
    edge = theme().px(tokens.S)
    room = option.rect.adjusted(edge, 0, -edge, 0)  # type: ignore[attr-defined]
    taken = option.fontMetrics.horizontalAdvance(str(index.data() or "")) + edge  # type: ignore[attr-defined]
    if painter.fontMetrics().horizontalAdvance(mark) + taken > room.width():
        return
    painter.setPen(theme().color("explain" if mark in _NOTABLE else "muted"))
    side = Qt.AlignmentFlag.AlignLeft if figure else Qt.AlignmentFlag.AlignRight
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, mark)


def paint_finding(painter: QPainter, cell: QRect, level: str | None) -> None:
    """A corner in the colour of the gravest finding that points at the cell."""
    if level:
        side = theme().px(CORNER)
        corner = cell.topRight()
        shape = QPolygon([corner - QPoint(side, 0), corner, corner + QPoint(0, side)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(level))
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_ring(painter: QPainter, cell: QRect) -> None:
    """The ring of the keyboard focus."""
    painter.setPen(QPen(theme().color("focus"), RING))
    painter.drawRect(cell.adjusted(1, 1, -RING, -RING))


def _model(index: Index | QModelIndex) -> CellModel:
    model = index.model()
    assert isinstance(model, CellModel)  # the delegate is only ever given to table grids
    return model
