"""What a clerk types arrives exactly: signs of XML, quotes, rare characters, spaces, line breaks, a leading `=`."""

from pathlib import Path

import openpyxl
import pytest

from core.commands import run
from core.formulas.cells import Cell
from core.reports.draft import Entry, FreeRow, Part
from core.storage.draft_file import read_draft_file, save_draft_file
from tests.acceptance.conftest import NOW
from tests.acceptance.examples import CHANGNING, XIANGTAN, report_only
from tests.acceptance.paper import Paper, paper_of

UNIT = "A&B<县>“引”‘单’\"直\"'撇'𠮷镇人民政府"
LINES = [
    "第一行&lt;不是标签&gt;",
    "  前有空格，中间  两个，后有空格  ",
    "<w:p>&amp;</w:p>",
    "制表符\t在这里",
    "𠮷𡧃，é与é，①②③，€，—…·《》",
]
PLACES = '=SUM(A1:A2)&"<公式>"'
SIGNS = ["=1+1", "+86", "-", "@某", "{=1}", "'撇", "#N/A", "TRUE", "0731", "1e3", "2024-1-2"]


@pytest.fixture(scope="module")
def draft_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 常宁 example with awkward texts, gone through a file."""
    draft = report_only(CHANGNING)
    entries = draft.parts[Part.ENTRIES]
    entries[Cell("reporting_unit")] = Entry(UNIT)
    entries[Cell("asset_management")] = Entry("\n".join(LINES))
    entries[Cell("project_organisation")] = Entry("\r\n".join(["一&二", "", "三<四>"]))
    entries[Cell("problems")] = Entry("# 头&<头>。\n正文“引号”\n- 点一\n- 点{{二}}")
    entries[Cell("town_location")] = Entry(PLACES)
    entries[Cell("offices")] = Entry("甲&乙办、<丙>办、“丁”办")
    draft.parts[Part.ROWS]["achievement_figures"] += tuple(FreeRow(f"s{number}") for number in range(len(SIGNS)))
    for number, text in enumerate(SIGNS):
        entries[Cell("achievement_figures", f"s{number}", "label")] = Entry(text)
    path = tmp_path_factory.mktemp("exact") / "draft.toml"
    save_draft_file(draft, path)
    assert read_draft_file(path).draft == draft
    return path


@pytest.fixture(scope="module")
def exported(draft_file: Path) -> Path:
    assert run(["export", str(draft_file), "--out", str(draft_file.parent / "out")], NOW) == 0
    return draft_file.parent / "out"


@pytest.fixture(scope="module")
def paper(exported: Path) -> Paper:
    return paper_of(next(exported.glob("*.docx")))


@pytest.fixture(scope="module")
def book(exported: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(next(exported.glob("*.xlsx")))


def texts(book: openpyxl.Workbook) -> list[object]:
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type in "sn"]


def test_a_name_is_printed_wherever_it_is_quoted(paper: Paper) -> None:
    lines = [line.text for line in paper.lines]
    assert lines[0] == UNIT
    assert lines[-2] == UNIT
    assert any(line.startswith(f"2023年{UNIT}本年收入1844.31万元，") for line in lines)


def test_each_line_of_a_long_text_is_a_paragraph(paper: Paper) -> None:
    lines = [line.text for line in paper.lines]
    at = lines.index(LINES[0])
    assert lines[at : at + len(LINES)] == LINES


def test_entries_and_outlines_keep_their_words(paper: Paper) -> None:
    lines = [line.text for line in paper.lines]
    assert "1、一&二" in lines
    assert "2、三<四>" in lines
    assert "1.头&<头>。正文“引号”一是点一。二是点{二}。" in lines


def test_a_text_that_looks_like_a_formula_stays_text(paper: Paper, book: openpyxl.Workbook) -> None:
    assert f"{UNIT}位于{PLACES}，" in paper.text
    (cell,) = (cell for row in book["基本情况"].iter_rows() for cell in row if cell.value == PLACES)
    assert cell.data_type == "s"


@pytest.mark.parametrize("text", SIGNS)
def test_a_row_s_name_stays_text_in_the_workbook(book: openpyxl.Workbook, text: str) -> None:
    cells = [cell for row in book["成效数据"].iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]


def test_names_arrive_in_the_workbook(book: openpyxl.Workbook) -> None:
    assert UNIT in texts(book)
    assert "甲&乙办、<丙>办、“丁”办" in texts(book)


def test_file_names_are_legal_and_still_telling(exported: Path) -> None:
    names = sorted(path.name for path in exported.iterdir())
    assert len(names) == 2
    assert all(name.startswith("A&B＜县＞“引”‘单’＂直＂'撇'𠮷镇人民政府2023年度") for name in names)


def test_the_properties_hold_unit_and_title(exported: Path) -> None:
    import docx

    properties = docx.Document(str(next(exported.glob("*.docx")))).core_properties
    assert UNIT in properties.title
    assert properties.author == UNIT
    assert "python" not in f"{properties.comments}{properties.last_modified_by}".lower()


def test_cells_of_the_form_table_keep_lines_and_signs(tmp_path: Path) -> None:
    draft = report_only(XIANGTAN)
    draft.parts[Part.ENTRIES][Cell("other_matters")] = Entry("\n".join(LINES))
    draft.parts[Part.ENTRIES][Cell("supervising_department")] = Entry(UNIT)
    save_draft_file(draft, tmp_path / "draft.toml")
    assert run(["export", str(tmp_path / "draft.toml"), "--out", str(tmp_path / "out")], NOW) == 0
    paper = paper_of(next((tmp_path / "out").glob("*.docx")))
    assert [line.text for line in paper.lines if line.under == "其他需要说明问题"] == LINES
    assert [line.text for line in paper.lines if line.under == "主管部门"] == [UNIT]
