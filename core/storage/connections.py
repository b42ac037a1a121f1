"""Connections to a store's file: how it is looked at before anything is written, and which journal it can have."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from enum import StrEnum
from pathlib import Path, PurePath

from core.errors import KnownError
from core.storage import migrations
from core.storage.store_errors import primary_code
from core.storage.volumes import on_network

PATIENCE = 2.0
"""Seconds to wait for another process that is just writing."""


class Mode(StrEnum):
    """How the store is open; the status bar says it."""

    WAL = "wal"
    JOURNAL = "journal"
    """Rollback journal: on a network share, or where WAL does not work."""
    READ_ONLY = "read_only"


def connect(path: Path, query: str = "") -> sqlite3.Connection:
    """A connection that begins no transaction by itself; query: what the URI says (`mode=ro`, `immutable=1`)."""
    return sqlite3.connect(uri_of(path.absolute(), query), uri=True, timeout=PATIENCE, isolation_level=None)


def uri_of(path: PurePath, query: str = "") -> str:
    """The file: URI of an absolute path. pathlib's own makes a host of a share's server, which SQLite refuses."""
    plain = path.as_posix()
    for sign in "%?#":  # the percent sign first, or it would quote the other two again
        plain = plain.replace(sign, f"%{ord(sign):02x}")
    return f"file://{'' if plain.startswith('/') else '/'}{plain}{query and '?' + query}"


def side_files(path: Path) -> list[Path]:
    """The names of the files that SQLite keeps beside a store."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


# ---------------------------------------------------------------- looking before writing


def inspect(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a whole store of ours, 0 when it is empty.

    Raises KnownError store.damaged, store.foreign or store.newer, and sqlite3.Error.
    """
    # The file's own marks first: they are in its first page, and a stranger's file is not ours to judge.
    version = version_of(connection)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != migrations.APPLICATION and (version or tables):
        raise KnownError("store.foreign", file=path.name)
    if version > len(migrations.STEPS):
        raise KnownError("store.newer", file=path.name)
    verify(connection, path)
    return version


def version_of(connection: sqlite3.Connection) -> int:
    """How many of the steps the store has behind it."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def verify(connection: sqlite3.Connection, path: Path) -> None:
    """Read every page. Raises KnownError store.damaged, and sqlite3.Error."""
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise KnownError("store.damaged", file=path.name)


def inspect_file(path: Path) -> int:
    """inspect() a file by a connection that cannot write; where a power cut left work to undo, by one that can."""
    with suppress(sqlite3.OperationalError), closing(connect(path, "mode=ro")) as connection:
        return inspect(connection, path)
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # as in _with_rollback_journal()
        return inspect(connection, path)


# ---------------------------------------------------------------- opening


def open_writable(path: Path) -> tuple[sqlite3.Connection, Mode]:
    """A connection that writes, with the journal that works here. Raises KnownError as inspect(), sqlite3.Error."""
    if path.exists():
        inspect_file(path)
    if not on_network(path):
        with suppress(sqlite3.OperationalError):
            return _writing(path, _with_wal), Mode.WAL
    # Anew: a connection that failed to read the WAL fails at everything.
    return _writing(path, _with_rollback_journal), Mode.JOURNAL


def _writing(path: Path, begin: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    connection = connect(path)
    try:
        begin(connection)
        # SQLite opens for reading what it may not write, and says so only now.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _with_wal(connection: sqlite3.Connection) -> None:
    (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if journal != "wal":
        raise sqlite3.OperationalError(journal)
    connection.execute("PRAGMA synchronous = FULL")


def _with_rollback_journal(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # reads a WAL without the memory that processes share
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = NORMAL")  # in force with the next transaction
    # More than FULL: here a commit is the journal's removal, and the folder must know of it too.
    connection.execute("PRAGMA synchronous = EXTRA")


def open_read_only(path: Path, oldest: int | None = None) -> sqlite3.Connection:
    """A connection that only reads, also beside a process that writes, also on a medium that cannot be written.

    oldest: the lowest version that will do, today's if not given.
    Raises KnownError as inspect(), store.older, store.unfinished, and sqlite3.Error.
    """
    try:
        return _readable(path, "mode=ro", oldest)
    except sqlite3.OperationalError as error:
        if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or not path.is_file():
            raise
        if any(file.exists() and file.stat().st_size for file in side_files(path) if not file.name.endswith("-shm")):
            # What is immutable is read without them: a save would be missing, or half of one be there.
            raise KnownError("store.unfinished", file=path.name) from error
        return _readable(path, "immutable=1", oldest)


def _readable(path: Path, query: str, oldest: int | None) -> sqlite3.Connection:
    connection = connect(path, query)
    try:
        version = inspect(connection, path)
        if version < (len(migrations.STEPS) if oldest is None else oldest):
            raise KnownError("store.older" if version else "store.foreign", file=path.name)
    except BaseException:
        connection.close()
        raise
    return connection
