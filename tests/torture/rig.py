"""The rig: sets the typist to work, kills it at a random moment, and looks whether the store keeps what was promised.

The promise: the store opens, is sound from end to end, and holds the report as it was after some change that is not
older than the last one said to be saved; every cell's history leads without a gap to what the cell holds.
"""

import json
import os
import random
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.forms.library import Library
from core.reports.draft import Part
from core.storage.database import Database
from core.storage.drafts import Drafts
from tests.torture.typist import UID, Plain, now, plain_draft, type_away

CHANGES = 100_000
"""More than any child lives to type."""


@dataclass
class Tally:
    """Kills survived, changes said to be saved, and what was found wrong."""

    kills: int = 0
    reported: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.kills} / {self.reported} / {self.lost}"


class Heard:
    """What a typist said: the states its report went through, of which those before `saved` may not be lost."""

    def __init__(self, start: Plain) -> None:
        self.states = [start]
        self.saved = 0
        self.failures: list[str] = []

    def hear(self, told: dict[str, Any]) -> None:
        """One message."""
        if "will" in told:
            state = {part: dict(keyed) for part, keyed in self.states[-1].items()}
            for part, key, value in told["edits"]:
                if value is None:
                    state[part].pop(key, None)
                else:
                    state[part][key] = value
            self.states.append(state)
        elif "saved" in told:
            self.saved = told["saved"]
        elif "failed" in told:
            self.failures.append(told["failed"])

    def place_of(self, found: Plain) -> int | None:
        """After which change the report looked like this, the latest if there are several; None for never."""
        return next((at for at in range(len(self.states) - 1, -1, -1) if self.states[at] == found), None)


def forked(work: Callable[[], None]) -> tuple[int, int]:
    """Run something in a child of this process: its process number, and the pipe its standard output goes to."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python fears for the locks of other threads; a child that stands still in one is killed like any other.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 1
        try:
            os.dup2(writing, 1)
            work()
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return child, reading


@contextmanager
def killed_after(seconds: float, work: Callable[[], None]) -> Iterator[list[dict[str, Any]]]:
    """A child that works until it is killed; afterwards the messages it got out before."""
    child, reading = forked(work)
    told: list[dict[str, Any]] = []
    try:
        time.sleep(seconds)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as pipe:
            told += read_messages(pipe.read())
    yield told


def read_messages(data: bytes) -> list[dict[str, Any]]:
    """The whole lines; the last may have been cut."""
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def kill_once(store: Path, seed: int, library: Library, tally: Tally, plant: str = "") -> None:
    """One kill, at a moment that the seed chooses: while opening, or in the midst of typing."""
    dice = random.Random(seed)
    with Database.open(store, now()) as database:
        heard = Heard(plain_draft(Drafts(database).load(UID)))
    seconds = dice.uniform(0, 0.05) if dice.random() < 0.1 else dice.uniform(0.05, 0.8)
    with killed_after(seconds, lambda: type_away(store, seed, CHANGES, library, plant)) as told:
        for message in told:
            heard.hear(message)
    tally.kills += 1
    tally.reported += heard.saved
    look(store, heard, tally)


def look(store: Path, heard: Heard, tally: Tally) -> None:
    """Open the store as the next start would, and compare."""
    with Database.open(store, now()) as database:
        database.verify()
        found = plain_draft(Drafts(database).load(UID))
        at = heard.place_of(found)
        if at is None:
            tally.wrong.append("the report is in a state that it never was in")
            tally.lost += 1
        elif at < heard.saved:
            tally.wrong.append(f"{heard.saved - at} changes that were said to be saved are gone")
            tally.lost += heard.saved - at
        cells = Part.ENTRIES.value
        gaps = list(history_gaps(database, found[cells], heard.states[0].get(cells, {})))
        tally.wrong += gaps[:3]
        tally.lost += len(gaps)


def history_gaps(database: Database, cells: dict[str, str], at_first: dict[str, str]) -> Iterator[str]:
    """Where a cell's history does not lead from visit to visit to what the cell holds now."""
    last: dict[str, str | None] = {}
    for cell, before, after in database.rows(
        "SELECT cell, before, after FROM history WHERE uid = ? ORDER BY rowid", [UID]
    ):
        if cell in last and last[cell] != before:
            yield f"the history of {cell} has a gap"
        last[cell] = after
    for cell, text in last.items():
        if text != _text(cells, cell):
            yield f"the history of {cell} does not end with what it holds"
    for cell in (cells.keys() | at_first.keys()) - last.keys():
        if _text(cells, cell) != _text(at_first, cell):
            yield f"{cell} was changed and has no history"
    broken = database.rows("PRAGMA foreign_key_check")
    if broken:
        yield f"rows without a report: {broken[:3]}"


def _text(cells: dict[str, str], cell: str) -> str | None:
    text: str | None = json.loads(cells[cell])["text"] if cell in cells else None
    return text
