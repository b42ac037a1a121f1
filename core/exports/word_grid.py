"""Grids as Word tables: spans, repeated head rows, widths, and which rows may break over a page.

Borders, paddings and fonts come from the styles of reference.docx; what is decided here depends on the contents.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from core.exports.word_reference import GAP, PROSE, ROLE_STYLES, TABLE, UNIT, Reference
from core.exports.word_text import KEEP_NEXT, escaped, paragraph, width
from core.reports.document import Grid, GridCell, Paragraph

CHARACTER = 240
"""Twips of one character of table text (小四). Only to estimate lines, and for readers that ignore character units."""

DENSE_CHARACTER = 210
"""… of the smaller ones (五号)."""

DENSE_LINE = 300
"""Twips from line to line of those."""

A4_HEIGHT = 12_756
"""Twips of the type area from top to bottom."""

PADDING = 170
"""Twips that a cell loses left and right together."""

DENSE_PADDING = 90
"""… in tables of many cells."""

WHOLE_ROW_LINES = 12
"""A row of up to so many lines (a third of a page) stays on one page; a longer one may break."""

LAST_ROWS = 3
"""So many rows at the end of a table stay together with the line for signatures: a total alone is no page."""

PROSE_CHARACTERS = 16
"""A cell narrower than this is no place for indented paragraphs."""

PROSE_LINES = 3
"""A single paragraph counts as prose from so many lines on."""


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_NO_LINES = "<w:tblBorders>" + "".join(f'<w:{side} w:val="none"/>' for side in _SIDES) + "</w:tblBorders>"


_NARROW = (
    "<w:tblCellMar>"
    + "".join(f'<w:{side} w:w="{DENSE_PADDING // 2}" w:type="dxa"/>' for side in ("left", "right"))
    + "</w:tblCellMar>"
)


@dataclass(frozen=True, slots=True)
class _Covered:
    """What a cell from above still covers: how many rows from here on, and how many columns."""

    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with its width in twips, or a place covered from above (cell None)."""

    cell: GridCell | None
    columns: int
    width: int
    dense: bool = False

    @property
    def characters(self) -> int:
        """Full-width characters in one line of it, at least one."""
        padding, character = (DENSE_PADDING, DENSE_CHARACTER) if self.dense else (PADDING, CHARACTER)
        return max(1, (self.width - padding) // character)

    def lines(self) -> int:
        """Estimated lines of its text; 0 when it also covers rows below, as these share its height."""
        if self.cell is None or self.cell.rows > 1:
            return 0
        return sum(_lines(each.text, self.characters) for each in self.cell.paragraphs)

    def is_prose(self) -> bool:
        """True for running text wide enough for indented paragraphs."""
        if self.cell is None or self.cell.label or self.cell.align or self.characters < PROSE_CHARACTERS:
            return False
        if any(each.indent for each in self.cell.paragraphs):
            return False
        return len(self.cell.paragraphs) > 1 or self.lines() >= PROSE_LINES


def grid_xml(
    grid: Grid, reference: Reference, text_width: int, *, text_height: int = A4_HEIGHT, keep: bool = False
) -> str:
    """Caption, note, w:tbl of exactly text_width twips, and the hairline that parts it from what follows.

    text_height: twips of a page. keep: the last rows stay on the page of what follows.
    """
    above = _above(grid.caption, ROLE_STYLES["caption"], reference) + _above(grid.numbers_note, UNIT, reference)
    widths, placed = placed_cells(grid, text_width)
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    last = range(max(0, len(placed) - LAST_ROWS), len(placed)) if keep else ()
    kept = {*range(grid.head_rows), *heads_within(grid), *last}
    if grid.dense:
        placed = _with_names_parted(placed, kept, text_height // 2)
        kept |= _groups_begun(placed)
    rows = "".join(
        _row_xml(places, reference, head=number < grid.head_rows, keep=number in kept)
        for number, places in enumerate(placed)
    )
    lines = "" if grid.ruled else _NO_LINES
    margins = _NARROW if grid.dense else ""
    return (
        f'{above}<w:tbl><w:tblPr><w:tblStyle w:val="{escaped(reference.style_id(TABLE))}"/>'
        f'<w:tblW w:w="{text_width}" w:type="dxa"/><w:jc w:val="center"/>{lines}<w:tblLayout w:type="fixed"/>{margins}'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        + paragraph(reference.style_id(GAP), "", KEEP_NEXT if keep else "")
    )


def heads_within(grid: Grid) -> set[int]:
    """Rows of captions alone, which say what the next row is about; a table of few large cells has none."""
    rows = enumerate(grid.rows[:-1]) if grid.dense else ()
    return {number for number, row in rows if row and all(cell.label for cell in row)}


def _groups_begun(placed: list[list[Place]]) -> set[int]:
    """The first rows of groups: one alone at the foot of a page would have no room for the name of its group."""
    return {
        row for row, places in enumerate(placed) if any(one.cell is not None and one.cell.rows > 1 for one in places)
    }


def _is_name(cell: GridCell) -> bool:
    """A label that may be said twice: one with points in it (产出指标 50分) would count twice."""
    return cell.label and cell.rows > 1 and not any(sign.isdigit() for sign in cell.text)


def _with_names_parted(placed: list[list[Place]], kept: set[int], most: int) -> list[list[Place]]:
    """Names beside many rows, said for each stretch of them: of one cell, the next page would show an empty box.

    A stretch ends where the column beside begins a cell, so that it is one group of rows or several. most: twips.
    """
    heights, made = [_height(places) for places in placed], [list(places) for places in placed]
    for row, places in enumerate(placed):
        for column, place in zip(_columns(places), places, strict=True):
            if place.cell is None or not _is_name(place.cell) or sum(heights[row : row + place.cell.rows]) <= most:
                continue
            end = min(row + place.cell.rows, len(placed))
            beside = column + place.columns
            groups = [at for at in range(row + 1, end) if at - 1 not in kept and _begins(placed[at], beside)]
            for start, stop in _stretches([row, *groups, end], heights, most):
                number = _columns(made[start]).index(column)
                made[start][number] = replace(place, cell=replace(place.cell, rows=stop - start))
    return made


def _stretches(edges: Sequence[int], heights: Sequence[int], most: int) -> list[tuple[int, int]]:
    """The groups between these rows, as many together as are not too high."""
    found = [edges[0]]
    for edge, following in pairwise(edges):
        if edge > found[-1] and sum(heights[found[-1] : following]) > most:
            found.append(edge)
    return list(pairwise([*found, edges[-1]]))


def _columns(places: Sequence[Place]) -> list[int]:
    """The column in which each place of a row begins."""
    return [0, *accumulate(place.columns for place in places)][:-1]


def _begins(places: Sequence[Place], column: int) -> bool:
    return any(at == column and place.cell is not None for at, place in zip(_columns(places), places, strict=True))


def _height(places: Sequence[Place]) -> int:
    """Estimated twips of a row of a dense table."""
    return DENSE_LINE * max((place.lines() for place in places), default=1) + DENSE_PADDING


def placed_cells(grid: Grid, text_width: int) -> tuple[list[int], list[list[Place]]]:
    """Widths of the columns in twips, and each row's places from left to right."""
    widths = _widths(grid, text_width)
    return widths, _places(grid, widths)


def _above(text: str, style: str, reference: Reference) -> str:
    return paragraph(reference.style_id(style), text) if text else ""


def _widths(grid: Grid, text_width: int) -> list[int]:
    """Twips per column, together exactly text_width; equal ones where the grid's own do not fit its rows."""
    count = _count(grid.rows)
    parts = grid.widths if len(grid.widths) >= count and min(grid.widths) > 0 else (1,) * count
    edges = [text_width * sum(parts[:number]) // sum(parts) for number in range(len(parts) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _count(rows: Sequence[Sequence[GridCell]]) -> int:
    """Columns that hold all cells of every row beside what is covered from above; at least one."""
    most, open_spans = 1, list[tuple[int, int]]()
    for row in rows:
        most = max(most, sum(columns for _, columns in open_spans) + sum(max(1, cell.columns) for cell in row))
        going_on = [(rows_left - 1, columns) for rows_left, columns in open_spans if rows_left > 1]
        open_spans = going_on + [(cell.rows - 1, max(1, cell.columns)) for cell in row if cell.rows > 1]
    return most


def _places(grid: Grid, widths: list[int]) -> list[list[Place]]:
    """Each row's places from left to right without a hole: own cells, covered places, blanks where a cell lacks."""
    covered: dict[int, _Covered] = {}
    return [_row_places(row, widths, covered, dense=grid.dense) for row in grid.rows]


def _row_places(
    row: Sequence[GridCell], widths: list[int], covered: dict[int, _Covered], *, dense: bool
) -> list[Place]:
    waiting = iter(row)
    places: list[Place] = []
    column = 0
    while column < len(widths):
        above = covered.pop(column, None)
        cell = None if above else next(waiting, GridCell())
        columns = above.columns if above else _free_columns(column, cell.columns if cell else 1, len(widths), covered)
        rows_left = above.rows - 1 if above else (cell.rows if cell else 1) - 1
        if rows_left > 0:
            covered[column] = _Covered(rows_left, columns)
        places.append(Place(cell, columns, sum(widths[column : column + columns]), dense))
        column += columns
    return places


def _free_columns(column: int, wanted: int, count: int, covered: dict[int, _Covered]) -> int:
    """How many columns a cell may take from here: no more than the grid has, and none that is covered from above."""
    end = min(column + max(1, wanted), count, *(start for start in covered if start > column))
    return end - column


def _row_xml(places: list[Place], reference: Reference, *, head: bool, keep: bool) -> str:
    whole = head or max((place.lines() for place in places), default=0) <= WHOLE_ROW_LINES
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    cells = "".join(_cell_xml(place, reference, keep=keep) for place in places)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell_xml(place: Place, reference: Reference, *, keep: bool) -> str:
    cell = place.cell
    span = f'<w:gridSpan w:val="{place.columns}"/>' if place.columns > 1 else ""
    merge = "<w:vMerge/>" if cell is None else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    paragraphs = (cell.paragraphs if cell else ()) or (Paragraph(runs=(), role="cell"),)
    prose = place.is_prose()
    content = "".join(_paragraph_xml(each, place, reference, prose=prose, keep=keep) for each in paragraphs)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{place.width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _paragraph_xml(each: Paragraph, place: Place, reference: Reference, *, prose: bool, keep: bool) -> str:
    """Headings and body text inside a cell are cell text too: the page's 3号 would burst the table."""
    cell = place.cell
    label = each.role == "cell_label" or (cell is not None and cell.label)
    style = ROLE_STYLES["cell_label"] if label else PROSE if prose else ROLE_STYLES["cell"]
    align = (cell.align if cell else "") or ("left" if each.indent else "")
    properties = (KEEP_NEXT if keep else "") + _indent_xml(each.indent) + (f'<w:jc w:val="{align}"/>' if align else "")
    return paragraph(reference.style_id(style, dense=place.dense), each.text, properties)


def _indent_xml(levels: int) -> str:
    return f'<w:ind w:leftChars="{100 * levels}" w:left="{CHARACTER * levels}"/>' if levels else ""


def _lines(text: str, characters: int) -> int:
    return sum(max(1, math.ceil(width(line) / characters)) for line in text.split("\n"))
