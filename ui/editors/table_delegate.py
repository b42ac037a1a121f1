"""The editor that opens inside a cell of a grid: totals follow every keystroke, input methods are never cut off."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.forms.kinds import KINDS, ChoiceKind
from core.formulas.cells import Cell
from core.reports.draft import Entry
from core.reports.next_year import TO_CONFIRM
from core.reports.session import Change
from ui.editors.base import ReportKeys, new_visit
from ui.editors.field_row import NOTABLE, ORIGIN_LABELS
from ui.editors.line_input import LATIN_KINDS
from ui.editors.table_model import MARK_ROLE, Index, TableModel
from ui.style import tokens
from ui.style.theme import theme

RING = 2
_NOTABLE = {TO_CONFIRM, *(ORIGIN_LABELS[origin] for origin in NOTABLE)}
_Key = Qt.Key
_STEPS = {
    _Key.Key_Return: (1, 0), _Key.Key_Enter: (1, 0), _Key.Key_Down: (1, 0), _Key.Key_Up: (-1, 0),
    _Key.Key_Tab: (0, 1), _Key.Key_Backtab: (0, -1),
}  # fmt: skip
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_UPRIGHT = (_Key.Key_Up, _Key.Key_Down)


class CellEditor(ReportKeys):
    """Mixed into what opens inside a cell: whose cell it is, and what was there before."""

    def set_up(self, grid: TableModel, cell: Cell) -> None:
        """Remember the cell and begin a visit of it."""
        self.grid, self.cell, self.visit = grid, cell, new_visit(cell)
        self.before: Entry | None = grid.entry(cell)
        self.changed = False

    def type_text(self, text: str) -> None:
        """Hand over what was typed."""
        self.changed = True
        self.grid.type_text(self.cell, text, self, self.visit)

    def put_back(self) -> None:
        """Take back everything of this visit."""
        if self.changed:
            entry = self.before or Entry("")
            self.grid.model.enter(
                self.cell, entry.text, initiator=self, visit=self.visit, origin=entry.origin, reason=entry.reason
            )

    def show_text(self, text: str) -> None:
        """Show what the cell holds."""
        raise NotImplementedError


class CellLine(CellEditor, QLineEdit):
    """A line that knows whether an input method is in the middle of a word."""

    composing = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember the pre-edit text: Enter and arrows belong to it, and it is no part of the answer."""
        self.composing = event.preeditString()
        super().inputMethodEvent(event)

    def take_composed(self) -> None:
        """Take over what was still being composed: the focus goes, the words stay."""
        if self.composing:
            done = QInputMethodEvent("", [])
            done.setCommitString(self.composing)
            self.inputMethodEvent(done)

    def show_text(self, text: str) -> None:
        """The typed text exactly; the cursor stays where it is."""
        if self.text() != text:
            self.setText(text)


class CellChoices(CellEditor, QComboBox):
    """The answers to choose from; what was typed elsewhere and is none of them stays visible."""

    def offer(self) -> None:
        """List the answers."""
        field = self.grid.model.sheet.field(self.cell)
        kind = KINDS[field.kind] if field is not None else None
        self.addItem("", "")
        for choice in kind.choices(field) if field is not None and isinstance(kind, ChoiceKind) else ():
            self.addItem(self.grid.model.sheet.caption(choice.label), choice.id)
        self.activated.connect(lambda at: self.type_text(str(self.itemData(at))))

    def show_text(self, text: str) -> None:
        """Choose what the cell holds."""
        value = self.grid.model.sheet.value(self.cell)
        wanted = value if value is not None else text
        if self.findData(wanted) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(wanted))


class TableDelegate(QStyledItemDelegate):
    """Opens the right editor for the column. left(rows, columns): the clerk left the cell in that direction."""

    left = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: CellLine | CellChoices | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, the word of its origin beside the figure, and the ring of the focus."""
        super().paint(painter, option, index)
        mark = index.data(MARK_ROLE)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        if not mark and not focused:
            return
        painter.save()
        if mark:
            _paint_mark(painter, option, index, str(mark))
        if focused:
            painter.setPen(QPen(theme().color("focus"), RING))
            painter.drawRect(option.rect.adjusted(1, 1, -RING, -RING))  # type: ignore[attr-defined]
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, or a list of choices."""
        model = _model(index)
        cell, field = model.cell(index), model.field(index)
        editor = CellChoices(parent) if isinstance(KINDS[field.kind], ChoiceKind) else CellLine(parent)
        editor.set_up(model, cell)
        editor.setAccessibleName(model.model.sheet.label(cell))
        if isinstance(editor, CellChoices):
            editor.offer()
        else:
            _prepare(editor, field.kind)
        editor.show_text(_opening(model, cell))
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget it."""
        if self.editor is editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: the editor has its text since it was made, and what is being typed is never rewritten."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing: every keystroke was handed over as it came."""

    def refresh_editor(self, change: Change) -> None:
        """Show what somebody else did to the cell being edited."""
        editor = self.editor
        if editor is not None and change.initiator is not editor and editor.cell in change.cells:
            editor.show_text(_opening(editor.grid, editor.cell))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and the upright arrows leave the cell; Escape puts back what was there."""
        if isinstance(editor, CellLine) and event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            editor.take_composed()
        keyed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not keyed or not isinstance(editor, CellLine | CellChoices):
            return super().eventFilter(editor, event)
        assert isinstance(event, QKeyEvent)  # keyed says so
        if isinstance(editor, CellLine) and editor.composing:
            return True
        if event.key() == _Key.Key_Escape:
            editor.put_back()
            return super().eventFilter(editor, event)
        step = _step(editor, event)
        if step is None:
            return super().eventFilter(editor, event)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(*step)
        return True


def _step(editor: CellEditor, event: QKeyEvent) -> tuple[int, int] | None:
    """Where a key leads out of an open cell; None when it is the editor's own."""
    key = _Key(event.key())
    step = _STEPS.get(key)
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    back = held == Qt.KeyboardModifier.ShiftModifier
    if step is None or (held and not back) or (key in _UPRIGHT and (back or isinstance(editor, CellChoices))):
        return None
    return (-1, 0) if back and key in _ENTER else step


def _opening(model: TableModel, cell: Cell) -> str:
    """The text that a cell opens with: what was typed; beside a computed figure only what was given."""
    sheet, entry = model.model.sheet, model.entry(cell)
    if entry is None and sheet.computed(cell):
        return ""
    return sheet.edit_text(cell)


def _prepare(line: CellLine, kind: str) -> None:
    line.setFrame(False)
    line.setAlignment(Qt.AlignmentFlag.AlignRight if KINDS[kind].figure else Qt.AlignmentFlag.AlignLeft)
    if kind in LATIN_KINDS:
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    line.textEdited.connect(line.type_text)


def _paint_mark(painter: QPainter, option: QStyleOptionViewItem, index: Index, mark: str) -> None:
    """The word of the origin, on the free side of the cell; left out where the figure needs the room."""
    painter.setFont(theme().font("small"))
    figure = KINDS[_model(index).field(index).kind].figure
    edge = theme().px(tokens.S)
    room = option.rect.adjusted(edge, 0, -edge, 0)  # type: ignore[attr-defined]
    taken = option.fontMetrics.horizontalAdvance(str(index.data() or "")) + edge  # type: ignore[attr-defined]
    if painter.fontMetrics().horizontalAdvance(mark) + taken > room.width():
        return
    painter.setPen(theme().color("explain" if mark in _NOTABLE else "muted"))
    side = Qt.AlignmentFlag.AlignLeft if figure else Qt.AlignmentFlag.AlignRight
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, mark)


def _model(index: Index | QModelIndex) -> TableModel:
    model = index.model()
    assert isinstance(model, TableModel)  # the delegate is only ever given to table grids
    return model
