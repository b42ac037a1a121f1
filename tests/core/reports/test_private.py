"""The public version leaves blank what is not for everybody to read."""

from core.formulas.cells import Cell
from core.reports.compose import compose
from core.reports.document import Chart, Document, Figure, Grid, Paragraph, Part
from core.reports.private import without_private
from core.reports.workbook import compose_table_book, compose_workbook
from tests.core.reports.official_samples import FORM, tables_sheet

PHONE = "0734-123456"


def said(document: Document) -> str:
    grids = [block for block in document.blocks() if isinstance(block, Grid)]
    cells = [cell.text for grid in grids for row in grid.rows for cell in row]
    return "\n".join([*cells, *(block.text for block in document.blocks() if isinstance(block, Paragraph))])


def test_private_answers_are_blank_in_public() -> None:
    sheet = tables_sheet()
    assert PHONE in said(compose(sheet, "budget_table"))
    public = compose(sheet, "budget_table", public=True)
    assert PHONE not in said(public)
    assert "联系电话：" in said(public)
    assert "甲镇人民政府" in said(public)
    assert public.code != compose(sheet, "budget_table").code


def test_workbooks_keep_them_back_too() -> None:
    sheet = tables_sheet()
    for book in (
        compose_workbook(sheet, public=True),
        compose_table_book(sheet, compose(sheet, "budget_table"), public=True),
    ):
        phones = [one for part in book.parts for one in part.figures() if one.cell == Cell("phone")]
        assert phones
        assert [(one.text, one.value, one.formula) for one in phones] == [("", None, None)] * len(phones)
    assert PHONE in said(compose_workbook(sheet))


def test_paragraphs_are_gone_through_as_well() -> None:
    sheet = tables_sheet(FORM.replace('closing = ["{reporting_unit}"]', 'closing = ["电话{phone}"]'))
    assert [block.text for block in compose(sheet, "report", public=True).blocks()][-1:] == ["电话"]  # type: ignore[union-attr]


def test_charts_are_left_as_they_are() -> None:
    chart = Chart(title="图", unit="", labels=("甲",), figures=(Figure(cell=Cell("budget"), text="1"),))
    document = Document(id="d", title="", file_name="", unit="", parts=(Part(id="a", title="", blocks=(chart,)),))
    assert without_private(tables_sheet(), document) == document
