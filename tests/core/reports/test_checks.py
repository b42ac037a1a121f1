"""All checks of one sheet: rules of the definition, levels, evidence, explanations, order."""

import pytest

from core.errors import MESSAGES
from core.formulas.cells import Cell
from core.reports.checks import evidence, examine
from core.reports.draft import Entry, Explanation, FreeRow, Origin, Part
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
    told,
)


def test_a_complete_report_has_no_findings() -> None:
    examination = complete_session().examination()
    assert examination.findings == []
    assert examination.checked == 18
    assert [one.code for one in examination.not_evaluated] == ["T-2", "T-4"]


# -- rules -------------------------------------------------------------------------------------------------------


def test_a_rule_that_does_not_hold_is_told_with_both_sides() -> None:
    [one] = found(sheet_of(complete(income__general__amount="70")), "T-1")
    assert (one.level, one.left, one.right, one.difference) == ("must_fix", "110万元", "100万元", "10万元")
    assert (one.text, one.action) == ("收入110万元与支出100万元相差10万元。", "请核对。")
    assert one.cells == (Cell("income_total"), Cell("expenditure_total"))
    assert one.key == "T-1:income_total"


def test_two_totals_a_cent_apart_must_be_put_right() -> None:
    [one] = found(sheet_of(complete(income__general__amount="60.01")), "T-1")
    assert one.level == "must_fix"


def test_a_rate_in_a_rule_has_no_envelope() -> None:
    [one] = found(sheet_of(complete(income_prior="76.91")), "T-2")
    assert (one.level, one.left, one.right) == ("explain", "30.02%", "30%")
    assert one.text == "2023年收入变动30.02%，超过30%。"


RULES = """
[field]
a = { label = "甲", kind = "money" }
b = { label = "乙", kind = "money" }
c = { label = "丙", kind = "money" }
kind = { label = "种类", kind = "choice", choices = [{ id = "big", label = "大" }, { id = "small", label = "小" }] }
[[check]]
code = "R-1"
level = "must_fix"
rule = "a + b {sign} c"
message = "{{left}}对{{right}}"
action = "请改。"
cells = ["a"]
"""


def comparison(sign: str, c: str) -> list[Finding]:
    form = program(RULES.replace("{sign}", sign).replace("{{", "{").replace("}}", "}"))
    return found(sheet_of({"a": "1", "b": "2", "c": c}, form))


@pytest.mark.parametrize(
    ("sign", "holds"), [("==", "3"), ("!=", "4"), ("<", "4"), ("<=", "3"), (">", "2"), (">=", "3")]
)
def test_every_sign_compares(sign: str, holds: str) -> None:
    assert comparison(sign, holds) == []
    fails = {"==": "4", "!=": "3", "<": "3", "<=": "2", ">": "3", ">=": "4"}[sign]
    [one] = comparison(sign, fails)
    assert one.level == "must_fix"


@pytest.mark.parametrize(("sign", "level"), [("==", "hint"), ("<=", "hint"), ("<", "must_fix"), (">", "must_fix")])
def test_a_difference_that_rounding_explains_is_only_told(sign: str, level: str) -> None:
    [one] = comparison(sign, "2.99" if sign.startswith(("=", "<")) else "3.01")
    assert one.level == level
    if level == "hint":
        assert one.text == MESSAGES["check.rounding"].format(text="3万元对2.99万元")
        assert one.action == ""


def test_the_envelope_of_three_figures_ends_before_two_cents() -> None:
    assert [one.level for one in comparison("==", "2.98")] == ["must_fix"]


CONDITION = """
[table.t]
label = "表"
free = { max = 9 }
label_column = "name"
columns = [
  { id = "name", label = "名称", kind = "text" },
  { id = "target", label = "指标值", kind = "money" },
  { id = "words", label = "文字", kind = "text" },
]
[[check]]
code = "R-2"
level = "incomplete"
each = "t"
when = "filled(name)"
rule = "filled(target) or filled(words)"
message = "{label}{left}没有指标值。"
cells = ["target"]
"""


def test_a_rule_may_be_a_condition_which_has_no_sides() -> None:
    answers = {"t[a].name": "甲", "t[b].name": "乙", "t[b].words": "有", "t[c].words": ""}
    [one] = found(sheet_of(answers, program(CONDITION), t=["a", "b", "c"]))
    assert (one.code, one.level, one.text) == ("R-2", "incomplete", "甲没有指标值。")
    assert (one.left, one.right, one.difference, one.cells) == ("", "", "", (cell("t[a].target"),))


def test_a_condition_that_cannot_be_told_is_not_evaluated() -> None:
    form = program(CONDITION.replace("filled(target) or filled(words)", "target > 0 and filled(words)"))
    examination = examine(sheet_of({"t[a].name": "甲", "t[a].words": "有"}, form, t=["a"]))
    assert examination.findings == []
    assert [one.code for one in examination.not_evaluated] == ["R-2"]


REPLACING = """
[field]
parts = { label = "各项之和", kind = "money" }
whole = { label = "合计", kind = "money", formula = "parts", supplied = true }
[[check]]
code = "R-3"
level = "must_fix"
rule = "whole == parts"
message = "填成了别的数。"
cells = ["whole"]
"""


@pytest.mark.parametrize(("more", "codes"), [("", ["R-3", "S-supplied"]), ('replaces = ["S-supplied"]', ["R-3"])])
def test_a_check_may_say_better_what_is_found_at_its_place(more: str, codes: list[str]) -> None:
    answers: dict[str, str | Entry] = {"parts": "5", "whole": Entry("7", Origin.SUPPLIED)}
    assert sorted(one.code for one in found(sheet_of(answers, program(REPLACING + more)))) == codes


def test_what_is_found_elsewhere_is_told_all_the_same() -> None:
    elsewhere = REPLACING.replace('cells = ["whole"]', 'cells = ["parts"]') + 'replaces = ["S-supplied"]'
    answers: dict[str, str | Entry] = {"parts": "5", "whole": Entry("7", Origin.SUPPLIED)}
    assert sorted(one.code for one in found(sheet_of(answers, program(elsewhere)))) == ["R-3", "S-supplied"]


def test_braces_in_a_message_that_name_nothing_stay() -> None:
    form = program(RULES.replace("{sign}", "==").replace("{{left}}对{{right}}", "{{left}}与{{年}"))
    # An edition that is older than the rules for messages may hold anything: nothing here may throw.
    [one] = found(sheet_of({"a": "1", "b": "2", "c": "4"}, form))
    assert one.text.startswith("{left}与{年}")


def test_a_rule_over_choices_shows_their_labels() -> None:
    answers = {"indicators[i].points": "95", "grade": "poor"}
    [one] = found(sheet_of(answers, projects=["p"], indicators=[FreeRow("i", owner="p")]), "T-4")
    assert (one.left, one.right, one.difference) == ("差", "优", "")
    assert one.cells == (Cell("grade"),)


# -- rules per row -----------------------------------------------------------------------------------------------


def test_a_rule_is_made_in_each_row_that_is_filled() -> None:
    answers = complete(visits__car__budget="1", visits__car__actual="4", visits__reception__actual="5")
    first, second = found(sheet_of(answers), "T-3")
    assert first.text == "接待费5万元超过预算3万元，超出2万元。"
    assert [one.key for one in (first, second)] == ["T-3:visits[reception].actual", "T-3:visits[car].actual"]
    assert second.cells == (cell("visits[car].actual"), cell("visits[car].budget"))


def test_a_condition_decides_whether_a_check_arises() -> None:
    assert "T-3" not in codes(sheet_of({"visits[car].actual": "4"}))


def test_a_half_filled_row_cannot_be_compared() -> None:
    [one] = [one for one in examine(sheet_of({"visits[car].budget": "4"})).not_evaluated if one.code == "T-3"]
    assert one.text == "未填：车辆费·决算数。"


PER_ROW = """
[field.limit]
label = "上限"
kind = "money"
[table.t]
label = "表"
rows = [{ id = "x", label = "甲" }, { id = "y", label = "乙" }]
columns = [{ id = "n", label = "数", kind = "money" }]
[[check]]
code = "R-2"
level = "must_fix"
each = "t"
rule = "n <= limit"
message = "{label}超过上限"
cells = [CELLS]
"""


def test_rows_whose_check_points_elsewhere_have_keys_of_their_own() -> None:
    answers = {"limit": "1", "t[x].n": "2", "t[y].n": "3"}
    keys = [one.key for one in found(sheet_of(answers, program(PER_ROW.replace("CELLS", '"limit"'))))]
    assert keys == ["R-2:limit:x", "R-2:limit:y"]
    keys = [one.key for one in found(sheet_of(answers, program(PER_ROW.replace("CELLS", ""))))]
    assert keys == ["R-2:t[x].n", "R-2:t[y].n"]


@pytest.mark.parametrize(
    ("cells", "keys"),
    [
        ('"limit"', ["R-2:limit:t[x]", "R-2:limit:u[x]"]),
        ('"t[x].n"', ["R-2:t[x].n", "R-2:t[x].n:u[x]"]),
        ('"n"', ["R-2:t[x].n", "R-2:u[x].n"]),
        ("", ["R-2:t[x].n", "R-2:u[x].n"]),
    ],
)
def test_rows_of_several_tables_have_keys_of_their_own(cells: str, keys: list[str]) -> None:
    second = '[table.u]\nlabel = "另一张表"\ncolumns_of = "t"\nrows = [{ id = "x", label = "甲" }]\n'
    form = program(second + PER_ROW.replace("CELLS", cells).replace('each = "t"', 'each = ["t", "u"]'))
    told = found(sheet_of({"limit": "1", "t[x].n": "2", "u[x].n": "3"}, form))
    assert sorted(one.key for one in told) == keys
    assert {one.text for one in told} == {"甲超过上限"}


COLUMNS = """
[table.t]
label = "表"
rows = [{ id = "x", label = "甲" }, { id = "y", label = "乙" }, { id = "z", label = "丙" }]
columns = [{ id = "n", label = "数", kind = "money", sums = true }]
[field]
whole = { label = "合计", kind = "money" }
[[check]]
code = "R-3"
level = "must_fix"
rule = "whole == or_zero(total(t.n))"
message = "不等"
cells = ["t.n", "whole", "t[x].n"]
"""


def test_a_column_stands_for_its_filled_rows() -> None:
    [one] = found(sheet_of({"whole": "9", "t[x].n": "1", "t[z].n": "2"}, program(COLUMNS)))
    assert one.cells == (cell("t[x].n"), cell("t[z].n"), Cell("whole"))
    [one] = found(sheet_of({"whole": "9"}, program(COLUMNS)))
    assert one.cells == (cell("t[x].n"), Cell("whole"))


# -- what cannot be evaluated ------------------------------------------------------------------------------------


def not_evaluated(sheet: Sheet) -> dict[str, str]:
    return {one.code: one.text for one in examine(sheet).not_evaluated}


def test_a_check_over_a_blank_is_neither_passed_nor_failed() -> None:
    sheet = sheet_of({"income[general].amount": "60"})
    assert not_evaluated(sheet)["T-1"] == MESSAGES["check.blank"].format(names="支出")
    assert found(sheet, "T-1") == []
    enter(sheet, "nature[staff].amount", "60")
    assert "T-1" not in not_evaluated(sheet)
    enter(sheet, "nature[staff].amount", "61")
    assert len(found(sheet, "T-1")) == 1


def test_a_condition_over_a_blank_cannot_be_told_either() -> None:
    assert not_evaluated(sheet_of(complete(), projects=["p1"]))["T-4"] == "未填：项目。"


def test_a_division_by_zero_is_said_as_such() -> None:
    text = MESSAGES["check.not_computable"]
    assert not_evaluated(sheet_of(complete(income_prior="0")))["T-2"] == text.format(label="收入合计")
    form = program(
        """
        [field]
        a = { label = "甲", kind = "money" }
        [[check]]
        code = "R-4"
        level = "hint"
        rule = "1 / a > 1"
        message = "x"
        """
    )
    assert not_evaluated(sheet_of({"a": "0"}, form)) == {"R-4": text.format(label="含“甲”的一项")}


def test_a_condition_may_name_what_this_form_lacks() -> None:
    definition = """
    [field]
    a = { label = "甲", kind = "money" }
    b = { label = "乙", kind = "money" }
    [table.t]
    label = "表"
    rows = [{ id = "x", label = "行" }]
    columns = [{ id = "n", label = "数", kind = "money" }]
    [[check]]
    code = "R-5"
    level = "hint"
    when = "first_filled(b, a, total(t.n)) > 0"
    rule = "a > 1"
    message = "x"
    """
    form = program(definition, items=["a"])
    assert not_evaluated(sheet_of({}, form)) == {"R-5": "未填：甲。"}


# -- what does not apply -----------------------------------------------------------------------------------------


def without(sheet: Sheet, *items: str) -> Sheet:
    apply(sheet, *(sheet.draft.edit(Part.NOT_APPLICABLE, item, True) for item in items))
    return sheet


def codes(sheet: Sheet) -> set[str]:
    examination = examine(sheet)
    return {one.code for one in examination.findings} | {one.code for one in examination.not_evaluated}


def test_checks_about_what_does_not_apply_are_not_there() -> None:
    answers = complete(visits__car__budget="1", visits__car__actual="4", income_prior="1")
    assert {"T-2", "T-3"} <= codes(sheet_of(answers))
    assert not {"T-1", "T-2", "T-3"} & codes(without(sheet_of(answers), "visits", "income"))
    assert "T-4" not in codes(without(sheet_of(answers, projects=["p"]), "projects"))


def test_a_check_stays_where_only_what_counts_as_zero_does_not_apply() -> None:
    form = program(COLUMNS)
    sheet = without(sheet_of({"whole": "9", "t[x].n": "1"}, form), "t")
    assert [(one.code, one.right) for one in found(sheet)] == [("R-3", "0万元")]
    assert found(without(sheet_of({"whole": "9", "t[x].n": "1"}, form), "whole")) == []


# -- explanations ------------------------------------------------------------------------------------------------


def explained(sheet: Sheet, finding: Finding, text: str = "因为") -> Finding:
    kept = Explanation(text, evidence(sheet, finding))
    apply(sheet, sheet.draft.edit(Part.EXPLANATIONS, finding.key, kept))
    return found(sheet, finding.code)[0]


def test_an_explanation_holds_for_the_values_it_was_given_for() -> None:
    sheet = sheet_of(complete(income_prior="50"))
    [one] = found(sheet, "T-2")
    assert evidence(sheet, one) == (("income_total", "100.00"), ("income_growth", "100.00%"))
    assert explained(sheet, one).explained == "因为"
    assert examine(sheet).open("explain") == []
    enter(sheet, "income_prior", "49")
    assert found(sheet, "T-2")[0].explained == ""
    enter(sheet, "income_prior", "50.00")
    assert found(sheet, "T-2")[0].explained == "因为"


def test_what_must_be_fixed_cannot_be_explained_away() -> None:
    sheet = sheet_of(complete(income__general__amount="70"))
    [one] = found(sheet, "T-1")
    assert explained(sheet, one).explained == ""


def test_long_texts_are_no_evidence_their_words_are_in_the_key() -> None:
    sheet = sheet_of(complete(story="设立机构3个：甲所、乙所。"))
    [one] = found(sheet, "S-count")
    assert evidence(sheet, one) == ()
    assert explained(sheet, one).explained == "因为"
    enter(sheet, "story", "另外，设立机构3个：甲所、乙所。")
    assert found(sheet, "S-count")[0].explained == "因为"
    enter(sheet, "story", "设立机构4个：甲所、乙所。")
    assert found(sheet, "S-count")[0].explained == ""


def test_a_rewording_to_confirm_is_confirmed_and_not_explained() -> None:
    session = complete_session(income_prior="90")
    session.reword("income_summary", "收入{income_total}。")
    session.enter(cell("income_prior"), "")
    [one] = found(session.sheet, "S-stale")
    session.explain(one, "因为")
    assert found(session.sheet, "S-stale")[0].explained == ""


# -- order -------------------------------------------------------------------------------------------------------


def test_gravest_first_then_the_order_of_the_form() -> None:
    answers = complete(income__general__amount="70", visits__car__budget="1", visits__car__actual="9", income_prior="9")
    sheet = sheet_of({**answers, "report_date": "x", "grade": "?"}, projects=["p1", "p2"])
    assert told(sheet) == [
        ("S-not_understood", "must_fix", "report_date"),
        ("S-not_understood", "must_fix", "grade"),
        ("T-1", "must_fix", "income_total"),
        ("T-2", "explain", "income_total"),
        ("T-3", "explain", "visits[car].actual"),
        ("S-required", "incomplete", "projects[p2].name"),
    ]


def test_one_thing_is_told_once() -> None:
    text = "设立机构3个：甲所、乙所。又设立机构3个：甲所、乙所。"
    assert len(found(sheet_of(complete(story=f"{text}\n{text}")), "S-count")) == 1


def test_order_does_not_depend_on_the_order_of_typing() -> None:
    one, other = sheet_of({"year": "x", "budget": "y"}), sheet_of({"budget": "y", "year": "x"})
    assert examine(one).findings == examine(other).findings


def test_an_override_without_a_reason_asks_for_one() -> None:
    answers = {**complete(), "score": Entry("95", Origin.OVERRIDDEN)}
    [one] = found(sheet_of(answers, projects=["p1"]), "S-overridden")
    assert one.level == "explain"
