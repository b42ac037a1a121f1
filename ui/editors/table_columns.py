"""How wide the columns of a grid are: wide enough for their captions and for what they hold."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from core.forms.kinds import KINDS
from core.forms.model import Field
from ui.editors.table_model import TableModel
from ui.style import tokens
from ui.style.theme import theme

FIGURE, DATE, TEXT, SHORT_TEXT = 120, 136, 200, 88
SHORT = 12
"""Characters up to which a text column is a narrow one."""
ROW_HEAD_MOST = 260

_HORIZONTAL, _VERTICAL = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


def column_widths(model: TableModel) -> list[int]:
    """The least width of each column."""
    metrics = QFontMetrics(theme().font(bold=True))
    return [
        max(theme().px(_least(column)), _caption(model, at, metrics)) for at, column in enumerate(model.table.columns)
    ]


def row_head_width(model: TableModel) -> int:
    """The width of the names (or numbers) of rows."""
    metrics = QFontMetrics(theme().font())
    named = (
        [model.headerData(at, _VERTICAL) for at in range(len(model.rows))]
        if model.table.rows
        else [str(len(model.rows))]
    )
    widest = max((metrics.horizontalAdvance(name) for name in named), default=0)
    return min(theme().px(ROW_HEAD_MOST), widest + theme().px(tokens.S) * 2 + theme().px(tokens.XS))


def takes_words(column: Field) -> bool:
    """Whether a column is the wider the better."""
    return column.kind == "text" and not 0 < column.limit <= SHORT


def _caption(model: TableModel, at: int, metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance(model.headerData(at, _HORIZONTAL)) + theme().px(tokens.L) + theme().px(tokens.S)


def _least(column: Field) -> int:
    if KINDS[column.kind].figure:
        return FIGURE
    if column.kind == "text":
        return TEXT if takes_words(column) else SHORT_TEXT
    return DATE
