"""Grid rows with `<` (joins left) and `^` (joins up) -> cells with spans."""

from collections.abc import Sequence
from dataclasses import replace

from core.forms.grids import LEFT, UP
from core.reports.document import GridCell

Place = tuple[int, int]
Rows = Sequence[Sequence[GridCell | str]]


def spanned(rows: Rows) -> tuple[tuple[GridCell, ...], ...]:
    """The cells that begin in each row, with the columns and rows they cover.

    A join to nowhere, or one that would make a cell no rectangle, is an empty cell of its own.
    """
    covered: set[Place] = set()
    found: list[tuple[GridCell, ...]] = []
    for row, cells in enumerate(rows):
        begun: list[GridCell] = []
        for column, cell in enumerate(cells):
            if (row, column) in covered:
                continue
            height, width = _reach(rows, (row, column), covered)
            covered.update(
                {(row + down, column + right): (row, column) for down in range(height) for right in range(width)}
            )
            made = cell if isinstance(cell, GridCell) else GridCell()
            begun.append(made if height == width == 1 else replace(made, rows=height, columns=width))
        found.append(tuple(begun))
    return tuple(found)


def _reach(rows: Rows, start: Place, covered: set[Place]) -> Place:
    """How many rows and columns a cell covers: to the right as far as it is joined, then down by whole rows."""
    row, column = start
    width = 1
    while _joins(rows, row, column + width, LEFT) and (row, column + width) not in covered:
        width += 1
    height = 1
    while _joins(rows, row + height, column, UP) and all(
        _joins(rows, row + height, column + right, UP) or _joins(rows, row + height, column + right, LEFT)
        for right in range(1, width)
    ):
        height += 1
    return height, width


def _joins(rows: Rows, row: int, column: int, sign: str) -> bool:
    return row < len(rows) and column < len(rows[row]) and rows[row][column] == sign
