"""Scoring rules become rows with formulas, and every slip in them is told."""

from dataclasses import fields
from decimal import Decimal

import pytest

from core.forms.model import Row, Table
from core.forms.rules import ITEM, RULE, STEPS
from tests.core.forms.form_samples import FRAME, Made, document, made_of

SCORES = """
[field.control]
label = "控制率"
kind = "percent"
[table.marks]
label = "评分表"
rows = [
  { id = "input", label = "投入", parts = "all" },
  { id = "staff", label = "人员", within = "input", formulas = { value = "control" } },
  { id = "projects", label = "项目", within = "input", closed = ["reason"] },
  { id = "rules", label = "制度", within = "input", formulas = { score = "1" } },
  { id = "other", label = "其他", parts = "all" },
  { id = "unused", label = "没用的", within = "other" },
]
columns = [
  { id = "points", label = "分值", kind = "number", places = 1, sums = true },
  { id = "value", label = "指标值", kind = "percent" },
  { id = "met", label = "是否符合", kind = "yes_no" },
  { id = "score", label = "得分", kind = "number", places = 2, sums = true, override = true },
  { id = "reason", label = "原因", kind = "text" },
]
"""
STEP = 'steps = { beyond = "above", bound = 1, step = 0.01, cost = 0.5 }'
BANDS = "bands = { from = [[0.9, 5], [0.8, 4]], otherwise = 0 }"
LIST = 'checklist = [{ id = "a", label = "有制度", points = 2 }, { id = "b", label = "已执行", points = 3 }]'


def ruled(*rules: str, scores: str = SCORES) -> Made:
    """A form with these rules: `row` and what stands in its table, a line each."""
    text = "".join(f"[rule.marks.{rule}\n" for rule in rules)
    return made_of(scores, FRAME + text + document(["marks", "control"]))


def table(*rules: str) -> Table:
    found = ruled(*rules)
    assert found.codes() == [], found.problems
    return found.form.tables["marks"]


def row(id: str, *rules: str) -> Row:
    found = table(*rules).row(id)
    assert found is not None
    return found


def staff(settings: str) -> Row:
    return row("staff", f"staff]\npoints = 5\n{settings}")


def test_every_attribute_of_a_rule_has_a_key() -> None:
    assert {one.name for one in fields(RULE.kind)} == set(RULE.keys)
    assert {one.name for one in fields(STEPS.kind)} == set(STEPS.keys)
    assert {one.name for one in fields(ITEM.kind)} == set(ITEM.keys)


@pytest.mark.parametrize(
    ("settings", "formula", "words"),
    [
        (
            STEP,
            "steps_above(value, 1, 0.01, 0.5, points)",
            "不超过100%得5分；超过的，每满1个百分点扣0.5分，扣完为止。",
        ),
        (
            STEP.replace("above", "below").replace("0.01", "0.05"),
            "steps_below(value, 1, 0.05, 0.5, points)",
            "不低于100%得5分；低于的，每满5个百分点扣0.5分，扣完为止。",
        ),
        (
            STEP.replace("above", "off") + "\nfull_when_blank = true",
            "when(filled(value), steps_off(value, 1, 0.01, 0.5, points), points)",
            "等于100%得5分；高于或低于的，每满1个百分点扣0.5分，扣完为止。没有这一项的得满分。",
        ),
        (BANDS, "bands_from(value, 0, 0.9, 5, 0.8, 4)", "≥90%得5分；≥80%得4分；其余得0分。"),
        (
            "bands = { to = [[-0.1, 5], [0, 4]], otherwise = 1.50 }\nfull_when_blank = true",
            "when(filled(value), bands_to(value, 1.50, -0.1, 5, 0, 4), points)",
            "≤-10%得5分；≤0%得4分；其余得1.5分。没有这一项的得满分。",
        ),
    ],
)
def test_a_rule_is_a_formula_over_the_value(settings: str, formula: str, words: str) -> None:
    found = staff(settings)
    assert found.formulas == {"value": "control", "points": "5", "score": formula}
    assert found.standard == words
    assert (found.closed, found.parts) == (("met",), "")


def test_a_rule_may_leave_the_marks_to_the_clerk_and_speak_for_itself() -> None:
    found = staff('standard = "酌情给分。"')
    assert (found.formulas, found.standard) == ({"value": "control", "points": "5"}, "酌情给分。")
    assert staff("").standard == ""


def test_a_checklist_is_a_sum_of_questions() -> None:
    found = table(f"rules]\npoints = 5\n{LIST}")
    whole, first, second = found.rows[1:]
    assert [one.id for one in found.rows] == ["input", "rules", "rules_a", "rules_b"]
    assert (whole.parts, whole.closed, whole.formulas) == ("all", ("value", "met"), {})
    assert whole.standard == "有制度得2分；已执行得3分。"
    assert (first.label, first.within, first.closed) == ("有制度", "rules", ("value",))
    assert first.formulas == {"points": "2", "score": 'awarded(met == "yes", points)'}
    assert second.formulas["points"] == "3"


def test_rows_without_a_rule_are_left_out_and_groups_stay() -> None:
    found = table(f"projects]\npoints = 5\n{BANDS}")
    assert [one.id for one in found.rows] == ["input", "projects"]
    assert found.dropped == ("staff", "rules", "other", "unused")
    assert [one.closed for one in found.rows] == [("value", "met"), ("reason", "met")]


def test_a_table_without_rules_stays_as_it_is() -> None:
    assert len(ruled(scores=SCORES).form.tables["marks"].rows) == 6


def test_what_is_judged_is_said_in_its_own_unit() -> None:
    scores = SCORES.replace('label = "指标值", kind = "percent"', 'label = "指标值", kind = "integer", unit = "人"')
    found = made_of(
        scores, f"{FRAME}[rule.marks.projects]\npoints = 5\n{STEP.replace('0.01', '2')}\n{document(['marks'])}"
    )
    one = found.form.tables["marks"].row("projects")
    assert one is not None
    assert one.standard == "不超过1人得5分；超过的，每满2人扣0.5分，扣完为止。"


@pytest.mark.parametrize(
    ("rule", "code", "text"),
    [
        (f"stuff]\npoints = 5\n{STEP}", "form.unknown_item", " › stuff：没有“stuff”。您是否要写“staff”？"),
        (f"staff]\n{STEP}", "form.missing_key", " › staff：缺少“points”。"),
        (f"staff]\npoints = 0\n{STEP}", "form.not_positive", " › staff：“points”要大于0。"),
        (f"staff]\npoints = 5\n{STEP.replace('0.01', '0')}", "form.not_positive", " › staff：“step”要大于0。"),
        (f"staff]\npoints = 5\n{STEP.replace('0.5', '-0.5')}", "form.not_positive", " › staff：“cost”要大于0。"),
        (f"staff]\npoints = 0.5\n{LIST.replace('2', '-2.5')}", "form.not_positive", " › staff：“a”要大于0。"),
        (f"staff]\npoints = 'x'\n{STEP}", "form.not_figure", " › staff › points：这里要一个数。"),
        (
            f"staff]\npoints = 5\n{STEP.replace('above', 'over')}",
            "form.not_one_of",
            " › staff › steps › beyond：“over”不可用。可用：above、below、off。",
        ),
        (
            f"input]\npoints = 5\n{STEP}",
            "form.rule_group",
            " › input：“input”下面还有行，评分规则要写在最下一级的行上。",
        ),
        (
            f"staff]\npoints = 5\n{STEP}\n{BANDS}",
            "form.rule_shape",
            " › staff：steps、bands、checklist 只能写一种；full_when_blank 只用于 steps 和 bands。",
        ),
        (
            "staff]\npoints = 5\nfull_when_blank = true",
            "form.rule_shape",
            " › staff：steps、bands、checklist 只能写一种；full_when_blank 只用于 steps 和 bands。",
        ),
        (f"staff]\npoints = 6\n{LIST}", "form.rule_checklist", " › staff：各小项分值之和为5，应等于6。"),
    ],
)
def test_a_slip_is_told_with_its_place(rule: str, code: str, text: str) -> None:
    assert f"form.toml › rule › marks{text}" in ruled(rule).told(code)


@pytest.mark.parametrize(
    "bands",
    [
        "{ from = [[0.8, 4], [0.9, 5]] }",  # bounds in the wrong order
        "{ to = [[0.9, 5], [0.8, 4]] }",
        "{ from = [[0.9, 5], [0.9, 4]] }",
        "{ from = [[0.9, 4], [0.8, 3]] }",  # the first is not full
        "{ from = [[0.9, 5], [0.8, 6]] }",
        "{ from = [[0.9, 5]], otherwise = 6 }",
        "{ from = [[0.9, 5]], otherwise = -1 }",
        "{ from = [] }",
        "{ from = [[0.9]] }",
        "{ from = [0.9] }",
        "{ from = [[0.9, 5]], to = [[0.9, 5]] }",
        "{ from = [[0.9, 5]], other = 1 }",
        "{ otherwise = 1 }",
    ],
)
def test_bands_are_in_order_and_give_full_marks_first(bands: str) -> None:
    assert "form.rule_bands" in ruled(f"staff]\npoints = 5\nbands = {bands}").codes()


def test_rules_are_for_tables_with_their_columns() -> None:
    assert made_of(SCORES, f"{FRAME}rule.mark.staff.points = 5\n{document(['marks'])}").told("form.unknown_item") == [
        "form.toml › rule › mark：没有“mark”。您是否要写“marks”？"
    ]
    lacking = SCORES.replace('{ id = "met", label = "是否符合", kind = "yes_no" },', "")
    assert ruled("staff]\npoints = 5", scores=lacking).told("form.rule_columns") == [
        "form.toml › rule › marks：评分规则要用到列 points、value、met、score，表中缺：met。"
    ]
    assert made_of(SCORES, f"{FRAME}rule = 5\n{document(['marks'])}").told("form.not_a_table")


def test_a_question_whose_row_is_there_already_is_told() -> None:
    taken = SCORES.replace('{ id = "unused"', '{ id = "rules_a", label = "已有", within = "other" }, { id = "unused"')
    found = ruled(f"rules]\npoints = 5\n{LIST}", "rules_a]\npoints = 5", scores=taken)
    assert found.told("form.duplicate_id") == ["表“评分表”（marks）：“rules_a”已经用过，代号不能重复。"]


def test_a_rule_keeps_its_figures_exactly() -> None:
    assert staff(STEP.replace("0.01", "0.010")).formulas["score"] == "steps_above(value, 1, 0.010, 0.5, points)"
    assert Decimal(row("projects", f"projects]\npoints = 2.50\n{STEP}").formulas["points"]) == Decimal("2.5")
