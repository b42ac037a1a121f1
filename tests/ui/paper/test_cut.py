"""Tables cut where pages end: whole rows, heads repeated, cells that go on."""

from core.reports.document import Grid, GridCell, Paragraph
from ui.paper.cut import page_starts, pieces


def cell(text: str, rows: int = 1, columns: int = 1) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),), rows=rows, columns=columns)


def shape(grid: Grid) -> list[list[str]]:
    return [[f"{one.text}{one.rows}" for one in row] for row in grid.rows]


def test_a_table_that_fits_begins_no_page() -> None:
    assert page_starts([10, 10, 10], 0, 30, 100) == []


def test_rows_that_do_not_fit_begin_the_next_page() -> None:
    assert page_starts([10] * 6, 0, 25, 30) == [2, 5]


def test_heads_take_their_place_on_every_page_and_never_stand_alone() -> None:
    assert page_starts([10] * 6, 1, 25, 30) == [2, 4]
    assert page_starts([10] * 4, 1, 5, 30) == [2]


def test_a_row_higher_than_a_page_stands_on_its_own() -> None:
    assert page_starts([10, 90, 10, 10], 0, 30, 30) == [1, 2]
    assert page_starts([90, 10], 0, 30, 30) == [1]


def test_a_cell_that_is_cut_through_goes_on_empty() -> None:
    grid = Grid(
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
    first, second, third = pieces(grid, [2, 4])
    assert shape(first.grid) == [["头1"], ["产出1", "数量1", "甲1"]]
    assert shape(second.grid) == [["头1"], ["2", "1", "乙1"], ["质量1", "丙1"]]
    assert shape(third.grid) == [["头1"], ["1", "1", "丁1"]]
    assert [one.repeated for one in (first, second, third)] == [0, 1, 1]


def test_a_table_that_is_not_cut_stays_as_it_is() -> None:
    grid = Grid(rows=((cell("甲", rows=2), cell("乙")), (cell("丙"),)), widths=(1, 1))
    [only] = pieces(grid, [])
    assert (only.grid, only.repeated) == (grid, 0)
