"""A small report format whose official tables have every shape: joined captions, parts, one table per project."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from core.forms.library import Library
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Draft
from core.storage.drafts import Drafts
from core.workspace import Workspace
from ui.editors.grid_editor import GridEditor
from ui.report_model import ReportModel

KEY = "official/2024"
COLUMNS = """
[[table.{id}.columns]]
id = "category"
label = "指标类别"
kind = "choice"
choices = [
  {{ id = "quantity", label = "数量指标" }}, {{ id = "quality", label = "质量指标" }},
  {{ id = "service", label = "满意度指标" }},
]
[[table.{id}.columns]]
id = "name"
label = "三级指标"
kind = "text"
[[table.{id}.columns]]
id = "direction"
label = "指标性质"
kind = "choice"
choices = [
  {{ id = "at_least", label = "≥" }}, {{ id = "at_most", label = "≤" }}, {{ id = "equal", label = "=" }},
  {{ id = "qualitative", label = "定性" }},
]
[[table.{id}.columns]]
id = "target"
label = "指标值"
kind = "number"
spread = {{ direction = "sense", unit = "unit", target_words = "words" }}
[[table.{id}.columns]]
id = "unit"
label = "度量单位"
kind = "text"
[[table.{id}.columns]]
id = "target_words"
label = "指标值文字"
kind = "text"
[[table.{id}.columns]]
id = "actual"
label = "实际完成值"
kind = "number"
unit_column = "unit"
[[table.{id}.columns]]
id = "points"
label = "分值"
kind = "number"
places = 1
[[table.{id}.columns]]
id = "score"
label = "得分"
kind = "number"
places = 1
formula = "points * actual / target"
override = true
[[table.{id}.columns]]
id = "reason"
label = "偏差原因"
kind = "long_text"
"""
FORM = (
    """
id = "official"
edition = 2024
label = "样例"
[parameters]
change_high = 0.3
execution_low = 0.9
budget_close = 0.001
approximate_slack = 0.02

[field.official_unit]
label = "单位"
kind = "text"
[field.official_goal]
label = "总体目标"
kind = "long_text"
[field.official_done]
label = "完成情况"
kind = "long_text"
[field.official_budget]
label = "全年预算数"
kind = "money"
required = true
[field.official_actual]
label = "全年执行数"
kind = "money"
formula = "total(official_nature.amount)"
supplied = true
[field.official_rate]
label = "执行率"
kind = "percent"
formula = "rate(official_actual, official_budget)"
[field.official_kept]
label = "是否公开"
kind = "yes_no"
[field.official_day]
label = "填报日期"
kind = "date"
[field.official_phone]
label = "联系电话"
kind = "text"
[field.official_score]
label = "总分"
kind = "number"
places = 1
formula = "total(official_marks.score)"

[table.official_nature]
label = "按支出性质"
rows = [
  { id = "basic", label = "基本支出" }, { id = "project", label = "项目支出" },
  { id = "shut", label = "其他", closed = ["note"] },
]
[[table.official_nature.columns]]
id = "amount"
label = "金额"
kind = "money"
sums = true
[[table.official_nature.columns]]
id = "note"
label = "备注"
kind = "text"

[table.official_marks]
label = "绩效指标"
label_column = "name"
free = { min = 0, max = 400 }
"""
    + COLUMNS.format(id="official_marks")
    + """
[table.official_projects]
label = "项目"
label_column = "name"
free = { min = 0, max = 100 }
[[table.official_projects.columns]]
id = "name"
label = "项目名称"
kind = "text"
[[table.official_projects.columns]]
id = "amount"
label = "资金"
kind = "money"
sums = true
[[table.official_projects.columns]]
id = "goal"
label = "目标"
kind = "long_text"
[[table.official_projects.columns]]
id = "score"
label = "得分"
kind = "number"
places = 1
formula = "mine(official_parts.score)"

[table.official_parts]
label = "项目绩效指标"
label_column = "name"
belongs_to = "official_projects"
free = { min = 0, max = 400 }
"""
    + COLUMNS.format(id="official_parts")
    + """
[[document]]
id = "report"
title = "{official_unit}\\n{year}年度报告"
file_name = "{official_unit}{year}年度报告"
[[document.section]]
id = "main"
heading = "基本情况"
items = ["year", "official_unit", "grid:official_projects"]

[[document]]
id = "table"
title = "{year}年度自评表"
file_name = "{year}年度自评表"
optional = true
annex = true
widths = [10, 12, 26, 14, 14, 8, 8, 24]
layout = "form_table"
below = ["联系电话：{official_phone}"]
[[document.section]]
id = "table"
heading = "自评表"
entry = "grid"
numbers_note = "单位：万元"
items = [
  "official_goal", "official_done", "official_budget", "official_actual", "official_rate", "official_nature",
  "official_marks", "official_score", "official_kept", "official_day", "official_phone",
]
grid = [
  ["单位名称", "<", "{official_unit}", "<", "<", "<", "<", "<"],
  ["资金情况", "{year}年预算数", "{official_budget}", "执行数", "{official_actual}", "<", "执行率", "{official_rate}"],
  [
    "^", "基本支出", "{official_nature[basic].amount}", "项目支出", "{official_nature[project].amount}", "<", "备注",
    "{official_nature[project].note}",
  ],
  [
    "^", "其他", "{official_nature[shut].amount}", "其他备注", "{official_nature[shut].note}", "<", "基本备注",
    "{official_nature[basic].note}",
  ],
  { when = "official_budget < official_actual", cells = ["超支", "<", "请说明", "<", "<", "<", "<", "<"] },
  ["总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
  ["^", ["official_goal"], "<", "<", ["official_done"], "<", "<", "<"],
  ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
  { each = "official_marks", where = { category = "quantity" }, cells = [
    "产出指标", "数量指标", "{name}", ["{direction}{target}{unit}", "target_words"], "{actual}",
    "{points}", "{score}", ["reason"],
  ] },
  { each = "official_marks", where = { category = "quality" }, cells = [
    "^", "质量指标", "{name}", ["{direction}{target}{unit}", "target_words"], "{actual}",
    "{points}", "{score}", ["reason"],
  ], least = 2 },
  { each = "official_marks", where = { category = "service" }, cells = [
    "满意度指标", "服务对象", "{name}", ["{direction}{target}{unit}", "target_words"], "{actual}",
    "{points}", "{score}", ["reason"],
  ] },
  ["是否公开", "<", "{official_kept}", "填报日期", "{official_day}", "总分", "{official_score}", ""],
]

[[document]]
id = "parts"
title = "{year}年度项目支出自评表"
file_name = "{year}年度{name}自评表"
repeat = "official_projects"
optional = true
widths = [10, 30, 16, 16, 10, 10, 30]
[[document.section]]
id = "parts"
heading = "项目支出自评表"
entry = "grid"
items = ["official_parts"]
grid = [
  ["项目名称", "{name}", "<", "资金", "{amount}", "得分", "{score}"],
  ["目标", ["goal"], "<", "<", "<", "<", "<"],
  ["二级指标", "三级指标", "指标值", "实际", "分值", "得分", "偏差原因"],
  { each = "official_parts", where = { category = "quantity" }, cells = [
    "数量指标", "{name}", ["{direction}{target}{unit}", "target_words"], "{actual}",
    "{points}", "{score}", ["reason"],
  ], least = 1 },
  { each = "official_parts", where = { category = "quality" }, cells = [
    "质量指标", "{name}", ["{direction}{target}{unit}", "target_words"], "{actual}",
    "{points}", "{score}", ["reason"],
  ], least = 1 },
]
"""
)


def official_program(folder: Path) -> Program:
    """The compiled sample format, kept as a user's own."""
    place = folder / "forms" / KEY
    place.mkdir(parents=True)
    (place / "form.toml").write_text(FORM, "utf-8")
    program, problems = Library(users=folder / "forms").examine(place)
    assert [str(one) for one in problems] == []
    assert program is not None
    return program


def official_model(program: Program, drafts: Drafts | None, now: datetime) -> ReportModel:
    """A report of the sample format, kept in a store (None: read-only)."""
    draft = Draft(uid="official", form=KEY)
    if drafts is not None:
        drafts.create(draft, now)
    model = ReportModel(Workspace(program, draft, drafts, now), lambda: now)
    if drafts is not None:
        model.session.enter(Cell("year"), "2024")
    return model


def fill(model: ReportModel, projects: int = 2, each: int = 2) -> None:
    """Projects with indicators, and the unit's own."""
    model.enter(Cell("official_budget"), "100")
    model.enter(Cell("official_nature", "basic", "amount"), "60")
    model.enter(Cell("official_nature", "project", "amount"), "35")
    mark = {"name": "培训人次", "direction": "at_least", "target": "50", "unit": "人次", "actual": "40", "points": "10"}
    add(model, "official_marks", "", {**mark, "category": "quantity"})
    add(model, "official_marks", "", {**mark, "name": "验收合格率", "category": "quality"})
    for at in range(projects):
        owner = add(model, "official_projects", "", {"name": f"项目{at + 1}", "amount": str(at + 1)})
        for number in range(each):
            category = "quantity" if number % 2 == 0 else "quality"
            add(model, "official_parts", owner, {**mark, "name": f"指标{number + 1}", "category": category})


def add(model: ReportModel, table: str, owner: str, answers: dict[str, str]) -> str:
    """A row with its answers."""
    return model.add_row(table, owner=owner, answers=answers)


class Official:
    """An official table on a page of its own, driven as a clerk drives it."""

    def __init__(self, model: ReportModel, section: str = "table", owner: str = "") -> None:
        self.model = model
        self.page = QWidget()
        found = next(one for one in model.program.form.sections() if one.id == section)
        self.editor = GridEditor(model, found, owner)
        self.before, self.after = QLineEdit(), QLineEdit()
        layout = QVBoxLayout(self.page)
        for widget in (self.before, self.editor, self.after):
            layout.addWidget(widget)
        model.changed.connect(self.editor.refresh)
        self.page.resize(1000, 900)
        self.page.show()
        self.page.activateWindow()
        QTest.qWaitForWindowActive(self.page)
        self.grid, self.view = self.editor.grid_model, self.editor.view
        self.editor.enter()
        QApplication.processEvents()

    def go(self, cell: Cell) -> None:
        """Click a cell, as the mouse does."""
        self.click(self.grid.place(cell).row(), self.grid.place(cell).column())

    def click(self, row: int, column: int) -> None:
        """Click a place of the table."""
        index = self.grid.index(row, column)
        at = self.view.visualRect(index).center()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.view, key, held)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type plain letters and digits where the focus is."""
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.view, letter)

    def at(self) -> Cell | None:
        """The answer that the cursor is in."""
        return self.grid.cell(self.view.currentIndex())

    def lines(self) -> list[list[str]]:
        """What every line reads, joined cells once."""
        return [
            [box.text for column, box in enumerate(boxes) if (box.row, box.column) == (row, column)]
            for row, boxes in enumerate(self.grid.boxes)
        ]

    def reads(self, cell: Cell) -> str:
        """What the cell of paper reads in which an answer stands."""
        return self.grid.text(self.grid.place(cell))
