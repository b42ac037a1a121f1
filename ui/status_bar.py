"""The line at the foot: what is saved and since when, how far the report is, and how the store is open."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from core.reports.progress import progress
from core.storage.database import Mode
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

MODE_LABELS = {Mode.JOURNAL: "网络位置：按兼容方式保存", Mode.READ_ONLY: "只读：这里不能保存"}
SAID_FOR = 6000
"""Milliseconds that a passing message stays."""


class StatusBar(QStatusBar):
    """Follows the open report; `say` is for what has just happened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ReportModel | None = None
        self.setSizeGripEnabled(False)
        self.mode, self.trouble, self.progress, self.saved = QLabel(), QLabel(), QLabel(), QLabel()
        self.trouble.hide()
        right = QWidget()
        line = QHBoxLayout(right)
        line.setContentsMargins(0, 0, theme().px(tokens.M), 0)
        line.setSpacing(theme().px(tokens.L))
        for label in (self.mode, self.trouble, self.progress, self.saved):
            give_role(label, "small")
            line.addWidget(label)
        self.addPermanentWidget(right)
        self.setContentsMargins(theme().px(tokens.S), 0, 0, 0)

    def say(self, text: str) -> None:
        """Say for a moment what has just happened."""
        self.showMessage(text, SAID_FOR)

    def show_mode(self, mode: Mode) -> None:
        """Say how the store is open, where that is out of the ordinary."""
        self.mode.setText(MODE_LABELS.get(mode, ""))
        give_role(self.mode, "badge" if self.mode.text() else "small", "explain" if self.mode.text() else "")

    def show_trouble(self, sentence: str) -> None:
        """Say what is not in order with the store or its copies, until it is ("")."""
        self.trouble.setText(sentence.partition("：")[0].partition("（")[0] if sentence else "")
        self.trouble.setToolTip(sentence)
        self.trouble.setVisible(bool(sentence))
        give_role(self.trouble, "badge", "explain")
        self.showMessage(sentence, 2 * SAID_FOR)

    def follow(self, model: ReportModel | None) -> None:
        """Follow this report from now on."""
        if model is self._model:
            return
        if self._model is not None:
            self._model.saved.disconnect(self.show_saved)
            self._model.save_failed.disconnect(self.show_failure)
            self._model.examined.disconnect(self.show_progress)
        self._model = model
        self.progress.clear()
        self.saved.clear()
        give_role(self.saved, "small")
        if model is None:
            return
        model.saved.connect(self.show_saved)
        model.save_failed.connect(self.show_failure)
        model.examined.connect(self.show_progress)
        self.show_progress()
        if model.read_only:
            self.saved.setText("只读")
            give_role(self.saved, "badge", "explain")
        elif model.workspace.saved is not None:
            self.show_saved(model.workspace.saved)

    def show_saved(self, at: datetime) -> None:
        """Everything typed so far is on the disk."""
        if self.saved.toolTip():
            self.saved.setToolTip("")
            self.clearMessage()
        self.saved.setText(saved_text(at, self._model.clock() if self._model else at))
        give_role(self.saved, "small")

    def show_failure(self, sentence: str) -> None:
        """The disk did not take it; typing goes on."""
        self.saved.setText("尚未保存，正在重试")
        self.saved.setToolTip(sentence)
        give_role(self.saved, "badge", "must_fix")
        self.showMessage(sentence)

    def show_progress(self) -> None:
        """How far the report is."""
        if self._model is None:
            return
        now = progress(self._model.sheet, self._model.examination())
        open_points = {"必须改正": now.must_fix, "待说明": now.explain, "未填": now.incomplete}
        told = [f"{label} {count}" for label, count in open_points.items() if count]
        self.progress.setText(" · ".join([now.chapters, *told]))


def saved_text(at: datetime, now: datetime) -> str:
    """已保存 with the time of day, and with the date when it was another day."""
    at, now = at.astimezone(), now.astimezone()
    date = "" if at.date() == now.date() else f"{at.year}年{at.month}月{at.day}日 "
    return f"已保存 {date}{at:%H:%M:%S}"
