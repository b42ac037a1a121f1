"""审核 beside the form: what was found in the chapter at hand, a moment after each change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.forms.model import LEVELS, Section
from core.reports.findings import LEVEL_LABELS, Examination, Finding, NotEvaluated
from core.reports.progress import sections_of, unfilled
from core.reports.switched import place_of
from ui.panels.finding_list import FindingList, Group
from ui.panels.finding_words import EXPLAINED
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

CLEAN = "本节没有发现问题。"
UNFILLED = "本节还没有填写。本单位没有这类内容的，标为“本单位不适用”。"
MOST_SKIPPED = 20


class ChecksPanel(QWidget):
    """The findings of one chapter, with those that could not be checked below."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._section: Section | None = None
        self._stale = False
        self.summary = QLabel(CLEAN)
        self.summary.setWordWrap(True)
        give_role(self.summary, "muted")
        self.summary.setContentsMargins(*(theme().px(tokens.M),) * 3, 0)
        self.list = FindingList(model, with_chapter=False)
        self.skipped = QLabel()
        self.skipped.setWordWrap(True)
        self.skipped.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        give_role(self.skipped, "small")
        self.list.add_foot(self.skipped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        model.examined.connect(self.show_examination)

    def set_section(self, section: Section) -> None:
        """Be about this chapter."""
        self._section = section
        self.show_examination(self._model.examination())

    def show_examination(self, examination: Examination) -> None:
        """Show the chapter's part of an examination; a hidden panel waits until it is seen."""
        self._stale = not self.isVisible()
        if self._section is None or self._stale:
            return
        own = [finding for finding in examination.findings if self._is_here(finding)]
        self.list.show_groups(_groups(own))
        nothing = UNFILLED if unfilled(self._model.sheet, self._section) else CLEAN
        self.summary.setText(_summary(own) or nothing)
        self._show_skipped([one for one in examination.not_evaluated if self._concerns(one)])

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        if self._stale:
            self.show_examination(self._model.examination())

    def _is_here(self, finding: Finding) -> bool:
        return any(section is self._section for section in sections_of(self._model.sheet, finding))

    def _concerns(self, one: NotEvaluated) -> bool:
        homes = (place_of(self._model.sheet, cell.item) for cell in one.cells)
        return any(home is self._section for home in homes if home is not None)

    def _show_skipped(self, skipped: list[NotEvaluated]) -> None:
        lines = [f"· {one.text}" for one in skipped[:MOST_SKIPPED]]
        if len(skipped) > MOST_SKIPPED:
            lines.append(f"· 等{len(skipped)}项")
        self.skipped.setText("\n".join([f"未能审核 {len(skipped)} 项", *dict.fromkeys(lines)]) if skipped else "")
        self.skipped.setVisible(bool(skipped))


def _groups(findings: list[Finding]) -> list[Group]:
    levels = [
        Group(
            key=level,
            title=LEVEL_LABELS[level],
            findings=tuple(one for one in findings if one.level == level and not one.explained),
        )
        for level in LEVELS
    ]
    answered = tuple(one for one in findings if one.explained)
    return [*levels, Group(key=EXPLAINED, title="已说明", findings=answered, folded=True)]


def _summary(findings: list[Finding]) -> str:
    counts = [
        (label, sum(one.level == level and not one.explained for one in findings))
        for level, label in LEVEL_LABELS.items()
    ]
    counts.append(("已说明", sum(bool(one.explained) for one in findings)))
    return " · ".join(f"{label} {count}" for label, count in counts if count)
