"""How far the report is, under the chapters: a bar with its numbers."""

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from core.reports.progress import progress
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme


class ProgressLine(QWidget):
    """Follows the examinations of the open report."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.label, self.bar = QLabel(), QProgressBar()
        give_role(self.label, "small")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("完成的章节")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(theme().px(side) for side in (tokens.L, tokens.S, tokens.L, tokens.M)))
        lines.setSpacing(theme().px(tokens.XS))
        lines.addWidget(self.label)
        lines.addWidget(self.bar)
        model.examined.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how far it is now."""
        now = progress(self._model.sheet, self._model.examination())
        self.label.setText(now.chapters)
        self.bar.setMaximum(max(1, now.sections))
        self.bar.setValue(now.done)
