"""The values of a draft: what is read, what is computed, and that a change computes no less than starting anew."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms.model import Table
from core.forms.program import Program
from core.forms.steps import Step
from core.formulas.cells import Cell
from core.reports.calculation import Calculation
from core.reports.draft import Draft, Edit, Entry, FreeRow, Origin, Part
from core.reports.sheet import Sheet
from tests.core.reports.samples import apply, cell, complete, enter, program, sample, sheet_of, shown, state_of
from tests.core.reports.scored_sample import scored


def value(sheet: Calculation, address: str) -> Any:
    return sheet.value(cell(address))


# -- reading -----------------------------------------------------------------------------------------------------


def test_a_figure_is_what_is_printed() -> None:
    sheet = sheet_of({"income[general].amount": "13662747元", "income[fund].amount": "0.005"})
    assert value(sheet, "income[general].amount") == Decimal("1366.27")
    assert value(sheet, "income[fund].amount") == Decimal("0.01")
    assert value(sheet, "income_total") == Decimal("1366.28")


def test_blank_is_not_zero() -> None:
    sheet = sheet_of({"income[general].amount": "1"})
    assert value(sheet, "income_total") == 1
    assert value(sheet, "income[fund].share") is None
    assert value(sheet_of({}), "income_total") is None
    assert value(sheet_of({"income_total": "0", "income[general].amount": "0"}), "income[general].share") is None


def test_what_is_not_understood_is_blank_and_told() -> None:
    sheet = sheet_of({"income[general].amount": "很多"})
    assert value(sheet, "income[general].amount") is None
    assert sheet.problems[cell("income[general].amount")].code == "number.not_understood"


def test_words_around_a_quantity_are_kept() -> None:
    sheet = sheet_of({"farmland": "17000余"})
    assert value(sheet, "farmland") == 17000
    assert sheet.words[cell("farmland")].more == "余"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("year", True),
        ("income[general].amount", True),
        ("income[gone].amount", False),
        ("income[general].gone", False),
        ("gone", False),
        ("gone[a].b", False),
        ("projects[p1].name", True),
        ("projects[p2].name", False),
    ],
)
def test_a_cell_has_a_field_where_the_form_has_a_place(address: str, there: bool) -> None:
    sheet = sheet_of({}, projects=["p1"])
    assert (sheet.field(cell(address)) is not None) is there
    assert value(sheet, address) is None


@pytest.mark.parametrize(
    ("address", "computed", "typed_in"),
    [
        ("year", False, True),
        ("prior_year", True, False),
        ("income_total", True, True),
        ("income[general].share", True, False),
        ("nature[basic].amount", True, True),
        ("nature[staff].amount", False, True),
        ("score", True, True),
        ("gone", False, False),
    ],
)
def test_what_is_computed_and_where_one_may_type(address: str, computed: bool, typed_in: bool) -> None:
    sheet = sheet_of({})
    assert sheet.computed(cell(address)) is computed
    assert sheet.takes_entry(cell(address)) is typed_in


def test_an_answer_where_none_can_be_typed_is_kept_and_not_read() -> None:
    sheet = sheet_of({"prior_year": "1999", "year": "2023"})
    assert value(sheet, "prior_year") == 2022


# -- computing ---------------------------------------------------------------------------------------------------


def test_sums_shares_and_rows_within_rows() -> None:
    sheet = sheet_of(complete())
    assert shown(sheet, "nature[basic].amount", "expenditure_total", "nature[basic].share", "execution") == [
        "70.00",
        "100.00",
        "70.0%",
        "100.0%",
    ]


def test_a_supplied_figure_is_printed_and_the_computed_one_kept() -> None:
    sheet = sheet_of(complete(income_total="101"))
    assert value(sheet, "income_total") == 101
    assert sheet.derived[cell("income_total")] == 100
    assert shown(sheet, "income[general].share") == ["59.4%"]


def test_the_form_says_which_of_two_figures_is_printed() -> None:
    definition = """
    [field]
    a = { label = "甲", kind = "money" }
    b = { label = "乙", kind = "money", formula = "a + 1", supplied = true, override = true }
    """
    form = program(definition, "prefer_supplied = false")
    assert value(sheet_of({"a": "1", "b": "5"}, form), "b") == 2
    assert value(sheet_of({"b": "5"}, form), "b") == 5
    assert value(sheet_of({"a": "1", "b": Entry("5", Origin.OVERRIDDEN, "因为")}, form), "b") == 5


def test_a_summed_row_may_be_supplied() -> None:
    sheet = sheet_of(complete(nature__basic__amount="71"))
    assert value(sheet, "expenditure_total") == 101
    assert sheet.derived[cell("nature[basic].amount")] == 70


def test_a_figure_with_more_digits_than_any_report_holds_is_blank() -> None:
    definition = """
    [field]
    a = { label = "甲", kind = "number" }
    b = { label = "乙", kind = "number", places = 6, formula = "a * a * a * a" }
    """
    assert value(sheet_of({"a": "9" * 15}, program(definition)), "b") is None


def test_an_exact_figure_is_not_rounded() -> None:
    definition = """
    [field]
    a = { label = "甲", kind = "money" }
    third = { label = "三分之一", kind = "money", exact = true, formula = "a / 3" }
    """
    assert value(sheet_of({"a": "1"}, program(definition)), "third") > Decimal("0.3333")


def test_owned_rows_are_summed_for_their_owner() -> None:
    rows = [FreeRow("i1", owner="p1"), FreeRow("i2", owner="p2"), FreeRow("i3", owner="p1")]
    points = {"indicators[i1].points": "1.5", "indicators[i2].points": "2", "indicators[i3].points": "3"}
    sheet = sheet_of(points, projects=["p1", "p2"], indicators=rows)
    assert shown(sheet, "projects[p1].points", "projects[p2].points", "score") == ["4.5", "2.0", "6.5"]


def test_what_does_not_apply_is_blank_to_formulas_and_kept() -> None:
    sheet = sheet_of(complete(income_total="100"))
    cells = apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "income", True))
    assert cell("income[general].amount") in cells
    assert value(sheet, "income[general].amount") is None
    assert sheet.draft.entries[cell("income[general].amount")].text == "60"
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "income_total", True))
    assert value(sheet, "income_total") is None
    assert cell("income_total") not in sheet.derived
    apply(sheet, *(sheet.draft.edit(Part.NOT_APPLICABLE, item, None) for item in ("income", "income_total")))
    assert value(sheet, "income_total") == 100


# -- changing ----------------------------------------------------------------------------------------------------


def test_a_change_tells_the_cells_that_changed_and_no_others() -> None:
    sheet = sheet_of(complete())
    assert enter(sheet, "visits[car].actual", "1") == {cell("visits[car].actual")}
    changed = {str(one) for one in enter(sheet, "income[general].amount", "70")}
    assert changed == {"income[general].amount", "income_total", *(f"income[{row}].share" for row in INCOME)}


INCOME = ("general", "fund", "other")


def test_typing_the_same_figure_otherwise_changes_only_the_cell() -> None:
    sheet = sheet_of(complete())
    assert enter(sheet, "income[general].amount", "60.00") == {cell("income[general].amount")}


def test_a_figure_of_one_row_follows_that_row_only() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }]
        columns = [{ id = "n", label = "数", kind = "money" }]
        [field]
        twice = { label = "两倍", kind = "money", formula = "t[a].n * 2" }
        """
    )
    sheet = sheet_of({"t[a].n": "1", "t[b].n": "1"}, form)
    assert enter(sheet, "t[b].n", "5") == {cell("t[b].n")}
    assert enter(sheet, "t[a].n", "5") == {cell("t[a].n"), cell("twice")}
    assert value(sheet, "twice") == 10


def test_an_unknown_cell_changes_nothing() -> None:
    sheet = sheet_of(complete())
    assert enter(sheet, "gone", "1") == frozenset()
    assert apply(sheet, sheet.draft.edit(Part.ROWS, "gone", (FreeRow("a"),))) == frozenset()
    assert apply(sheet, sheet.draft.edit(Part.STATES, "money", "seen")) == frozenset()


def test_a_unit_takes_along_the_cells_that_are_printed_with_it() -> None:
    sheet = sheet_of({"facts[f].value": "3", "facts[f].unit": "个"}, facts=["f"])
    assert enter(sheet, "facts[f].unit", "家") == {cell("facts[f].unit"), cell("facts[f].value")}


def test_cells_of_rows_that_are_gone_are_told_and_forgotten() -> None:
    sheet = sheet_of({"facts[f].value": "约3", "projects[p1].amount": "x"}, facts=["f"], projects=["p1"])
    changed = apply(sheet, sheet.draft.edit(Part.ROWS, "facts", None), sheet.draft.edit(Part.ROWS, "projects", None))
    assert {cell("facts[f].value"), cell("projects[p1].amount")} <= changed
    assert sheet.words == {}
    assert sheet.problems == {}
    assert sheet.columns["facts", "value"] == {}


def test_a_new_row_computes_itself_and_not_the_two_thousand_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [FreeRow(f"r{number}") for number in range(2000)]
    sheet = sheet_of({f"projects[r{number}].name": "甲" for number in range(2000)}, projects=rows)
    computed: dict[str, int] = {}
    real = Calculation.run

    def run(self: Calculation, step: Step, wanted: set[str] | None) -> set[str]:
        computed[step.slot[1]] = -1 if wanted is None else len(wanted)
        return real(self, step, wanted)

    monkeypatch.setattr(Calculation, "run", run)
    apply(sheet, sheet.draft.edit(Part.ROWS, "projects", (*rows, FreeRow("new"))))
    assert computed == {"points": 1, "": -1}
    assert [sheet.row_label("projects", row) for row in ("r1999", "new")] == ["甲", "第2001行"]


def test_a_row_that_comes_back_has_its_answers() -> None:
    sheet = sheet_of({"projects[p1].amount": "5"})
    assert value(sheet, "projects[p1].amount") is None
    changed = apply(sheet, sheet.draft.edit(Part.ROWS, "projects", (FreeRow("p1"),)))
    assert cell("projects[p1].amount") in changed
    assert value(sheet, "projects[p1].amount") == 5


def test_a_typed_sum_in_a_row_that_goes_is_forgotten() -> None:
    definition = """
    [table.t]
    label = "表"
    free = { min = 0, max = 9 }
    columns = [
      { id = "a", label = "甲", kind = "money" },
      { id = "b", label = "乙", kind = "money", formula = "a", supplied = true },
    ]
    """
    sheet = sheet_of({"t[r].a": "1", "t[r].b": "2"}, program(definition), t=["r"])
    assert sheet.derived == {cell("t[r].b"): 1}
    apply(sheet, sheet.draft.edit(Part.ROWS, "t", None))
    assert sheet.derived == {}
    assert sheet.typed == {("t", "b"): {}}


# -- rows with formulas of their own ------------------------------------------------------------------------------


def test_a_row_of_its_own_formula_is_computed_and_part_of_the_sum() -> None:
    sheet = sheet_of(
        {"projects[p].actual": "30", "staff": "500", "nature[staff].amount": "5"}, scored(), projects=["p"]
    )
    assert shown(sheet, "nature[project].amount", "nature[public].amount", "nature[basic].amount", "spent") == [
        "30.00",
        "5.00",
        "10.00",
        "40.00",
    ]
    assert shown(sheet, "nature[project].share", "nature[basic].share") == ["30.00%", "25.00%"]
    changed = enter(sheet, "projects[p].actual", "50")
    assert value(sheet, "spent") == 60
    assert cell("nature[project].share") in changed


def test_it_may_be_supplied_and_both_are_kept() -> None:
    sheet = sheet_of({"projects[p].actual": "30"}, scored(), projects=["p"])
    enter(sheet, "nature[project].amount", "31", Origin.SUPPLIED)
    assert (value(sheet, "nature[project].amount"), value(sheet, "spent")) == (31, 31)
    assert sheet.derived[cell("nature[project].amount")] == 30
    enter(sheet, "nature[project].amount", None)
    assert (value(sheet, "spent"), sheet.derived) == (30, {})


def test_a_supplied_figure_stands_alone_where_nothing_is_computed() -> None:
    sheet = sheet_of({"nature[project].amount": "31"}, scored())
    assert (value(sheet, "nature[project].amount"), value(sheet, "spent")) == (31, 31)


@pytest.mark.parametrize(
    ("address", "computed", "typed_in", "closed"),
    [
        ("nature[project].amount", True, True, False),
        ("nature[project].share", True, True, False),
        ("nature[staff].amount", False, True, False),
        ("nature[staff].share", True, False, False),
        ("marks[control].points", True, False, False),
        ("marks[control].value", True, True, False),
        ("marks[control].met", False, False, True),
        ("marks[control].score", True, True, False),
        ("marks[written].met", False, True, False),
        ("marks[list].value", False, False, True),
        ("marks[list].score", True, True, False),
        ("marks[gone].met", False, False, False),
    ],
)
def test_each_cell_is_asked_for_itself(address: str, computed: bool, typed_in: bool, closed: bool) -> None:
    sheet, one = sheet_of({}, scored()), cell(address)
    assert (sheet.computed(one), sheet.takes_entry(one), sheet.closed(one)) == (computed, typed_in, closed)


def test_what_stands_in_a_closed_cell_is_kept_aside() -> None:
    sheet = sheet_of({"marks[control].met": "是", "marks[control].points": "9"}, scored())
    assert value(sheet, "marks[control].met") is None
    assert value(sheet, "marks[control].points") == 5
    assert sheet.without_place() == (cell("marks[control].met"), cell("marks[control].points"))
    assert shown(sheet, "marks[control].met", "marks[written].met") == ["—", "＿＿"]
    assert sheet.quoted(cell("marks[control].met")) == "—"


def test_a_closed_cell_is_left_out_of_every_formula() -> None:
    definition = """
    [table.t]
    label = "表"
    rows = [
      { id = "all", label = "合计", parts = "all", closed = ["a"] }, { id = "x", label = "甲", within = "all" },
      { id = "y", label = "乙", within = "all", closed = ["twice"] },
    ]
    columns = [
      { id = "a", label = "数", kind = "money", sums = true },
      { id = "twice", label = "两倍", kind = "money", formula = "or_zero(a) * 2", sums = true },
    ]
    """
    sheet = sheet_of({"t[x].a": "1", "t[y].a": "2"}, program(definition))
    assert sheet.columns["t", "a"] == {"x": 1, "y": 2}
    assert sheet.columns["t", "twice"] == {"all": 0, "x": 2}
    assert not sheet.computed(cell("t[all].a"))
    assert sheet.formula(cell("t[y].twice")) is None


def test_a_sum_that_is_supplied_goes_into_the_sums_above_it() -> None:
    sheet = sheet_of({"marks[written].met": "yes"}, scored())
    assert value(sheet, "marks[all].score") == 3
    changed = enter(sheet, "marks[list].score", "1", Origin.OVERRIDDEN)
    assert changed == {cell("marks[list].score"), cell("marks[all].score")}
    assert value(sheet, "marks[all].score") == 1


def test_rows_of_an_owner_are_picked_by_their_choice() -> None:
    rows = [FreeRow("a", owner="p"), FreeRow("b", owner="p"), FreeRow("c", owner="q")]
    answers = {f"tasks[{row}].{key}": text for row in "abc" for key, text in (("target", "2"), ("actual", "1"))}
    sorts = {"tasks[a].sort": "many", "tasks[b].sort": "good", "tasks[c].sort": "many"}
    sheet = sheet_of(answers | sorts, scored(), projects=["p", "q", "r"], tasks=rows)
    assert shown(sheet, "projects[p].many", "projects[q].many", "projects[r].many") == ["5.0", "5.0", "＿＿"]
    assert shown(sheet, "projects[p].count", "projects[q].count", "projects[r].count") == ["1", "0", "0"]


# -- laws --------------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(
    ["", "1", "2.5", "约30", "100余", "很多", "12.345万元", "2023", "good", "、甲、乙", "-7", "0", "yes", "many"]
)
ROW_IDS = ("a", "b", "c")


def _cells(form: Program) -> list[Cell]:
    found = []
    for (item, column), _ in form.slots():
        rows = [row.id for row in form.tables[item].rows] if column else [""]
        free = ROW_IDS if column and item in _free(form) else ()
        found += [Cell(item, row, column) for row in (*rows, *free)]
    return [*found, Cell("gone"), Cell("income", "gone", "amount")]


def _free(form: Program) -> list[str]:
    return [table.id for table in form.tables.values() if table.free or any(row.free for row in table.rows)]


def _rows(table: Table) -> st.SearchStrategy[tuple[FreeRow, ...]]:
    owners = st.sampled_from(["", *ROW_IDS]) if table.belongs_to else st.just("")
    group = next((row.id for row in table.rows if row.free), "")
    rows = st.lists(st.tuples(st.sampled_from(ROW_IDS), owners), unique_by=lambda row: row[0], max_size=3)
    return rows.map(lambda given: tuple(FreeRow(row, group, owner) for row, owner in given))


Act = Callable[[Draft], Edit]


def _acts(form: Program) -> st.SearchStrategy[list[list[Act]]]:
    """Runs of a few acts at once: typing, adding and taking away rows, what does not apply."""
    entries: st.SearchStrategy[Act] = st.builds(
        lambda one, text, origin: lambda draft: draft.edit(Part.ENTRIES, one, Entry(text, origin) if text else None),
        st.sampled_from(_cells(form)),
        TEXTS,
        st.sampled_from([Origin.TYPED, Origin.SUPPLIED, Origin.OVERRIDDEN]),
    )
    rows: st.SearchStrategy[Act] = st.sampled_from(_free(form)).flatmap(
        lambda table: _rows(form.tables[table]).map(
            lambda rows: lambda draft: draft.edit(Part.ROWS, table, rows or None)
        )
    )
    marks: st.SearchStrategy[Act] = st.builds(
        lambda item, there: lambda draft: draft.edit(Part.NOT_APPLICABLE, item, there),
        st.sampled_from([*form.fields, *form.tables]),
        st.sampled_from([True, None]),
    )
    return st.lists(st.lists(st.one_of(entries, rows, marks), min_size=1, max_size=3), max_size=8)


@settings(max_examples=150)
@given(_acts(sample()))
def test_refreshing_is_computing_anew(steps: list[list[Act]]) -> None:
    _refreshed_is_anew(sheet_of(complete(), projects=["a"]), steps)


@settings(max_examples=150)
@given(_acts(scored()))
def test_refreshing_rows_of_their_own_formulas_is_computing_anew(steps: list[list[Act]]) -> None:
    answers = {
        "staff": "62",
        "quota": "60",
        "marks[written].met": "yes",
        "tasks[b].target": "2",
        "tasks[b].actual": "1",
    }
    tasks = [FreeRow("b", owner="a")]
    _refreshed_is_anew(sheet_of({**answers, "projects[a].actual": "3"}, scored(), projects=["a"], tasks=tasks), steps)


def _refreshed_is_anew(sheet: Sheet, steps: list[list[Act]]) -> None:
    for acts in steps:
        before, derived = state_of(sheet)["values"], dict(sheet.derived)
        edits = []
        for act in acts:
            edit = act(sheet.draft)
            sheet.draft.apply([edit])
            edits.append(edit)
        changed = sheet.refresh(edits)
        anew = Sheet(sheet.program, sheet.draft.copy())
        assert state_of(sheet) == state_of(anew)
        after = state_of(sheet)["values"]
        for slot in before.keys() | after.keys():
            old, new = before.get(slot, {}), after.get(slot, {})
            differing = {row for row in old.keys() | new.keys() if old.get(row) != new.get(row)}
            assert {Cell(slot[0], row, slot[1]) for row in differing} <= changed
        assert {one for one in derived.keys() & sheet.derived.keys() if derived[one] != sheet.derived[one]} <= changed


def test_what_is_computed_beside_a_given_figure_is_said_to_be_another_now() -> None:
    sheet = sheet_of(complete(income_total="100"))
    assert cell("income_total") in enter(sheet, "income[fund].amount", "31")
    assert sheet.derived[cell("income_total")] == 101


@given(st.permutations(["a", "b", "c"]), st.lists(st.integers(-99, 999), min_size=3, max_size=3))
def test_reordering_rows_leaves_totals(order: list[str], amounts: list[int]) -> None:
    answers = {f"nature[{row}].amount": str(amount) for row, amount in zip(ROW_IDS, amounts, strict=True)}
    rows = [FreeRow(row, "project") for row in ROW_IDS]
    sheet = sheet_of({**complete(nature__project__amount=""), **answers}, nature=rows)
    before = state_of(sheet)["values"]
    apply(sheet, sheet.draft.edit(Part.ROWS, "nature", tuple(FreeRow(row, "project") for row in order)))
    assert state_of(sheet)["values"] == before
