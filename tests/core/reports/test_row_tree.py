"""The rows of a table as they stand."""

from core.reports.draft import FreeRow
from core.reports.row_tree import RowTree
from tests.core.reports.samples import program, sample

NATURE = sample().tables["nature"]


def test_rows_stand_under_the_row_they_are_part_of() -> None:
    tree = RowTree(NATURE, [FreeRow("a", "project"), FreeRow("b", "project")])
    assert tree.depth == {"basic": 0, "staff": 1, "public": 1, "project": 0, "a": 1, "b": 1}
    assert list(tree.depth) == ["basic", "staff", "public", "project", "a", "b"]
    assert tree.position["public"] == 2
    assert tree.tops == ["basic", "project"]
    assert tree.inside["project"] == ["a", "b"]
    assert tree.labels["staff"] == "人员经费"


def test_only_rows_whose_parts_are_all_there_add_up() -> None:
    tree = RowTree(NATURE, [])
    assert [tree.adds_up(row) for row in ("basic", "project", "staff")] == [True, False, False]


def test_a_free_row_outside_any_group_is_a_top_row() -> None:
    tree = RowTree(sample().tables["projects"], [FreeRow("p1"), FreeRow("p2", group="gone")])
    assert tree.tops == ["p1", "p2"]


def test_a_free_row_that_takes_the_id_of_a_fixed_row_is_not_there() -> None:
    assert RowTree(NATURE, [FreeRow("basic"), FreeRow("a", "project")]).tops == ["basic", "project"]


def test_rows_are_known_by_their_owner() -> None:
    rows = [FreeRow("i1", owner="p1"), FreeRow("i2", owner="p2"), FreeRow("i3", owner="p1")]
    assert RowTree(sample().tables["indicators"], rows).owned == {"p1": ["i1", "i3"], "p2": ["i2"]}


DEEP = program(
    """
    [table.t]
    label = "表"
    rows = [
      { id = "a", label = "甲", parts = "all" }, { id = "b", label = "乙", within = "a", parts = "all" },
      { id = "c", label = "丙", within = "b" }, { id = "d", label = "丁", within = "b", free = { min = 0, max = 9 } },
    ]
    columns = [{ id = "x", label = "数", kind = "money", sums = true }]
    """
).tables["t"]


def test_parts_are_summed_before_wholes() -> None:
    tree = RowTree(DEEP, [FreeRow("e", "d")])
    assert tree.sums(None) == ["b", "a"]
    assert tree.sums({"a", "c"}) == ["a"]


def test_a_change_reaches_every_row_above() -> None:
    tree = RowTree(DEEP, [FreeRow("e", "d")])
    assert tree.above(["e"]) == {"d", "b", "a"}
    assert tree.above(["c", "d"]) == {"b", "a"}
    assert tree.above(["a", "gone"]) == set()


def test_rows_deeper_than_any_form_are_left_out() -> None:
    rows = ", ".join(f'{{ id = "r{n}", label = "行", within = "r{n - 1}" }}' for n in range(1, 14))
    text = f"""
    [table.t]
    label = "表"
    rows = [{{ id = "r0", label = "行" }}, {rows}]
    columns = [{{ id = "x", label = "数", kind = "money" }}]
    """
    assert list(RowTree(program(text).tables["t"], []).depth)[-1] == "r10"


def test_all_that_is_part_of_a_row_however_deep() -> None:
    tree = RowTree(NATURE, [FreeRow("a", "project")])
    assert tree.under("basic") == ["staff", "public"]
    assert tree.under("project") == ["a"]
    assert tree.under("gone") == []
