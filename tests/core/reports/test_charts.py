"""A chart stands in the chapter that asks for it, says what the table says, and is left out where that is nothing."""

from decimal import Decimal

import pytest

from core.forms.program import Program
from core.reports.compose import compose
from core.reports.document import Chart, Document, Paragraph
from core.reports.draft import Part
from core.reports.progress import section_items
from core.reports.tables import table_chart
from core.reports.workbook import compose_workbook
from tests.core.reports.samples import cell, program, sheet_of

SPENT = """
[table.spent]
label = "{year}年支出"
rows = [
  { id = "basic", label = "基本支出", parts = "all" },
  { id = "staff", label = "人员经费", within = "basic" },
  { id = "public", label = "公用经费", within = "basic" },
  { id = "project", label = "项目支出" },
]
columns = [
  { id = "amount", label = "金额", kind = "money", places = 2, sums = true },
  { id = "prior", label = "上年", kind = "money", places = 2, from_last_year = "amount" },
]
[field]
year = { label = "年度", kind = "year" }
story = { label = "说明", kind = "long_text" }
"""
NOW = {"year": "2023", "spent[staff].amount": "6", "spent[public].amount": "1.5", "spent[project].amount": "-2"}
BEFORE = {"spent[staff].prior": "5", "spent[public].prior": "1", "spent[project].prior": "3", "spent[basic].prior": "6"}


@pytest.fixture(scope="module")
def form() -> Program:
    return program(SPENT, items=["year", "spent", "story", "chart:spent"])


def charts(document: Document) -> list[Chart]:
    return [block for block in document.blocks() if isinstance(block, Chart)]


def test_a_chart_stands_where_the_form_says(form: Program) -> None:
    document = compose(sheet_of({**NOW, "story": "如图。"}, form), "report")
    said, chart = document.parts[1].blocks[-2:]
    assert isinstance(said, Paragraph)
    assert said.text == "如图。"
    assert isinstance(chart, Chart)
    assert chart.caption == "2023年支出（万元）"
    assert chart.labels == ("基本支出", "人员经费", "公用经费", "项目支出")
    assert [one.text for one in chart.figures] == ["7.50", "6.00", "1.50", "-2.00"]
    assert [one.value for one in chart.figures] == [Decimal("7.5"), Decimal(6), Decimal("1.5"), Decimal(-2)]
    assert chart.prior == ()
    assert [name for name, _ in chart.series] == ["本年"]


def test_last_year_stands_beside_where_every_part_has_one(form: Program) -> None:
    [chart] = charts(compose(sheet_of(NOW | BEFORE, form), "report"))
    assert [name for name, _ in chart.series] == ["本年", "上年"]
    assert [one.text for one in chart.prior] == ["6.00", "5.00", "1.00", "3.00"]
    some = {address: text for address, text in BEFORE.items() if "project" not in address}
    assert charts(compose(sheet_of(NOW | some, form), "report"))[0].prior == ()


def test_nothing_is_drawn_of_nothing(form: Program) -> None:
    assert charts(compose(sheet_of({}, form), "report")) == []
    assert charts(compose(sheet_of({"spent[project].amount": "1"}, form), "report")) == []
    aside = sheet_of(NOW, form)
    aside.draft.parts[Part.NOT_APPLICABLE]["spent"] = True
    assert charts(compose(aside, "report")) == []


def test_too_many_parts_are_shown_by_their_sums(form: Program) -> None:
    sheet = sheet_of(NOW, form)
    all_parts, sums = table_chart(sheet, "spent", 4), table_chart(sheet, "spent", 3)
    assert all_parts is not None
    assert len(all_parts.labels) == 4
    assert sums is not None
    assert sums.labels == ("基本支出", "项目支出")
    assert table_chart(sheet, "spent", 1) is None


def test_a_chart_holds_no_figures_of_its_own(form: Program) -> None:
    document = compose(sheet_of(NOW, form), "report")
    assert cell("spent[staff].amount") not in {one.cell for part in document.parts for one in part.figures()}


def test_a_chapter_asks_for_nothing_more_because_of_its_chart(form: Program) -> None:
    [section] = form.form.sections()
    assert section_items(section) == ("year", "spent", "story")
    assert form.places_of.keys() == {"year", "spent", "story"}


def test_the_workbook_draws_the_table_once(form: Program) -> None:
    [part] = (part for part in compose_workbook(sheet_of(NOW, form)).parts if part.charts)
    assert len(part.charts) == 1
    assert not any(isinstance(block, Chart) for block in part.blocks)
