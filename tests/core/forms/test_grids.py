"""Official tables made ready to print."""

from core.forms.grids import CellItem, CellItems
from core.formulas.syntax import Ref
from tests.core.reports.official_samples import tables_form


def test_captions_left_of_the_first_quote_stand_once() -> None:
    program = tables_form()
    head, whole, goal, projects = program.grids["budget_rows"]
    assert [row.captions for row in (head, whole, goal, projects)] == [0, 0, 0, 1]
    assert [row.captions for row in program.grids["project_rows"]] == [0, 0, 0, 2, 2, 0]


def test_what_a_table_quotes_is_known_beforehand() -> None:
    told = tables_form().told["project_rows"]
    assert {("projects", "name"), ("projects", "aim"), ("targets", "category")} & told == {
        ("projects", "name"),
        ("projects", "aim"),
    }


def test_bare_names_mean_columns_of_the_row() -> None:
    program = tables_form()
    name, aim, _, quantity, *_ = program.grids["project_rows"]
    assert (name.home, quantity.home) == ("projects", "targets")
    assert name.cells[1] == (Ref("sibling", "projects", column="name"),)
    assert aim.cells[1] == CellItems((CellItem("column", "aim"),))
    assert program.captions["project_table:file_name"][-2] == Ref("sibling", "projects", column="name")
    assert quantity.asks == {("targets", "category")}


def test_cells_hold_items_of_every_kind() -> None:
    program = tables_form()
    [aimed] = [row for row in program.grids["project_rows"] if row.row.where == {"category": "quality"}]
    assert aimed.cells[3] == CellItems(
        (
            CellItem("text", text=("≥", Ref("sibling", "targets", column="wanted"))),
            CellItem("text", text=(Ref("sibling", "targets", column="said"),)),
        )
    )
