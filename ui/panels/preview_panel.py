"""预览: the chapter at hand as it will be printed, a moment after each change."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from core.forms.model import Section
from core.reports.compose import DocumentKey, compose_section
from core.reports.document import Document
from core.reports.pages import document_of
from ui.paper.faces import STRIP
from ui.paper.view import PaperView
from ui.previews import preview
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

AFTER = 180
"""Milliseconds from a keystroke to the new preview."""
OFF_PAPER = "这一节不单独印出；填写的内容用于题名、署名和其他章节的文字。"
EMPTY = "这一节还没有可以印出的内容。"


class PreviewPanel(QWidget):
    """Follows the chapter and every change; works only while it is seen."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._section: Section | None = None
        self._stale = True
        self.view = PaperView(strip=True, page=STRIP)
        self.view.setAccessibleName("本节预览")
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        give_role(self.nothing, "muted")
        self.nothing.setMargin(theme().px(tokens.M))
        self.whole = QPushButton("全文预览")
        dress_button(self.whole, "file")
        self.whole.clicked.connect(self.show_whole)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.refresh)
        model.changed.connect(self._changed)
        model.owner_chosen.connect(self._changed)

    def set_section(self, section: Section) -> None:
        """Show this chapter, now."""
        self._section = section
        self.refresh()

    def refresh(self) -> None:
        """Compose the chapter anew."""
        self._timer.stop()
        self._stale = not self.isVisible()
        if self._section is None or self._stale:
            return
        document = self._composed(self._section)
        if document is None or not document.parts:
            self.nothing.setText(OFF_PAPER)
        elif not any(document.blocks()):
            self.nothing.setText(EMPTY)
        else:
            self.view.show_document(document)
            self._pages.setCurrentWidget(self.view)
            return
        self._pages.setCurrentWidget(self.nothing)

    def show_whole(self) -> None:
        """All documents in a window of their own, that of the chapter first."""
        home = document_of(self._model.program, self._section) if self._section is not None else None
        row = self._model.owner(home.repeat) if home is not None and home.repeat else ""
        preview(self._model, self, first=DocumentKey(home.id, row) if home is not None else None)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _composed(self, section: Section) -> Document | None:
        home = document_of(self._model.program, section)
        row = self._model.owner(home.repeat) if home.repeat else ""
        if section.off_paper or (home.repeat and not row):
            return None
        return compose_section(self._model.sheet, home.id, section.id, row)

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def _lay_out(self) -> None:
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(tokens.S))
        column.addWidget(pages, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme().px(tokens.M), 0, theme().px(tokens.M), theme().px(tokens.M))
        foot.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
