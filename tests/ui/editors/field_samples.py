"""A small report format with a field of every kind, and what tests do with an editor on the screen."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from ui.editors.field_row import FieldRow
from ui.editors.rows import field_row
from ui.report_model import ReportModel

FORM = """
id = "kinds"
edition = 2024
label = "各类数据项"
[parameters]
change_high = 0.3
execution_low = 0.9
budget_close = 0.001
approximate_slack = 0.02

[field.kinds_sum]
label = "合计"
kind = "money"
places = 2
formula = "carried_in + carried_out"
override = true
off_paper = true

[field.kinds_given]
label = "决算合计"
kind = "money"
places = 2
formula = "carried_in + carried_out"
supplied = true
off_paper = true
guide = "也可照账填写。"

[field.kinds_open]
label = "是否公开"
kind = "yes_no"
off_paper = true

[sentence.kinds_said]
label = "说明"
text = "{reporting_unit}面积{town_area}，机构有{offices}，等级{self_grade}{more}。"
part.more = [
  { when = "kinds_sum > 0", text = "，合计{kinds_sum}" },
  { text = "" },
]

[field.kinds_points]
label = "职责"
kind = "list"
numbering = "1、"

[[document]]
id = "report"
title = "{reporting_unit}{year}年度报告"
file_name = "{reporting_unit}"
heading_numbers = ["一、"]
closing = ["{reporting_unit}", "{report_date}"]

[[document.section]]
id = "first"
heading = "基本信息"
guide = "先填这些。"
help = "这一章的说明。"
items = [
  "reporting_unit", "year", "report_date", "town_area", "carried_in", "carried_out", "kinds_sum", "kinds_given",
  "kinds_open", "self_grade", "offices",
]

[[document.section]]
id = "second"
heading = "文字"

[[document.section]]
id = "texts"
heading = "情况"
level = 2
guide = "写文字。"
items = ["sentence:kinds_said", "asset_management", "kinds_points", "achievements"]
"""


KEPT: list[QWidget] = []
"""The window of the test at work: a widget that Python forgets is gone."""


class Shown(QWidget):
    """A window that holds editors; the first has the focus."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        for widget in widgets:
            lines.addWidget(widget)
        self.resize(780, 500)
        self.show()
        self.activateWindow()
        QTest.qWaitForWindowActive(self)
        QCoreApplication.processEvents()


def shown_row(model: ReportModel, item: str) -> FieldRow:
    """The row of a field in a window, kept in step with the model as a page does, the input having the focus."""
    row = field_row(model, Cell(item))

    def take(change: object) -> None:
        if Cell(item) in change.cells:  # type: ignore[attr-defined]
            row.refresh(initiator=change.initiator)  # type: ignore[attr-defined]
        row.relabel(change.cells)  # type: ignore[attr-defined]

    model.changed.connect(take)
    KEPT[:] = [Shown(row)]
    row.widget.setFocus()
    QCoreApplication.processEvents()
    return row


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release a key."""
    QTest.keyClick(widget, key, held)


def asks_window(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
    """Whether a widget leaves a key to the shortcuts of its window."""
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, held)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return not event.isAccepted()


def typed(widget: QWidget, text: str) -> None:
    """Latin letters and digits as keys."""
    QTest.keyClicks(widget, text)
