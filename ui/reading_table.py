"""A table that a window shows to be read: a row is chosen as a whole, nothing is typed, Tab goes on behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem


class ReadingTable(QTableWidget):
    """name: what it is called when read out. A row may have a box to tick in its first column."""

    def __init__(self, name: str, heads: Sequence[str], rows: int = 0) -> None:
        super().__init__(rows, len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)

    def put_tick(self, row: int, *, wanted: bool) -> None:
        """Give a row its box."""
        box = QTableWidgetItem()
        box.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        box.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.setItem(row, 0, box)

    def ticked(self, row: int) -> bool:
        """Whether the box of a row is ticked."""
        box = self.item(row, 0)
        return box is not None and box.checkState() == Qt.CheckState.Checked
