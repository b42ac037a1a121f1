"""The field in which the clerk answers a finding that wants an explanation."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.reports.findings import Finding
from ui.editors.base import new_visit
from ui.report_model import ReportModel
from ui.style.theme import theme

KEEP_AFTER = 500
"""Milliseconds after the last keystroke until the words are kept."""
LINES = 3


class ExplanationEdit(QPlainTextEdit):
    """Keeps what is typed with the values of now; one visit is one step of undo."""

    left = Signal()
    """The cursor went elsewhere."""

    def __init__(self, model: ReportModel, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._finding, self._visit = model, finding, ""
        self._showing = False
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setReadOnly(model.read_only)
        self.setPlaceholderText("请写明原因，随报告一并保存")
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + theme().px(14))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        self.textChanged.connect(self._typed)

    def show_finding(self, finding: Finding) -> None:
        """Be about this state of the finding; words being typed stay."""
        self._finding = finding
        given = self._model.sheet.draft.explanations.get(finding.key)
        text = given.text if given else ""
        if not self.hasFocus() and self.toPlainText() != text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def keep(self) -> None:
        """Keep the words now, for the values of now."""
        self._timer.stop()
        if not self._model.read_only:
            self._model.explain(self._finding, self.toPlainText().strip(), visit=self._visit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A visit begins."""
        super().focusInEvent(event)
        self._visit = new_visit(self._finding.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept before the cursor leaves."""
        super().focusOutEvent(event)
        if self._timer.isActive():
            self.keep()
        self.left.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words still being composed are no explanation yet."""
        super().inputMethodEvent(event)
        if event.preeditString():
            self._timer.stop()

    def _typed(self) -> None:
        if not self._showing:
            self._timer.start()
