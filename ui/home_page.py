"""首页: the reports on this PC, what can be done with them, and what to do first where there are none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import KnownError
from ui.report_table import ReportTable
from ui.store import Store
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

SEARCH_FROM = 8
"""From how many reports on a search field is of use."""
STEPS = (
    "看一看示例：一份填好的完整报告，可以随意改动试用，不影响正式报告。",
    "新建报告：依次选报告格式、填单位全称和年度，然后逐章填报。",
    "同事发来的报告文件，用“打开报告文件”接着填。",
)


class HomePage(QWidget):
    """Shows the list; what the clerk asks for is told by signals and done elsewhere."""

    open_wanted = Signal(str)
    new_wanted = Signal()
    carry_wanted = Signal(str)
    file_wanted = Signal()
    example_wanted = Signal(str)
    save_file_wanted = Signal(str)
    delete_wanted = Signal(str)
    restore_wanted = Signal(str)
    purge_wanted = Signal(str)
    backups_wanted = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.in_bin = False
        self.table = ReportTable()
        self.search = QLineEdit()
        self.heading, self.notes = QLabel(), QLabel()
        self.banner, self._banner_text, self._banner_button = QFrame(), QLabel(), QPushButton()
        self.body = QStackedWidget()
        self._make_buttons()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list anew."""
        try:
            lines = self._store.reports(in_bin=self.in_bin)
        except KnownError as error:  # a stick that was pulled out: the list of before stays
            self.tell(error.text)
            return
        self.table.show_reports(lines)
        self.body.setCurrentIndex(0 if lines or self.in_bin else 1)
        self.heading.setText("回收站" if self.in_bin else "报告")
        self.search.setVisible(len(lines) >= SEARCH_FROM)
        self.notes.setText(self._note(bool(lines)))
        self.notes.setVisible(bool(self.notes.text()))
        for button in (*self._list_buttons, *self._top_buttons):
            button.setVisible(not self.in_bin and (bool(lines) or button in self._top_buttons))
        for button in self._bin_buttons:
            button.setVisible(self.in_bin)
        self.bin.setText("返回报告列表" if self.in_bin else "回收站")
        self._show_enabled()

    def tell(self, sentence: str, button: str = "", uid: str = "") -> None:
        """Say something above the list; the button opens that report, or the backups where none is named."""
        self._banner_text.setText(sentence)
        self._banner_button.setText(button)
        self._banner_button.setVisible(bool(button))
        self._banner_button.setProperty("uid", uid)
        self.banner.setVisible(bool(sentence))

    def show_bin(self, *, in_bin: bool) -> None:
        """Show the bin, or the reports."""
        self.in_bin = in_bin
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keys where one begins: on the list, or on what to do first."""
        (self.table if self.body.currentWidget() is self.table else self._first).setFocus()

    # -- inside ------------------------------------------------------------------------------------------------

    def _note(self, any_lines: bool) -> str:
        if self.in_bin and not any_lines:
            return "回收站是空的。删除的报告会先放到这里。"
        hidden = [entry for entry in self._store.library.entries() if entry.hides_shipped]
        return "；".join(f"报告格式“{one.label}”（{one.edition}年版）用的是用户文件夹中的版本" for one in hidden)

    def _make_buttons(self) -> None:
        self.new, self.carry = QPushButton("新建报告"), QPushButton("从上年结转")
        self.file, self.example = QPushButton("打开报告文件"), QPushButton("打开示例")
        self.backups = QPushButton("恢复备份")
        self.open, self.save_file, self.delete = QPushButton("打开"), QPushButton("存为报告文件"), QPushButton("删除")
        self.restore, self.purge, self.bin = QPushButton("恢复"), QPushButton("彻底删除"), QPushButton("回收站")
        names = {
            self.new: "add", self.carry: "carry", self.file: "folder", self.example: "play", self.backups: "restore",
            self.open: "edit", self.save_file: "file", self.delete: "trash",
            self.restore: "restore", self.purge: "trash", self.bin: "trash",
        }  # fmt: skip
        for button, name in names.items():
            dress_button(button, name, "on_accent" if button is self.new else "text")
        give_role(self.new, "primary")
        give_role(self.bin, "quiet")
        self._top_buttons = (self.new, self.carry, self.file, self.example, self.backups)
        self._list_buttons = (self.open, self.save_file, self.delete)
        self._bin_buttons = (self.restore, self.purge)
        self._fill_examples(self.example)

    def _fill_examples(self, button: QPushButton) -> None:
        """One click where there is one example, a menu where there are several."""
        entries = self._store.examples()
        if len(entries) == 1:
            button.clicked.connect(lambda: self.example_wanted.emit(entries[0].key))
            return
        menu = QMenu(button)
        for entry in entries:
            action = QAction(f"{entry.place} {entry.label}", menu)
            action.triggered.connect(lambda _=False, key=entry.key: self.example_wanted.emit(key))
            menu.addAction(action)
        button.setMenu(menu)
        button.setProperty("menu", True)

    def _connect(self) -> None:
        self.table.opened.connect(self._opened)
        self.table.chosen_changed.connect(self._show_enabled)
        self.search.textChanged.connect(self.table.search)
        self.new.clicked.connect(self.new_wanted)
        self.carry.clicked.connect(lambda: self.carry_wanted.emit(self.table.chosen()))
        self.file.clicked.connect(self.file_wanted)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self.table.chosen()))
        self.save_file.clicked.connect(lambda: self.save_file_wanted.emit(self.table.chosen()))
        self.delete.clicked.connect(lambda: self.delete_wanted.emit(self.table.chosen()))
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.table.chosen()))
        self.purge.clicked.connect(lambda: self.purge_wanted.emit(self.table.chosen()))
        self.bin.clicked.connect(lambda: self.show_bin(in_bin=not self.in_bin))
        self._banner_button.clicked.connect(self._banner_pressed)
        self.backups.clicked.connect(self.backups_wanted)

    def _banner_pressed(self) -> None:
        uid = self._banner_button.property("uid")
        if uid:
            self.open_wanted.emit(uid)
        else:
            self.backups_wanted.emit()

    def _opened(self, uid: str) -> None:
        if not self.in_bin:
            self.open_wanted.emit(uid)

    def _show_enabled(self) -> None:
        chosen, writable = bool(self.table.chosen()), not self._store.read_only
        for button in (self.open, self.save_file):
            button.setEnabled(chosen)
        for button in (self.delete, self.restore, self.purge):
            button.setEnabled(chosen and writable)
        for button in (self.new, self.file):
            button.setEnabled(writable)
        self.example.setEnabled(writable and bool(self._store.examples()))
        self.carry.setEnabled(writable and bool(self.table.reports.lines))

    def _lay_out(self) -> None:
        give_role(self, "page")
        give_role(self.heading, "display")
        give_role(self.notes, "muted")
        self.notes.setWordWrap(True)
        self.search.setPlaceholderText("按单位、年度查找")
        self.search.setAccessibleName("查找报告")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme().px(280))
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.search)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(theme().px(side) for side in (tokens.XXL, tokens.XL, tokens.XXL, tokens.L)))
        lines.setSpacing(theme().px(tokens.L))
        lines.addWidget(self._banner())
        lines.addLayout(head)
        lines.addLayout(_row(self._top_buttons))
        lines.addWidget(self.body, 1)
        lines.addWidget(self.notes)
        lines.addLayout(_row((*self._list_buttons, *self._bin_buttons), self.bin))
        self.body.addWidget(self.table)
        self.body.addWidget(self._empty())

    def _banner(self) -> QWidget:
        give_role(self.banner, "banner", "hint")
        self._banner_text.setWordWrap(True)
        line = QHBoxLayout(self.banner)
        line.addWidget(self._banner_text, 1)
        line.addWidget(self._banner_button)
        self.banner.hide()
        return self.banner

    def _empty(self) -> QWidget:
        card = QFrame()
        give_role(card, "card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(*(theme().px(tokens.XXL) for _ in range(4)))
        lines.setSpacing(theme().px(tokens.L))
        title = QLabel("这台电脑上还没有报告，可以这样开始")
        give_role(title, "title")
        lines.addWidget(title)
        for number, step in enumerate(STEPS, 1):
            label = QLabel(f"{number}. {step}")
            label.setWordWrap(True)
            lines.addWidget(label)
        buttons = []
        for entry in self._store.examples():
            button = QPushButton(f"打开示例：{entry.place}")
            dress_button(button, "play")
            button.clicked.connect(lambda _=False, key=entry.key: self.example_wanted.emit(key))
            buttons.append(button)
        self._first = buttons[0] if buttons else self.new
        lines.addLayout(_row(tuple(buttons)))
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(card)
        return scroll


def _row(buttons: tuple[QPushButton, ...], last: QPushButton | None = None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme().px(tokens.S))
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    if last is not None:
        line.addWidget(last)
    return line
