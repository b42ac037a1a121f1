"""Official sheets: columns as paper has them, texts beside the table, no figure too wide for its column."""

from decimal import Decimal

from core.exports.excel_layout import PLAIN, Plan, laid_out
from core.formulas.cells import Cell
from core.reports.document import Block, Figure, Grid, GridCell, Paragraph, Part


def cell(text: str, columns: int = 1, *, label: bool = False) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),), columns=columns, label=label)


def number(text: str) -> GridCell:
    figure = Figure(cell=Cell("a"), text=text, value=Decimal(1), kind="money", places=2)
    return GridCell(paragraphs=(Paragraph(runs=(figure,), role="cell"),))


def plan(*blocks: Block) -> Plan:
    return laid_out(Part(id="a", title="表", blocks=blocks, official=True), landscape=False)


def line(*texts: str) -> Grid:
    return Grid(rows=(tuple(map(cell, texts)),), widths=tuple(2 * len(text) for text in texts), ruled=False)


def test_columns_have_the_shares_of_paper() -> None:
    made = plan(Grid(rows=((cell("甲"), cell("乙" * 50)),), widths=(1, 3)))
    assert made.widths == [20.5, 61.5]
    assert [box.role for box in made.boxes] == ["official cell", "official cell"]


def test_a_column_is_wide_enough_for_its_figures() -> None:
    made = plan(Grid(rows=((number("123456789.00"), cell("乙")),), widths=(1, 9)))
    assert made.widths == [14, 73.8]
    merged = GridCell(paragraphs=number("123456789012345.00").paragraphs, columns=2)
    made = plan(Grid(rows=((merged, cell("丙")),), widths=(1, 1, 18)))
    assert sum(made.widths[:2]) == 20


def test_heads_and_labels_keep_their_roles() -> None:
    made = plan(Grid(rows=((cell("甲"),), (cell("乙", label=True),)), widths=(1,), head_rows=1))
    assert [box.role for box in made.boxes] == ["official head", "official label"]
    assert made.head == (0, 0)


def test_tables_and_lines_follow_each_other_without_a_gap() -> None:
    table = Grid(rows=((cell("甲"), cell("乙"), cell("丙")),), widths=(1, 1, 1))
    made = plan(
        Paragraph(runs=("题",), role="title"), line("填报单位：", "单位：万元"), table, line("填表人：", "电话：")
    )
    assert [(box.text, box.row, box.role) for box in made.boxes][:3] == [
        ("题", 0, "title"),
        ("填报单位：", 1, PLAIN),
        ("单位：万元", 1, PLAIN),
    ]
    assert [box.row for box in made.boxes[3:]] == [2, 2, 2, 3, 3]
    spans = [(box.column, box.last_column) for box in made.boxes if box.role == PLAIN]
    assert spans == [(0, 0), (1, 2), (0, 1), (2, 2)]


def test_the_longest_text_gets_the_most_room() -> None:
    table = Grid(rows=(tuple(map(cell, "甲乙丙丁")),), widths=(47, 18, 18, 18))
    made = plan(table, line("填报日期：2025年4月10日", "电话："))
    assert [(box.column, box.last_column) for box in made.boxes if box.role == PLAIN] == [(0, 2), (3, 3)]


def test_a_line_of_more_texts_than_columns_stands_as_it_is() -> None:
    table = Grid(rows=((cell("甲"), cell("乙")),), widths=(1, 1))
    made = plan(table, line("一", "二", "三"))
    assert [(box.column, box.last_column) for box in made.boxes if box.role == PLAIN] == [(0, 0), (1, 1), (2, 2)]
    assert len(made.widths) == 3
