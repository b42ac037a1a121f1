"""Small tables of indicators as the dictionary has them: targets in parts, points against totals, owned or not."""

from functools import cache

from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.session import Session
from tests.core.reports.samples import program, session_of

_COLUMNS = """
columns = [
  { id = "category", label = "二级指标", kind = "choice", choices = [ { id = "quantity", label = "数量指标" },
    { id = "cost", label = "成本指标" }, { id = "social", label = "社会效益" } ] },
  { id = "name", label = "三级指标", kind = "text" },
  { id = "direction", label = "指标性质", kind = "choice", choices = [
    { id = "at_least", label = "≥" }, { id = "at_most", label = "≤" }, { id = "equal", label = "=" },
    { id = "qualitative", label = "定性" } ] },
  { id = "target", label = "指标值", kind = "number", unit_column = "unit",
    spread = { direction = "sense", unit = "unit", target_words = "words" } },
  { id = "unit", label = "度量单位", kind = "text" },
  { id = "target_words", label = "指标值（文字）", kind = "text" },
  { id = "actual", label = "实际完成值", kind = "number", unit_column = "unit",
    spread = { actual_words = "words", verdict = "choice" } },
  { id = "actual_words", label = "实际完成（文字）", kind = "text" },
  { id = "verdict", label = "完成档次", kind = "choice", choices = [
    { id = "good", label = "达成" }, { id = "fair", label = "部分达成" } ] },
  { id = "points", label = "分值", kind = "number", places = 2, sums = true },
]
label_column = "name"
library = "indicators"
weights = [
  { label = "产出指标", column = "category", choices = ["quantity", "cost"], total = "output_points" },
  { label = "效益指标", column = "category", choices = ["social"], total = "benefit_points" },
  { label = "满意度指标", column = "category", choices = [], total = "no_points" },
]
"""

DEFINITION = f"""
[table.projects]
label = "项目"
label_column = "name"
free = {{ min = 0, max = 100 }}
columns = [ {{ id = "name", label = "项目名称", kind = "text" }} ]
[table.indicators]
label = "绩效指标"
free = {{ min = 0, max = 200 }}
{_COLUMNS}
[table.project_indicators]
label = "项目绩效指标"
belongs_to = "projects"
free = {{ min = 0, max = 2000 }}
{_COLUMNS}
[table.lengths]
label = "长度"
free = {{ min = 0, max = 9 }}
columns = [
  {{ id = "wanted", label = "要求", kind = "number", unit = "米", spread = {{ sense = "sense" }} }},
  {{ id = "found", label = "实测", kind = "number", spread = {{ words = "words" }} }},
  {{ id = "sense", label = "性质", kind = "choice", choices = [ {{ id = "at_least", label = "≥" }} ] }},
  {{ id = "words", label = "文字", kind = "text" }},
]
"""
PARAMETERS = "[parameters]\noutput_points = 50\nbenefit_points = 30\nno_points = 0\n"


@cache
def indicators() -> Program:
    """The form of these tables."""
    return program(DEFINITION, PARAMETERS)


def indicator_session(*rows: str, **answers: str) -> Session:
    """A session over these rows of `indicators`; answers: `row__column`."""
    given = {f"indicators[{name.split('__')[0]}].{name.split('__')[1]}": text for name, text in answers.items()}
    return session_of(given, indicators(), indicators=rows)


def at(row: str, column: str, table: str = "indicators") -> Cell:
    """A cell of the table."""
    return Cell(table, row, column)


def texts_of(session: Session, row: str, table: str = "indicators") -> dict[str, str]:
    """What is typed in a row, by column."""
    cells = session.draft.entries.items()
    return {cell.column: entry.text for cell, entry in cells if (cell.item, cell.row) == (table, row)}
