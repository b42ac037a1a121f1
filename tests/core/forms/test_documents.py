"""What the documents of a form say wrongly of each other, of tables and of a blank workbook."""

import pytest

from core.forms.library import Library
from tests.core.forms.form_samples import FRAME, MONEY, Made, made_of

PROJECTS = """
[table.projects]
label = "项目"
free = { min = 0, max = 20 }
label_column = "name"
columns = [
  { id = "name", label = "名称", kind = "text" },
  { id = "kind", label = "类别", kind = "choice", choices = [{ id = "own", label = "本级" }] },
  { id = "paid", label = "已付", kind = "yes_no" },
]
"""
REPORT = """
[[document]]
id = "report"
title = "报告"
file_name = "报告"
{keys}
[[document.section]]
id = "all"
heading = "全部"
items = ["income", "projects"]
"""
TABLE = """
[[document]]
id = "sheet"
title = "表"
file_name = "表"
layout = "form_table"
widths = [1, 1]
{keys}
[[document.section]]
id = "rows"
heading = "表"
{section}
"""


def form(first: str = "", second: str = "", section: str = 'grid = [["收入", "{income_total}"]]') -> Made:
    """A report with these keys, and a table document with these keys and this section."""
    tables = TABLE.replace("{keys}", second).replace("{section}", section)
    return made_of(MONEY + PROJECTS, FRAME + REPORT.replace("{keys}", first) + tables)


def test_documents_that_fit_are_silent() -> None:
    keys = 'optional = true\nannex = true\nrepeat = "projects"\nabove = ["单位：万元"]'
    grid = """entry = "grid"
    grid = [
      ["收入", "{income_total}"],
      { each = "projects", where = { kind = "own", paid = "yes" }, least = 2, cells = ["其中", "{name}"] },
    ]"""
    assert form(second=keys, section=grid).codes() == []


@pytest.mark.parametrize("key", ["optional = true", "annex = true", 'repeat = "projects"'])
def test_the_first_document_is_the_report(key: str) -> None:
    name = key.partition(" ")[0]
    assert form(first=key).told("form.first_document") == [f"文书 report：第一份文书是主文，不能写“{name}”。"]


def test_a_repeated_document_goes_through_a_table_that_is_filled() -> None:
    assert form(second='repeat = "project"').told("form.unknown_item") == [
        "文书 sheet › repeat：没有“project”。您是否要写“projects”？"
    ]


@pytest.mark.parametrize("key", ["above", "below"])
def test_texts_beside_a_table_need_one(key: str) -> None:
    found = form(first=f'{key} = ["单位"]').told("form.only_table")
    assert found == [f'文书 report：只有整份一张表（layout = "form_table"）的文书才能写“{key}”。']


def test_a_section_filled_in_its_table_has_one() -> None:
    assert form(section='entry = "grid"').told("form.missing_key") == ["文书 sheet › 章节“表”（rows）：缺少“grid”。"]


@pytest.mark.parametrize("key", ['where = { kind = "own" }', "least = 1", 'within = "a"'])
def test_only_rows_of_a_table_are_parted(key: str) -> None:
    assert form(section=f'grid = [{{ cells = ["a", "b"], {key} }}]').codes() == ["form.only_each"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ('name = "own"', "where：没有“name”。"),
        ('kinds = "own"', "where：没有“kinds”。您是否要写“kind”？"),
        ('kind = "ow"', "where › kind：没有“ow”。您是否要写“own”？"),
        ('paid = "maybe"', "where › paid：没有“maybe”。"),
    ],
)
def test_rows_are_parted_by_answers_that_there_are(where: str, words: str) -> None:
    grid = f'grid = [{{ each = "projects", where = {{ {where} }}, cells = ["{{name}}", ""] }}]'
    [told] = form(section=grid).told("form.unknown_item")
    assert told.endswith(words)


def test_rows_within_a_fixed_row_need_it() -> None:
    grid = 'grid = [{ each = "income", within = "%s", cells = ["{label}", ""] }]'
    assert form(section=grid % "budget").codes() == []
    [told] = form(section=grid % "budgets").told("form.unknown_item")
    assert told.endswith("within：没有“budgets”。您是否要写“budget”？")


def workbook(text: str) -> Made:
    return form(second=f"workbook = {{ {text} }}")


def test_a_map_of_a_workbook_that_fits_is_silent() -> None:
    rows = (
        '{ sheet = "表 1", each = "projects", first = 3, last = 9, columns = { A = "{name}", AB = ["name", "kind"] } }'
    )
    assert (
        workbook(f'file = "空表.xlsx", cells = {{ "Sheet1!C5" = "{{income_total}}" }}, rows = [{rows}]').codes() == []
    )


@pytest.mark.parametrize("file", ["../x.xlsx", "a/b.xlsx", "x.xls", "", ".xlsx"])
def test_a_workbook_lies_in_the_folder_of_the_form(file: str) -> None:
    assert workbook(f'file = "{file}"').told("form.workbook_file")


@pytest.mark.parametrize("place", ["C5", "Sheet1!5C", "Sheet1!C0", "Sheet1!", "!C5", "Sheet1!C12345678"])
def test_places_of_a_workbook_are_addresses(place: str) -> None:
    [told] = workbook(f'file = "x.xlsx", cells = {{ "{place}" = "x" }}').told("form.workbook_place")
    assert f"“{place}”不是工作簿中的位置" in told


def test_rows_of_a_workbook_have_lines_and_columns() -> None:
    rows = '{ sheet = "s", each = "projects", first = 9, last = 3, columns = { 1 = "x" }, where = { kind = "x" } }'
    found = workbook(
        f'file = "x.xlsx", rows = [{rows}, {{ sheet = "s", each = "gone", first = 1, last = 1, columns = {{}} }}]'
    )
    assert found.codes() == ["form.unknown_item", "form.workbook_lines", "form.workbook_place"]
    assert found.told("form.workbook_lines") == ["文书 sheet › workbook › rows › 第1个：first（9）不能大于 last（3）。"]


def test_shipped_documents_are_silent() -> None:
    library = Library()
    for entry in library.entries():
        assert library.program(entry.key).form.documents
