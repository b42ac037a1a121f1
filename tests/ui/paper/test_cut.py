"""Tables cut where pages end: whole rows, heads and captions said again, no page of a total alone."""

import time

from core.formulas.cells import Cell
from core.reports.document import Figure, Grid, GridCell, Paragraph
from ui.paper.cut import Cut, one_by_one


def cell(text: str, rows: int = 1, columns: int = 1, *, label: bool = False) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),), rows=rows, columns=columns, label=label)


def lines(count: int, head_rows: int = 0) -> Grid:
    return Grid(rows=tuple((cell(str(row)),) for row in range(count)), widths=(1,), head_rows=head_rows)


def starts(heights: list[float], heads: int, room: float, page: float) -> list[int]:
    return Cut(lines(len(heights), heads), heights).starts(room, page)


def shape(grid: Grid) -> list[list[str]]:
    return [[f"{one.text}{one.rows}" for one in row] for row in grid.rows]


GOALS = Grid(
    rows=(
        (cell("头", columns=3),),
        (cell("产出", rows=4), cell("数量", rows=2), cell("甲")),
        (cell("乙"),),
        (cell("质量", rows=2), cell("丙")),
        (cell("丁"),),
    ),
    widths=(1, 1, 1),
    head_rows=1,
)


# -- where -------------------------------------------------------------------------------------------------------


def test_a_table_that_fits_begins_no_page() -> None:
    assert starts([10, 10, 10], 0, 30, 100) == []


def test_rows_that_do_not_fit_begin_the_next_page() -> None:
    assert starts([10] * 8, 0, 25, 30) == [2, 5]


def test_heads_take_their_place_on_every_page_and_never_stand_alone() -> None:
    assert starts([10] * 7, 1, 25, 40) == [2, 4]
    assert starts([10] * 5, 1, 5, 40) == [2]


def test_a_row_higher_than_a_page_stands_on_its_own() -> None:
    assert starts([10, 90, 10, 10], 0, 30, 30) == [1, 2]
    assert starts([90, 10], 0, 30, 30) == [1]


def test_the_last_rows_are_not_left_alone() -> None:
    """A total with the line for signatures takes two rows with it, as far as that page and the one before have room."""
    assert starts([10] * 7, 0, 60, 60) == [4]
    assert starts([10, 10, 10, 10, 25, 25], 0, 65, 65) == [3]
    assert starts([10, 10, 10, 10, 25, 25], 0, 65, 55) == [4]
    assert starts([10] * 4, 0, 30, 30) == [1]


def test_a_caption_cut_short_needs_room_too() -> None:
    """What stands beside four rows may be too high for the one that is left on the page."""
    heights = [10.0] * 5
    assert Cut(GOALS, heights, (10, 10, 10)).starts(30, 90) == [2]
    assert Cut(GOALS, heights, (10, 20, 10)).starts(40, 90) == [2]
    assert Cut(GOALS, heights, (35, 10, 10)).starts(30, 90) == [2]
    tall = Grid(rows=((cell("上"),) * 2, *GOALS.rows[1:]), widths=(1, 1, 1))
    assert Cut(tall, heights, (35, 10, 10)).starts(40, 45) == [1]


def test_a_head_within_goes_to_the_page_of_its_rows() -> None:
    head = tuple(cell(name, label=True) for name in ("指标", "分值"))
    grid = Grid(rows=(*[(cell("甲"), cell("1"))] * 3, head, *[(cell("乙"), cell("2"))] * 3), widths=(1, 1), dense=True)
    assert Cut(grid, [10] * 7).starts(40, 100) == [3]
    first = Grid(rows=(head, *[(cell("乙"), cell("2"))] * 4), widths=(1, 1), dense=True)
    assert Cut(first, [10, 40, 40, 40, 40]).starts(20, 100) == [1, 3]


# -- what --------------------------------------------------------------------------------------------------------


def test_captions_are_said_again_where_their_rows_go_on() -> None:
    first, second, third = Cut(GOALS, [10] * 5).pieces([2, 4])
    assert shape(first.grid) == [["头1"], ["产出1", "数量1", "甲1"]]
    assert shape(second.grid) == [["头1"], ["产出2", "数量1", "乙1"], ["质量1", "丙1"]]
    assert shape(third.grid) == [["头1"], ["产出1", "质量1", "丁1"]]
    assert first.again == frozenset()
    assert second.again == {(0, 0), (1, 0), (1, 1)}
    assert third.again == {(0, 0), (1, 0), (1, 1)}


def test_figures_and_long_texts_are_said_once() -> None:
    amount = GridCell(paragraphs=(Paragraph(runs=(Figure(cell=Cell("a"), text="5.00"),)),), rows=2)
    grid = Grid(rows=((amount, cell("长" * 41, rows=2), cell("甲")), (cell("乙"),)), widths=(1, 1, 1))
    _, second = Cut(grid, [10, 10]).pieces([1])
    assert shape(second.grid) == [["1", "1", "乙1"]]


def test_the_head_within_of_the_same_columns_is_said_again() -> None:
    """The caption beside it, which begins in it, goes on from there."""
    head = (cell("绩效", rows=4, label=True), *(cell(name, label=True) for name in ("指标", "分值")))
    rows = (head, *[(cell(name), cell("1")) for name in "甲乙丙"], (cell("总分", columns=2), cell("3")))
    grid = Grid(rows=rows, widths=(1, 1, 1), dense=True)
    _, second, third = Cut(grid, [10] * 5).pieces([2, 4])
    assert shape(second.grid) == [["绩效3", "指标1", "分值1"], ["乙1", "11"], ["丙1", "11"]]
    assert second.again == {(0, 0), (0, 1), (0, 2)}
    assert shape(third.grid) == [["总分1", "31"]]
    assert third.again == frozenset()


def test_a_table_that_is_not_cut_stays_as_it_is() -> None:
    grid = Grid(rows=((cell("甲", rows=2), cell("乙")), (cell("丙"),)), widths=(1, 1))
    [only] = Cut(grid, [10, 10]).pieces([])
    assert (only.grid, only.again) == (grid, frozenset())


def test_cells_over_several_rows_are_measured_one_by_one() -> None:
    assert shape(one_by_one(GOALS)) == [["产出1"], ["1", "数量1"], ["1", "质量1"]]
    assert one_by_one(GOALS).head_rows == 0
    assert one_by_one(lines(3)).rows == ()


def test_two_thousand_rows_are_cut_in_no_time() -> None:
    rows = [
        ((cell("类", rows=4), cell(str(row)), cell("1")) if row % 4 == 0 else (cell(str(row)), cell("1")))
        for row in range(2000)
    ]
    cut = Cut(Grid(rows=tuple(rows), widths=(1, 1, 1), head_rows=1), [10.0] * 2000, [15.0] * 500)
    began = time.perf_counter()
    assert len(list(cut.pieces(cut.starts(300, 300)))) > 60
    assert time.perf_counter() - began < 2
