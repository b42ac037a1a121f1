"""Prose in which live figures are quoted: an editor whose text is stored plain, with `{cell}` for every figure.

Quotes are whole: the cursor never stands within one, deleting takes all of it. What an input method is composing is
no text yet. Undo belongs to the report.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QMenu

from core.forms.outline import OutlineLine
from core.forms.templates import literal
from core.formulas.cells import Cell
from core.reports.sentences import Run
from ui.editors.base import COMMAND, ENTER, add_action
from ui.editors.clean_text import cleaned
from ui.editors.figure_picker import pick_figure
from ui.editors.line_input import go_on
from ui.editors.prose_view import ProseView
from ui.report_model import ReportModel

QUOTED_TEXT = "application/x-jibao-prose"
"""What is copied inside the program: the stored text, so that quotes stay quotes."""
_DELETIONS = {
    QKeySequence.StandardKey.Delete: QTextCursor.MoveOperation.NextCharacter,
    QKeySequence.StandardKey.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
    QKeySequence.StandardKey.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    QKeySequence.StandardKey.DeleteEndOfLine: QTextCursor.MoveOperation.EndOfBlock,
}


class ProseEdit(ProseView):
    """A text that is typed into. one_line: Enter goes on to the next answer."""

    parted = Signal()
    """A step of its own for undo begins: a paste, a new line, an inserted figure."""

    def __init__(
        self, model: ReportModel, *, quotes: bool = True, one_line: bool = False, least: int = 2, most: int = 16
    ) -> None:
        super().__init__(model, quotes=quotes, least=least, most=most)
        self.one_line = one_line
        self._before = 0
        self.cursorPositionChanged.connect(self._keep_out_of_chips)
        self.selectionChanged.connect(self._keep_out_of_chips)

    def insert_cell(self, cell: Cell) -> None:
        """Quote a figure at the cursor."""
        self.parted.emit()
        self.insert_runs((cell,))
        self.parted.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert_runs(self, runs: Sequence[Run]) -> None:
        """Insert words and quotes in place of the selection."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self.prose.insert(cursor, runs, self.level(cursor.block()))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def pick_figure(self) -> None:
        """插入数据: choose a figure and quote it at the cursor."""
        if not self.isReadOnly() and self.prose.quotes:
            pick_figure(self, self.report, self.insert_cell)

    # -- typing ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All that is typed goes in as plain words; keys of an input method at work are its own."""
        if self.composing:
            event.accept()
        elif event.key() == Qt.Key.Key_I and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.pick_figure()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.new_line()
        elif not self._deletes(event) and not self._types(event):
            super().keyPressEvent(event)

    def new_line(self) -> None:
        """Enter: a new line, or on to the next answer where there is only one."""
        if self.one_line:
            go_on(self)
            return
        self.parted.emit()
        cursor = self.textCursor()
        cursor.insertBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is committed goes in as plain words; what is being composed only shows."""
        if self.isReadOnly():
            return
        self.composing = event.preeditString()
        if event.commitString() or event.replacementLength():
            self._commit(event)
            event = QInputMethodEvent(event.preeditString(), event.attributes())
        elif self.composing and self.textCursor().hasSelection():
            self.insert_runs(())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was still being composed is taken, not lost."""
        if self.composing:
            commit = QInputMethodEvent("", [])
            commit.setCommitString(self.composing)
            self.inputMethodEvent(commit)
        super().focusOutEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """For other programs the text as it reads, for this one with its quotes."""
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(cursor.selection().toPlainText())
        if self.prose.quotes:
            data.setData(QUOTED_TEXT, "\n".join(line.text for line in self.prose.selected(cursor)).encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Any text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste: quotes stay quotes within the program, anything from outside is plain text."""
        if self.isReadOnly():
            return
        self.parted.emit()
        if self.prose.quotes and source.hasFormat(QUOTED_TEXT):
            self.paste_stored(bytes(source.data(QUOTED_TEXT).data()).decode())
        else:
            self.paste_plain(cleaned(source.text()))
        self.parted.emit()

    def paste_stored(self, text: str) -> None:
        """Insert what was copied within the program."""
        self.insert_lines([OutlineLine(0, line) for line in text.split("\n")])

    def paste_plain(self, text: str) -> None:
        """Insert what comes from outside: braces mean themselves."""
        self.insert_lines([OutlineLine(0, literal(line) if self.prose.quotes else line) for line in text.split("\n")])

    def insert_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Insert lines in place of the selection; the first goes on where the cursor stands."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(lines):
            if number and self.one_line:
                cursor.insertText(" ", self.prose.words(0))
            elif number:
                cursor.insertBlock()
            self.begin_line(cursor, line, number)
            self.prose.insert(cursor, self.prose.runs(line.text), self.level(cursor.block()))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def begin_line(self, cursor: QTextCursor, line: OutlineLine, number: int) -> None:
        """Room for outlines: the line about to be inserted, counted from the first, has a level."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Without the editor's own undo."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with the text."""
        held, free = self.textCursor().hasSelection(), not self.isReadOnly()
        add_action(menu, "剪切", self.cut, enabled=held and free)
        add_action(menu, "复制", self.copy, enabled=held)
        add_action(menu, "粘贴", self.paste, enabled=free and self.canPaste())
        add_action(menu, "全选", self.selectAll)
        if self.prose.quotes:
            menu.addSeparator()
            add_action(menu, "插入数据…\tCtrl+I", self.pick_figure, enabled=free)

    # -- within ------------------------------------------------------------------------------------------------

    def _commit(self, event: QInputMethodEvent) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if event.replacementLength():
            cursor.setPosition(cursor.position() + event.replacementStart())
            cursor.setPosition(cursor.position() + event.replacementLength(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        text = cleaned(event.commitString())
        cursor.insertText(
            text.replace("\n", " ") if self.one_line else text, self.prose.words(self.level(cursor.block()))
        )
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _types(self, event: QKeyEvent) -> bool:
        """Take a printing key; True if it was one."""
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & COMMAND:
            return False
        self.insert_runs((text,))
        return True

    def _deletes(self, event: QKeyEvent) -> bool:
        """Take a deleting key; a quote goes as a whole."""
        operation = next((move for key, move in _DELETIONS.items() if event.matches(key)), None)
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers() & COMMAND:
            operation = QTextCursor.MoveOperation.PreviousCharacter
        if operation is None:
            return False
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.movePosition(operation, QTextCursor.MoveMode.KeepAnchor)
            self._widen(cursor)
        cursor.removeSelectedText()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _widen(self, cursor: QTextCursor) -> None:
        """Have a selection take the whole of every quote it touches."""
        anchor, position = cursor.anchor(), cursor.position()
        for at in (anchor, position):
            chip = self.prose.chip_around(at)
            if chip is not None:
                outer = chip.start if at == min(anchor, position) else chip.end
                anchor, position = (outer, position) if at == anchor else (anchor, outer)
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)

    def _keep_out_of_chips(self) -> None:
        if self._writing or self.composing:
            return
        cursor = self.textCursor()
        before, self._before = self._before, cursor.position()
        if cursor.hasSelection():
            self._keep_selection_whole(cursor, before)
            return
        chip = self.prose.chip_around(cursor.position())
        if chip is None:
            return
        onward = before <= chip.start or (before < chip.end and 2 * cursor.position() > chip.start + chip.end)
        self._go(cursor, chip.end if onward else chip.start, QTextCursor.MoveMode.MoveAnchor)

    def _keep_selection_whole(self, cursor: QTextCursor, before: int) -> None:
        chip = self.prose.chip_around(cursor.anchor())
        if chip is not None:
            position = cursor.position()
            cursor.setPosition(chip.start if position > cursor.anchor() else chip.end)
            self._go(cursor, position, QTextCursor.MoveMode.KeepAnchor)
            return
        chip = self.prose.chip_around(cursor.position())
        if chip is not None:
            onward = cursor.position() > before if before != cursor.position() else cursor.position() > cursor.anchor()
            self._go(cursor, chip.end if onward else chip.start, QTextCursor.MoveMode.KeepAnchor)

    def _go(self, cursor: QTextCursor, position: int, mode: QTextCursor.MoveMode) -> None:
        cursor.setPosition(position, mode)
        self._before = position
        self.setTextCursor(cursor)
