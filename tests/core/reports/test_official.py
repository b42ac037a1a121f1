"""Official tables: the lines of each row of a definition, what their cells hold, and what stands beside the table."""

from core.formulas.cells import Cell
from core.reports.compose import compose
from core.reports.document import Document, Figure, Grid
from core.reports.official import GridLine, grid_readers, laid_grid
from tests.core.reports.official_samples import FORM, tables_sheet
from tests.core.reports.samples import section


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks() if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_a_table_filled_as_it_is_printed_shows_bare_figures_in_the_middle() -> None:
    [above, main, below] = grids(compose(tables_sheet(), "budget_table"))
    assert texts(main)[:2] == [["项目", "预算数", "执行数", "执行率"], ["年度资金总额", "120.00", "100.00", "83.33%"]]
    assert [cell.align for cell in main.rows[1]] == ["", "center", "center", "center"]
    assert (main.head_rows, main.dense, main.ruled) == (1, True, True)
    assert texts(above) == [["填报单位：甲镇人民政府", "单位：万元"]]
    assert [cell.align for cell in above.rows[0]] == ["left", "right"]
    assert texts(below) == [["联系电话：0734-123456", "填报年度：2024", "负责人："]]
    assert [cell.align for cell in below.rows[0]] == ["left", "left", "left"]
    assert not above.ruled
    assert above.widths == (26, 14)


def test_long_texts_stand_as_paragraphs() -> None:
    [_, main, _] = grids(compose(tables_sheet(), "budget_table"))
    assert [paragraph.text for paragraph in main.rows[2][1].paragraphs] == ["保运转。", "促发展。"]


def test_captions_stand_once_beside_all_lines() -> None:
    [_, main, _] = grids(compose(tables_sheet(), "budget_table"))
    first, second = main.rows[3:]
    assert [(cell.text, cell.rows) for cell in first] == [("其中", 2), ("修路", 1), ("30.00", 1), ("75.00%", 1)]
    assert [cell.text for cell in second] == ['治水/二期:*?"<>|', "", ""]


def test_empty_lines_where_there_are_fewer_rows() -> None:
    sheet = tables_sheet(FORM.replace("least = 2", "least = 4"))
    [_, main, _] = grids(compose(sheet, "budget_table"))
    assert [[cell.text for cell in row] for row in main.rows[5:]] == [["", "", ""], ["", "", ""]]
    assert main.rows[3][0].rows == 4


def test_a_repeated_document_goes_through_its_own_rows() -> None:
    sheet = tables_sheet()
    [main] = grids(compose(sheet, "project_table", "p1"))
    assert texts(main)[0] == ["项目名称", "修路", "预算", "40.00", "执行", "30.00", "75.00%"]
    assert texts(main)[1] == ["年度目标", "修通三条路。"]
    assert texts(main)[3:6] == [
        ["产出指标", "数量", "道路硬化", "≥3公里", "2", "10.0", "6.7", ""],
        ["路灯", "亮起来", "", "", "", ""],
        ["质量", "合格率", "", "", "", "", ""],
    ]
    assert texts(main)[6] == ["总分", "6.70", ""]
    assert [cell.rows for cell in main.rows[3]][:3] == [3, 2, 1]
    [other] = grids(compose(sheet, "project_table", "p2"))
    assert texts(other)[3:5] == [["产出指标", "数量", "清淤", "", "", "", "", ""], ["质量", "", "", "", "", "", ""]]


def test_lines_say_where_they_come_from() -> None:
    sheet = tables_sheet()
    laid = laid_grid(sheet, section(sheet.program, "project_rows"), "p2")
    quantity = (("category", "quantity"),)
    assert laid.lines[3] == GridLine(
        section="project_rows", index=3, each="targets", row="d", where=quantity, owner="p2"
    )
    assert laid.lines[4].row == ""
    assert laid.lines[0] == GridLine(section="project_rows", index=0)
    assert len(laid.grid.rows) == len(laid.lines)


def test_parts_to_which_rows_can_be_added_may_have_a_line_at_any_rate() -> None:
    sheet = tables_sheet(FORM.replace("least = 1, ", ""))
    assert len(laid_grid(sheet, section(sheet.program, "project_rows"), "p2").lines) == 5
    assert len(laid_grid(sheet, section(sheet.program, "project_rows"), "p2", least=1).lines) == 6


def test_one_cell_by_its_line() -> None:
    sheet = tables_sheet()
    lines = laid_grid(sheet, section(sheet.program, "project_rows"), "p1").lines
    readers = grid_readers(sheet, section(sheet.program, "project_rows"), "p1")

    def text(at: int, column: int) -> str:
        return readers[lines[at].index].cell(column, lines[at].row).text

    def answers(at: int, column: int) -> tuple[Cell, ...]:
        return readers[lines[at].index].answers(column, lines[at].row)

    assert (text(3, 3), text(0, 1), text(0, 2)) == ("≥3公里", "修路", "")
    assert answers(3, 3) == (Cell("targets", "a", "wanted"), Cell("targets", "a", "said"))
    assert answers(1, 1) == (Cell("projects", "p1", "aim"),)
    assert answers(0, 1) == (Cell("projects", "p1", "name"),)
    assert answers(0, 2) == ()


def test_a_blank_is_left_to_be_written_in_by_hand() -> None:
    sheet = tables_sheet(phone="")
    [_, _, below] = grids(compose(sheet, "budget_table"))
    assert below.rows[0][0].text == "联系电话："
    [figure] = [run for run in below.rows[0][0].paragraphs[0].runs if isinstance(run, Figure)]
    assert figure.value is None
