"""Editions: an older draft finds its answers under their present names."""

import pytest

from core.forms.editions import removed, renamed_cell
from core.forms.model import ReportForm
from core.formulas.cells import Cell

FORM = ReportForm(
    id="f",
    edition=2025,
    label="格式",
    renamed={"oldest": "older", "older": "income", "left": "right", "right": "left", "itself": "itself"},
    removed=("gone",),
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Cell("older"), Cell("income")),
        (Cell("oldest"), Cell("income")),
        (Cell("older", "other", "amount"), Cell("income", "other", "amount")),
        (Cell("income"), Cell("income")),
        (Cell("unknown", "r1", "name"), Cell("unknown", "r1", "name")),
    ],
)
def test_a_cell_follows_its_item_through_all_its_names(old: Cell, new: Cell) -> None:
    assert renamed_cell(old, FORM) == new


@pytest.mark.parametrize(("start", "end"), [("left", "right"), ("right", "left"), ("itself", "itself")])
def test_a_circle_of_names_ends(start: str, end: str) -> None:
    assert renamed_cell(Cell(start), FORM) == Cell(end)


def test_only_what_was_given_up_on_purpose_is_removed() -> None:
    assert removed(Cell("gone"), FORM)
    assert removed(Cell("gone", "r1", "amount"), FORM)
    assert not removed(Cell("unknown"), FORM)
    assert not removed(Cell("older"), FORM)
