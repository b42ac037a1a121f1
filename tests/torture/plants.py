"""Faults that are planted into the typist's program on purpose: a rig that does not find them proves nothing."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.reports.draft import Edit
from core.storage import drafts as room

if TYPE_CHECKING:
    from tests.torture.typist import Typist

GAP = 0.02
"""Seconds between the two steps that should have been one: as on a slow disk, so that kills fall there without luck."""


def said_before_saved(typist: "Typist") -> None:
    """已保存 is said, and then the store is asked to save."""
    speak, save = typist._speak, typist._save
    waiting: list[dict[str, Any]] = []

    def early() -> None:
        speak({"saved": typist._number})
        typist._speak = waiting.append
        time.sleep(GAP)
        save()
        typist._speak = speak

    typist._save = early  # type: ignore[method-assign]


def history_outside(typist: "Typist") -> None:
    """History is written after the transaction that holds the answers."""
    drafts, tell = typist.workspace.drafts, room._tell_history
    assert drafts is not None
    save, database, kept = drafts.save, drafts._database, list[tuple[Any, ...]]()

    def later(tables: Any, uid: str, edits: Iterable[Edit], at: str, visit: str) -> None:
        kept.append((uid, list(edits), at, visit))

    def apart(uid: str, edits: Any, now: datetime, summary: Any = None, visit: Any = "") -> None:
        save(uid, edits, now, summary, visit)
        time.sleep(GAP)
        for told in kept:
            with database.transaction() as tables:
                tell(tables, *told)
        kept.clear()

    room._tell_history = later
    drafts.save = apart  # type: ignore[method-assign]


def unsynced(typist: "Typist") -> None:
    """The disk is not waited for. No kill of a process shows this: only the trace of its calls does."""
    assert typist.workspace.drafts is not None
    typist.workspace.drafts._database.connection.execute("PRAGMA synchronous = OFF")


PLANTS: dict[str, Callable[["Typist"], None]] = {
    "said_before_saved": said_before_saved,
    "history_outside": history_outside,
    "unsynced": unsynced,
}
"""By the name that the typist is given."""
