"""What all editors share: the cell, the visit, the keys that belong to the report, and the menu of an answer."""

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from core.forms.model import Field
from core.formulas.cells import Cell
from core.reports.draft import Entry, Origin
from core.reports.next_year import locked
from ui.report_model import ReportModel

if TYPE_CHECKING:
    from ui.editors.field_row import FieldRow

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""Held with a key, these make it an order; without them it prints."""
UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)

_visits = count(1)


def new_visit(cell: object) -> str:
    """A name for one stay of the cursor in a cell: its keystrokes are one step of undo."""
    return f"{cell}#{next(_visits)}"


def undoes(event: QEvent) -> bool:
    """Whether a key asks for undo or redo: these go to the report's one stack, never to an editor's own."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in UNDO_KEYS)


class ReportKeys:
    """Mixed into any widget that takes typing: undo and redo are left to the window."""

    def event(self, event: QEvent) -> bool:
        """Refuse the claim that Qt's editors make on undo and redo before a shortcut of the window is looked for."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and undoes(event):
            event.ignore()
            return False
        return bool(super().event(event))  # type: ignore[misc]


class CellInput(ReportKeys):
    """Mixed into the widget that takes the typing. Subclasses show the sheet's state in `show_value`."""

    report: ReportModel
    cell: Cell
    field: Field
    visit: str = ""
    row: "FieldRow | None" = None

    def set_up(self, model: ReportModel, cell: Cell) -> None:
        """Remember whose cell this is."""
        one = model.sheet.field(cell)
        assert one is not None
        self.report, self.cell, self.field = model, cell, one

    def show_value(self) -> None:
        """Show what the sheet says now."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A visit begins, but not where a menu or list of the editor's own closes."""
        super().focusInEvent(event)  # type: ignore[misc]
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered()

    def entered(self) -> None:
        """The cursor came in: a new visit begins."""
        self.part()
        self.report.focus(self.cell)

    def part(self) -> None:
        """What is typed from here on is another step of undo."""
        self.visit = new_visit(self.cell)

    def entry(self) -> Entry | None:
        """What was typed so far."""
        return self.report.sheet.draft.entries.get(self.cell)

    def type_text(self, text: str) -> None:
        """Hand typed text to the model as this widget's own; an estimate stays one until the clerk says otherwise."""
        before, origin, reason = self.entry(), Origin.TYPED, ""
        if before is not None and before.origin in (Origin.ESTIMATED, Origin.OVERRIDDEN, Origin.TYPED):
            origin, reason = before.origin, before.reason
        self.report.enter(self.cell, text, initiator=self, visit=self.visit, origin=origin, reason=reason)

    def may_type(self) -> bool:
        """Whether the clerk may type here now."""
        return (
            not self.report.read_only
            and self.report.sheet.takes_entry(self.cell)
            and not locked(self.report.sheet, self.cell)
        )

    def add_actions(self, menu: QMenu) -> None:
        """What can be said about an answer besides typing it."""
        before = self.entry()
        if self.may_type() and before is not None:
            estimated = before.origin == Origin.ESTIMATED
            action = menu.addAction("取消暂估" if estimated else "标为暂估")
            origin = Origin.TYPED if estimated else Origin.ESTIMATED
            action.triggered.connect(lambda: self.report.enter(self.cell, before.text, origin=origin))
        if not self.report.read_only and not self.cell.column:
            menu.addAction("本单位不适用").triggered.connect(
                lambda: self.report.set_applicable([self.cell.item], False)
            )


def add_action(menu: QMenu, text: str, act: object, *, enabled: bool = True) -> QAction:
    """One line of a menu."""
    action = menu.addAction(text)
    action.setEnabled(enabled)
    action.triggered.connect(act)
    return action


def widget_of(value: object) -> QWidget:
    """A mixed-in input as the widget it is."""
    assert isinstance(value, QWidget)
    return value


def owner_of(value: object) -> QObject:
    """A mixed-in input as the object it is."""
    assert isinstance(value, QObject)
    return value
