"""Copies that the program makes by itself: when, of what, and that none is ever lost to a worse one."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from core.atomic import beside
from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Part
from core.storage import migrations
from core.storage.backup_policy import ALWAYS
from core.storage.connections import connect
from core.storage.copies import copies_of, folder_of, keep_copy, newest_good
from core.storage.database import Database
from core.storage.drafts import Drafts
from core.storage.presence import contents

NOW = datetime(2024, 3, 29, 16, 40, 12)
HALF_AN_HOUR = timedelta(minutes=30)
CELL = Cell("reporting_unit")
TICKS = count(1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "r.sqlite"
    with Database.open(made, NOW) as store:
        Drafts(store).create(Draft(uid="a", form="f/2023"), NOW)
    return made


def type_in(path: Path, text: str, at: datetime) -> None:
    with Database.open(path, at) as store:
        typed = Edit(Part.ENTRIES, CELL, None, Entry(text))
        Drafts(store).save("a", [typed], at + timedelta(microseconds=next(TICKS)))


def text_in(path: Path) -> str:
    with Database.look_into(path) as copy:
        return Drafts(copy).load("a").entries[CELL].text


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 6] = b"\xa5" * 4096 * 4
    path.write_bytes(content)


def test_a_copy_is_made_of_what_changed_and_not_again(path: Path) -> None:
    first = keep_copy(path, NOW)
    assert first == folder_of(path) / "r 20240329-164012.sqlite"
    assert keep_copy(path, NOW + HALF_AN_HOUR) is None
    type_in(path, "甲镇", NOW + HALF_AN_HOUR)
    second = keep_copy(path, NOW + HALF_AN_HOUR)
    assert [copy.path for copy in copies_of(path)] == [second, first]
    assert text_in(copies_of(path)[0].path) == "甲镇"


def test_half_an_hour_lies_between_two_but_for_the_last(path: Path) -> None:
    keep_copy(path, NOW)
    type_in(path, "甲镇", NOW)
    soon = NOW + timedelta(minutes=5)
    assert keep_copy(path, soon) is None
    assert keep_copy(path, soon, leaving=True) is not None
    assert keep_copy(path, soon, leaving=True) is None


def test_the_zone_of_the_clock_is_left_out(path: Path) -> None:
    made = keep_copy(path, NOW.astimezone())
    assert made is not None
    assert copies_of(path)[0].at == NOW


def test_it_is_made_beside_a_window_that_writes(path: Path) -> None:
    with Database.open(path, NOW) as store:
        Drafts(store).save("a", [Edit(Part.ENTRIES, CELL, None, Entry("写着"))], NOW)
        made = keep_copy(path, NOW)
        assert made is not None
        assert text_in(made) == "写着"


def test_what_the_program_notes_for_itself_is_no_change(path: Path) -> None:
    keep_copy(path, NOW)
    with Database.open(path, NOW) as store:
        Drafts(store).remember("left_open", "a")
    assert keep_copy(path, NOW, leaving=True) is None


def test_an_export_and_the_bin_are_changes(path: Path) -> None:
    seen = set()
    with Database.open(path, NOW) as store:
        drafts = Drafts(store)
        seen.add(contents(store.connection))
        drafts.keep_evidence("a", NOW, "export", "{}")
        seen.add(contents(store.connection))
        drafts.delete("a", NOW)
        seen.add(contents(store.connection))
    assert len(seen) == 3


def test_nothing_is_copied_where_there_is_no_report(tmp_path: Path) -> None:
    Database.open(tmp_path / "r.sqlite", NOW).close()
    assert keep_copy(tmp_path / "r.sqlite", NOW, leaving=True) is None
    assert not folder_of(tmp_path / "r.sqlite").exists()


def test_copies_are_thinned(path: Path) -> None:
    for number in range(ALWAYS + 5):
        at = NOW + timedelta(minutes=number)
        type_in(path, str(number), at)
        keep_copy(path, at, leaving=True)
    much_later = NOW + timedelta(days=3)
    type_in(path, "later", much_later)
    keep_copy(path, much_later)
    assert len(copies_of(path)) == ALWAYS
    assert text_in(copies_of(path)[0].path) == "later"


def test_a_clock_set_back_loses_no_copy_and_goes_on_making_them(path: Path) -> None:
    keep_copy(path, NOW)
    early = NOW - timedelta(days=700)
    for number, at in enumerate((early, early, early + HALF_AN_HOUR)):
        type_in(path, str(number), at)
        keep_copy(path, at)
    assert [copy.at for copy in copies_of(path)] == [NOW, early + HALF_AN_HOUR, early]


def test_a_clock_set_back_is_no_change(path: Path) -> None:
    keep_copy(path, NOW)
    early = NOW - timedelta(days=700)
    type_in(path, "甲镇", early)
    assert keep_copy(path, early) is not None
    assert keep_copy(path, early + HALF_AN_HOUR) is None


def test_two_copies_of_one_second_do_not_replace_each_other(path: Path) -> None:
    keep_copy(path, NOW)
    type_in(path, "甲镇", NOW)
    keep_copy(path, NOW, leaving=True)
    assert [copy.at for copy in copies_of(path)] == [NOW + timedelta(seconds=1), NOW]


def test_a_damaged_store_gives_no_copy_and_costs_none(path: Path) -> None:
    for number in range(3):
        type_in(path, str(number), NOW)
        keep_copy(path, NOW + timedelta(days=400 * number))
    before = copies_of(path)
    spoil(path)
    with pytest.raises(KnownError) as error:
        keep_copy(path, NOW + timedelta(days=4000), leaving=True)
    assert error.value.code == "store.damaged"
    assert copies_of(path) == before
    assert list(folder_of(path).glob(".*")) == []


def test_a_damaged_copy_is_passed_over(path: Path) -> None:
    good = keep_copy(path, NOW)
    assert good is not None
    type_in(path, "甲镇", NOW + HALF_AN_HOUR)
    bad = keep_copy(path, NOW + HALF_AN_HOUR)
    assert bad is not None
    bad.write_bytes(b"x")
    found = newest_good(path)
    assert found is not None
    assert found.path == good
    good.write_bytes(b"")
    assert newest_good(path) is None
    assert keep_copy(path, NOW + 2 * HALF_AN_HOUR) is not None


def test_other_files_are_no_copies(path: Path) -> None:
    folder_of(path).mkdir()
    for name in ("r 20241332-164012.sqlite", "r.sqlite", "r 1.sqlite", "甲镇 20240329-164012.jibao"):
        (folder_of(path) / name).write_bytes(b"")
    assert copies_of(path) == []


def test_a_folder_that_cannot_be_made_is_told(path: Path) -> None:
    folder_of(path).write_bytes(b"")
    with pytest.raises(KnownError) as error:
        keep_copy(path, NOW)
    assert error.value.code == "file.failed"


def test_what_a_power_cut_left_is_cleared_away_after_a_day(path: Path) -> None:
    folder_of(path).mkdir()
    old, fresh = (folder_of(path) / beside(path).name for _ in range(2))
    for file, at in ((old, NOW - timedelta(days=2)), (fresh, NOW)):
        file.write_bytes(b"half")
        os.utime(file, (at.timestamp(), at.timestamp()))
    keep_copy(path, NOW)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_copy_that_cannot_be_removed_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(ALWAYS + 2):
        type_in(path, str(number), NOW)
        keep_copy(path, NOW + timedelta(days=400 * number))

    unlink = Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file.suffix == ".sqlite":
            raise OSError
        unlink(file, missing_ok)

    count = len(copies_of(path))
    type_in(path, "x", NOW)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert keep_copy(path, NOW + timedelta(days=40000)) is not None
    assert len(copies_of(path)) == count + 1


# ---------------------------------------------------------------- looking into one


def test_a_copy_is_looked_into_without_being_touched(path: Path) -> None:
    made = keep_copy(path, NOW)
    assert made is not None
    before = made.read_bytes()
    with Database.look_into(made) as copy:
        Drafts(copy).remember("k", 1)
    assert made.read_bytes() == before
    assert {file.name for file in folder_of(path).iterdir()} == {made.name}


def test_a_glance_reads_what_is_asked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(path, "甲镇", NOW)
    made = keep_copy(path, NOW)
    assert made is not None
    with Database.glance(made) as copy:
        assert Drafts(copy).load("a").entries[CELL].text == "甲镇"
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda tables: tables.execute("CREATE TABLE x (a)")))
    with Database.glance(made) as copy:
        assert copy.rows("SELECT * FROM x") == []
    made.write_bytes(b"x" * 5000)
    with pytest.raises(KnownError) as error:
        Database.glance(made)
    assert error.value.code == "store.damaged"


def test_what_is_no_store_is_not_looked_into(path: Path, tmp_path: Path) -> None:
    spoil(path)
    with pytest.raises(KnownError) as error:
        Database.look_into(path)
    assert error.value.code == "store.damaged"
    with closing(connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE messages (text)")
    with pytest.raises(KnownError) as error:
        Database.look_into(tmp_path / "other.sqlite")
    assert error.value.code == "store.foreign"


def test_a_store_in_memory_is_put_in_place_of_one_on_the_disk(path: Path) -> None:
    with Database.blank(path) as memory:
        Drafts(memory).create(Draft(uid="b", form="f/2023"), NOW)
        assert memory.put_in_place(path, NOW) == path.with_name("r.20240329-164012.sqlite")
        assert memory.put_in_place(path, NOW) == path.with_name("r.20240329-164013.sqlite")
    with Database.open(path, NOW) as store:
        assert [line.uid for line in Drafts(store).list()] == ["b"]


def test_contents_of_no_report(tmp_path: Path) -> None:
    with Database.blank(tmp_path / "r.sqlite") as store:
        assert contents(store.connection) == ""
        assert isinstance(store.connection, sqlite3.Connection)
