"""Answers of a report in rows and columns for Qt's views: what a cell shows, may take, and says of itself.

A table of the form and an official table on the screen differ only in which answer stands where.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.forms.kinds import KINDS
from core.forms.model import LEVELS, Field
from core.formulas.cells import Cell
from core.reports.draft import Entry, Origin
from core.reports.findings import Examination
from core.reports.next_year import TO_CONFIRM, locked
from core.reports.spreading import words_for
from ui.editors.base import new_visit
from ui.editors.field_row import ORIGIN_LABELS
from ui.editors.line_input import LATIN_KINDS
from ui.editors.row_acts import RowHome
from ui.report_model import ReportModel
from ui.style.theme import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MARK_ROLE = int(Role.UserRole) + 1
"""The word beside a figure that says where it came from (上年带入, 暂估 …); "" for what was simply typed."""
FINDING_ROLE = MARK_ROLE + 1
"""The level of the gravest open finding that points at a cell."""
CLOSED = "—"
"""What stands where the form foresees no answer."""
KEPT_ORIGINS = (Origin.ESTIMATED, Origin.OVERRIDDEN, Origin.TYPED)
"""Origins that stay as they are when the text is typed over."""

LEFT_OUT = "由程序计算或已锁定"
"""Why a pasted text does not land in a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a pasted text would go: an answer that is there, or a column of the nth new row; or why nowhere."""

    item: str = ""
    column: str = ""
    row: str | None = None
    new: int = -1
    refused: str = ""


class CellModel(QAbstractTableModel):
    """Subclasses say which answer stands where, and what is called how."""

    def __init__(self, model: ReportModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._findings = _pointed_at(model.examination())
        model.examined.connect(self.show_findings)

    def show_findings(self, examination: Examination) -> None:
        """Mark the cells that open findings point at first."""
        found = _pointed_at(examination)
        before, self._findings = self._findings, found
        for cell in before.keys() | found.keys():
            if before.get(cell) != found.get(cell) and (place := self.place(cell)).isValid():
                self.dataChanged.emit(place, place)

    def finding(self, index: Index) -> str | None:
        """The level of the gravest finding that points at one of the answers here."""
        levels = [self._findings[cell][0] for cell in self.answers(index) if cell in self._findings]
        return min(levels, key=LEVELS.index, default=None)

    def cell(self, index: Index) -> Cell | None:
        """The answer that stands at an index; None for a mere caption."""
        raise NotImplementedError

    def answers(self, index: Index) -> tuple[Cell, ...]:
        """Every answer at an index: an official table may hold several in one cell."""
        cell = self.cell(index)
        return () if cell is None else (cell,)

    def place(self, cell: Cell) -> QModelIndex:
        """Where an answer stands; an invalid index when it is not here."""
        raise NotImplementedError

    def label(self) -> str:
        """What the whole is called."""
        raise NotImplementedError

    def own_row(self, line: int) -> tuple[str, str] | None:
        """The row that the clerk added and that a line shows: its table and its id."""
        raise NotImplementedError

    def like(self, line: int) -> tuple[str, ...]:
        """The rows among which the row of a line stands, in order: it is moved past these."""
        raise NotImplementedError

    def row_tables(self) -> tuple[str, ...]:
        """The tables whose rows the clerk may add here."""
        raise NotImplementedError

    def homes(self, line: int) -> tuple[RowHome, ...]:
        """Where a new row may stand for one who is in a line (-1: nowhere yet)."""
        raise NotImplementedError

    def line_of(self, table: str, row: str) -> int:
        """The line that shows a row."""
        raise NotImplementedError

    def room(self, line: int) -> tuple[int, RowHome | None]:
        """How many lines a block pasted from a line on may fill, and where the rest of it becomes new rows."""
        raise NotImplementedError

    def spot(self, line: int, column: int, new: int = -1) -> Spot:
        """Where a text pasted into a place goes; new: into the nth new row behind the room from `line` on."""
        raise NotImplementedError

    def spots(self, line: int, column: int, count: int, new: int = -1, *, packed: bool = False) -> list[Spot]:
        """Where that many texts side by side go. packed: one for each cell of paper, however many columns it covers."""
        places = self.begins(line, column, count) if packed else range(column, column + count)
        return [self.spot(line, place, new) for place in places]

    def runs_on(self, line: int, column: int, block: Sequence[Sequence[str]]) -> bool:
        """Whether a block has one text for each cell of paper; copied paper has blanks where cells are merged."""
        return False

    def begins(self, line: int, column: int, count: int) -> Sequence[int]:
        """The columns in which that many cells of paper begin."""
        return range(column, column + count)

    def take_paste(
        self, home: RowHome | None, answers: Sequence[tuple[Cell, str]], new_rows: Sequence[Mapping[str, str]]
    ) -> None:
        """A pasted block as one act: answers that are there, and new rows in their home."""
        table = home.table if home is not None else answers[0][0].item if answers else ""
        home = home or RowHome(table=table)
        rows = [{**home.answers, **texts} for texts in new_rows]
        if answers or rows:
            self.model.paste(table, answers, rows, home.group, home.owner)

    def is_ghost(self, line: int) -> bool:
        """Whether a line only stands for a row that the clerk may add."""
        return False

    def field(self, index: Index) -> Field | None:
        """The definition of the answer at an index."""
        cell = self.cell(index)
        return self.model.sheet.field(cell) if cell is not None else None

    def may_type(self, cell: Cell | None) -> bool:
        """Whether the clerk may type into a cell now."""
        sheet = self.model.sheet
        if cell is None or self.model.read_only or not sheet.takes_entry(cell):
            return False
        return not locked(sheet, cell) and not self.asks_reason(cell)

    def asks_reason(self, cell: Cell | None) -> bool:
        """Whether a computed figure can be replaced, but not without a reason."""
        one = self.model.sheet.field(cell) if cell is not None and not self.model.read_only else None
        if one is None or cell is None or one.supplied or not one.override:
            return False
        return self.model.sheet.computed(cell)

    def may_open(self, index: Index) -> bool:
        """Whether an editor may open at an index."""
        return index.isValid() and self.may_type(self.cell(index))

    def entry(self, cell: Cell) -> Entry | None:
        """What was typed into a cell so far."""
        return self.model.sheet.draft.entries.get(cell)

    def opening(self, cell: Cell) -> str:
        """The text that a cell opens with: what was typed; beside a computed figure only what was given."""
        sheet = self.model.sheet
        return "" if self.entry(cell) is None and sheet.computed(cell) else sheet.edit_text(cell)

    def words(self, cell: Cell) -> list[str]:
        """What can be chosen in a cell instead of the figure that its column asks for."""
        sheet = self.model.sheet
        return [sheet.caption(choice.label) for choice in words_for(sheet.fields, cell, sheet.value)]

    def type_text(self, cell: Cell, text: str, initiator: object, visit: str) -> None:
        """Type into a cell that may be typed into; an estimate stays one until the clerk says otherwise."""
        if not self.may_type(cell):
            return
        before, origin, reason = self.entry(cell), Origin.TYPED, ""
        if before is not None and before.origin in KEPT_ORIGINS:
            origin, reason = before.origin, before.reason
        self.model.enter(cell, text, initiator=initiator, visit=visit, origin=origin, reason=reason)

    # -- what Qt asks ------------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, looks and hints of a cell."""
        reader = _READERS.get(role)
        return getattr(self, reader)(index) if reader is not None and index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Editable where the clerk may type."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.may_open(index) else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Put a text into a cell, as one act of its own."""
        cell = self.cell(index) if index.isValid() else None
        if role != Role.EditRole or cell is None or not self.may_type(cell):
            return False
        if str(value) != self.model.sheet.edit_text(cell) or self.entry(cell) is not None:
            self.type_text(cell, str(value), self, new_visit(cell))
        return True

    def name(self, index: Index) -> str:
        """What a screen reader calls the cell."""
        cell = self.cell(index)
        return self.model.sheet.label(cell) if cell is not None else ""

    def text(self, index: Index) -> str:
        """What the cell shows."""
        cell = self.cell(index)
        if cell is None:
            return ""
        sheet = self.model.sheet
        if self.closed(cell):
            return CLOSED
        return sheet.edit_text(cell) if cell in sheet.problems else sheet.screen(cell)

    def closed(self, cell: Cell) -> bool:
        """Whether the form foresees no answer in this cell."""
        table = self.model.program.tables.get(cell.item)
        row = table.row(cell.row) if table is not None else None
        return row is not None and cell.column in row.closed

    def mark(self, index: Index) -> str:
        """The word of the origin."""
        cell = self.cell(index)
        entry = self.entry(cell) if cell is not None else None
        if entry is None or not entry.text:
            return ""
        return TO_CONFIRM if entry.reason == TO_CONFIRM else ORIGIN_LABELS.get(entry.origin, "")

    def hint(self, index: Index) -> str | None:
        """Why a cell is red, or how its figure came about."""
        cell = self.cell(index)
        if cell is None:
            return None
        wrong = self.model.sheet.problems.get(cell)
        if wrong is not None:
            return wrong.text
        why = self.model.sheet.why(cell)
        found = [self._findings[one][1] for one in self.answers(index) if one in self._findings]
        return "\n".join(filter(None, [str(why) if why else "", self.mark(index), *found])) or None

    def _edit(self, index: Index) -> str:
        cell = self.cell(index)
        return self.model.sheet.edit_text(cell) if cell is not None else ""

    def _alignment(self, index: Index) -> Qt.AlignmentFlag:
        one, cell = self.field(index), self.cell(index)
        if cell is not None and self.closed(cell):
            return Qt.AlignmentFlag.AlignCenter
        figure = one is not None and KINDS[one.kind].figure
        return (Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def _ground(self, index: Index) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if cell in self.model.sheet.problems:
            return theme().color("must_fix_soft")
        return theme().color("computed") if self.model.sheet.computed(cell) or self.closed(cell) else None

    def _ink(self, index: Index) -> Any:
        cell = self.cell(index)
        if cell is not None and self.closed(cell):
            return theme().color("disabled")
        return theme().color("must_fix") if cell in self.model.sheet.problems else None

    def _spoken(self, index: Index) -> str:
        cell = self.cell(index)
        wrong = self.model.sheet.problems.get(cell) if cell is not None else None
        computed = cell is not None and self.model.sheet.computed(cell)
        what = "计算" if computed and not self.mark(index) else self.mark(index)
        found = [self._findings[one][1] for one in self.answers(index) if one in self._findings]
        told = [self.name(index), self.text(index) or "空白", what, wrong.text if wrong else "", *found]
        return "，".join(filter(None, told))


_READERS = {
    Role.DisplayRole: "text", Role.EditRole: "_edit", Role.TextAlignmentRole: "_alignment",
    Role.BackgroundRole: "_ground", Role.ForegroundRole: "_ink", Role.ToolTipRole: "hint",
    Role.AccessibleTextRole: "_spoken", MARK_ROLE: "mark", FINDING_ROLE: "finding",
}  # fmt: skip
"""Which method answers each of Qt's questions."""


def latin(one: Field) -> bool:
    """Whether the input method is switched off: not where a text is taken apart into a figure and words."""
    return one.kind in LATIN_KINDS and not one.spread


def _pointed_at(examination: Examination) -> dict[Cell, tuple[str, str]]:
    """The cells that open findings point at first: level and text of the gravest."""
    found: dict[Cell, tuple[str, str]] = {}
    for level in reversed(LEVELS):
        for finding in examination.open(level):
            for cell in finding.cells[:1]:
                found[cell] = (level, finding.text)
    return found
