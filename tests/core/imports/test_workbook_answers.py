"""Only real differences count as changes."""

import pytest

from core.forms.library import EXAMPLE, Library
from core.imports.workbook_answers import changed_answers
from core.reports.draft import Entry, Part
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file
from tests.core.reports.samples import cell

FORM = "changning_township/2023"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture
def sheet(library: Library) -> Sheet:
    draft = read_draft_file(library.entry(FORM).folder / EXAMPLE).draft
    draft.parts[Part.ENTRIES][cell("village_count")] = Entry("１１个")
    return Sheet(library.program(FORM), draft)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("village_count", "11"),
        ("income[general_budget].amount", "1366.27"),
        ("population", "约2.1"),
        ("no_such_item", "5"),
        ("income[general_budget].share", "0.5"),
        ("income_total", ""),
        ("carried_in", ""),
    ],
)
def test_the_same_value_written_otherwise_is_no_change(sheet: Sheet, address: str, text: str) -> None:
    assert changed_answers(sheet, [(cell(address), text)]) == ()


def test_another_value_is_a_change_with_both(sheet: Sheet) -> None:
    change = changed_answers(sheet, [(cell("village_count"), "12")])[0]
    assert (change.label, change.old, change.new, change.text, change.problem) == ("行政村数", "11", "12", "12", "")


def test_words_around_a_quantity_count(sheet: Sheet) -> None:
    assert [one.text for one in changed_answers(sheet, [(cell("population"), "2.1")])] == ["2.1"]


def test_an_emptied_cell_is_a_change(sheet: Sheet) -> None:
    change = changed_answers(sheet, [(cell("village_count"), "")])[0]
    assert (change.old, change.new, change.problem) == ("11", "", "")


def test_what_is_not_understood_comes_with_its_reason(sheet: Sheet) -> None:
    change = changed_answers(sheet, [(cell("village_count"), "许多")])[0]
    assert change.new == "许多"
    assert "不是" in change.problem


def test_the_unit_of_the_row_behind_a_figure_is_no_change(sheet: Sheet) -> None:
    """A cell of an official table shows 106座 and is read as that."""
    there = cell("indicators[i1].actual")
    assert changed_answers(sheet, [(there, "106座")]) == ()
    [changed] = changed_answers(sheet, [(there, "107座")])
    assert (changed.text, changed.problem) == ("107", "")
    [wrong] = changed_answers(sheet, [(there, "106米")])
    assert "不是本行的单位" in wrong.problem
