"""A Part -> the boxes of one sheet: which text stands where, how wide columns and how high rows must be.

Excel fits neither merged cells nor rows beyond 409 points by itself, so sizes are worked out here; a text that is
higher than a row may be gets several rows, merged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from core.reports.document import Figure, Grid, GridCell, Paragraph, Part

PORTRAIT, LANDSCAPE = 82, 122
"""Half-width characters of the default font across an A4 page."""

ROW_HEIGHT = 18
MAX_HEIGHT = 400
_LINE_HEIGHT = 15
_PADDING = 3
"""Half-width characters between a text and the borders of its cell."""
_NARROWEST, _WIDEST, _WIDEST_HEAD = 7, 34, 14
_DIGITS = 2
"""What a figure needs beside itself, not to be shown as ###."""
_STRETCH = 1.6
_FREEZE_WITHIN = 150
_GAP = 5
"""Points between paragraphs."""
OFFICIAL = "official "
"""What stands before the role of a cell that looks as paper does: black lines, no colours."""

PLAIN = "plain"
"""The role of a cell without lines."""

_IN_GRID = frozenset({"head", "label", "cell", PLAIN, *(OFFICIAL + role for role in ("head", "label", "cell"))})
_OFFICIAL_HEIGHT = 24
_LARGE = {"title": 1.6, "heading1": 1.25, "heading2": 1.1}

_Place = tuple[GridCell, int, int, int, int]


class Box(NamedTuple):
    """One cell of a sheet, or several merged (zero-based, both ends within). role: "head", "label" or a paragraph's."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    role: str
    figure: Figure | None = None
    align: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One sheet. widths by column, heights (points) of the rows that differ from ROW_HEIGHT.

    head: first and last row of the table head to repeat on pages, (-1, -1) for none; frozen: it also stays on screen,
    being the only one and near the top.
    """

    boxes: list[Box]
    widths: list[float]
    heights: dict[int, float]
    head: tuple[int, int] = (-1, -1)
    frozen: bool = False


@dataclass(slots=True)
class _Sheet:
    """A sheet being laid out, before its rows are cut to size."""

    boxes: list[Box] = field(default_factory=list)
    next_row: int = 0
    heads: list[tuple[int, int]] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    official: bool = False


def laid_out(part: Part, *, landscape: bool) -> Plan:
    """Lay out one part; raises BugError for a grid whose cells overlap.

    An official part has columns as wide as paper has, and keeps its tables together.
    """
    main = max((block.widths for block in part.blocks if isinstance(block, Grid) and block.ruled), key=len, default=())
    placed = [(block, _placed(block, main) if isinstance(block, Grid) else []) for block in part.blocks]
    columns = max((_columns(block, places) for block, places in placed if isinstance(block, Grid)), default=1)
    sheet = _Sheet(shares=[0.0] * columns, official=part.official)
    for block, places in placed:
        if isinstance(block, Grid):
            _add_grid(sheet, block, places)
        elif isinstance(block, Paragraph):
            _add_paragraph(sheet, block)
    page = LANDSCAPE if landscape else PORTRAIT
    widths = _official_widths(sheet, page) if part.official else _widths(sheet, page)
    heights = _heights(sheet, widths)
    starts, sizes = _cut(heights)
    # Pages repeat the head of the last table: those before it show none, and the others hold that table's rows.
    head = (starts[sheet.heads[-1][0]], starts[sheet.heads[-1][1] + 1] - 1) if sheet.heads else (-1, -1)
    above = sum(sizes.get(row, ROW_HEIGHT) for row in range(head[1] + 1))
    frozen = len(sheet.heads) == 1 and above <= _FREEZE_WITHIN
    boxes = sheet.boxes if starts[-1] == len(heights) else [_moved(box, starts) for box in sheet.boxes]
    return Plan(boxes=boxes, widths=widths, heights=sizes, head=head, frozen=frozen)


def text_width(text: str) -> int:
    """Half-width characters that a text takes: GBK writes narrow signs in one byte and wide ones in two."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def _columns(grid: Grid, places: Sequence[_Place]) -> int:
    return max(1, len(grid.widths) if grid.ruled else 1, *(place[4] + 1 for place in places))


def _placed(grid: Grid, main: Sequence[int]) -> list[_Place]:
    """Where the cells of a grid stand; the texts of a line without rules take columns of the table beside them."""
    if grid.ruled or len(main) < len(grid.widths):
        return _places(grid)
    ends = [0, *_shared(main, grid.widths), len(main)]
    return [(cell, 0, 0, *_between(ends, number)) for number, cell in enumerate(grid.rows[0])]


def _between(ends: Sequence[int], number: int) -> tuple[int, int]:
    return ends[number], ends[number + 1] - 1


def _shared(widths: Sequence[int], wanted: Sequence[int]) -> tuple[int, ...]:
    """Where some texts are parted so that the most cramped of them has as much room as these columns can give."""
    edges = [sum(widths[:number]) for number in range(len(widths) + 1)]

    def cramped(parted: tuple[int, ...]) -> float:
        ends = [0, *parted, len(widths)]
        return max(
            need / (edges[right] - edges[left]) for need, left, right in zip(wanted, ends, ends[1:], strict=False)
        )

    return min(combinations(range(1, len(widths)), len(wanted) - 1), key=cramped)


def _places(grid: Grid) -> list[_Place]:
    """The cells of a grid with the first and last row and column that they cover."""
    return [(one.cell, one.row, one.end - 1, one.column, one.column + one.cell.columns - 1) for one in grid.placed()]


def _add_paragraph(sheet: _Sheet, paragraph: Paragraph) -> None:
    if paragraph.text:
        row, last = sheet.next_row, len(sheet.shares) - 1
        sheet.boxes.append(Box(row, 0, row, last, paragraph.text, paragraph.role, indent=paragraph.indent))
    sheet.next_row += 1


def _add_grid(sheet: _Sheet, grid: Grid, places: Sequence[_Place]) -> None:
    columns = _columns(grid, places)
    for text, role in ((grid.caption, "caption"), (grid.numbers_note, "unit_note")):
        if text:
            sheet.boxes.append(Box(sheet.next_row, 0, sheet.next_row, columns - 1, text, role))
            sheet.next_row += 1
    first, head_rows = sheet.next_row, grid.head_rows
    for cell, row, last_row, column, last_column in places:
        role = _role(sheet, grid, cell, row)
        indent = cell.paragraphs[0].indent if len(cell.paragraphs) == 1 else 0
        figure = cell.sole_figure
        text = cell.text if figure is None else figure.text
        sheet.boxes.append(
            Box(first + row, column, first + last_row, last_column, text, role, figure, cell.align, indent)
        )
    if head_rows and grid.rows:
        sheet.heads.append((first, first + min(head_rows, len(grid.rows)) - 1))
    whole = sum(grid.widths) or 1
    for column, width in enumerate(grid.widths if grid.ruled else ()):
        sheet.shares[column] = max(sheet.shares[column], width / whole)
    sheet.next_row = first + len(grid.rows) + (0 if sheet.official else 1)


def _role(sheet: _Sheet, grid: Grid, cell: GridCell, row: int) -> str:
    if not grid.ruled:
        return PLAIN
    role = "head" if row < grid.head_rows else "label" if cell.label else "cell"
    return OFFICIAL + role if sheet.official else role


def _widths(sheet: _Sheet, page: int) -> list[float]:
    """Columns as wide as their own texts ask, then stretched towards the page, the cramped ones first."""
    if len(sheet.shares) == 1:
        return [float(page)]
    wanted = [0] * len(sheet.shares)
    for box in sheet.boxes:
        if box.column == box.last_column:
            width = _widest_line(box.text) + 2 * box.indent + (2 if box.figure else 0)
            if width > wanted[box.column]:
                wanted[box.column] = max(wanted[box.column], min(width, _WIDEST_HEAD)) if box.role == "head" else width
    wanted = [width or round(page * share) for width, share in zip(wanted, sheet.shares, strict=True)]
    widths = [min(max(width + _PADDING, _NARROWEST), _WIDEST) for width in wanted]
    cramped = [max(0, width + _PADDING - _WIDEST) for width in wanted]
    room = max(0, page - sum(widths))
    given = min(1.0, room / sum(cramped)) if any(cramped) else 0.0
    spread = [width + more * given for width, more in zip(widths, cramped, strict=True)]
    prose = any(box.last_column > box.column and _widest_line(box.text) > sum(spread) for box in sheet.boxes)
    stretch = max(1.0, page / sum(spread))
    return [round(width * (stretch if prose else min(_STRETCH, stretch)), 1) for width in spread]


def _official_widths(sheet: _Sheet, page: int) -> list[float]:
    """The shares of paper, but no column too narrow for its figures: these cannot go on in a second line."""
    widths = [page * share for share in sheet.shares]
    for box in sheet.boxes:
        if box.figure is not None and isinstance(box.figure.value, Decimal) and box.role != PLAIN:
            missing = text_width(box.text) + _DIGITS - sum(widths[box.column : box.last_column + 1])
            widths[box.last_column] += max(0, missing)
    return [round(width, 1) for width in widths]


def _widest_line(text: str) -> int:
    return max(map(text_width, text.split("\n"))) if "\n" in text else text_width(text)


def _heights(sheet: _Sheet, widths: Sequence[float]) -> list[float]:
    """Points that each row needs; a box over several rows gives what is missing to its last."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    heights: list[float] = [_OFFICIAL_HEIGHT if sheet.official else ROW_HEIGHT] * max(sheet.next_row, 1)
    tall = []
    for box in sheet.boxes:
        height = _height(box, edges[box.last_column + 1] - edges[box.column])
        if box.last_row > box.row:
            tall.append((box, height))
        elif height > heights[box.row]:
            heights[box.row] = height
    for box, height in tall:
        missing = height - sum(heights[box.row : box.last_row + 1])
        heights[box.last_row] += max(0, missing)
    return heights


def _height(box: Box, width: float) -> float:
    large = _LARGE.get(box.role, 1.0)
    room = max(2.0, (width - _PADDING - 2 * box.indent) / large)
    if len(box.text) * 2 <= room and "\n" not in box.text:
        return ROW_HEIGHT * large
    lines = sum(max(1, -int(-text_width(line) // room)) for line in box.text.split("\n"))
    gap = 0 if box.role in _IN_GRID else _GAP
    return (ROW_HEIGHT + (lines - 1) * _LINE_HEIGHT + gap) * large


def _cut(heights: Sequence[float]) -> tuple[list[int], dict[int, float]]:
    """Where each row starts when those too high are cut into several (and where the sheet ends), and their sizes."""
    starts, sizes = [0], {}
    for height in heights:
        count = -int(-height // MAX_HEIGHT)
        if height != ROW_HEIGHT:
            sizes.update(dict.fromkeys(range(starts[-1], starts[-1] + count), round(height / count, 2)))
        starts.append(starts[-1] + count)
    return starts, sizes


def _moved(box: Box, starts: Sequence[int]) -> Box:
    return box._replace(row=starts[box.row], last_row=starts[box.last_row + 1] - 1)
