"""Each function of the language, on filled figures, on blanks, and in what it says about itself."""

from decimal import Decimal
from typing import Any

import pytest

from core.formulas.evaluate import compiled
from core.formulas.functions import FUNCTIONS, Function
from core.formulas.syntax import Call, FormulaError, parse
from tests.core.formulas.formula_samples import resolved, values

CASES: dict[str, list[tuple[str, Any]]] = {
    "total": [
        ("total(a, b)", "9"), ("total(a, e)", "7"), ("total(e)", None), ("total(t.amount)", "3.5"),
        ("total(t.name)", None),
    ],
    "average": [("average(a, b)", "4.5"), ("average(t.amount)", "1.75"), ("average(e)", None)],
    "smallest": [("smallest(a, b, e)", "2"), ("smallest(t.amount, 9)", "1"), ("smallest(e)", None)],
    "largest": [("largest(a, b, e)", "7"), ("largest(t.amount)", "2.5"), ("largest(e)", None)],
    "count": [("count(t.amount)", "2"), ("count(t.name)", "0"), ("count(offices)", "3"), ("count(e)", "0")],
    "share": [("share(b, a + 1)", "0.25"), ("share(e, a)", None), ("share(a, zero)", None)],
    "rate": [("rate(b, a + 1)", "0.25"), ("rate(a, e)", None), ("rate(a, zero)", None)],
    "growth": [
        ("growth(a, b)", "2.5"), ("growth(b, a + 1)", "-0.75"), ("growth(a, zero)", None), ("growth(e, a)", None),
    ],
    "round": [
        ("round(a / b, 0)", "4"), ("round(-a / b, 0)", "-4"), ("round(1.005, 2)", "1.01"), ("round(e, 1)", None),
        ("round(a, 99)", "7"), ("round(1250, -99)", "0"),
    ],
    "abs": [("abs(-a)", "7"), ("abs(a)", "7"), ("abs(e)", None)],
    "floor": [("floor(3.99)", "3"), ("floor(-3.01)", "-4"), ("floor(e)", None)],
    "or_zero": [("or_zero(a)", "7"), ("or_zero(e)", "0"), ("or_zero(a / zero)", "0")],
    "first_filled": [("first_filled(e, zero, a)", "0"), ("first_filled(a, b)", "7"), ("first_filled(e)", None)],
    "filled": [("filled(a)", True), ("filled(zero)", True), ("filled(e)", False), ("filled(offices)", True)],
    "when": [
        ("when(a > b, 1, 2)", "1"), ("when(a < b, 1, 2)", "2"), ("when(e > b, 1, 2)", None),
        ("when(a > b, e, 2)", None), ("when(a > b, 1, e)", "1"),
    ],
    "total_where": [
        ('total_where(t.amount, t.level, "x")', "1"), ('total_where(t.amount, t.level, "y")', "2.5"),
        ('total_where(t.amount, t.level, "z")', None),
    ],
    "count_where": [('count_where(t.level, "x")', "2"), ('count_where(t.level, "z")', "0")],
    "mine": [("mine(q.score)", "14")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "result"), [pytest.param(*case, id=case[0]) for cases in CASES.values() for case in cases]
)
def test_it_computes(text: str, result: Any) -> None:
    given = values(
        a=7, b=2, zero=0, t_r1_amount=1, t_r2_amount="2.5", t_r1_level="x", t_r2_level="y", t_r3_level="x",
        q_q1_score=5, q_q2_score=7, q_q3_score=9,
    )  # fmt: skip
    columns = {**given.columns, ("offices", ""): {"": ("甲", "乙", "丙")}}
    given.columns = {slot: columns.get(slot, {}) for slot in [*columns, ("e", ""), ("t", "name")]}
    found = compiled(resolved(text, "p"))(given, "p1")
    assert found == (Decimal(result) if isinstance(result, str) else result)
    assert type(found) is (Decimal if isinstance(result, str) else type(result))


def test_every_function_of_the_language_has_a_test_that_calls_it() -> None:
    assert CASES.keys() == FUNCTIONS.keys()
    assert all(text.startswith(f"{name}(") for name, cases in CASES.items() for text, _ in cases)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_a_function_says_how_it_is_written_and_what_it_does(function: Function) -> None:
    assert function.usage.startswith(f"{function.name}(")
    assert function.doc.endswith("。")
    assert function.label
    assert function.excel
    assert 1 <= function.least <= function.most
    assert len(function.takes) <= function.most
    assert function.gives in ("figure", "truth")


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_a_function_takes_as_many_arguments_as_its_usage_shows(function: Function) -> None:
    shown = [one.count(",") + 1 for one in function.usage.split(" 或 ") if "…" not in one] or [1]
    most = 30 if "…" in function.usage else max(shown)
    assert (function.least, function.most) == (min(shown), most)
    for wrong in (function.least - 1, function.most + 1):
        with pytest.raises(FormulaError) as caught:
            parse(f"{function.name}({', '.join(['a'] * wrong)})")
        assert caught.value.code == "formula.arguments"
    assert isinstance(parse(f"{function.name}({', '.join(['a'] * most)})").root, Call)


def test_no_word_announces_two_functions() -> None:
    words = [word for function in FUNCTIONS.values() for word in function.words]
    assert len(words) == len(set(words)) > 0
