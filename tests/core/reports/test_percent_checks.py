"""Typed percentages against those that the form computes: what must be told, and what must not."""

import pytest

from core.errors import MESSAGES
from core.reports.checks import examine
from core.reports.draft import FreeRow
from core.reports.findings import Finding
from tests.core.reports.samples import cell, complete, complete_session, found, program, sheet_of

# 收入 100 (60, 30, 10), 上年收入 96, 支出 90.1 (基本 70.1, 项目 20), 预算 95


def percents(story: str, **more: str) -> list[Finding]:
    figures = {"income_prior": "96", "nature__staff__amount": "50.1", "nature__project__amount": "20", "budget": "95"}
    sheet = sheet_of(complete(story=story, **{**figures, **more}), projects=["p1"])
    return [one for one in found(sheet) if one.code in ("S-percent", "S-percent_of_zero")]


WRONG = [
    ("基本支出{nature[basic].amount}，占总支出77.7%。", "占总支出77.7%", "77.80%", "0.10个百分点"),
    ("基本支出{nature[basic].amount}占77%。", "占77%", "77.80%", "0.80个百分点"),
    ("基本支出{nature[basic].amount}，占比 70 ％。", "占比 70%", "77.80%", "7.80个百分点"),
    ("{income[fund].amount}（占31%）", "占31%", "30%", "1个百分点"),
    ("支出{expenditure_total}，完成预算的98%。", "完成预算的98%", "94.84%", "3.16个百分点"),
    ("支出{expenditure_total}，执行率达到95.8%", "执行率达到95.8%", "94.84%", "0.96个百分点"),
    ("收入{income_total}，增长5%。", "增长5%", "4.17%", "0.83个百分点"),
    ("收入{income_total}，比上年增长4.1%。", "增长4.1%", "4.17%", "0.07个百分点"),
    ("收入{income_total}，同比下降4.17%。", "下降4.17%", "4.17%", "8.34个百分点"),
    ("收入{income_total}，增长-4.17%。", "增长-4.17%", "4.17%", "8.34个百分点"),
    (
        "{income_total}，较上年{income_prior}增加了{income_change}，增长幅度约为2.2%",
        "增长幅度约为2.2%",
        "4.17%",
        "1.97个百分点",
    ),
    ("收入{income_total}{income_change}，增长5%。", "增长5%", "4.17%", "0.83个百分点"),
    ("财政拨款60万元，占总收入的61%。", "占总收入的61%", "60%", "1个百分点"),
    ("收入合计100万元，比上年增长5%", "增长5%", "4.17%", "0.83个百分点"),
]


@pytest.mark.parametrize(("story", "typed", "right", "difference"), WRONG, ids=[one[0] for one in WRONG])
def test_a_percentage_that_is_another_must_be_put_right(story: str, typed: str, right: str, difference: str) -> None:
    [one] = percents(story)
    assert (one.code, one.level, one.words) == ("S-percent", "must_fix", typed)
    assert (one.right, one.difference) == (right, difference)


RIGHT = [
    "基本支出{nature[basic].amount}，占总支出77.8%。",
    "基本支出{nature[basic].amount}，占总支出77.80%。",
    "基本支出{nature[basic].amount}，占总支出78%。",
    "{income_total}，增长4.17%，{income_prior}",
    "{income_total}，增长4.2%。",
    "支出{expenditure_total}，完成预算的94.8%。",
    "支出{expenditure_total}，控制率95%。",
    "财政拨款60万元，占总收入的60%。",
]


@pytest.mark.parametrize("story", RIGHT)
def test_a_percentage_that_is_right_is_silent(story: str) -> None:
    assert percents(story) == []


SILENT = {
    "no figure before it": "全镇基本支出，占总支出10%。",
    "another thing in between": "基本支出{nature[basic].amount}，其中人员经费占10%。",
    "another thing grows": "收入{income_total}，税收增长9%。",
    "of which": "收入{income_total}，其中税收增长9%。",
    "a sentence ends in between": "收入{income_total}。占10%。",
    "a whole of another kind": "基本支出{nature[basic].amount}，占总收入10%。",
    "of the budget": "基本支出{nature[basic].amount}，占预算10%。",
    "a bound": "支出{expenditure_total}，完成预算的90%以上。",
    "a guess": "收入{income_total}，增长近5%。",
    "roughly": "收入{income_total}，增长5%左右。",
    "at least": "收入{income_total}，增长超过3%。",
    "no percentage of that figure": "预算{budget}，占10%。",
    "figures that are no parts": "耕地{farmland}，占10%。",
    "growth of what has none": "预算{budget}，增长10%。",
    "too far back": "{income_total}、{budget}，{farmland}，{offices}，增长10%",
    "a figure that is another": "财政拨款61万元，占总收入的61%。",
    "a quote of nothing": "{gone}，占10%。",
    "no number": "收入{income_total}，占大多数。",
    "the second of two": "基本支出{nature[basic].amount}，占77.8%，占10%。",
}


@pytest.mark.parametrize("story", SILENT.values(), ids=SILENT.keys())
def test_what_cannot_be_refuted_is_silent(story: str) -> None:
    assert percents(story) == []


def test_generated_text_is_never_accused() -> None:
    assert percents("无。") == []


def test_a_reworded_sentence_is_read_too() -> None:
    session = complete_session()
    session.reword("nature_summary", "基本支出{nature[basic].amount}，占总支出71%。")
    [one] = found(session.sheet, "S-percent")
    assert (one.item, one.place) == ("sentence:nature_summary", "sentence:nature_summary")
    assert one.text == "支出情况写的是“占总支出71%”，而基本支出·占比重新计算为70%，相差1个百分点。"
    assert one.cells == (cell("nature[basic].amount"), cell("nature[basic].share"))


def test_a_percentage_of_zero_must_go() -> None:
    [one] = percents("支出{expenditure_total}，完成预算的100%。", budget="0")
    assert (one.code, one.level) == ("S-percent_of_zero", "must_fix")
    assert one.text == "说明写有“完成预算的100%”，但预算执行率无法计算：除数为0。"
    [one] = percents("收入{income_total}，增长4%。", income_prior="0")
    assert one.code == "S-percent_of_zero"


def test_a_percentage_of_a_blank_cannot_be_evaluated() -> None:
    sheet = sheet_of(complete(story="支出{expenditure_total}，完成预算的100%。", budget=""))
    [one] = [one for one in examine(sheet).not_evaluated if one.code == "S-percent"]
    facts = {"place": "说明", "typed": "完成预算的100%", "names": "全年预算"}
    assert one.text == MESSAGES["check.percent_blank"].format_map(facts)


def test_a_percentage_in_a_row_of_the_clerks_own() -> None:
    rows = [FreeRow("r", "project")]
    sheet = sheet_of({**complete(story="其中{nature[r].amount}，占1%。"), "nature[r].amount": "10"}, nature=rows)
    [one] = found(sheet, "S-percent")
    assert (one.right, one.cells[1]) == ("10%", cell("nature[r].amount"))


def test_a_form_without_percentages_has_nothing_to_compare() -> None:
    form = program(
        """
        [field]
        a = { label = "甲数", kind = "money" }
        story = { label = "说明", kind = "long_text" }
        """
    )
    assert found(sheet_of({"a": "1", "story": "甲数1万元，占10%。"}, form)) == []


def test_one_share_of_a_fixed_row_among_others() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "x", label = "甲项" }, { id = "y", label = "乙项" }]
        columns = [{ id = "n", label = "数", kind = "money", sums = true }]
        [field]
        s = { label = "甲项占比", kind = "percent", formula = "share(t[x].n, total(t.n))" }
        story = { label = "说明", kind = "long_text" }
        """
    )
    answers = {"t[x].n": "1", "t[y].n": "3"}
    assert [one.words for one in found(sheet_of({**answers, "story": "甲项1万元，占30%。"}, form))] == ["占30%"]
    assert found(sheet_of({**answers, "story": "乙项{t[y].n}，占30%。"}, form)) == []


def test_a_supplied_percentage_does_not_hide_the_computed_one() -> None:
    form = program(
        """
        [field]
        a = { label = "甲数", kind = "money" }
        b = { label = "乙数", kind = "money" }
        r = { label = "率", kind = "percent", formula = "rate(a, b)", supplied = true }
        story = { label = "说明", kind = "long_text" }
        """
    )
    sheet = sheet_of({"a": "1", "b": "2", "r": "60", "story": "甲数{a}，完成预算60%。"}, form)
    assert {one.code for one in found(sheet)} == {"S-supplied", "S-percent"}
