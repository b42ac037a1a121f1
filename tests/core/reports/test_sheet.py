"""How values are printed and named, and how they came about."""

import pytest

from core.formulas.cells import Cell
from core.reports.draft import Entry, FreeRow, Origin, Part
from core.reports.sheet import Sheet
from tests.core.reports.samples import apply, cell, complete, program, sheet_of
from tests.core.reports.scored_sample import scored


@pytest.fixture
def sheet() -> Sheet:
    return sheet_of(complete(report_date="2024.3.29"), projects=["p1"])


# -- printing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "shown", "quoted", "screen"),
    [
        ("income[general].amount", "60.00", "60万元", "60.00"),
        ("income[general].share", "60.0%", "60%", "60.0%"),
        ("year", "2023", "2023", "2023"),
        ("report_date", "2024年3月29日", "2024年3月29日", "2024年3月29日"),
        ("farmland", "17000余", "17000余亩", "17000余"),
        ("office_count", "2", "2个", "2"),
        ("offices", "党政办、财政所", "党政办、财政所", "党政办、财政所"),
        ("budget", "100.00", "100万元", "100.00"),
        ("income_prior", "＿＿", "＿＿", ""),
    ],
)
def test_a_value_in_a_table_in_a_sentence_and_on_the_screen(
    sheet: Sheet, address: str, shown: str, quoted: str, screen: str
) -> None:
    assert (sheet.shown(cell(address)), sheet.quoted(cell(address)), sheet.screen(cell(address))) == (
        shown,
        quoted,
        screen,
    )


def test_a_cell_of_another_form_prints_as_blank(sheet: Sheet) -> None:
    assert (sheet.shown(cell("gone")), sheet.quoted(cell("gone"))) == ("＿＿", "＿＿")


def test_a_unit_may_stand_in_a_column() -> None:
    facts = {"facts[a].value": "10余", "facts[a].unit": "万人", "facts[b].value": "3"}
    sheet = sheet_of(facts, facts=["a", "b"])
    assert sheet.quoted(cell("facts[a].value")) == "10万余人"
    assert sheet.quoted(cell("facts[b].value")) == "3"


def test_an_editor_opens_with_the_typed_text_else_with_the_value(sheet: Sheet) -> None:
    assert sheet.edit_text(cell("report_date")) == "2024.3.29"
    assert sheet.edit_text(cell("income_total")) == "100.00"
    assert sheet.edit_text(cell("income_prior")) == ""


# -- naming ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("income_total", "收入合计"),
        ("income_prior", "2022年收入合计"),
        ("income[general].amount", "财政拨款"),
        ("income[general].share", "财政拨款·占比"),
        ("visits[car].actual", "车辆费·决算数"),
        ("projects[p1].amount", "修路"),
        ("gone", "gone"),
        ("projects[p2].amount", "projects[p2].amount"),
    ],
)
def test_labels(sheet: Sheet, address: str, label: str) -> None:
    assert sheet.label(cell(address)) == label


def test_beside_a_cell_of_its_row_only_the_column_is_named(sheet: Sheet) -> None:
    assert sheet.label(cell("visits[car].actual"), cell("visits[car].budget")) == "决算数"
    assert sheet.label(cell("visits[car].actual"), cell("visits[reception].budget")) == "车辆费·决算数"


def test_a_row_is_called_what_its_label_column_says() -> None:
    answers = {"growth[a].y": "2020", "growth[b].y": "x"}
    form = program(
        """
        [table.growth]
        label = "历年"
        label_column = "y"
        free = { min = 0, max = 9 }
        columns = [{ id = "y", label = "年度", kind = "year" }, { id = "n", label = "人数", kind = "integer" }]
        """
    )
    sheet = sheet_of(answers, form, growth=["a", "b"])
    assert sheet.row_label("growth", "a") == "2020"
    assert sheet.row_label("growth", "b") == "第2行"
    assert sheet_of({}, indicators=["i"]).row_label("indicators", "i") == "第1行"


def test_a_caption_without_a_year_says_so() -> None:
    assert sheet_of({}).caption("{year}年决算数") == "＿＿年决算数"


# -- explaining --------------------------------------------------------------------------------------------------


def test_a_share_says_how_it_came_about(sheet: Sheet) -> None:
    why = sheet.why(cell("income[general].share"))
    assert why is not None
    assert str(why) == "财政拨款·占比 = 金额 ÷ 收入合计 = 60.00 ÷ 100.00 = 60.0%"
    assert why.cells == (cell("income[general].amount"), cell("income_total"))


def test_a_row_says_what_it_adds_up(sheet: Sheet) -> None:
    assert str(sheet.why(cell("nature[basic].amount"))) == "基本支出 = 人员经费 + 公用经费 = 50.00 + 20.00 = 70.00"


def test_an_input_has_nothing_to_explain(sheet: Sheet) -> None:
    assert sheet.why(cell("year")) is None
    assert sheet.why(cell("nature[staff].amount")) is None
    assert sheet.formula(cell("gone")) is None


def test_a_blank_figure_says_what_it_waits_for(sheet: Sheet) -> None:
    assert str(sheet.why(cell("income_change"))) == "收入增加额 = 收入合计 − 2022年收入合计 = 100.00 − ＿＿ = ＿＿"


def test_a_given_figure_is_noted_beside_the_computed_one() -> None:
    supplied = sheet_of(complete(income_total="101"))
    why = supplied.why(cell("income_total"))
    assert why is not None
    assert (why.result, why.note) == ("100.00", "账上数为101")
    score = {"score": Entry("95", Origin.OVERRIDDEN, "复核")}
    overridden = sheet_of({**score, "indicators[i].points": "90"}, projects=["p"], indicators=[FreeRow("i", owner="p")])
    assert str(overridden.why(cell("score"))).endswith("= 90.0（已改写为95，理由：复核）")


# -- why points were lost ----------------------------------------------------------------------------------------

STAFF = {"staff": "62", "quota": "60", "marks[written].met": "no"}
OVER = "控制率103.33%，超过100%，每满1个百分点扣0.5分，扣1.5分"
TASK = {"tasks[t].target": "50", "tasks[t].actual": "45"}


def loss(sheet: Sheet, address: str) -> str:
    return sheet.loss(cell(address))


def test_a_score_says_why_it_is_not_full() -> None:
    sheet = sheet_of(STAFF, scored())
    assert loss(sheet, "marks[control].score") == OVER
    assert loss(sheet, "marks[written].score") == "成文：不符合，扣3分"
    assert loss(sheet, "marks[all].score") == f"{OVER}；成文：不符合，扣3分"


@pytest.mark.parametrize("address", ["marks[control].points", "marks[control].met", "staff", "control", "gone"])
def test_nothing_was_lost_where_no_rule_scores(address: str) -> None:
    assert loss(sheet_of(STAFF, scored()), address) == ""


def test_full_marks_and_blank_ones_have_no_reason() -> None:
    assert loss(sheet_of({"staff": "60", "quota": "60"}, scored()), "marks[control].score") == ""
    assert loss(sheet_of({"staff": "60"}, scored()), "marks[control].score") == ""


def test_a_formula_around_the_rule_tells_it_too() -> None:
    sheet = sheet_of(TASK, scored(), projects=["p"], tasks=[FreeRow("t", owner="p")])
    assert loss(sheet, "tasks[t].score") == "实际45，未达到50，完成90%"
    assert loss(sheet, "projects[p].many") == ""


def test_what_is_lost_in_rounding_was_not_lost() -> None:
    rows: dict[str, list[str | FreeRow]] = {"projects": ["p"], "tasks": [FreeRow("t", owner="p")]}
    near = {"tasks[t].target": "1000", "tasks[t].actual": "999.9"}
    assert loss(sheet_of(near, scored(), **rows), "tasks[t].score") == ""
    assert loss(sheet_of({**near, "tasks[t].actual": "994"}, scored(), **rows), "tasks[t].score") != ""


def test_a_score_that_was_replaced_says_its_own_reason() -> None:
    answers: dict[str, str | Entry] = {**STAFF, "marks[control].score": Entry("4", Origin.OVERRIDDEN, "上级核定超编")}
    assert loss(sheet_of(answers, scored()), "marks[control].score") == "上级核定超编"
    same: dict[str, str | Entry] = {**STAFF, "marks[control].score": Entry("3.5", Origin.OVERRIDDEN, "无")}
    assert loss(sheet_of(same, scored()), "marks[control].score") == OVER


def test_a_score_through_other_figures_of_its_row_tells_what_they_lost() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        free = { min = 0, max = 9 }
        columns = [
          { id = "sense", label = "性质", kind = "yes_no" },
          { id = "target", label = "目标", kind = "number" },
          { id = "actual", label = "实际", kind = "percent" },
          { id = "degree", label = "程度", kind = "percent", formula = "reached(actual * 2, target)" },
          { id = "score", label = "分", kind = "number", places = 1, formula = "when(sense == 'yes', 10 * degree, 9)" },
        ]
        """
    )
    answers = {"t[r].sense": "yes", "t[r].target": "2", "t[r].actual": "50%"}
    assert loss(sheet_of(answers, form, t=["r"]), "t[r].score") == "1，未达到2，完成50%"
    assert loss(sheet_of(answers | {"t[r].sense": "no"}, form, t=["r"]), "t[r].score") == ""


def test_a_score_by_an_answer_is_named_by_its_row_or_by_itself() -> None:
    form = program(
        """
        [field]
        met = { label = "符合", kind = "yes_no" }
        mark = { label = "公开得分", kind = "number", places = 1, formula = "awarded(met == 'yes', 2)" }
        """
    )
    assert loss(sheet_of({"met": "no"}, form), "mark") == "公开得分：不符合，扣2分"


def test_a_branch_that_was_not_taken_is_not_explained() -> None:
    form = program(
        """
        [field]
        a = { label = "甲", kind = "money" }
        b = { label = "乙", kind = "money" }
        c = { label = "丙", kind = "money", formula = "when(filled(a), a * 2, b * 3)" }
        """
    )
    assert str(sheet_of({"a": "1"}, form).why(Cell("c"))) == "丙 = 甲 × 2 = 1.00 × 2 = 2.00"
    assert str(sheet_of({"b": "1"}, form).why(Cell("c"))) == "丙 = 乙 × 3 = 1.00 × 3 = 3.00"


def test_a_row_of_its_own_formula_says_how_it_came_about() -> None:
    sheet = sheet_of({"projects[p].actual": "30", "nature[project].amount": "31"}, scored(), projects=["p"])
    assert str(sheet.why(cell("nature[project].amount"))) == "项目 = 第1行 = 30.00（账上数为31）"
    assert sheet.formula(cell("nature[staff].amount")) is None


# -- what does not apply, what has no place ----------------------------------------------------------------------


def test_what_is_computed_from_nothing_that_applies_does_not_apply(sheet: Sheet) -> None:
    assert not sheet.inapplicable(cell("income_prior"))
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "income", True))
    assert sheet.inapplicable(cell("income[general].amount"))
    assert sheet.inapplicable(cell("income_total"))
    assert sheet.inapplicable(cell("income_growth"))
    assert not sheet.inapplicable(cell("year"))
    assert not sheet.inapplicable(cell("budget"))


def test_answers_without_a_place_are_told() -> None:
    answers = {"gone": "1", "prior_year": "1", "projects[p9].name": "x", "year": "2023"}
    assert sheet_of(answers).without_place() == (Cell("gone"), Cell("prior_year"), cell("projects[p9].name"))
