"""The menus with their keys: everything that can be done from anywhere, by name."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.style.theme import DARK, FOLLOW, LIGHT
from ui.style.tokens import SCALES

Line = tuple[str, str, str]
"""The name of an action, its words, its keys (several parted by a space)."""

FILE: tuple[Line | None, ...] = (
    ("new", "新建报告(&N)", "Ctrl+N"),
    ("carry", "从上年结转(&C)…", ""),
    ("file", "打开报告文件(&O)…", "Ctrl+O"),
    ("save_file", "存为报告文件(&A)…", "Ctrl+Shift+S"),
    ("install_form", "安装报告格式(&I)…", ""),
    None,
    ("back_up", "备份到(&B)…", ""),
    ("backups", "恢复备份(&R)…", ""),
    None,
    ("save", "保存(&S)", "Ctrl+S"),
    ("print", "全文预览和打印(&P)", "Ctrl+P"),
    ("record", "报告记录(&E)…", ""),
    ("compare", "与上次报送对比(&D)…", ""),
    None,
    ("close", "关闭报告(&W)", "Ctrl+W"),
    ("quit", "退出(&Q)", "Ctrl+Q"),
)
EDIT: tuple[Line | None, ...] = (
    ("undo", "撤销(&U)", "Ctrl+Z"),
    ("redo", "重做(&R)", "Ctrl+Y Ctrl+Shift+Z"),
    None,
    ("back", "上一节(&P)", "Ctrl+PgUp"),
    ("on", "下一节(&N)", "Ctrl+PgDown"),
)
VIEW: tuple[Line | None, ...] = (
    ("home", "首页(&H)", "Ctrl+1"),
    ("report", "填报(&T)", "Ctrl+2"),
    ("examine", "审核(&E)", "F5 Ctrl+3"),
    ("export", "导出(&X)", "Ctrl+4"),
    None,
    ("panel_page", "填写区", "Alt+0"),
    ("panel_审核", "旁边：审核", "Alt+1"),
    ("panel_预览", "旁边：预览", "Alt+2"),
    ("panel_上年", "旁边：上年", "Alt+3"),
    ("panel_来历", "旁边：来历", "Alt+4"),
    ("next_area", "换到下一区", "F6"),
    None,
)
HELP: tuple[Line | None, ...] = (
    ("manual", "使用手册(&M)", "F1"),
    None,
    ("log", "保存运行记录(&L)…", ""),
    ("about", "关于绩报(&A)", ""),
)
LOOKS = {FOLLOW: "跟随系统", LIGHT: "浅色", DARK: "深色"}


class Menus(QMenuBar):
    """The menu bar; `named` gives its actions, the two signals a choice of look or scale."""

    look_wanted = Signal(str)
    scale_wanted = Signal(int)

    def __init__(self, look: str, scale: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setNativeMenuBar(False)
        self.named: dict[str, QAction] = {}
        for title, lines in (("文件(&F)", FILE), ("编辑(&E)", EDIT), ("查看(&V)", VIEW), ("帮助(&H)", HELP)):
            menu = self.addMenu(title)
            self._fill(menu, lines)
            if lines is VIEW:
                self._add_choices(menu, look, scale)

    def enable(self, names: Iterable[str], enabled: bool) -> None:
        """Say which actions can be done now."""
        for name in names:
            self.named[name].setEnabled(enabled)

    def _fill(self, menu: QMenu, lines: Iterable[Line | None]) -> None:
        for line in lines:
            if line is None:
                menu.addSeparator()
                continue
            name, text, keys = line
            action = menu.addAction(text)
            action.setShortcuts([QKeySequence(key) for key in keys.split()])
            action.setObjectName(name)
            self.named[name] = action

    def _add_choices(self, view: QMenu, look: str, scale: int) -> None:
        looks = _choices(view.addMenu("外观"), LOOKS, look)
        looks.triggered.connect(lambda action: self.look_wanted.emit(action.data()))
        scales = _choices(view.addMenu("字号"), {one: f"{one}%" for one in SCALES}, scale)
        scales.triggered.connect(lambda action: self.scale_wanted.emit(action.data()))


def _choices(menu: QMenu, labels: dict[str, str] | dict[int, str], chosen: str | int) -> QActionGroup:
    group = QActionGroup(menu)
    for value, label in labels.items():
        action = menu.addAction(label)
        action.setData(value)
        action.setCheckable(True)
        action.setChecked(value == chosen)
        group.addAction(action)
    return group
