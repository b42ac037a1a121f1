"""An open report: every act of the clerk goes through here, returns a Change, and can be undone by name.

A session neither saves nor emits; whoever holds it writes the Change's edits and tells the windows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import uuid4

from core.errors import KnownError
from core.forms.program import Program
from core.formulas.cells import Cell
from core.numbers import show_number
from core.reports.cents import propose
from core.reports.checks import evidence, examination_steps, examine
from core.reports.draft import Draft, Edit, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.reports.findings import Examination, Finding
from core.reports.sentences import say
from core.reports.sheet import Sheet
from core.reports.spreading import part_cells, spread
from core.reports.switched import items_with
from core.reports.weights import distributed, rescaled, standing_of

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
        if self._examined is None or not self.examined:
            self._examined = (self.revision, examine(self.sheet))
        return self._examined[1]

    def examination_steps(self) -> Iterator[None]:
        """The same bit by bit; whoever takes the steps must leave off when something is changed."""
        if not self.examined:
            made = yield from examination_steps(self.sheet)
            self._examined = (self.revision, made)

    @property
    def examined(self) -> bool:
        """Whether the checks of the present state are made already."""
        return self._examined is not None and self._examined[0] == self.revision

    @property
    def latest_examination(self) -> Examination | None:
        """The last one that was made, perhaps of an earlier state."""
        return self._examined[1] if self._examined is not None else None

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
        return self._act(label, self._entries(dict(answers), origin, reason, visit), initiator, visit)

    def settle_cents(self, total: Cell) -> Change:
        """舍位: give the cents by which rounded parts miss a given total to the parts that they belong to."""
        edits = [self.draft.edit(Part.ENTRIES, cell, entry) for cell, entry in propose(self.sheet, total)]
        return self._act(f"舍位 {self.sheet.label(total)}", edits)

    def add_row(
        self, table: str, group: str = "", owner: str = "", before: str = "", answers: Mapping[str, str] | None = None
    ) -> tuple[Change, str]:
        """A new free row within a fixed row (group), before another or at the end; returns its id too.

        answers: column id -> text that the new row holds at once.
        """
        [row], edits = self._added(table, [answers or {}], group, owner, before)
        return self._act(f"增加一行 {self._table_label(table)}", edits), row

    def add_rows(
        self, table: str, count: int, group: str = "", owner: str = "", answers: Sequence[Mapping[str, str]] = ()
    ) -> tuple[Change, tuple[str, ...]]:
        """Several new rows at the end as one act; answers: what each holds at once, as in add_row."""
        rows, edits = self._added(table, answers or [{}] * count, group, owner)
        return self._act(f"增加{len(rows)}行 {self._table_label(table)}", edits), rows

    def paste(
        self,
        table: str,
        answers: Iterable[tuple[Cell, str]],
        new_rows: Sequence[Mapping[str, str]] = (),
        group: str = "",
        owner: str = "",
    ) -> Change:
        """A block as one act: answers for rows that are there, and new rows (column id -> text) behind them.

        group, owner: the fixed row that the new ones stand within, the row that owns them.
        """
        edits = self._added(table, new_rows, group, owner)[1] if new_rows else []
        edits += self._entries(dict(answers), Origin.TYPED, "")
        return self._act(f"粘贴 {self._table_label(table)}", edits)

    def remove_rows(self, table: str, rows: Sequence[str]) -> Change:
        """Delete free rows with their answers and the rows that they own."""
        gone, edits = self._removed(table, frozenset(rows))
        return self._act(f"删除{gone}行 {self._table_label(table)}", edits)

    def remove_weighted(self, table: str, row: str) -> Change:
        """Delete a row that does not apply; the points of its group are scaled to the group's total."""
        standing = standing_of(self.sheet, Cell(table, row))
        _, edits = self._removed(table, frozenset([row]))
        if standing is not None:
            rest = [cell for cell in standing.cells if cell.row != row]
            edits += self._entries(self._rescaled(rest, standing.total), Origin.TYPED, "")
        return self._act(f"删除并调整分值 {self._table_label(table)}", edits)

    def distribute(self, cells: Sequence[Cell], total: Decimal, step: Decimal | None = None) -> Change:
        """Give the cells of a column equal parts of a total, in whole steps (None: of 1 if that is not too coarse)."""
        shares = distributed(total, len(cells), self._places(cells), step)
        answers = [(cell, show_number(share, None)) for cell, share in zip(cells, shares, strict=True)]
        return self.enter_many(answers, "平均分配分值")

    def rescale(self, cells: Sequence[Cell], total: Decimal) -> Change:
        """Scale the figures of cells of a column to a total; KnownError session.no_points where none is above 0."""
        answers = self._rescaled(cells, total)
        if not answers:
            raise KnownError("session.no_points")
        return self.enter_many(answers.items(), "按比例调整分值")

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

    def set_document_applicable(self, document: str, applicable: bool) -> Change:
        """Switch an optional document off or on, with everything that stands in no other one handed in."""
        return self.set_applicable(tuple(items_with(self.program, self.draft, document)), applicable)

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

    def _entries(self, answers: dict[Cell, str], origin: Origin, reason: str, visit: str = "") -> list[Edit]:
        """The edits of answers, each text in the cells that it is for.

        Within a visit a text is read anew with each keystroke: what the one before put elsewhere is taken back.
        """
        begun = self._begun(visit, answers)

        def held(cell: Cell) -> str:
            entry = begun[cell] if cell in begun else self.draft.entries.get(cell)
            return entry.text if entry is not None else ""

        put_back = bool(begun) and all(text == held(cell) for cell, text in answers.items())
        parts = answers if put_back else spread(self.sheet.fields, answers, held)
        edits = [self.draft.edit(Part.ENTRIES, cell, entry) for cell, entry in begun.items() if cell not in parts]
        return edits + [self._entry(cell, text, origin, reason) for cell, text in parts.items()]

    def _begun(self, visit: str, cells: Iterable[Cell]) -> dict[Cell, Entry | None]:
        """What these cells, and those that their texts are spread over, held when the visit began."""
        last = self._done[-1] if self._done else None
        if not visit or last is None or last.visit != visit:
            return {}
        parts = {part for cell in cells for part in (cell, *part_cells(self.sheet.field(cell), cell))}
        return {edit.key: edit.before for edit in last.edits if edit.part == Part.ENTRIES and edit.key in parts}

    def _answers(self, table: str, row: str, texts: Mapping[str, str]) -> list[Edit]:
        """What a new row holds at once (column id -> text)."""
        cells = {Cell(table, row, column): text for column, text in texts.items() if text.strip()}
        parts = spread(self.sheet.fields, cells, lambda cell: "")
        return [self.draft.edit(Part.ENTRIES, cell, Entry(text)) for cell, text in parts.items() if text]

    def _rows(self, table: str, rows: tuple[FreeRow, ...]) -> Edit:
        return self.draft.edit(Part.ROWS, table, rows or None)

    def _added(
        self, table: str, answers: Sequence[Mapping[str, str]], group: str, owner: str, before: str = ""
    ) -> tuple[tuple[str, ...], list[Edit]]:
        """New rows with what they hold (column id -> text), before another or at the end: their ids, and the edits."""
        rows, new = self.draft.rows(table), tuple(self._new_row(table, group, owner) for _ in answers)
        at = next((index for index, row in enumerate(rows) if row.id == before), len(rows))
        edits = [self._rows(table, (*rows[:at], *new, *rows[at:]))]
        for row, texts in zip(new, answers, strict=True):
            edits += self._answers(table, row.id, texts)
        return tuple(row.id for row in new), edits

    def _removed(self, table: str, rows: frozenset[str]) -> tuple[int, list[Edit]]:
        """The edits that delete free rows with their answers and the rows that they own; how many there are."""
        doomed = self._doomed(table, rows)
        cells = [cell for cell in self.draft.entries if cell.row in doomed.get(cell.item, ())]
        edits = [self.draft.edit(Part.ENTRIES, cell, None) for cell in cells]
        for id_, gone in doomed.items():
            edits.append(self._rows(id_, tuple(row for row in self.draft.rows(id_) if row.id not in gone)))
        return len(doomed[table]), edits

    def _rescaled(self, cells: Sequence[Cell], total: Decimal) -> dict[Cell, str]:
        """The figures of these cells scaled to a total (blank ones stay blank); nothing where none is above 0."""
        filled = [(cell, value) for cell in cells if isinstance(value := self.sheet.value(cell), Decimal)]
        shares = rescaled(total, [value for _, value in filled], self._places(cells))
        return {cell: show_number(share, None) for (cell, _), share in zip(filled, shares, strict=False)}

    def _places(self, cells: Sequence[Cell]) -> int | None:
        one = self.sheet.field(cells[0]) if cells else None
        return None if one is None else one.places

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
