"""The reports of this PC as a table: one line each, from the summaries that the store keeps, opening none of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from core.reports.progress import done_text
from core.storage.drafts import Summary
from ui.store import RESTORED, is_example
from ui.style import tokens
from ui.style.theme import theme

Index = QModelIndex | QPersistentModelIndex
UNIT, YEAR, FORM, PROGRESS, PROBLEMS, SAVED = range(6)
HEADS = ("单位", "年度", "格式", "进度", "问题", "上次保存")
WIDTHS = {YEAR: 60, PROGRESS: 184, PROBLEMS: 184, SAVED: 140}
UNIT_LEAST, FORM_LEAST = 200, 130
"""Pixels at 100 %: with less for the two there is no room for the format; the tip of a line names it too."""
SHARE = Qt.ItemDataRole.UserRole
ROW = 40
BAR, BAR_WIDTH = 6, 60


class Reports(QAbstractTableModel):
    """The summaries as lines and columns, searched and sorted here: a proxy would ask for each text many times."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Summary] = ()
        self._every: Sequence[Summary] = ()
        self._searched = ""
        self._column, self._descending = SAVED, True

    def show(self, lines: Sequence[Summary]) -> None:
        """Show these from now on."""
        self._every = lines
        self._arrange()

    def search(self, text: str) -> None:
        """Show only those that hold this text."""
        self._searched = text.strip().casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put them into the order of a column."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        found = [line for line in self._every if not self._searched or self._searched in _searched(line)]
        self.lines = sorted(found, key=lambda line: _sort_key(line, self._column), reverse=self._descending)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many reports there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, at: int, direction: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if direction is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return HEADS[at] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; SHARE gives the share that is done."""
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line)
        return _done(line) if role == SHARE else None


class ReportTable(QTableView):
    """Shows the reports; Enter and a double click open one."""

    opened = Signal(str)
    """The uid of the report that the clerk wants."""
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reports = Reports(self)
        self.setModel(self.reports)
        self.setItemDelegateForColumn(PROGRESS, _ProgressPainter(self))
        self._look()
        self._before = ""
        self.reports.modelAboutToBeReset.connect(self._remember)
        self.reports.modelReset.connect(lambda: self.choose(self._before))
        self.doubleClicked.connect(lambda _: self._open())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_reports(self, lines: Sequence[Summary]) -> None:
        """Show these, and keep the chosen one chosen."""
        self.reports.show(lines)
        self._share_room()

    def chosen(self) -> str:
        """The uid of the chosen report, "" for none."""
        rows = self.selectionModel().selectedRows()
        return self.reports.lines[rows[0].row()].uid if rows else ""

    def choose(self, uid: str) -> None:
        """Choose a report, or the first where it is not shown."""
        self.selectRow(next((at for at, line in enumerate(self.reports.lines) if line.uid == uid), 0))
        self.chosen_changed.emit()

    def search(self, text: str) -> None:
        """Show only the reports that hold this text."""
        self.reports.search(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, it belongs to the unit."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _remember(self) -> None:
        """Sorted, searched or read anew: the chosen one stays chosen."""
        self._before = self.chosen()

    def _share_room(self) -> None:
        """The format takes what it needs of the room that the unit can spare."""
        others = sum(self.columnWidth(column) for column in WIDTHS)
        unit, least = theme().px(UNIT_LEAST), theme().px(FORM_LEAST)
        spare = self.viewport().width() - others - unit
        self.setColumnHidden(FORM, spare < least)
        texts = {cell_text(line, FORM) for line in self.reports.lines}  # few; Qt would measure every line
        wanted = max(map(self.fontMetrics().horizontalAdvance, texts), default=0) + theme().px(tokens.XL)
        self.setColumnWidth(FORM, max(least, min(spare, wanted)))

    def _open(self) -> None:
        if uid := self.chosen():
            self.opened.emit(uid)

    def _look(self) -> None:
        self.setAccessibleName("这台电脑上的报告")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(UNIT, QHeaderView.ResizeMode.Stretch)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme().px(width))
        self.sortByColumn(SAVED, Qt.SortOrder.DescendingOrder)


class _ProgressPainter(QStyledItemDelegate):
    """A bar with its numbers beside it."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint one cell: its ground as usual, a bar, the text behind it."""
        text, look = index.data(), theme()
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        done, of = _progress(index.data(SHARE), text)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height, width = look.px(BAR), look.px(BAR_WIDTH)
        space = QRectF(option.rect.left() + look.px(tokens.S), option.rect.center().y() - height / 2 + 1, width, height)
        if of:
            painter.setBrush(look.color("sunken"))
            painter.drawRoundedRect(space, height / 2, height / 2)
            painter.setBrush(look.color("done" if done == of else "accent"))
            painter.drawRoundedRect(
                QRectF(space.left(), space.top(), width * done / of, height), height / 2, height / 2
            )
        painter.setPen(look.color("text"))
        painter.setFont(option.font)
        beside = option.rect.adjusted(width + look.px(tokens.S + tokens.S), 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def _progress(share: float, text: str) -> tuple[float, float]:
    return (share, 1.0) if text else (0.0, 0.0)


def cell_text(line: Summary, column: int) -> str:
    """What a column says of a report."""
    facts = line.facts
    if column == UNIT:
        name = line.unit or "（未填单位）"
        if RESTORED in facts:
            name += f"（备份 {datetime.fromisoformat(facts[RESTORED]):%Y-%m-%d %H:%M}）"
        return f"{name}（示例）" if is_example(line.uid) else name
    if column == YEAR:
        return line.year or "未填"
    if column == FORM:
        return str(facts.get("label") or line.form)
    if column == PROGRESS:
        return done_text(facts["done"], facts["sections"]) if facts.get("sections") else ""
    if column == PROBLEMS:
        return problems_text(facts)
    return f"{(line.binned or line.saved).astimezone():%Y-%m-%d %H:%M}"


def problems_text(facts: Any) -> str:
    """The open points of a report in words."""
    counts = (("必须改正", "must_fix"), ("待说明", "explain"), ("未填", "incomplete"))
    told = [f"{label} {facts[name]}" for label, name in counts if facts.get(name)]
    return " · ".join(told) if told or "must_fix" not in facts else "没有问题"


def time_text(at: datetime) -> str:
    """A date and time in a sentence."""
    at = at.astimezone()
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def _tip(line: Summary) -> str:
    unit, year, form, problems = (cell_text(line, column) for column in (UNIT, YEAR, FORM, PROBLEMS))
    return f"{unit}　{year}\n{form}\n{problems}".strip()


def _searched(line: Summary) -> str:
    return f"{line.unit} {line.year} {cell_text(line, FORM)}".casefold()


def _done(line: Summary) -> float:
    return line.facts["done"] / line.facts["sections"] if line.facts.get("sections") else 0.0


def _sort_key(line: Summary, column: int) -> Any:
    if column == PROGRESS:
        return _done(line)
    if column == PROBLEMS:
        return tuple(line.facts.get(name, 0) for name in ("must_fix", "explain", "incomplete"))
    return (line.binned or line.saved) if column == SAVED else cell_text(line, column)
