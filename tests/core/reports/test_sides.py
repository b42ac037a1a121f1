"""The sides of a comparison: units, places, and why one is blank."""

import pytest

from core.formulas.bind import bound
from core.formulas.cells import Cell
from core.formulas.evaluate import compiled
from core.formulas.syntax import Node, parse
from core.reports.draft import FreeRow, Part
from core.reports.sheet import Sheet
from core.reports.sides import Measure, blanks, known_as, measure, said
from tests.core.reports.indicator_samples import at, indicators
from tests.core.reports.samples import cell, program, sheet_of

FORM = program(
    """
    [table.t]
    label = "{year}年表"
    rows = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }]
    columns = [
      { id = "x", label = "金额", kind = "money", sums = true },
      { id = "p", label = "占比", kind = "percent", places = 1, formula = "share(x, whole)" },
      { id = "n", label = "个数", kind = "integer", unit = "个" },
      { id = "q", label = "数量", kind = "quantity", unit_column = "u" },
      { id = "u", label = "单位", kind = "text" },
    ]
    [table.none]
    label = "空表"
    free = { min = 0, max = 9 }
    columns = [{ id = "x", label = "金额", kind = "money" }]
    [field]
    year = { label = "年度", kind = "year" }
    whole = { label = "合计", kind = "money" }
    prior = { label = "上年", kind = "money" }
    villages = { label = "村数", kind = "integer", unit = "个" }
    households = { label = "户数", kind = "integer", unit = "户" }
    score = { label = "得分", kind = "number", unit = "分" }
    [field.grade]
    label = "等级"
    kind = "choice"
    choices = [{ id = "good", label = "优" }, { id = "poor", label = "差" }]
    [field.day]
    label = "日期"
    kind = "date"
    [field.other_day]
    label = "另一日期"
    kind = "date"
    [field.title]
    label = "名称"
    kind = "text"
    [field.nothing]
    label = "零"
    kind = "money"
    [field.rate]
    label = "率"
    kind = "percent"
    places = 2
    formula = "rate(whole, nothing)"
    [field.sum]
    label = "两项之和"
    kind = "money"
    formula = "whole + prior"
    """
)
ANSWERS = {
    "year": "2023",
    "whole": "1844.31",
    "villages": "11",
    "households": "5",
    "t[a].x": "17",
    "t[a].q": "3",
    "t[a].u": "亩",
    "grade": "poor",
    "day": "2024-3-29",
    "other_day": "2024-1-1",
    "score": "97.6",
    "nothing": "0",
    "title": "甲",
}


def node(sheet: Sheet, text: str) -> Node:
    return bound(sheet.program.scope.resolve(parse(text)), "", sheet.rows_of).root


def sheet() -> Sheet:
    return sheet_of(ANSWERS, FORM)


MONEY, PERCENT = Measure("万元", 2), Measure("%", 2)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("whole", MONEY),
        ("total(t.x)", MONEY),
        ("total(none.x)", None),
        ("t[a].p", Measure("%", 1)),
        ("t[a].q", Measure("亩", None)),
        ("whole + prior - 3", MONEY),
        ("-abs(whole)", MONEY),
        ("growth(whole, prior)", PERCENT),
        ("abs(growth(whole, prior))", PERCENT),
        ("whole / prior", PERCENT),
        ("whole / villages", None),
        ("whole * t[a].p", MONEY),
        ("t[a].p * whole", MONEY),
        ("10 * villages", None),
        ("villages * households", None),
        ("count(t.x)", None),
        ("reached(whole, prior)", None),
        ("steps_above(t[a].p, 1, 0.01, 1, 5)", None),
        ("when(households > 3, whole, prior)", MONEY),
        ("score + villages", Measure("分", None)),
        ("0.3", None),
        ("title", None),
    ],
)
def test_what_a_side_is_measured_in(text: str, wanted: Measure | None) -> None:
    one = sheet()
    assert measure(one, node(one, text)) == wanted


def sides(left: str, right: str) -> tuple[str, str, str]:
    one = sheet()
    values = [compiled(one.program.scope.resolve(parse(text)))(one, "") for text in (left, right)]
    return said(one, [node(one, text) for text in (left, right)], values)


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("whole", "t[a].x", ("1844.31万元", "17万元", "1827.31万元")),
        ("whole", "100", ("1844.31万元", "100万元", "1744.31万元")),
        ("10 * villages", "whole", ("110万元", "1844.31万元", "1734.31万元")),
        ("villages", "households", ("11个", "5户", "6")),
        ("share(t[a].x, whole)", "0.3", ("0.92%", "30%", "29.08个百分点")),
        ("t[a].p", "share(t[a].x, whole)", ("0.9%", "0.92%", "0.02个百分点")),
        ("score", "100", ("97.6分", "100分", "2.4分")),
        ("0.5", "2", ("0.5", "2", "1.5")),
        ("whole", "whole + 0.001", ("1844.31万元", "1844.311万元", "0.001万元")),
        ("villages / 2", "5", ("5.5", "5", "0.5")),
        ("villages", "households / 2", ("11个", "2.5个", "8.5个")),
        ("grade", '"good"', ("差", "优", "")),
        ("day", "other_day", ("2024年3月29日", "2024年1月1日", "")),
        ("title", "title", ("甲", "甲", "")),
    ],
)
def test_both_sides_and_their_difference(left: str, right: str, wanted: tuple[str, str, str]) -> None:
    assert sides(left, right) == wanted


def test_an_answer_without_a_field_or_value_is_said_plainly() -> None:
    one = sheet()
    assert said(one, [node(one, '"a" == "b"')], ["a", None]) == ("a", "＿＿", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("whole", []),
        ("prior", ["上年"]),
        ("sum + prior", ["上年", "上年"]),
        ("total(t.x)", []),
        ("total(t.n)", ["2023年表"]),
        ("total(none.x)", []),
        ("total(t.n, whole)", []),
        ("first_filled(prior, total(t.n))", ["上年", "2023年表"]),
        ("or_zero(prior) + count(t.n)", []),
        ("rate", []),
        ("whole + 1", []),
        ("when(whole > 1, prior, total(t.n))", ["上年"]),
        ("when(whole > 9999, prior, total(t.n))", ["2023年表"]),
        ("when(prior > 1, total(t.n), title)", ["上年"]),
        ("when(filled(prior) and filled(whole), whole)", ["上年"]),
        ("when(whole > 1, prior)", ["上年"]),
    ],
)
def test_why_a_side_is_blank(text: str, wanted: list[str]) -> None:
    one = sheet()
    assert [name for name, _ in blanks(one, node(one, text))] == wanted


def test_a_blank_answer_is_named_with_its_cell() -> None:
    one = sheet()
    assert blanks(one, node(one, "sum")) == [("上年", cell("prior"))]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (cell("whole"), "合计"),
        (at("i1", "target"), "绩效指标第1行·指标值"),
        (at("i1", "direction"), "绩效指标第1行·指标值"),
        (at("i2", "verdict"), "新建户厕·实际完成值"),
        (at("i2", "points"), "新建户厕·分值"),
        (at("k1", "points", "project_indicators"), "修路·项目绩效指标第1行·分值"),
        (at("k2", "points", "project_indicators"), "修路·里程·分值"),
        (at("k3", "target_words", "project_indicators"), "项目第2行·项目绩效指标第1行·指标值"),
        (at("lost", "points", "project_indicators"), "project_indicators[lost].points"),
    ],
)
def test_an_answer_is_named_as_the_clerk_meets_it(asked: Cell, wanted: str) -> None:
    """Parts of one typed cell by its head, rows without a name by their table, those of a project by the project."""
    given = {"indicators[i2].name": "新建户厕", "projects[p1].name": "修路", "project_indicators[k2].name": "里程"}
    form = indicators() if asked != cell("whole") else FORM
    one = sheet_of(given if form is not FORM else ANSWERS, form, indicators=["i1", "i2"], projects=["p1", "p2"])
    rows = tuple(FreeRow(id=row, owner=owner) for row, owner in (("k1", "p1"), ("k2", "p1"), ("k3", "p2")))
    one.draft.parts[Part.ROWS]["project_indicators"] = rows
    assert known_as(Sheet(form, one.draft), asked) == wanted
