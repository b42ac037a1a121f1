"""Paints the cells of an official table: captions quiet, figures of the program set apart, long texts wrapped."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.editors.cell_model import FINDING_ROLE, MARK_ROLE, Index, Role
from ui.editors.table_delegate import TableDelegate, paint_finding, paint_mark, paint_ring
from ui.style.theme import theme

PAD_ACROSS, PAD_DOWN = 6, 6
"""Between the edges of a cell and its text, at 100 %."""


class GridDelegate(TableDelegate):
    """Opens editors as in any table; paints by itself."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, text, the word of the origin, the corner of a finding, the ring of the focus."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        look, model = theme(), index.model()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ground = model.data(index, Role.BackgroundRole)
        painter.save()
        painter.fillRect(rect, look.color("selection") if selected else ground or look.color("surface"))
        text = str(model.data(index, Role.DisplayRole) or "")
        ink = model.data(index, Role.ForegroundRole)
        painter.setPen(look.color("on_selection") if selected else ink or look.color("text"))
        painter.setFont(look.font())
        across, down = look.px(PAD_ACROSS), look.px(PAD_DOWN)
        room = rect.adjusted(across, 0, -across, 0)
        if "\n" not in text and painter.fontMetrics().horizontalAdvance(text) <= room.width():
            painter.drawText(room, model.data(index, Role.TextAlignmentRole), text)
        else:
            flags = model.data(index, Role.TextAlignmentRole) | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(0, down // 2, 0, -(down // 2)), flags, text)
        mark = model.data(index, MARK_ROLE)
        if mark:
            paint_mark(painter, option, index, str(mark))
        paint_finding(painter, rect, model.data(index, FINDING_ROLE))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect)
        painter.restore()
