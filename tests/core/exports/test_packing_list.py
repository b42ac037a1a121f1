"""The list of what a package holds."""

from core.exports.packing_list import Packed, packing_list
from core.reports.document import Document, Grid, Paragraph, Part

TITLE = Part(
    id="title", title="", blocks=(Paragraph(runs=("甲镇",), role="title"), Paragraph(runs=("报告",), role="title"))
)
FILES = [Packed(name="报告.docx", extent="8页", code="AAAA-2222"), Packed(name="表.xlsx", extent="1张工作表", code="")]


def report(*parts: Part) -> Document:
    return Document(id="r", title="甲镇报告", file_name="报告", unit="甲镇", parts=parts, draft=True)


def test_a_line_for_each_file() -> None:
    made = packing_list(report(TITLE), FILES)
    [grid] = [block for block in made.blocks() if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["序号", "文件", "页数或工作表", "校验码"],
        ["1", "报告.docx", "8页", "AAAA-2222"],
        ["2", "表.xlsx", "1张工作表", ""],
    ]
    assert grid.head_rows == 1
    assert (made.file_name, made.unit, made.draft) == ("报送材料清单", "甲镇", True)


def test_lengths_that_are_not_known_of_all_are_said_of_none() -> None:
    made = packing_list(report(TITLE), [*FILES, Packed(name="附.docx", extent="", code="")])
    [grid] = [block for block in made.blocks() if isinstance(block, Grid)]
    assert [cell.text for cell in grid.rows[0]] == ["序号", "文件", "校验码"]
    assert [len(row) for row in grid.rows] == [len(grid.widths)] * 4


def test_it_bears_the_title_of_the_report() -> None:
    def titles(document: Document) -> list[str]:
        return [one.text for one in document.parts[0].blocks if isinstance(one, Paragraph)]

    assert titles(packing_list(report(TITLE), FILES)) == ["甲镇", "报告", "报送材料清单"]
    assert titles(packing_list(report(), FILES)) == ["甲镇报告", "报送材料清单"]
