"""Computing: blank is not zero, division by zero is blank, logic knows three answers, and nothing throws."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas.evaluate import compiled
from core.formulas.functions import Value
from core.formulas.syntax import Blank, Call, Formula, parse
from tests.core.formulas.formula_samples import Values, bound_here, resolved, values

SIGNS = ["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">="]


def computed(text: str, given: Values | None = None, home: str = "", row: str = "") -> Any:
    return compiled(resolved(text, home))(given or values(), row)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a + b", "9.3"),
        ("a - b", "4.7"),
        ("a * b", "16.1"),
        ("a / 2", "3.5"),
        ("-a", "-7"),
        ("-(a - b)", "-4.7"),
        ("a + b * 2", "11.6"),
        ("(a + b) * 2", "18.6"),
        ("12", "12"),
        ("t[r1].amount", "100"),
        ("a - total(t.amount)", "-343"),
    ],
)
def test_arithmetic(text: str, result: str) -> None:
    given = values(a=7, b="2.3", t_r1_amount=100, t_r2_amount=250)
    assert computed(text, given) == Decimal(result)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_blank_operand_makes_arithmetic_and_comparisons_blank(sign: str) -> None:
    given = values(a=7)
    assert computed(f"a {sign} b", given) is None
    assert computed(f"b {sign} a", given) is None
    assert computed("-b", given) is None


@pytest.mark.parametrize("text", ["a / b", "share(a, b)", "rate(a, b)", "growth(a, b)", "a / (b - b)"])
def test_division_by_zero_is_blank(text: str) -> None:
    assert computed(text, values(a=7, b=0)) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a == 7", True), ("a != 7", False), ("a < 7", False), ("a <= 7", True), ("a > 6.9", True),
        ("a >= 7.01", False), ('level == "x"', True), ('level != "x"', False),
    ],
)  # fmt: skip
def test_comparisons(text: str, answer: bool) -> None:
    assert computed(text, values(a=7, t_r1_level="x"), home="t", row="r1") is answer


TRUE, FALSE, UNKNOWN = "1 == 1", "1 == 2", "b == 1"


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, True, True),
        (TRUE, FALSE, False, True),
        (FALSE, FALSE, False, False),
        (TRUE, UNKNOWN, None, True),
        (FALSE, UNKNOWN, False, None),
        (UNKNOWN, UNKNOWN, None, None),
    ],
)
def test_logic_has_three_answers(left: str, right: str, both: bool | None, either: bool | None) -> None:
    for one, other in ((left, right), (right, left)):
        assert computed(f"{one} and {other}") is both
        assert computed(f"{one} or {other}") is either


def test_not_turns_an_answer_and_leaves_the_unknown() -> None:
    assert computed("not 1 == 1") is False
    assert computed("not 1 == 2") is True
    assert computed("not b == 1") is None


def test_a_bare_name_in_a_row_is_its_sibling() -> None:
    given = values(amount=1, t_r1_amount=10, t_r2_amount=20)
    assert computed("amount * 2", given, home="t", row="r2") == 40
    assert computed("amount * 2", given) == 2


def test_columns_follow_the_top_rows_and_owned_rows_their_owner() -> None:
    given = values(t_r1_amount=1, t_r3_amount=3, q_q1_score=5, q_q2_score=7, q_q3_score=9)
    assert computed("total(t.amount, 10)", given) == 14
    assert computed("mine(q.score)", given, home="p", row="p1") == 14
    assert computed("mine(q.score)", given, home="p", row="p2") == 7
    assert computed("mine(q.score)", given, home="p", row="none") is None


def test_what_a_form_lacks_is_blank() -> None:
    assert compiled(Formula("", Blank()))(values(), "") is None
    assert compiled(Formula("", Call("or_zero", (Blank(),))))(values(), "") == 0


def test_sums_are_exact_beyond_the_interpreters_own_digits() -> None:
    """Python's operators would round to 28 digits, half even."""
    given = values(a="123456789012345.123456789012345", b="0.000000000000005")
    assert computed("a + b", given) == Decimal("123456789012345.123456789012350")
    assert computed("total(a, b)", given) == Decimal("123456789012345.123456789012350")
    assert computed("-a", given) == Decimal("-123456789012345.123456789012345")
    assert computed("abs(-a)", given) == Decimal("123456789012345.123456789012345")


def test_figures_beyond_all_bounds_are_blank() -> None:
    assert computed(f"round({'9' * 60}, 2)") is None


def test_a_name_that_was_never_resolved_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        compiled(parse("unresolved + 1"))
    with pytest.raises(TypeError):
        compiled(Formula("", "no node"))  # type: ignore[arg-type]


FORMULAS = [
    "first_filled(total(t.amount), a, b) - or_zero(c)",
    'total_where(t.amount, t.level, "x") / count(t.amount)',
    "when(filled(a) and a > b, average(t.amount, a), smallest(t.amount))",
    "t[r2].amount + largest(t.amount, b)",
]


@given(
    st.fixed_dictionaries(
        {name: st.none() | st.integers(-9, 9) for name in ("a", "b", "c", "t_r1_amount", "t_r2_amount", "t_r3_amount")}
        | {name: st.sampled_from([None, "x", "y"]) for name in ("t_r1_level", "t_r2_level", "t_r3_level")}
    ),
    st.sampled_from(FORMULAS),
)
def test_a_bound_formula_gives_what_the_unbound_one_gives(given_values: dict[str, Any], text: str) -> None:
    found = values(**given_values)
    one: Value = compiled(resolved(text))(found, "")
    assert compiled(bound_here(text))(found, "") == one
