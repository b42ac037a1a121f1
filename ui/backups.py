"""What lies beside the store to go back to, what is in it, and how a report comes back: never over another.

No widget. The copies that the program makes by itself, stores that were put aside, and report files that were written
before one was overwritten all count as backups; so does any file that the clerk points at.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from core.reports.draft import Draft
from core.reports.unit_card import UNIT, YEAR
from core.storage.copies import STAMP, STAMPED, copies_of, folder_of
from core.storage.database import Database
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts, Summary
from core.storage.transfer import take_report
from ui.store import EXAMPLE_UID, EXTENSION, RESTORED, Store, is_example

AUTOMATIC, ASIDE, OVERWRITTEN, CHOSEN = "自动备份", "换下的报告库", "覆盖前的一份报告", "选的备份文件"
STORE_EXTENSION = ".sqlite"


@dataclass(frozen=True, slots=True)
class Backup:
    """A file to go back to. at: when it was made, by its name, else by the file's own time."""

    path: Path
    at: datetime
    kind: str


def backups_of(store: Path) -> Sequence[Backup]:
    """Everything beside the store to go back to, the newest first."""
    found = [Backup(copy.path, copy.at, AUTOMATIC) for copy in copies_of(store)]
    found += _files(store.parent, f"{store.stem}.*{store.suffix}", ASIDE)
    found += _files(folder_of(store), f"*{EXTENSION}", OVERWRITTEN)
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def chosen(path: Path) -> Backup:
    """A file that the clerk points at."""
    return Backup(path, _time_of(path), CHOSEN)


def look_into(backup: Backup) -> Sequence[Summary]:
    """The reports in a backup, last saved first. Raises KnownError store.* and draft.*."""
    if backup.path.suffix == EXTENSION:
        return [_summary(read_draft_file(backup.path).draft, backup.at)]
    look = Database.glance if backup.kind == AUTOMATIC else Database.look_into
    with look(backup.path) as database:
        return Drafts(database).list()


def compared(there: Summary, here: Summary | None) -> str:
    """How a report of a backup stands to the one here."""
    if here is None:
        return "现在没有这份"
    if here.binned:
        return "现在在回收站里"
    if there.saved == here.saved:
        return "与现在的相同"
    return "比现在的旧" if there.saved < here.saved else "比现在的新"


def bring_back(store: Store, backup: Backup, uids: Iterable[str]) -> Sequence[str]:
    """Put reports of a backup beside those here; their uids. Raises KnownError; those before the failure stay."""
    made = []
    if backup.path.suffix == EXTENSION:
        made.append(store.take_copy(store.read_file(backup.path)))
    else:
        with Database.look_into(backup.path) as database:
            for uid in uids:
                new = uid if store.summary(uid) is None else f"{EXAMPLE_UID if is_example(uid) else ''}{uuid4()}"
                take_report(database, store.database, uid, new)
                made.append(new)
    for uid in made:
        store.drafts.remember(RESTORED + uid, backup.at.isoformat())
    return made


def back_up_to(store: Store, path: Path) -> Callable[[], None]:
    """Writing the whole store to a file, as work that a thread can do."""
    source, now = store.database.path, store.clock()

    def write() -> None:
        with Database.open(source, now, read_only=True) as reading:
            reading.back_up(path)

    return write


def _files(folder: Path, pattern: str, kind: str) -> list[Backup]:
    with suppress(OSError):
        return [Backup(path, _time_of(path), kind) for path in folder.glob(pattern)]
    return []


def _time_of(path: Path) -> datetime:
    for stamp in STAMPED.findall(path.stem):
        with suppress(ValueError):
            return datetime.strptime(stamp, STAMP)
    return datetime.fromtimestamp(path.stat().st_mtime)


def _summary(draft: Draft, at: datetime) -> Summary:
    facts = {name: entry.text for name, cell in (("unit", UNIT), ("year", YEAR)) if (entry := draft.entries.get(cell))}
    at = at.astimezone()
    return Summary(uid=draft.uid, form=draft.form, created=at, saved=at, binned=None, facts=facts)
