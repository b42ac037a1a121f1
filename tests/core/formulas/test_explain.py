"""Derivations: they read like the sum a clerk would write beside the figure, in labels and in numbers."""

from decimal import Decimal

import pytest

from core.formulas.cells import Cell
from core.formulas.evaluate import compiled
from core.formulas.explain import MOST_TERMS, said, taken
from core.formulas.function import Scale
from core.formulas.syntax import Binary, Blank, Call, CellsNode, Compare, Formula, Number, Text, parse
from tests.core.formulas.formula_samples import Values, bound_here, values


def name(cell: Cell) -> str:
    return cell.row or {"a": "甲", "b": "乙", "c": "丙"}.get(cell.item, cell.item)


def told(text: str, given: Values | None = None, home: str = "", row: str = "") -> str:
    formula = bound_here(text, home, row)
    return said(taken(formula, given) if given else formula, name)


def test_a_derivation_reads_as_the_design_says() -> None:
    formula = bound_here("share(amount, income_total)", "t", "r1")
    labels = {"t": "金额", "income_total": "本年收入合计"}
    numbers = {"t": "1366.27", "income_total": "1844.31"}
    assert said(formula, lambda cell: labels[cell.item]) == "金额 ÷ 本年收入合计"
    assert said(formula, lambda cell: numbers[cell.item]) == "1366.27 ÷ 1844.31"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a + b - c", "甲 + 乙 − 丙"),
        ("a - (b - c)", "甲 − （乙 − 丙）"),
        ("(a + b) * c", "（甲 + 乙） × 丙"),
        ("a / (b * c)", "甲 ÷ （乙 × 丙）"),
        ("a * b / c", "甲 × 乙 ÷ 丙"),
        ("-a", "−甲"),
        ("-(a + b)", "−（甲 + 乙）"),
        ("-a * b", "−甲 × 乙"),
        ("a * 0.5", "甲 × 0.5"),
        ("total(t.amount)", "r1 + r2 + r3"),
        ("total(a, b)", "甲 + 乙"),
        ("total(a)", "甲"),
        ("total(a - b)", "甲 − 乙"),
        ("a - total(b, c)", "甲 − （乙 + 丙）"),
        ("2 * total(t.amount)", "2 × （r1 + r2 + r3）"),
        ("2 * total(a)", "2 × 甲"),
        ("2 * total(a - b)", "2 × （甲 − 乙）"),
        ("growth(a, b)", "（甲 − 乙） ÷ 乙"),
        ("-growth(a, b)", "−（（甲 − 乙） ÷ 乙）"),
        ("share(a + b, c)", "（甲 + 乙） ÷ 丙"),
        ("share(a, b * c)", "甲 ÷ （乙 × 丙）"),
        ("or_zero(a) + b", "甲 + 乙"),
        ("or_zero(a + b) * c", "（甲 + 乙） × 丙"),
        ("abs(a - b)", "|甲 − 乙|"),
        ("round(a / b, 2)", "四舍五入（甲 ÷ 乙，2）"),
        ("average(t.amount)", "平均（r1、r2、r3）"),
        ("count(t.amount)", "r1、r2、r3的个数"),
        ("first_filled(a, b)", "先填者（甲，乙）"),
        ("mine(q.score)", "q1 + q3"),
        ("when(a > b, a, b + c)", "若甲 > 乙则甲，否则乙 + 丙"),
        ("when(a > b, a)", "若甲 > 乙则甲，否则空白"),
        ("2 * when(a > b, a, b)", "2 × （若甲 > 乙则甲，否则乙）"),
        ("when(filled(a), a, b)", "若已填“甲”则甲，否则乙"),
        ("when(a == b or a != c, a, b)", "若（甲 = 乙 或 甲 ≠ 丙）则甲，否则乙"),
        ("when(a <= b and (a >= c or b < c), a, b)", "若甲 ≤ 乙 且 （甲 ≥ 丙 或 乙 < 丙）则甲，否则乙"),
        ("when(not (a > b), a, b)", "若不是（甲 > 乙）则甲，否则乙"),
        ("5 * reached(a + b, c)", "5 × （（甲 + 乙） ÷ 丙，至多100%）"),
        ("kept_within(a, b)", "（乙 ÷ 甲，至多100%）"),
        ("matched(a, b)", "（1 − |甲 − 乙| ÷ |乙|，至少0）"),
        ("steps_above(a, 1, 0.01, 0.5, b)", "（乙 − 甲超过1的每满0.01扣0.5）"),
        ("steps_below(a, 1, 0.05, 2, 8)", "（8 − 甲低于1的每满0.05扣2）"),
        ("steps_off(a, 1, 0.05, 2, 8)", "（8 − 甲偏离1的每满0.05扣2）"),
        ("bands_from(a, 0, 0.9, 5, 0.8, 4)", "（甲≥0.9得5，≥0.8得4，其余得0）"),
        ("2 * bands_to(a + b, 0, 0, 8)", "2 × （甲 + 乙≤0得8，其余得0）"),
        ("awarded(a > b, c)", "（甲 > 乙得丙，否则得0）"),
    ],
)
def test_it_is_said_like_this(text: str, words: str) -> None:
    assert told(text, home="p", row="p1") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("first_filled(total(t.amount), a, b)", "甲"),
        ("first_filled(c, total(t.amount), a)", "r1"),
        ("first_filled(a / zero, b)", "乙"),
        ("c + first_filled(first_filled(c, a), b)", "丙 + 甲"),
        ("first_filled(c, c / a)", "丙"),
        ('total_where(t.amount, t.level, "x")', "r1 + r3"),
        ('total_where(t.amount, t.level, "z")', "（无行）"),
        ("share(a, first_filled(c, b))", "甲 ÷ 乙"),
        ("when(a > b, first_filled(c, a), b)", "甲"),
        ("share(b, when(a > b, a))", "乙 ÷ 甲"),
        ("when(a < b, a)", "空白"),
        ("2 * when(a < b, a, b + a)", "2 × （乙 + 甲）"),
        ("when(c > b, a, b)", "若丙 > 乙则甲，否则乙"),
        ('mine_where(q.score, q.kind, "x")', "q1"),
    ],
)
def test_only_what_was_taken_is_said(text: str, words: str) -> None:
    filled = values(a=7, b=2, zero=0, t_r1_level="x", t_r2_level="y", t_r3_level="x", q_q1_kind="x", q_q1_score=1)
    with_rows = values(a=7, b=2, zero=0, t_r1_amount=5, t_r1_level="x", t_r2_level="y", t_r3_level="x")
    assert told(text, with_rows if "r1" in words and "first" in text else filled, "p", "p1") == words


def test_what_was_taken_gives_the_same_figure() -> None:
    given = values(a=7, b=2, t_r1_amount=5, t_r1_level="x", t_r2_amount=9, t_r2_level="y")
    for text in ("first_filled(c, a) + b", 'total_where(t.amount, t.level, "y") * 2', "first_filled(c, d)"):
        formula = bound_here(text)
        assert compiled(taken(formula, given))(given, "") == compiled(formula)(given, "")


def test_a_long_sum_is_cut_with_its_length() -> None:
    cells = tuple(Cell("t", f"r{number}", "amount") for number in range(MOST_TERMS + 1))
    text = said(Formula("", Call("total", (CellsNode(cells),))), name)
    assert text.endswith(f" + …（共{MOST_TERMS + 1}项）")
    assert text.count(" + ") == MOST_TERMS - 1
    assert "…" not in said(Formula("", Call("total", (CellsNode(cells[:-1]),))), name)


def test_no_rows_one_row_and_what_the_form_lacks() -> None:
    assert said(Formula("", Call("total", (CellsNode(()),))), name) == "（无行）"
    assert said(Formula("", Call("total", (CellsNode((Cell("a"),)),))), name) == "甲"
    one_row = Call("total", (CellsNode((Cell("a"),)),))
    assert said(Formula("", Binary("*", Number(Decimal(2)), one_row)), name) == "2 × 甲"
    assert said(Formula("", Call("average", (CellsNode(()),))), name) == "平均（无行）"
    assert said(Formula("", Blank()), name) == "空白"


def test_a_choice_is_said_by_its_label() -> None:
    assert said(Formula("", Compare("==", Number(Decimal(1)), Text("provincial", "省级"))), name) == "1 = “省级”"
    assert said(Formula("", Text("provincial")), name) == "“provincial”"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("steps_above(a, 1, 0.01, 0.5, 5)", "（5 − 甲超过100%的每满1个百分点扣0.5）"),
        ("steps_above(a, b, 0.01, 0.5, 5)", "（5 − 甲超过乙的每满1个百分点扣0.5）"),
        ("steps_above(a + 0, 1, 0.01, 0.5, 5)", "（5 − 甲 + 0超过1的每满0.01扣0.5）"),
        ("bands_from(a, 1, 0.9, 5, 0.8, 4)", "（甲≥90%得5，≥80%得4，其余得1）"),
        ("10 * reached(a, 1)", "10 × （甲 ÷ 100%，至多100%）"),
        ("round(a, 1)", "四舍五入（甲，1）"),
    ],
)
def test_bounds_are_said_as_figures_of_what_is_judged(text: str, words: str) -> None:
    scale = Scale(name="甲", shown="", row="", percent=True)
    assert said(bound_here(text), name, lambda cell: scale) == words


def test_an_unbound_formula_cannot_be_said() -> None:
    with pytest.raises(TypeError):
        said(parse("unbound"), name)
