"""How wide the columns of a grid are: wide enough for their captions and for what they hold."""

from PySide6.QtWidgets import QHeaderView

from core.forms.kinds import KINDS
from core.forms.model import Field
from ui.editors.table_model import TableModel
from ui.style.theme import theme

FIGURE, DATE, TEXT, SHORT_TEXT = 120, 136, 200, 88
SHORT = 12
"""Characters up to which a text column is a narrow one."""
ROW_HEAD_MOST = 260


def column_widths(model: TableModel, head: QHeaderView) -> list[int]:
    """The least width of each column."""
    head.ensurePolished()
    return [max(theme().px(_least(one)), head.sectionSizeHint(at)) for at, one in enumerate(model.table.columns)]


def row_head_width(head: QHeaderView) -> int:
    """The width of the names (or numbers) of rows."""
    head.ensurePolished()
    head.setMinimumWidth(0)
    head.setMaximumWidth(theme().px(ROW_HEAD_MOST))
    return max(0, min(theme().px(ROW_HEAD_MOST), head.sizeHint().width()))


def takes_words(column: Field) -> bool:
    """Whether a column is the wider the better."""
    return column.kind == "text" and not 0 < column.limit <= SHORT


def _least(column: Field) -> int:
    if KINDS[column.kind].figure:
        return FIGURE
    if column.kind == "text":
        return TEXT if takes_words(column) else SHORT_TEXT
    return DATE
