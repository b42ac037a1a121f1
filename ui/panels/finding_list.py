"""Findings one below the other, in groups that can be folded; made a few at a time and kept while they stay."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.reports.findings import Finding
from ui.panels.finding_card import FindingCard
from ui.paper.sliced import Sliced
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

MOST_AT_ONCE = 60
"""Cards of a group until the clerk asks for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings under one heading. folded: shown as a line that opens on a click. head: what stands above a finding."""

    key: str
    title: str
    findings: tuple[Finding, ...]
    folded: bool = False
    head: Callable[[Finding], str] | None = None


class FindingList(QScrollArea):
    """Shows groups of findings; `foot` widgets stand below them."""

    shown = Signal()
    """All cards are there."""

    def __init__(self, model: ReportModel, *, with_chapter: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._with_chapter = model, with_chapter
        self._groups: Sequence[Group] = ()
        self._made: dict[str, QWidget] = {}
        self._open: set[str] = set()
        self._whole: set[str] = set()
        self._work = Sliced(self)
        self._work.finished.connect(self.shown)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        give_role(inside, "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*(theme().px(tokens.M),) * 4)
        self._column.setSpacing(theme().px(tokens.S))
        self._column.addStretch(1)
        self.setWidget(inside)

    def add_foot(self, widget: QWidget) -> None:
        """A widget below all findings."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these findings. While the clerk writes an explanation nothing is moved; that card alone is renewed."""
        self._groups = groups
        typing = next((card for card in self.cards() if card.typing), None)
        if typing is None:
            self._work.start(self._steps())
            return
        for group in groups:
            for finding in group.findings:
                if finding.key == typing.finding.key:
                    typing.show_finding(finding)

    def finish(self) -> None:
        """Make all cards now."""
        self._work.finish()

    def cards(self) -> list[FindingCard]:
        """The cards from top to bottom."""
        found = (self._column.itemAt(at).widget() for at in range(self._column.count()))
        return [widget for widget in found if isinstance(widget, FindingCard)]

    def go_first(self) -> None:
        """Give the focus to the first finding."""
        for card in self.cards()[:1]:
            card.setFocus()

    # -- inside ------------------------------------------------------------------------------------------------

    def _steps(self) -> Iterator[None]:
        kept: set[str] = set()
        for at, (key, make, renew) in enumerate(self._entries()):
            widget = self._made.get(key)
            if widget is None:
                widget = self._made[key] = make()
            renew(widget)
            kept.add(key)
            if self._column.indexOf(widget) != at:
                self._column.insertWidget(at, widget)
            yield
        for key in self._made.keys() - kept:
            widget = self._made.pop(key)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _entries(self) -> Iterator[tuple[str, Callable[[], QWidget], Callable[[QWidget], None]]]:
        for group in self._groups:
            if not group.findings:
                continue
            yield self._heading(group)
            if group.folded and group.key not in self._open:
                continue
            most = len(group.findings) if group.key in self._whole else MOST_AT_ONCE
            before = ""
            for finding in group.findings[:most]:
                head = group.head(finding) if group.head else ""
                if head != before:
                    before = head
                    yield self._subheading(group, head)
                yield self._card(finding)
            if len(group.findings) > most:
                yield self._rest(group, len(group.findings) - most)

    def _heading(self, group: Group) -> tuple[str, Callable[[], QWidget], Callable[[QWidget], None]]:
        title = f"{group.title} {len(group.findings)}"
        if not group.folded:
            return f"head:{group.key}", lambda: _label("heading"), lambda widget: _set_text(widget, title)
        return (
            f"fold:{group.key}",
            lambda: self._fold(group.key),
            lambda widget: self._set_fold(widget, group.key, title),
        )

    def _subheading(self, group: Group, text: str) -> tuple[str, Callable[[], QWidget], Callable[[QWidget], None]]:
        return f"sub:{group.key}:{text}", lambda: _label("muted"), lambda widget: _set_text(widget, text)

    def _card(self, finding: Finding) -> tuple[str, Callable[[], QWidget], Callable[[QWidget], None]]:
        return f"card:{finding.key}", lambda: self._make_card(finding), lambda widget: _renew(widget, finding)

    def _rest(self, group: Group, count: int) -> tuple[str, Callable[[], QWidget], Callable[[QWidget], None]]:
        def make() -> QWidget:
            return self._button(lambda: self._whole.add(group.key))

        return f"rest:{group.key}", make, lambda widget: _set_text(widget, f"显示其余{count}条")

    def _make_card(self, finding: Finding) -> QWidget:
        card = FindingCard(self._model, finding, with_chapter=self._with_chapter)
        card.settled.connect(lambda: self.show_groups(self._groups), Qt.ConnectionType.QueuedConnection)
        return card

    def _fold(self, key: str) -> QPushButton:
        return self._button(lambda: self._open.symmetric_difference_update({key}))

    def _button(self, act: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "link")

        def press() -> None:
            act()
            self.show_groups(self._groups)

        button.clicked.connect(press)
        return button

    def _set_fold(self, widget: QWidget, key: str, title: str) -> None:
        open_now = key in self._open
        _set_text(widget, f"{title}（{'收起' if open_now else '展开'}）")
        if isinstance(widget, QPushButton):
            dress_button(widget, "chevron_down" if open_now else "right", "accent")


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    give_role(label, role)
    return label


def _set_text(widget: QWidget, text: str) -> None:
    if isinstance(widget, QLabel | QPushButton):
        widget.setText(text)


def _renew(widget: QWidget, finding: Finding) -> None:
    if isinstance(widget, FindingCard):
        widget.show_finding(finding)
