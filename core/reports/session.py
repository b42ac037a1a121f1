"""An open report: every act of the clerk goes through here, returns a Change, and can be undone by name.

A session neither saves nor emits; whoever holds it writes the Change's edits and tells the windows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from core.errors import KnownError
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.cents import propose
from core.reports.checks import evidence, examine
from core.reports.draft import Draft, Edit, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.reports.findings import Examination, Finding
from core.reports.sentences import say
from core.reports.sheet import Sheet

SEEN = "seen"
"""The mark of a chapter that the clerk has looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an act did. label names it for undo; edits are to be stored; cells have a new value or problem.

    initiator: who asked, so that the editor being typed in is not rewritten. visit: acts of the same visit of a cell
    are one step of undo and one row of history.
    """

    label: str
    edits: tuple[Edit, ...]
    cells: frozenset[Cell]
    initiator: object = None
    visit: str = ""


class Session:
    """Open draft + sheet + undo."""

    def __init__(self, program: Program, draft: Draft) -> None:
        self.program, self.draft = program, draft
        self.sheet = Sheet(program, draft)
        self.revision = 0
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._examined: tuple[int, Examination] | None = None

    def examination(self) -> Examination:
        """All checks of the present state; made once per state."""
        if self._examined is None or self._examined[0] != self.revision:
            self._examined = (self.revision, examine(self.sheet))
        return self._examined[1]

    def enter(
        self,
        cell: Cell,
        text: str,
        origin: Origin = Origin.TYPED,
        reason: str = "",
        *,
        initiator: object = None,
        visit: str = "",
    ) -> Change:
        """Type text into a cell ("" empties it); KnownError session.no_entry where nothing can be typed."""
        label = f"修改 {self.sheet.label(cell)}"
        return self.enter_many([(cell, text)], label, origin, reason, initiator=initiator, visit=visit)

    def enter_many(
        self,
        answers: Iterable[tuple[Cell, str]],
        label: str,
        origin: Origin = Origin.TYPED,
        reason: str = "",
        *,
        initiator: object = None,
        visit: str = "",
    ) -> Change:
        """Several answers as one act (paste, import); origin supplied sets itself where a computed figure is given."""
        edits = [self._entry(cell, text, origin, reason) for cell, text in answers]
        return self._act(label, edits, initiator, visit)

    def settle_cents(self, total: Cell) -> Change:
        """舍位: give the cents by which rounded parts miss a given total to the parts that they belong to."""
        edits = [self.draft.edit(Part.ENTRIES, cell, entry) for cell, entry in propose(self.sheet, total)]
        return self._act(f"舍位 {self.sheet.label(total)}", edits)

    def add_row(self, table: str, group: str = "", owner: str = "", before: str = "") -> tuple[Change, str]:
        """A new free row within a fixed row (group), before another or at the end; returns its id too."""
        rows, new = self.draft.rows(table), self._new_row(table, group, owner)
        at = next((index for index, row in enumerate(rows) if row.id == before), len(rows))
        change = self._act(f"增加一行 {self._table_label(table)}", [self._rows(table, (*rows[:at], new, *rows[at:]))])
        return change, new.id

    def add_rows(self, table: str, count: int, group: str = "", owner: str = "") -> tuple[Change, tuple[str, ...]]:
        """Several new rows at the end as one act."""
        new = tuple(self._new_row(table, group, owner) for _ in range(count))
        edit = self._rows(table, self.draft.rows(table) + new)
        return self._act(f"增加{count}行 {self._table_label(table)}", [edit]), tuple(row.id for row in new)

    def paste(
        self, table: str, answers: Iterable[tuple[Cell, str]], new_rows: Sequence[Mapping[str, str]] = ()
    ) -> Change:
        """A block as one act: answers for rows that are there, and new rows (column id -> text) behind them."""
        rows = tuple(self._new_row(table, "", "") for _ in new_rows)
        edits = [self._rows(table, self.draft.rows(table) + rows)] if rows else []
        edits += [self._entry(cell, text, Origin.TYPED, "") for cell, text in answers]
        for row, texts in zip(rows, new_rows, strict=True):
            cells = ((Cell(table, row.id, column), text) for column, text in texts.items() if text.strip())
            edits += [self.draft.edit(Part.ENTRIES, cell, Entry(text)) for cell, text in cells]
        return self._act(f"粘贴 {self._table_label(table)}", edits)

    def remove_rows(self, table: str, rows: Sequence[str]) -> Change:
        """Delete free rows with their answers and the rows that they own."""
        doomed = self._doomed(table, frozenset(rows))
        cells = [cell for cell in self.draft.entries if cell.row in doomed.get(cell.item, ())]
        edits = [self.draft.edit(Part.ENTRIES, cell, None) for cell in cells]
        for id_, gone in doomed.items():
            edits.append(self._rows(id_, tuple(row for row in self.draft.rows(id_) if row.id not in gone)))
        return self._act(f"删除{len(doomed[table])}行 {self._table_label(table)}", edits)

    def move_row(self, table: str, row: str, by: int) -> Change:
        """Move a free row up (by < 0) or down among its neighbours: the rows of the same group and owner."""
        rows = list(self.draft.rows(table))
        moved = next(one for one in rows if one.id == row)
        near = [one for one in rows if (one.group, one.owner) == (moved.group, moved.owner)]
        at = near.index(moved)
        to = max(0, min(len(near) - 1, at + by))
        if to != at:
            rows.remove(moved)
            rows.insert(rows.index(near[to]) + (to > at), moved)
        return self._act(f"移动一行 {self._table_label(table)}", [self._rows(table, tuple(rows))])

    def reword(self, sentence: str, text: str | None, *, initiator: object = None, visit: str = "") -> Change:
        """Keep the clerk's words for a sentence (quotes as `{cell}`), or go back to the generated text (None)."""
        skeleton = say(self.sheet, sentence).skeleton
        kept = None if text is None or text == skeleton else Rewording(text, skeleton)
        label = self.sheet.caption(self.program.sentences[sentence].sentence.label)
        return self._act(f"改写 {label}", [self.draft.edit(Part.REWORDINGS, sentence, kept)], initiator, visit)

    def confirm_rewording(self, sentence: str) -> Change:
        """Keep the clerk's words although the generated text has changed since."""
        kept = replace(self.draft.rewordings[sentence], skeleton=say(self.sheet, sentence).skeleton)
        return self._act("确认改写的文字", [self.draft.edit(Part.REWORDINGS, sentence, kept)])

    def explain(self, finding: Finding, text: str, *, visit: str = "") -> Change:
        """Answer a finding with a reason ("" takes it back); it holds for the values of now."""
        kept = Explanation(text, evidence(self.sheet, finding)) if text.strip() else None
        return self._act("填写说明", [self.draft.edit(Part.EXPLANATIONS, finding.key, kept)], visit=visit)

    def mark_section(self, section: str, state: str) -> Change:
        """The clerk's own mark on a chapter ("" removes it)."""
        return self._act("标记章节", [self.draft.edit(Part.STATES, section, state or None)])

    def see_section(self, section: str) -> Change:
        """Note that the clerk has looked at a chapter: no act of theirs, so nothing to undo."""
        seen = () if section in self.draft.states else (self.draft.edit(Part.STATES, section, SEEN),)
        return self._apply("看过章节", seen)

    def set_applicable(self, items: Iterable[str], applicable: bool) -> Change:
        """Say whether items apply to this unit; their answers are kept aside meanwhile."""
        edits = [self.draft.edit(Part.NOT_APPLICABLE, item, None if applicable else True) for item in items]
        return self._act("恢复适用" if applicable else "本单位不适用", edits)

    def undo_label(self) -> str:
        """What undo would take back ("" for nothing)."""
        return self._done[-1].label if self._done else ""

    def redo_label(self) -> str:
        """What redo would do again ("" for nothing)."""
        return self._undone[-1].label if self._undone else ""

    def undo(self) -> Change | None:
        """Take back the last act."""
        if not self._done:
            return None
        act = self._done.pop()
        self._undone.append(act)
        return self._apply(f"撤销：{act.label}", tuple(edit.reversed() for edit in reversed(act.edits)))

    def redo(self) -> Change | None:
        """Do again what was undone last."""
        if not self._undone:
            return None
        act = self._undone.pop()
        self._done.append(act)
        return self._apply(f"重做：{act.label}", act.edits)

    def _act(self, label: str, edits: Iterable[Edit], initiator: object = None, visit: str = "") -> Change:
        real = tuple(edit for edit in edits if edit.before != edit.after)
        change = self._apply(label, real, initiator, visit)
        if real:
            self._undone.clear()
            self._remember(change)
        return change

    def _remember(self, change: Change) -> None:
        """One step of undo per visit; a visit that left everything as it was is none."""
        last = self._done[-1] if self._done else None
        if change.visit and last is not None and last.visit == change.visit:
            self._done.pop()
            change = replace(change, edits=_merged(last.edits, change.edits), cells=last.cells | change.cells)
        if change.edits:
            self._done.append(change)

    def _apply(self, label: str, edits: tuple[Edit, ...], initiator: object = None, visit: str = "") -> Change:
        self.draft.apply(edits)
        if edits:
            self.revision += 1
        return Change(label=label, edits=edits, cells=self.sheet.refresh(edits), initiator=initiator, visit=visit)

    def _entry(self, cell: Cell, text: str, origin: Origin, reason: str) -> Edit:
        if not self.sheet.takes_entry(cell):
            raise KnownError("session.no_entry", label=self.sheet.label(cell))
        if text == "":
            return self.draft.edit(Part.ENTRIES, cell, None)
        if origin == Origin.TYPED and self.sheet.computed(cell):
            one = self.sheet.field(cell)
            origin = Origin.OVERRIDDEN if one is not None and one.override and not one.supplied else Origin.SUPPLIED
        return self.draft.edit(Part.ENTRIES, cell, Entry(text, origin, reason))

    def _rows(self, table: str, rows: tuple[FreeRow, ...]) -> Edit:
        return self.draft.edit(Part.ROWS, table, rows or None)

    def _new_row(self, table: str, group: str, owner: str) -> FreeRow:
        """Raises KnownError session.no_row where the form foresees none."""
        one = self.program.tables[table]
        fixed = one.row(group)
        free = fixed.free if fixed is not None else None if group else one.free
        if free is None:
            raise KnownError("session.no_row", label=self._table_label(table))
        return FreeRow(uuid4().hex[:12], group, owner)

    def _doomed(self, table: str, rows: frozenset[str]) -> dict[str, set[str]]:
        """The free rows of each table that go with these: themselves, and all that they own."""
        doomed = {table: {row.id for row in self.draft.rows(table)} & rows}
        for other in self.program.tables.values():
            owned = frozenset(row.id for row in self.draft.rows(other.id) if row.owner in doomed[table])
            if other.belongs_to == table and other.id != table and owned:
                doomed |= self._doomed(other.id, owned)
        return doomed

    def _table_label(self, table: str) -> str:
        return self.sheet.caption(self.program.tables[table].label)


def _merged(earlier: tuple[Edit, ...], later: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Two runs of edits as one: each key from its first before to its last after, if these differ."""
    merged = {(edit.part, edit.key): edit for edit in earlier}
    for edit in later:
        first = merged.get((edit.part, edit.key))
        merged[edit.part, edit.key] = replace(edit, before=first.before) if first else edit
    return tuple(edit for edit in merged.values() if edit.before != edit.after)
