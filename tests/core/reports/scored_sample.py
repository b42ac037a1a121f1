"""A form with rows that have formulas of their own, closed cells, and scores: for the tests of reports."""

from functools import cache

from core.forms.program import Program
from tests.core.reports.samples import program

SCORED = """
[field]
control = { label = "控制率", kind = "percent", formula = "rate(staff, quota)" }
staff = { label = "在职", kind = "integer" }
quota = { label = "编制", kind = "integer" }
spent = { label = "支出", kind = "money", formula = "total(nature.amount)", supplied = true }
[table.nature]
label = "性质"
rows = [
  { id = "basic", label = "基本", parts = "all" }, { id = "staff", label = "人员", within = "basic" },
  { id = "public", label = "公用", within = "basic", formulas = { amount = "staff * 0.01" } },
  { id = "project", label = "项目", formulas = { amount = "total(projects.actual)", share = "share(amount, 100)" } },
]
columns = [
  { id = "amount", label = "金额", kind = "money", sums = true },
  { id = "share", label = "占比", kind = "percent", formula = "share(amount, spent)" },
]
[table.projects]
label = "项目"
free = { min = 0, max = 9 }
columns = [
  { id = "actual", label = "实际", kind = "money", sums = true },
  { id = "many", label = "数量", kind = "number", places = 1, formula = "mine_where(tasks.score, tasks.sort, 'many')" },
  { id = "count", label = "个数", kind = "integer", formula = "mine_count_where(tasks.sort, 'good')" },
]
[table.tasks]
label = "指标"
belongs_to = "projects"
free = { min = 0, max = 9 }
columns = [
  { id = "sort", label = "类", kind = "choice", choices = [
    { id = "many", label = "数量" }, { id = "good", label = "质量" },
  ] },
  { id = "target", label = "目标", kind = "number" },
  { id = "actual", label = "实际", kind = "number" },
  { id = "score", label = "得分", kind = "number", places = 1, override = true,
    formula = "10 * reached(actual, target)" },
]
[table.marks]
label = "评分"
columns = [
  { id = "points", label = "分值", kind = "number", places = 1, sums = true },
  { id = "value", label = "指标值", kind = "percent" },
  { id = "met", label = "符合", kind = "yes_no" },
  { id = "score", label = "得分", kind = "number", places = 2, sums = true, override = true },
]
rows = [
  { id = "all", label = "合计", parts = "all", closed = ["value", "met"] },
  { id = "control", label = "控制", within = "all", closed = ["met"], formulas = {
    points = "5", value = "control", score = "steps_above(value, 1, 0.01, 0.5, points)" } },
  { id = "list", label = "制度", within = "all", parts = "all", closed = ["value", "met"] },
  { id = "written", label = "成文", within = "list", closed = ["value"], formulas = {
    points = "3", score = "awarded(met == 'yes', points)" } },
]
"""


@cache
def scored() -> Program:
    """The form, compiled."""
    return program(SCORED)
