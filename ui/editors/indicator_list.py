"""The list of the indicator library: what is offered, what is found by typing, what is chosen, and how a line looks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.forms.indicator_library import Indicator
from core.forms.targets import QUALITATIVE, SIGNS
from ui.editors.pinyin import matches
from ui.style import tokens
from ui.style.theme import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
DETAIL = int(Role.UserRole) + 1
"""What stands at the right of a line: the kind, how it is measured, whether the table has it already."""
EVERY = ""
"""The area that holds all others."""
HERE = "已在表中"
_DETAIL_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Offer:
    """One indicator that can be picked. area: where it stands in the list; kind: its category in words."""

    indicator: Indicator
    area: str
    kind: str
    here: bool

    @property
    def measured(self) -> str:
        """How a target is written: 如≥120户; 定性，如明显改善; without an example `≥户`."""
        one = self.indicator
        sign = SIGNS.get(one.direction, "")
        if one.direction == QUALITATIVE:
            return f"定性，如{one.target}" if one.target else "定性"
        return f"如{sign}{one.target.removeprefix(sign)}" if one.target else sign + one.unit


def offers(
    areas: Iterable[tuple[str, Sequence[Indicator]]], kinds: Mapping[str, str], here: frozenset[str]
) -> list[Offer]:
    """Everything that can be picked, each name once in its category; kinds: category -> words; here: names of now."""
    found: dict[tuple[str, str], Offer] = {}
    for area, indicators in areas:
        for one in indicators:
            kind = kinds.get(one.category, "")
            found.setdefault((one.name, one.category), Offer(one, area, kind, one.name in here))
    return list(found.values())


class IndicatorList(QAbstractListModel):
    """The indicators of an area that match what is typed; chosen ones stay chosen while one looks elsewhere."""

    chosen_changed = Signal()

    def __init__(self, every: list[Offer]) -> None:
        super().__init__()
        self._every = self.shown = every
        self.chosen: list[Offer] = []

    def narrow(self, wanted: str, area: str = EVERY, category: str = "") -> None:
        """Show only what matches; a category also lets through what has none."""
        self.beginResetModel()
        self.shown = [
            offer
            for offer in self._every
            if area in (EVERY, offer.area)
            and offer.indicator.category in (category or offer.indicator.category, "")
            and matches(wanted, offer.indicator.name)
        ]
        self.endResetModel()

    def toggle(self, index: Index) -> None:
        """Choose an indicator, or leave it."""
        if not index.isValid():
            return
        offer = self.shown[index.row()]
        if offer in self.chosen:
            self.chosen.remove(offer)
        else:
            self.chosen.append(offer)
        self.dataChanged.emit(index, index)
        self.chosen_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many match."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The name, whether it is chosen, and what is known of it."""
        offer = self.shown[index.row()]
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if offer in self.chosen else Qt.CheckState.Unchecked
        if role == Role.ForegroundRole:
            return theme().color("muted") if offer.here else None
        return _TEXTS[role](offer) if role in _TEXTS else None


def _detail(offer: Offer) -> str:
    return "　".join(filter(None, [HERE if offer.here else "", offer.kind, offer.measured]))


_TEXTS = {
    int(Role.DisplayRole): lambda offer: offer.indicator.name,
    int(Role.ToolTipRole): lambda offer: offer.indicator.hint or None,
    int(Role.AccessibleTextRole): lambda offer: f"{offer.indicator.name}，{_detail(offer)}",
    DETAIL: _detail,
}


class IndicatorDelegate(QStyledItemDelegate):
    """A line: the box and the name at the left, the rest quietly at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Both on the ground of the row; the rest gives way to a long name."""
        space: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if chosen:
            painter.fillRect(space, theme().color("selection"))
        metrics = painter.fontMetrics()
        wide = round(space.width() * _DETAIL_SHARE)
        detail = metrics.elidedText(str(index.data(DETAIL)), Qt.TextElideMode.ElideRight, wide)
        right = metrics.horizontalAdvance(detail) + theme().px(tokens.L)
        painter.setPen(theme().color("on_selection" if chosen else "muted"))
        edge = space.adjusted(0, 0, -theme().px(tokens.S), 0)
        painter.drawText(edge, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail)
        painter.restore()
        left = QStyleOptionViewItem(option)
        left.rect = space.adjusted(0, 0, -right, 0)  # type: ignore[attr-defined]
        super().paint(painter, left, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row of a table."""
        return QSize(0, theme().px(tokens.ROW))
