"""An open report and its store: nothing is called saved before it is, and nothing is lost when it cannot be."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from core.errors import KnownError
from core.forms.indicator_library import Indicator
from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell, parse_cell
from core.storage.database import Database
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from core.workspace import Workspace
from tests.core.reports.indicator_samples import DEFINITION, PARAMETERS, indicators
from tests.core.reports.samples import draft_of, program

NOW = datetime(2024, 3, 29, 16, 40, 12, tzinfo=timezone(timedelta(hours=8)))
LATER = NOW + timedelta(minutes=5)
FORM = "changning_township/2023"
CELL = Cell("income", "other", "amount")


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    with Database.open(tmp_path / "reports.sqlite", NOW) as database:
        yield Drafts(database)


@pytest.fixture
def workspace(drafts: Drafts) -> Workspace:
    library = Library()
    draft = read_draft_file(library.entry(FORM).folder / EXAMPLE).draft
    drafts.create(draft, NOW)
    return Workspace(library.program(FORM), draft.copy(), drafts, NOW)


def type_in(workspace: Workspace, text: str, visit: str = "") -> None:
    workspace.accept(workspace.session.enter(CELL, text, visit=visit))


def state(workspace: Workspace) -> tuple[bool, datetime | None]:
    return workspace.waiting, workspace.saved


def test_a_change_waits_until_it_is_saved(workspace: Workspace, drafts: Drafts) -> None:
    type_in(workspace, "431.82")
    assert state(workspace) == (True, NOW)
    workspace.save(LATER)
    assert state(workspace) == (False, LATER)
    assert drafts.load(workspace.session.draft.uid).entries[CELL].text == "431.82"


def test_saving_nothing_touches_nothing(workspace: Workspace) -> None:
    workspace.save(LATER)
    assert workspace.saved == NOW


def test_an_act_that_changes_nothing_does_not_wait(workspace: Workspace) -> None:
    type_in(workspace, workspace.session.draft.entries[CELL].text)
    assert not workspace.waiting


def test_keystrokes_of_one_visit_are_one_row_of_history(workspace: Workspace) -> None:
    for text in ("4", "43", "432"):
        type_in(workspace, text, visit="first")
    workspace.save(NOW)
    type_in(workspace, "433", visit="first")
    workspace.save(NOW)
    type_in(workspace, "434", visit="second")
    workspace.save(LATER)
    told = [(visit.before, visit.after) for visit in workspace.history(CELL)]
    assert told == [("431.81", "433"), ("433", "434")]


def test_what_cannot_be_written_goes_on_waiting(
    workspace: Workspace, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise KnownError("store.no_report")

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "save", full)
        type_in(workspace, "431.83", visit="a")
        with pytest.raises(KnownError):
            workspace.save(LATER)
        type_in(workspace, "431.84", visit="b")
    assert workspace.waiting
    assert workspace.saved == NOW
    workspace.save(LATER)
    assert drafts.load(workspace.session.draft.uid).entries[CELL].text == "431.84"


def test_what_was_written_before_a_failure_is_not_written_twice(
    workspace: Workspace, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = drafts.save, []

    def second_fails(uid: str, edits: Sequence[Any], *rest: Any) -> None:
        seen.append(len(edits))
        if len(seen) == 2:
            raise KnownError("store.no_report")
        real(uid, edits, *rest)

    monkeypatch.setattr(drafts, "save", second_fails)
    type_in(workspace, "1", visit="a")
    type_in(workspace, "2", visit="b")
    with pytest.raises(KnownError):
        workspace.save(LATER)
    workspace.save(LATER)
    assert len(seen) == 3
    assert drafts.load(workspace.session.draft.uid).entries[CELL].text == "2"


def test_without_a_store_nothing_is_written(drafts: Drafts) -> None:
    library = Library()
    workspace = Workspace(library.program(FORM), read_draft_file(library.entry(FORM).folder / EXAMPLE).draft, None)
    type_in(workspace, "1")
    assert not workspace.waiting
    assert workspace.history(CELL) == ()
    workspace.save(NOW)
    assert drafts.list() == []


def test_the_list_of_reports_learns_unit_year_and_progress(workspace: Workspace, drafts: Drafts) -> None:
    type_in(workspace, "431.82")
    workspace.save(LATER)
    [line] = drafts.list()
    assert (line.unit, line.year) == ("常宁市庙前镇人民政府", "2023")
    assert line.facts["must_fix"] == 1
    assert 0 < line.facts["done"] <= line.facts["sections"]


def test_the_indicators_of_a_unit_are_remembered_for_its_next_report(drafts: Drafts) -> None:
    unit, name = Cell("reporting_unit"), Cell("indicators", "a", "name")
    answers = {str(name): "走访户次", str(unit): "甲镇"}
    form = program(DEFINITION + '[field.reporting_unit]\nlabel = "单位"\nkind = "text"\n', PARAMETERS)
    first = Workspace(form, draft_of(answers, {"indicators": ["a"]}), drafts)
    first.remember_indicators()
    first.remember_indicators()
    later = Workspace(form, draft_of({str(unit): "甲镇"}), drafts)
    assert later.own_indicators() == (Indicator(name="走访户次"),)
    later.remember_indicators()
    for other in (draft_of({str(unit): "乙镇"}), draft_of({})):
        assert Workspace(form, other, drafts).own_indicators() == ()
    assert Workspace(form, draft_of(answers, {"indicators": ["a"]}), None).own_indicators() == later.own_indicators()


def test_indicators_are_remembered_as_soon_as_they_are_typed_to_the_end(drafts: Drafts) -> None:
    form = program(DEFINITION + '[field.reporting_unit]\nlabel = "单位"\nkind = "text"\n', PARAMETERS)
    answers = {"reporting_unit": "甲镇", "indicators[a].points": "5"}
    one = Workspace(form, draft_of(answers, {"indicators": ["a"]}), drafts)

    def kept(cell: str, text: str, visit: str = "") -> list[str] | None:
        found = parse_cell(cell)
        assert found is not None
        one.accept(one.session.enter(found, text, visit=visit))
        one.remember_indicators(leaving=False)
        told = drafts.recall("indicators:甲镇")
        return told and [indicator["name"] for indicator in told]

    assert kept("indicators[a].points", "6") is None
    assert kept("indicators[a].name", "走访", "1") is None
    assert kept("indicators[a].name", "走访户", "1") is None
    assert kept("indicators[a].points", "7") == ["走访户"]
    assert kept("indicators[a].name", "走访户次", "2") == ["走访户"]
    assert kept("reporting_unit", "甲镇", "3") == ["走访户"]
    assert kept("indicators[a].points", "8", "4") == ["走访户次"]
    one.accept(one.session.remove_rows("indicators", ["a"]))
    one.remember_indicators(leaving=False)
    assert drafts.recall("indicators:甲镇") == []


def test_indicators_that_nobody_touched_are_not_looked_for(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    form = program(DEFINITION + '[field.reporting_unit]\nlabel = "单位"\nkind = "text"\n', PARAMETERS)
    answers = {"reporting_unit": "甲镇", "indicators[a].name": "走访户次"}
    one = Workspace(form, draft_of(answers, {"indicators": ["a"]}), drafts)
    monkeypatch.setattr("core.workspace.own_indicators", pytest.fail)
    one.accept(one.session.enter(Cell("indicators", "a", "points"), "6"))
    one.accept(one.session.mark_section("s", "done"))
    one.remember_indicators(leaving=False)


def test_a_form_without_a_unit_remembers_none(drafts: Drafts) -> None:
    workspace = Workspace(indicators(), draft_of({"indicators[a].name": "甲"}, {"indicators": ["a"]}), drafts)
    workspace.remember_indicators()
    assert drafts.recall_all("indicators") == {}
    assert workspace.own_indicators() == (Indicator(name="甲"),)


def test_the_summary_may_come_later_than_the_answers(workspace: Workspace, drafts: Drafts) -> None:
    type_in(workspace, "431.82")
    workspace.save(LATER, summarise=False)
    assert drafts.load(workspace.session.draft.uid).entries[CELL].text == "431.82"
    assert drafts.list(False)[0].facts == {}
    assert state(workspace) == (True, LATER)
    workspace.save(LATER)
    assert drafts.list(False)[0].facts["label"]
    assert state(workspace) == (False, LATER)
