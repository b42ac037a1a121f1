"""One finding: level, words, where, both values, what to do; Enter or a click goes there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.reports.findings import LEVEL_LABELS, Finding
from ui.panels.explanation import ExplanationEdit
from ui.panels.finding_words import chapter_text, may_explain, place_text, reopened_text, sides_text
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS, draw
from ui.style.theme import give_role, theme

_GO = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class LevelMark(QWidget):
    """The icon of a level, in its colour."""

    def __init__(self, level: str) -> None:
        super().__init__()
        self.level = level
        side = theme().px(tokens.ICON + 2)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        name, colour = STATE_ICONS[self.level]
        painter = QPainter(self)
        draw(painter, name, theme().color(colour), 0, 0, self.width())


class FindingCard(QFrame):
    """A finding that can be gone to and, where that is asked, explained."""

    settled = Signal()
    """The clerk has left the explanation."""

    def __init__(
        self, model: ReportModel, finding: Finding, *, with_chapter: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._with_chapter = model, with_chapter
        self.finding = finding
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        give_role(self, "card")
        self.mark = LevelMark(_level(finding))
        self.level, self.where, self.text, self.sides, self.action, self.reopened = (QLabel() for _ in range(6))
        self.explanation: ExplanationEdit | None = None
        self._lay_out()
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        """Show the finding as it is now."""
        self.finding = finding
        sheet, level = self._model.sheet, _level(finding)
        chapter = chapter_text(sheet, finding) if self._with_chapter else ""
        where = " › ".join(filter(None, [chapter, place_text(sheet, finding)]))
        self.mark.level = level if level in STATE_ICONS else "hint"
        self.mark.update()
        self.level.setText("已说明" if level == "done" else LEVEL_LABELS[finding.level])
        give_role(self.level, "badge", level)
        texts = {
            self.where: where, self.text: finding.text, self.sides: sides_text(finding),
            self.action: "" if level == "done" else finding.action, self.reopened: reopened_text(sheet, finding),
        }  # fmt: skip
        for label, text in texts.items():
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(f"{self.level.text()}：{finding.text}")
        self.setAccessibleDescription(
            "，".join(filter(None, [where, self.sides.text(), self.action.text(), "按回车转到此处"]))
        )
        if self.explanation is not None:
            self.explanation.show_finding(finding)

    @property
    def typing(self) -> bool:
        """Whether the clerk is writing the explanation."""
        return self.explanation is not None and self.explanation.hasFocus()

    def go(self) -> None:
        """Go to the place."""
        cell = self.finding.cells[0] if self.finding.cells else None
        self._model.jump(cell, self.finding.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, arrows walk the list."""
        if event.key() in _GO:
            self.go()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes there."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.go()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring of the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring any more."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, ringed when it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(tokens.M),) * 4)
        column.setSpacing(theme().px(tokens.XS))
        head = QHBoxLayout()
        head.setSpacing(theme().px(tokens.S))
        for widget in (self.mark, self.level):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.where, 1)
        head.addStretch()  # takes the room where no place is named: the badge stays small, at the left
        column.addLayout(head)
        for label, role in ((self.text, ""), (self.sides, ""), (self.action, "small"), (self.reopened, "small")):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            give_role(label, role, "explain" if label is self.reopened else "")
            column.addWidget(label)
        self.where.setWordWrap(True)
        give_role(self.where, "small")
        self.sides.setFont(theme().font(bold=True))
        if may_explain(self.finding):
            self._add_explanation(column)

    def _add_explanation(self, column: QVBoxLayout) -> None:
        self.explanation = ExplanationEdit(self._model, self.finding)
        self.explanation.setAccessibleName(f"说明：{self.finding.text}")
        self.explanation.left.connect(self.settled)
        column.addSpacing(theme().px(tokens.XS))
        column.addWidget(self.explanation)
        if self._model.read_only:
            return
        row = QHBoxLayout()
        confirm = QPushButton("保存说明")
        confirm.setProperty("role", "link")
        confirm.clicked.connect(self._confirm)
        row.addWidget(confirm)
        row.addStretch(1)
        column.addLayout(row)

    def _confirm(self) -> None:
        """Keep the words for the values of now, also unchanged ones."""
        if self.explanation is not None:
            self.explanation.keep()
            self.settled.emit()


def _level(finding: Finding) -> str:
    return "done" if finding.explained else finding.level
