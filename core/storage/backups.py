"""Copies of the store, and the way back to one: a damaged file never takes the place of a good one."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.atomic import beside, replace_file
from core.errors import KnownError
from core.storage.connections import connect, side_files, verify
from core.storage.file_errors import told_when_not_written
from core.storage.store_errors import primary_code, told_when_store_fails


def copy_store(connection: sqlite3.Connection, path: Path, target: Path) -> None:
    """Copy an open store to the file `target`, which is replaced when the copy is finished and verified.

    Raises KnownError store.damaged, store.onto_itself, store.* and file.*.
    """
    with told_when_store_fails(path):
        verify(connection, path)
    with told_when_not_written(target):
        target = target.resolve()
        if target.exists() and target.samefile(path):
            raise KnownError("store.onto_itself", file=target.name)
        with _copied(connection, target) as copy:
            _replace(copy, target)


def put_back(connection: sqlite3.Connection, path: Path, now: datetime) -> Path | None:
    """Replace a store that is not open by a copy of an open one; where the replaced one lies now. Raises KnownError."""
    with told_when_not_written(path), _copied(connection, path) as copy:
        aside = _aside(path, now) if path.exists() else None
        if aside:
            # Copied, not moved: whatever happens in between, the next start finds a store.
            for file, kept in zip([path, *side_files(path)], [aside, *side_files(aside)], strict=True):
                with suppress(FileNotFoundError):
                    shutil.copy2(file, kept)
        _replace(copy, path)
    return aside


@contextmanager
def _copied(connection: sqlite3.Connection, target: Path) -> Iterator[Path]:
    """A verified copy beside the target, removed at the end if it is still there. Raises OSError, KnownError."""
    temporary = beside(target)
    try:
        temporary.touch(exist_ok=False)  # the system says why it will not; SQLite would not tell
        _copy(connection, temporary)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy(connection: sqlite3.Connection, file: Path) -> None:
    try:
        with closing(connect(file)) as copy:
            connection.backup(copy)
            # One file, which can be read from a medium that cannot be written.
            copy.execute("PRAGMA journal_mode = DELETE")
            verify(copy, file)
    except sqlite3.OperationalError as error:
        # The store itself was just read from end to end: it is the copy that cannot be written.
        full = primary_code(error) == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def _aside(path: Path, now: datetime) -> Path:
    while (kept := path.with_name(f"{path.stem}.{now:%Y%m%d-%H%M%S}{path.suffix}")).exists():
        now += timedelta(seconds=1)
    return kept


def _replace(copy: Path, target: Path) -> None:
    for file in side_files(target):  # unfinished work of the old file, which SQLite would put into the new one
        file.unlink(missing_ok=True)
    replace_file(copy, target)
