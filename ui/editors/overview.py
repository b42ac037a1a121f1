"""The page of a heading that has only sub-headings: what they are and how far they have come."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from core.forms.model import Section
from core.reports.findings import Examination
from core.reports.progress import STATE_LABELS, section_states
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS
from ui.style.theme import give_role, theme


class Overview(QFrame):
    """One line per sub-heading: its name leads there, its state stands beside it."""

    def __init__(self, model: ReportModel, section: Section) -> None:
        super().__init__()
        self.model = model
        give_role(self, "card")
        self.parts = parts_of(model, section)
        self.links: dict[str, QPushButton] = {}
        self.badges: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.L)] * 4)
        layout.setSpacing(theme().px(tokens.M))
        if not self.parts:
            layout.addWidget(QLabel("这一节只有标题，没有要填写的内容。"))
        for part in self.parts:
            layout.addLayout(self._line(part))
        model.examined.connect(self.show_states)
        self.show_states(model.examination())

    def show_states(self, examination: Examination) -> None:
        """The states of now."""
        states = section_states(self.model.sheet, examination)
        for part in self.parts:
            state = states[part.id]
            self.badges[part.id].setText(STATE_LABELS[state])
            give_role(self.badges[part.id], "badge", STATE_ICONS[state.value][1])

    def _line(self, part: Section) -> QVBoxLayout:
        link, badge, guide = (
            QPushButton(self.model.sheet.caption(part.heading)),
            QLabel(),
            QLabel(self.model.sheet.caption(part.guide)),
        )
        self.links[part.id], self.badges[part.id] = link, badge
        give_role(link, "link")
        give_role(guide, "small")
        guide.setWordWrap(True)
        guide.setIndent(theme().px(tokens.XS))
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: self.model.jump(None, part.items[0] if part.items else ""))
        line, both = QHBoxLayout(), QVBoxLayout()
        line.addWidget(link)
        line.addWidget(badge)
        line.addStretch(1)
        both.setSpacing(0)
        both.addLayout(line)
        if part.guide:
            both.addWidget(guide)
        return both


def parts_of(model: ReportModel, section: Section) -> tuple[Section, ...]:
    """The sections under a heading, up to the next one of its level."""
    for document in model.program.form.documents:
        if section in document.sections:
            behind = document.sections[document.sections.index(section) + 1 :]
            end = next((at for at, other in enumerate(behind) if other.level <= section.level), len(behind))
            return tuple(part for part in behind[:end] if part.items)
    return ()
