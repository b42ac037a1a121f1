"""Asking for a reason: releasing a figure of last year, replacing a computed one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from core.reports.draft import Origin
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme


class ReasonDialog(QDialog):
    """A reason, and where wanted a figure; it can be accepted only when they are given."""

    def __init__(self, parent: QWidget, title: str, prompt: str, figure: str | None = None) -> None:
        super().__init__(parent.window())  # within a grid it would be dressed as an editor of it
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(420))
        self.figure = QLineEdit(figure or "")
        self.figure.setAccessibleName("改写为")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("理由")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("确定")
        give_role(self.ok, "primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        words = QLabel(prompt)
        words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme().px(tokens.M))
        layout.setContentsMargins(*[theme().px(tokens.XL)] * 4)
        layout.addWidget(words)
        if figure is not None:
            layout.addWidget(self.figure)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self._wants_figure = figure is not None
        for line in (self.figure, self.reason):
            line.textChanged.connect(self._check)
        self._check()
        (self.figure if figure is not None else self.reason).setFocus()

    def _check(self) -> None:
        given = bool(self.reason.text().strip()) and (bool(self.figure.text().strip()) or not self._wants_figure)
        self.ok.setEnabled(given)


def ask_reason(
    parent: QWidget, title: str, prompt: str, then: Callable[[str, str], None], *, figure: str | None = None
) -> ReasonDialog:
    """Open the question over the window; `then` gets the reason and the figure."""
    dialog = ReasonDialog(parent, title, prompt, figure)
    dialog.accepted.connect(lambda: then(dialog.reason.text().strip(), dialog.figure.text().strip()))
    dialog.open()
    return dialog


def ask_override(parent: QWidget, model: ReportModel, cell: Cell) -> ReasonDialog:
    """Ask for the figure that replaces a computed one, and why."""
    return ask_reason(
        parent, f"改写：{model.sheet.label(cell)}", "这个数由程序计算。要改写请填写数字并写明理由。",
        lambda reason, text: model.enter(cell, text, origin=Origin.OVERRIDDEN, reason=reason),
        figure=model.sheet.edit_text(cell),
    )  # fmt: skip


def ask_release(parent: QWidget, model: ReportModel, cell: Cell, then: Callable[[], object] = bool) -> ReasonDialog:
    """Ask why a figure that came over from last year is to be changed; afterwards it can be typed over."""
    text = model.sheet.edit_text(cell)

    def release(reason: str, _: str) -> None:
        model.enter(cell, text, reason=reason)
        then()

    prompt = "这个数从上年报告带入。要修改请写明理由，理由随报告保存。"
    return ask_reason(parent, f"解除锁定：{model.sheet.label(cell)}", prompt, release)
