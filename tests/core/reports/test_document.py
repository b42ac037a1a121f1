"""The finished report before any file format."""

from dataclasses import replace

import pytest

from core.errors import BugError
from core.formulas.cells import Cell
from core.reports.document import ROLES, Document, Figure, Grid, GridCell, Paragraph, Part


def test_texts_are_joined_from_their_runs() -> None:
    figure = Figure(cell=Cell("income_total"), text="100万元")
    paragraph = Paragraph(runs=("收入", figure, "。"))
    assert paragraph.text == "收入100万元。"
    assert GridCell(paragraphs=(paragraph, Paragraph(runs=("乙",)))).text == "收入100万元。\n乙"


def test_blocks_of_all_parts_in_order() -> None:
    first, second = Paragraph(runs=("甲",)), Grid(rows=(), widths=())
    parts = (Part(id="a", title="", blocks=(first,)), Part(id="b", title="", blocks=(second,)))
    assert Document(id="d", title="", file_name="", unit="", parts=parts).blocks() == (first, second)


def test_figures_are_found_in_texts_and_in_grids() -> None:
    first, second = Figure(cell=Cell("a"), text="1"), Figure(cell=Cell("b"), text="2")
    grid = Grid(rows=((GridCell(paragraphs=(Paragraph(runs=("乙", second)),)),),), widths=(1,))
    part = Part(id="p", title="", blocks=(Paragraph(runs=("甲", first)), grid))
    assert list(part.figures()) == [first, second]


def test_a_cell_stands_beside_those_that_reach_down_to_its_row() -> None:
    tall, wide, one = GridCell(rows=3), GridCell(columns=2), GridCell()
    grid = Grid(rows=((one, tall, one), (wide,), (one, one)), widths=(1,) * 4)
    with pytest.raises(BugError, match="grid cells overlap in row 1, column 1"):
        list(grid.placed())
    found = replace(grid, rows=((tall, wide), (one, one), (tall,))).placed()
    assert [place[1:] for place in found] == [(0, 0, 3), (0, 1, 1), (1, 1, 2), (1, 2, 2), (2, 1, 3)]


def test_roles_are_named_once() -> None:
    assert len(ROLES) == len(set(ROLES))
    assert {"title", "heading1", "body", "signature", "date", "cell", "cell_label"} <= set(ROLES)
