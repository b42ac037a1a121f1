"""Whether the files that are open are still those that the folder shows.

On Linux an open file can be deleted or replaced, and writing goes on into what nobody will find again. Windows does
not let that happen, but a stick can be pulled out anywhere.
"""

import hashlib
import json
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

from core.errors import KnownError
from core.storage.connections import Mode, open_read_only, side_files

Identity = tuple[int, int]
"""Device and number of a file."""


class Presence:
    """Remembers which files a store was opened with. holds: the mark of its contents after the last save."""

    def __init__(self, path: Path, mode: Mode, holds: str) -> None:
        self._path, self.holds = path, holds
        # What a network share or Windows tells as a file's number need not last: there only its being there counts.
        self._watched = [path, side_files(path)[0]] if mode is Mode.WAL and sys.platform != "win32" else []
        self._was_gone = False
        self._found = {file: _identity(file) for file in self._watched}
        self._device = found[0] if (found := _identity(path)) else 0

    def lasts(self) -> bool:
        """Whether the store is still there, and the same. Where it was gone for a while, what is open is dead."""
        if not self._watched:
            self._was_gone = self._was_gone or not self._path.exists()
            return not self._was_gone
        return all(_identity(file) == self._found[file] for file in self._watched)

    def is_back(self) -> bool:
        """Whether what lies there now is what was saved last: a stick that was pulled out and put in again."""
        if not self.holds or not self._path.is_file() or self._waiting_is_mine():
            return False
        with suppress(sqlite3.Error, KnownError), closing(open_read_only(self._path)) as connection:
            return contents(connection) == self.holds
        return False

    def let_go(self) -> None:
        """Take the waiting saves from beside a file that was put here: SQLite would take them for that file's own."""
        if self._waiting_is_mine():
            with suppress(OSError):
                self._watched[1].unlink()

    def _waiting_is_mine(self) -> bool:
        return bool(self._watched) and _identity(self._watched[1]) == self._found[self._watched[1]]

    def same_disk(self) -> bool:
        """Whether the place, or what is left of its folders, is on the disk that the store was on.

        A stick that was pulled out leaves a place on another disk, where no store must be made.
        """
        folder = next((folder for folder in self._path.absolute().parents if folder.is_dir()), None)
        found = _identity(folder) if folder else None
        return found is not None and found[0] == self._device


def contents(connection: sqlite3.Connection) -> str:
    """A mark that differs when any report does, "" for no report; what the program notes for itself is left out."""
    reports = connection.execute("SELECT uid, form, saved, binned FROM reports ORDER BY uid").fetchall()
    exported = connection.execute("SELECT count(*), max(id) FROM evidence").fetchall()
    return hashlib.sha256(json.dumps([reports, exported]).encode()).hexdigest() if reports else ""


def _identity(file: Path) -> Identity | None:
    with suppress(OSError):
        found = file.stat()
        return found.st_dev, found.st_ino
    return None
