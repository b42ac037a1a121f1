"""An item that does not apply to this unit: one quiet line, and the way back."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from core.formulas.cells import Cell
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme


class AsideRow(QFrame):
    """What is folded away, in a word; what was typed is kept meanwhile."""

    def __init__(self, model: ReportModel, item: str) -> None:
        super().__init__()
        self.model, self.item = model, item
        self.label, self.badge, self.restore = QLabel(), QLabel("本单位不适用"), QPushButton("恢复")
        give_role(self.label, "muted")
        give_role(self.badge, "badge", "incomplete")
        give_role(self.restore, "link")
        self.restore.setEnabled(not model.read_only)
        self.restore.clicked.connect(lambda: model.set_applicable([item], True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(tokens.S))
        for part in (self.label, self.badge, self.restore):
            line.addWidget(part)
        line.addStretch(1)
        self.caption()

    def caption(self) -> None:
        """The label, which may name the year."""
        table = self.model.program.tables.get(self.item)
        name = self.model.sheet.caption(table.label) if table else self.model.sheet.label(Cell(self.item))
        self.label.setText(name)
        self.restore.setAccessibleName(f"恢复 {name}")
