"""Defined names lead back to their cells, whatever the ids are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.excel_names import MAX_NAME, cell_of, letters, name_of, sheet_titles
from core.formulas.cells import Cell
from core.formulas.excel import column_number

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
ROWS = st.from_regex(r"[A-Za-z0-9_\-]{1,20}", fullmatch=True)
CELLS = st.one_of(st.builds(Cell, IDS, st.just(""), st.just("")), st.builds(Cell, IDS, ROWS, IDS))
LEGAL = re.compile(r"[\w\\][\w.]*")
CELL_LIKE = re.compile(r"[a-z]{1,3}\d+|r\d*c\d*", re.IGNORECASE)


@given(CELLS)
def test_every_cell_has_a_legal_name_that_leads_back(cell: Cell) -> None:
    name = name_of(cell)
    assert LEGAL.fullmatch(name)
    assert not CELL_LIKE.fullmatch(name)
    assert cell_of(name) == cell
    assert cell_of(name.upper()) == cell


@given(CELLS, CELLS)
def test_two_cells_never_share_a_name_in_any_case(one: Cell, other: Cell) -> None:
    assert (name_of(one).lower() == name_of(other).lower()) == (one == other)


def test_names_are_readable() -> None:
    assert name_of(Cell("income", "general_budget", "amount")) == "c_income.general_budget.amount"
    assert name_of(Cell("t", "kX-9", "q1")) == "c_t.k大x横9.q1"


def test_a_cell_with_a_name_too_long_for_excel_has_none() -> None:
    assert len(name_of(Cell("a" * 253))) == MAX_NAME
    assert name_of(Cell("a" * 254)) == ""


@pytest.mark.parametrize("name", ["_xlnm.Print_Area", "c_", "c_a.b", "c_a..b", "x_a", "c_a.b.c.d", "c_1", ""])
def test_names_that_are_not_ours(name: str) -> None:
    assert cell_of(name) is None


@given(st.integers(0, 16383))
def test_columns_count_both_ways(column: int) -> None:
    assert column_number(letters(column)) == column + 1


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_titles_are_ones_that_excel_opens(wanted: list[str]) -> None:
    titles = sheet_titles(wanted)
    assert len({title.lower() for title in titles}) == len(wanted)
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) // 2 <= 31
        assert not set(title) & set("[]:*?/\\'")
