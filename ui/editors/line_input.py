"""One-line answers: texts and every kind of figure."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTableView, QToolTip, QWidget

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from ui.editors.base import ENTER, CellInput, add_action
from ui.editors.clean_text import cleaned
from ui.report_model import ReportModel
from ui.style.theme import redress

LATIN_KINDS = frozenset({"number", "integer", "year", "money", "percent"})
"""Kinds in whose editors the input method is switched off; a 数量 may hold 约 or 余."""
WAY_ON = "way_on"
"""The property of the button that Enter comes to behind the last answer of a page."""


class LineInput(CellInput, QLineEdit):
    """Shows the typed text exactly while the cursor is in it, the figure as printed when it is not."""

    def __init__(self, model: ReportModel, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_up(model, cell)
        self.composing = ""
        figure = KINDS[self.field.kind].figure
        self.setAlignment(Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft)
        if self.field.kind in LATIN_KINDS:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.textEdited.connect(self._typed)

    def show_value(self) -> None:
        """The typed text under the cursor, else the value as printed; what is not understood stays as typed."""
        if self.composing:
            return
        self._allow(self.may_type())
        exact = (self.hasFocus() and not self.isReadOnly()) or self.cell in self.report.sheet.problems
        text = self.exact_text() if exact else self.printed_text()
        if self.text() != text:
            at = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(at, len(text)))
        if not self.hasFocus():
            self.setCursorPosition(0)

    def exact_text(self) -> str:
        """What is edited."""
        return self.report.sheet.edit_text(self.cell)

    def printed_text(self) -> str:
        """What is shown while nobody edits."""
        return self.report.sheet.screen(self.cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The exact text appears, all of it chosen when one came by key."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.show_value()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The figure as printed comes back; what was still being composed is taken, not lost."""
        if self.composing:
            self._take_composed()
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.show_value()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether an input method is at work: then the keys are its own."""
        self.composing = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next answer, as in the accounts program; nothing moves during composition."""
        if self.composing:
            event.accept()
        elif event.key() in ENTER:
            go_on(self)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Without the editor's own undo, with what can be said about the answer."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held, free = self.hasSelectedText(), not self.isReadOnly()
        add_action(menu, "剪切", self.cut, enabled=held and free)
        add_action(menu, "复制", self.copy, enabled=held)
        add_action(menu, "粘贴", self.paste, enabled=free and bool(QApplication.clipboard().text()))
        add_action(menu, "全选", self.selectAll)
        menu.addSeparator()
        self.add_actions(menu)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """A computed figure says on hover how it came about."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            derivation = self.report.sheet.why(self.cell)
            QToolTip.showText(event.globalPos(), "" if derivation is None else str(derivation), self)
            return True
        return super().event(event)

    def _typed(self, text: str) -> None:
        """What was copied from a cell of Excel or a paragraph of Word ends in a line end that nobody meant."""
        parts = cleaned(text).split("\n")
        line = " ".join(part.strip() for part in parts if part.strip()) if len(parts) > 1 else text
        if line != text:
            behind = len(text) - self.cursorPosition()
            self.setText(line)
            self.setCursorPosition(max(0, len(line) - behind))
        self.type_text(line)

    def _allow(self, allowed: bool) -> None:
        if self.isReadOnly() == allowed:
            self.setReadOnly(not allowed)
            redress(self)

    def _take_composed(self) -> None:
        commit = QInputMethodEvent("", [])
        commit.setCommitString(self.composing)
        self.inputMethodEvent(commit)


class SuppliedInput(LineInput):
    """账上数: a figure from the accounts beside the one that the program computes."""

    def exact_text(self) -> str:
        """Only what was given: the computed figure stands beside it."""
        entry = self.entry()
        return entry.text if entry else ""

    def printed_text(self) -> str:
        """The given figure as printed."""
        given = self.report.sheet.typed.get((self.cell.item, self.cell.column), {}).get(self.cell.row)
        return "" if given is None else KINDS[self.field.kind].screen(given, self.field)


class ComputedFigure(LineInput):
    """A figure that the program computes: no box, never typed into."""

    def may_type(self) -> bool:
        """Never."""
        return False

    def printed_text(self) -> str:
        """What the program computes, whatever was given beside it."""
        sheet = self.report.sheet
        if self.cell not in sheet.derived:
            return sheet.screen(self.cell)
        derived = sheet.derived[self.cell]
        return "" if derived is None else KINDS[self.field.kind].screen(derived, self.field)


def go_on(widget: QWidget) -> None:
    """Give the focus to the next widget that can be typed into; computed figures are passed over.

    Behind the last answer it is the way on to what follows; where nothing follows, the focus stays.
    """
    found = widget.nextInFocusChain()
    while found is not None and found is not widget:
        if found.property(WAY_ON):
            found.setFocus(Qt.FocusReason.TabFocusReason)  # without effect where it is switched off
            return
        if found.isVisibleTo(widget.window()) and found.isEnabled() and typable(found):
            found.setFocus(Qt.FocusReason.TabFocusReason)
            return
        found = found.nextInFocusChain()


def typable(widget: QWidget) -> bool:
    """Whether an answer can be given there: an input, or the grid of a table."""
    if isinstance(widget, QTableView):
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return isinstance(widget, CellInput) and widget.may_type()
