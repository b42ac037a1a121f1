"""What can still be read of a damaged store, row by row, and which reports came out of it whole.

Nothing is guessed. A row counts as read when SQLite finds it on its way through the table and it holds what its table
demands; what is missing is told by the index of the same table, which is kept apart from it. Loose pages are not
searched for more: they also hold what the clerk has overwritten.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import KnownError
from core.storage.connections import connect, side_files
from core.storage.database import Database
from core.storage.drafts import Drafts

_LAST = 1 << 40
"""Beyond every row number."""
_PATIENCE = 4_000
"""Attempts per table: a hole of that many rows is given up."""
_JSON = ("summary", "value")
"""Columns that hold JSON, wherever they occur."""
_ANSWERS = ("reports", "cells", "parts")
"""The tables without which a report is not whole; the others hold what became of it."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """A report that was read. lost: how many of its answers are missing, None where that cannot be known."""

    uid: str
    unit: str
    year: str
    lost: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was read, in a store in memory. gone: reports of which nothing but the name of a part is left."""

    database: Database
    reports: tuple[Rescued, ...]
    gone: int
    history_whole: bool

    @property
    def whole(self) -> tuple[Rescued, ...]:
        """The reports of which no answer is missing."""
        return tuple(report for report in self.reports if report.lost == 0)

    @property
    def hurt(self) -> tuple[Rescued, ...]:
        """The others."""
        return tuple(report for report in self.reports if report.lost != 0)


def salvage(path: Path) -> Salvaged:
    """Read what can be read of a store that is not open; its files stay as they are. A stranger's file gives nothing.

    Raises KnownError store.io where not even a copy of the file can be made to read from.
    """
    into = Database.blank(path)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = _copied(path, Path(folder))
        with closing(connect(copy)) as connection:
            return _salvaged(connection, into)


def _copied(path: Path, folder: Path) -> Path:
    """The file and the saves that wait beside it: SQLite writes when it reads them, and the original must stay."""
    try:
        for file in (path, *side_files(path)):
            if file.exists() and not file.name.endswith("-shm"):
                shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise KnownError("store.io") from error
    return folder / path.name


def _salvaged(connection: sqlite3.Connection, into: Database) -> Salvaged:
    connection.text_factory = bytes  # a text that is none costs its row, not the table
    connection.execute("PRAGMA writable_schema = ON")  # else one bad line of the schema costs everything
    tables = [_Table(into, str(name)) for (name,) in into.rows(_TABLES)]
    read = {table.name: table.read(connection) for table in tables}
    uids = {row[0] for row in read["reports"].rows}
    for table in tables:
        kept = [row for row in read[table.name].rows if not table.of_report or row[0] in uids]
        table.write(into, kept)
    return _told(into, read)


def _told(into: Database, read: dict[str, "_Read"]) -> Salvaged:
    lines = [*Drafts(into).list(), *Drafts(into).list(in_bin=True)]
    reports = tuple(Rescued(uid=one.uid, unit=one.unit, year=one.year, lost=_lost(one.uid, read)) for one in lines)
    known = {report.uid for report in reports}
    others = {key[0] for name in _ANSWERS for key in read[name].keys or read[name].rows} - known
    whole = all(found.complete for name, found in read.items() if name not in _ANSWERS)
    return Salvaged(database=into, reports=reports, gone=len(others), history_whole=whole)


def _lost(uid: str, read: dict[str, "_Read"]) -> int | None:
    """How many answers of a report are in the index and not in the table."""
    count = 0
    for name in _ANSWERS:
        found = read[name]
        if found.keys is not None:
            count += sum(key[0] == uid for key in found.missing)
        elif not found.complete:
            return None
    return count


# ---------------------------------------------------------------- one table

_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name = 'reports' DESC"
)


class _Read(NamedTuple):
    """complete: the table was read from end to end. keys: what its index knows, None where that is hurt too."""

    rows: list[Row]
    complete: bool
    keys: frozenset[Row] | None
    missing: frozenset[Row]


class _Table:
    """A table as it is today, with what its rows must hold."""

    def __init__(self, today: Database, name: str) -> None:
        told = today.rows('SELECT name, "notnull", pk FROM pragma_table_info(?) ORDER BY cid', [name])
        self.name = name
        self.columns = [str(column) for column, *_ in told if column != "id"]
        self._needed = [str(column) for column, notnull, pk in told if column != "id" and (notnull or pk)]
        self._key = [str(column) for column, _, pk in sorted(told, key=lambda one: one[2]) if pk and column != "id"]
        self.of_report = "uid" in self.columns

    def read(self, connection: sqlite3.Connection) -> _Read:
        """All that can be read."""
        reader = _Reader(connection, self.name, self.columns)
        rows = [row for row in map(self._checked, reader.rows()) if row is not None]
        keys = self._keys(connection)
        at = [self.columns.index(column) for column in self._key]
        missing = (keys or frozenset()) - {tuple(row[place] for place in at) for row in rows}
        return _Read(rows, not reader.holes and len(rows) == reader.count, keys, missing)

    def write(self, into: Database, rows: Sequence[Row]) -> None:
        """Put rows into the store of today."""
        names, marks = _quoted(self.columns), ", ".join("?" * len(self.columns))
        into.connection.executemany(f'INSERT OR IGNORE INTO "{self.name}" ({names}) VALUES ({marks})', rows)

    def _checked(self, row: Row) -> Row | None:
        """The row with its texts, None where a value is none that this program writes."""
        try:
            texts = tuple(None if value is None else value.decode() for value in row)
        except (AttributeError, UnicodeDecodeError):
            return None
        told = dict(zip(self.columns, texts, strict=True))
        if any(told[column] is None for column in self._needed):
            return None
        return texts if all(_is_json(told[column]) for column in _JSON if column in told) else None

    def _keys(self, connection: sqlite3.Connection) -> frozenset[Row] | None:
        """The keys that the index of the primary key holds, which covers this question without the table."""
        index = f'INDEXED BY "sqlite_autoindex_{self.name}_1"'
        with suppress(sqlite3.Error, UnicodeDecodeError, AttributeError):
            found = connection.execute(f'SELECT {_quoted(self._key)} FROM "{self.name}" {index}').fetchall()
            return frozenset(tuple(value.decode() for value in key) for key in found)
        return None


class _Reader:
    """Reads a table around its holes: onwards until it fails, from the end back, then each half of what is between."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
        self.holes = False
        self.count = 0
        self._connection, self._tries = connection, 0
        between = f'SELECT rowid, {_quoted(columns)} FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid'
        self._onwards, self._back = between, f"{between} DESC"

    def rows(self) -> Iterator[Row]:
        """Every row that can be read, without its number."""
        waiting = [(1, _LAST)]
        while waiting and self._tries < _PATIENCE:
            low, high = waiting.pop()
            first, failed = self._run(self._onwards, low, high)
            yield from (row[1:] for row in first)
            if not failed:
                continue
            self.holes = True
            low = first[-1][0] + 1 if first else low
            last, failed = self._run(self._back, low, high)
            yield from (row[1:] for row in reversed(last))
            high = last[-1][0] - 1 if last else high
            if failed and low < high:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]

    def _run(self, query: str, low: int, high: int) -> tuple[list[Row], bool]:
        """The rows up to the first that fails, and whether one did."""
        self._tries += 1
        found: list[Row] = []
        try:
            for row in self._connection.execute(query, (low, high)):
                found.append(row)  # noqa: PERF402 (what came before the failure counts)
        except sqlite3.Error:
            return found, True
        finally:
            self.count += len(found)
        return found, False


def _is_json(text: str | None) -> bool:
    try:
        json.loads(text or "")
    except ValueError:
        return False
    return True


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
