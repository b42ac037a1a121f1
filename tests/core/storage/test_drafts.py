"""What a save was given is in the store, exactly and as a whole; what was there before can be told."""

import errno
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.storage import connections
from core.storage.database import Database
from core.storage.drafts import Drafts, Evidence, Visit
from tests.core.refusals import refused

NOW = datetime(2024, 3, 29, 16, 40, 12)
LATER = NOW + timedelta(minutes=1)
TOTAL = Cell("income_total")
AMOUNT = Cell("income", "general_budget", "amount")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "s.sqlite", NOW) as opened:
        yield opened


@pytest.fixture
def drafts(store: Database) -> Drafts:
    return Drafts(store)


def typed(draft: Draft, text: str | None, cell: Cell = TOTAL, origin: Origin = Origin.TYPED) -> list[Edit]:
    """Enter a text (None deletes) and give the edit to save."""
    edits = [draft.edit(Part.ENTRIES, cell, None if text is None else Entry(text, origin))]
    draft.apply(edits)
    return edits


def kept(drafts: Drafts, uid: str = "r1") -> Draft:
    """A report of that uid, kept and given back."""
    draft = Draft(uid=uid, form="changning_township/2023")
    typed(draft, "1844.310")
    typed(draft, "1366.27", AMOUNT)
    drafts.create(draft, NOW, {"unit": "长宁乡", "year": "2023", "progress": [3, 40]})
    return draft


# ---------------------------------------------------------------- any edits

texts = st.text(max_size=20) | st.sampled_from(["1366.270", "007", "NaN", "𠮷", "\x00", "a\r\nb", "{x}"])
names = st.sampled_from(["income", "nature", "projects"])
cells = names.map(Cell) | st.builds(Cell, names, st.sampled_from(["r1", "r2"]), names)
entries = st.builds(Entry, texts, st.sampled_from(Origin), texts)
rows = st.lists(st.builds(FreeRow, st.sampled_from(["r1", "r2", "r3"]), texts, texts), unique_by=lambda row: row.id)
explained = st.builds(Explanation, texts, st.lists(st.tuples(texts, texts), max_size=2).map(tuple))
KEYED: dict[Part, tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]] = {
    Part.ENTRIES: (cells, entries),
    Part.ROWS: (names, rows.map(tuple)),
    Part.REWORDINGS: (names, st.builds(Rewording, texts, texts)),
    Part.EXPLANATIONS: (texts, explained),
    Part.STATES: (texts, texts),
    Part.NOT_APPLICABLE: (names, st.just(True)),
}
wishes = st.sampled_from(Part).flatmap(
    lambda part: st.tuples(st.just(part), KEYED[part][0], st.none() | KEYED[part][1])
)


visits: st.SearchStrategy[str | int] = st.sampled_from(["", 1, 2])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drafts]:
    with Database.open(tmp_path_factory.mktemp("shared") / "s.sqlite", NOW) as opened:
        yield Drafts(opened)


@given(st.lists(st.lists(wishes, max_size=4), max_size=6), st.data())
def test_what_is_loaded_is_what_was_saved(shared: Drafts, acts: list[list[Any]], data: st.DataObject) -> None:
    draft = Draft(uid=f"r{time.perf_counter_ns()}", form="f/1")
    for part, key, after in acts[0] if acts else []:
        draft.apply([draft.edit(part, key, after)])
    shared.create(draft, NOW)
    for wished in acts[1:]:
        edits = []
        for part, key, after in wished:
            edits.append(draft.edit(part, key, after))
            draft.apply(edits[-1:])
        shared.save(draft.uid, edits, NOW, visit=data.draw(visits))
        assert shared.load(draft.uid) == draft
        if data.draw(st.booleans()):
            back = [edit.reversed() for edit in reversed(edits)]
            draft.apply(back)
            shared.save(draft.uid, back, NOW)
    assert shared.load(draft.uid) == draft


def test_answers_and_rows_come_back_in_their_order(drafts: Drafts) -> None:
    draft = kept(drafts)
    many = [draft.edit(Part.ENTRIES, Cell("t", f"r{number}", "c"), Entry("1")) for number in (3, 1, 2)]
    draft.apply(many)
    drafts.save("r1", many, NOW)
    drafts.save("r1", typed(draft, "5", Cell("t", "r3", "c")), NOW)
    loaded = drafts.load("r1")
    assert list(loaded.entries) == list(draft.entries)


def test_all_is_kept_as_text(drafts: Drafts, store: Database) -> None:
    draft = kept(drafts)
    drafts.save("r1", typed(draft, "1e3"), NOW, {"n": 1.5})
    drafts.remember("k", 1.5)
    for table, columns in {
        "cells": "text",
        "history": "before",
        "reports": "summary",
        "settings": "value",
    }.items():
        assert set(store.rows(f"SELECT DISTINCT typeof({columns}) FROM {table}")) == {("text",)}
    assert drafts.load("r1").entries[AMOUNT].text == "1366.27"


def test_half_characters_do_not_keep_a_report_from_being_saved(drafts: Drafts) -> None:
    draft = kept(drafts)
    drafts.save("r1", typed(draft, "\ud842\udfb7田\ud842"), NOW, {"unit": "\udfb7"})
    assert drafts.load("r1").entries[TOTAL].text == "𠮷田�"
    assert drafts.history("r1", TOTAL)[-1].after == "𠮷田�"
    assert drafts.list()[0].unit == "�"


# ---------------------------------------------------------------- the list of reports


def test_the_list_tells_what_the_last_save_said(drafts: Drafts) -> None:
    draft = kept(drafts)
    kept(drafts, "r2")
    drafts.save("r1", typed(draft, "2"), LATER, {"unit": "长宁镇", "year": "2023", "progress": [4, 40]})
    first, second = drafts.list()
    assert (first.uid, first.unit, first.year, first.form) == ("r1", "长宁镇", "2023", "changning_township/2023")
    assert (first.facts["progress"], first.created, first.saved, first.binned) == ([4, 40], NOW, LATER, None)
    assert (second.uid, second.unit, second.saved) == ("r2", "长宁乡", NOW)


def test_a_save_without_a_summary_leaves_the_old_one(drafts: Drafts) -> None:
    draft = kept(drafts)
    drafts.save("r1", typed(draft, "2"), LATER)
    assert (drafts.list()[0].unit, drafts.list()[0].saved) == ("长宁乡", LATER)


def test_a_report_without_a_summary(drafts: Drafts) -> None:
    drafts.create(Draft(uid="r1", form="f/1"), NOW)
    assert (drafts.list()[0].unit, drafts.list()[0].year) == ("", "")


def test_a_thousand_reports_are_listed_at_once(drafts: Drafts) -> None:
    for number in range(1000):
        drafts.create(
            Draft(uid=f"r{number}", form="f/1"), NOW, {"unit": "长宁乡", "progress": [1, 2], "counts": {"a": 1}}
        )
    times = []
    for _ in range(5):
        began = time.process_time()
        assert len(drafts.list()) == 1000
        times.append(time.process_time() - began)
    assert min(times) < 0.05


def test_the_bin(drafts: Drafts) -> None:
    draft = kept(drafts)
    with refused("store.not_in_bin"):
        drafts.purge("r1")
    drafts.delete("r1", LATER)
    assert drafts.list() == []
    assert [(found.uid, found.binned) for found in drafts.list(in_bin=True)] == [("r1", LATER)]
    drafts.restore("r1")
    assert [found.uid for found in drafts.list()] == ["r1"]
    assert drafts.load("r1") == draft


def test_purged_is_gone_with_everything(drafts: Drafts, store: Database) -> None:
    draft = kept(drafts)
    other = kept(drafts, "r2")
    drafts.save("r1", [*typed(draft, "2"), draft.edit(Part.STATES, "s", "done")], NOW)
    drafts.keep_evidence("r1", NOW, "word", "{}")
    drafts.delete("r1", NOW)
    drafts.purge("r1")
    with refused("store.no_report"):
        drafts.load("r1")
    for table in ("reports", "cells", "parts", "history", "evidence"):
        assert store.rows(f"SELECT count(*) FROM {table} WHERE uid = 'r1'") == [(0,)]
    assert drafts.load("r2") == other


def test_a_uid_is_kept_once(drafts: Drafts) -> None:
    draft = kept(drafts)
    with refused("store.exists"):
        drafts.create(Draft(uid="r1", form="f/2"), NOW)
    assert drafts.load("r1") == draft


def test_a_draft_replaces_the_report_of_its_uid(drafts: Drafts) -> None:
    draft = kept(drafts)
    drafts.save("r1", typed(draft, "2"), NOW)
    drafts.keep_evidence("r1", NOW, "word", "{}")
    drafts.delete("r1", NOW)
    fresh = Draft(uid="r1", form="f/2")
    typed(fresh, "9", Cell("year"))
    drafts.replace(fresh, LATER, {"unit": "新"})
    assert drafts.load("r1") == fresh
    assert [(found.form, found.unit, found.created, found.saved) for found in drafts.list()] == [
        ("f/2", "新", NOW, LATER)
    ]
    assert len(drafts.history("r1", TOTAL)) == len(drafts.evidence("r1")) == 1


def test_the_form_is_switched(drafts: Drafts) -> None:
    draft = kept(drafts)
    drafts.switch_form("r1", "other/2024", LATER)
    draft.form = "other/2024"
    assert drafts.load("r1") == draft
    assert drafts.list()[0].saved == LATER


@pytest.mark.parametrize(
    "act",
    [
        lambda drafts: drafts.load("none"),
        lambda drafts: drafts.save("none", [], NOW),
        lambda drafts: drafts.delete("none", NOW),
        lambda drafts: drafts.restore("none"),
        lambda drafts: drafts.switch_form("none", "f/1", NOW),
        lambda drafts: drafts.replace(Draft(uid="none", form="f/1"), NOW),
        lambda drafts: drafts.keep_evidence("none", NOW, "word", ""),
    ],
)
def test_a_report_that_is_not_there(act: Any, drafts: Drafts) -> None:
    with refused("store.no_report"):
        act(drafts)


# ---------------------------------------------------------------- history and evidence


def test_typing_within_one_visit_is_one_row_of_history(drafts: Drafts) -> None:
    draft = kept(drafts)
    for seconds, text in enumerate(["2", "25", "250"]):
        drafts.save("r1", typed(draft, text), NOW + timedelta(seconds=seconds), visit=7)
    drafts.save("r1", typed(draft, "3", origin=Origin.ESTIMATED), LATER, visit=8)
    drafts.save("r1", typed(draft, None), LATER)
    assert drafts.history("r1", TOTAL) == [
        Visit(NOW + timedelta(seconds=2), "1844.310", "250", Origin.TYPED),
        Visit(LATER, "250", "3", Origin.ESTIMATED),
        Visit(LATER, "3", None, None),
    ]
    assert drafts.history("r1", AMOUNT) == []


def test_a_visit_that_left_all_as_it_was_is_not_told(drafts: Drafts) -> None:
    draft = kept(drafts)
    drafts.save("r1", typed(draft, "2"), NOW, visit="a")
    drafts.save("r1", typed(draft, "1844.310"), NOW, visit="a")
    assert drafts.history("r1", TOTAL) == []
    drafts.save("r1", typed(draft, "1844.310", origin=Origin.SUPPLIED), NOW, visit="b")
    assert drafts.history("r1", TOTAL) == [Visit(NOW, "1844.310", "1844.310", Origin.SUPPLIED)]


def test_visits_counted_anew_in_the_next_sitting_are_other_visits(drafts: Drafts, store: Database) -> None:
    draft = kept(drafts)
    drafts.save("r1", typed(draft, "2"), NOW, visit=1)
    Drafts(store).save("r1", typed(draft, "3"), LATER, visit=1)
    assert [visit.after for visit in drafts.history("r1", TOTAL)] == ["2", "3"]


def test_several_edits_of_a_cell_in_one_save(drafts: Drafts) -> None:
    draft = kept(drafts)
    drafts.save("r1", [*typed(draft, "2"), *typed(draft, None), *typed(draft, "3")], NOW)
    assert drafts.load("r1") == draft
    assert drafts.history("r1", TOTAL) == [Visit(NOW, "1844.310", "3", Origin.TYPED)]


def test_evidence_is_kept_as_it_was(drafts: Drafts) -> None:
    kept(drafts)
    drafts.keep_evidence("r1", NOW, "word", '{"total": "1844.31"}')
    drafts.keep_evidence("r1", LATER, "excel", "{}")
    assert drafts.evidence("r1") == [
        Evidence(NOW, "word", '{"total": "1844.31"}'),
        Evidence(LATER, "excel", "{}"),
    ]
    assert drafts.list()[0].saved == NOW


# ---------------------------------------------------------------- settings


def test_settings_and_cards(drafts: Drafts) -> None:
    assert drafts.recall("unit:长宁乡") is None
    drafts.remember("unit:长宁乡", {"name": "长宁乡人民政府", "codes": ["1", 2]})
    drafts.remember("unit:长宁乡", {"name": "长宁镇人民政府"})
    drafts.remember("unit:%", None)
    drafts.remember("window", [1, 2])
    assert drafts.recall("unit:长宁乡") == {"name": "长宁镇人民政府"}
    assert drafts.recall("unit:") is None
    assert drafts.recall_all("unit:") == {"unit:长宁乡": {"name": "长宁镇人民政府"}, "unit:%": None}


# ---------------------------------------------------------------- when it cannot be written


def test_a_full_disk_leaves_what_was_saved(drafts: Drafts, store: Database) -> None:
    draft = kept(drafts)
    pages = store.rows("PRAGMA page_count")[0][0]
    store.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    before = draft.copy()
    edits = [*typed(draft, "2"), *typed(draft, "字" * 20_000, Cell("functions"))]
    with refused("store.full"):
        drafts.save("r1", edits, LATER, {"unit": "x"})
    assert drafts.load("r1") == before
    assert (drafts.list()[0].saved, drafts.list()[0].unit) == (NOW, "长宁乡")
    assert drafts.history("r1", TOTAL) == []
    store.connection.execute("PRAGMA max_page_count = 1000000")
    drafts.save("r1", edits, LATER)
    assert drafts.load("r1") == draft


def test_a_save_that_fails_in_its_last_step_leaves_nothing(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = kept(drafts)
    before = draft.copy()

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("cut")

    monkeypatch.setattr("core.storage.drafts._tell_history", fail)
    with pytest.raises(sqlite3.OperationalError, match="cut"):
        drafts.save("r1", typed(draft, "2"), LATER, {})
    assert drafts.load("r1") == before
    assert drafts.list()[0].saved == NOW


def test_a_store_opened_for_reading_says_so(drafts: Drafts, store: Database) -> None:
    draft = kept(drafts)
    with Database.open(store.path, NOW, read_only=True) as other:
        reader = Drafts(other)
        assert reader.load("r1") == draft
        with refused("store.read_only"):
            reader.save("r1", [], NOW)
        with refused("store.read_only"):
            reader.remember("k", 1)
        drafts.save("r1", typed(draft, "2"), LATER)
        assert reader.load("r1") == draft


def test_another_program_that_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Possible only where there are no locks to hold the store."""
    monkeypatch.setattr(connections, "PATIENCE", 0.01)

    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", unsupported)
    with Database.open(tmp_path / "s.sqlite", NOW) as first, Database.open(tmp_path / "s.sqlite", NOW) as second:
        draft = kept(Drafts(first))
        with first.transaction() as tables:
            tables.table("settings").insert({"key": "a", "value": "1"})
            with refused("store.locked"):
                Drafts(second).save("r1", typed(draft, "2"), NOW)


def test_the_store_can_be_tried_again_after_a_refusal(drafts: Drafts, store: Database) -> None:
    kept(drafts)
    with refused("store.no_report"):
        drafts.save("none", [], NOW)
    assert not store.connection.in_transaction
    drafts.remember("k", 1)
    assert drafts.recall("k") == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE cells SET origin = 'heard'",
        "UPDATE parts SET value = '{'",
        "UPDATE parts SET value = '[{\"name\": 1}]'",
        "UPDATE parts SET part = 'colours'",
    ],
)
def test_a_report_changed_by_hand_is_not_shown_in_part(damage: str, drafts: Drafts, store: Database) -> None:
    draft = kept(drafts)
    drafts.save("r1", [draft.edit(Part.ROWS, "projects", (FreeRow("p1", owner="x"),))], NOW)
    store.connection.execute(damage)
    with refused("store.damaged_report"):
        drafts.load("r1")


def test_sqlite_utils_works_on_the_store_s_own_connection(store: Database) -> None:
    """So that one transaction holds what both write."""
    assert store.tables is store.tables
    assert store.tables.conn is store.connection


def test_saving_tries_nothing_out_in_the_store(drafts: Drafts) -> None:
    """A trial inside the transaction that fails on a full disk would leave the rest of the save outside of one."""
    heard: list[str] = []
    drafts._database.connection.set_trace_callback(heard.append)
    drafts.create(Draft(uid="quiet", form="f/2023"), NOW)
    drafts.save("quiet", [Edit(Part.ENTRIES, Cell("year"), None, Entry("2023"))], NOW)
    drafts.remember("k", 1)
    drafts._database.connection.set_trace_callback(None)
    assert heard
    assert [sql for sql in heard if "create table" in sql.lower() or "drop table" in sql.lower()] == []
