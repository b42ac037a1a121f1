"""保存运行记录: what the record holds and what it does not, said before it is written to a file."""

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ui.style import tokens
from ui.style.theme import give_role, theme

TITLE = "保存运行记录"
HOLDS = (
    "运行记录写明程序在什么时候、哪一处出过错，交给维护人员查找原因用。"
    "其中没有报告的内容，没有单位、人名和文件名。记录只存在这台电脑上，不会自动发出。"
)
WITH_WORDS = "同时写入出错时的具体内容"
WARNING = "具体内容可能带有填写的文字和文件名，维护人员要求时才勾选，存好后请先看一遍再交出去。"
NO_WORDS = "这次打开以来没有出错，没有具体内容。"
WIDTH = 460


class RecordDialog(QDialog):
    """Accepted: the record is to be saved; `words` says whether with what the errors themselves said."""

    def __init__(self, parent: QWidget | None, *, has_words: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setMinimumWidth(theme().px(WIDTH))
        self.tick = QCheckBox(WITH_WORDS)
        self.tick.setEnabled(has_words)
        hint = WARNING if has_words else NO_WORDS
        self.tick.setAccessibleDescription(hint)
        buttons = QDialogButtonBox()
        save = buttons.addButton("选择位置…", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        give_role(save, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(tokens.XL)] * 4)
        column.setSpacing(theme().px(tokens.M))
        column.addWidget(_label(HOLDS, ""))
        column.addWidget(self.tick)
        column.addWidget(_label(hint, "muted"))
        column.addWidget(buttons)

    @property
    def words(self) -> bool:
        """Whether the errors' own words are wanted."""
        return self.tick.isChecked()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    give_role(label, role)
    return label
