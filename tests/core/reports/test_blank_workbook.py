"""What goes into a county's blank workbook."""

from core.reports.blank_workbook import blank_for_trial, compose_blank
from core.reports.document import Blank, Figure
from tests.core.reports.official_samples import FORM, tables_sheet

BUDGET = """workbook = { file = "空表.xlsx", cells = {
 "表!B2" = "{budget}", "表!B3" = "截至{year}年", "表!B4" = ["goal"], "表!B5" = "{phone}", "表!B6" = "<" }, rows = [
 { sheet = "表", each = "projects", first = 10, last = 11, columns = { A = "{name}", C = "{actual}" } },
] }"""
PROJECT = """workbook = { file = "项目.xlsx", cells = { "表!A1" = "{name}" }, rows = [
 { sheet = "表", each = "targets", first = 5, last = 9, where = { category = "quantity" }, columns = { A = "{name}" } },
] }"""


def form() -> str:
    return FORM.replace('id = "budget_table"', f'id = "budget_table"\n{BUDGET}').replace(
        'repeat = "projects"', f'repeat = "projects"\n{PROJECT}'
    )


def said(content: Figure | str) -> str:
    return content if isinstance(content, str) else f"<{content.text}>"


def cells(blank: Blank | None) -> dict[str, str]:
    assert blank is not None
    return {f"{one.sheet}!{one.place}": said(one.content) for one in blank.cells}


def rows(blank: Blank | None) -> list[list[str]]:
    assert blank is not None
    return [[f"{column}={said(content)}" for column, content in row] for one in blank.rows for row in one.rows]


def test_cells_and_rows_of_the_map() -> None:
    blank = compose_blank(tables_sheet(form()), "budget_table")
    assert cells(blank) == {
        "表!B2": "<120.00>",
        "表!B3": "截至2024年",
        "表!B4": "保运转。\n促发展。",
        "表!B5": "<0734-123456>",
        "表!B6": "",
    }
    assert rows(blank) == [["A=<修路>", "C=<30.00>"], ['A=<治水/二期:*?"<>|>', "C=<>"]]
    assert blank is not None
    [only] = blank.rows
    assert (blank.file, only.sheet, only.first, only.last, only.label) == ("空表.xlsx", "表", 10, 11, "项目")


def test_a_repeated_one_holds_what_belongs_to_its_row() -> None:
    blank = compose_blank(tables_sheet(form()), "project_table", "p1")
    assert (cells(blank), rows(blank)) == ({"表!A1": "<修路>"}, [["A=<道路硬化>"], ["A=<路灯>"]])


def test_in_public_private_answers_stay_out() -> None:
    assert cells(compose_blank(tables_sheet(form()), "budget_table", public=True))["表!B5"] == ""


def test_a_document_without_one_has_none() -> None:
    sheet = tables_sheet(form())
    assert compose_blank(sheet, "report") is None
    assert blank_for_trial(sheet, "report") is None


def test_for_a_trial_each_map_has_a_row() -> None:
    sheet = tables_sheet(form())
    assert rows(blank_for_trial(sheet, "budget_table")) == [["A=", "C="]]
    assert rows(blank_for_trial(sheet, "project_table")) == [["A="]]
