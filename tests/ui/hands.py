"""What a clerk's hands do in the tests: answering questions that the program waits for."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMessageBox, QWidget

from ui.main_window import MainWindow

_waiting: list[object] = []
"""Answers that were not asked for yet; they live without anyone holding them."""


class Answers:
    """Waits for one modal question after the other; texts keeps what each said."""

    def __init__(self, *answers: str | Callable[[QDialog], None]) -> None:
        self.texts: list[str] = []
        self._answers = list(answers)
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        _waiting.append(self)

    def _look(self) -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, QDialog) or not question.isVisible():
            return
        self.texts.append(said(question))
        answer = self._answers.pop(0)
        if isinstance(answer, str):
            click(button(question, answer))
        else:
            answer(question)
        if not self._answers:
            self._timer.stop()
            _waiting.remove(self)


def said(question: QDialog) -> str:
    """All that a question says."""
    if isinstance(question, QMessageBox):
        return "\n".join(filter(None, [question.text(), question.informativeText(), question.detailedText()]))
    return question.windowTitle()


def button(window: QWidget, text: str) -> QAbstractButton:
    """The button that bears this text."""
    found = [one for one in window.findChildren(QAbstractButton) if one.text().replace("&", "") == text]
    assert found, f"no button “{text}”"
    return found[0]


def click(one: QWidget) -> None:
    """Click a widget with the left button."""
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def press(window: MainWindow, keys: str) -> None:
    """Press keys as the clerk does, wherever the focus is."""
    window.activateWindow()
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(keys))


def enabled(window: MainWindow, *names: str) -> list[bool]:
    """Whether the entries of these names in the menus can be chosen."""
    return [window.menus.named[name].isEnabled() for name in names]
