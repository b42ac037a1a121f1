"""What is left of a damaged store: every page of one hit in turn, and what the program then says of it."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Part
from core.storage import salvage as room
from core.storage.connections import connect
from core.storage.database import Database
from core.storage.drafts import Drafts
from core.storage.salvage import Salvaged, salvage

NOW = datetime(2024, 3, 29, 16, 40, 12)
PAGE = 4096
REPORTS = ("a", "b", "c")
LINES = 120


def draft_of(uid: str) -> Draft:
    draft = Draft(uid=uid, form="f/2023")
    for number in range(LINES):
        draft.parts[Part.ENTRIES][Cell("table", f"r{number}", "text")] = Entry(f"{uid} 第{number}行 " + "字" * 40)
    draft.parts[Part.STATES] = {f"s{number}": "done" for number in range(20)}
    return draft


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a store with three reports and their history."""
    path = tmp_path_factory.mktemp("whole") / "r.sqlite"
    with Database.open(path, NOW) as store:
        drafts = Drafts(store)
        for uid in REPORTS:
            drafts.create(draft_of(uid), NOW, {"unit": f"{uid}镇", "year": "2023"})
            drafts.save(uid, [Edit(Part.ENTRIES, Cell("year"), None, Entry("2023"))], NOW)
            drafts.keep_evidence(uid, NOW, "export", "{}")
        drafts.remember("unit_card:甲镇", {"year": "2023"})
    return path.read_bytes()


@pytest.fixture
def path(whole: bytes, tmp_path: Path) -> Path:
    made = tmp_path / "r.sqlite"
    made.write_bytes(whole)
    return made


def hit(path: Path, page: int) -> None:
    """Overwrite a page, counted from 1 as SQLite does."""
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)


def pages_of(path: Path, name: str) -> list[int]:
    """The root page of a table or index."""
    with closing(connect(path, "mode=ro")) as connection:
        return [root for (root,) in connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name])]


def lost_in_truth(found: Salvaged, uid: str) -> int:
    there = Drafts(found.database).load(uid).parts
    expected = draft_of(uid).parts
    expected[Part.ENTRIES][Cell("year")] = Entry("2023")
    for part, keyed in there.items():
        assert keyed.items() <= expected[part].items()
    return sum(len(expected[part]) - len(there[part]) for part in Part)


def test_a_whole_store_comes_out_whole(path: Path) -> None:
    before = path.read_bytes()
    found = salvage(path)
    assert [(one.uid, one.unit, one.year, one.lost) for one in found.whole] == [
        (uid, f"{uid}镇", "2023", 0) for uid in reversed(REPORTS)
    ]
    assert (found.hurt, found.gone, found.history_whole) == ((), 0, True)
    assert all(lost_in_truth(found, uid) == 0 for uid in REPORTS)
    drafts = Drafts(found.database)
    assert drafts.recall("unit_card:甲镇") == {"year": "2023"}
    assert len(drafts.history("a", Cell("year"))) == 1
    assert len(drafts.evidence("a")) == 1
    assert path.read_bytes() == before


def test_whatever_page_is_hit_nothing_is_made_up_and_losses_are_told(whole: bytes, tmp_path: Path) -> None:
    """The heart of it: for each page, what is said to be whole is whole, and what is lost is counted."""
    told_whole = 0
    for page in range(1, len(whole) // PAGE + 1):
        path = tmp_path / f"{page}.sqlite"
        path.write_bytes(whole)
        hit(path, page)
        found = salvage(path)
        for report in found.reports:
            lost = lost_in_truth(found, report.uid)
            assert report.lost in (lost, None), (page, report, lost)
        told_whole += len(found.whole)
        found.database.close()
    assert told_whole > len(whole) // PAGE * len(REPORTS) * 0.6


def test_an_index_that_is_hurt_costs_no_answer(path: Path) -> None:
    (root,) = pages_of(path, "sqlite_autoindex_cells_1")
    hit(path, root)
    assert len(salvage(path).whole) == len(REPORTS)


def test_history_that_is_hurt_costs_no_answer(path: Path) -> None:
    (root,) = pages_of(path, "history")
    hit(path, root)
    found = salvage(path)
    assert len(found.whole) == len(REPORTS)
    assert not found.history_whole


def test_a_list_of_reports_that_is_gone_is_told(path: Path) -> None:
    (root,) = pages_of(path, "reports")
    hit(path, root)
    found = salvage(path)
    assert (found.reports, found.gone) == ((), len(REPORTS))


def test_answers_and_their_index_gone_together_are_not_called_whole(path: Path) -> None:
    for name in ("cells", "sqlite_autoindex_cells_1"):
        (root,) = pages_of(path, name)
        hit(path, root)
    found = salvage(path)
    assert [report.lost for report in found.hurt] == [None] * len(REPORTS)
    assert found.whole == ()


def test_the_first_page_holds_everything_together(path: Path) -> None:
    hit(path, 1)
    found = salvage(path)
    assert (found.reports, found.gone, found.history_whole) == ((), 0, False)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a document" * 500])
def test_what_is_no_store_gives_nothing(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert salvage(path).reports == ()


def test_a_file_cut_short_gives_what_is_there(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    found = salvage(path)
    for report in found.reports:
        assert report.lost in (lost_in_truth(found, report.uid), None)


def test_saves_that_wait_beside_the_store_count(path: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.sqlite"
    with Database.open(path, NOW) as store:
        Drafts(store).save("a", [Edit(Part.ENTRIES, Cell("year"), Entry("2023"), Entry("2024"))], NOW)
        cut.write_bytes(path.read_bytes())
        Path(f"{cut}-wal").write_bytes(Path(f"{path}-wal").read_bytes())
    left = Path(f"{cut}-wal").read_bytes()
    assert Drafts(salvage(cut).database).load("a").entries[Cell("year")].text == "2024"
    assert Path(f"{cut}-wal").read_bytes() == left
    assert not Path(f"{cut}-shm").exists()


@pytest.mark.parametrize(
    "spoiling",
    [
        "UPDATE cells SET text = CAST(x'ff' AS TEXT) WHERE uid = 'a' AND item = 'year'",
        "UPDATE cells SET text = 7.5 WHERE uid = 'a' AND item = 'year' AND typeof(text) = 'text'",
        "UPDATE cells SET text = x'ff00' WHERE uid = 'a' AND item = 'year'",
        "UPDATE parts SET value = '{' WHERE uid = 'a' AND key = 's3'",
    ],
)
def test_a_value_that_is_none_costs_its_row_alone(path: Path, spoiling: str) -> None:
    with closing(connect(path)) as connection:
        connection.execute(spoiling)
    found = salvage(path)
    lost = 0 if "7.5" in spoiling else 1  # a column of texts makes a text of it
    assert {report.uid: report.lost for report in found.reports} == {"a": lost, "b": 0, "c": 0}


def test_an_empty_value_where_none_may_be_costs_its_row(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'cells'")
    with closing(connect(path)) as connection:
        connection.execute("UPDATE cells SET text = NULL WHERE uid = 'a' AND item = 'year'")
    assert {report.uid: report.lost for report in salvage(path).reports} == {"a": 1, "b": 0, "c": 0}


def test_a_hole_without_end_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_PATIENCE", 3)
    (root,) = pages_of(path, "cells")
    hit(path, root)
    assert [report.lost for report in salvage(path).reports] == [LINES + 1] * len(REPORTS)


def test_a_file_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    (tmp_path / "r.sqlite").mkdir()
    with pytest.raises(KnownError) as error:
        salvage(tmp_path / "r.sqlite")
    assert error.value.code == "store.io"


def test_what_was_salvaged_becomes_the_store(path: Path) -> None:
    (root,) = pages_of(path, "cells")
    hit(path, root)
    damaged = path.read_bytes()
    found = salvage(path)
    aside = found.database.put_in_place(path, NOW)
    assert aside is not None
    assert aside.read_bytes() == damaged
    with Database.open(path, NOW) as store:
        store.verify()
        assert {line.uid for line in Drafts(store).list()} == set(REPORTS)
        assert Drafts(store).load("a").states == draft_of("a").states
        with pytest.raises(sqlite3.IntegrityError):
            store.connection.execute("INSERT INTO cells VALUES ('nobody', '', '', '', '', '', '')")
