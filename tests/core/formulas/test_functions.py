"""Each function of the language, on filled figures, on blanks, and in what it says about itself."""

from decimal import Decimal
from inspect import signature
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
    "floor": [("floor(3.99)", "3"), ("floor(-3.01)", "-4"), ("floor(1 / 3 * 3)", "1"), ("floor(e)", None)],
    "or_zero": [("or_zero(a)", "7"), ("or_zero(e)", "0"), ("or_zero(a / zero)", "0")],
    "first_filled": [("first_filled(e, zero, a)", "0"), ("first_filled(a, b)", "7"), ("first_filled(e)", None)],
    "filled": [("filled(a)", True), ("filled(zero)", True), ("filled(e)", False), ("filled(offices)", True)],
    "when": [
        ("when(a > b, 1, 2)", "1"), ("when(a < b, 1, 2)", "2"), ("when(e > b, 1, 2)", None),
        ("when(a > b, e, 2)", None), ("when(a > b, 1, e)", "1"), ("when(a > b, 1)", "1"), ("when(a < b, 1)", None),
    ],
    "total_where": [
        ('total_where(t.amount, t.level, "x")', "1"), ('total_where(t.amount, t.level, "y")', "2.5"),
        ('total_where(t.amount, t.level, "z")', None),
    ],
    "count_where": [('count_where(t.level, "x")', "2"), ('count_where(t.level, "z")', "0")],
    "mine": [("mine(q.score)", "14")],
    "mine_where": [
        ('mine_where(q.score, q.kind, "x")', "5"), ('mine_where(q.score, q.kind, "y")', "9"),
        ('mine_where(q.score, q.kind, "z")', None),
    ],
    "mine_count_where": [('mine_count_where(q.kind, "x")', "1"), ('mine_count_where(q.kind, "z")', "0")],
    "reached": [
        ("reached(a, 10)", "0.7"), ("reached(a, 7)", "1"), ("reached(a, b)", "1"), ("reached(-a, b)", "0"),
        ("reached(a, zero)", "1"), ("reached(-a, zero)", "0"), ("reached(-a, -b)", "0"), ("reached(-b, -a)", "1"),
        ("reached(e, b)", None), ("reached(a, e)", None),
    ],
    "kept_within": [
        ("kept_within(a, 10)", "1"), ("kept_within(a, 7)", "1"), ("kept_within(8, b)", "0.25"),
        ("kept_within(zero, b)", "1"), ("kept_within(a, zero)", "0"), ("kept_within(-b, -a)", "0"),
        ("kept_within(zero, -a)", "0"), ("kept_within(-a, -b)", "1"), ("kept_within(e, b)", None),
        ("kept_within(a, e)", None),
    ],
    "matched": [
        ("matched(b, 2)", "1"), ("matched(b, 4)", "0.5"), ("matched(3, b)", "0.5"), ("matched(a, b)", "0"),
        ("matched(a, zero)", "0"), ("matched(zero, zero)", "1"), ("matched(-1, -b)", "0.5"), ("matched(e, b)", None),
    ],
    "steps_above": [
        ("steps_above(1, 1, 0.01, 0.5, 5)", "5"), ("steps_above(0.5, 1, 0.01, 0.5, 5)", "5"),
        ("steps_above(1.0333, 1, 0.01, 0.5, 5)", "3.5"), ("steps_above(1.0099, 1, 0.01, 0.5, 5)", "5.0"),
        ("steps_above(1 + 1 / 3 * 0.03, 1, 0.01, 0.5, 5)", "4.5"), ("steps_above(9, 1, 0.01, 0.5, 5)", "0"),
        ("steps_above(9, 1, zero, 0.5, 5)", None), ("steps_above(e, 1, 0.01, 0.5, 5)", None),
    ],
    "steps_below": [
        ("steps_below(1, 1, 0.05, 2, 8)", "8"), ("steps_below(0.85, 1, 0.05, 2, 8)", "2"),
        ("steps_below(0.951, 1, 0.05, 2, 8)", "8"), ("steps_below(0, 1, 0.05, 2, 8)", "0"),
        ("steps_below(1, 1, zero, 2, 8)", None), ("steps_below(1, e, 0.05, 2, 8)", None),
    ],
    "steps_off": [
        ("steps_off(1.1, 1, 0.05, 2, 6)", "2"), ("steps_off(0.9, 1, 0.05, 2, 6)", "2"),
        ("steps_off(1, 1, 0.05, 2, 6)", "6"), ("steps_off(1, 1, 0.05, 2, e)", None),
    ],
    "bands_from": [
        ("bands_from(0.95, 0, 0.9, 5, 0.8, 4)", "5"), ("bands_from(0.9, 0, 0.9, 5, 0.8, 4)", "5"),
        ("bands_from(0.8999, 0, 0.9, 5, 0.8, 4)", "4"), ("bands_from(0.1, 1, 0.9, 5, 0.8, 4)", "1"),
        ("bands_from(e, 0, 0.9, 5)", None),
    ],
    "bands_to": [
        ("bands_to(zero, 0, 0, 8, 0.1, 6)", "8"), ("bands_to(0.1, 0, 0, 8, 0.1, 6)", "6"),
        ("bands_to(0.11, 1, 0, 8, 0.1, 6)", "1"), ("bands_to(-1, 0, 0, 8)", "8"), ("bands_to(e, 0, 0, 8)", None),
    ],
    "awarded": [("awarded(a > b, 3)", "3"), ("awarded(a < b, 3)", "0"), ("awarded(e > b, 3)", None)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "result"), [pytest.param(*case, id=case[0]) for cases in CASES.values() for case in cases]
)
def test_it_computes(text: str, result: Any) -> None:
    given = values(
        a=7, b=2, zero=0, t_r1_amount=1, t_r2_amount="2.5", t_r1_level="x", t_r2_level="y", t_r3_level="x",
        q_q1_score=5, q_q2_score=7, q_q3_score=9, q_q1_kind="x", q_q2_kind="x", q_q3_kind="y",
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
    assert function.usage.endswith(")")
    assert function.doc.endswith("。")
    assert function.label
    assert len(function.takes) <= function.counts[-1]
    assert function.gives in ("figure", "truth")


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_a_function_takes_as_many_arguments_as_its_usage_shows(function: Function) -> None:
    least, most = function.counts[0], function.counts[-1]
    for wrong in (least - 1, most + 1):
        with pytest.raises(FormulaError) as caught:
            parse(f"{function.name}({', '.join(['a'] * wrong)})")
        assert caught.value.code == "formula.arguments"
    for right in (least, most):
        call = parse(f"{function.name}({', '.join(['a'] * right)})").root
        assert isinstance(call, Call)
        assert len(call.arguments) == right


def test_a_usage_tells_how_many_arguments_there_may_be() -> None:
    shown = {name: FUNCTIONS[name].counts for name in ("total", "count", "share", "when", "steps_above", "bands_to")}
    assert shown == {
        "total": range(1, 31), "count": range(1, 2), "share": range(2, 3), "when": range(2, 4),
        "steps_above": range(5, 6), "bands_to": range(4, 31, 2),
    }  # fmt: skip
    for function in FUNCTIONS.values():
        taken = signature(function.call).parameters.values()
        if not function.gather and all(one.kind is not one.VAR_POSITIONAL for one in taken):
            asked = [one for one in taken if one.default is one.empty]
            assert list(function.counts) == [*range(len(asked), len(taken) + 1)]


@pytest.mark.parametrize("name", ["bands_from", "bands_to"])
def test_bands_come_in_pairs(name: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(f"{name}(a, 0, 1, 2, 3)")
    assert caught.value.code == "formula.arguments"


def test_no_word_announces_two_functions() -> None:
    words = [word for function in FUNCTIONS.values() for word in function.words]
    assert len(words) == len(set(words)) > 0
