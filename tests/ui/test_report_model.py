"""Checks of a large report are made bit by bit, so that nothing holds up the typing; small ones at once."""

from collections.abc import Iterator

import pytest

from core.formulas.cells import Cell
from core.reports.findings import Examination
from tests.ui.conftest import until
from ui.report_model import ReportModel

TOTAL = Cell("income_total")


@pytest.fixture
def large(model: ReportModel, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReportModel]:
    """As if the report had more checks than can be made between two keystrokes."""
    model.examine()
    monkeypatch.setattr("ui.report_model.MANY", 1)
    yield model
    model.save(whole=True)


def told(model: ReportModel) -> list[Examination]:
    heard: list[Examination] = []
    model.examined.connect(heard.append)
    return heard


def found(examination: Examination) -> set[str]:
    return {one.code for one in examination.findings}


def test_checks_are_made_between_the_windows_events(large: ReportModel) -> None:
    heard = told(large)
    large.enter(TOTAL, "1900")
    large.examine()
    assert heard == []
    assert "F-101" not in found(large.examination())
    until(lambda: heard)
    assert "F-101" in found(heard[0])
    assert large.examination() is heard[0]


def test_a_change_in_between_begins_them_anew(large: ReportModel) -> None:
    heard = told(large)
    large.enter(TOTAL, "1900")
    large.examine()
    large.enter(TOTAL, "")
    until(lambda: heard)
    assert "F-101" not in found(heard[0])
    assert len(heard) == 1


def test_what_is_made_already_is_told_at_once(large: ReportModel) -> None:
    heard = told(large)
    large.session.examination()
    large.examine()
    assert len(heard) == 1


def test_the_summary_waits_for_the_checks(large: ReportModel) -> None:
    drafts = large.workspace.drafts
    assert drafts is not None
    large.enter(Cell("reporting_unit"), "某镇")
    large.save()
    assert large.workspace.waiting
    [kept] = drafts.list(False)
    assert kept.facts.get("unit") != "某镇"
    large.examine()
    until(lambda: not large.workspace.waiting)
    [kept] = drafts.list(False)
    assert kept.facts["unit"] == "某镇"


def test_a_report_that_is_left_is_summed_up_at_once(large: ReportModel) -> None:
    drafts = large.workspace.drafts
    assert drafts is not None
    large.enter(Cell("reporting_unit"), "某镇")
    large.save(whole=True)
    [kept] = drafts.list(False)
    assert (kept.facts["unit"], large.workspace.waiting) == ("某镇", False)


def test_the_first_row_is_the_owner_until_another_is_chosen(model: ReportModel) -> None:
    heard: list[str] = []
    model.owner_chosen.connect(heard.append)
    rows = (
        [model.add_row("projects") for _ in range(2)]
        if not model.sheet.rows("projects")
        else model.sheet.rows("projects")
    )
    assert model.owner("projects") == rows[0]
    model.choose_owner("projects", rows[0])
    assert heard == []
    model.choose_owner("projects", rows[1])
    assert (model.owner("projects"), heard) == (rows[1], ["projects"])
    model.remove_rows("projects", [rows[1]])
    assert model.owner("projects") == rows[0]


def test_a_document_is_switched_off_and_on_by_one_step_each(model: ReportModel) -> None:
    model.set_document_applicable("base_data", False)
    assert "document:base_data" in model.session.draft.not_applicable
    model.undo()
    assert "document:base_data" not in model.session.draft.not_applicable
