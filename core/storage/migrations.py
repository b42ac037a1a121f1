"""The tables of the store, as the steps that made them: a store of any age becomes today's by the steps it lacks.

A step that has been shipped never changes; a new need is a new step. Each runs in a transaction with its number, so a
power cut leaves the store before or after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

APPLICATION = 0x4A69_6261
"""SQLite's application_id of our files: "Jiba"."""


def _first(tables: Tables) -> None:
    """Reports with their cells, other parts, history and evidence; settings beside them. All values are TEXT."""
    from sqlite_utils.db import ForeignKey

    tables.execute(f"PRAGMA application_id = {APPLICATION}")
    tables.table("reports").create(
        {"uid": str, "form": str, "created": str, "saved": str, "binned": str, "summary": str},
        pk="uid",
        not_null={"form", "created", "saved", "summary"},
    )

    def of_report(name: str, columns: str, pk: str | tuple[str, ...], optional: frozenset[str] = frozenset()) -> None:
        names = ["uid", *columns.split()]
        tables.table(name).create(
            {"id": int} | dict.fromkeys(names, str) if pk == "id" else dict.fromkeys(names, str),
            pk=pk,
            not_null=set(names) - optional,
            foreign_keys=[ForeignKey(name, "uid", "reports", "uid", on_delete="CASCADE")],
        )

    of_report("cells", "item row column text origin reason", ("uid", "item", "row", "column"))
    of_report("parts", "part key value", ("uid", "part", "key"))
    of_report(
        "history",
        "cell visit at before before_origin after origin",
        ("uid", "cell", "visit"),
        optional=frozenset({"before", "before_origin", "after", "origin"}),
    )
    of_report("evidence", "at kind payload", "id")
    tables.table("evidence").create_index(["uid"])
    tables.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"})


STEPS: tuple[Callable[[Tables], None], ...] = (_first,)
"""Step n brings a store of version n to version n + 1; SQLite's user_version holds the version."""
