"""A table of many rows cut where pages end, so that no row is torn and each page closes its own table.

Each page also says anew what its rows are: the heads of the columns, and the captions beside rows that go on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from core.exports.word_grid import LAST_ROWS, heads_within
from core.reports.document import Grid, GridCell, Placed

MOST_CAPTION = 40
"""Characters of a caption beside several rows; a longer text there is content, which is said once."""


class Piece(NamedTuple):
    """A part of a grid on one page. again: cells that stood on the page before, as (row, number within it)."""

    grid: Grid
    again: frozenset[tuple[int, int]]


def one_by_one(grid: Grid) -> Grid:
    """Each cell that covers several rows in a row of its own, as wide as it is there: to be measured."""
    rows = [(*_blank(one.column), replace(one.cell, rows=1)) for one in _spanning(grid)]
    return replace(grid, rows=tuple(rows), head_rows=0)


def _blank(columns: int) -> tuple[GridCell, ...]:
    return (GridCell(columns=columns),) if columns else ()


def _spanning(grid: Grid) -> list[Placed]:
    return [one for one in grid.placed() if one.end > one.row + 1]


@dataclass
class Cut:
    """A grid to be cut. heights: of each row; alone: of each cell over several rows, if it stood in one row."""

    grid: Grid
    heights: Sequence[float]
    alone: Sequence[float] = ()
    _cells: list[Placed] = field(init=False)

    def __post_init__(self) -> None:
        self._cells = list(self.grid.placed())

    def starts(self, room: float, page: float) -> list[int]:
        """The rows that begin a new page, in order. room: what is left of the page on which the table begins."""
        found, start, limit, heads = list[int](), 0, room, list[int]()
        for row in range(self.grid.head_rows + 1, len(self.heights)):
            if row > start and self._height(heads, start, row + 1) > limit:
                start, limit = self._not_after_heads(start, row), page
                heads = self._heads(start)
                found.append(start)
        return self._in_company(found, page)

    def _in_company(self, starts: list[int], page: float) -> list[int]:
        """The last rows do not stand alone on the last page, above the line for signatures."""
        if not starts:
            return starts
        *before, last = starts
        begun, end = max([self.grid.head_rows, *before[-1:]]), len(self.heights)
        for row in range(max(begun + 1, end - LAST_ROWS), last):
            start = self._not_after_heads(begun, row)
            if self._height(self._heads(start), start, end) <= page:
                return [*before, start]
        return starts

    def _not_after_heads(self, start: int, row: int) -> int:
        """A head goes to the page of the rows that it is the head of, unless it is all that this page has."""
        first = row
        while first - 1 in self._within:
            first -= 1
        return first if first > max(start, self.grid.head_rows) else row

    def _height(self, heads: Sequence[int], start: int, end: int) -> float:
        """Of the rows from start on to before end below these heads; a cell cut short may need more than its rows."""
        rows, missing = [*heads, *range(start, end)], dict[int, float]()
        for span, needed in zip(self._spans, self.alone, strict=False):
            if span.row < end and span.end > start:
                covered = [row for row in rows if span.row <= row < span.end]
                lacking = needed - sum(self.heights[row] for row in covered)
                missing[covered[-1]] = max(missing.get(covered[-1], 0), lacking)
        height: float = sum(self.heights[row] for row in rows) + sum(missing.values())
        return height

    def _heads(self, start: int) -> list[int]:
        """What a page that begins with this row repeats: heads, also one within the table for the same columns."""
        above = max((row for row in self._within if row < start), default=-1)
        same = above >= 0 and start not in self._within and self._edges(above) == self._edges(start)
        return [*range(self.grid.head_rows), *([above] if same else [])] if start else []

    @cached_property
    def _within(self) -> frozenset[int]:
        return frozenset(row for row in heads_within(self.grid) if row >= self.grid.head_rows)

    @cached_property
    def _spans(self) -> list[Placed]:
        return _spanning(self.grid)

    def _edges(self, row: int) -> frozenset[int]:
        return frozenset(one.column for one in self._cells if one.row <= row < one.end)

    def pieces(self, starts: Sequence[int]) -> Iterator[Piece]:
        """The grid in pieces that begin at its first and at these rows."""
        for start, end in pairwise((0, *starts, len(self.grid.rows))):
            yield self._piece([*self._heads(start), *range(start, end)], start)

    def _piece(self, rows: Sequence[int], start: int) -> Piece:
        at = {row: number for number, row in enumerate(rows)}
        found: list[list[tuple[int, GridCell, bool]]] = [[] for _ in rows]
        for one in self._cells:
            covered = [at[row] for row in range(one.row, one.end) if row in at]
            if covered:
                said = one.row in at or is_caption(one.cell)
                cell = replace(one.cell, rows=len(covered), paragraphs=one.cell.paragraphs if said else ())
                found[covered[0]].append((one.column, cell, one.row < start))
        made = [sorted(row, key=lambda each: each[0]) for row in found]
        again = {(row, number) for row, cells in enumerate(made) for number, (_, _, old) in enumerate(cells) if old}
        cells = tuple(tuple(cell for _, cell, _ in row) for row in made)
        return Piece(replace(self.grid, rows=cells), frozenset(again))


def is_caption(cell: GridCell) -> bool:
    """Whether a text beside or above others says what they are; else it is what they say."""
    return cell.sole_figure is None and len(cell.paragraphs) == 1 and len(cell.text) <= MOST_CAPTION
