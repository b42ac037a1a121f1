"""Native charts: they point at the cells of the tables, stand below them, and carry what they draw."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

from core.exports.excel import write_excel
from core.formulas.cells import Cell
from core.reports.document import Chart, Document, Figure, Grid, GridCell, Paragraph, Part


def cell(row: str, column: str = "amount") -> Cell:
    return Cell("income", row, column)


def bar(row: str, column: str = "amount", value: str = "1") -> Figure:
    return Figure(cell=cell(row, column), text=value, value=Decimal(value), kind="money", places=2, entered=True)


def figure(row: str, column: str, value: str) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(bar(row, column, value),), role="cell"),))


def label(text: str) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell_label"),), label=True)


def book(*charts: Chart) -> Document:
    head = (label("项目"), label("金额"), label("上年"))
    rows = [
        (label(name), figure(name, "amount", value), figure(name, "prior", "1"))
        for name, value in (("a", "5"), ("b", "7"), ("c", "9"))
    ]
    grid = Grid(rows=(head, *rows), widths=(2, 1, 1), head_rows=1, caption="收入")
    part = Part(id="p", title="二、收支", blocks=(grid,), charts=charts)
    return Document(id="w", title="t", file_name="f", unit="u", parts=(part,))


def chart_xml(document: Document) -> list[str]:
    with zipfile.ZipFile(BytesIO(write_excel(document))) as package:
        return [
            package.read(name).decode() for name in sorted(package.namelist()) if name.startswith("xl/charts/chart")
        ]


def test_a_chart_points_at_the_tables_cells_and_their_labels() -> None:
    chart = Chart(title="收入", unit="万元", labels=("a", "b", "c"), figures=(bar("a"), bar("b"), bar("c")))
    (xml,) = chart_xml(book(chart))
    assert re.findall("<c:f>(.*?)</c:f>", xml) == ["'二、收支'!$A$3:$A$5", "'二、收支'!$B$3:$B$5"]
    assert "收入（万元）" in xml
    assert "<c:strCache>" in xml
    assert re.findall("<c:v>([0-9.]+)</c:v>", xml) == ["5.0", "7.0", "9.0"]


def test_parts_apart_are_several_areas() -> None:
    chart = Chart(title="收入", unit="万元", labels=("a", "c"), figures=(bar("a"), bar("c")))
    (xml,) = chart_xml(book(chart))
    assert "('二、收支'!$B$3:$B$3,'二、收支'!$B$5:$B$5)" in xml


def test_last_year_is_a_second_series() -> None:
    rows = ("a", "b", "c")
    chart = Chart(
        title="收入",
        unit="万元",
        labels=rows,
        figures=tuple(map(bar, rows)),
        prior=tuple(bar(row, "prior") for row in rows),
    )
    (xml,) = chart_xml(book(chart))
    assert xml.count("<c:ser>") == 2
    assert "本年" in xml
    assert "上年" in xml
    assert "$C$3:$C$5" in xml


def test_a_chart_whose_figures_stand_elsewhere_is_left_out() -> None:
    chart = Chart(title="收入", unit="万元", labels=("x",), figures=(bar("x"),))
    assert chart_xml(book(chart)) == []


def test_several_charts_do_not_cover_each_other_or_the_table() -> None:
    chart = Chart(title="收入", unit="万元", labels=("a", "b"), figures=(bar("a"), bar("b")))
    with zipfile.ZipFile(BytesIO(write_excel(book(chart, chart)))) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    rows = [int(row) for row in re.findall("<xdr:row>([0-9]+)</xdr:row>", drawing)]
    first_top, first_end, second_top, _ = rows
    assert 4 < first_top < first_end <= second_top


def test_the_same_document_gives_the_same_bytes() -> None:
    chart = Chart(title="收入", unit="万元", labels=("a", "b"), figures=(bar("a"), bar("b")))
    assert write_excel(book(chart)) == write_excel(book(chart))
