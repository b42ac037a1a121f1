"""A report comes from a backup with all that belongs to it, and nothing of it comes where it must not."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.storage.database import Database
from core.storage.drafts import Drafts
from core.storage.transfer import columns_of, take_report

NOW, LATER = datetime(2024, 3, 29, 16, 40, 12), datetime(2024, 4, 1)
CELL = Cell("income", "general_budget", "amount")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "a.sqlite", NOW) as store:
        drafts, draft = Drafts(store), Draft(uid="a", form="f/2023")
        drafts.create(draft, NOW, {"unit": "甲镇"})
        for text in ("1", "2"):
            edits = [draft.edit(Part.ENTRIES, CELL, Entry(text)), draft.edit(Part.STATES, "s", "done")]
            draft.apply(edits)
            drafts.save("a", edits, NOW, {"unit": "甲镇"}, visit="v")
        drafts.keep_evidence("a", NOW, "export", "{}")
        yield store


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "b.sqlite", NOW) as store:
        yield store


def test_everything_comes_along(source: Database, target: Database) -> None:
    take_report(source, target, "a", "new")
    mine, theirs = Drafts(target), Drafts(source)
    assert mine.load("new").parts == theirs.load("a").parts
    assert mine.history("new", CELL) == theirs.history("a", CELL) != []
    assert mine.evidence("new") == theirs.evidence("a") != []
    (line,) = mine.list()
    assert (line.uid, line.unit, line.saved, line.created) == ("new", "甲镇", NOW, NOW)


def test_a_copy_beside_the_present_one(source: Database) -> None:
    take_report(source, source, "a", "new")
    drafts = Drafts(source)
    assert {line.uid for line in drafts.list()} == {"a", "new"}
    assert drafts.load("a").parts == drafts.load("new").parts
    assert len(drafts.evidence("a")) == 1


def test_it_comes_out_of_the_bin(source: Database, target: Database) -> None:
    Drafts(source).delete("a", LATER)
    take_report(source, target, "a", "a")
    assert [line.binned for line in Drafts(target).list()] == [None]


def test_what_is_here_already_is_not_written_over(source: Database, target: Database) -> None:
    Drafts(target).create(Draft(uid="a", form="mine/2020"), LATER)
    with pytest.raises(KnownError) as error:
        take_report(source, target, "a", "a")
    assert error.value.code == "store.exists"
    assert Drafts(target).load("a").form == "mine/2020"


def test_what_is_not_there_cannot_come(source: Database, target: Database) -> None:
    with pytest.raises(KnownError) as error:
        take_report(source, target, "nobody", "a")
    assert error.value.code == "store.no_report"


def test_tables_and_columns_of_either_store_alone_are_left(source: Database, target: Database) -> None:
    source.connection.execute("ALTER TABLE reports ADD COLUMN county TEXT")
    source.connection.execute("CREATE TABLE more (uid TEXT)")
    target.connection.execute("CREATE TABLE milestones (uid TEXT, at TEXT)")
    take_report(source, target, "a", "a")
    assert Drafts(target).load("a").parts == Drafts(source).load("a").parts
    assert columns_of(target, "nowhere") == []
    assert target.rows("SELECT * FROM milestones") == []
