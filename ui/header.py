"""The line at the top: where one is (首页 填报 审核 导出), undo and redo, and the menus."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QToolButton, QWidget

from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

PAGES = {
    "home": ("首页", "home"),
    "report": ("填报", "edit"),
    "examine": ("审核", "check"),
    "export": ("导出", "export"),
}
"""The pages by name: the word and the icon of each."""

ICONS_FROM = 800
"""From how many pixels at 100 % on there is room for icons beside the words."""

NAME_FROM = 100
"""The fewest pixels at 100 % in which a report's name says anything; the window's title has it too."""


class Header(QFrame):
    """Says where the clerk is; `page_wanted` names the page that was clicked."""

    page_wanted = Signal(str)

    def __init__(self, menus: QMenuBar, undo: QAction, redo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "panel")
        self._menus, self._name = menus, ""
        self._fit()
        theme().changed.connect(self._fit)
        self.report = QLabel()
        give_role(self.report, "muted")
        self.report.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.report.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {name: self._button(name) for name in PAGES}
        group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme().px(tokens.M), 0, theme().px(tokens.S), 0)
        line.setSpacing(theme().px(tokens.XS))
        for button in self.buttons.values():
            group.addButton(button)
            line.addWidget(button)
        line.addWidget(self.report, 1)
        for action, name in ((undo, "undo"), (redo, "redo")):
            line.addWidget(_act(action, name))
        menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        line.addWidget(menus, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_page(self, name: str) -> None:
        """Mark where the clerk is."""
        self.buttons[name].setChecked(True)

    def show_report(self, text: str, *, filling: bool, checking: bool) -> None:
        """Name the open report, and say which pages it has."""
        self._name = text
        self.report.setToolTip(text)
        self.report.setAccessibleName(text)
        self._show_name()
        self.buttons["report"].setEnabled(filling)
        self.buttons["examine"].setEnabled(checking)
        self.buttons["export"].setEnabled(checking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the pages lose their icons and the report's name its end."""
        super().resizeEvent(event)
        few = self.width() < theme().px(ICONS_FROM)
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if few else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
        self._show_name()

    def _show_name(self) -> None:
        room = self.report.width() - theme().px(tokens.L)
        shown = self.report.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.report.setText(shown if room >= theme().px(NAME_FROM) else "")

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(tokens.HEADER))
        self._menus.updateGeometry()

    def _button(self, name: str) -> QToolButton:
        word, picture = PAGES[name]
        button = QToolButton()
        button.setText(word)
        button.setAccessibleName(word)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        give_role(button, "nav")
        dress_button(button, picture, size=20)
        button.clicked.connect(lambda: self.page_wanted.emit(name))
        return button


def _act(action: QAction, name: str) -> QToolButton:
    """A button without words for an action whose text changes; its tip names it."""
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        text = action.text().partition("(&")[0]
        button.setEnabled(action.isEnabled())
        button.setToolTip(text)
        button.setAccessibleName(text)

    action.changed.connect(follow)
    follow()
    dress_button(button, name, size=20)
    return button
