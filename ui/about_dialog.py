"""关于绩报: version, where the data lie, the report formats, and the licences of all that the program is made of."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.forms.library import resources
from core.version import VERSION
from ui.store import Store
from ui.style import tokens
from ui.style.theme import give_role, theme

WIDTH, HEIGHT, NAMES_WIDTH = 760, 520, 260


class AboutDialog(QDialog):
    """Two leaves: the program, and the licences."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于绩报")
        self.resize(theme().px(WIDTH), theme().px(HEIGHT))
        self.text = QLabel(about_text(store))
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setMargin(theme().px(tokens.L))
        self.names, self.licence = QListWidget(), QPlainTextEdit()
        self._texts = licence_texts(resources() / "licences")
        self.names.addItems(list(self._texts))
        self.names.setAccessibleName("所用组件")
        self.names.setFixedWidth(theme().px(NAMES_WIDTH))
        self.licence.setReadOnly(True)
        self.licence.setAccessibleName("许可文本")
        self.names.currentTextChanged.connect(self._show_licence)
        self.names.setCurrentRow(0)
        self._lay_out()

    def _show_licence(self, name: str) -> None:
        files = self._texts.get(name, ())
        self.licence.setPlainText("\n\n".join(file.read_text("utf-8", errors="replace") for file in files))

    def _lay_out(self) -> None:
        leaf = QWidget()
        line = QHBoxLayout(leaf)
        line.addWidget(self.names)
        line.addWidget(self.licence, 1)
        leaves = QTabWidget()
        leaves.addTab(self.text, "绩报")
        leaves.addTab(leaf, "第三方许可")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.addWidget(leaves, 1)
        lines.addWidget(buttons)
        give_role(self, "page")


def about_text(store: Store) -> str:
    """What the program is, and where its things lie."""
    forms = "\n".join(f"· {one.place}　{one.label}　{one.edition}年版" for one in store.library.entries())
    return (
        f"绩报 {VERSION}\n乡镇部门整体支出绩效评价报告的填报、审核与导出。\n"
        "本程序不联网，数据只保存在这台电脑上。\n\n"
        f"报告库：{store.database.path}\n\n已有的报告格式：\n{forms}"
    )


def licence_texts(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The texts by the name of what they are for: those in the folder itself, then a folder for each component."""
    own = sorted(path for path in folder.glob("*.txt"))
    return {path.stem: (path,) for path in own} | {
        path.name: tuple(sorted(file for file in path.iterdir() if file.is_file()))
        for path in sorted(folder.iterdir(), key=lambda path: path.name.lower())
        if path.is_dir()
    }
