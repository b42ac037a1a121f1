"""Joined cells of a grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports.document import GridCell, Paragraph
from core.reports.spans import spanned


def made(rows: list[str]) -> list[list[GridCell | str]]:
    def one(sign: str) -> GridCell | str:
        return sign if sign in "<^" else GridCell(paragraphs=(Paragraph(runs=(sign,)),))

    return [[one(sign) for sign in row] for row in rows]


def said(rows: list[str]) -> list[str]:
    return [" ".join(f"{cell.text}{cell.rows}x{cell.columns}" for cell in row) for row in spanned(made(rows))]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (["ab", "cd"], ["a1x1 b1x1", "c1x1 d1x1"]),
        (["a<", "cd"], ["a1x2", "c1x1 d1x1"]),
        (["ab", "^d", "^f"], ["a3x1 b1x1", "d1x1", "f1x1"]),
        (["a<c", "^^d"], ["a2x2 c1x1", "d1x1"]),
        (["a<c", "^<d"], ["a2x2 c1x1", "d1x1"]),
        (["a<<", "bcd"], ["a1x3", "b1x1 c1x1 d1x1"]),
        (["<b", "^d"], ["2x1 b1x1", "d1x1"]),
        (["^b"], ["1x1 b1x1"]),
        (["a<", "^x"], ["a1x2", "1x1 x1x1"]),
        (["ab", "^", "^d"], ["a3x1 b1x1", "", "d1x1"]),
        ([], []),
    ],
)
def test_cells_cover_what_joins_them(rows: list[str], wanted: list[str]) -> None:
    assert said(rows) == wanted


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.text("ab<^", min_size=width, max_size=width), max_size=5)))
def test_every_place_is_covered_exactly_once(rows: list[str]) -> None:
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(spanned(made(rows))):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            places = {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            assert not places & covered
            covered |= places
    assert len(covered) == sum(map(len, rows))
