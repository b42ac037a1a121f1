"""Grid rows with `<` (joins left) and `^` (joins up) -> cells with spans."""

from collections.abc import Sequence
from dataclasses import replace

from core.reports.document import GridCell

LEFT, UP = "<", "^"


def spanned(rows: Sequence[Sequence[GridCell | str]]) -> tuple[tuple[GridCell, ...], ...]:
    """The cells that begin in each row, with the columns and rows they cover; a join to nowhere is an empty cell."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            beside = (row, column - 1) if cell == LEFT else (row - 1, column) if cell == UP else None
            start = owner.get(beside, (row, column)) if beside else (row, column)
            owner[row, column] = start
            far = reach.get(start, start)
            reach[start] = (max(far[0], row), max(far[1], column))
    return tuple(
        tuple(_cell(cell, (row, column), reach) for column, cell in enumerate(cells) if owner[row, column] == (row, column))
        for row, cells in enumerate(rows)
    )


def _cell(cell: GridCell | str, start: tuple[int, int], reach: dict[tuple[int, int], tuple[int, int]]) -> GridCell:
    last_row, last_column = reach[start]
    made = cell if isinstance(cell, GridCell) else GridCell()
    return replace(made, rows=last_row - start[0] + 1, columns=last_column - start[1] + 1)
