"""What is still to be filled."""

from core.reports.draft import Part
from core.reports.sheet import Sheet
from tests.core.reports.samples import apply, cell, complete, complete_session, enter, found, program, sheet_of

REQUIRED = "S-required"


def places(sheet: Sheet, code: str = REQUIRED) -> list[str]:
    return [one.place for one in found(sheet, code)]


def test_required_answers_tables_columns_and_chapters() -> None:
    assert places(sheet_of({}, projects=["p1"])) == [
        "reporting_unit",
        "year",
        "income",
        "projects[p1].name",
        "deeds",
    ]
    assert places(complete_session().sheet) == []


def test_they_are_incomplete_and_say_what_to_do() -> None:
    one = found(sheet_of({}), REQUIRED)[0]
    assert (one.level, one.text) == ("incomplete", "单位全称未填。")
    assert one.action == "请填写；本单位没有的，请标为“本单位不适用”或填“无”。"


def test_a_required_chapter_is_told_by_its_heading() -> None:
    [one] = [one for one in found(sheet_of({}), REQUIRED) if one.words]
    assert (one.text, one.key) == ("成效未填。", "S-required:deeds:deeds")
    assert "deeds" not in places(sheet_of({"story": "有成效。"}))


def test_a_required_chapter_may_begin_with_a_table() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "a", label = "甲" }]
        columns = [{ id = "n", label = "数", kind = "money" }]
        """
    )
    section = form.form.documents[0].sections[0]
    object.__setattr__(section, "required", True)
    [one] = found(sheet_of({}, form), REQUIRED)
    assert (one.item, one.cells) == ("t", ())
    assert found(sheet_of({"t[a].n": "1"}, form), REQUIRED) == []


def test_what_does_not_apply_is_not_asked_for() -> None:
    sheet = sheet_of({})
    items = ("reporting_unit", "income", "deeds", "story", "projects")
    apply(sheet, *(sheet.draft.edit(Part.NOT_APPLICABLE, item, True) for item in items))
    assert places(sheet) == ["year"]


def test_what_is_not_understood_is_told_as_that_only() -> None:
    assert "year" not in places(sheet_of({"year": "去年"}))


def test_a_sum_is_not_asked_for() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "a", label = "甲", parts = "all" }, { id = "b", label = "乙", within = "a" }]
        columns = [{ id = "n", label = "数", kind = "money", sums = true, required = true }]
        """
    )
    assert places(sheet_of({}, form)) == ["t[b].n"]


def test_a_cell_without_sense_or_with_a_formula_of_its_own_is_not_asked_for() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        required = true
        columns = [
          { id = "n", label = "数", kind = "money", required = true }, { id = "m", label = "又", kind = "money" },
        ]
        rows = [
          { id = "a", label = "甲", closed = ["n"] }, { id = "b", label = "乙", formulas = { n = "t[c].m" } },
          { id = "c", label = "丙" },
        ]
        """
    )
    assert places(sheet_of({}, form)) == ["t", "t[c].n"]
    assert places(sheet_of({"t[a].n": "1", "t[c].n": "1"}, form)) == []


def test_a_table_that_only_the_form_has_filled_is_still_empty() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        required = true
        rows = [{ id = "a", label = "甲", formulas = { n = "5" } }]
        columns = [{ id = "n", label = "数", kind = "money" }, { id = "m", label = "又", kind = "money" }]
        """
    )
    assert places(sheet_of({}, form)) == ["t"]
    assert places(sheet_of({"t[a].m": "1"}, form)) == []


def test_a_quote_of_a_cell_without_sense_prints_as_it_should() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "a", label = "甲", closed = ["n"] }]
        columns = [{ id = "n", label = "数", kind = "money" }]
        [sentence.s]
        label = "文"
        text = "共{t[a].n}。"
        """
    )
    assert found(sheet_of({}, form)) == []


# -- quotes ------------------------------------------------------------------------------------------------------


def test_a_quote_of_what_is_not_there_must_be_put_right() -> None:
    sheet = sheet_of(complete(story="共{gone}，{facts[a].value}，{deeds}。", deeds="# 甲{projects[p9].amount}"))
    assert [(one.level, one.key) for one in found(sheet, "S-quote")] == [
        ("must_fix", "S-quote:deeds:projects[p9].amount"),
        ("must_fix", "S-quote:story:gone"),
        ("must_fix", "S-quote:story:facts[a].value"),
        ("must_fix", "S-quote:story:deeds"),
    ]
    assert found(sheet, "S-quote")[1].text == "说明中引用的数据“gone”不存在。"


def test_a_deleted_row_leaves_a_quote_to_be_put_right() -> None:
    session = complete_session(story="{projects[p1].name}。")
    assert found(session.sheet, "S-quote") == []
    session.remove_rows("projects", ["p1"])
    assert [one.words for one in found(session.sheet, "S-quote")] == ["projects[p1].name"]


def test_a_quote_in_a_reworded_sentence_is_told_at_the_sentence() -> None:
    session = complete_session()
    session.reword("nature_summary", "支出{gone}。")
    [one] = found(session.sheet, "S-quote")
    assert (one.item, one.cells, one.place) == ("sentence:nature_summary", (), "sentence:nature_summary")


def test_a_quoted_blank_is_still_to_be_filled() -> None:
    sheet = sheet_of(complete(story="收入{income_prior}，又{income_prior}。"))
    [one] = found(sheet, "S-quoted_blank")
    assert (one.level, one.cells) == ("incomplete", (cell("income_prior"),))
    assert one.text == "说明引用的2022年收入合计没有填，印出时为＿＿。"
    assert one.action == "请填写2022年收入合计；本单位没有的，请改写这段文字。"


def test_a_quoted_figure_that_cannot_be_computed_says_what_it_waits_for() -> None:
    [one] = found(sheet_of(complete(story="增长{income_growth}。")), "S-quoted_not_computed")
    assert one.cells == (cell("income_growth"), cell("income_prior"))
    [zero] = found(sheet_of(complete(story="增长{income_growth}。", income_prior="0")), "S-quoted_not_computed")
    assert zero.cells == (cell("income_growth"),)


def test_what_is_told_already_is_not_told_again() -> None:
    # 收入 is asked for as a table, 年度 as a field: the sentences that quote them add nothing.
    assert places(sheet_of({}), "S-quoted_blank") == []
    assert places(sheet_of({"year": "x", "story": "{year}{income_total}{prior_year}"}), "S-quoted_not_computed") == [
        "expenditure_total"
    ]


def test_each_blank_is_told_once_also_through_what_is_computed_from_it() -> None:
    sheet = sheet_of(complete(story="{income_prior}、{income_growth}、{income_change}"))
    assert [one.place for one in found(sheet) if one.level == "incomplete"] == ["income_prior", "projects"]
    enter(sheet, "story", "{income_growth}、{income_change}")
    assert places(sheet, "S-quoted_not_computed") == ["income_growth"]
