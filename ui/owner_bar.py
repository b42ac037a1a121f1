"""Over the page of a document that is made once per row (per project): which row it is about, and the way to others."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.reports.draft import Part
from core.reports.owners import row_states
from core.reports.progress import STATE_LABELS, State
from core.reports.session import Change
from ui.editors.figure_picker import SearchLine
from ui.editors.pinyin import matches
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS, dress_button, icon
from ui.style.theme import give_role, theme

MOST_LINES = 16
"""Of the list that opens."""


class OwnerBar(QFrame):
    """Chooses a row of a table; the report remembers which (ReportModel.owner)."""

    def __init__(self, model: ReportModel, table: str) -> None:
        super().__init__()
        self.model, self.table = model, table
        label = model.sheet.caption(model.program.tables[table].label)
        self.choice, self.count, self.state = QComboBox(), QLabel(), QLabel()
        self.back, self.on = self._step("left", f"上一个{label}", -1), self._step("right", f"下一个{label}", 1)
        self.nothing, self.enter = (
            QLabel(f"还没有{label}。先在“{label}”表里增加，这里每个{label}一张表。"),
            QPushButton(),
        )
        self.choice.setAccessibleName(label)
        self.choice.setIconSize(QSize(theme().px(tokens.ICON), theme().px(tokens.ICON)))
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMaxVisibleItems(MOST_LINES)
        self.search = self._tool("search", f"查找{label}")
        self.search.clicked.connect(self.open_search)
        self.enter.setText(f"去填写{label}")
        self.enter.clicked.connect(lambda: model.jump(None, table))
        self._rows: tuple[str, ...] = ()
        self._with_rows: tuple[QWidget, ...] = (
            self.back, self.choice, self.on, self.search, self.count, self.state,
        )  # fmt: skip
        self._without: tuple[QWidget, ...] = (self.nothing, self.enter)
        self._lay_out(label)
        self.choice.activated.connect(self._chosen)
        model.owner_chosen.connect(self._follow)
        model.changed.connect(self._take)
        model.examined.connect(self.show_states)
        self.renew()

    def renew(self) -> None:
        """The rows as they are now."""
        self._rows = self.model.sheet.rows(self.table)
        self.choice.clear()
        for number, row in enumerate(self._rows, 1):
            self.choice.addItem(f"{number}. {self.model.sheet.row_label(self.table, row)}", row)
        for widget in self._with_rows:
            widget.setVisible(bool(self._rows))
        for widget in self._without:
            widget.setVisible(not self._rows)
        self.show_states()
        self._show_chosen()

    def show_states(self) -> None:
        """How far the document of each row is, by the last examination."""
        self._states = row_states(self.model.sheet, self.model.examination(), self.table) if self._rows else {}
        for at, row in enumerate(self._rows):
            name, colour = STATE_ICONS[self._states[row].value]
            self.choice.setItemIcon(at, icon(name, colour))
            self.choice.setItemData(at, STATE_LABELS[self._states[row]], Qt.ItemDataRole.ToolTipRole)
        self._show_state()

    def step(self, by: int) -> None:
        """Go to the next row (1) or the one before (-1)."""
        at = self.choice.currentIndex() + by
        if 0 <= at < len(self._rows):
            self.model.choose_owner(self.table, self._rows[at])

    def open_search(self) -> None:
        """Look for a row by its name."""
        picker = OwnerPicker(self.choice, self.model.sheet.caption(self.model.program.tables[self.table].label))
        picker.chosen.connect(self._chosen)
        picker.open()

    # -- following ---------------------------------------------------------------------------------------------

    def _take(self, change: Change) -> None:
        names = self.model.program.tables[self.table].label_column
        rows = any(edit.part == Part.ROWS and edit.key == self.table for edit in change.edits)
        if rows or any(cell.item == self.table and cell.column == names for cell in change.cells):
            self.renew()

    def _follow(self, table: str) -> None:
        if table == self.table:
            self._show_chosen()

    def _chosen(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            self.model.choose_owner(self.table, self._rows[at])
        self._show_chosen()

    def _show_chosen(self) -> None:
        at = self.choice.findData(self.model.owner(self.table))
        self.choice.setCurrentIndex(at)
        self.count.setText(f"{at + 1} / {len(self._rows)}")
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at < len(self._rows) - 1)
        self._show_state()

    def _show_state(self) -> None:
        state = self._states.get(self.model.owner(self.table), State.UNSEEN)
        self.state.setText(STATE_LABELS[state])
        give_role(self.state, "badge", STATE_ICONS[state.value][1])

    # -- laying out --------------------------------------------------------------------------------------------

    def _step(self, name: str, text: str, by: int) -> QToolButton:
        button = self._tool(name, text)
        button.clicked.connect(lambda: self.step(by))
        return button

    def _tool(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        dress_button(button, name)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _lay_out(self, label: str) -> None:
        give_role(self, "card")
        caption = QLabel(label)
        give_role(caption, "heading")
        for one in (self.count, self.nothing):
            give_role(one, "muted")
        self.nothing.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(*[theme().px(size) for size in (tokens.M, tokens.S, tokens.M, tokens.S)])
        line.setSpacing(theme().px(tokens.S))
        for widget in (caption, *self._with_rows, *self._without):
            stretch = 1 if widget in (self.choice, self.nothing) else 0
            line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)


class OwnerPicker(QDialog):
    """Type to search, Enter goes to the document of that row, Esc leaves."""

    chosen = Signal(int)
    """The line of the list that was chosen."""

    def __init__(self, choice: QComboBox, label: str) -> None:
        super().__init__(choice.window())
        self.setWindowTitle(f"查找{label}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(480), theme().px(440))
        self.search, self.list = SearchLine(), QListWidget()
        self.search.setPlaceholderText("输入名称或拼音首字母")
        self.search.setAccessibleName(f"查找{label}")
        self.list.setAccessibleName(label)
        for at in range(choice.count()):
            self.list.addItem(QListWidgetItem(choice.itemIcon(at), choice.itemText(at)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.L)] * 4)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.search.textChanged.connect(self._narrow)
        self.search.moved.connect(self.list.keyPressEvent)
        self.search.returnPressed.connect(self.take)
        self.list.itemActivated.connect(self.take)
        self.list.setCurrentRow(choice.currentIndex())

    def take(self) -> None:
        """Go to the row that is marked."""
        at = self.list.currentRow()
        if at >= 0:
            self.accept()
            self.chosen.emit(at)

    def found(self) -> list[str]:
        """What matches."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return [item.text() for item in items if not item.isHidden()]

    def _narrow(self, wanted: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not matches(wanted.strip(), item.text()))
        shown = (at for at in range(self.list.count()) if not self.list.item(at).isHidden())
        self.list.setCurrentRow(next(shown, -1))
