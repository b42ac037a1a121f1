"""The store is removed or replaced while the typist types: all that is typed is in its place again at the end."""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from core.forms.library import Library
from core.storage.database import Database
from core.storage.drafts import Drafts
from tests.torture.rig import Heard, Tally, forked, look, read_messages
from tests.torture.typist import UID, begin_report, now, plain_draft, type_away

CHANGES = 120


def _remove_file(store: Path) -> None:
    store.unlink()


def _remove_saves(store: Path) -> None:
    Path(f"{store}-wal").unlink(missing_ok=True)


def _remove_folder(store: Path) -> None:
    shutil.rmtree(store.parent, ignore_errors=True)


def _replace(store: Path) -> None:
    other = store.with_name("other")
    shutil.copy(store, other)
    other.replace(store)


WAYS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("its file is removed", _remove_file),
    ("its waiting saves are removed", _remove_saves),
    ("its folder is removed", _remove_folder),
    ("another file takes its place", _replace),
)
"""What is done to the store while it is open, with its name."""


def vanish(store: Path, way: Callable[[Path], None], seed: int, library: Library, tally: Tally) -> None:
    """Have the store vanish once, at a moment that the seed chooses, and look when all is typed."""
    begin_report(store, library, now())
    with Database.open(store, now()) as database:
        heard = Heard(plain_draft(Drafts(database).load(UID)))
    child, reading = forked(lambda: type_away(store, seed, CHANGES, library))
    with os.fdopen(reading, "rb") as pipe:
        first = pipe.readline()  # it has the store open
        time.sleep(random.Random(seed).uniform(0, 0.2))
        way(store)
        told = read_messages(first + pipe.read())
    _, code = os.waitpid(child, 0)
    for message in told:
        heard.hear(message)
    tally.reported += heard.saved
    missing = len(heard.states) - 1 - heard.saved
    if code or missing or not told[-1].get("end"):
        tally.wrong.append(f"{missing} accepted changes never got to the disk, the typist ended with {code}")
        tally.lost += missing
    look(store, heard, tally)
