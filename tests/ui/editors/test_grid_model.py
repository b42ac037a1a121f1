"""An official table on the screen has the cells of paper, each with its answers, and follows what is typed."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from core.forms.program import Program
from core.formulas.cells import Cell
from tests.core.reports.samples import section
from tests.ui.conftest import started
from tests.ui.editors.grid_samples import add, fill, lines, reads
from ui.editors.cell_model import CLOSED, LEFT_OUT, MARK_ROLE, Spot
from ui.editors.grid_layout import Box
from ui.editors.grid_model import ADD_ROW, NO_ANSWER, GridModel
from ui.editors.paste import plan_paste
from ui.report_model import ReportModel

MARKS, PARTS, PROJECTS, NATURE = "official_marks", "official_parts", "official_projects", "official_nature"


@pytest.fixture
def model(official: ReportModel) -> ReportModel:
    return official


def grid_of(model: ReportModel, id: str = "table", owner: str = "") -> GridModel:
    made = GridModel(model, section(model.program, id), owner)
    model.changed.connect(made.refresh)
    return made


def box(grid: GridModel, cell: Cell) -> Box:
    return grid.box(grid.place(cell))


# ---------------------------------------------------------------- what stands where


def test_lines_and_spans_are_those_of_paper(model: ReportModel) -> None:
    grid = grid_of(model)
    found = lines(grid)
    assert found[0] == ["单位名称", ""]
    assert found[1] == ["资金情况", "2024年预算数", "", "执行数", "", "执行率", ""]
    first = grid.boxes[1][0]
    assert (first.rows, first.columns, first.label) == (3, 1, True)
    assert grid.boxes[3][0] is first
    assert grid.anchor(grid.index(3, 0)) == grid.index(1, 0)
    assert grid.anchor(QModelIndex()) == QModelIndex()


def test_a_part_without_rows_offers_to_add_one_beside_its_caption(model: ReportModel) -> None:
    grid = grid_of(model)
    assert lines(grid)[7] == ["产出指标", "数量指标", ADD_ROW, "", "", "", "", ""]
    assert lines(grid)[8:10] == [["质量指标", ADD_ROW, "", "", "", "", ""], [ADD_ROW, "", "", "", "", ""]]
    assert grid.is_ghost(7)
    assert not grid.is_ghost(6)
    assert grid.cell(grid.index(7, 2)) is None


def test_captions_hold_no_answer_and_years_in_them_are_no_answers_either(model: ReportModel) -> None:
    grid = grid_of(model)
    budget = grid.boxes[1][1]
    assert (budget.label, budget.answers) == (True, ())
    assert grid.name(grid.index(1, 1)) == "2024年预算数"
    model.enter(Cell("year"), "2025")
    assert grid.boxes[1][1].text == "2025年预算数"


def test_figures_read_as_on_the_screen_texts_as_on_paper(model: ReportModel) -> None:
    grid = grid_of(model)
    model.enter(Cell("official_budget"), "1234567.8")
    model.enter(Cell("official_goal"), "建设\n{official_budget}")
    assert reads(grid, Cell("official_budget")) == "1,234,567.80"
    assert reads(grid, Cell("official_goal")) == "建设\n1234567.80万元"
    model.enter(Cell("official_budget"), "九十")
    assert reads(grid, Cell("official_budget")) == "九十"


def test_several_answers_make_one_text_and_the_one_taken_apart_is_typed_into(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    row = model.sheet.rows(MARKS)[0]
    target = Cell(MARKS, row, "target")
    assert reads(grid, target) == "≥50人次"
    assert {cell.column for cell in box(grid, target).answers} == {"direction", "target", "unit", "target_words"}
    assert grid.cell(grid.place(Cell(MARKS, row, "unit"))) == target
    assert grid.opening(target) == "≥50人次"
    model.enter(target, "12月底之前")
    assert reads(grid, target) == "12月底之前"
    model.enter(target, "五十")
    assert grid.text(grid.place(target)) in ("五十", "≥五十人次")


def test_a_cell_without_an_answer_in_this_row_is_closed(model: ReportModel) -> None:
    grid = grid_of(model)
    place = grid.place(Cell(NATURE, "shut", "note"))
    assert grid.text(place) == CLOSED
    assert not grid.may_open(place)
    assert grid.data(place, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignHCenter


def test_what_the_program_computes_is_not_typed_over_without_a_reason(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    score = Cell(MARKS, model.sheet.rows(MARKS)[0], "score")
    assert grid.asks_reason(score)
    assert not grid.may_open(grid.place(score))
    assert grid.may_open(grid.place(Cell("official_actual")))  # it may be given by the accounts, too


def test_items_are_filled_here_or_below(model: ReportModel) -> None:
    grid = grid_of(model)
    assert grid.holds("official_budget")
    assert grid.holds(MARKS)
    assert grid.holds(NATURE)
    assert not grid.holds("official_phone")
    assert not grid.holds(PROJECTS)
    assert not grid.holds("nothing")
    assert grid.shows(Cell("official_budget"))
    assert not grid.shows(Cell("official_phone"))


def test_the_row_of_an_answer_that_has_no_column_on_paper_is_here(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    assert grid.shows(Cell(MARKS, model.sheet.rows(MARKS)[0], "category"))
    assert not grid.place(Cell(MARKS, model.sheet.rows(MARKS)[0], "category")).isValid()


# ---------------------------------------------------------------- following


def test_a_change_touches_only_the_cells_that_read_otherwise(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    told: list[tuple[int, int]] = []
    resets: list[bool] = []
    grid.dataChanged.connect(lambda first, last, roles: told.append((first.row(), first.column())))
    grid.modelReset.connect(lambda: resets.append(True))
    row = model.sheet.rows(MARKS)[1]
    model.enter(Cell(MARKS, row, "actual"), "50")
    at = grid.line_of(MARKS, row)
    touched = {place for place in told if place[0] == at}
    assert {(at, 4), (at, 6)} <= touched
    assert {place[0] for place in told} == {at, len(grid.lines) - 1}
    assert reads(grid, Cell(MARKS, row, "score")) == "10.0"
    assert not resets


def test_a_row_that_answers_otherwise_moves_to_another_part(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    row = model.sheet.rows(MARKS)[0]
    assert grid.lines[grid.line_of(MARKS, row)].where == (("category", "quantity"),)
    model.enter(Cell(MARKS, row, "category"), "service")
    assert grid.lines[grid.line_of(MARKS, row)].where == (("category", "service"),)


def test_what_does_not_apply_is_laid_out_anew(model: ReportModel) -> None:
    grid = grid_of(model)
    model.enter(Cell("official_budget"), "100")
    model.set_applicable(["official_budget"], False)
    assert reads(grid, Cell("official_budget")) == ""


def test_findings_mark_the_cells_they_point_at(model: ReportModel) -> None:
    grid = grid_of(model)
    place = grid.place(Cell("official_budget"))
    assert grid.finding(place) == "incomplete"
    assert "全年预算数" in str(grid.hint(place))
    model.enter(Cell("official_budget"), "100")
    model.examine()
    assert grid.finding(place) is None


def test_a_screen_reader_hears_name_text_and_origin(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    assert grid.data(grid.place(Cell("official_rate")), Qt.ItemDataRole.AccessibleTextRole) == "执行率，95.00%，计算"
    assert grid.data(grid.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "单位名称，单位名称"
    model.enter(Cell("official_actual"), "96")
    assert grid.data(grid.place(Cell("official_actual")), MARK_ROLE) == "账上数"


def test_a_text_follows_the_figures_that_it_quotes(model: ReportModel) -> None:
    grid = grid_of(model)
    model.enter(Cell("official_done"), "执行{official_budget}。")
    model.enter(Cell("official_budget"), "88")
    assert reads(grid, Cell("official_done")) == "执行88万元。"


# ---------------------------------------------------------------- one table per project


def test_each_owner_has_a_table_of_its_own(model: ReportModel) -> None:
    fill(model)
    one, other = model.sheet.rows(PROJECTS)
    grid = grid_of(model, "parts", one)
    assert lines(grid)[0] == ["项目名称", "项目1", "资金", "1.00", "得分", "16.0"]
    assert [line.row in model.sheet.owned[PARTS][one] for line in grid.lines if line.row] == [True, True]
    grid.set_owner(other)
    assert lines(grid)[0][1] == "项目2"
    model.enter(Cell(PROJECTS, other, "name"), "改名")
    assert lines(grid)[0][1] == "改名"


def test_without_an_owner_no_row_can_be_added(model: ReportModel) -> None:
    grid = grid_of(model, "parts")
    assert grid.homes(-1) == ()
    assert not any(grid.is_ghost(at) for at in range(len(grid.lines)))


# ---------------------------------------------------------------- rows of one's own


def test_a_new_row_stands_in_the_part_of_the_line_and_is_answered_as_it(model: ReportModel) -> None:
    fill(model)
    one = model.sheet.rows(PROJECTS)[0]
    grid = grid_of(model, "parts", one)
    [home] = grid.homes(4)
    assert (home.table, home.owner, dict(home.answers), home.label) == (PARTS, one, {"category": "quality"}, "质量指标")
    assert [home.label for home in grid.homes(-1)] == ["数量指标", "质量指标"]
    assert grid.own_row(0) is None
    assert grid.own_row(99) is None


def test_rows_that_are_alike_are_those_of_the_same_part(model: ReportModel) -> None:
    grid = grid_of(model)
    rows = [add(model, MARKS, "", {"category": category}) for category in ("quantity", "quality", "quantity")]
    assert grid.like(grid.line_of(MARKS, rows[0])) == (rows[0], rows[2])


def test_nothing_can_be_added_to_a_report_that_is_only_looked_at(qapp: QApplication, official_form: Program) -> None:
    grid = grid_of(started(official_form, None))
    assert grid.homes(-1) == ()
    assert lines(grid)[7][2] == ""
    assert not grid.may_open(grid.place(Cell("official_budget")))


# ---------------------------------------------------------------- pasting


def test_a_block_lands_by_the_columns_that_are_seen(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    row = model.sheet.rows(MARKS)[0]
    at = grid.line_of(MARKS, row)
    assert grid.spot(at, 2) == Spot(item=MARKS, column="name", row=row)
    assert grid.spot(at, 3).column == "target"
    assert grid.spot(at, 6).refused == LEFT_OUT
    assert grid.spot(at, 0).refused == NO_ANSWER
    assert grid.spot(at, 8).refused == "没有这一列"
    assert grid.spot(at, 4, 0) == Spot(item=MARKS, column="actual", new=0)


@pytest.mark.parametrize(
    "block", [[["要做的", "做成的"]], [["要做的", "", "", "做成的", "", "", ""]], [["要做的", "做成的", "第三格"]]]
)
def test_a_block_with_one_text_for_each_merged_cell_lands_in_them_one_by_one(
    model: ReportModel, block: list[list[str]]
) -> None:
    grid = grid_of(model)
    goal = grid.place(Cell("official_goal"))
    landed = plan_paste(grid, block, goal.row(), goal.column()).landed()
    assert [(one.item, one.text) for one in landed] == [("official_goal", "要做的"), ("official_done", "做成的")]


def test_a_part_of_own_rows_grows_where_a_block_is_longer(model: ReportModel) -> None:
    fill(model)
    grid = grid_of(model)
    room, home = grid.room(7)
    assert (room, home and home.table, home and dict(home.answers)) == (1, MARKS, {"category": "quantity"})
    assert grid.room(1) == (len(grid.lines) - 1, None)
