"""A report with all that belongs to it, taken from one store into another: what a backup gives back.

Only the table of reports is named here. Whatever else bears a report's uid comes along, also tables of later steps.
"""

from collections.abc import Iterator

from core.errors import KnownError
from core.storage.database import Database

_NUMBERED = "id"
"""The column of rows that are counted within a store; they are counted anew."""


def take_report(source: Database, target: Database, uid: str, new_uid: str) -> None:
    """Copy a report, out of the bin if it was there, with its history and evidence, under a uid that is free.

    Raises KnownError store.no_report, store.exists and store.*; then nothing was copied.
    """
    if not source.rows("SELECT 1 FROM reports WHERE uid = ?", [uid]):
        raise KnownError("store.no_report")
    if target.rows("SELECT 1 FROM reports WHERE uid = ?", [new_uid]):
        raise KnownError("store.exists")
    copied = [(table, columns, _rows(source, table, columns, uid)) for table, columns in _of_reports(source, target)]
    with target.transaction() as tables:
        for table, columns, rows in copied:
            marks = ", ".join("?" * (len(columns) + 1))
            names = ", ".join(f'"{name}"' for name in ("uid", *columns))
            tables.conn.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', ((new_uid, *r) for r in rows))
        tables.execute("UPDATE reports SET binned = NULL WHERE uid = ?", [new_uid])


def _of_reports(source: Database, target: Database) -> Iterator[tuple[str, list[str]]]:
    """The tables whose rows belong to a report, that of the reports first, with the columns that both stores have."""
    names = [str(name) for (name,) in target.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for name in sorted(names, key=lambda name: name != "reports"):
        there = set(columns_of(source, name))
        columns = [column for column in columns_of(target, name) if column in there]
        if "uid" in columns:
            yield name, [column for column in columns if column not in ("uid", _NUMBERED)]


def columns_of(database: Database, table: str) -> list[str]:
    """The names of a table's columns, none where there is no such table."""
    return [str(name) for (name,) in database.rows("SELECT name FROM pragma_table_info(?)", [table])]


def _rows(source: Database, table: str, columns: list[str], uid: str) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{name}"' for name in columns)
    return source.rows(f'SELECT {names} FROM "{table}" WHERE uid = ? ORDER BY rowid', [uid])
