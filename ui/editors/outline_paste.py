"""粘贴整篇: a text from Word or a file, split by its own numbering, shown before it is taken over."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from core.errors import KnownError
from core.forms.outline import OutlineLine, outline_numbers
from core.forms.templates import literal
from core.imports.outline_text import SplitText, split_outline
from core.imports.text_file import read_text_file
from ui.editors.clean_text import cleaned
from ui.editors.outline_input import OutlineInput
from ui.style import tokens
from ui.style.theme import give_role, theme

SPLIT_AFTER = 150
"""Milliseconds without typing before the preview is made anew."""


class OutlinePaste(QDialog):
    """The text at the left, what becomes of it at the right."""

    def __init__(self, parent: QWidget, outline: OutlineInput, text: str = "") -> None:
        super().__init__(parent)
        self.outline = outline
        self.split = SplitText((), ())
        self.setWindowTitle("粘贴整篇")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(940), theme().px(540))
        self.source = QPlainTextEdit()
        self.source.setAccessibleName("原文")
        self.source.setPlaceholderText("在这里粘贴 Word 中复制的文字")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("分成的标题和段落")
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.replace, self.append = QRadioButton("替换现有内容"), QRadioButton("加在现有内容后面")
        self.replace.setChecked(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SPLIT_AFTER)
        self._timer.timeout.connect(self.show_split)
        self._lay_out()
        self.source.textChanged.connect(self._timer.start)
        self.source.setPlainText(text)
        self.show_split()

    def show_split(self) -> None:
        """Split the text and show the result, numbered as it will be printed."""
        self._timer.stop()
        self.split = split_outline(cleaned(self.source.toPlainText()), self.outline.deepest)
        numbers = outline_numbers([line.level for line in self.split.lines], self.outline.field)
        self.tree.clear()
        above: list[QTreeWidgetItem] = []
        for line, number in zip(self.split.lines, numbers, strict=True):
            item = QTreeWidgetItem([number + line.text])
            if line.level > 0:
                item.setFont(0, theme().font("body", bold=True))
                del above[line.level - 1 :]
            (above[-1].addChild if above else self.tree.addTopLevelItem)(item)
            if line.level > 0:
                above.append(item)
        self.tree.expandAll()
        headings = sum(line.level > 0 for line in self.split.lines)
        counted = f"分成{headings}个标题、{len(self.split.lines) - headings}段文字。" if self.split.lines else ""
        self.notes.setText("\n".join([counted, *self.split.notes]))
        self.ok.setEnabled(bool(self.split.lines))

    def load(self, path: str) -> None:
        """Take the text of a file."""
        try:
            self.source.setPlainText(read_text_file(path))
        except KnownError as error:
            self.notes.setText(error.text)
        else:
            self.show_split()

    def take(self) -> None:
        """Take it over, as one act."""
        self.show_split()
        found = [OutlineLine(line.level, literal(line.text)) for line in self.split.lines]
        before = [] if self.replace.isChecked() else [line for line in self.outline.lines() if line.text.strip()]
        self.accept()
        self.outline.rearrange([*before, *found], len(before), 0)
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "打开文件", "", "文字（*.docx *.txt）(*.docx *.txt)")
        if path:
            self.load(path)

    def _lay_out(self) -> None:
        clipboard, file = QPushButton("取剪贴板"), QPushButton("打开文件…")
        clipboard.clicked.connect(lambda: self.source.setPlainText(QApplication.clipboard().text()))
        file.clicked.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("采用")
        give_role(self.ok, "primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        give_role(self.notes, "small")
        sides = QHBoxLayout()
        sides.setSpacing(theme().px(tokens.L))
        left = self._side(sides, "原文", self.source)
        left.addWidget(clipboard)
        left.addWidget(file)
        left.addStretch(1)
        right = self._side(sides, "分成的标题和段落（编号由程序加）", self.tree)
        right.addWidget(self.replace)
        right.addWidget(self.append)
        right.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.L)] * 4)
        layout.setSpacing(theme().px(tokens.M))
        layout.addLayout(sides, 1)
        layout.addWidget(self.notes)
        layout.addWidget(buttons)

    def _side(self, sides: QHBoxLayout, title: str, widget: QWidget) -> QHBoxLayout:
        side, foot, label = QVBoxLayout(), QHBoxLayout(), QLabel(title)
        label.setBuddy(widget)
        foot.addStrut(theme().px(tokens.EDITOR))
        side.addWidget(label)
        side.addWidget(widget, 1)
        side.addLayout(foot)
        sides.addLayout(side, 1)
        return foot
