"""Whose document an answer belongs to, and how far the document of each row is."""

from pathlib import Path

import pytest

from core.formulas.cells import Cell
from core.reports.checks import examine
from core.reports.draft import Draft, Entry, FreeRow, Part
from core.reports.owners import owner_of, row_states
from core.reports.progress import State
from core.reports.sheet import Sheet
from tests.core.reports.samples import sample

PROJECTS, INDICATORS = "projects", "indicators"


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Two projects, the first with an indicator."""
    draft = Draft(uid="u", form="sample/2020")
    draft.parts[Part.ROWS][PROJECTS] = (FreeRow("one"), FreeRow("other"))
    draft.parts[Part.ROWS][INDICATORS] = (FreeRow("first", owner="one"),)
    draft.parts[Part.ENTRIES][Cell(PROJECTS, "one", "name")] = Entry("修路")
    return Sheet(sample(), draft)


def test_an_answer_belongs_to_its_own_row_or_to_the_row_that_owns_it(sheet: Sheet) -> None:
    assert owner_of(sheet, PROJECTS, Cell(PROJECTS, "other", "name")) == "other"
    assert owner_of(sheet, PROJECTS, Cell(INDICATORS, "first", "points")) == "one"


@pytest.mark.parametrize(
    "cell",
    [
        Cell(PROJECTS, "gone", "name"),
        Cell(INDICATORS, "gone", "points"),
        Cell("income", "fund", "amount"),
        Cell("year"),
    ],
)
def test_other_answers_belong_to_no_row(sheet: Sheet, cell: Cell) -> None:
    assert owner_of(sheet, PROJECTS, cell) == ""


def test_a_row_is_as_far_as_what_is_found_in_it_says(sheet: Sheet) -> None:
    states = row_states(sheet, examine(sheet), PROJECTS)
    assert states == {"one": State.DONE, "other": State.INCOMPLETE}


def test_a_finding_in_an_owned_row_is_the_owners(sheet: Sheet) -> None:
    sheet.draft.parts[Part.ENTRIES][Cell(INDICATORS, "first", "points")] = Entry("九")
    found = Sheet(sheet.program, sheet.draft)
    assert row_states(found, examine(found), PROJECTS)["one"] is State.MUST_FIX


def test_a_row_that_owns_nothing_yet_is_not_done(sheet: Sheet) -> None:
    sheet.draft.parts[Part.ENTRIES][Cell(PROJECTS, "other", "name")] = Entry("修渠")
    found = Sheet(sheet.program, sheet.draft)
    assert row_states(found, examine(found), PROJECTS)["other"] is State.INCOMPLETE


def test_rows_that_can_own_nothing_are_done_when_nothing_is_found(sheet: Sheet) -> None:
    assert set(row_states(sheet, examine(sheet), "visits").values()) == {State.DONE}
