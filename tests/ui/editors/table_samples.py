"""A small report format whose tables have every shape: fixed rows, rows of one's own, such rows within fixed ones."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from core.forms.library import Library
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Draft
from core.storage.drafts import Drafts
from core.workspace import Workspace
from ui.editors.table_editor import TableEditor
from ui.report_model import ReportModel

KEY = "sample/2024"
FORM = """
id = "sample"
edition = 2024
label = "样例"
[parameters]
change_high = 0.3
execution_low = 0.9
budget_close = 0.001
approximate_slack = 0.02

[table.sample_plan]
label = "计划"
rows = [
  { id = "all", label = "合计", parts = "all" },
  { id = "roads", label = "道路", within = "all" },
  { id = "water", label = "水利", within = "all", guide = "含山塘。" },
]
[[table.sample_plan.columns]]
id = "amount"
label = "{year}年金额"
kind = "money"
sums = true
guide = "取自预算。"
[[table.sample_plan.columns]]
id = "share"
label = "占比"
kind = "percent"
places = 1
formula = "share(amount, sample_plan[all].amount)"
[[table.sample_plan.columns]]
id = "state"
label = "进度"
kind = "choice"
choices = [{ id = "begun", label = "在建" }, { id = "done", label = "完工" }]
[[table.sample_plan.columns]]
id = "note"
label = "说明"
kind = "text"
[[table.sample_plan.columns]]
id = "day"
label = "日期"
kind = "date"

[table.sample_works]
label = "工程"
free = { min = 0, max = 5000 }
label_column = "name"
[[table.sample_works.columns]]
id = "name"
label = "名称"
kind = "text"
[[table.sample_works.columns]]
id = "amount"
label = "投资"
kind = "money"
sums = true
[[table.sample_works.columns]]
id = "share"
label = "占比"
kind = "percent"
places = 1
formula = "share(amount, sample_total)"

[table.sample_groups]
label = "分组"
rows = [
  { id = "east", label = "东片", parts = "all", free = { min = 0, max = 20 } },
  { id = "west", label = "西片", parts = "all", free = { min = 0, max = 20 } },
]
label_column = "name"
[[table.sample_groups.columns]]
id = "name"
label = "村"
kind = "text"
[[table.sample_groups.columns]]
id = "amount"
label = "金额"
kind = "money"
sums = true

[field.sample_total]
label = "总投资"
kind = "money"
formula = "total(sample_works.amount)"

[[document]]
id = "report"
title = "{year}"
file_name = "{year}"
[[document.section]]
id = "main"
heading = "一"
items = ["year", "grid:sample_plan", "grid:sample_works", "grid:sample_groups", "sample_total", "sentence:sample_said"]
[sentence.sample_said]
label = "总"
text = "{year}年{sample_total}。"
"""


def sample_program(folder: Path) -> Program:
    """The compiled sample format, kept as a user's own."""
    place = folder / "forms" / KEY
    place.mkdir(parents=True)
    (place / "form.toml").write_text(FORM, "utf-8")
    library = Library(users=folder / "forms")
    program, problems = library.examine(place)
    assert [str(one) for one in problems] == []
    assert program is not None
    return program


def sample_model(program: Program, drafts: Drafts | None, now: datetime) -> ReportModel:
    """A report of the sample format, kept in a store (None: read-only)."""
    draft = Draft(uid="sample", form=KEY)
    if drafts is not None:
        drafts.create(draft, now)
    model = ReportModel(Workspace(program, draft, drafts, now), lambda: now)
    if drafts is not None:
        model.session.enter(Cell("year"), "2024")
    return model


class Grid:
    """A table on a page of its own, driven as a clerk drives it: by keys, mouse and clipboard."""

    def __init__(self, model: ReportModel, table: str) -> None:
        self.model, self.table = model, table
        self.page = QWidget()
        self.editor = TableEditor(model, table)
        self.before, self.after = QLineEdit(), QLineEdit()
        layout = QVBoxLayout(self.page)
        for widget in (self.before, self.editor, self.after):
            layout.addWidget(widget)
        model.changed.connect(self.editor.refresh)
        self.page.resize(900, 700)
        self.page.show()
        self.page.activateWindow()
        QTest.qWaitForWindowActive(self.page)
        self.view = self.editor.view
        self.view.setFocus()
        QApplication.processEvents()

    def go(self, row: str, column: str) -> None:
        """Click a cell, as the mouse does."""
        place = self.editor.grid_model.place(Cell(self.table, row, column))
        self.view.scrollTo(place)
        at = self.view.visualRect(place).center()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))

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

    def open_line(self) -> QLineEdit:
        """The editor that stands open in a cell."""
        editor = self.view.grid_delegate.editor
        assert isinstance(editor, QLineEdit)
        return editor

    def at(self) -> tuple[str, str]:
        """Row and column of the cursor."""
        cell = self.editor.grid_model.cell(self.view.currentIndex())
        return cell.row, cell.column

    def cell(self, row: str, column: str) -> Cell:
        """A cell of the table."""
        return Cell(self.table, row, column)

    def shown(self, row: str, column: str) -> str:
        """What the grid shows in a cell."""
        return str(self.editor.grid_model.place(self.cell(row, column)).data() or "")

    def rows(self) -> tuple[str, ...]:
        """The ids of all rows."""
        return self.editor.grid_model.rows


def clip(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def clipped() -> str:
    """What is on the clipboard."""
    return QGuiApplication.clipboard().text()
