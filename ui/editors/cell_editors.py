"""What opens inside a cell of a grid: totals follow every keystroke, input methods are never cut off."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from core.forms.kinds import KINDS, ChoiceKind
from core.forms.model import Field
from core.formulas.cells import Cell
from core.reports.draft import Entry
from ui.editors.base import ReportKeys, new_visit, widget_of
from ui.editors.cell_model import CellModel, latin
from ui.editors.prose_input import ProseInput
from ui.style import tokens
from ui.style.theme import theme

PROSE_WIDTH = 380
"""The least width of the editor of a long text, which may stand over the cells beside it."""


class CellEditor(ReportKeys):
    """Mixed into what opens inside a cell: whose cell it is, and what was there before."""

    def set_up(self, grid: CellModel, cell: Cell) -> None:
        """Remember the cell and begin a visit of it."""
        self.grid, self.cell, self.visit = grid, cell, new_visit(cell)
        self.before: Entry | None = grid.entry(cell)
        self.whole = grid.opening(cell)
        self.changed = False

    def type_text(self, text: str) -> None:
        """Hand over what was typed."""
        self.changed = True
        self.grid.type_text(self.cell, text, self, self.visit)

    def put_back(self) -> None:
        """Take back everything of this visit; a text that is taken apart goes in again as a whole."""
        if not self.changed:
            return
        entry = self.before or Entry("")
        if self.whole != entry.text:
            entry = Entry(self.whole)
        self.grid.model.enter(
            self.cell, entry.text, initiator=self, visit=self.visit, origin=entry.origin, reason=entry.reason
        )

    def show_text(self, text: str) -> None:
        """Show what the cell holds."""
        raise NotImplementedError


class CellLine(CellEditor, QLineEdit):
    """A line that knows whether an input method is in the middle of a word."""

    composing = ""
    words: QCompleter | None = None
    """What can be chosen in the cell of a row that is not measured; anything else may still be typed."""

    def add_words(self, words: Sequence[str]) -> None:
        """Have a list to choose from, which opens on demand."""
        self.words = QCompleter(words, self)
        self.words.setWidget(self)
        self.words.activated.connect(self._choose)

    def offer(self) -> None:
        """Open the list, if there is one, wide enough for its words: the column may be narrow."""
        if self.words is not None:
            needed = self.words.popup().sizeHintForColumn(0) + 2 * theme().px(tokens.L)
            self.words.complete(QRect(0, 0, max(self.width(), needed), self.height()))

    def _choose(self, word: str) -> None:
        self.setText(word)
        self.type_text(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 opens the list again: Alt and the down arrow, as elsewhere, move the row here."""
        if self.words is not None and event.key() == Qt.Key.Key_F2:
            self.offer()
        else:
            super().keyPressEvent(event)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 lists them here, too: the arrows choose without a list."""
        if event.key() == Qt.Key.Key_F2:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        """Choose what the cell holds."""
        value = self.grid.model.sheet.value(self.cell)
        wanted = value if value is not None else text
        if self.findData(wanted) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(wanted))


class CellProse(ProseInput):
    """A long text with its quotes, in an editor as large as it needs."""

    def __init__(self, grid: CellModel, cell: Cell, parent: QWidget) -> None:
        super().__init__(grid.model, cell)
        self.setParent(parent)
        self.grid = grid
        self.before = grid.entry(cell)
        self.changed = False
        self.show_value()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def type_text(self, text: str) -> None:
        """Hand over what was typed."""
        self.changed = True
        super().type_text(text)

    def put_back(self) -> None:
        """Take back everything of this visit."""
        if self.changed:
            entry = self.before or Entry("")
            self.report.enter(self.cell, entry.text, visit=self.visit, origin=entry.origin, reason=entry.reason)

    def show_text(self, text: str) -> None:
        """Show what the cell holds."""
        self.show_value()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """One stay in the cell is one visit, also with the list of figures opened in between."""
        visit = self.visit
        super().focusInEvent(event)
        self.visit = visit or self.visit

    def place_over(self, cell: QRect) -> None:
        """Stand over the cell, wider where that is too narrow to write in, and within the view."""
        view = widget_of(self.parentWidget()).rect()
        width = min(view.width(), max(cell.width(), theme().px(PROSE_WIDTH)))
        self.setFixedWidth(width)
        left = max(0, min(cell.left(), view.right() + 1 - width))
        self.move(left, max(0, min(cell.top(), view.bottom() + 1 - self.height())))


Editor = CellLine | CellChoices | CellProse


def editor_for(grid: CellModel, cell: Cell, parent: QWidget) -> Editor:
    """The editor of an answer, with what it holds."""
    one = grid.model.sheet.fields[cell.item, cell.column]
    kind = KINDS[one.kind]
    editor: Editor
    if kind.prose or one.kind == "names":
        editor = CellProse(grid, cell, parent)
    elif isinstance(kind, ChoiceKind):
        editor = CellChoices(parent)
        editor.set_up(grid, cell)
        editor.offer()
        editor.show_text(grid.opening(cell))
    else:
        editor = CellLine(parent)
        editor.set_up(grid, cell)
        _prepare(editor, one)
        if words := grid.words(cell):
            editor.add_words(words)
        editor.show_text(grid.opening(cell))
    editor.setAccessibleName(grid.model.sheet.label(cell))
    return editor


def _prepare(line: CellLine, one: Field) -> None:
    figure = KINDS[one.kind].figure and not one.spread
    line.setFrame(False)
    line.setAlignment(Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft)
    if latin(one):
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    line.textEdited.connect(line.type_text)
