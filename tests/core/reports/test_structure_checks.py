"""What every form is examined for: totals against parts, rows, magnitudes, last year, reworded sentences."""

import pytest

from core.reports.checks import examine
from core.reports.draft import Entry, FreeRow, Origin, Part
from core.reports.findings import Finding
from core.reports.sheet import Sheet
from tests.core.reports.samples import (
    apply,
    cell,
    complete,
    complete_session,
    enter,
    found,
    program,
    sheet_of,
)


def one_of(sheet: Sheet, code: str) -> Finding:
    [one] = found(sheet, code)
    return one


def test_typing_that_is_not_understood_must_be_put_right() -> None:
    one = one_of(sheet_of(complete(budget="很多")), "S-not_understood")
    assert (one.level, one.cells, one.text) == (
        "must_fix",
        (cell("budget"),),
        "全年预算填写有误：“很多”不是数字。请只填数字，可带千分位、单位或百分号。",
    )


# -- supplied and overridden -------------------------------------------------------------------------------------


def test_a_supplied_total_that_the_parts_miss_must_be_put_right() -> None:
    one = one_of(sheet_of(complete(income_total="110")), "S-supplied")
    assert (one.level, one.left, one.right, one.difference) == ("must_fix", "110万元", "100万元", "10万元")
    assert one.cells == (cell("income_total"), *(cell(f"income[{row}].amount") for row in ("general", "fund", "other")))
    assert one.text == "收入合计：账上数110万元与各项之和100万元不一致，相差10万元。"


@pytest.mark.parametrize(("total", "level"), [("100.01", "hint"), ("99.99", "hint"), ("100.02", "must_fix")])
def test_what_rounding_of_three_parts_explains_is_only_told(total: str, level: str) -> None:
    one = one_of(sheet_of(complete(income_total=total)), "S-supplied")
    assert one.level == level
    assert (one.action == "") is (level == "hint")


def test_a_supplied_total_that_meets_its_parts_passes() -> None:
    before, after = examine(sheet_of(complete())), examine(sheet_of(complete(income_total="100")))
    assert [one for one in after.findings if one.code == "S-supplied"] == []
    assert after.checked == before.checked + 1


def test_a_supplied_total_without_parts_is_no_disagreement() -> None:
    assert found(sheet_of({"income_total": "100"}), "S-supplied") == []


def test_a_supplied_rate_has_no_envelope() -> None:
    definition = """
    [field]
    a = { label = "甲", kind = "money" }
    b = { label = "乙", kind = "money" }
    r = { label = "率", kind = "percent", formula = "rate(a, b)", supplied = true }
    """
    assert one_of(sheet_of({"a": "1", "b": "3", "r": "33.34"}, program(definition)), "S-supplied").level == "must_fix"
    assert found(sheet_of({"a": "1", "b": "3", "r": "33.33"}, program(definition)), "S-supplied") == []


def score(text: str, origin: Origin, reason: str = "") -> Sheet:
    answers = complete(indicators__i__points="90", grade="good")
    answers["score"] = Entry(text, origin, reason)
    return sheet_of(answers, projects=["p1"], indicators=[FreeRow("i", owner="p1")])


def test_an_override_needs_a_reason_and_no_agreement() -> None:
    one = one_of(score("95", Origin.OVERRIDDEN), "S-overridden")
    assert (one.level, one.text) == ("explain", "自评得分由程序算得90分，已改写为95分，没有写理由。")
    assert found(score("95", Origin.OVERRIDDEN, "复核"), "S-overridden") == []
    assert found(score("95", Origin.OVERRIDDEN, "复核"), "S-supplied") == []


def test_an_override_of_nothing_says_so() -> None:
    sheet = sheet_of({**complete(), "score": Entry("95", Origin.OVERRIDDEN)})
    assert "算得空白" in one_of(sheet, "S-overridden").text


# -- parts of a row ----------------------------------------------------------------------------------------------


def project(whole: str, *parts: str) -> Sheet:
    rows = [FreeRow(f"r{index}", "project") for index, _ in enumerate(parts)]
    answers = {f"nature[r{index}].amount": part for index, part in enumerate(parts)}
    return sheet_of({**complete(nature__project__amount=whole), **answers}, projects=["p1"], nature=rows)


def test_what_is_within_a_row_must_not_exceed_it() -> None:
    one = one_of(project("30", "20", "11"), "S-parts")
    assert (one.level, one.left, one.right, one.difference) == ("must_fix", "31万元", "30万元", "1万元")
    assert one.cells == tuple(cell(f"nature[{row}].amount") for row in ("project", "r0", "r1"))
    assert one.text == "项目支出：其中各项合计31万元，大于30万元，多1万元。"


def test_it_may_be_less_or_the_same() -> None:
    for parts in (("20", "10"), ("20", ""), ("", "")):
        assert found(project("30", *parts), "S-parts") == []


def test_a_cent_more_may_be_rounding() -> None:
    assert one_of(project("30", "20.01", "10"), "S-parts").level == "hint"


def test_nothing_above_filled_parts_must_be_put_right() -> None:
    assert one_of(project("0", "20"), "S-parts").level == "must_fix"


def test_a_blank_above_filled_parts_is_still_to_be_filled() -> None:
    one = one_of(project("", "20"), "S-required")
    assert (one.level, one.cells) == ("incomplete", (cell("nature[project].amount"),))


# -- rows --------------------------------------------------------------------------------------------------------


def test_too_few_rows_are_still_to_be_filled_and_too_many_wrong() -> None:
    few = one_of(sheet_of(complete()), "S-rows")
    assert (few.level, few.item, few.cells, few.text) == (
        "incomplete",
        "projects",
        (),
        "项目应有1至100行，现有0行。",
    )
    rows = [FreeRow(f"r{index}", "project") for index in range(4)]
    many = one_of(sheet_of(complete(), nature=rows, projects=["p1"]), "S-rows")
    assert (many.level, many.key) == ("must_fix", "S-rows:nature:project")


# -- magnitudes --------------------------------------------------------------------------------------------------


def test_yuan_typed_for_ten_thousand_yuan_stands_out_among_its_rows() -> None:
    one = one_of(sheet_of(complete(income__general__amount="600000")), "S-magnitude")
    assert (one.level, one.left, one.right) == ("explain", "600000万元", "30万元")
    assert one.cells == (cell("income[general].amount"), cell("income[fund].amount"))
    assert "是同表其他各项中最大数30万元的20000倍" in one.text


@pytest.mark.parametrize(
    ("general", "fund", "other"),
    [("9999", "3", ""), ("12000", "13", ""), ("600000", "", ""), ("600000", "0", ""), ("12000", "-13", "")],
)
def test_what_may_be_right_is_not_called_a_mistake(general: str, fund: str, other: str) -> None:
    amounts = {"income__general__amount": general, "income__fund__amount": fund, "income__other__amount": other}
    assert found(sheet_of(complete(**amounts)), "S-magnitude") == []


def test_a_negative_figure_is_as_large_as_it_is() -> None:
    sheet = sheet_of(complete(income__general__amount="-600000"))
    assert one_of(sheet, "S-magnitude").cells[0] == cell("income[general].amount")


def test_a_sum_does_not_accuse_its_parts() -> None:
    amounts = {"nature__staff__amount": "600000", "nature__public__amount": "", "nature__project__amount": ""}
    assert found(sheet_of(complete(**amounts)), "S-magnitude") == []


def test_the_year_before_stands_witness() -> None:
    one = one_of(sheet_of(complete(income_prior="1000000")), "S-magnitude_of_year")
    assert (one.level, one.cells) == ("explain", (cell("income_prior"), cell("income_total")))
    assert "是收入合计100万元的10000倍" in one.text
    visits = complete(visits__reception__prior="20000", visits__reception__actual="2")
    assert one_of(sheet_of(visits), "S-magnitude_of_year").cells[0] == cell("visits[reception].prior")


@pytest.mark.parametrize("prior", ["", "0", "99999", "90"])
def test_a_year_that_may_be_right_is_not_accused(prior: str) -> None:
    assert found(sheet_of(complete(income_prior=prior)), "S-magnitude_of_year") == []


def test_only_money_is_compared_with_last_year() -> None:
    definition = """
    [field]
    now = { label = "今年", kind = "integer" }
    before = { label = "上年", kind = "integer", from_last_year = "now" }
    """
    assert found(sheet_of({"now": "1", "before": "9999999"}, program(definition))) == []


def test_a_table_that_does_not_apply_is_left_alone() -> None:
    sheet = project("30", "20", "11")
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "nature", True))
    assert found(sheet, "S-parts") == []


# -- reworded sentences ------------------------------------------------------------------------------------------


def test_a_rewording_is_to_be_confirmed_once_the_generated_text_is_another() -> None:
    session = complete_session(income_prior="90")
    session.reword("income_summary", "{year}年收入共{income_total}。")
    assert found(session.sheet, "S-stale") == []
    session.enter(cell("income_prior"), "110")
    one = one_of(session.sheet, "S-stale")
    assert (one.level, one.item, one.cells) == ("explain", "sentence:income_summary", ())
    assert one.left == "2023年收入共100万元。"
    assert one.right.endswith("，不高于上年110万元。")
    assert one.text == "收入情况：自改写以后，自动生成的文字已经变化，请确认。"


def test_another_figure_alone_does_not_make_it_stale() -> None:
    session = complete_session(income_prior="90")
    session.reword("income_summary", "{year}年收入共{income_total}。")
    enter(session.sheet, "income_prior", "91")
    assert found(session.sheet, "S-stale") == []
