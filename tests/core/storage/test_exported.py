"""An export leaves the report and its format behind, each where it is of use and no more often than needed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.forms import definition
from core.forms.definition import unpack
from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.storage import exported as room
from core.storage.database import Database
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from core.storage.exported import DEFINITION, REPORT, definition_of, exported, keep_exported

NOW = datetime(2024, 3, 29, 16, 40, 12)
FORM = "changning_township/2023"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture
def draft(library: Library) -> Draft:
    return read_draft_file(library.entry(FORM).folder / EXAMPLE).draft.copy()


@pytest.fixture
def drafts(tmp_path: Path, draft: Draft) -> Iterator[Drafts]:
    with Database.open(tmp_path / "r.sqlite", NOW) as store:
        made = Drafts(store)
        made.create(draft, NOW)
        yield made


def kinds(drafts: Drafts, draft: Draft) -> list[str]:
    return [one.kind for one in drafts.evidence(draft.uid)]


def test_the_report_of_each_export_and_its_format_once(drafts: Drafts, library: Library, draft: Draft) -> None:
    keep_exported(drafts, library, draft, NOW)
    before = draft.copy()
    draft.parts[Part.ENTRIES][Cell("unit_short")] = Entry("后来")
    keep_exported(drafts, library, draft, NOW + timedelta(days=1))
    assert kinds(drafts, draft) == [DEFINITION, REPORT, REPORT]
    first, second = exported(drafts, draft.uid)
    assert (first.draft, second.draft) == (before, draft)
    assert (first.at, second.at) == (NOW, NOW + timedelta(days=1))
    assert first.definition == second.definition == definition_of(drafts, draft.uid, FORM) != ""


def test_it_opens_where_its_format_is_gone(drafts: Drafts, library: Library, draft: Draft, tmp_path: Path) -> None:
    keep_exported(drafts, library, draft, NOW)
    [found] = exported(drafts, draft.uid)
    (tmp_path / "unpacked").mkdir()
    assert unpack(found.definition, tmp_path / "unpacked").program(found.draft.form).form == library.program(FORM).form


def test_a_format_that_changed_is_kept_again(
    drafts: Drafts, library: Library, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_exported(drafts, library, draft, NOW)
    monkeypatch.setattr(room, "packed", lambda *_: "another")
    keep_exported(drafts, library, draft, NOW)
    assert kinds(drafts, draft) == [DEFINITION, REPORT, DEFINITION, REPORT]
    assert definition_of(drafts, draft.uid, FORM) == "another"
    assert [one.definition == "another" for one in exported(drafts, draft.uid)] == [False, True]


def test_what_is_too_large_is_left_out(
    drafts: Drafts, library: Library, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(definition, "LIMIT", 10)
    monkeypatch.setattr(room, "LIMIT", 10)
    keep_exported(drafts, library, draft, NOW)
    assert kinds(drafts, draft) == []


def test_other_evidence_is_none_of_its_business(drafts: Drafts, library: Library, draft: Draft) -> None:
    drafts.keep_evidence(draft.uid, NOW, "export", "{}")
    drafts.keep_evidence(draft.uid, NOW, REPORT, "not a report")
    assert exported(drafts, draft.uid) == []
    assert definition_of(drafts, draft.uid, FORM) == ""
    keep_exported(drafts, library, draft, NOW)
    assert definition_of(drafts, draft.uid, "another/2020") == ""
