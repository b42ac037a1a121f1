"""A small report format whose tables have every shape: fixed rows, rows of one's own, such rows within fixed ones."""

from PySide6.QtWidgets import QLineEdit

from core.formulas.cells import Cell
from tests.ui.editors.table_hands import TablePage
from ui.editors.table_editor import TableEditor
from ui.editors.table_view import TableView
from ui.report_model import ReportModel

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
columns = [
  { id = "amount", label = "{year}年金额", kind = "money", sums = true, guide = "取自预算。" },
  { id = "share", label = "占比", kind = "percent", places = 1, formula = "share(amount, sample_plan[all].amount)" },
  { id = "state", label = "进度", kind = "choice", choices = [
    { id = "begun", label = "在建" }, { id = "done", label = "完工" },
  ] },
  { id = "note", label = "说明", kind = "text" },
  { id = "day", label = "日期", kind = "date" },
]

[table.sample_works]
label = "工程"
free = { min = 0, max = 5000 }
label_column = "name"
columns = [
  { id = "name", label = "名称", kind = "text" },
  { id = "amount", label = "投资", kind = "money", sums = true },
  { id = "share", label = "占比", kind = "percent", places = 1, formula = "share(amount, sample_total)" },
]

[table.sample_groups]
label = "分组"
rows = [
  { id = "east", label = "东片", parts = "all", free = { min = 0, max = 20 } },
  { id = "west", label = "西片", parts = "all", free = { min = 0, max = 20 } },
]
label_column = "name"
columns = [
  { id = "name", label = "村", kind = "text" },
  { id = "amount", label = "金额", kind = "money", sums = true },
]

[field]
sample_total = { label = "总投资", kind = "money", formula = "total(sample_works.amount)" }

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


class Grid(TablePage):
    """A table of a report on a page of its own."""

    view: TableView

    def __init__(self, model: ReportModel, table: str) -> None:
        self.table, self.editor = table, TableEditor(model, table)
        super().__init__(model, self.editor)

    def go(self, row: str, column: str) -> None:
        """Click a cell, as the mouse does."""
        self.click_on(self.editor.grid_model.place(self.cell(row, column)))

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
