"""The open report as the windows see it: the only emitter of domain changes.

Every act goes through here to the session, is told to all widgets with its initiator (so that the editor being typed
in is not rewritten), and is on the disk within a second. Nothing here is a widget.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import KnownError
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.findings import Examination, Finding
from core.reports.session import Change, Session
from core.reports.sheet import Sheet
from core.workspace import Workspace
from ui.paper.sliced import Sliced

SAVE_AFTER = 400
EXAMINE_AFTER = 120
RETRY_AFTER = 5000
"""Milliseconds: from a keystroke to the disk, to the findings, and from a failed save to the next try."""
MANY = 4000
"""Checks from which on they are made bit by bit: more would hold up the typing."""


class ReportModel(QObject):
    """One open report. clock gives the time of now; sheets, sessions and findings are read from the attributes."""

    changed = Signal(object)
    """A Change: cells with a new value or problem, who asked for it, what it is called."""
    examined = Signal(object)
    """An Examination, some moments after the last change."""
    saved = Signal(object)
    """The datetime at which everything typed so far was on the disk."""
    save_failed = Signal(str)
    """A sentence: nothing is lost, typing goes on, the program tries again."""
    cell_focused = Signal(object)
    """The Cell that the clerk is in."""
    owner_chosen = Signal(str)
    """A table: the clerk is now in the document of another of its rows."""
    jump_wanted = Signal(object, str)
    """(Cell or None, item): show this place and give it the focus."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.clock = clock
        self.focused: Cell | None = None
        self._owners: dict[str, str] = {}
        self._saving = self._timer(SAVE_AFTER, self.save)
        self._examining = self._timer(EXAMINE_AFTER, self.examine)
        self._checking = Sliced(self)
        self._checking.finished.connect(self._checked)

    @property
    def session(self) -> Session:
        """The session behind it."""
        return self.workspace.session

    @property
    def sheet(self) -> Sheet:
        """Everything computed."""
        return self.workspace.session.sheet

    @property
    def program(self) -> Program:
        """The report format."""
        return self.workspace.session.program

    @property
    def read_only(self) -> bool:
        """Whether acts are refused: the report is open elsewhere or lies where nothing can be written."""
        return self.workspace.drafts is None

    def examination(self) -> Examination:
        """All checks of the present state; where they take long, the last ones until `examined` tells the new ones."""
        latest = self.session.latest_examination
        return latest if latest is not None and not self._at_hand else self.session.examination()

    @property
    def _at_hand(self) -> bool:
        """Whether all checks are made already, or are so few that they take no time to speak of."""
        latest = self.session.latest_examination
        return self.session.examined or latest is None or latest.checked < MANY

    def enter(
        self,
        cell: Cell,
        text: str,
        *,
        initiator: object = None,
        visit: str = "",
        origin: Origin = Origin.TYPED,
        reason: str = "",
    ) -> None:
        """Type text into a cell."""
        self._tell(self.session.enter(cell, text, origin, reason, initiator=initiator, visit=visit))

    def enter_many(self, answers: Iterable[tuple[Cell, str]], label: str, origin: Origin = Origin.TYPED) -> None:
        """Several answers as one act."""
        self._tell(self.session.enter_many(answers, label, origin))

    def settle_cents(self, total: Cell) -> None:
        """Give the cents by which rounded parts miss a given total to the parts that they belong to."""
        self._tell(self.session.settle_cents(total))

    def add_row(
        self, table: str, group: str = "", owner: str = "", before: str = "", answers: Mapping[str, str] | None = None
    ) -> str:
        """A new free row, with what it is answered at once (column id -> text); returns its id."""
        change, row = self.session.add_row(table, group, owner, before, answers or {})
        self._tell(change)
        return row

    def add_rows(
        self, table: str, count: int, group: str = "", owner: str = "", answers: Sequence[Mapping[str, str]] = ()
    ) -> tuple[str, ...]:
        """Several new rows at the end, with what each is answered at once."""
        change, rows = self.session.add_rows(table, count, group, owner, answers)
        self._tell(change)
        return rows

    def paste(
        self,
        table: str,
        answers: Iterable[tuple[Cell, str]],
        new_rows: Sequence[Mapping[str, str]] = (),
        group: str = "",
        owner: str = "",
    ) -> None:
        """A pasted block as one act; new rows stand within that group, under that owner."""
        self._tell(self.session.paste(table, answers, new_rows, group, owner))

    def remove_rows(self, table: str, rows: Sequence[str]) -> None:
        """Delete free rows."""
        self._tell(self.session.remove_rows(table, rows))

    def remove_weighted(self, table: str, row: str) -> None:
        """Delete a row that does not apply; its group shares its points."""
        self._tell(self.session.remove_weighted(table, row))

    def distribute(self, cells: Sequence[Cell], total: Decimal, step: Decimal | None = None) -> None:
        """Give cells equal parts of a total."""
        self._tell(self.session.distribute(cells, total, step))

    def rescale(self, cells: Sequence[Cell], total: Decimal) -> None:
        """Scale the figures of cells to a total. Raises KnownError session.no_points."""
        self._tell(self.session.rescale(cells, total))

    def move_row(self, table: str, row: str, by: int) -> None:
        """Move a free row."""
        self._tell(self.session.move_row(table, row, by))

    def reword(self, sentence: str, text: str | None, *, initiator: object = None, visit: str = "") -> None:
        """Keep the clerk's words for a sentence, or go back to the generated text."""
        self._tell(self.session.reword(sentence, text, initiator=initiator, visit=visit))

    def confirm_rewording(self, sentence: str) -> None:
        """Keep the clerk's words although the generated text has changed."""
        self._tell(self.session.confirm_rewording(sentence))

    def explain(self, finding: Finding, text: str, *, visit: str = "") -> None:
        """Answer a finding."""
        self._tell(self.session.explain(finding, text, visit=visit))

    def mark_section(self, section: str, state: str) -> None:
        """The clerk's own mark on a chapter."""
        self._tell(self.session.mark_section(section, state))

    def see_section(self, section: str) -> None:
        """Note that the clerk has looked at a chapter."""
        if not self.read_only:
            self._tell(self.session.see_section(section))

    def set_applicable(self, items: Iterable[str], applicable: bool) -> None:
        """Say whether items apply to this unit."""
        self._tell(self.session.set_applicable(items, applicable))

    def set_document_applicable(self, document: str, applicable: bool) -> None:
        """Say whether this unit hands in an optional document."""
        self._tell(self.session.set_document_applicable(document, applicable))

    def undo(self) -> None:
        """Take back the last act."""
        self._tell(self.session.undo())

    def redo(self) -> None:
        """Do again what was undone last."""
        self._tell(self.session.redo())

    def focus(self, cell: Cell) -> None:
        """An editor says that the clerk is now in this cell."""
        self.focused = cell
        self.cell_focused.emit(cell)

    def owner(self, table: str) -> str:
        """The row of a table whose document the clerk is in (the first, until another is chosen); "" for no rows."""
        rows = self.sheet.rows(table)
        chosen = self._owners.get(table, "")
        return chosen if chosen in rows else next(iter(rows), "")

    def choose_owner(self, table: str, row: str) -> None:
        """Go to the document of another row."""
        if row != self.owner(table):
            self._owners[table] = row
            self.owner_chosen.emit(table)

    def jump(self, cell: Cell | None, item: str = "") -> None:
        """Ask the page to show a place."""
        self.jump_wanted.emit(cell, item)

    def save(self, *, whole: bool = False) -> None:
        """Write what waits, now; a failure is told and tried again, and nothing is lost meanwhile.

        The summary waits for checks that take long, unless the report is about to be left (whole).
        """
        self._saving.stop()
        if not self.workspace.waiting:
            return
        try:
            self.workspace.save(self.clock(), summarise=whole or self._at_hand)
        except KnownError as error:
            self.save_failed.emit(error.text)
            self._saving.start(RETRY_AFTER)
            return
        self.saved.emit(self.workspace.saved)

    def note(self, kind: str, text: str) -> None:
        """Keep a milestone of the report, behind what is written of it."""
        self.save()
        with suppress(KnownError):  # what was done stays; only its mention is lost
            if self.workspace.drafts is not None:
                self.workspace.drafts.keep_evidence(self.session.draft.uid, self.clock(), kind, text)

    def examine(self) -> None:
        """Make all checks and tell their result: now, or bit by bit where they take long."""
        self._examining.stop()
        if self._at_hand:
            self.examined.emit(self.session.examination())
        else:
            self._checking.start(self.session.examination_steps())

    def _checked(self) -> None:
        """Checks that took long are made."""
        self.examined.emit(self.session.examination())
        if self.workspace.waiting and not self._saving.isActive():
            self._saving.start(SAVE_AFTER)

    def _tell(self, change: Change | None) -> None:
        if change is None:
            return
        self._checking.stop()
        self.workspace.accept(change)
        self.changed.emit(change)
        if change.edits:
            if not self._saving.isActive():  # one who types without a pause is saved all the same
                self._saving.start(SAVE_AFTER)
            self._examining.start(EXAMINE_AFTER)

    def _timer(self, after: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(act)
        return timer
