"""The rows of one table as they stand: fixed rows, the clerk's own rows, which is part of which."""

from collections.abc import Iterable, Sequence

from core.forms.model import Table
from core.reports.draft import FreeRow


class RowTree:
    """Rows in order of display.

    depth: row -> level (0 on top); position: row -> its place; inside: row -> its direct parts; labels: of fixed rows;
    owned: owner -> its rows.
    """

    def __init__(self, table: Table, free: Sequence[FreeRow]) -> None:
        fixed = self.labels = {row.id: row.label for row in table.rows}
        free = [row for row in free if row.id not in fixed]  # a file from elsewhere may hold anything
        self.parent = {row.id: row.within for row in table.rows if row.within in fixed}
        self.parent.update({row.id: row.group for row in free if row.group in fixed})
        self.inside: dict[str, list[str]] = {row.id: [] for row in table.rows}
        self.tops: list[str] = []
        for row in (*fixed, *(row.id for row in free)):
            parent = self.parent.get(row)
            self.inside.setdefault(row, [])
            (self.inside[parent] if parent else self.tops).append(row)
        self.depth: dict[str, int] = {}
        for top in self.tops:
            self._place(top, 0)
        self.position = {row: index for index, row in enumerate(self.depth)}
        self.summed = {row.id for row in table.rows if row.parts == "all"}
        self.owned: dict[str, list[str]] = {}
        for one in free:
            self.owned.setdefault(one.owner, []).append(one.id)

    def adds_up(self, row: str) -> bool:
        """Whether the row is the sum of its parts."""
        return row in self.summed

    def sums(self, rows: set[str] | None) -> list[str]:
        """The summed rows among these (None: all), parts before wholes."""
        wanted = self.summed if rows is None else self.summed & rows
        return sorted(wanted, key=lambda row: -self.depth.get(row, 0))

    def above(self, rows: Iterable[str]) -> set[str]:
        """Every summed row that one of these is part of, however deep."""
        found: set[str] = set()
        for row in rows:
            parent = self.parent.get(row)
            while parent is not None and parent not in found:
                found.add(parent)
                parent = self.parent.get(parent)
        return found

    def under(self, row: str) -> list[str]:
        """Every row that is part of this one, however deep, in order of display."""
        found: list[str] = []
        for part in self.inside.get(row, ()):
            found += [part, *self.under(part)]
        return found

    def _place(self, row: str, depth: int) -> None:
        if row in self.depth or depth > 10:
            return
        self.depth[row] = depth
        for part in self.inside[row]:
            self._place(part, depth + 1)
