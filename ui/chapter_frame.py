"""What stands around the page of a chapter: its heading and state above, the way to the neighbours below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.forms.model import Section
from core.reports.draft import Part
from core.reports.pages import document_of
from core.reports.progress import STATE_LABELS, section_items, section_states
from core.reports.session import Change
from core.reports.switched import is_on
from ui.chapter_page import ChapterPage
from ui.editors.line_input import WAY_ON
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS, dress_button
from ui.style.theme import give_role, theme

ASIDE = "本章已标为“本单位不适用”：填过的内容保留着，不参加计算和审核，也不印数字。"

WHOLE_CHAPTER = "整章都没有发生时勾选；已填内容保留，取消勾选即恢复"
WHOLE_DOCUMENT = "本单位不报这份文书时勾选；已填内容保留，在左边这份文书的标题上可以恢复"


class ChapterFrame(QWidget):
    """Holds the pages that were gone to, one of them shown."""

    walked = Signal(int)
    """The clerk asks for the next chapter (1) or the one before (-1)."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._section: Section | None = None
        self.pages = QStackedWidget()
        self._made: dict[str, ChapterPage] = {}
        self.heading, self.state = QLabel(), QLabel()
        self.not_applicable = QCheckBox("本单位不适用")
        self.aside = QLabel(ASIDE)
        self.back, self.on = QPushButton(), QPushButton()
        self._lay_out()
        self.not_applicable.clicked.connect(self._switch_applicable)
        self.back.clicked.connect(lambda: self.walked.emit(-1))
        self.on.clicked.connect(lambda: self.walked.emit(1))
        model.changed.connect(self._take)
        model.examined.connect(self._show_state)

    @property
    def page(self) -> ChapterPage:
        """The page that is shown."""
        page = self.pages.currentWidget()
        assert isinstance(page, ChapterPage)
        return page

    def show_section(self, section: Section, before: Sequence[Section], after: Sequence[Section]) -> None:
        """Show a chapter's page; before and after hold its neighbour, or nothing at the ends."""
        self._section = section
        if section.id not in self._made:
            page = self._made[section.id] = ChapterPage(self._model, section)
            self.pages.addWidget(page)
            page.completed.connect(lambda: self._chain(page))
        self.pages.setCurrentWidget(self._made[section.id])
        self._chain(self._made[section.id])
        self.show_neighbours(before, after)
        self._show_applicable()
        self._show_state()

    def show_neighbours(self, before: Sequence[Section], after: Sequence[Section]) -> None:
        """Name the chapters on either side; they change when a document is switched on or off."""
        self._show_neighbour(self.back, "上一节", before)
        self._show_neighbour(self.on, "下一节", after)

    def _chain(self, page: ChapterPage) -> None:
        """Behind the last answer Tab comes to the neighbours."""
        if page is self.pages.currentWidget():
            self.setTabOrder(page.last_stop, self.back)
            self.setTabOrder(self.back, self.on)

    def _show_neighbour(self, button: QPushButton, word: str, neighbour: Sequence[Section]) -> None:
        button.setEnabled(bool(neighbour))
        name = self._model.sheet.caption(neighbour[0].heading) if neighbour else ""
        button.setText(f"{word}：{name}" if name else word)
        button.setAccessibleName(button.text())

    def _take(self, change: Change) -> None:
        """The state of a chapter being typed in waits for the examination that follows: a keystroke has no time."""
        if any(edit.part == Part.NOT_APPLICABLE for edit in change.edits):
            self._show_state()
        self._show_applicable()

    def _show_state(self) -> None:
        """The state by the last examination."""
        if self._section is None:
            return
        state = section_states(self._model.sheet, self._model.examination())[self._section.id]
        self.state.setText(STATE_LABELS[state])
        give_role(self.state, "badge", STATE_ICONS[state.value][1])

    def _show_applicable(self) -> None:
        if self._section is None:
            return
        self.heading.setText(self._model.sheet.caption(self._section.heading))
        items = section_items(self._section)
        document = document_of(self._model.program, self._section)
        aside = bool(items) and all(item in self._model.sheet.draft.not_applicable for item in items)
        aside = aside or not is_on(self._model.program, self._model.session.draft, document)
        self.not_applicable.setChecked(aside)
        self.not_applicable.setVisible(document.optional or (bool(items) and (not self._section.off_paper or aside)))
        self.not_applicable.setEnabled(not self._model.read_only)
        self.not_applicable.setToolTip(WHOLE_DOCUMENT if document.optional else WHOLE_CHAPTER)
        self.aside.setVisible(aside)

    def _switch_applicable(self, aside: bool) -> None:
        """A chapter of an optional document shares its figures with others: there the document is switched."""
        if self._section is None:
            return
        document = document_of(self._model.program, self._section)
        if document.optional:
            self._model.set_document_applicable(document.id, not aside)
        else:
            self._model.set_applicable(section_items(self._section), not aside)

    def _lay_out(self) -> None:
        give_role(self.heading, "title")
        give_role(self.aside, "muted")
        self.aside.setWordWrap(True)
        self.aside.setContentsMargins(*_margins(tokens.XL, 0, tokens.XL, tokens.S))
        head = QHBoxLayout()
        head.setContentsMargins(*_margins(tokens.XL, tokens.M, tokens.XL, tokens.S))
        head.setSpacing(theme().px(tokens.M))
        head.addWidget(self.heading)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.not_applicable)
        line = QFrame()
        give_role(line, "line")
        foot = QHBoxLayout()
        foot.setContentsMargins(*_margins(tokens.XL, tokens.S, tokens.XL, tokens.S))
        for button, name in ((self.back, "left"), (self.on, "right")):
            dress_button(button, name)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.on.setProperty(WAY_ON, True)
        self.on.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.on)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self.aside)
        lines.addWidget(self.pages, 1)
        lines.addWidget(line)
        lines.addLayout(foot)


def _margins(*sides: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = (theme().px(side) for side in sides)
    return left, top, right, bottom
