"""插入数据: every figure of the report in one list, found by its label or its pinyin initials."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.numbers import BLANK_PRINT
from core.reports.sheet import Sheet
from ui.editors.pinyin import matches
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Offer:
    """One figure that can be quoted."""

    cell: Cell
    label: str
    value: str


def offers(sheet: Sheet) -> Iterator[Offer]:
    """Every cell that may stand in a text: fields as the form orders them, then the tables row by row."""
    for one in sheet.program.fields.values():
        if KINDS[one.kind].quotes:
            yield Offer(Cell(one.id), sheet.label(Cell(one.id)), sheet.quoted(Cell(one.id)))
    for table in sheet.program.tables.values():
        aside = {table.label_column, *(column.unit_column for column in table.columns)}
        columns = [column.id for column in table.columns if KINDS[column.kind].quotes and column.id not in aside]
        for cell in (Cell(table.id, row, column) for row in sheet.rows(table.id) for column in columns):
            yield Offer(cell, f"{sheet.caption(table.label)}·{sheet.label(cell)}", sheet.quoted(cell))


class OfferList(QAbstractListModel):
    """The figures that match what is typed."""

    def __init__(self, found: list[Offer]) -> None:
        super().__init__()
        self._all = self.shown = found

    def narrow(self, wanted: str) -> None:
        """Show only what matches."""
        found = [offer for offer in self._all if matches(wanted, offer.label) or (wanted and wanted in offer.value)]
        self.beginResetModel()
        # What is filled comes first: a blank is rarely quoted.
        self.shown = sorted(found, key=lambda offer: offer.value == BLANK_PRINT) if wanted else found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many match."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The label, the value, and both for a screen reader."""
        offer = self.shown[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.label} {offer.value}"
        if role == VALUE:
            return offer.value
        return offer.label if role == Qt.ItemDataRole.DisplayRole else None


class OfferDelegate(QStyledItemDelegate):
    """A line of the list: the label at the left, the figure of now at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw both on the ground of the row."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        space: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if chosen:
            painter.fillRect(space, theme().color("selection"))
        inner = space.adjusted(theme().px(tokens.S), 0, -theme().px(tokens.S), 0)
        value = painter.fontMetrics().elidedText(
            str(index.data(VALUE)), Qt.TextElideMode.ElideRight, inner.width() * 2 // 5
        )
        wide = painter.fontMetrics().horizontalAdvance(value)
        painter.setPen(theme().color("on_selection" if chosen else "accent"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value)
        left = inner.adjusted(0, 0, -wide - theme().px(tokens.M), 0)
        painter.setPen(theme().color("on_selection" if chosen else "text"))
        label = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row of a table."""
        return QSize(0, theme().px(tokens.ROW))


class SearchLine(QLineEdit):
    """Up and down walk the list while one types."""

    moved = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys of the list on."""
        if event.key() in _MOVES:
            self.moved.emit(event)
        else:
            super().keyPressEvent(event)


class FigurePicker(QDialog):
    """Type to search, Enter inserts, Esc leaves."""

    chosen = Signal(object)
    """The Cell to quote."""

    def __init__(self, parent: QWidget, model: ReportModel) -> None:
        super().__init__(parent)
        self.setWindowTitle("插入数据")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(520), theme().px(420))
        self.list = OfferList(list(offers(model.sheet)))
        self.search = SearchLine()
        self.search.setPlaceholderText("输入名称或拼音首字母，如“本年收入”或“bnsr”")
        self.search.setAccessibleName("查找数据")
        self.search.setClearButtonEnabled(True)
        self.view = QListView()
        self.view.setAccessibleName("可引用的数据")
        self.view.setModel(self.list)
        self.view.setItemDelegate(OfferDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.none = QLabel("没有找到。可以换一个词，或先在“成效数据”里登记这个数。")
        give_role(self.none, "muted")
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.search.moved.connect(self.view.keyPressEvent)
        self.view.activated.connect(lambda index: self.take())
        self._narrow("")

    def take(self) -> None:
        """Insert the chosen figure."""
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.list.shown):
            cell = self.list.shown[row].cell
            self.accept()
            self.chosen.emit(cell)

    def _narrow(self, wanted: str) -> None:
        self.list.narrow(wanted.strip())
        self.view.setCurrentIndex(self.list.index(0))
        self.none.setVisible(not self.list.shown)

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("插入")
        give_role(self.ok, "primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.L)] * 4)
        layout.setSpacing(theme().px(tokens.S))
        for widget in (self.search, self.view, self.none, buttons):
            layout.addWidget(widget)


def pick_figure(parent: QWidget, model: ReportModel, then: Callable[[Cell], None]) -> FigurePicker:
    """Open the list over the window; `then` gets the chosen cell."""
    picker = FigurePicker(parent, model)
    picker.chosen.connect(then)
    picker.open()
    return picker
