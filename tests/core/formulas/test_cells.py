"""Addresses: what is written is read again, and nothing else is an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas.cells import Cell, parse_cell

names = st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True)
rows = st.from_regex(r"[A-Za-z0-9_\-]+", fullmatch=True)


@given(names.map(Cell) | st.builds(Cell, names, rows, names))
def test_an_address_is_read_as_the_cell_it_was_written_for(cell: Cell) -> None:
    assert parse_cell(str(cell)) == cell


@pytest.mark.parametrize(
    "text", ["", "A", "1a", "a.b", "a[b]", "a[].c", "a[b].", "a[b c].d", "金额", "a\n", " a", "a[b].c.d"]
)
def test_anything_else_is_no_address(text: str) -> None:
    assert parse_cell(text) is None
