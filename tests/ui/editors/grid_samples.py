"""A small report format whose official tables have every shape: joined captions, parts, one table per project."""

from core.formulas.cells import Cell
from tests.core.reports.samples import section
from tests.ui.editors.table_hands import TablePage
from ui.editors.grid_editor import GridEditor
from ui.editors.grid_model import GridModel
from ui.editors.grid_view import GridView
from ui.report_model import ReportModel

COLUMNS = """
columns = [
  { id = "category", label = "指标类别", kind = "choice", choices = [
    { id = "quantity", label = "数量指标" }, { id = "quality", label = "质量指标" },
    { id = "service", label = "满意度指标" },
  ] },
  { id = "name", label = "三级指标", kind = "text" },
  { id = "direction", label = "指标性质", kind = "choice", choices = [
    { id = "at_least", label = "≥" }, { id = "at_most", label = "≤" }, { id = "equal", label = "=" },
    { id = "qualitative", label = "定性" },
  ] },
  { id = "target", label = "指标值", kind = "number",
    spread = { direction = "sense", unit = "unit", target_words = "words" } },
  { id = "unit", label = "度量单位", kind = "text" },
  { id = "target_words", label = "指标值文字", kind = "text" },
  { id = "actual", label = "实际完成值", kind = "number", unit_column = "unit" },
  { id = "points", label = "分值", kind = "number", places = 1 },
  { id = "score", label = "得分", kind = "number", places = 1, formula = "points * actual / target", override = true },
  { id = "reason", label = "偏差原因", kind = "long_text" },
]
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

[field]
official_unit = { label = "单位", kind = "text" }
official_goal = { label = "总体目标", kind = "long_text" }
official_done = { label = "完成情况", kind = "long_text" }
official_budget = { label = "全年预算数", kind = "money", required = true }
official_actual = { label = "全年执行数", kind = "money", formula = "total(official_nature.amount)", supplied = true }
official_rate = { label = "执行率", kind = "percent", formula = "rate(official_actual, official_budget)" }
official_kept = { label = "是否公开", kind = "yes_no" }
official_day = { label = "填报日期", kind = "date" }
official_phone = { label = "联系电话", kind = "text" }
official_score = { label = "总分", kind = "number", places = 1, formula = "total(official_marks.score)" }

[table.official_nature]
label = "按支出性质"
rows = [
  { id = "basic", label = "基本支出" }, { id = "project", label = "项目支出" },
  { id = "shut", label = "其他", closed = ["note"] },
]
columns = [
  { id = "amount", label = "金额", kind = "money", sums = true },
  { id = "note", label = "备注", kind = "text" },
]

[table.official_marks]
label = "绩效指标"
label_column = "name"
free = { min = 0, max = 400 }
"""
    + COLUMNS
    + """
[table.official_projects]
label = "项目"
label_column = "name"
free = { min = 0, max = 100 }
columns = [
  { id = "name", label = "项目名称", kind = "text" },
  { id = "amount", label = "资金", kind = "money", sums = true },
  { id = "goal", label = "目标", kind = "long_text" },
  { id = "score", label = "得分", kind = "number", places = 1, formula = "mine(official_parts.score)" },
]

[table.official_parts]
label = "项目绩效指标"
label_column = "name"
belongs_to = "official_projects"
free = { min = 0, max = 400 }
"""
    + COLUMNS
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


class Official(TablePage):
    """An official table of a report on a page of its own."""

    view: GridView

    def __init__(self, model: ReportModel, id: str = "table", owner: str = "") -> None:
        self.editor = GridEditor(model, section(model.program, id), owner)
        self.grid = self.editor.grid_model
        super().__init__(model, self.editor)

    def go(self, cell: Cell) -> None:
        """Click a cell, as the mouse does."""
        self.click_on(self.grid.place(cell))

    def click(self, row: int, column: int) -> None:
        """Click a place of the table."""
        self.click_on(self.grid.index(row, column))

    def at(self) -> Cell | None:
        """The answer that the cursor is in."""
        return self.grid.cell(self.view.currentIndex())

    def lines(self) -> list[list[str]]:
        """What every line reads."""
        return lines(self.grid)

    def reads(self, cell: Cell) -> str:
        """What the cell of paper reads in which an answer stands."""
        return reads(self.grid, cell)


def lines(grid: GridModel) -> list[list[str]]:
    """What every line reads, joined cells once."""
    return [
        [box.text for column, box in enumerate(boxes) if (box.row, box.column) == (row, column)]
        for row, boxes in enumerate(grid.boxes)
    ]


def reads(grid: GridModel, cell: Cell) -> str:
    """What the cell of paper reads in which an answer stands."""
    return grid.text(grid.place(cell))
