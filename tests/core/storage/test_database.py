"""The store opens where it can, says how, and never touches a file that is not whole, not its own or too new."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

import pytest

from core.errors import KnownError
from core.storage import connections, database, migrations
from core.storage.backups import copy_store
from core.storage.connections import connect, uri_of
from core.storage.database import Database, Mode, default_path, lock_file
from core.storage.store_errors import told_when_store_fails
from tests.core.refusals import refused

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

NOW = datetime(2024, 3, 29, 16, 40, 12)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A name with all that a URI could stumble over."""
    return tmp_path / "数据 100%" / "a#b?.sqlite"


def put(store: Database, value: str) -> None:
    with store.transaction() as tables:
        tables.table("settings").upsert({"key": "k", "value": value}, pk="key")


def got(store: Database) -> list[tuple[Any, ...]]:
    return store.rows("SELECT value FROM settings WHERE key = ?", ["k"])


def made(path: Path, value: str = "1") -> Path:
    with Database.open(path, NOW) as store:
        put(store, value)
    return path


def spoil(path: Path) -> bytes:
    """Overwrite the middle of the file; what it holds then."""
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 6] = b"\xa5" * 4096 * 4
    path.write_bytes(content)
    return bytes(content)


# ---------------------------------------------------------------- opening


def test_a_new_store_is_made_with_its_folder(path: Path) -> None:
    with Database.open(path, NOW) as store:
        put(store, "1")
        assert store.mode is Mode.WAL
        assert store.rows("PRAGMA synchronous") == [(2,)]
        assert store.rows("PRAGMA foreign_keys") == [(1,)]
        assert store.rows("PRAGMA user_version") == [(len(migrations.STEPS),)]
    with Database.open(path, NOW) as store:
        assert got(store) == [("1",)]
    assert {file.name for file in path.parent.iterdir()} == {path.name, lock_file(path).name}


def test_an_empty_file_is_a_new_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    made(path)


def test_closing_twice(path: Path) -> None:
    store = Database.open(path, NOW)
    store.close()
    store.close()


def test_the_default_is_in_the_user_s_folder() -> None:
    assert default_path().name == "reports.sqlite"
    assert default_path().parent.name == "jibao"


def test_a_list_needs_no_sqlite_utils(path: Path) -> None:
    """Loading it would be most of what opening costs."""
    made(path)
    code = (
        "import sys, datetime, pathlib\n"
        "from core.storage.drafts import Drafts\n"
        "from core.storage.database import Database\n"
        "drafts = Drafts(Database.open(pathlib.Path(sys.argv[1]), datetime.datetime(2024, 1, 1)))\n"
        "print(len(drafts.list()), drafts.recall('x'), 'sqlite_utils' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "0 None False\n"


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (PurePosixPath("/a b/100%?#/长宁.sqlite"), "file:///a b/100%25%3f%23/长宁.sqlite"),
        (PureWindowsPath("C:\\数据\\x.sqlite"), "file:///C:/数据/x.sqlite"),
        (PureWindowsPath("\\\\server\\share\\x.sqlite"), "file:////server/share/x.sqlite"),
    ],
)
def test_uris(file: PurePath, uri: str) -> None:
    assert uri_of(file) == uri
    assert uri_of(file, "mode=ro") == f"{uri}?mode=ro"


def test_a_transaction_that_came_to_an_end_by_itself_is_no_success(path: Path) -> None:
    with Database.open(path, NOW) as store:
        with refused("store.io"), store.transaction() as tables:
            tables.conn.execute("INSERT INTO settings VALUES ('k', '1')")
            tables.conn.execute("ROLLBACK")  # as SQLite does when the disk is full
        assert got(store) == []


# ---------------------------------------------------------------- where WAL does not work


def test_a_network_share_gets_a_rollback_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(connections, "on_network", lambda _: True)
    with Database.open(path, NOW) as store, Database.open(path, NOW, read_only=True) as other:
        assert store.mode is Mode.JOURNAL
        assert store.rows("PRAGMA journal_mode") == [("delete",)]
        assert store.rows("PRAGMA synchronous") == [(3,)]
        put(store, "2")
        assert got(other) == [("2",)]


def without_shared_memory(path: Path) -> None:
    """SQLite follows no link to make its file for it."""
    Path(f"{path}-shm").symlink_to("nowhere")


def test_without_memory_shared_between_processes_too(path: Path) -> None:
    made(path)
    without_shared_memory(path)
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.JOURNAL
        put(store, "2")
        assert got(store) == [("2",)]


def test_a_file_system_that_answers_with_another_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Odd(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            return super().execute(sql.replace("journal_mode = WAL", "journal_mode"), *values)

    def odd(file: Path, query: str = "") -> sqlite3.Connection:
        return sqlite3.connect(uri_of(file, query), uri=True, isolation_level=None, factory=Odd)

    monkeypatch.setattr(connections, "connect", odd)
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.JOURNAL


# ---------------------------------------------------------------- where nothing can be written


def no_lock(*_: object) -> None:
    raise OSError(errno.EROFS, "read-only")


def test_a_folder_that_cannot_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(database, "take_lock", no_lock)
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.READ_ONLY
        assert got(store) == [("1",)]
        with refused("store.read_only"):
            put(store, "2")


def test_a_file_that_cannot_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.READ_ONLY


def test_a_medium_that_cannot_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There not even the memory shared between processes can be made."""
    made(path)
    without_shared_memory(path)
    monkeypatch.setattr(database, "take_lock", no_lock)
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.READ_ONLY
        assert got(store) == [("1",)]


def test_an_unfinished_save_there_is_not_passed_over(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on the disk is in the WAL alone: the file by itself would show an older report."""
    made(path)
    stick = tmp_path / "stick.sqlite"
    with Database.open(path, NOW) as store:
        put(store, "2")
        shutil.copy(path, stick)
        shutil.copy(f"{path}-wal", f"{stick}-wal")
    without_shared_memory(stick)
    monkeypatch.setattr(database, "take_lock", no_lock)
    with refused("store.unfinished"):
        Database.open(stick, NOW)
    Path(f"{stick}-shm").unlink()
    with Database.open(stick, NOW) as store:
        assert (store.mode, got(store)) == (Mode.READ_ONLY, [("2",)])


def test_no_store_where_none_can_be_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "take_lock", no_lock)
    with refused("store.cannot_open"):
        Database.open(path, NOW)


def test_a_folder_is_no_store(path: Path) -> None:
    path.mkdir(parents=True)
    with refused("store.cannot_open"):
        Database.open(path, NOW)


def failing(code: int) -> Any:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("no")
        error.sqlite_errorcode = code
        raise error

    return fail


def test_windows_tells_late_that_a_file_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(database, "open_writable", failing(sqlite3.SQLITE_READONLY))
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.READ_ONLY
    monkeypatch.undo()
    made(path)


def test_a_failed_opening_gives_the_lock_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "open_writable", failing(sqlite3.SQLITE_IOERR_READ))
    with refused("store.io"):
        Database.open(path, NOW)
    monkeypatch.undo()
    made(path)


# ---------------------------------------------------------------- files that must stay as they are


def assert_untouched(path: Path, content: bytes, code: str) -> None:
    with refused(code):
        Database.open(path, NOW)
    assert path.read_bytes() == content
    assert not path.with_name(path.name + "-journal").exists()


def test_a_damaged_store_is_left_alone(path: Path) -> None:
    made(path)
    assert_untouched(path, spoil(path), "store.damaged")
    with refused("store.damaged"):
        Database.open(path, NOW, read_only=True)


def test_a_damaged_store_keeps_also_what_a_power_cut_left_beside_it(path: Path, tmp_path: Path) -> None:
    """SQLite would write the WAL into the file when it closes it."""
    made(path)
    damaged = tmp_path / "d.sqlite"
    with Database.open(path, NOW) as store:
        put(store, "2")
        shutil.copy(path, damaged)
        shutil.copy(f"{path}-wal", f"{damaged}-wal")
    left = Path(f"{damaged}-wal").read_bytes()
    assert_untouched(damaged, spoil(damaged), "store.damaged")
    assert Path(f"{damaged}-wal").read_bytes() == left


def test_a_store_cut_short_is_left_alone(path: Path) -> None:
    made(path)
    content = path.read_bytes()[:9000]
    path.write_bytes(content)
    assert_untouched(path, content, "store.damaged")


def test_what_is_no_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"PK\x03\x04 a document" * 500)
    assert_untouched(path, path.read_bytes(), "store.damaged")


def test_another_program_s_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(connect(path)) as other:
        other.execute("CREATE TABLE messages (text)")
    assert_untouched(path, path.read_bytes(), "store.foreign")


def test_a_newer_program_s_store_is_left_alone(path: Path) -> None:
    made(path)
    with closing(connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(migrations.STEPS) + 1}")
    assert_untouched(path, path.read_bytes(), "store.newer")


def test_a_store_is_verified_on_request(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Database.open(path, NOW) as store:
        store.verify()
    spoil(path)
    monkeypatch.setattr(connections, "inspect", lambda *_: len(migrations.STEPS))
    with Database.open(path, NOW, read_only=True) as store, refused("store.damaged"):
        store.verify()


def test_text_that_is_no_text_is_damage(path: Path) -> None:
    with Database.open(path, NOW) as store:
        store.connection.execute("INSERT INTO settings VALUES ('k', CAST(x'ff' AS TEXT))")
        with refused("store.damaged"):
            got(store)


# ---------------------------------------------------------------- migrations

SCHEMA = {
    "reports": ["uid", "form", "created", "saved", "binned", "summary"],
    "cells": ["uid", "item", "row", "column", "text", "origin", "reason"],
    "parts": ["uid", "part", "key", "value"],
    "history": ["uid", "cell", "visit", "at", "before", "before_origin", "after", "origin"],
    "evidence": ["id", "uid", "at", "kind", "payload"],
    "settings": ["key", "value"],
}


def test_every_migration_has_a_test() -> None:
    """A step added to STEPS needs a test that starts from a store of the version before it."""
    assert len(migrations.STEPS) == 1


def test_step_1_makes_the_tables_all_of_text(path: Path) -> None:
    with Database.open(path, NOW) as store:
        assert {table.name: list(table.columns_dict) for table in store.tables.tables} == SCHEMA
        kinds = {column.type for table in store.tables.tables for column in table.columns if column.name != "id"}
        assert kinds == {"TEXT"}
        assert store.rows("PRAGMA application_id") == [(migrations.APPLICATION,)]


def add_column(tables: "Tables") -> None:
    tables.table("reports").add_column("county", str)


def fail_halfway(tables: "Tables") -> None:
    tables.table("reports").add_column("district", str)
    raise sqlite3.OperationalError("power cut")


def test_an_old_store_is_backed_up_and_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, add_column))
    with Database.open(path, NOW) as store:
        assert "county" in store.tables.table("reports").columns_dict
        assert got(store) == [("1",)]
    monkeypatch.undo()
    with refused("store.newer"):
        Database.open(path, NOW)
    with Database.open(path.with_name("a#b?.v1.sqlite"), NOW) as old:
        assert got(old) == [("1",)]


def test_a_step_that_fails_leaves_the_store_before_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, add_column, fail_halfway))
    with pytest.raises(sqlite3.OperationalError, match="power cut"):
        Database.open(path, NOW)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:1], add_column))
    with Database.open(path, NOW) as store:
        assert store.rows("PRAGMA user_version") == [(2,)]
        assert "district" not in store.tables.table("reports").columns_dict


def test_an_old_store_that_cannot_be_written_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, add_column))
    with refused("store.older"):
        Database.open(path, NOW, read_only=True)


# ---------------------------------------------------------------- backups


def test_a_backup_is_one_file_with_everything(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.sqlite"
    with Database.open(path, NOW) as store:
        for value in ("1", "2"):
            put(store, value)
            store.back_up(target)
    assert {file.name for file in tmp_path.iterdir()} == {"备份.sqlite", path.parent.name}
    with Database.open(target, NOW, read_only=True) as copy:
        assert got(copy) == [("2",)]


def test_a_damaged_store_never_replaces_a_good_backup(path: Path, tmp_path: Path) -> None:
    target = made(tmp_path / "good.sqlite")
    good = target.read_bytes()
    made(path)
    spoil(path)
    with closing(connect(path)) as damaged, refused("store.damaged"):
        copy_store(damaged, path, target)
    assert target.read_bytes() == good


def test_a_backup_that_fails_leaves_the_older_one(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "b.sqlite"
    with Database.open(path, NOW) as store:
        store.back_up(target)
        good = target.read_bytes()
        for code, told in ((sqlite3.SQLITE_FULL, "file.full"), (sqlite3.SQLITE_IOERR_WRITE, "file.failed")):
            monkeypatch.setattr("core.storage.backups.connect", failing(code))
            with refused(told):
                store.back_up(target)
    assert target.read_bytes() == good
    assert {file.name for file in tmp_path.iterdir()} == {"b.sqlite", path.parent.name}


def test_a_backup_into_a_folder_that_is_gone(path: Path, tmp_path: Path) -> None:
    with Database.open(path, NOW) as store, refused("file.failed"):
        store.back_up(tmp_path / "gone" / "b.sqlite")


def test_a_store_is_no_backup_of_itself(path: Path) -> None:
    with Database.open(path, NOW) as store, refused("store.onto_itself"):
        store.back_up(path.parent / ".." / path.parent.name / path.name)


def test_what_an_older_store_left_is_not_put_into_a_backup(path: Path, tmp_path: Path) -> None:
    target = made(tmp_path / "b.sqlite", "old")
    with Database.open(target, NOW) as old:
        put(old, "left in the WAL")
        shutil.copy(f"{target}-wal", tmp_path / "kept")
    shutil.copy(tmp_path / "kept", f"{target}-wal")
    with Database.open(path, NOW) as store:
        put(store, "new")
        store.back_up(target)
    assert not Path(f"{target}-wal").exists()
    with Database.open(target, NOW) as copy:
        assert got(copy) == [("new",)]


@pytest.mark.parametrize("damaged", [True, False])
def test_a_backup_is_put_back(damaged: bool, path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "b.sqlite"
    with Database.open(path, NOW) as store:
        put(store, "backed up")
        store.back_up(backup)
        put(store, "later")
    before = spoil(path) if damaged else path.read_bytes()
    aside = Database.restore(path, backup, NOW)
    assert aside == path.with_name("a#b?.20240329-164012.sqlite")
    assert aside.read_bytes() == before
    with Database.open(path, NOW) as store:
        assert got(store) == [("backed up",)]


def test_a_backup_is_put_where_there_was_nothing(path: Path, tmp_path: Path) -> None:
    assert Database.restore(path, made(tmp_path / "b.sqlite"), NOW) is None
    with Database.open(path, NOW) as store:
        assert got(store) == [("1",)]


def test_an_older_program_s_backup_is_put_back(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = made(tmp_path / "b.sqlite")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, add_column))
    Database.restore(path, backup, NOW)
    with Database.open(path, NOW) as store:
        assert got(store) == [("1",)]


def test_what_is_no_backup_is_not_put_back(path: Path, tmp_path: Path) -> None:
    content = made(path).read_bytes()
    backup = made(tmp_path / "b.sqlite")
    spoil(backup)
    with refused("store.damaged"):
        Database.restore(path, backup, NOW)
    backup.write_bytes(b"")
    with refused("store.foreign"):
        Database.restore(path, backup, NOW)
    with refused("store.cannot_open"):
        Database.restore(path, tmp_path / "none.sqlite", NOW)
    assert path.read_bytes() == content


def test_a_store_in_use_is_not_replaced(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = made(tmp_path / "b.sqlite")
    with Database.open(path, NOW), refused("store.held"):
        Database.restore(path, backup, NOW)
    monkeypatch.setattr(database, "take_lock", no_lock)
    with refused("store.read_only"):
        Database.restore(path, backup, NOW)


# ---------------------------------------------------------------- two windows, and the end of one

HOLDING = """
import sys
from datetime import datetime
from pathlib import Path
from core.storage import connections
from core.storage.database import Database

if sys.argv[2] == "journal":
    connections.on_network = lambda _: True
store = Database.open(Path(sys.argv[1]), datetime(2024, 3, 29, 16, 40, 12))
number = 0
while True:
    number += 1
    with store.transaction() as tables:
        for key in ("k", "twin"):
            tables.table("settings").upsert({"key": key, "value": str(number)}, pk="key")
    print(number, flush=True)
"""


@contextmanager
def another_window(path: Path, mode: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", HOLDING, str(path), mode]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(process: "subprocess.Popen[str]", count: int) -> int:
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(count)]
    return int(lines[-1])


@pytest.mark.parametrize("mode", ["wal", "journal"])
def test_a_killed_program_loses_nothing_that_it_said_was_saved(mode: str, path: Path) -> None:
    last = 0
    for round_ in range(4):
        with another_window(path, mode) as process:
            acknowledged(process, 20 + 7 * round_)
            process.send_signal(signal.SIGKILL)
            assert process.stdout
            rest = process.stdout.read().split()
            last = int(rest[-1]) if rest else last
        with Database.open(path, NOW) as store:
            values = dict(store.rows("SELECT key, value FROM settings"))
            assert values["k"] == values["twin"]
            assert int(values["k"]) >= last
            store.verify()


def test_a_second_window_is_told_of_the_first_and_may_read(path: Path) -> None:
    with another_window(path, "wal") as process:
        number = acknowledged(process, 1)
        with refused("store.held"):
            Database.open(path, NOW)
        with pytest.raises(KnownError, match="2024-03-29 16:40:12"):
            Database.open(path, NOW)
        with Database.open(path, NOW, read_only=True) as store:
            assert int(got(store)[0][0]) >= number
    with Database.open(path, NOW) as store:
        assert store.mode is Mode.WAL


def test_a_holder_without_a_name_is_told_too(path: Path) -> None:
    with Database.open(path, NOW):
        lock_file(path).write_bytes(b"")
        with pytest.raises(KnownError, match="另一位用户"):
            Database.open(path, NOW)


def test_a_hot_journal_is_rolled_back_before_the_store_is_looked_at(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut in the middle of a save leaves."""
    monkeypatch.setattr(connections, "on_network", lambda _: True)
    made(path)
    with Database.open(path, NOW) as store:
        store.connection.execute("PRAGMA cache_size = 1")
        store.connection.execute("PRAGMA cache_spill = 1")
        store.connection.execute("BEGIN")
        store.connection.execute("UPDATE settings SET value = 'half'")
        store.connection.executemany("INSERT INTO settings VALUES (?, ?)", [(f"{n}", "x" * 5000) for n in range(50)])
        cut = tmp_path / "cut.sqlite"
        shutil.copy(path, cut)
        shutil.copy(f"{path}-journal", f"{cut}-journal")
        store.connection.execute("ROLLBACK")
    with refused("store.unfinished"):
        Database.open(cut, NOW, read_only=True)
    with Database.open(cut, NOW) as store:
        assert got(store) == [("1",)]


# ---------------------------------------------------------------- what SQLite says


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_FULL, "store.full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "store.read_only"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store.locked"),
        (sqlite3.SQLITE_IOERR_FSYNC, "store.io"),
        (sqlite3.SQLITE_CORRUPT, "store.damaged"),
    ],
)
def test_sentences(code: int, told: str, path: Path) -> None:
    with refused(told), told_when_store_fails(path):
        failing(code)()


def test_a_mistake_of_ours_stays_one(path: Path) -> None:
    with Database.open(path, NOW) as store, pytest.raises(sqlite3.OperationalError, match="no such table"):
        store.rows("SELECT * FROM nowhere")
