"""The workbook: what stands in which cell, with which formula, value, look and page."""

import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.errors import BugError
from core.exports.excel import MAX_TEXT, write_excel
from core.reports.document import Block, Document, Figure, Grid, GridCell, Paragraph
from tests.core.exports.excel_samples import (
    bound,
    document,
    entered,
    grid,
    holds,
    income_part,
    label,
    money,
    one_cell,
    part,
    percent,
    sample,
)
from tests.core.reports.samples import cell


def opened(made: Document, *, values: bool = False, **more: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(write_excel(made, **more)), data_only=values)


def first_cell(figure: Figure) -> Any:
    return opened(one_cell(figure))["表"]["A1"]


# ---- formulas and values


def test_formulas_are_live_and_their_values_stand_beside_them() -> None:
    live, known = opened(sample())["二、收支"], opened(sample(), values=True)["二、收支"]
    assert live["B6"].value == '=IF(COUNT(B3:B5)=0,"",ROUND(SUM(B3:B5),2))'
    assert known["B6"].value == 1844.31
    assert live["C3"].value == '=IFERROR(IF(OR(B3="",B6=""),"",ROUND(B3/B6,3)),"")'
    assert known["C3"].value == 0.741


def test_operands_on_another_sheet_are_references_to_it() -> None:
    live, known = opened(sample())["数据"], opened(sample(), values=True)["数据"]
    assert live["B12"].value == '=IFERROR(IF(OR(\'二、收支\'!B6="",B3=""),"",ROUND(\'二、收支\'!B6/B3,2)),"")'
    assert known["B12"].value == 167.66


def test_a_hidden_part_is_computed_with_and_not_shown() -> None:
    made = sample()
    income, data = made.parts
    book = opened(replace(made, parts=(income, replace(data, hidden=True))))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [(income.title, "visible"), ("数据", "hidden")]
    assert book["数据"]["B3"].value == opened(made)["数据"]["B3"].value


def test_a_blank_result_has_a_formula_and_no_value() -> None:
    assert opened(sample())["数据"]["B11"].value.startswith("=IFERROR(")
    assert opened(sample(), values=True)["数据"]["B11"].value is None


def test_neighbours_along_a_row_are_one_range_and_others_are_not() -> None:
    rows = [[holds(money(f"m{number}", "1.00")) for number in range(4)]]
    total = bound("total(m0, m1, m3)")
    made = document(part("表", grid(*rows, [holds(money("sum", "3.00", total))], widths=(1, 1, 1, 1))))
    assert opened(made)["表"]["A2"].value == '=IF(COUNT(A1:B1,D1)=0,"",ROUND(SUM(A1:B1,D1),2))'


def test_a_range_goes_on_past_merged_rows_but_not_round_corners() -> None:
    rows = [
        [holds(money("m0", "1.00"), rows=2), label("甲")],
        [label("乙")],
        [holds(money("m1", "1.00")), holds(money("m2", "1.00"))],
    ]
    made = document(part("表", grid(*rows, [holds(money("sum", "3.00", bound("total(m0, m1, m2)")))])))
    assert opened(made)["表"]["A4"].value == '=IF(COUNT(A1:A3,B3)=0,"",ROUND(SUM(A1:A3,B3),2))'


def test_a_figure_printed_again_refers_to_its_first_place() -> None:
    again = grid(
        [holds(money("income[other].amount", "431.81"))], [holds(entered("day", date(2024, 3, 1), "", "date"))]
    )
    once_more = grid([holds(entered("day", date(2024, 3, 1), "", "date"))])
    made = document(income_part(), part("另表", again, once_more))
    live, known = opened(made)["另表"], opened(made, values=True)["另表"]
    assert live["A1"].value == "=IF('二、收支'!B5=\"\",\"\",'二、收支'!B5)"
    assert known["A1"].value == 431.81
    assert live["A4"].value == '=IF(A2="","",A2)'
    assert known["A4"].value == datetime(2024, 3, 1)


def test_a_text_printed_again_keeps_its_text() -> None:
    rows = [
        [holds(entered("name", "甲", "甲"))],
        [holds(entered("name", "甲", "甲"))],
        [holds(entered("none", None, ""))],
    ]
    known = opened(document(part("表", grid(*rows, rows[2]))), values=True)["表"]
    assert [known[place].value for place in ("A1", "A2", "A3", "A4")] == ["甲", "甲", None, None]


def test_an_exact_figure_is_not_rounded() -> None:
    third = Figure(cell=cell("third"), value=Decimal(1) / 3, text="0.33", places=2, formula=bound("1 / 3"))
    assert first_cell(third).value == '=IFERROR(1/3,"")'
    as_typed = Figure(cell=cell("half"), value=Decimal("0.5"), text="0.5", formula=bound("1 / 2"))
    assert first_cell(as_typed).value == '=IFERROR(1/2,"")'


def test_an_entered_figure_is_a_value_even_where_it_could_be_computed() -> None:
    overridden = Figure(
        cell=cell("a"), value=Decimal("2.50"), text="2.50", kind="money", places=2, formula=bound("1 + 1"), entered=True
    )
    assert first_cell(overridden).value == 2.5


def test_a_formula_too_large_for_a_workbook_leaves_its_value() -> None:
    figures = [money(f"t[r{number}].a", "1.00") for number in range(300)]
    rows = [
        [holds(figure), label("隔行")] if row % 2 else [label("隔行"), holds(figure)]
        for row, figure in enumerate(figures)
    ]
    total = bound("total(t.a)", {"t": [figure.cell.row for figure in figures]})
    sheet = opened(document(part("表", grid(*rows, [holds(money("sum", "300.00", total))]))))["表"]
    assert sheet["A301"].value == 300


def test_an_operand_that_stands_nowhere_is_our_own_fault() -> None:
    with pytest.raises(BugError, match="prior"):
        write_excel(one_cell(money("a", "1.00", bound("prior + 1"))))


def test_operands_on_two_sheets_are_two_references() -> None:
    total = money("sum", "2.00", bound("total(m0, m1)"))
    made = document(*[part(f"表{number}", grid([holds(money(f"m{number}", "1.00"))])) for number in range(2)])
    made = document(*made.parts, part("合计", grid([holds(total)])))
    assert "SUM('表0'!A1,'表1'!A1)" in opened(made)["合计"]["A1"].value


def test_only_figures_are_computed() -> None:
    words = Figure(cell=cell("a"), value="甲", text="甲", formula=bound("1 + 1"))
    assert first_cell(words).value == "甲"


def test_choices_are_compared_by_their_labels_and_names_counted() -> None:
    choice = entered("level", "provincial", "省级专项", "choice")
    names = entered("offices", "甲、乙", "甲、乙", "names")
    points = Figure(cell=cell("points"), value=Decimal(3), text="3", formula=bound('when(level == "provincial", 3, 1)'))
    other = Figure(cell=cell("other"), value=Decimal(1), text="1", formula=bound('when(level == "own", 3, 1)'))
    count = Figure(cell=cell("n"), value=Decimal(2), text="2", formula=bound("count(offices)"))
    sheet = opened(document(part("表", grid(*[[holds(one)] for one in (choice, names, points, other, count)]))))["表"]
    assert sheet["A3"].value == '=IF(A1="","",IF(A1="省级专项",3,1))'
    assert sheet["A4"].value == '=IF(A1="","",IF(A1="own",3,1))'
    assert sheet["A5"].value == '=IF(A2="",0,LEN(A2)-LEN(SUBSTITUTE(A2,"、",""))+1)'


# ---- inputs and texts


@pytest.mark.parametrize(
    ("figure", "value", "shown_as"),
    [
        (money("a", "1366.27"), 1366.27, "#,##0.00"),
        (percent("a", "0.741"), 0.741, "0.0%"),
        (percent("a", "1", places=0), 1, "0%"),
        (entered("a", Decimal(11), "11", "integer", 0), 11, "0"),
        (entered("a", Decimal("2.10"), "2.10", "number"), 2.1, "0.00"),
        (entered("a", Decimal("78.6"), "约78.6", "quantity"), 78.6, '"约"0.0'),
        (entered("a", Decimal(17000), "17000余亩", "quantity"), 17000, '0"余亩"'),
        (entered("a", Decimal(100000), "10万余人", "quantity"), "10万余人", "General"),
        (entered("a", date(2024, 3, 29), "2024年3月29日", "date"), datetime(2024, 3, 29), 'yyyy"年"m"月"d"日"'),
        (entered("a", date(1890, 1, 1), "1890年1月1日", "date"), "1890年1月1日", 'yyyy"年"m"月"d"日"'),
        (entered("a", "甲", "甲"), "甲", "@"),
        (entered("a", "长" * 300, "长" * 300), "长" * 300, "General"),
        (entered("a", None, "", "money", 2), None, "#,##0.00"),
        (entered("a", None, "＿＿", "integer"), None, "0"),
        (entered("a", None, "", "percent"), None, "0.00%"),
        (entered("a", None, "", "quantity"), None, "General"),
        (entered("a", None, "", "date"), None, 'yyyy"年"m"月"d"日"'),
        (entered("a", None, "", "text"), None, "@"),
        (entered("a", None, "", "long_text"), None, "General"),
    ],
)
def test_inputs_are_values_in_the_format_of_their_print(figure: Figure, value: object, shown_as: str) -> None:
    found = first_cell(figure)
    assert (found.value, found.number_format) == (value, shown_as)


def test_a_quantity_that_a_formula_reads_stays_a_number() -> None:
    people = entered("people", Decimal(100000), "10万余人", "quantity")
    double = Figure(cell=cell("double"), value=Decimal(200000), text="200000", formula=bound("people * 2"))
    sheet = opened(document(part("表", grid([holds(people)], [holds(double)]))))["表"]
    assert (sheet["A1"].value, sheet["A1"].number_format) == (100000, "0")
    assert sheet["A2"].value == '=IF(A1="","",A1*2)'


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@a", "{=1}", "http://a.b", "007", "_x0041_"])
def test_text_stays_text(text: str) -> None:
    rows = [[holds(entered("a", text, text))], [label(text)], [holds(text, "")]]
    sheet = opened(document(part("表", grid(*rows), Paragraph(runs=(text,)))))["表"]
    places = ("A1", "A2", "A3", "A5")
    assert [(sheet[place].value, sheet[place].data_type) for place in places] == [(text, "s")] * 4
    assert not any(sheet[place].hyperlink for place in places)


def test_a_cell_of_text_and_figures_is_text() -> None:
    sheet = opened(document(part("表", grid([holds("≥", money("a", "5.00")), holds(money("b", "6.00"), "")]))))["表"]
    assert (sheet["A1"].value, sheet["B1"].value) == ("≥5.00", 6)
    two = GridCell(paragraphs=(Paragraph(runs=(money("a", "5.00"),)), Paragraph(runs=("注",))))
    assert opened(document(part("表", grid([two]))))["表"]["A1"].value == "5.00\n注"


def test_the_library_is_loaded_when_a_workbook_is_written_and_not_before() -> None:
    code = (
        "import sys, core.exports.excel, core.exports.excel_readback;"
        "sys.exit(len({'xlsxwriter', 'openpyxl'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode == 0


def test_what_a_workbook_cannot_hold_is_cut_or_left_out() -> None:
    long = first_cell(entered("a", "长" * 40_000, "长" * 40_000))
    assert len(long.value) == MAX_TEXT
    assert long.value.endswith("（全文见Word文件）")
    assert first_cell(entered("a", "a\x00b\ufffe\nc", "a\x00b\ufffe\nc")).value == "ab\nc"


# ---- the look


def test_cells_lie_where_the_grid_lays_them() -> None:
    rows = [
        [label("预算", rows=2, columns=2), label("年初"), label("全年")],
        [holds(money("a", "1.00")), holds(money("b", "2.00"))],
        [label("总分", columns=3), label("")],
    ]
    sheet = opened(document(part("表", grid(*rows, widths=(1, 1, 1, 1)))))["表"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:B2", "A3:C3"]
    assert [sheet[place].value for place in ("A1", "C1", "D1", "C2", "D2", "A3")] == [
        "预算",
        "年初",
        "全年",
        1,
        2,
        "总分",
    ]


def test_a_span_beyond_the_last_row_ends_with_the_grid() -> None:
    sheet = opened(document(part("表", grid([label("甲", rows=5), label("乙")], [label("丙")]))))["表"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:A2"]


def test_overlapping_cells_are_our_own_fault() -> None:
    with pytest.raises(BugError, match="overlap"):
        write_excel(document(part("表", grid([label("甲"), label("乙", rows=2)], [label("丙", columns=2)]))))


def test_inputs_heads_and_computed_figures_look_different() -> None:
    sheet = opened(sample())["二、收支"]
    head, typed, computed = sheet["B2"], sheet["B3"], sheet["C3"]
    assert head.font.b
    assert not typed.font.b
    assert len({one.fill.fgColor.rgb for one in (head, typed, computed)}) == 3
    assert {one.border.left.style for one in (head, typed, computed)} == {"thin"}
    assert (head.alignment.horizontal, typed.alignment.horizontal) == ("center", "right")
    assert (head.font.name, typed.font.sz) == ("宋体", 11)
    assert sheet["A3"].alignment.wrap_text


def test_align_and_indent_are_the_documents() -> None:
    rows = [
        [label("其中：人员经费", indent=2), holds(money("a", "1.00"), align="left")],
        [label("项目"), holds(money("b", "1.00"))],
    ]
    sheet = opened(document(part("表", grid(*rows))))["表"]
    assert sheet["A1"].alignment.indent - sheet["A2"].alignment.indent == 2
    assert [sheet[place].alignment.horizontal for place in ("B1", "B2")] == ["left", "right"]


def test_columns_fit_their_texts_and_stay_within_a_page() -> None:
    rows = [[label("名称" * 3), label("很长的说明" * 20), holds(money("a", "1.00"))]]
    widths = opened(document(part("表", grid(*rows, widths=(1, 1, 1)))))["表"].column_dimensions
    name, remark, amount = (widths[letter].width for letter in "ABC")
    assert remark > name > amount
    assert 12 < name < 30
    assert name + remark + amount < 90


def test_columns_without_a_text_of_their_own_take_the_share_they_were_given() -> None:
    widths = opened(document(part("表", grid([label("甲" * 10, columns=2)], widths=(3, 1)))))["表"].column_dimensions
    assert 2 < widths["A"].width / widths["B"].width < 4


def heights(made: Document) -> list[float]:
    sheet = opened(made)["表"]
    return [sheet.row_dimensions[row].height or 18 for row in range(1, sheet.max_row + 1)]


def test_rows_are_as_high_as_their_texts() -> None:
    one_line, three_lines, long = label("甲"), label("甲\n乙\n丙"), label("长" * 400)
    low, high, highest = heights(document(part("表", grid([one_line], [three_lines], [long], widths=(1,)))))
    assert low == 18
    assert 40 < high < 60
    assert 140 < highest < 200


def test_a_cell_over_several_rows_makes_room_in_the_last() -> None:
    rows = [[label("长" * 500, rows=2, columns=2), label("甲")], [label("乙")]]
    first, last = heights(document(part("表", grid(*rows, widths=(1, 1, 1)))))
    assert first == 18
    assert last > 200


def test_a_text_higher_than_a_row_may_be_gets_several_rows() -> None:
    rows = [[label("头")], [label("长" * 4000)], [holds(money("a", "1.00"))], [holds(money("b", "1.00", bound("a")))]]
    sheet = opened(document(part("表", grid(*rows, widths=(1,)))))["表"]
    (merged,) = sheet.merged_cells.ranges
    assert merged.min_row == 2
    assert merged.max_row > 4
    assert max(dimension.height for dimension in sheet.row_dimensions.values() if dimension.height) <= 409
    assert sheet.cell(merged.max_row + 1, 1).value == 1
    assert f"A{merged.max_row + 1}" in sheet.cell(merged.max_row + 2, 1).value


def test_paragraphs_run_across_the_table_in_their_role() -> None:
    blocks: list[Block] = [
        Paragraph(runs=("自评表",), role="title"),
        Paragraph(runs=()),
        Paragraph(runs=("长" * 300,), indent=1),
        grid([label("甲"), label("乙")]),
    ]
    sheet = opened(document(part("表", *blocks)))["表"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:B1", "A3:B3"]
    assert sheet["A1"].font.sz > sheet["A3"].font.sz
    assert sheet["A3"].alignment.indent == 1
    assert sheet["A4"].value == "甲"
    assert sheet.row_dimensions[3].height > 60


def test_captions_and_units_stand_above_their_table() -> None:
    table = Grid(rows=((label("甲"),),), widths=(1,), caption="三公经费", numbers_note="单位：万元")
    sheet = opened(document(part("表", table, table)))["表"]
    once = ["三公经费", "单位：万元", "甲"]
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == [*once, None, *once]
    assert sheet["A2"].alignment.horizontal == "right"


# ---- pages and properties


def test_the_page_is_a4_as_wide_as_the_table_with_its_head_on_every_page() -> None:
    sheet = opened(sample())["二、收支"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert (sheet.oddHeader.left.text, sheet.oddHeader.center.text) == ("&A", None)
    assert sheet.oddFooter.left.text == "庙前镇人民政府2023年度报告"
    assert "&P" in sheet.oddFooter.right.text


def test_landscape_and_draft() -> None:
    made = document(part("横", grid([label("甲")]), landscape=True), part("竖", grid([label("甲")])), draft=True)
    book = opened(made)
    assert [sheet.page_setup.orientation for sheet in book] == ["landscape", "portrait"]
    assert [sheet.oddHeader.center.text for sheet in book] == ["草稿", "草稿"]


def test_no_head_is_frozen_where_it_would_mislead() -> None:
    table = grid([label("甲")], [label("乙")], head_rows=1)
    two_tables, none = document(part("表", table, table)), document(part("表", grid([label("甲")])))
    low = document(part("表", Paragraph(runs=("长" * 1000,)), table))
    assert [opened(made)["表"].freeze_panes for made in (two_tables, none, low)] == [None, None, None]
    assert [opened(made)["表"].print_title_rows for made in (two_tables, none, low)] == ["$4:$4", None, "$2:$2"]


def test_sheet_titles_are_legal_and_different() -> None:
    wanted = ["a/b[c]:d*?\\'", "长" * 40, "长" * 40, "表", "", "History", "\n"]
    book = opened(document(*[part(title) for title in wanted]))
    names = book.sheetnames
    assert names == ["a／b［c］：d＊？＼’", "长" * 31, "长" * 28 + "（2）", "表", "表（2）", "History表", "表（3）"]


def test_properties_say_title_and_unit_and_nothing_of_who_wrote_it() -> None:
    book = opened(sample(), uid="u-1", form="changning/2023", written=datetime(2024, 3, 29))
    assert (book.properties.title, book.properties.creator) == ("庙前镇人民政府2023年度报告", "庙前镇人民政府")
    assert book.properties.created == datetime(2024, 3, 29)
    assert {one.name: one.value for one in book.custom_doc_props.props} == {
        "jibao_uid": "u-1",
        "jibao_form": "changning/2023",
    }
    with zipfile.ZipFile(BytesIO(write_excel(sample()))) as package:
        everything = b"".join(map(package.read, package.namelist())).lower()
    assert b"xlsxwriter" not in everything
    assert "docprops/custom.xml" not in package.namelist()


def test_input_cells_are_named_and_computed_ones_are_not() -> None:
    names = {name: defined.attr_text for name, defined in opened(sample()).defined_names.items()}
    assert names["c_income.fund_budget.amount"] == "'二、收支'!$B$4"
    assert names["c_town_area"] == "'数据'!$B$1"
    assert "c_income_total" not in names
    assert len(names) == 13


def test_the_same_document_gives_the_same_file() -> None:
    assert write_excel(sample()) == write_excel(sample())


def test_a_document_without_parts_is_still_a_workbook() -> None:
    assert len(opened(document()).sheetnames) == 1


def test_two_thousand_rows_take_about_a_second() -> None:
    rows = [
        [
            label(str(row)),
            holds(entered(f"p[r{row}].name", "道路硬化", "道路硬化")),
            holds(money(f"p[r{row}].budget", "12.34")),
            holds(money(f"p[r{row}].actual", "12.00")),
            holds(percent(f"p[r{row}].rate", "0.972", bound(f"rate(p[r{row}].actual, p[r{row}].budget)"))),
        ]
        for row in range(2000)
    ]
    made = document(part("项目", grid([label("项目")] * 5, *rows, head_rows=1, widths=(1, 3, 1, 1, 1))))
    start = time.process_time()
    write_excel(made)
    assert time.process_time() - start < 3
