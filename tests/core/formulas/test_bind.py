"""References: what a formula reads, and the cells it means in one row."""

from core.formulas.bind import bound_cells, references, slots
from core.formulas.cells import Cell
from tests.core.formulas.formula_samples import bound_here, resolved


def test_references_are_listed_left_to_right_and_slots_once() -> None:
    formula = resolved("share(t[r1].amount, total(t.amount)) + a - a")
    assert [(ref.kind, ref.item) for ref in references(formula)] == [
        ("cell", "t"),
        ("column", "t"),
        ("field", "a"),
        ("field", "a"),
    ]
    assert slots(formula) == {("t", "amount"), ("a", "")}


def test_a_sibling_is_bound_to_the_row_at_hand() -> None:
    formula = bound_here("amount / a", home="t", row="r2")
    assert bound_cells(formula) == (Cell("t", "r2", "amount"), Cell("a"))


def test_a_column_is_bound_to_its_rows_and_owned_rows_to_their_owner() -> None:
    assert bound_cells(bound_here("total(t.amount)")) == tuple(Cell("t", row, "amount") for row in ("r1", "r2", "r3"))
    assert bound_cells(bound_here("mine(q.score)", "p", "p1")) == (Cell("q", "q1", "score"), Cell("q", "q3", "score"))
    assert bound_cells(bound_here("mine(q.score)", "p", "p9")) == ()


def test_a_cell_is_bound_to_its_fixed_row_and_each_cell_is_named_once() -> None:
    formula = bound_here("t[r3].amount + total(t.amount) + 1")
    assert bound_cells(formula) == tuple(Cell("t", row, "amount") for row in ("r3", "r1", "r2"))
    assert formula.text == "t[r3].amount + total(t.amount) + 1"


def test_nothing_unbound_is_left() -> None:
    formula = bound_here("when(filled(a), abs(-b), round(total(t.amount, c), 1))")
    assert references(formula) == ()
    assert bound_cells(formula)[0] == Cell("a")
