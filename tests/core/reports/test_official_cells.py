"""What a cell of an official table holds: of several items those that say something."""

import pytest

from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.compose import compose
from core.reports.document import Grid, GridCell
from core.reports.sheet import Sheet
from tests.core.reports.samples import program, sheet_of

DEFINITION = """
[field]
unit = { label = "单位", kind = "text" }
story = { label = "说明", kind = "long_text" }
paid = { label = "已付", kind = "money" }
[sentence.none]
label = "无"
text = "{part}"
part.part = [{ when = "paid > 5", text = "已付{paid}" }, { text = "" }]
[table.rules]
label = "评分"
rows = [
  { id = "rate", label = "控制率", closed = ["met"] },
  { id = "system", label = "制度", closed = ["value"] },
]
columns = [
  { id = "value", label = "指标数", kind = "percent" },
  { id = "met", label = "符合", kind = "yes_no" },
  { id = "note", label = "原因", kind = "long_text" },
  { id = "score", label = "得分", kind = "number", places = 1, formula = "steps_above(value, 1, 0.01, 0.5, 5)" },
]
"""
FORM = """
[[document]]
id = "report"
title = "表"
file_name = "表"
layout = "form_table"
widths = [1, 1]
[[document.section]]
id = "rows"
heading = "表"
items = ["unit", "story", "paid", "rules"]
{entry}
grid = [{rows}]
"""


def form(rows: str, entry: str = 'entry = "grid"') -> Program:
    return program(DEFINITION, FORM.replace("{entry}", entry).replace("{rows}", rows))


def cells(rows: str, entry: str = 'entry = "grid"', **answers: str) -> list[GridCell]:
    """The second cells of the printed lines."""
    given = {
        name.replace("__", "[", 1).replace("__", "].") if "__" in name else name: text for name, text in answers.items()
    }
    [grid] = [
        block for block in compose(sheet_of(given, form(rows, entry)), "report").blocks() if isinstance(block, Grid)
    ]
    return [row[-1] for row in grid.rows]


EACH = '{ each = "rules", cells = ["{label}", %s] }'


def test_of_several_columns_those_closed_in_the_row_are_left_out() -> None:
    first, second = cells(EACH % '["value", "met"]', rules__rate__value="103%", rules__system__met="是")
    assert (first.text, first.align) == ("103.00%", "center")
    assert (second.text, second.align) == ("是", "center")
    first, second = cells(EACH % '["value", "met"]')
    assert (first.sole_figure is not None, second.sole_figure is not None) == (True, True)


def test_why_points_were_lost_stands_before_the_reason() -> None:
    first, second = cells(EACH % '["why:score", "note"]', rules__rate__value="103%", rules__rate__note="超编。")
    assert [paragraph.text for paragraph in first.paragraphs][1:] == ["超编。"]
    assert "103" in first.paragraphs[0].text
    assert second.paragraphs == ()


def test_of_several_items_those_with_something_to_say_stay() -> None:
    row = '["甲", ["story", "paid", "sentence:none"]]'
    [one] = cells(row, paid="3")
    assert one.text == "3.00"
    [one] = cells(row, paid="7", story="说。\n明。")
    assert [paragraph.text for paragraph in one.paragraphs] == ["说。", "明。", "7.00", "已付7万元"]
    [one] = cells('["甲", ["共{paid}", "{unit}人"]]', unit="三")
    assert one.text == "三人"
    [one] = cells('["甲", ["共{paid}", "{unit}人"]]')
    assert one.paragraphs == ()


@pytest.mark.parametrize(("entry", "text"), [('entry = "grid"', "合计万元"), ("", "合计＿＿万元")])
def test_blanks_print_a_line_only_where_the_table_is_no_form(entry: str, text: str) -> None:
    [one] = cells('["甲", "合计{unit}万元"]', entry)
    assert one.text == text


def test_a_text_of_one_quote_is_a_figure() -> None:
    [one] = cells('["甲", ["{paid}"]]', paid="3")
    assert one.sole_figure is not None
    assert one.sole_figure.text == "3.00"


def test_a_single_item_is_printed_with_its_unit_where_the_table_is_no_form() -> None:
    [one] = cells('["甲", ["paid"]]', "", paid="3")
    assert one.text == "3万元"


def test_a_cell_of_one_answer_asks_for_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Cell] = []

    def shown(sheet: Sheet, cell: Cell) -> str:
        asked.append(cell)
        return plainly(sheet, cell)

    plainly = Sheet.shown
    monkeypatch.setattr(Sheet, "shown", shown)
    cells('["甲", ["paid"]], ["乙", "{paid}"]', paid="3")
    assert asked.count(Cell("paid")) == 2
