"""The law of paper: what is asked for is printed or declared off paper; and grids whose joins fit."""

from collections.abc import Sequence

import pytest

from core.forms.library import Library
from core.forms.paper import paper_problems, printed_slots
from tests.core.forms.form_samples import MONEY, Made, document, made

ITEMS = """
[field.name]
label = "名称"
kind = "text"
[field.duties]
label = "职能"
kind = "list"
[field.secret]
label = "备查"
kind = "money"
off_paper = true
[table.facts]
label = "成效"
free = {}
label_column = "what"
columns = [
  { id = "what", label = "事项", kind = "text" },
  { id = "value", label = "数值", kind = "quantity", unit_column = "unit" },
  { id = "unit", label = "单位", kind = "text" },
  { id = "level", label = "级别", kind = "choice", choices = [ { id = "a", label = "甲" } ] },
  { id = "note", label = "来源", kind = "text" },
]
"""


def told(items: Sequence[str], text: str = "", rest: str = "", documents: str = "", dictionary: str = "") -> list[str]:
    """The ids that are told not to reach paper; text: what a sentence says."""
    sentence = f'[sentence.s]\nlabel = "文"\ntext = "{text}"\n' if text else ""
    listed = [*items, *(["sentence:s"] if text else [])]
    found = made(MONEY + ITEMS + dictionary + sentence, listed, rest=rest, documents=documents)
    assert found.codes() == [], found.problems
    return [
        one.split("“")[-1].split("”")[0]
        for code in ("form.not_shown", "form.column_not_shown")
        for one in _ids(found, code)
    ]


def _ids(found: Made, code: str) -> list[str]:
    return [problem.text.split("”")[0] + "”" for problem in found.problems if problem.code == code]


# ---------------------------------------------------------------- fields


def test_an_answer_that_is_asked_for_and_never_printed_is_told() -> None:
    assert told(["name", "income"]) == ["name", "income"]


def test_what_is_declared_off_paper_is_not() -> None:
    assert told(["secret"]) == []


def test_prose_is_printed_where_it_stands() -> None:
    assert told(["duties"]) == []


@pytest.mark.parametrize(
    "printing",
    [
        {"text": "{name}"},
        {"rest": 'grid = [["{name}"]]\nwidths = [1]\n'},
        {"rest": 'grid = [[["name"]]]\nwidths = [1]\n'},
        {"documents": document(["name"]).replace('title = "报告"', 'title = "{name}"')},
        {"documents": document(["name"]).replace('title = "报告"', 'title = "报告"\nclosing = ["{name}"]')},
    ],
)
def test_a_quote_anywhere_prints_it(printing: dict[str, str]) -> None:
    assert told(["name"], **printing) == []


def test_parts_of_sentences_print_too() -> None:
    cases = 'part.p = [ { when = "filled(duties)", text = "{name}" }, { text = "{income_total}" } ]\n'
    sentence = '[sentence.c]\nlabel = "文"\ntext = "{p}"\n' + cases
    assert told(["name", "duties", "income", "income_total", "sentence:c"], dictionary=sentence) == ["income"]
    rows = '[sentence.r]\nlabel = "文"\ntext = "{p}"\npart.p = { each = "income", text = "{label}{amount}{name}" }\n'
    assert told(["income", "name", "sentence:r"], dictionary=rows) == []


def test_a_page_off_paper_prints_nothing() -> None:
    assert told(["name", "duties"], text="{name}", rest="off_paper = true\n") == ["name", "duties"]


def test_a_grid_stands_in_place_of_its_sections_items() -> None:
    assert told(["duties"], rest='grid = [["职能"]]\nwidths = [1]\n') == ["duties"]


def test_in_a_form_table_only_grids_are_printed() -> None:
    table = document(["duties"]).replace('file_name = "报告"', 'file_name = "报告"\nlayout = "form_table"')
    assert told([], documents=table) == ["duties"]


def test_what_another_document_prints_is_printed() -> None:
    other = document(rest='grid = [["{name}"]]\nwidths = [1]\n').replace('"report"', '"other"').replace('"all"', '"b"')
    assert told([], documents=document(["name"]) + other) == []


# ---------------------------------------------------------------- columns


def test_a_table_printed_as_a_table_prints_its_columns() -> None:
    assert told(["grid:facts"]) == []


def test_a_column_that_is_printed_nowhere_and_feeds_nothing_is_told() -> None:
    rows = '[sentence.r]\nlabel = "文"\ntext = "{p}"\npart.p = { each = "facts", text = "{value}" }\n'
    assert told(["facts", "sentence:r"], dictionary=rows) == ["what", "level", "note"]


def test_units_labels_and_conditions_use_their_columns() -> None:
    rows = (
        '[sentence.r]\nlabel = "文"\ntext = "{p}"\n'
        'part.p = { each = "facts", text = "{label}{value}", when = \'level == "a"\' }\n'
    )
    assert told(["facts", "sentence:r"], dictionary=rows) == ["note"]
    grid = """grid = [ { cells = ["{label}{value}"], each = "facts", when = 'level == "a"' } ]\nwidths = [1]\n"""
    assert told(["facts"], rest=grid) == ["note"]


def test_a_column_that_feeds_a_printed_figure_is_used() -> None:
    """The amounts make the total, which makes the printed share; the shares themselves are computed, not asked for."""
    assert told(["income", "income_total"], text="{income[other].share}") == ["income_total"]
    assert told(["income", "income_total"], text="{income_total}{income[other].share}") == []


def test_a_column_or_table_off_paper_is_left_alone() -> None:
    off = ITEMS.replace('label = "来源", kind = "text"', 'label = "来源", kind = "text", off_paper = true')
    rows = '[sentence.r]\nlabel = "文"\ntext = "{p}"\npart.p = { each = "facts", text = "{label}{value}{level}" }\n'
    assert "note" in told(["facts", "sentence:r"], dictionary=rows)
    found = made(off + rows, ["facts", "sentence:r"])
    assert not found.told("form.column_not_shown")
    table = made(ITEMS.replace('label = "成效"', 'label = "成效"\noff_paper = true') + rows, ["facts", "sentence:r"])
    assert not table.told("form.column_not_shown")


def test_the_sentences_say_what_to_do() -> None:
    found = made(ITEMS, ["name", "grid:facts"])
    assert found.told("form.not_shown") == [
        "“名称”（name）：“name”不在任何一份文书里印出；请在文字或表格中引用，或写上 off_paper = true。"
    ]


# ---------------------------------------------------------------- grids


def grid(*rows: str, widths: str = "1, 1", layout: str = "chapters") -> list[str]:
    listed = ", ".join(rows)
    text = document(rest=f"grid = [ {listed} ]\n" + (f"widths = [{widths}]\n" if layout == "chapters" else ""))
    if layout == "form_table":
        text = text.replace('file_name = "报告"', f'file_name = "报告"\nlayout = "form_table"\nwidths = [{widths}]')
    found = made(MONEY, documents=text)
    assert found.codes() in ([], ["form.bad_grid"]), found.problems
    return found.told("form.bad_grid")


@pytest.mark.parametrize(
    "rows",
    [
        ('["一", "二"]', '["三", "四"]'),
        ('["一", "<"]', '["三", "四"]'),
        ('["一", "二"]', '["^", "四"]', '["^", "五"]'),
        ('["一", "<"]', '["^", "<"]'),
        ('["一", "<"]', '["^", "^"]'),
    ],
)
@pytest.mark.parametrize("layout", ["chapters", "form_table"])
def test_joins_that_cover_rectangles_fit(rows: Sequence[str], layout: str) -> None:
    assert grid(*rows, layout=layout) == []


@pytest.mark.parametrize(
    ("rows", "bad"),
    [
        (('["一", "二"]', '["三"]'), 2),
        (('["一", "二", "三"]',), 1),
        (('["<", "二"]',), 1),
        (('["一", "^"]',), 1),
        (('["一", "二"]', '["^", "<"]'), 2),
        (('["一", "<"]', '["^", "四"]'), 2),
    ],
)
def test_joins_that_lead_out_or_cover_no_rectangle_do_not(rows: Sequence[str], bad: int) -> None:
    assert grid(*rows) == [f"章节“全部”（all）：表格第{bad}行的列数或合并不合（应有2列）。"]


def test_a_grid_needs_widths() -> None:
    assert grid('["一", "二"]', widths="") == ["章节“全部”（all）：表格第1行的列数或合并不合（应有0列）。"]


def test_the_sections_of_a_form_table_are_one_grid() -> None:
    section = '[[document.section]]\nid = "b"\nheading = "乙"\ngrid = [ ["^", "乙"] ]\n'
    first = document(rest='grid = [ ["一", "甲"] ]\n')
    table = first.replace('file_name = "报告"', 'file_name = "报告"\nlayout = "form_table"\nwidths = [1, 1]')
    assert made("", documents=table + section).told("form.bad_grid") == []
    chapters = first.replace('file_name = "报告"', 'file_name = "报告"\nwidths = [1, 1]') + section
    assert len(made("", documents=chapters).told("form.bad_grid")) == 1


def test_a_row_of_an_unknown_table_does_not_shift_the_numbers_of_the_others() -> None:
    grid = 'grid = [ { each = "nothing", cells = ["甲", "乙"] }, ["一"], ["二", "三"] ]\nwidths = [1, 1]\n'
    found = made("", documents=document(rest=grid))
    assert found.told("form.bad_grid") == ["章节“全部”（all）：表格第2行的列数或合并不合（应有2列）。"]
    joined = 'grid = [ { each = "nothing", cells = ["甲", "乙"] }, ["^", "<"], ["二", "三"] ]\nwidths = [1, 1]\n'
    assert made("", documents=document(rest=joined)).told("form.bad_grid") == []


# ---------------------------------------------------------------- the shipped forms


def test_every_answer_of_the_shipped_forms_appears_on_paper_or_is_declared_off_paper() -> None:
    library = Library()
    for entry in library.entries():
        program = library.program(entry.key)
        assert paper_problems(program) == ()
        assert printed_slots(program)


# ---------------------------------------------------------------- charts


def charted(item: str, *more: str, rest: str = "", table: str = MONEY) -> list[str]:
    """What is told of a chart."""
    found = made(table, ["income_total", *more, item], rest=rest)
    return [one for code in ("form.unknown_item", "form.no_chart", "form.chart_place") for one in found.told(code)]


def test_a_chart_shows_a_composition_that_is_filled_in_somewhere() -> None:
    assert charted("chart:income", "income") == []
    assert charted("chart:income", "grid:income") == []
    assert charted("chart:incom", "income") == ["文书 report › 章节“全部”（all）：没有“incom”。您是否要写“income”？"]
    why = "表“income”不能成图：要有可以相加的金额列，旁边有占比列或上年列，并在某一章节填写。"
    told = f"文书 report › 章节“全部”（all）：{why}"
    assert charted("chart:income") == [told]
    unshared = MONEY.replace('formula = "share(amount, income_total)"', "")
    assert charted("chart:income", "income", table=unshared) == [told]


def test_a_chart_where_only_a_grid_prints_is_told() -> None:
    assert charted("chart:income", "income", rest='widths = [1]\ngrid = [["{income_total}"]]') == [
        "文书 report › 章节“全部”（all）：这里只印表格，图“chart:income”印不出来；请放到分章文书中没有 grid 的章节。"
    ]


def test_a_chart_prints_no_answer_by_itself() -> None:
    assert told(["income_total", "income", "chart:income"], "{income_total}") == ["income"]
