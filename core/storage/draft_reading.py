"""From the TOML of a draft's file to the draft: whatever is not understood is told, never dropped in silence."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any
from uuid import uuid4

from core.errors import MOST_PROBLEMS, KnownError, Problem, problem
from core.formulas.cells import parse_cell
from core.reports.draft import Draft, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.storage.characters import whole
from core.storage.draft_writing import RESERVED

PARTS = (
    "format",
    "uid",
    "not_applicable",
    "answers",
    "rows",
    "origins",
    "rewordings",
    "explanations",
    "states",
    "expect",  # an example's own: no part of the draft
)
_UID = re.compile(r"[\w\-]{1,64}")

_ORIGINS = {origin.value: origin for origin in Origin}
_Record = dict[str, str] | None


def new_uid() -> str:
    """A uid for a report that has none."""
    return uuid4().hex


def draft_of_tables(tables: Mapping[str, Any]) -> tuple[Draft, list[Problem]]:
    """The draft of a parsed file, and all that could not be taken over.

    `expect` is the caller's. Raises KnownError draft.no_format.
    """
    form = _text(tables.get("format"))
    if not form:
        raise KnownError("draft.no_format")
    reading = _Reading(Draft(uid="", form=form))
    reading.everything(tables)
    return reading.draft, reading.problems


def _text(value: object) -> str | None:
    """A text as it is; a bare number or date as its text; None for anything else."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        with suppress(ValueError):  # a hexadecimal number may be longer than Python prints
            return str(value)
    return None


class _Reading:
    """One file being read: what is understood goes into the draft, the rest into the problems."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.problems: list[Problem] = []
        self._untold = 0

    def everything(self, tables: Mapping[str, Any]) -> None:
        for name in tables:
            if name not in PARTS:
                self._problem("draft.unknown_part", name, name=name)
        self._uid(tables.get("uid"))
        self._not_applicable(tables.get("not_applicable", []))
        for key, value in self._members(tables.get("answers", {}), "answers"):
            self._field_or_table(key, value)
        for key, value in self._members(tables.get("rows", {}), "rows"):
            self._free_rows(key, value)
        for key, value in self._members(tables.get("origins", {}), "origins"):
            self._origin(key, value)
        for key, value in self._members(tables.get("rewordings", {}), "rewordings"):
            self._rewording(key, value)
        for key, value in self._members(tables.get("explanations", {}), "explanations"):
            self._explanation(key, value)
        self._states_and_rest(tables)

    def _states_and_rest(self, tables: Mapping[str, Any]) -> None:
        self.draft.parts[Part.STATES].update(self._texts(tables.get("states", {}), "states"))
        if self._untold:
            self.problems.append(problem("draft.more", "", count=self._untold))

    # ------------------------------------------------------------ pieces of TOML

    def _problem(self, code: str, place: str, **facts: object) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem(code, place, **facts))
        else:
            self._untold += 1

    def _members(self, value: object, place: str) -> Iterable[tuple[str, Any]]:
        if isinstance(value, dict):
            return value.items()
        self._problem("draft.not_table", place)
        return ()

    def _list(self, value: object, place: str) -> Iterable[tuple[str, Any]]:
        """The members of a list with their places, counted from 1."""
        if isinstance(value, list):
            return [(f"{place}[{number}]", member) for number, member in enumerate(value, 1)]
        self._problem("draft.not_list", place)
        return ()

    def _text_at(self, value: object, place: str) -> str | None:
        text = _text(value)
        if text is None:
            self._problem("draft.not_text", place)
        return text

    def _texts(self, value: object, place: str) -> dict[str, str]:
        texts = ((key, self._text_at(member, f"{place}.{key}")) for key, member in self._members(value, place))
        return {key: text for key, text in texts if text is not None}

    def _record(self, value: object, place: str, wanted: tuple[str, ...], allowed: tuple[str, ...] = ()) -> _Record:
        """The texts of a table that has these keys and no others; None when a wanted one is missing."""
        texts = self._texts(value, place)
        for key in texts:
            if key not in wanted + allowed:
                self._problem("draft.unknown_key", place, name=key)
        missing = [key for key in wanted if key not in texts]
        for key in missing:
            self._problem("draft.missing_key", place, name=key)
        return None if missing else texts

    # ------------------------------------------------------------ the parts of a draft

    def _uid(self, value: object) -> None:
        uid = _text(value)
        if uid and _UID.fullmatch(uid):
            self.draft.uid = uid
            return
        self.draft.uid = new_uid()
        if value is not None:
            self._problem("draft.uid", "uid")

    def _not_applicable(self, value: object) -> None:
        for place, member in self._list(value, "not_applicable"):
            item = self._text_at(member, place)
            if item is not None:
                self.draft.parts[Part.NOT_APPLICABLE][item] = True

    def _field_or_table(self, key: str, value: object) -> None:
        """A field, a cell by its address, or a table of rows, each a table of columns."""
        if not isinstance(value, dict):
            self._answer(key, value, f"answers.{key}")
            return
        for row, columns in value.items():
            place = f"answers.{key}.{row}"
            for column, text in self._members(columns, place):
                self._answer(f"{key}[{row}].{column}", text, f"{place}.{column}")

    def _answer(self, address: str, value: object, place: str) -> None:
        cell = parse_cell(address)
        text = self._text_at(value, place)
        if cell is None:
            self._problem("draft.cell", place, address=address)
        elif cell in self.draft.entries:
            self._problem("draft.twice", place, cell=address)
        elif text is not None:
            self.draft.parts[Part.ENTRIES][cell] = Entry(text)

    def _free_rows(self, table: str, value: object) -> None:
        rows: dict[str, FreeRow] = {}
        if parse_cell(f"{table}[row].column") is None:
            self._problem("draft.cell", f"rows.{table}", address=table)
            return
        for place, member in self._list(value, f"rows.{table}"):
            columns = dict(self._members(member, place))
            row = self._free_row(columns, place)
            if row and row.id in rows:
                self._problem("draft.row_twice", place, id=row.id)
            elif row:
                rows[row.id] = row
                self._columns(table, row, columns, place)
        if isinstance(value, list):
            self.draft.parts[Part.ROWS][table] = tuple(rows.values())

    def _columns(self, table: str, row: FreeRow, columns: Mapping[str, object], place: str) -> None:
        for column, value in columns.items():
            if column not in RESERVED:
                self._answer(f"{table}[{row.id}].{column}", value, f"{place}.{column}")

    def _free_row(self, columns: Mapping[str, object], place: str) -> FreeRow | None:
        told = self._texts({key: value for key, value in columns.items() if key in RESERVED}, place)
        if not told.get("id"):
            self._problem("draft.row_without_id", place)
            return None
        if parse_cell(f"table[{told['id']}].column") is None:
            self._problem("draft.row_id", place, id=told["id"])
            return None
        return FreeRow(told["id"], told.get("group", ""), told.get("owner", ""))

    def _origin(self, address: str, value: object) -> None:
        place = f"origins.{address}"
        told = self._record(value, place, wanted=("origin",), allowed=("reason",))
        if told is None:
            return
        cell, origin = parse_cell(address), _ORIGINS.get(told["origin"])
        if cell is None or cell not in self.draft.entries:
            self._problem("draft.origin_alone", place, cell=address)
        elif origin is None:
            self._problem("draft.origin", place, origin=told["origin"], known="、".join(Origin))
        else:
            text = self.draft.entries[cell].text
            self.draft.parts[Part.ENTRIES][cell] = Entry(text, origin, told.get("reason", ""))

    def _rewording(self, sentence: str, value: object) -> None:
        told = self._record(value, f"rewordings.{sentence}", wanted=("text", "skeleton"))
        if told:
            self.draft.parts[Part.REWORDINGS][sentence] = Rewording(told["text"], told["skeleton"])

    def _explanation(self, finding: str, value: object) -> None:
        place = f"explanations.{finding}"
        members = dict(self._members(value, place))
        values = self._texts(members.pop("values", {}), f"{place}.values")
        told = self._record(members, place, wanted=("text",))
        if told:
            self.draft.parts[Part.EXPLANATIONS][finding] = Explanation(told["text"], tuple(values.items()))
