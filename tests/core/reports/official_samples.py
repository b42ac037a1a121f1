"""A township's table documents in small: a budget table, a table of indicators, and one of either per project."""

from core.forms.program import Program
from core.reports.draft import FreeRow
from core.reports.sheet import Sheet
from tests.core.reports.samples import program, sheet_of

DICTIONARY = """
[field]
reporting_unit = { label = "单位", kind = "text" }
year = { label = "年度", kind = "year" }
phone = { label = "联系电话", kind = "text", private = true }
budget = { label = "全年预算数", kind = "money" }
spent = { label = "全年执行数", kind = "money" }
rate = { label = "执行率", kind = "percent", formula = "spent / budget" }
goal = { label = "年度目标", kind = "long_text" }
whole = { label = "项目支出合计", kind = "money", formula = "total(projects.actual)" }
[sentence.summary]
label = "小结"
text = "全年支出{spent}。"

[table.projects]
label = "项目"
free = { min = 0, max = 100 }
label_column = "name"
columns = [
  { id = "name", label = "项目名称", kind = "text" },
  { id = "planned", label = "预算", kind = "money", sums = true },
  { id = "actual", label = "执行", kind = "money", sums = true },
  { id = "share", label = "执行率", kind = "percent", formula = "actual / planned" },
  { id = "aim", label = "目标", kind = "long_text" },
  { id = "score", label = "得分", kind = "number", places = 2, formula = "mine(targets.score)" },
]
[table.targets]
label = "指标"
belongs_to = "projects"
free = { min = 0, max = 200 }
label_column = "name"
columns = [
  { id = "category", label = "类别", kind = "choice", choices = [
    { id = "quantity", label = "数量" }, { id = "quality", label = "质量" }, { id = "words", label = "定性" },
  ] },
  { id = "name", label = "三级指标", kind = "text" },
  { id = "wanted", label = "指标值", kind = "number", unit_column = "unit" },
  { id = "unit", label = "单位", kind = "text" },
  { id = "said", label = "指标值（文字）", kind = "text" },
  { id = "reached", label = "完成值", kind = "number" },
  { id = "points", label = "分值", kind = "number", places = 1 },
  { id = "score", label = "得分", kind = "number", places = 1, formula = "points * smallest(1, reached / wanted)" },
  { id = "reason", label = "原因", kind = "long_text" },
]
"""

FORM = """
[[document]]
id = "report"
title = "{reporting_unit}\\n{year}年度报告"
file_name = "{reporting_unit}{year}年度报告"
closing = ["{reporting_unit}"]
[[document.section]]
id = "money"
heading = "收支"
items = ["reporting_unit", "year", "phone", "budget", "spent", "rate", "goal", "projects", "whole", "sentence:summary"]

[[document]]
id = "budget_table"
title = "{year}年度自评表"
file_name = "{reporting_unit}{year}年度自评表"
layout = "form_table"
optional = true
annex = true
widths = [30, 40, 40, 40]
above = ["填报单位：{reporting_unit}", "单位：万元"]
below = ["联系电话：{phone}", "填报年度：{year}", "负责人："]
[[document.section]]
id = "budget_rows"
heading = "资金"
entry = "grid"
items = ["budget", "spent", "rate", "goal"]
grid = [
  { cells = ["项目", "预算数", "执行数", "执行率"], head = true },
  ["年度资金总额", "{budget}", "{spent}", "{rate}"],
  ["年度目标", ["goal"], "<", "<"],
  { each = "projects", least = 2, cells = ["其中", "{name}", "{actual}", "{share}"] },
]

[[document]]
id = "project_table"
title = "{year}年度项目支出自评表"
file_name = "{reporting_unit}{year}年度{name}自评表"
layout = "form_table"
optional = true
annex = true
repeat = "projects"
landscape = true
widths = [20, 20, 40, 30, 30, 20, 20, 50]
[[document.section]]
id = "project_rows"
heading = "项目支出自评表"
entry = "grid"
items = ["targets"]
grid = [
  ["项目名称", "{name}", "<", "预算", "{planned}", "执行", "{actual}", ["{share}"]],
  ["年度目标", ["aim"], "<", "<", "<", "<", "<", "<"],
  ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
  { each = "targets", where = { category = "quantity" }, least = 1, cells = [
    "产出指标", "数量", "{name}", ["≥{wanted}", "{said}"], "{reached}", "{points}", "{score}", ["reason"],
  ] },
  { each = "targets", where = { category = "quality" }, least = 1, cells = [
    "^", "质量", "{name}", ["≥{wanted}", "{said}"], "{reached}", "{points}", "{score}", ["reason"],
  ] },
  ["总分", "<", "<", "<", "<", "<", "{score}", ""],
]
"""

ANSWERS = {
    "reporting_unit": "甲镇人民政府",
    "year": "2024",
    "phone": "0734-123456",
    "budget": "120",
    "spent": "100",
    "goal": "保运转。\n促发展。",
    "projects[p1].name": "修路",
    "projects[p1].planned": "40",
    "projects[p1].actual": "30",
    "projects[p1].aim": "修通三条路。",
    "projects[p2].name": "治水/二期:*?\"<>|",
    "targets[a].category": "quantity",
    "targets[a].name": "道路硬化",
    "targets[a].wanted": "3",
    "targets[a].unit": "公里",
    "targets[a].reached": "2",
    "targets[a].points": "10",
    "targets[b].category": "quantity",
    "targets[b].name": "路灯",
    "targets[b].said": "亮起来",
    "targets[c].category": "quality",
    "targets[c].name": "合格率",
    "targets[d].category": "quantity",
    "targets[d].name": "清淤",
}  # fmt: skip
OWNERS = {"a": "p1", "b": "p1", "c": "p1", "d": "p2"}


def tables_form(form: str = FORM) -> Program:
    """The sample form (or a changed one)."""
    return program(DICTIONARY, form)


def tables_sheet(form: str = FORM, **more: str) -> Sheet:
    """Its answers with two projects; more: other answers of fields."""
    targets = [FreeRow(id, "", owner) for id, owner in OWNERS.items()]
    return sheet_of({**ANSWERS, **more}, tables_form(form), projects=["p1", "p2"], targets=targets)
