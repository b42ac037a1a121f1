"""What a copied block says, and where each of its cells would land."""

import pytest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.storage.drafts import Drafts
from tests.core.reports.indicator_samples import indicators
from tests.ui.conftest import started
from ui.editors.paste import MOST_ROWS, block_text, clipboard_block, plan_paste
from ui.editors.table_model import TableModel
from ui.report_model import ReportModel

PLAN, WORKS, GROUPS = "sample_plan", "sample_works", "sample_groups"


@pytest.fixture
def model(tables: ReportModel) -> ReportModel:
    return tables


@pytest.fixture
def plan(model: ReportModel) -> TableModel:
    return TableModel(model, PLAN)


@pytest.fixture
def works(model: ReportModel) -> TableModel:
    model.paste(WORKS, [], [{"name": "东桥"}, {"name": "西路"}])
    return TableModel(model, WORKS)


# ---------------------------------------------------------------- the clipboard


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\n\tb", [["a", ""], ["", "b"]]),
        ('x\t"两行\n的格"\ty', [["x", "两行\n的格", "y"]]),
        ('"他说""好""\n走了"', [['他说"好"\n走了']]),
        ('"大评小奖"活动\t1', [['"大评小奖"活动', "1"]]),
        ('"没有结束\t1\n"又一格\t2', [['"没有结束', "1"], ['"又一格', "2"]]),
        ('"整格带引号"', [['"整格带引号"']]),
        ("a\r\n\r\n", [["a"], [""]]),
    ],
)
def test_a_block_is_read_as_excel_writes_it(text: str, block: list[list[str]]) -> None:
    assert clipboard_block(text) == block


def test_a_very_long_cell_is_read() -> None:
    assert clipboard_block('"' + "字" * 200_000 + '\n完"\t1') == [["字" * 200_000 + "\n完", "1"]]


def test_what_is_copied_is_read_back_the_same() -> None:
    block = [["a", "两\n行", 'b"c'], ["", "\t", "1,234.00"]]
    assert clipboard_block(block_text(block)) == block


# ---------------------------------------------------------------- where it lands


def texts(model: TableModel, block: list[list[str]], row: int, column: int, unit: str = "万元") -> list[str]:
    return [one.text for one in plan_paste(model, block, row, column, unit).landed()]


def test_each_cell_lands_in_its_row_and_column(plan: TableModel) -> None:
    found = plan_paste(plan, [["10", "", "在建"], ["20", "", "done"]], 1, 0)
    landed = [(one.row, one.column, one.text) for one in found.landed()]
    assert landed == [
        ("roads", "amount", "10"),
        ("roads", "state", "在建"),
        ("water", "amount", "20"),
        ("water", "state", "done"),
    ]
    assert found.note == ""


def test_computed_and_locked_cells_and_columns_that_are_not_there_are_refused(plan: TableModel) -> None:
    plan.model.enter(Cell(PLAN, "water", "amount"), "5", origin=Origin.LAST_YEAR)
    found = plan_paste(plan, [["1", "2", "", "", "2024-3-29", "6"], ["3"]], 1, 0)
    assert [one.refused for one in found.lines[0]] == ["", "由程序计算或已锁定", "", "", "", "没有这一列"]
    assert found.lines[1][0].refused == "由程序计算或已锁定"


def test_what_is_not_understood_lands_with_its_reason(plan: TableModel) -> None:
    found = plan_paste(plan, [["甲乙"]], 1, 0)
    assert "不是数字" in found.lines[0][0].unclear
    assert found.landed() == [found.lines[0][0]]


def test_a_table_of_fixed_rows_does_not_grow(plan: TableModel) -> None:
    found = plan_paste(plan, [["1"], ["2"], ["3"]], 2, 0)
    assert (len(found.lines), found.added, found.note) == (1, 0, "从这里起只有1行可填，多出的2行不粘贴。")


def test_a_table_of_own_rows_grows(works: TableModel) -> None:
    found = plan_paste(works, [["甲", "1"], ["乙", "2"], ["丙", "3"]], 1, 0)
    assert found.added == 2
    assert [(one.row == works.rows[1], one.new) for one in found.landed()] == [(True, -1)] * 2 + [(False, 0)] * 2 + [
        (False, 1)
    ] * 2


def test_a_group_grows_from_its_own_rows_and_other_groups_are_left_alone(model: ReportModel) -> None:
    [east] = model.add_rows(GROUPS, 1, "east")
    [west] = model.add_rows(GROUPS, 1, "west")
    groups = TableModel(model, GROUPS)
    assert groups.rows == ("east", east, "west", west)
    block = [["甲村", "1"], ["乙村", "2"], ["丙村", "3"]]
    found = plan_paste(groups, block, 1, 0)
    assert (found.added, found.home and found.home.group) == (2, "east")
    from_the_top = plan_paste(groups, [*block, ["丁村", "4"], ["戊村", "5"]], 0, 0)
    assert (from_the_top.added, from_the_top.home and from_the_top.home.group) == (1, "west")
    model.remove_rows(GROUPS, [west])
    ends = plan_paste(TableModel(model, GROUPS), block, 2, 0)
    assert (ends.added, ends.home and ends.home.group) == (2, "west")


def test_owned_rows_grow_for_their_owner(qapp: QApplication, drafts: Drafts) -> None:
    model = started(indicators(), drafts)
    owners = model.add_rows("projects", 2)
    for owner in owners:
        model.add_rows("project_indicators", 1, owner=owner)
    owned = TableModel(model, "project_indicators")
    found = plan_paste(owned, [["数量指标", "甲"], ["数量指标", "乙"]], 0, 0)
    assert (found.added, found.home and found.home.owner) == (1, owners[0])


def test_a_target_in_one_cell_is_understood(qapp: QApplication, drafts: Drafts) -> None:
    found = plan_paste(TableModel(started(indicators(), drafts), "indicators"), [["≥50个", "户"]], 0, 3)
    assert [one.unclear for one in found.landed()] == ["", ""]


def test_a_head_line_is_left_out(plan: TableModel) -> None:
    found = plan_paste(plan, [["2024年金额（万元）", "占比"], ["10", ""]], 1, 0)
    assert [one.text for one in found.landed()] == ["10"]
    assert found.note == "首行与表头相同，不粘贴。"


def test_a_head_line_is_left_out_of_a_table_without_rows_too(model: ReportModel) -> None:
    empty = TableModel(model, WORKS)
    heads = [model.sheet.caption(one.label) for one in empty.table.columns[:2]]
    found = plan_paste(empty, [heads, ["东桥", "1"]], 0, 0)
    assert [one.text for one in found.landed()] == ["东桥", "1"]
    assert (found.added, found.note) == (1, "首行与表头相同，不粘贴。")


def test_more_rows_than_can_be_are_cut_off_and_told(works: TableModel) -> None:
    found = plan_paste(works, [["甲"]] * (MOST_ROWS + 1), 0, 0)
    assert len(found.lines) == MOST_ROWS
    assert found.note == f"共{MOST_ROWS + 1}行，只取前{MOST_ROWS}行。"


def test_money_may_be_said_to_be_in_yuan(plan: TableModel) -> None:
    block = [["13,662,700"], ["（12.3）"]]
    assert texts(plan, block, 1, 0) == ["13,662,700", "（12.3）"]
    assert texts(plan, block, 1, 0, "元") == ["13,662,700元", "（12.3）元"]
    assert texts(plan, [["1366.27万元"], ["甲"]], 1, 0, "元") == ["1366.27万元", "甲"]
    for text, value in (("13,662,700元", "1,366.27"), ("（12.3）元", "0.00")):
        plan.model.enter(Cell(PLAN, "roads", "amount"), text)
        assert plan.model.sheet.screen(Cell(PLAN, "roads", "amount")) == value


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("两\n行", "两行"),
        ("two\nlines", "two lines"),
        ("甲\r\n乙\n\n丙", "甲乙丙"),
        (" 甲\t乙 ", "甲 乙"),
    ],
)
def test_several_lines_of_one_cell_become_one(plan: TableModel, text: str, one: str) -> None:
    assert texts(plan, [[text]], 1, 3) == [one]
