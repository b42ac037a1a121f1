"""A table of the form as a grid."""

from core.reports.document import Figure, Grid
from core.reports.draft import FreeRow
from core.reports.tables import FIGURES, LABELS, NUMBERS, TEXTS, table_grid
from tests.core.reports.samples import cell, complete, program, sheet_of


def texts(grid: Grid) -> list[list[str]]:
    return [[one.text for one in row] for row in grid.rows]


def test_fixed_rows_are_named_in_the_first_column() -> None:
    grid = table_grid(sheet_of(complete()), "income")
    assert texts(grid) == [
        ["项目", "金额", "占比"],
        ["财政拨款", "60.00", "60.0%"],
        ["基金收入", "30.00", "30.0%"],
        ["其他收入", "10.00", "10.0%"],
    ]
    assert (grid.caption, grid.numbers_note, grid.head_rows) == ("2023年收入", "单位：万元", 1)
    assert grid.widths == (LABELS, FIGURES, FIGURES)


def test_cells_hold_figures_with_their_alignment() -> None:
    head, first, *_ = table_grid(sheet_of(complete()), "income").rows
    assert [one.label for one in head] == [True, True, True]
    assert (first[0].align, first[0].label, first[1].align, first[1].label) == ("left", True, "right", False)
    [run] = first[1].paragraphs[0].runs
    assert isinstance(run, Figure)
    assert run.cell == cell("income[general].amount")


def test_parts_are_indented_and_rows_of_the_clerks_own_bear_their_names() -> None:
    answers = {**complete(), "nature[r].name": "修路", "nature[r].amount": "5"}
    grid = table_grid(sheet_of(answers, nature=[FreeRow("r", "project")]), "nature")
    assert [one[0].text for one in grid.rows] == ["项目", "基本支出", "人员经费", "公用经费", "项目支出", "修路"]
    assert [one[0].paragraphs[0].indent for one in grid.rows] == [0, 0, 1, 1, 0, 1]
    assert texts(grid)[0] == ["项目", "金额", "占比", "用途"]
    [named] = grid.rows[-1][0].paragraphs[0].runs
    assert isinstance(named, Figure)
    assert (named.cell, named.entered) == (cell("nature[r].name"), True)


def test_columns_that_are_only_entered_stay_off_paper() -> None:
    grid = table_grid(sheet_of(complete()), "nature", on_paper=True)
    assert texts(grid)[0] == ["项目", "金额", "占比"]
    assert len(grid.widths) == 3


def test_rows_of_the_clerks_own_are_numbered_where_there_are_no_others() -> None:
    answers = {
        "projects[p].name": "修路",
        "projects[p].level": "city",
        "projects[p].story": "甲{year}\n乙",
        "year": "2023",
    }
    grid = table_grid(sheet_of(answers, projects=["p", "q"]), "projects")
    assert texts(grid) == [
        ["序号", "项目名称", "级别", "资金", "得分", "说明"],
        ["1", "修路", "市级", "", "", "甲2023\n乙"],
        ["2", "", "", "", "", ""],
    ]
    assert grid.widths == (NUMBERS, TEXTS, FIGURES, FIGURES, FIGURES, TEXTS)


def test_units_stand_in_the_head_or_above_the_table() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "a", label = "甲" }]
        columns = [
          { id = "m", label = "金额", kind = "money" },
          { id = "y", label = "折元", kind = "money", unit = "元" },
          { id = "n", label = "人数", kind = "integer", unit = "人" },
        ]
        [table.plain]
        label = "表"
        rows = [{ id = "a", label = "甲" }]
        columns = [{ id = "n", label = "人数", kind = "integer", unit = "人" }]
        """
    )
    sheet = sheet_of({}, form)
    assert texts(table_grid(sheet, "t"))[0] == ["项目", "金额（万元）", "折元（元）", "人数（人）"]
    assert table_grid(sheet, "t").numbers_note == ""
    assert table_grid(sheet, "plain").numbers_note == ""


def test_a_row_added_to_fixed_ones_without_a_label_column_is_counted() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "a", label = "甲", free = { min = 0, max = 3 } }]
        columns = [{ id = "n", label = "人数", kind = "integer" }]
        """
    )
    assert texts(table_grid(sheet_of({}, form, t=[FreeRow("r", "a")]), "t"))[2] == ["第2行", ""]
