"""舍位: which part takes the cent."""

import pytest

from core.reports.cents import propose
from core.reports.draft import Entry, FreeRow, Origin
from tests.core.reports.samples import cell, complete, enter, program, sheet_of


def proposed(total: str = "income_total", **amounts: str) -> dict[str, str]:
    sheet = sheet_of(complete(**amounts))
    return {str(one): entry.text for one, entry in propose(sheet, cell(total))}


def incomes(general: str, fund: str, other: str, total: str) -> dict[str, str]:
    amounts = {"general": general, "fund": fund, "other": other}
    return {**{f"income__{row}__amount": text for row, text in amounts.items()}, "income_total": total}


def test_the_part_that_lost_most_in_rounding_takes_the_cent() -> None:
    given = incomes("600044元", "300049元", "10", "100.01")
    assert proposed(**given) == {"income[fund].amount": "30.01"}


def test_the_part_that_won_most_gives_it_back() -> None:
    given = incomes("599956元", "299951元", "10", "99.99")
    assert proposed(**given) == {"income[fund].amount": "29.99"}


def test_without_remainders_the_largest_takes_it() -> None:
    assert proposed(**incomes("60", "30", "10", "100.01")) == {"income[general].amount": "60.01"}
    assert proposed(**incomes("60", "30", "10", "99.99")) == {"income[general].amount": "59.99"}


def test_several_cents_go_to_several_parts() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        rows = [ROWS]
        columns = [{ id = "n", label = "数", kind = "money", sums = true }]
        [field.whole]
        label = "合计"
        kind = "money"
        formula = "total(t.n)"
        supplied = true
        """.replace("ROWS", ", ".join(f'{{ id = "r{n}", label = "行" }}' for n in range(5)))
    )
    sheet = sheet_of({**{f"t[r{n}].n": str(n + 1) for n in range(5)}, "whole": "15.02"}, form)
    assert [(str(one), entry.text) for one, entry in propose(sheet, cell("whole"))] == [
        ("t[r4].n", "5.01"),
        ("t[r3].n", "4.01"),
    ]


def test_what_was_typed_is_remembered_with_the_reason() -> None:
    sheet = sheet_of(complete(**incomes("600049元", "30", "10", "100.01")))
    [(_, entry)] = propose(sheet, cell("income_total"))
    assert entry == Entry("60.01", Origin.ROUNDED, "原填600049元")


def test_a_part_that_is_a_sum_stands_for_its_own_parts() -> None:
    amounts = {"nature__staff__amount": "500049元", "nature__public__amount": "20", "expenditure_total": "100.01"}
    assert proposed("expenditure_total", **amounts) == {"nature[staff].amount": "50.01"}


def test_a_given_part_is_changed_itself() -> None:
    amounts = {"nature__basic__amount": "70", "expenditure_total": "100.01"}
    assert proposed("expenditure_total", **amounts) == {"nature[basic].amount": "70.01"}


@pytest.mark.parametrize(
    "amounts",
    [
        incomes("60", "30", "10", ""),
        incomes("60", "30", "10", "100"),
        incomes("60", "30", "10", "100.02"),
        incomes("60", "30", "10", "99"),
        incomes("", "", "", "99"),
        incomes("60", "30", "10", "很多"),
    ],
    ids=["not given", "met", "more than rounding", "much more", "no parts", "not understood"],
)
def test_nothing_is_proposed_where_rounding_is_not_the_reason(amounts: dict[str, str]) -> None:
    assert proposed(**amounts) == {}


def test_only_sums_are_settled() -> None:
    assert proposed("budget") == {}
    assert proposed("gone") == {}
    assert proposed("execution", execution="99") == {}


def test_rows_of_the_clerks_own_take_cents_through_their_owners() -> None:
    points = {"indicators[i].points": Entry("40.04"), "indicators[j].points": Entry("50")}
    answers = {"score": Entry("90.1", Origin.OVERRIDDEN), **points}
    rows = [FreeRow("i", owner="p"), FreeRow("j", owner="q")]
    sheet = sheet_of(answers, projects=["p", "q"], indicators=rows)
    assert [(str(one), entry.text) for one, entry in propose(sheet, cell("score"))] == [
        ("indicators[i].points", "40.1")
    ]


def test_figures_kept_as_typed_have_no_cents() -> None:
    form = program(
        """
        [field]
        a = { label = "甲", kind = "number" }
        b = { label = "乙", kind = "number", formula = "total(a)", supplied = true }
        """
    )
    assert propose(sheet_of({"a": "1", "b": "1.01"}, form), cell("b")) == ()


def test_a_figure_of_last_year_takes_no_cents() -> None:
    assert proposed(**incomes("60", "30", "10", "100.01")) == {"income[general].amount": "60.01"}
    sheet = sheet_of(complete(**incomes("60", "30", "10", "100.01")))
    enter(sheet, "income[general].amount", "60", Origin.LAST_YEAR)
    assert [str(one) for one, _ in propose(sheet, cell("income_total"))] == ["income[fund].amount"]


def test_more_cents_than_parts_are_left_alone() -> None:
    form = program(
        """
        [field]
        a = { label = "甲", kind = "money" }
        b = { label = "乙", kind = "money", formula = "total(a, 0.01)", supplied = true }
        """
    )
    assert propose(sheet_of({"a": "0", "b": "0.02"}, form), cell("b")) == ()
