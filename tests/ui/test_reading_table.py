"""A table to be read is passed with one Tab, chosen from by rows, and ticked where a row has a box."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidgetItem, QVBoxLayout, QWidget

from ui.reading_table import ReadingTable


def test_rows_are_chosen_and_ticked_by_key_and_tab_goes_on_behind_the_table(qapp: QApplication) -> None:
    page, behind = QWidget(), QLineEdit()
    table = ReadingTable("改动", ("采用", "数据项"), 2)
    lines = QVBoxLayout(page)
    lines.addWidget(table)
    lines.addWidget(behind)
    for row in range(2):
        table.put_tick(row, wanted=row == 0)
        table.setItem(row, 1, QTableWidgetItem("收入"))
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    table.setFocus()
    table.setCurrentCell(1, 0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert [table.ticked(row) for row in range(3)] == [True, True, False]
    QTest.keyClicks(table, "x")
    assert [table.model().index(1, column).data() for column in range(2)] == [None, "收入"]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is behind
