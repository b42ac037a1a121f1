"""选项 and 是否: one of a few answers, by mouse or by key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from core.forms.kinds import KINDS, ChoiceKind
from core.formulas.cells import Cell
from ui.editors.base import ENTER, CellInput
from ui.editors.line_input import go_on
from ui.report_model import ReportModel

UNCHOSEN = "（未选）"


class ChoiceInput(CellInput, QComboBox):
    """A list of the answers; what was imported and is none of them stays visible at its end."""

    def __init__(self, model: ReportModel, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_up(model, cell)
        kind = KINDS[self.field.kind]
        assert isinstance(kind, ChoiceKind)
        self.addItem(UNCHOSEN, "")
        for choice in kind.choices(self.field):
            self.addItem(model.sheet.caption(choice.label), choice.id)
        self._known = self.count()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._chosen)

    def show_value(self) -> None:
        """The chosen answer, or what was typed elsewhere and is not understood."""
        self.setEnabled(self.may_type())
        while self.count() > self._known:
            self.removeItem(self._known)
        value = self.report.sheet.value(self.cell)
        text = self.report.sheet.edit_text(self.cell)
        if value is None and text:
            self.addItem(text, text)
        self.setCurrentIndex(max(0, self.findData(value if value is not None else text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; Delete empties."""
        if event.key() in ENTER:
            go_on(self)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
            self._chosen(0)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls; an answer is never changed by the wheel."""
        event.ignore()

    def _chosen(self, index: int) -> None:
        self.type_text(str(self.itemData(index)))
