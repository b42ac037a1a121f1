"""The buttons around an outline: what kind of line this is, where it goes, what can be put in."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ui.editors.outline_input import OutlineInput
from ui.editors.outline_lines import PARAGRAPH, POINT
from ui.editors.outline_paste import OutlinePaste
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme


class OutlineBar(QWidget):
    """A row of buttons over an outline; all of them have keys too."""

    def __init__(self, outline: OutlineInput) -> None:
        super().__init__()
        self.outline = outline
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme().px(tokens.XS) // 2)
        self.heading = self._kind("标题", "当前行设为标题（行首输入“# ”）", outline.make_heading)
        self.paragraph = self._kind("正文", "当前行设为正文", lambda: outline.set_level(PARAGRAPH))
        self.point = self._kind(
            "一是", "当前行设为“一是、二是”中的一点（行首输入“- ”）", lambda: outline.set_level(POINT)
        )
        self._part()
        if outline.deepest > 1:
            self.promote = self._button(
                "left", "", "标题升一级，下级一起升（Alt+←、Ctrl+[）", lambda: outline.shift(-1), name="升级"
            )
            self.demote = self._button(
                "right", "", "标题降一级，下级一起降（Alt+→、Ctrl+]）", lambda: outline.shift(1), name="降级"
            )
        self.up = self._button("up", "", "上移，标题连同下级（Alt+↑）", lambda: outline.move_line(False), name="上移")
        self.down = self._button(
            "down", "", "下移，标题连同下级（Alt+↓）", lambda: outline.move_line(True), name="下移"
        )
        self.delete = self._button("trash", "", "删除选中的行", outline.remove_lines, name="删除行")
        self._part()
        self._button("quote", "插入数据", "在光标处引用一个数（Ctrl+I）", outline.pick_figure)
        self.paste = self._button(
            "import", "粘贴整篇…", "从 Word 或文本文件带入整篇，按原有编号分成标题", self.open_paste
        )
        self._line.addStretch(1)
        outline.ask_split = self.open_paste
        outline.cursorPositionChanged.connect(self.show_kind)
        outline.edited.connect(self.show_kind)
        self.show_kind()

    def show_kind(self) -> None:
        """Press down the button of the kind of line that the cursor is in."""
        level = self.outline.level(self.outline.textCursor().block())
        for button, kind in (
            (self.heading, level > 0),
            (self.paragraph, level == PARAGRAPH),
            (self.point, level == POINT),
        ):
            button.setChecked(kind)
        self.setEnabled(not self.outline.isReadOnly())

    def open_paste(self, text: str = "") -> OutlinePaste:
        """Show how a text would be split; it is taken over only when the clerk says so."""
        dialog = OutlinePaste(self, self.outline, text)
        dialog.open()
        return dialog

    def _kind(self, text: str, tip: str, act: Callable[[], None]) -> QToolButton:
        button = self._button("", text, tip, act)
        button.setCheckable(True)
        button.clicked.connect(self.show_kind)
        return button

    def _button(self, icon: str, text: str, tip: str, act: Callable[[], object], *, name: str = "") -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(name or text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if icon:
            dress_button(button, icon, "muted")
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
            )
        button.clicked.connect(lambda: act())
        self._line.addWidget(button)
        return button

    def _part(self) -> None:
        line = QFrame()
        give_role(line, "line")
        line.setFixedSize(1, theme().px(tokens.L))
        self._line.addWidget(line)
