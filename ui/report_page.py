"""填报: chapters at the left, the page of one chapter in the middle, what helps with it at the right.

Pages are made when first gone to and kept. Under FOLD_BELOW the right side folds into tabs over the page.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.forms.model import Section
from core.forms.program import CHART, GRID
from core.formulas.cells import Cell
from core.reports.draft import Part
from core.reports.pages import pages_of
from core.reports.progress import State, section_states
from core.reports.session import Change
from core.reports.sheet import Sheet
from core.reports.switched import chapter_of, place_of
from ui.chapter_frame import ChapterFrame
from ui.chapter_list import ChapterList
from ui.chapter_page import OFFICIAL
from ui.progress_line import ProgressLine
from ui.report_model import ReportModel
from ui.side_panels import SidePanels
from ui.style import tokens
from ui.style.theme import give_role, theme

FILL = "填写"
EDGE = 1


class ReportPage(QWidget):
    """The page for filling one report. last_year finds last year's report, if it is asked for."""

    section_shown = Signal(object)
    """The Section that is now in the middle."""

    def __init__(
        self, model: ReportModel, last_year: Callable[[], Sheet | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.section = self.sections[0]
        self.folded: bool | None = None
        self.chapters = ChapterList(model)
        self.frame = ChapterFrame(model)
        self.panels = SidePanels(model, last_year)
        self.tabs = QTabBar()
        self._lay_out()
        self.chapters.chosen.connect(self.show_section)
        self.frame.walked.connect(self.walk)
        self.tabs.currentChanged.connect(self._tab_changed)
        model.jump_wanted.connect(self.jump)
        model.changed.connect(self._take)
        self.fold(folded=False)
        self.show_section(self.section)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The chapters that are filled, in order."""
        return pages_of(self.model.sheet)

    # -- walking -----------------------------------------------------------------------------------------------

    def show_section(self, section: Section) -> None:
        """Show the page of a chapter."""
        self.section = section
        self.frame.show_section(section, *self._neighbours())
        self.panels.show_section(section)
        self.chapters.show_section(section)
        states = section_states(self.model.sheet, self.model.examination())
        if states[section.id] is State.UNSEEN:
            self.model.see_section(section.id)
        self.section_shown.emit(section)

    def _neighbours(self) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
        """The chapter before and the one after, each nothing at the ends."""
        sections = self.sections
        at = sections.index(self.section) if self.section in sections else len(sections)
        return sections[max(0, at - 1) : at], sections[at + 1 : at + 2]

    def walk(self, by: int) -> None:
        """Go on (1) or back (-1) and put the cursor into the first answer."""
        sections = self.sections
        at = (sections.index(self.section) if self.section in sections else len(sections)) + by
        if 0 <= at < len(sections):
            self.unfold_page()
            self.show_section(sections[at])
            self._enter_page()

    def _take(self, change: Change) -> None:
        """A chapter whose document was switched off gives way to one that is handed in; so does a neighbour."""
        if not any(edit.part == Part.NOT_APPLICABLE for edit in change.edits):
            return
        if self.section in self.sections:
            self.frame.show_neighbours(*self._neighbours())
        else:
            self.show_section(self.sections[0])

    def next_area(self) -> None:
        """Go round: chapters, page, panel."""
        if self.chapters.hasFocus():
            self.unfold_page()
            self._enter_page()
        elif not self.folded and self._in_page():
            self.tabs.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.chapters.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter_page(self) -> None:
        first = next((item for item in self.section.items if not item.startswith(CHART)), "")
        if self.frame.page.official is not None:
            self.frame.page.show_place(None, OFFICIAL)
        elif first:
            self.frame.page.show_place(None, first)
        else:
            self.frame.page.setFocus()

    def _in_page(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.frame.isAncestorOf(focused)

    def jump(self, cell: Cell | None, item: str) -> None:
        """Show a place and give it the focus."""
        section = self._section_of(cell, item)
        if section is None:
            return
        self.unfold_page()
        if section is not self.section:
            self.show_section(section)
        self.frame.page.show_place(cell, item)

    def _section_of(self, cell: Cell | None, item: str) -> Section | None:
        sheet = self.model.sheet
        return (chapter_of(sheet, cell) if cell else None) or place_of(sheet, item.removeprefix(GRID))

    # -- the panels at the side --------------------------------------------------------------------------------

    def show_panel(self, name: str) -> None:
        """Show one of the panels; "" brings the page back where they are folded over it."""
        if not name:
            self.unfold_page()
        for at in range(self.tabs.count()):
            if self.tabs.tabText(at) == name:
                self.tabs.setCurrentIndex(at)

    def unfold_page(self) -> None:
        """Bring the page itself to the front where the panels are folded over it."""
        if self.folded:
            self.tabs.setCurrentIndex(0)

    def fold(self, *, folded: bool) -> None:
        """Put the panels at the side, or behind tabs over the page."""
        if folded == self.folded:
            return
        self.folded = folded
        names = [FILL, *self.panels.NAMES] if folded else list(self.panels.NAMES)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name in names:
            self.tabs.addTab(name)
        self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)
        (self._middle_line if folded else self._side_line).insertWidget(0, self.tabs)
        if folded:
            self._middle.addWidget(self.panels)
        else:
            self._side_line.addWidget(self.panels)
            self.panels.show()
        self._side.setVisible(not folded)
        self._tab_changed(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold where there is no room for three columns."""
        super().resizeEvent(event)
        self.fold(folded=self.width() < theme().px(tokens.FOLD_BELOW))

    def _tab_changed(self, at: int) -> None:
        name = self.tabs.tabText(at)
        self._middle.setCurrentWidget(self.panels if self.folded and name != FILL else self.frame)
        if name in self.panels.NAMES:
            self.panels.show_panel(name)

    # -- laying out --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        give_role(self, "page")
        left = _column()
        left.setMinimumWidth(theme().px(tokens.CHAPTERS_WIDTH) * 3 // 4)
        lines = _lines(left)
        lines.addWidget(self.chapters, 1)
        lines.addWidget(ProgressLine(self.model))
        self._middle = QStackedWidget()
        self._middle.addWidget(self.frame)
        middle = QWidget()
        self._middle_line = _lines(middle)
        self._middle_line.addWidget(self._middle)
        self._side = _column()
        self._side.setMinimumWidth(theme().px(tokens.PANEL_WIDTH) * 3 // 4)
        self._side_line = _lines(self._side)
        self.tabs.setAccessibleName("旁边的内容")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(EDGE)
        for at, (widget, stretch) in enumerate(((left, 0), (middle, 1), (self._side, 0))):
            splitter.addWidget(widget)
            splitter.setStretchFactor(at, stretch)
        wide = theme().px(tokens.FOLD_BELOW)
        splitter.setSizes([theme().px(tokens.CHAPTERS_WIDTH), wide, theme().px(tokens.PANEL_WIDTH)])
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(splitter)


def _column() -> QWidget:
    column = QFrame()
    give_role(column, "panel")
    return column


def _lines(widget: QWidget) -> QVBoxLayout:
    lines = QVBoxLayout(widget)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    return lines
