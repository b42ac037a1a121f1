"""The check code: the same contents give the same code, any other contents another."""

from dataclasses import replace

import pytest

from core.formulas.cells import Cell
from core.reports.check_code import ALPHABET, check_code, with_code
from core.reports.compose import compose
from core.reports.document import Chart, Document, Figure, Grid, GridCell, Paragraph, Part
from core.reports.workbook import compose_table_book
from tests.core.reports.official_samples import FORM, tables_sheet


def document(*blocks: Paragraph | Grid | Chart, **more: object) -> Document:
    part = Part(id="a", title="", blocks=blocks)
    return replace(Document(id="d", title="题", file_name="名", unit="甲", parts=(part,)), **more)  # type: ignore[arg-type]


def text(words: str, role: str = "body", indent: int = 0) -> Paragraph:
    return Paragraph(runs=(words,), role=role, indent=indent)


def grid(*cells: GridCell, **more: str) -> Grid:
    return replace(Grid(rows=(cells,), widths=(1,) * len(cells)), **more)  # type: ignore[arg-type]


def cell(words: str, columns: int = 1, rows: int = 1) -> GridCell:
    return GridCell(paragraphs=(text(words, "cell"),), columns=columns, rows=rows)


def chart(value: str) -> Chart:
    return Chart(title="图", unit="万元", labels=("甲",), figures=(Figure(cell=Cell("a"), text=value),))


def test_a_code_is_short_and_cannot_be_misread() -> None:
    code = check_code(document(text("甲")))
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= {*ALPHABET, "-"}
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("01OI") & set(ALPHABET)


def test_time_and_draft_mark_and_file_name_do_not_count() -> None:
    one = document(text("甲"))
    assert check_code(one) == check_code(replace(one, draft=True, file_name="另", unit="乙", id="x", code="x"))
    assert with_code(one).code == check_code(one)


@pytest.mark.parametrize(
    "other",
    [
        document(text("乙")),
        document(text("甲", "heading1")),
        document(text("甲", indent=1)),
        document(text("甲"), text("")),
        document(text("甲"), title="另题"),
        document(grid(cell("甲"))),
        document(),
    ],
)
def test_texts_and_structure_count(other: Document) -> None:
    assert check_code(other) != check_code(document(text("甲")))


def test_tables_count_with_their_spans_and_notes() -> None:
    tables = [
        grid(cell("甲"), cell("乙")),
        grid(cell("甲乙")),
        grid(cell("甲", columns=2), cell("乙")),
        grid(cell("甲", rows=2), cell("乙")),
        grid(cell("甲"), cell("乙"), caption="表"),
        grid(cell("甲"), cell("乙"), numbers_note="单位：万元"),
        Grid(rows=((cell("甲"),), (cell("乙"),)), widths=(1,)),
    ]
    assert len({check_code(document(table)) for table in tables}) == len(tables)


def test_charts_count_by_their_figures() -> None:
    assert check_code(document(chart("1"))) != check_code(document(chart("2")))
    assert check_code(document(chart("1"))) == check_code(document(chart("1")))


def test_the_table_and_its_workbook_bear_the_same_code() -> None:
    sheet = tables_sheet()
    table = compose(sheet, "project_table", "p1")
    assert table.code == compose_table_book(sheet, table).code == compose(sheet, "project_table", "p1", final=True).code
    assert table.code != compose(sheet, "project_table", "p2").code
    assert table.code != compose(tables_sheet(FORM, year="2025"), "project_table", "p1").code


def test_characters_that_no_file_holds_do_no_harm() -> None:
    assert check_code(document(text("甲\ud800"))) != check_code(document(text("甲")))
