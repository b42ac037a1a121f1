"""A table on a page of its own, driven as a clerk drives it: by keys, mouse and clipboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.editors.cell_view import CellView
from ui.editors.grid_editor import GridEditor
from ui.editors.table_editor import TableEditor
from ui.report_model import ReportModel


class TablePage:
    """The editor of a table between two lines, kept in step with the model as a page does."""

    view: CellView

    def __init__(self, model: ReportModel, editor: GridEditor | TableEditor) -> None:
        self.model, self.view = model, editor.view
        self.page = QWidget()
        self.before, self.after = QLineEdit(), QLineEdit()
        layout = QVBoxLayout(self.page)
        for widget in (self.before, editor, self.after):
            layout.addWidget(widget)
        model.changed.connect(editor.refresh)
        self.page.resize(1000, 900)
        self.page.show()
        self.page.activateWindow()
        QTest.qWaitForWindowActive(self.page)
        editor.enter()
        QApplication.processEvents()

    def click_on(self, place: QModelIndex | QPersistentModelIndex) -> None:
        """Click a place of the table, as the mouse does."""
        self.view.scrollTo(place)
        at = self.view.visualRect(place).center()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(self.target(), key, held)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type plain letters and digits where the focus is."""
        for letter in text:
            QTest.keyClicks(self.target(), letter)

    def target(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self.view


def clip(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def clipped() -> str:
    """What is on the clipboard."""
    return QGuiApplication.clipboard().text()
