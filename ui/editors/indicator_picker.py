"""从指标库选: usual indicators and the unit's own, found by name or initials, several put into a table as one step."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import KnownError, Problem
from core.forms.indicator_library import Indicator, indicator_areas
from core.forms.model import Table
from core.formulas.cells import Cell
from core.locations import users_forms
from core.reports.own_indicators import answers
from ui.editors.figure_picker import SearchLine
from ui.editors.indicator_list import EVERY, IndicatorDelegate, IndicatorList, offers
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

OWN = "本单位用过的"
GUIDE = "↑↓ 选择，空格勾选，回车插入。指标值由您按批复填写，例子只供参考。"
_PADDING, _AREA_ROW = 40, 27


class ChoosingList(QListView):
    """A list in which the space bar and a click choose a line."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar chooses; all else is the list's."""
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class ChoosingSearch(SearchLine):
    """Up and down walk the list; after that the space bar chooses there, until one types again."""

    toggled = Signal()
    walking = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys of the list on."""
        if event.key() == Qt.Key.Key_Space and self.walking:
            self.toggled.emit()
            return
        self.walking = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        super().keyPressEvent(event)


class IndicatorPicker(QDialog):
    """Areas at the left, their indicators at the right. where: answers that new rows get, whatever is picked."""

    taken = Signal(object)
    """The ids of the new rows."""

    def __init__(
        self,
        model: ReportModel,
        table: Table,
        owner: str,
        parent: QWidget,
        where: Mapping[str, str],
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent.window())  # a child of a grid would be dressed as one of its editors
        self.model, self.table, self.owner, self.where = model, table, owner, dict(where)
        areas, problems = indicator_areas(folder)
        own = self._own()
        named = [*([(OWN, own)] if own else []), *((area.label, area.indicators) for area in areas)]
        self.kinds = {
            choice.id: choice.label for column in table.columns if column.id == "category" for choice in column.choices
        }
        self.list = IndicatorList(offers(named, self.kinds, self._here()))
        self.setWindowTitle("从指标库选")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(820), theme().px(560))
        self._make([label for label, _ in named])
        self._lay_out(problems)
        self._connect()
        self._narrow()

    def take(self) -> None:
        """Put what is chosen (or else the current one) into the table."""
        at = self.view.currentIndex()
        offers_taken = self.list.chosen or ([self.list.shown[at.row()]] if at.isValid() else [])
        if not offers_taken:
            return
        rows = [answers(offer.indicator, self.table) | self.where for offer in offers_taken]
        self.accept()
        self.taken.emit(self.model.add_rows(self.table.id, len(rows), owner=self.owner, answers=rows))

    # -- what is offered ---------------------------------------------------------------------------------------

    def _own(self) -> tuple[Indicator, ...]:
        with suppress(KnownError):  # a store that cannot be read says so elsewhere; the library is there
            return self.model.workspace.own_indicators()
        return ()

    def _here(self) -> frozenset[str]:
        sheet = self.model.sheet
        rows = sheet.owned[self.table.id].get(self.owner, ())
        return frozenset(str(sheet.value(Cell(self.table.id, row, "name"))) for row in rows)

    # -- looks -------------------------------------------------------------------------------------------------

    def _make(self, areas: list[str]) -> None:
        self.search = ChoosingSearch()
        self.search.setPlaceholderText("输入指标名称或拼音首字母，如“户厕”或“hc”")
        self.search.setAccessibleName("查找指标")
        self.search.setClearButtonEnabled(True)
        self.areas = QListWidget()
        self.areas.setAccessibleName("指标类别")
        for area in (EVERY, *areas):
            item = QListWidgetItem(area or "全部")
            item.setData(Qt.ItemDataRole.UserRole, area)
            item.setSizeHint(QSize(0, theme().px(_AREA_ROW)))
            self.areas.addItem(item)
        self.areas.setCurrentRow(0)
        widest = max(self.areas.fontMetrics().horizontalAdvance(area) for area in areas)
        self.areas.setFixedWidth(widest + theme().px(_PADDING))
        self.view = ChoosingList()
        self.view.setAccessibleName("可选的指标")
        self.view.setModel(self.list)
        self.view.setItemDelegate(IndicatorDelegate(self.view))
        self.view.setUniformItemSizes(True)
        kind = self.kinds.get(self.where.get("category", ""), "")
        self.only = QCheckBox(f"只列出{kind}")
        self.only.setChecked(bool(kind))
        self.only.setVisible(bool(kind))
        self.none = QLabel("没有找到。可以换一个词，或关闭后自己增加一行。")
        self.told = QLabel(GUIDE)
        self.told.setWordWrap(True)
        for label in (self.none, self.told):
            give_role(label, "muted")

    def _lay_out(self, problems: tuple[Problem, ...]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.L)] * 4)
        layout.setSpacing(theme().px(tokens.S))
        head, middle = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.only)
        middle.addWidget(self.areas)
        middle.addWidget(self.view, 1)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addWidget(self.none)
        layout.addWidget(self.told)
        if problems:
            wrong = QLabel(f"自备的指标文件有误，没有列出：{problems[0]}")
            wrong.setWordWrap(True)
            give_role(wrong, "error")
            layout.addWidget(wrong)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        give_role(self.ok, "primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.search.moved.connect(self.view.keyPressEvent)
        self.only.toggled.connect(self._narrow)
        self.areas.currentRowChanged.connect(self._narrow)
        for asker in (self.search, self.view):
            asker.toggled.connect(lambda: self.list.toggle(self.view.currentIndex()))
        self.view.clicked.connect(self.list.toggle)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.list.chosen_changed.connect(self._tell)

    def _narrow(self) -> None:
        area = self.areas.currentItem().data(Qt.ItemDataRole.UserRole)
        category = self.where.get("category", "") if self.only.isChecked() else ""
        self.list.narrow(self.search.text().strip(), area, category)
        self.view.setCurrentIndex(self.list.index(0))
        self.none.setVisible(not self.list.shown)
        self._tell()

    def _tell(self) -> None:
        """How many are chosen, and the hint of the current one."""
        count, at = len(self.list.chosen), self.view.currentIndex()
        hint = self.list.shown[at.row()].indicator.hint if at.isValid() else ""
        self.told.setText(hint or GUIDE)
        self.ok.setText(f"插入{count}个指标" if count else "插入")
        self.ok.setEnabled(bool(count) or at.isValid())


def pick_indicators(
    model: ReportModel,
    table_id: str,
    owner: str,
    parent: QWidget,
    where: Mapping[str, str] | None = None,
    then: Callable[[tuple[str, ...]], object] | None = None,
) -> IndicatorPicker:
    """Open the library over the window for new rows of a table; where: their answers besides; then: gets their ids."""
    picker = IndicatorPicker(model, model.program.tables[table_id], owner, parent, where or {}, users_forms())
    if then is not None:
        picker.taken.connect(then)
    picker.open()
    return picker
