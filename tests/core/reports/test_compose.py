"""The pages to hand in: chapters, form tables, captions."""

from core.reports.compose import compose, compose_section, document_name, unit_name
from core.reports.document import Document, Grid, Paragraph
from core.reports.draft import Part
from core.reports.sheet import Sheet
from tests.core.reports.samples import apply, complete, program, sheet_of


def sheet(**more: str) -> Sheet:
    return sheet_of(complete(**more), projects=["p1"])


def paragraphs(document: Document) -> list[tuple[str, str]]:
    return [(one.role, one.text) for one in document.blocks() if isinstance(one, Paragraph)]


def grid(document: Document) -> list[list[str]]:
    [one] = [block for block in document.blocks() if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in one.rows]


# -- chapters ----------------------------------------------------------------------------------------------------


def test_a_report_in_chapters() -> None:
    assert paragraphs(compose(sheet(), "report")) == [
        ("title", "甲镇人民政府"),
        ("title", "2023年度报告"),
        ("heading1", "一、概况"),
        ("heading2", "（一）2023年机构"),
        ("body", "1、宣传法律"),
        ("body", "2、发展经济"),
        ("heading1", "二、收支"),
        (
            "body",
            "2023年甲镇人民政府收入100万元，其中：财政拨款60万元，占60%；基金收入30万元，占30%；其他各项收入10万元，占10%。",
        ),
        ("body", "本年支出100万元，其中基本支出70万元，占总支出70%。"),
        ("body", "三公经费：接待费2万元。"),
        ("heading1", "三、项目"),
        ("heading1", "四、成效"),
        ("heading2", "（一）抓产业"),
        ("body", "1.种粮食。全镇耕地17000余亩。"),
        ("body", "本年支出100万元。"),
        ("signature", "甲镇人民政府"),
        ("date", "2024年3月29日"),
    ]


def test_chapters_are_parts_and_those_off_paper_are_not_there() -> None:
    document = compose(sheet(), "report")
    assert [part.id for part in document.parts] == [
        "title",
        *("overview", "staff", "money", "projects", "deeds"),
        "closing",
    ]
    assert [part.title for part in document.parts][1:3] == ["一、概况", "（一）2023年机构"]


def test_what_a_file_is_called() -> None:
    document = compose(sheet(), "report", final=True)
    assert (document.title, document.file_name) == ("甲镇人民政府2023年度报告", "甲镇人民政府2023年度报告")
    assert (document.unit, document.draft) == ("甲镇人民政府", False)
    assert compose(sheet(), "report").draft
    assert document_name(sheet(), "report", "title") == "甲镇人民政府\n2023年度报告"


def test_tables_are_printed_without_what_is_only_entered() -> None:
    grids = [block for block in compose(sheet(), "report").blocks() if isinstance(block, Grid)]
    assert [one.caption for one in grids] == ["支出", "项目"]
    assert [cell.text for cell in grids[0].rows[0]] == ["项目", "金额", "占比"]


def test_an_empty_report_has_its_headings_and_lines_to_fill() -> None:
    document = compose(sheet_of({}), "report")
    assert ("body", "本年支出＿＿，其中基本支出＿＿，占总支出＿＿。") in paragraphs(document)
    assert ("heading1", "四、成效") in paragraphs(document)
    assert ("signature", "＿＿") in paragraphs(document)
    assert document.unit == ""


def test_what_does_not_apply_says_so() -> None:
    one = sheet()
    items = ("income", "nature", "visits", "duties", "story")
    apply(one, *(one.draft.edit(Part.NOT_APPLICABLE, item, True) for item in items))
    said = [text for _, text in paragraphs(compose(one, "report"))]
    assert [text for text in said if text.endswith(("无。", "没有三公经费。"))] == [
        "无。",
        "收入情况：无。",
        "支出：无。",
        "支出情况：无。",
        "没有三公经费。",
        "无。",
    ]


def test_a_sentence_with_nothing_to_say_leaves_no_empty_line() -> None:
    form = program(
        """
        [field]
        a = { label = "甲", kind = "money" }
        [sentence.s]
        label = "句"
        text = "{part}"
        part.part = [{ when = "a > 0", text = "甲{a}。" }, { text = "" }]
        """
    )
    assert [text for _, text in paragraphs(compose(sheet_of({"a": "1"}, form), "report"))] == [
        "报告",
        "一、全部",
        "甲1万元。",
    ]
    assert [text for _, text in paragraphs(compose(sheet_of({}, form), "report"))] == ["报告", "一、全部"]


FRAME = """
[[document]]
id = "report"
title = "题"
file_name = "名"
heading_numbers = ["1."]
widths = [10, 10]
[[document.section]]
id = "one"
heading = ""
items = ["a"]
[[document.section]]
id = "two"
heading = "甲"
grid = [["甲", "{a}"], ["乙", ["a", "sentence:s"]]]
widths = [3, 7]
[[document.section]]
id = "three"
heading = "乙"
level = 2
grid = [["", "{a}"]]
"""
SMALL = """
[field]
a = { label = "甲", kind = "money" }
[sentence.s]
label = "句"
text = "{part}"
part.part = [{ when = "a > 0", text = "" }, { text = "没有甲。" }]
"""


def framed(a: str = "") -> Document:
    return compose(sheet_of({"a": a}, program(SMALL, FRAME)), "report")


def test_a_chapter_without_a_heading_is_not_counted_and_deep_ones_may_be_unnumbered() -> None:
    assert [part.title for part in framed().parts] == ["", "", "1.甲", "乙"]


def test_a_chapter_may_be_a_grid_with_widths_of_its_own() -> None:
    first, second = [block for block in framed("5").blocks() if isinstance(block, Grid)]
    assert (first.widths, second.widths) == ((3, 7), (10, 10))
    assert [[cell.text for cell in row] for row in first.rows] == [["甲", "5万元"], ["乙", "5万元"]]


def test_cells_of_words_are_labels_and_empty_ones_are_not() -> None:
    first, second = [block for block in framed("5").blocks() if isinstance(block, Grid)]
    assert [cell.label for cell in first.rows[0]] == [True, False]
    assert [cell.label for cell in second.rows[0]] == [False, False]
    assert [paragraph.role for paragraph in first.rows[0][0].paragraphs] == ["cell_label"]


def test_a_sentence_in_a_cell_says_its_case() -> None:
    [block, _] = [block for block in framed().blocks() if isinstance(block, Grid)]
    assert block.rows[1][1].text == "＿＿\n没有甲。"


def test_no_closing_no_part() -> None:
    assert framed().parts[-1].id == "three"


# -- form tables -------------------------------------------------------------------------------------------------


def test_a_form_table() -> None:
    document = compose(sheet(projects__p1__amount="5"), "sheet")
    assert grid(document) == [
        ["项目", "内容"],
        ["单位", "甲镇人民政府"],
        ["收支", "收入", "100万元"],
        ["支出", "本年支出100万元，其中基本支出70万元，占总支出70%。\n100万元"],
        ["项目", "修路", "5万元"],
        ["说明", "", "本年支出100万元。"],
    ]
    [one] = [block for block in document.blocks() if isinstance(block, Grid)]
    assert (one.head_rows, one.widths) == (1, (20, 20, 60))
    assert [(cell.rows, cell.columns) for cell in one.rows[2]] == [(2, 1), (1, 1), (1, 1)]


def test_rows_whose_condition_does_not_hold_are_left_out() -> None:
    assert ["项目", "修路", ""] not in grid(compose(sheet(), "sheet"))
    assert len(grid(compose(sheet(), "sheet"))) == 5


def test_a_form_that_asks_for_no_unit_has_none() -> None:
    assert unit_name(sheet_of({}, program(SMALL))) == ""


def test_a_numeric_grid_prints_its_figures_as_tables_do() -> None:
    form = program(SMALL, FRAME.replace("widths = [3, 7]", 'widths = [3, 7]\nnumbers_note = "单位：万元"'))
    blocks = compose(sheet_of({"a": "5"}, form), "report").blocks()
    first, second = [block for block in blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in first.rows] == [["甲", "5.00"], ["乙", "5.00"]]
    assert (first.numbers_note, second.numbers_note) == ("单位：万元", "")


# -- one chapter -------------------------------------------------------------------------------------------------


def test_one_chapter_under_its_own_number() -> None:
    document = compose_section(sheet(), "report", "projects")
    assert [part.title for part in document.parts] == ["三、项目"]
    assert compose_section(sheet(), "report", "unit").parts == ()


def test_one_chapter_of_a_form_table_is_its_rows() -> None:
    form = program(SMALL, FRAME.replace('heading_numbers = ["1."]', 'layout = "form_table"'))
    assert grid(compose_section(sheet_of({"a": "5"}, form), "report", "three")) == [["", "5万元"]]
    assert len(grid(compose_section(sheet_of({"a": "5"}, form), "report", "two"))) == 2
