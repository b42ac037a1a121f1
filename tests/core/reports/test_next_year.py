"""从上年结转: what becomes last year's figure, what stays, what is asked anew."""

import pytest

from core.reports.draft import Draft, Entry, FreeRow, Origin, Part
from core.reports.next_year import TO_CONFIRM, locked, next_year, prior_cells, source_of, to_confirm
from core.reports.sheet import Sheet
from tests.core.reports.samples import cell, complete, program, sample, sheet_of

LAST = complete(visits__car__actual="1", nature__basic__uses="工资")


def carried() -> Draft:
    return next_year(sheet_of(LAST, projects=["p1"]), sample(), "next", 2024)


def test_last_years_results_become_figures_of_the_year_before() -> None:
    entries = carried().entries
    assert entries[cell("income_prior")] == Entry("100.00", Origin.LAST_YEAR)
    assert entries[cell("visits[reception].prior")] == Entry("2.00", Origin.LAST_YEAR)
    assert entries[cell("visits[car].prior")] == Entry("1.00", Origin.LAST_YEAR)


def test_standing_texts_come_over_to_be_confirmed() -> None:
    entries = carried().entries
    assert entries[cell("reporting_unit")] == Entry("甲镇人民政府", Origin.LAST_YEAR, TO_CONFIRM)
    assert entries[cell("nature[basic].uses")] == Entry("工资", Origin.LAST_YEAR, TO_CONFIRM)
    assert entries[cell("projects[p1].name")].text == "修路"
    assert carried().rows("projects") == (FreeRow("p1"),)


def test_the_years_own_answers_do_not() -> None:
    draft = carried()
    assert (draft.uid, draft.form) == ("next", "sample/2020")
    assert draft.entries[cell("year")] == Entry("2024")
    assert {str(one) for one in draft.entries} == {
        *("year", "reporting_unit", "nature[basic].uses", "projects[p1].name"),
        *("income_prior", "visits[reception].prior", "visits[car].prior"),
    }


def test_what_is_to_be_confirmed_and_what_is_locked() -> None:
    sheet = Sheet(sample(), carried())
    assert set(to_confirm(sheet)) == {cell("reporting_unit"), cell("nature[basic].uses"), cell("projects[p1].name")}
    assert [locked(sheet, cell(one)) for one in ("income_prior", "reporting_unit", "year", "budget")] == [
        True,
        False,
        False,
        False,
    ]
    sheet.draft.parts[Part.ENTRIES][cell("gone")] = Entry("x", Origin.LAST_YEAR, TO_CONFIRM)
    assert cell("gone") not in to_confirm(sheet)


def test_last_years_blanks_leave_blanks() -> None:
    draft = next_year(sheet_of({"year": "2023"}), sample(), "next", 2024)
    assert {str(one) for one in draft.entries} == {"year"}


@pytest.mark.parametrize(
    ("prior", "source"), [("income_prior", "income_total"), ("visits[car].prior", "visits[car].actual")]
)
def test_where_a_figure_of_the_year_before_comes_from(prior: str, source: str) -> None:
    sheet = sheet_of({})
    assert source_of(sheet, cell(prior)) == cell(source)
    assert cell(prior) in set(prior_cells(sheet))


OWN = """
[table.t]
label = "表"
label_column = "name"
free = { min = 0, max = 9 }
columns = [
  { id = "name", label = "名称", kind = "text", stays = true },
  { id = "before", label = "上年", kind = "quantity", from_last_year = "now" },
  { id = "now", label = "本年", kind = "quantity" },
]
[field.sum]
label = "合计"
kind = "money"
formula = "total(parts.n)"
supplied = true
[table.parts]
label = "分项"
rows = [{ id = "a", label = "甲" }]
columns = [{ id = "n", label = "数", kind = "money" }]
[field.sum_before]
label = "上年合计"
kind = "money"
from_last_year = "sum"
[field.locked]
label = "算出的"
kind = "money"
formula = "sum"
from_last_year = "sum"
"""


def test_rows_that_stay_take_their_figures_along_with_their_words() -> None:
    form = program(OWN)
    last = sheet_of({"t[r].name": "甲村", "t[r].now": "约30"}, form, t=["r"])
    draft = next_year(last, form, "next", 2024)
    assert draft.entries[cell("t[r].before")].text == "约30"
    assert draft.entries[cell("t[r].name")].text == "甲村"
    assert cell("year") not in draft.entries


def test_another_edition_finds_last_years_figures() -> None:
    older = program(OWN)
    newer = program(
        OWN.replace("[field.sum]", "[field.whole]")
        .replace('"sum"', '"whole"')
        .replace("[field.locked]", "[field.kept]"),
        '[renamed]\nsum = "whole"',
        items=["whole", "sum_before", "kept"],
    )
    draft = next_year(sheet_of({"parts[a].n": "5"}, older), newer, "next", 2024)
    assert {str(one): entry.text for one, entry in draft.entries.items()} == {"sum_before": "5.00"}
