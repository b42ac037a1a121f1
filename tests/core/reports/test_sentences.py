"""What a sentence says: cases, rows, quotes, and the clerk's own wording."""

import pytest

from core.forms.program import Program
from core.forms.texts import PartQuote
from core.formulas.cells import Cell
from core.reports.draft import FreeRow, Part, Rewording
from core.reports.sentences import Unknown, Words, all_words, generate, plain, prose, say, skeleton, text_runs
from core.reports.sheet import Sheet
from tests.core.reports.samples import apply, cell, complete, enter, program, sample, sheet_of


def text(sheet: Sheet, sentence: str) -> str:
    return plain(sheet, say(sheet, sentence).runs)


# -- generated ---------------------------------------------------------------------------------------------------


def test_rows_are_said_in_their_order_with_their_own_wording() -> None:
    assert text(sheet_of(complete()), "income_summary") == (
        "2023年甲镇人民政府收入100万元，其中：财政拨款60万元，占60%；基金收入30万元，占30%；其他各项收入10万元，占10%。"
    )


def test_rows_that_do_not_hold_are_left_out_with_their_joiner() -> None:
    sheet = sheet_of(complete(income__fund__amount="0"))
    assert "其中：财政拨款60万元，占85.7%；其他各项收入10万元，占14.3%。" in text(sheet, "income_summary")
    assert text(sheet_of({"year": "2023"}), "income_summary") == "2023年＿＿收入＿＿。"


def test_a_row_says_how_its_points_are_given() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [
          { id = "a", label = "甲", standard = "{year}年满分5分" },
          { id = "b", label = "乙", free = { max = 5 }, parts = "some" },
        ]
        columns = [{ id = "n", label = "数", kind = "money" }]
        [field]
        year = { label = "年度", kind = "year" }
        [sentence.s]
        label = "文"
        text = "{rows}"
        part.rows = { each = "t", text = "{label}：{standard}", joiner = "；" }
        """
    )
    assert text(sheet_of({"year": "2023"}, form, t=[FreeRow("r", "b")]), "s") == "甲：2023年满分5分；乙：；第3行："


@pytest.mark.parametrize(
    ("prior", "said"),
    [
        ("80", "，较上年80万元增加了20万元，增长25%。"),
        ("110", "，不高于上年110万元。"),
        ("0", "占10%。"),
        ("", "占10%。"),
    ],
)
def test_the_first_case_that_holds_is_said(prior: str, said: str) -> None:
    assert text(sheet_of(complete(income_prior=prior)), "income_summary").endswith(said)


def test_a_part_without_rows_may_say_so() -> None:
    assert text(sheet_of(complete()), "visits_summary") == "三公经费：接待费2万元。"
    assert text(sheet_of({}), "visits_summary") == "没有三公经费。"


def test_runs_are_words_and_cells() -> None:
    runs = generate(sheet_of(complete()), sample().sentences["nature_summary"])
    assert runs == (
        "本年支出",
        Cell("expenditure_total"),
        "，其中基本支出",
        cell("nature[basic].amount"),
        "，占总支出",
        cell("nature[basic].share"),
        "。",
    )
    assert skeleton(runs) == (
        "本年支出{expenditure_total}，其中基本支出{nature[basic].amount}，占总支出{nature[basic].share}。"
    )


FREE = """
[table.t]
label = "表"
label_column = "name"
free = { min = 0, max = 9 }
columns = [{ id = "name", label = "名称", kind = "text" }, { id = "n", label = "数", kind = "integer", unit = "个" }]
[table.other]
label = "别的表"
rows = [{ id = "a", label = "{year}年" }]
columns = [{ id = "n", label = "数", kind = "integer" }]
[field]
year = { label = "年度", kind = "year" }
[sentence.rows]
label = "各行"
text = "{all}{lacking}"
part.all = { each = "t", text = "{label}{n}", joiner = "、" }
part.lacking = { each = "other", text = "{label}{n}", none = "（没有）" }
"""


def free_form(*items: str) -> Program:
    return program(FREE, items=items or ("t", "other", "year", "sentence:rows"))


def test_rows_of_the_clerks_own_are_called_what_they_are_named() -> None:
    answers = {"t[a].name": "甲", "t[a].n": "1", "t[b].n": "2", "other[a].n": "3", "year": "2023"}
    assert text(sheet_of(answers, free_form(), t=["a", "b"]), "rows") == "甲1个、第2行2个2023年3"


def test_a_table_that_this_form_lacks_or_that_does_not_apply_has_no_rows() -> None:
    sheet = sheet_of({"t[a].n": "1"}, free_form("t", "sentence:rows"), t=["a"])
    assert text(sheet, "rows") == "第1行1个（没有）"
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "t", True))
    assert text(sheet, "rows") == "（没有）"


# -- what does not apply -----------------------------------------------------------------------------------------


def test_a_sentence_with_nothing_that_applies_says_none() -> None:
    sheet = sheet_of(complete())
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "income", True))
    said = say(sheet, "income_summary")
    assert plain(sheet, said.runs) == "收入情况：无。"
    assert said.skeleton == "收入情况：无。"


def test_a_sentence_of_which_a_part_applies_is_said() -> None:
    sheet = sheet_of(complete(income_prior="80"))
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "income_prior", True))
    assert text(sheet, "income_summary").endswith("占10%。")


def test_a_case_for_none_is_said_as_the_form_words_it() -> None:
    sheet = sheet_of(complete())
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "visits", True))
    assert text(sheet, "visits_summary") == "没有三公经费。"


# -- reworded ----------------------------------------------------------------------------------------------------


def reworded(words: str, **more: str) -> Sheet:
    sheet = sheet_of(complete(income_prior="80", **more))
    kept = Rewording(words, say(sheet, "income_summary").skeleton)
    apply(sheet, sheet.draft.edit(Part.REWORDINGS, "income_summary", kept))
    return sheet


def test_the_clerks_wording_is_said_and_its_figures_follow() -> None:
    sheet = reworded("全年收入{income_total}，{{不含}}结转。")
    assert text(sheet, "income_summary") == "全年收入100万元，{不含}结转。"
    enter(sheet, "income[general].amount", "70")
    said = say(sheet, "income_summary")
    assert plain(sheet, said.runs) == "全年收入110万元，{不含}结转。"
    assert (said.reworded, said.stale) == (True, False)
    assert plain(sheet, said.generated).startswith("2023年甲镇人民政府收入110万元")


@pytest.mark.parametrize(
    ("address", "typed", "stale"),
    [
        ("income_prior", "81", False),
        ("year", "2024", False),
        ("income_prior", "200", True),
        ("income[fund].amount", "0", True),
    ],
)
def test_another_case_or_row_makes_it_stale_another_figure_does_not(address: str, typed: str, stale: bool) -> None:
    sheet = reworded("收入{income_total}。")
    enter(sheet, address, typed)
    assert say(sheet, "income_summary").stale is stale


def test_a_quote_of_nothing_stays_visible() -> None:
    sheet = reworded("收入{income_totl}。")
    assert say(sheet, "income_summary").runs == ("收入", Unknown("income_totl"), "。")
    assert text(sheet, "income_summary") == "收入{income_totl}。"
    assert skeleton(say(sheet, "income_summary").runs) == "收入{income_totl}。"


# -- free prose --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("共{farmland}。", ("共", Cell("farmland"), "。")),
        ("{income[general].amount}", (cell("income[general].amount"),)),
        ("{{甲}}", ("{甲}",)),
        ("{offices}", (Cell("offices"),)),
        ("{duties}", (Unknown("duties"),)),
        ("{income[gone].amount}", (Unknown("income[gone].amount"),)),
        ("{不是地址}", (Unknown("不是地址"),)),
        ("", ()),
    ],
)
def test_quotes_in_prose_name_figures_and_short_texts(words: str, runs: tuple[object, ...]) -> None:
    assert prose(sheet_of(complete()), words) == runs


def test_all_words_are_the_sentences_and_each_line_of_prose() -> None:
    sheet = sheet_of(complete(story="甲\n乙{year}"))
    words = list(all_words(sheet))
    assert [(one.place, one.item, one.typed) for one in words if one.item] == [
        ("收入情况", "sentence:income_summary", False),
        ("支出情况", "sentence:nature_summary", False),
        ("三公情况", "sentence:visits_summary", False),
    ]
    story = [one for one in words if one.cells == (Cell("story"),)]
    assert story == [
        Words(place="说明", runs=("甲",), cells=(Cell("story"),)),
        Words(place="说明", runs=("乙", Cell("year")), cells=(Cell("story"),)),
    ]


# -- captions ----------------------------------------------------------------------------------------------------


def test_a_caption_is_said_for_a_row() -> None:
    sheet = sheet_of({"projects[p].name": "修路", "projects[p].amount": "5"}, projects=["p"])
    row = sample().grids["table"][4]
    assert [plain(sheet, text_runs(sheet, one, "p", "projects")) for one in row.cells if isinstance(one, tuple)] == [
        "项目",
        "修路",
        "5万元",
    ]


def test_a_caption_has_no_named_parts() -> None:
    assert text_runs(sheet_of({}), ("甲", PartQuote("part"), "乙")) == ("甲乙",)
