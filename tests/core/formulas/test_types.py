"""Types: what does not fit is refused at load, with what was wanted and where."""

import pytest

from core.formulas.syntax import FormulaError, Ref
from core.formulas.types import check_types
from tests.core.formulas.formula_samples import resolved

KINDS = {"day": "date", "place": "text", "offices": "list", "grade": "choice", "level": "choice", "name": "text"}


def type_of(ref: Ref) -> str:
    single = KINDS.get(ref.column or ref.item, "figure")
    return single + "s" if ref.kind in ("column", "owned") else single


def refused(text: str, wanted: str = "figure", home: str = "") -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        check_types(resolved(text, home), type_of, wanted)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "a", "12", "-a", "a + b / 2", "total(t.amount, a)", "total(t.amount)", "average(t.amount)", "count(t.name)",
        "count(t.level)", "count(offices)", "when(a > b and not filled(place), a, b)", "first_filled(a, b)",
        'total_where(t.amount, t.level, "x")', 'count_where(t.level, "x")', "when(filled(offices), 1, 0)",
        "when(filled(day), 1, 0)", "t[r1].amount * 2", "round(share(a, b), 2)",
    ],
)  # fmt: skip
def test_these_give_a_figure(text: str) -> None:
    check_types(resolved(text), type_of, "figure")


@pytest.mark.parametrize(
    "text",
    ["a > b", "day <= day", "place == place", 'grade != "x"', '"x" == grade', "filled(a) or a == b", "not a < 1"],
)
def test_these_give_a_condition(text: str) -> None:
    check_types(resolved(text), type_of, "truth")


def test_what_belongs_to_a_row_fits_mine_only() -> None:
    check_types(resolved("mine(q.score)", "p"), type_of, "figure")
    assert refused("mine(score)", home="p").code == "formula.type"


@pytest.mark.parametrize(
    ("text", "wanted", "found", "position"),
    [
        ("a + place", "一个数", "一段文字", 4),
        ("place", "一个数", "一段文字", 0),
        ("-day", "一个数", "一个日期", 1),
        ("a > b", "一个数", "一个条件", 0),
        ("a + t.amount", "一个数", "一列数", 4),
        ("total(t.name)", "一个数或一列数", "一列文字", 6),
        ("share(t.amount, a)", "一个数", "一列数", 6),
        ("abs(offices)", "一个数", "一份清单", 4),
        ("count(a)", "一列或一份清单", "一个数", 6),
        ("when(a, 1, 2)", "一个条件", "一个数", 5),
        ("when(a > b, grade, 2)", "一个数", "一个选项", 12),
        ('a + "x"', "一个数", "一个选项", 0),
        ('total_where(a, t.level, "x")', "一列数", "一个数", 12),
        ('count_where(t.amount, "x")', "一列选项", "一列数", 12),
        ("filled(t.amount) and a > b", "一个数据项", "一列数", 7),
    ],
)
def test_text_in_arithmetic_and_the_like_is_refused(text: str, wanted: str, found: str, position: int) -> None:
    error = refused(text)
    assert error.code == "formula.type"
    assert (error.position, error.text) == (position, f"这里要的是{wanted}，“{found}”不是。")


@pytest.mark.parametrize(
    "text",
    [
        "day > a", "a == day", "place == a", 'a == "x"', 'place == "x"', "grade < grade", 'grade > "x"',
        "place >= place", "offices == offices", "t.amount == t.amount", "(a > b) == (b > a)", "a and b", "not a",
    ],
)  # fmt: skip
def test_only_like_is_compared_with_like_and_only_what_has_an_order_is_ordered(text: str) -> None:
    assert refused(text, "truth").code == "formula.type"


def test_columns_that_are_read_together_stand_in_one_table() -> None:
    error = refused('total_where(p.amount, t.level, "x")')
    assert (error.code, error.position) == ("formula.same_table", 12)
    assert "total_where" in error.text


def test_something_that_is_no_formula_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        check_types(resolved("a").__class__("", "no node"), type_of, "figure")  # type: ignore[arg-type]
