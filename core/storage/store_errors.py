"""What SQLite says, in the clerk's words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import KnownError

_CODES = {
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_PERM: "store.read_only",
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_PROTOCOL: "store.locked",
    sqlite3.SQLITE_IOERR: "store.io",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.damaged",
    sqlite3.SQLITE_CANTOPEN: "store.cannot_open",
}


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's code without its details; 0 where Python raised the error by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def told_when_store_fails(path: Path) -> Iterator[None]:
    """Turn what SQLite cannot help into KnownError store.*; our own mistakes in SQL stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = "store.damaged" if _not_text(error) else _CODES.get(primary_code(error))
        if code is None:
            raise
        raise KnownError(code, file=path.name) from error


def _not_text(error: sqlite3.Error) -> bool:
    return str(error).startswith("Could not decode to UTF-8")
