"""Long work in the window's own thread, a few milliseconds at a time."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

BUDGET = 0.012
"""Seconds of work before the window gets its turn."""


class Sliced(QObject):
    """Runs the steps of an iterator between the window's events. New work takes the place of the old."""

    advanced = Signal()
    """Some steps were done."""
    finished = Signal()
    """All steps were done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return self._steps is not None

    def start(self, steps: Iterator[None]) -> None:
        """Begin with the next turn."""
        self._steps = steps
        self._timer.start(0)

    def stop(self) -> None:
        """Leave the rest undone."""
        self._steps = None
        self._timer.stop()

    def finish(self) -> None:
        """Do the rest now."""
        while self._steps is not None:
            self._go_on()

    def _go_on(self) -> None:
        if self._steps is None:
            return
        steps, until = self._steps, perf_counter() + BUDGET
        for _ in steps:
            if perf_counter() > until:
                self.advanced.emit()
                return
        self.stop()
        self.advanced.emit()
        self.finished.emit()
