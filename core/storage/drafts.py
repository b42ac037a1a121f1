"""The only SQL of drafts: reports, their answers, what became of each answer, and what was handed in.

What a save is given is on the disk when it returns, all of it or nothing. A cell is a row, so that a keystroke writes
a few hundred bytes and not the report; the other parts of a draft are few and kept as JSON, one row per key. Computed
figures are not kept; the summary of a report is, so that the list of reports opens none of them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Origin, Part
from core.storage.characters import whole
from core.storage.database import Database
from core.storage.records import as_json, entry_of, entry_record, part_json, part_value

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

_CELL = ("uid", "item", "row", "column")
_PART = ("uid", "part", "key")
_Record = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One line of the list of reports. facts: what the last save gave as its summary; binned: when deleted."""

    uid: str
    form: str
    created: datetime
    saved: datetime
    binned: datetime | None
    facts: Mapping[str, Any]

    @property
    def unit(self) -> str:
        """The reporting unit, from the facts."""
        return str(self.facts.get("unit", ""))

    @property
    def year(self) -> str:
        """The year of the report, from the facts."""
        return str(self.facts.get("year", ""))


class Visit(NamedTuple):
    """What one visit to a cell changed; None stands for a cell without an answer. origin: of what came after."""

    at: datetime
    before: str | None
    after: str | None
    origin: Origin | None


class Evidence(NamedTuple):
    """A frozen copy of what was exported."""

    at: datetime
    kind: str
    payload: str


class Drafts:
    """The reports of a store. Every method may raise KnownError store.*; then nothing of it is written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Visits are counted anew each time the program starts; history must not take them for the old ones.
        self._sitting = secrets.token_hex(8)

    # ------------------------------------------------------------ the list of reports

    def list(self, in_bin: bool = False) -> Sequence[Summary]:
        """The reports, or those in the bin, last saved first."""
        where = "IS NOT NULL" if in_bin else "IS NULL"
        rows = self._database.rows(
            f"SELECT uid, form, created, saved, binned, summary FROM reports WHERE binned {where} "
            "ORDER BY saved DESC, rowid DESC"
        )
        with _told_when_unreadable():
            return [_summary(*row) for row in rows]

    def create(self, draft: Draft, now: datetime, summary: Mapping[str, Any] | None = None) -> None:
        """Keep a new report. Raises KnownError store.exists when its uid is here already, be it in the bin."""
        with self._database.transaction() as tables:
            if tables.table("reports").count_where("uid = ?", [draft.uid]):
                raise KnownError("store.exists")
            at = now.isoformat()
            report = {
                "uid": draft.uid,
                "form": draft.form,
                "created": at,
                "saved": at,
                "summary": as_json(summary or {}),
            }
            tables.table("reports").insert(report)
            _write(tables, draft.uid, _all_of(draft))

    def replace(self, draft: Draft, now: datetime, summary: Mapping[str, Any] | None = None) -> None:
        """Put a draft in the place of the report of the same uid, out of the bin; its history and evidence stay."""
        with self._database.transaction() as tables:
            changed = {"form": draft.form, "saved": now.isoformat(), "binned": None, "summary": as_json(summary or {})}
            _change(tables, draft.uid, changed)
            for table in ("cells", "parts"):
                tables.table(table).delete_where("uid = ?", [draft.uid])
            _write(tables, draft.uid, _all_of(draft))

    def switch_form(self, uid: str, form: str, now: datetime) -> None:
        """Keep under which `form/edition` the report is filled now; its answers stay as they are."""
        with self._database.transaction() as tables:
            _change(tables, uid, {"form": form, "saved": now.isoformat()})

    def delete(self, uid: str, now: datetime) -> None:
        """Put a report in the bin."""
        with self._database.transaction() as tables:
            _change(tables, uid, {"binned": now.isoformat()})

    def restore(self, uid: str) -> None:
        """Take a report out of the bin."""
        with self._database.transaction() as tables:
            _change(tables, uid, {"binned": None})

    def purge(self, uid: str) -> None:
        """Remove a report of the bin with its history and evidence. Raises KnownError store.not_in_bin."""
        with self._database.transaction() as tables:
            if not tables.table("reports").count_where("uid = ? AND binned IS NOT NULL", [uid]):
                raise KnownError("store.not_in_bin")
            tables.table("reports").delete(uid)

    # ------------------------------------------------------------ one report

    def load(self, uid: str) -> Draft:
        """The report as it was last saved. Raises KnownError store.no_report, store.damaged_report."""
        with self._database.transaction() as tables, _told_when_unreadable():
            forms = [row["form"] for row in tables.table("reports").rows_where("uid = ?", [uid], select="form")]
            if not forms:
                raise KnownError("store.no_report")
            draft = Draft(uid=uid, form=forms[0])
            for row in tables.table("cells").rows_where("uid = ?", [uid], order_by="rowid"):
                cell = Cell(row["item"], row["row"], row["column"])
                draft.parts[Part.ENTRIES][cell] = entry_of(row["text"], row["origin"], row["reason"])
            for row in tables.table("parts").rows_where("uid = ?", [uid], order_by="rowid"):
                part = Part(row["part"])
                draft.parts[part][row["key"]] = part_value(part, row["value"])
        return draft

    def save(
        self,
        uid: str,
        edits: Sequence[Edit],
        now: datetime,
        summary: Mapping[str, Any] | None = None,
        visit: str | int = "",
    ) -> None:
        """Write the edits, and the summary if there is one.

        visit: saves of one visit to a cell share it and make one row of history; "" makes each save a visit.
        """
        net = _net(edits)
        changed = {"saved": now.isoformat()} | ({} if summary is None else {"summary": as_json(summary)})
        with self._database.transaction() as tables:
            _change(tables, uid, changed)
            _write(tables, uid, net)
            _tell_history(tables, uid, net, now.isoformat(), self._named(visit))

    def _named(self, visit: str | int) -> str:
        return secrets.token_hex(8) if visit == "" else f"{self._sitting}:{visit}"

    def history(self, uid: str, cell: Cell) -> Sequence[Visit]:
        """What each visit changed in a cell, the oldest first; visits that left all as it was are not told."""
        changed = "uid = ? AND cell = ? AND (before IS NOT after OR before_origin IS NOT origin)"
        with self._database.transaction() as tables, _told_when_unreadable():
            found = tables.table("history").rows_where(changed, [uid, str(cell)], order_by="rowid")
            return [_visit(row) for row in found]

    def keep_evidence(self, uid: str, now: datetime, kind: str, payload: str) -> None:
        """Keep a frozen copy of what an export was made of. Raises KnownError store.no_report."""
        with self._database.transaction() as tables:
            _change(tables, uid, {})
            record = {"uid": uid, "at": now.isoformat(), "kind": kind, "payload": whole(payload)}
            tables.table("evidence").insert(record)

    def evidence(self, uid: str) -> Sequence[Evidence]:
        """The kept copies of a report, the oldest first."""
        with self._database.transaction() as tables, _told_when_unreadable():
            found = tables.table("evidence").rows_where("uid = ?", [uid], order_by="id")
            return [Evidence(datetime.fromisoformat(row["at"]), row["kind"], row["payload"]) for row in found]

    # ------------------------------------------------------------ settings and the cards of units

    def remember(self, key: str, value: Any) -> None:
        """Keep a value that JSON can hold."""
        with self._database.transaction() as tables:
            _upsert(tables, "settings", ("key",), [{"key": key, "value": as_json(value)}])

    def recall(self, key: str) -> Any:
        """The value kept under a key, None when there is none."""
        return self.recall_all(key).get(key)

    def recall_all(self, prefix: str) -> dict[str, Any]:
        """The values of all keys that begin so, by key."""
        rows = self._database.rows(
            "SELECT key, value FROM settings WHERE substr(key, 1, ?) = ? ORDER BY key", [len(prefix), prefix]
        )
        with _told_when_unreadable():
            return {key: json.loads(value) for key, value in rows}


# ---------------------------------------------------------------- writing


def _all_of(draft: Draft) -> list[Edit]:
    return [Edit(part, key, None, value) for part, keyed in draft.parts.items() for key, value in keyed.items()]


def _net(edits: Iterable[Edit]) -> list[Edit]:
    """One edit per key: from what was before the first to what is after the last."""
    net: dict[tuple[Part, Any], Edit] = {}
    for edit in edits:
        first = net.get((edit.part, edit.key), edit)
        net[edit.part, edit.key] = Edit(edit.part, edit.key, first.before, edit.after)
    return list(net.values())


def _change(tables: Tables, uid: str, values: Mapping[str, str | None]) -> None:
    from sqlite_utils.db import NotFoundError

    try:
        tables.table("reports").update(uid, dict(values))
    except NotFoundError as error:
        raise KnownError("store.no_report") from error


def _write(tables: Tables, uid: str, edits: Sequence[Edit]) -> None:
    cells = [edit for edit in edits if edit.part is Part.ENTRIES]
    _put(tables, "cells", _CELL, (((uid, *edit.key), edit.after and entry_record(edit.after)) for edit in cells))
    others = [edit for edit in edits if edit.part is not Part.ENTRIES]
    _put(tables, "parts", _PART, (((uid, edit.part.value, whole(edit.key)), _part_record(edit)) for edit in others))


def _part_record(edit: Edit) -> _Record | None:
    return None if edit.after is None else {"value": part_json(edit.part, edit.after)}


def _put(
    tables: Tables, table: str, key: tuple[str, ...], rows: Iterable[tuple[tuple[str, ...], _Record | None]]
) -> None:
    """Write rows by their key; None removes one. A row that stays keeps its rowid, and so its place in the draft."""
    rows = tuple(rows)
    where = " AND ".join(f'"{column}" = ?' for column in key)
    gone = [values for values, record in rows if record is None]
    tables.conn.executemany(f"DELETE FROM {table} WHERE {where}", gone)
    kept = [dict(zip(key, values, strict=True)) | record for values, record in rows if record is not None]
    _upsert(tables, table, key, kept)


def _upsert(tables: Tables, table: str, key: Sequence[str], records: Sequence[Mapping[str, str]]) -> None:
    """Insert records, or change those of the same key; all have the same columns.

    In plain SQL: sqlite-utils' own upsert first tries out in the open transaction what SQLite can do, and takes a full
    disk for an old SQLite. The transaction is over then, and what follows would be written outside of one.
    """
    if not records:
        return
    columns = tuple(records[0])
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    keys = ", ".join(f'"{column}"' for column in key)
    changed = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column not in key)
    tables.conn.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {changed}',
        [tuple(record.values()) for record in records],
    )


def _tell_history(tables: Tables, uid: str, edits: Iterable[Edit], at: str, visit: str) -> None:
    """One row per cell and visit: what was before the visit stays, what is after it is overwritten."""
    tables.conn.executemany(
        "INSERT INTO history (uid, cell, visit, at, before, before_origin, after, origin) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid, cell, visit) "
        "DO UPDATE SET at = excluded.at, after = excluded.after, origin = excluded.origin",
        [
            (uid, str(edit.key), visit, at, *_text_and_origin(edit.before), *_text_and_origin(edit.after))
            for edit in edits
            if edit.part is Part.ENTRIES
        ],
    )


def _text_and_origin(entry: Entry | None) -> tuple[str | None, str | None]:
    return (whole(entry.text), entry.origin.value) if entry else (None, None)


# ---------------------------------------------------------------- reading


@contextmanager
def _told_when_unreadable() -> Iterator[None]:
    """Whoever changed the store by hand is told so, instead of being shown a part of it."""
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        raise KnownError("store.damaged_report") from error


def _summary(uid: str, form: str, created: str, saved: str, binned: str | None, summary: str) -> Summary:
    return Summary(
        uid=uid,
        form=form,
        created=datetime.fromisoformat(created),
        saved=datetime.fromisoformat(saved),
        binned=datetime.fromisoformat(binned) if binned else None,
        facts=json.loads(summary),
    )


def _visit(row: Mapping[str, str | None]) -> Visit:
    origin = row["origin"]
    return Visit(
        datetime.fromisoformat(row["at"] or ""), row["before"], row["after"], Origin(origin) if origin else None
    )
