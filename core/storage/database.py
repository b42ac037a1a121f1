"""The one file that holds all reports of this PC: opened safely, known to be whole, held by one window at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import platformdirs

from core.errors import KnownError
from core.storage import migrations
from core.storage.backups import copy_store, put_back
from core.storage.connections import Mode, connect, open_read_only, open_writable, verify, version_of
from core.storage.lock import Held, Lock, take_lock, this_process
from core.storage.presence import Presence, contents
from core.storage.store_errors import primary_code, told_when_store_fails

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

__all__ = ["Database", "Mode", "default_path", "lock_file"]

NEVER = datetime.min


def default_path() -> Path:
    """Where the store lies unless told otherwise: in the user's own folder for data, which stays on this PC."""
    return platformdirs.user_data_path("jibao", appauthor=False, roaming=False) / "reports.sqlite"


def lock_file(path: Path) -> Path:
    """The file beside a store that says who holds it."""
    return path.with_name(path.name + ".lock")


class Database:
    """An open store. mode: how it could be opened. To be used in the thread that opened it, and closed."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, mode: Mode, lock: Lock | None = None, now: datetime = NEVER
    ) -> None:
        self.path = path
        self.mode = mode
        self.connection = connection
        self._lock = lock
        self._tables: Tables | None = None
        self._writes = lock is not None
        self._presence = Presence(path, mode, "") if lock else None
        self._since = now
        self.aside: Path | None = None
        """What lay in the store's place when it had to be written there anew, until somebody tells of it."""
        self.written_anew = False
        """Whether that has happened."""

    @classmethod
    def open(cls, path: Path, now: datetime, *, read_only: bool = False) -> Self:
        """Open the store, making it (and its folder) when missing, and bring it up to date.

        It opens read-only when asked, and where nothing can be written; mode says so. Raises KnownError store.*:
        held (by another window, named), damaged, foreign, newer, older, unfinished, cannot_open and what a disk can do.
        """
        with told_when_store_fails(path):
            lock = None if read_only else _take_lock(path, now)
            try:
                if lock:
                    return cls._open_held(path, lock, now)
            except sqlite3.OperationalError as error:
                # Windows tells only now that the file may not be written.
                if primary_code(error) != sqlite3.SQLITE_READONLY:
                    raise
            return cls(path, open_read_only(path), Mode.READ_ONLY)

    @classmethod
    def _open_held(cls, path: Path, lock: Lock, now: datetime) -> Self:
        with ExitStack() as on_failure:
            on_failure.callback(lock.release)
            connection, mode = open_writable(path)
            on_failure.callback(connection.close)
            database = cls(path, connection, mode, lock, now)
            database._update()
            on_failure.pop_all()
        return database

    @classmethod
    def blank(cls, path: Path) -> Self:
        """An empty store in memory, of today's steps. path: what its sentences name.

        One thread may fill it and another go on with it, one after the other.
        """
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        database = cls(path, memory, Mode.READ_ONLY)
        database._run_steps(0)
        return database

    @classmethod
    def look_into(cls, path: Path) -> Self:
        """A backup of any age, read into memory and brought up to date there; its file is only read, wherever it lies.

        Raises KnownError store.*.
        """
        memory = sqlite3.connect(":memory:", isolation_level=None)
        try:
            with told_when_store_fails(path), closing(open_read_only(path, oldest=1)) as file:
                file.backup(memory)
            database = cls(path, memory, Mode.READ_ONLY)
            database._run_steps(version_of(memory))
        except BaseException:
            memory.close()
            raise
        return database

    @classmethod
    def glance(cls, path: Path) -> Self:
        """As look_into(), at once, for a copy that was verified when it was made: only what is asked for is read."""
        with told_when_store_fails(path), ExitStack() as on_failure:
            connection = connect(path, "mode=ro")
            on_failure.callback(connection.close)
            if version_of(connection) == len(migrations.STEPS):
                on_failure.pop_all()
                return cls(path, connection, Mode.READ_ONLY)
        return cls.look_into(path)

    def close(self) -> None:
        """Close the store and give the lock back; a second call does nothing."""
        self.connection.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------ reading and writing

    @property
    def tables(self) -> Tables:
        """The store through sqlite-utils, loaded when first needed: it costs a tenth of a second of starting up."""
        if self._tables is None:
            self._tables = _tables(self.connection)
        return self._tables

    @contextmanager
    def transaction(self) -> Iterator[Tables]:
        """All that is written inside is on the disk at the end, or nothing of it. Raises KnownError store.*."""
        self.be_there()
        with told_when_store_fails(self.path), self.tables.atomic() as tables:
            yield tables
            if not self.connection.in_transaction:  # SQLite has rolled it back, and somebody kept that to himself
                raise KnownError("store.io")
        if self._presence:
            self._presence.holds = self._contents()

    def rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        """What a query finds, without loading sqlite-utils. Raises KnownError store.*."""
        if self._writes and self._presence is None:
            self.be_there()
        with told_when_store_fails(self.path):
            return self.connection.execute(sql, values).fetchall()

    # ------------------------------------------------------------ keeping it whole

    def verify(self) -> None:
        """Read every page of the store. Raises KnownError store.damaged."""
        with told_when_store_fails(self.path):
            verify(self.connection, self.path)

    def back_up(self, target: Path) -> None:
        """Copy the whole store, as it is now, to one file; an older backup there is replaced by a verified copy only.

        Raises KnownError store.damaged, store.onto_itself and file.*; then the older backup is still there.
        """
        copy_store(self.connection, self.path, target)

    @staticmethod
    def restore(path: Path, backup: Path, now: datetime) -> Path | None:
        """Put a backup in the place of a store that is not open, whole or damaged.

        What was there stays beside it, under the name that is returned (None if there was nothing). Raises KnownError
        store.* for a backup that is none, store.held, store.read_only and file.*; then the store is what it was.
        """
        with (
            _held(path, now),
            told_when_store_fails(backup),
            closing(open_read_only(backup, oldest=1)) as connection,
        ):
            return put_back(connection, path, now)

    def put_in_place(self, path: Path, now: datetime) -> Path | None:
        """Put the contents of this store in the place of another that is not open, as restore() does a backup's."""
        with _held(path, now):
            return put_back(self.connection, path, now)

    def be_there(self) -> None:
        """Write the store to its place anew when somebody has removed or replaced it while it was open.

        Raises KnownError store.gone when the place itself is gone, store.held when somebody else is at work there by
        now, store.* and file.*. What is in the open files is kept until it can be written.
        """
        if not self._writes or (self._presence and self._presence.lasts()):
            return
        with told_when_store_fails(self.path):
            if self._presence:
                self._come_back(self._presence)
            # Before the new one is opened: closing removes what lies under the name of the old one's waiting saves.
            self._presence = None
            self.connection.close()
            self.connection, self.mode = open_writable(self.path)
            self.connection.execute("PRAGMA foreign_keys = ON")
            self._tables, self._presence = None, Presence(self.path, self.mode, self._contents())

    def _come_back(self, presence: Presence) -> None:
        """Have in the store's place what is in the open files, and the lock on it."""
        back = presence.is_back()
        if not back and not presence.same_disk():
            raise KnownError("store.gone")
        self._hold_anew()
        if not back:
            presence.let_go()
            self.aside = put_back(self.connection, self.path, self._since)
            self.written_anew = True

    def _contents(self) -> str:
        """The mark of what is stored; "" where it cannot be read: what was just saved is saved all the same."""
        with suppress(sqlite3.Error):
            return contents(self.connection)
        return ""

    def _hold_anew(self) -> None:
        """Take the lock again: the file that was locked may be gone too."""
        if self._lock:
            self._lock.release()
            self._lock = None
        self._lock = _take_lock(self.path, self._since)
        if self._lock is None:
            raise KnownError("store.gone")

    def _update(self) -> None:
        """Bring the store up to date, after a copy of what it was."""
        version = version_of(self.connection)
        if 0 < version < len(migrations.STEPS):
            self.back_up(self.path.with_name(f"{self.path.stem}.v{version}{self.path.suffix}"))
        self._run_steps(version)

    def _run_steps(self, version: int) -> None:
        """Run the steps that the store lacks, each with its number in one transaction."""
        for number, step in enumerate(migrations.STEPS[version:], version + 1):
            with self.tables.atomic() as tables:
                step(tables)
                tables.execute(f"PRAGMA user_version = {number}")
        # Only now: a step may have to rebuild a table that others refer to.
        self.connection.execute("PRAGMA foreign_keys = ON")


def _tables(connection: sqlite3.Connection) -> Tables:
    from sqlite_utils import Database as Tables

    return Tables(connection, execute_plugins=False)


@contextmanager
def _held(path: Path, now: datetime) -> Iterator[None]:
    """Hold a store that is not open. Raises KnownError store.held, store.read_only."""
    lock = _take_lock(path, now)
    if lock is None:
        raise KnownError("store.read_only")
    try:
        yield
    finally:
        lock.release()


def _take_lock(path: Path, now: datetime) -> Lock | None:
    """The lock; None where nothing can be written. Raises KnownError store.held."""
    if path.exists() and not os.access(path, os.W_OK):
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return take_lock(lock_file(path), this_process(now))
    except Held as held:
        who = held.holder
        user, host, since = who.user or "另一位用户", who.host or "另一台电脑", who.since or "时间不明"
        raise KnownError("store.held", user=user, host=host, since=since) from held
    except OSError:
        return None
