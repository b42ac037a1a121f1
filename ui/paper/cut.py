"""A table of many rows cut where pages end, so that no row is torn and each page closes its own table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from core.reports.document import Grid, GridCell, Placed


class Piece(NamedTuple):
    """A part of a grid on one page. repeated: so many rows on top are heads that stood on the page before."""

    grid: Grid
    repeated: int


def page_starts(heights: Sequence[float], heads: int, room: float, page: float) -> list[int]:
    """The rows that begin a new page, in order. room: what is left of the page on which the table begins.

    heights: of each row; heads: rows on top that every page repeats, and that never stand alone.
    """
    head, starts = sum(heights[:heads]), list[int]()
    used, limit = 0.0, room
    for row, height in enumerate(heights):
        if row > heads and used > head and used + height > limit:
            starts.append(row)
            used, limit = head, page
        used += height
    return starts


def pieces(grid: Grid, starts: Sequence[int]) -> Iterator[Piece]:
    """The grid in pieces that begin at its first and at these rows; a cell that is cut through goes on empty."""
    placed = list(grid.placed())
    heads = grid.rows[: grid.head_rows]
    for start, end in pairwise((0, *starts, len(grid.rows))):
        above = heads if start else ()
        rows = tuple(_row(placed, row, start, end) for row in range(start, end))
        yield Piece(replace(grid, rows=(*above, *rows)), len(above))


def _row(placed: Sequence[Placed], row: int, start: int, end: int) -> tuple[GridCell, ...]:
    """The cells that begin in a row of a piece, left to right; in its first row those that come from above, too."""
    found: list[tuple[int, GridCell]] = []
    for one in placed:
        last = one.row + one.cell.rows
        if one.row == row:
            found.append((one.column, replace(one.cell, rows=min(last, end) - row)))
        elif row == start and one.row < start < last:
            found.append((one.column, replace(one.cell, paragraphs=(), rows=min(last, end) - row)))
    return tuple(cell for _, cell in sorted(found, key=lambda one: one[0]))
