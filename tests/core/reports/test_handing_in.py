"""The pieces of a package: what is handed in, in which order, as which kind of file."""

from core.reports.compose import DocumentKey
from core.reports.document import Piece
from core.reports.handing_in import WORD, composing, count_pieces, package_pieces
from tests.core.reports.official_samples import tables_sheet
from tests.core.reports.test_blank_workbook import form


def names(*pieces: Piece) -> list[str]:
    return [piece.document.file_name + piece.extension for piece in pieces]


REPORT = "甲镇人民政府2024年度报告"
TABLE = "甲镇人民政府2024年度自评表"
ROADS = "甲镇人民政府2024年度修路自评表"
WATER = '甲镇人民政府2024年度治水/二期:*?"<>|自评表'


def test_every_document_and_the_workbook_of_all_figures() -> None:
    sheet = tables_sheet()
    made = list(package_pieces(sheet))
    assert names(*made) == [
        f"{REPORT}.docx",
        f"{TABLE}.docx",
        f"{TABLE}.xlsx",
        f"{ROADS}.docx",
        f"{ROADS}.xlsx",
        f"{WATER}.docx",
        f"{WATER}.xlsx",
        f"{REPORT}（数据表）.xlsx",
    ]
    assert count_pieces(sheet) == len(made)
    assert all(piece.document.draft for piece in made)


def test_one_kind_only() -> None:
    sheet = tables_sheet()
    words = list(package_pieces(sheet, kinds=["word"], final=True))
    assert names(*words) == [f"{name}.docx" for name in (REPORT, TABLE, ROADS, WATER)]
    assert not any(piece.document.draft for piece in words)
    assert count_pieces(sheet, kinds=["word"]) == 4
    books = list(package_pieces(sheet, kinds=["excel"]))
    assert [piece.workbook for piece in books] == [True] * 4
    assert count_pieces(sheet, kinds=["excel"]) == 4
    assert (list(package_pieces(sheet, kinds=[])), count_pieces(sheet, kinds=[])) == ([], 0)


def test_behind_the_report() -> None:
    sheet = tables_sheet()
    made = list(package_pieces(sheet, kinds=["word"], annexed=True))
    assert names(*made) == [f"{REPORT}.docx"]
    assert [part.title for part in made[0].document.parts][-3:] == ["附件1", "附件2", "附件3"]
    assert count_pieces(sheet, kinds=["word"], annexed=True) == 1
    assert count_pieces(sheet, annexed=True) == len(list(package_pieces(sheet, annexed=True))) == 5


def test_only_some_documents() -> None:
    sheet = tables_sheet()
    keys = [DocumentKey("budget_table"), DocumentKey("project_table", "p2")]
    made = list(package_pieces(sheet, keys=keys, workbook=False))
    assert names(*made) == [f"{TABLE}.docx", f"{TABLE}.xlsx", f"{WATER}.docx", f"{WATER}.xlsx"]
    assert count_pieces(sheet, keys=keys, workbook=False) == 4


def test_a_countys_own_workbook_stands_for_ours() -> None:
    made = list(package_pieces(tables_sheet(form()), kinds=["excel"]))
    assert [piece.blank.file if piece.blank else "" for piece in made] == ["空表.xlsx", "项目.xlsx", "项目.xlsx", ""]
    assert [piece.extension for piece in made] == [".xlsx"] * 4


def test_the_public_version_has_no_telephone() -> None:
    plain, public = (next(iter(package_pieces(tables_sheet(), kinds=["excel"], public=one))) for one in (False, True))
    assert [one.text for part in plain.document.parts for one in part.figures() if one.cell.item == "phone"] != [""]
    assert [one.text for part in public.document.parts for one in part.figures() if one.cell.item == "phone"] == [""]


def test_who_asks_twice_has_each_document_composed_once() -> None:
    sheet = tables_sheet()
    composed = composing(sheet)
    words = [piece.document for piece in package_pieces(sheet, kinds={WORD}, composed=composed)]
    again = [piece.document for piece in package_pieces(sheet, kinds={WORD}, composed=composed)]
    assert [id(one) for one in words] == [id(one) for one in again]
