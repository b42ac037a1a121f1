"""The copies that the program makes of the store by itself: beside it, each checked before it counts, and thinned."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from core.atomic import LEFT
from core.errors import KnownError
from core.storage.backup_policy import due, kept
from core.storage.backups import copy_store
from core.storage.connections import connect, open_read_only
from core.storage.file_errors import told_when_not_written
from core.storage.presence import contents
from core.storage.store_errors import told_when_store_fails

FOLDER = "backups"
STAMP = "%Y%m%d-%H%M%S"
_LEFT_FOR = timedelta(days=1)
STAMPED = re.compile(r"\d{8}-\d{6}")


class Copy(NamedTuple):
    """A copy of a store. at: wall-clock time of this PC when it was made, without a zone."""

    path: Path
    at: datetime


def folder_of(store: Path) -> Path:
    """Where the copies of a store lie."""
    return store.parent / FOLDER


def copies_of(store: Path) -> Sequence[Copy]:
    """The copies of a store, the newest first. A folder that cannot be read has none."""
    found = []
    with suppress(OSError):
        for path in folder_of(store).iterdir():
            at = _made_at(path, store)
            if at is not None:
                found.append(Copy(path, at))
    return sorted(found, key=lambda copy: copy.at, reverse=True)


def keep_copy(store: Path, now: datetime, *, leaving: bool = False) -> Path | None:
    """Copy the store if a copy is due (or the program ends) and none is the same; then thin them.

    It reads through a connection of its own, so that any thread may do it beside the one that writes. Raises KnownError
    store.* and file.*; then no copy was made and none removed.
    """
    now = now.replace(tzinfo=None)
    copies = copies_of(store)
    if not leaving and not due((copy.at for copy in copies), now):
        return None
    with told_when_store_fails(store), closing(open_read_only(store)) as connection:
        mark = contents(connection)
        # Not the newest alone: after the clock was set back that is one of the future.
        if not mark or any(mark == _contents_of(copy.path) for copy in copies):
            return None
        with told_when_not_written(folder_of(store)):
            folder_of(store).mkdir(exist_ok=True)
        target = _free_name(store, now)
        copy_store(connection, store, target)
    _thin(store, now)
    return target


def newest_good(store: Path) -> Copy | None:
    """The newest copy that is whole from end to end."""
    for copy in copies_of(store):
        with suppress(KnownError, sqlite3.Error), closing(open_read_only(copy.path, oldest=1)):
            return copy
    return None


def _made_at(path: Path, store: Path) -> datetime | None:
    stamp = path.stem.removeprefix(f"{store.stem} ")
    if path.suffix != store.suffix or stamp == path.stem or not STAMPED.fullmatch(stamp):
        return None
    with suppress(ValueError):  # a thirteenth month
        return datetime.strptime(stamp, STAMP)
    return None


def _free_name(store: Path, now: datetime) -> Path:
    """A name of its own, also when the clock was set back onto a copy: no copy replaces another."""
    while (path := folder_of(store) / f"{store.stem} {now:{STAMP}}{store.suffix}").exists():
        now += timedelta(seconds=1)
    return path


def _contents_of(copy: Path) -> str | None:
    with suppress(sqlite3.Error), closing(connect(copy, "mode=ro")) as connection:
        return contents(connection)
    return None


def _thin(store: Path, now: datetime) -> None:
    copies = copies_of(store)
    stay = kept((copy.at for copy in copies), now)
    for copy in copies:
        if copy.at not in stay:
            with suppress(OSError):
                copy.path.unlink()
    for file in folder_of(store).glob(LEFT):  # of a copy that a power cut ended
        with suppress(OSError):
            if datetime.fromtimestamp(file.stat().st_mtime) < now - _LEFT_FOR:
                file.unlink()
