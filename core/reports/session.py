"""An open report: every act of the clerk goes through here, returns a Change, and can be undone by name.

A session neither saves nor emits; whoever holds it writes the Change's edits and tells the windows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from core.errors import KnownError
from core.formulas.cells import Cell
from core.forms.program import Program
from core.reports.checks import evidence, examine
from core.reports.draft import Draft, Edit, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.reports.findings import Examination, Finding
from core.reports.sentences import say
from core.reports.sheet import Sheet


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

    def enter(self, cell: Cell, text: str, origin: Origin = Origin.TYPED, reason: str = "", *, initiator: object = None, visit: str = "") -> Change:
        """Type text into a cell ("" empties it); KnownError session.no_entry where nothing can be typed."""
        return self.enter_many([(cell, text)], f"修改 {self.sheet.label(cell)}", origin, reason, initiator=initiator, visit=visit)

    def enter_many(
        self, answers: Iterable[tuple[Cell, str]], label: str, origin: Origin = Origin.TYPED, reason: str = "",
        *, initiator: object = None, visit: str = "",
    ) -> Change:  # fmt: skip
        """Several answers as one act (paste, import); origin supplied is set by itself where a computed figure is given."""
        edits = [self._entry(cell, text, origin, reason) for cell, text in answers]
        return self._act(label, edits, initiator, visit)

    def add_row(self, table: str, group: str = "", owner: str = "", before: str = "") -> tuple[Change, str]:
        """A new free row within a fixed row (group), before another or at the end; returns its id too."""
        rows, new = self.draft.rows(table), FreeRow(uuid4().hex[:12], group, owner)
        at = next((index for index, row in enumerate(rows) if row.id == before), len(rows))
        change = self._act(f"增加一行 {self._table_label(table)}", [self._rows(table, (*rows[:at], new, *rows[at:]))])
        return change, new.id

    def add_rows(self, table: str, count: int, group: str = "") -> tuple[Change, tuple[str, ...]]:
        """Several new rows at the end as one act (paste)."""
        new = tuple(FreeRow(uuid4().hex[:12], group) for _ in range(count))
        change = self._act(f"增加{count}行 {self._table_label(table)}", [self._rows(table, self.draft.rows(table) + new)])
        return change, tuple(row.id for row in new)

    def remove_rows(self, table: str, ids: Sequence[str]) -> Change:
        """Delete free rows with their answers and the rows that they own."""
        edits = list(self._removed(table, frozenset(ids)))
        return self._act(f"删除{len(ids)}行 {self._table_label(table)}", edits)

    def move_row(self, table: str, id: str, by: int) -> Change:
        """Move a free row up (by < 0) or down among its neighbours."""
        rows = list(self.draft.rows(table))
        at = next(index for index, row in enumerate(rows) if row.id == id)
        rows.insert(max(0, min(len(rows) - 1, at + by)), rows.pop(at))
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

    def explain(self, finding: Finding, text: str) -> Change:
        """Answer a finding with a reason ("" takes it back); it holds for the values of now."""
        kept = Explanation(text, evidence(self.sheet, finding)) if text.strip() else None
        return self._act("填写说明", [self.draft.edit(Part.EXPLANATIONS, finding.key, kept)])

    def mark_section(self, section: str, state: str) -> Change:
        """The clerk's own mark on a chapter ("" removes it)."""
        return self._act("标记章节", [self.draft.edit(Part.STATES, section, state or None)])

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
        if not real:
            return change
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if visit and last is not None and last.visit == visit:
            change_once = replace(change, edits=_merged(last.edits, real), cells=last.cells | change.cells)
            self._done[-1] = change_once
        else:
            self._done.append(change)
        return change

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

    def _removed(self, table: str, ids: frozenset[str]) -> Iterable[Edit]:
        for cell in [cell for cell in self.draft.entries if cell.item == table and cell.row in ids]:
            yield self.draft.edit(Part.ENTRIES, cell, None)
        for other in self.program.tables.values():
            owned = frozenset(row.id for row in self.draft.rows(other.id) if row.owner in ids)
            if other.belongs_to == table and owned:
                yield from self._removed(other.id, owned)
        yield self._rows(table, tuple(row for row in self.draft.rows(table) if row.id not in ids))

    def _table_label(self, table: str) -> str:
        return self.sheet.caption(self.program.tables[table].label)


def _merged(earlier: tuple[Edit, ...], later: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Two runs of edits as one: each key from its first before to its last after."""
    merged = {(edit.part, edit.key): edit for edit in earlier}
    for edit in later:
        first = merged.get((edit.part, edit.key))
        merged[edit.part, edit.key] = replace(edit, before=first.before) if first else edit
    return tuple(merged.values())
