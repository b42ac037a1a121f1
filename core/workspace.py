"""One open report: a session and the store it is kept in.

Acts go to the session; their edits wait here until they are written, and nobody is told that something is saved
before it is on the disk. When the store cannot be written, typing goes on and the edits wait for the next try.
"""

from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from core.forms.indicator_library import Indicator
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Draft
from core.reports.own_indicators import concerns, own_indicators, records, remembered
from core.reports.progress import progress
from core.reports.session import Change, Session
from core.reports.unit_card import UNIT
from core.storage.drafts import Drafts, Visit


class Workspace:
    """An open report. drafts None: read-only, nothing is ever written."""

    def __init__(self, program: Program, draft: Draft, drafts: Drafts | None, saved: datetime | None = None) -> None:
        self.session = Session(program, draft)
        self.drafts = drafts
        self.saved = saved
        self._waiting: list[Change] = []
        self._summary_due = self._indicators_due = self._indicator_typed = False
        self._indicators_before: dict[str, Any] = {}

    @property
    def waiting(self) -> bool:
        """Whether there are edits, or a summary of them, that are not on the disk yet."""
        return bool(self._waiting) or self._summary_due

    def accept(self, change: Change) -> Change:
        """Take a change of the session over for writing."""
        if change.edits and self.drafts is not None:
            self._waiting.append(change)
            told = any(concerns(self.session.program, edit) for edit in change.edits)
            self._indicators_due = self._indicators_due or told
            self._indicator_typed = told and bool(change.visit)
        return change

    def save(self, now: datetime, *, summarise: bool = True) -> None:
        """Write what waits. Raises KnownError store.*; what could not be written goes on waiting.

        summarise: with the summary, for which all checks are made; without it, it goes on waiting by itself.
        """
        if self.drafts is None or not self.waiting:
            return
        summary = self.summary() if summarise else None
        if not self._waiting and summary is not None:
            self.drafts.save(self.session.draft.uid, (), now, summary)
        for visit, changes in groupby(list(self._waiting), key=lambda change: change.visit):
            group = list(changes)
            edits = [edit for change in group for edit in change.edits]
            self.drafts.save(self.session.draft.uid, edits, now, summary, visit)
            del self._waiting[: len(group)]
        self._summary_due = not summarise
        self.saved = now

    def summary(self) -> dict[str, Any]:
        """What the list of reports shows of this one without opening it."""
        return summary(self.session)

    def own_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that this unit has used: in this report, then in earlier ones. Raises KnownError store.*."""
        now = own_indicators(self.session.sheet)
        unit = self._unit()
        return remembered(now, self._remembered_before(self.drafts, unit) if self.drafts is not None and unit else None)

    def remember_indicators(self, *, leaving: bool = True) -> None:
        """Keep the unit's indicators for its next reports. Raises KnownError store.*.

        leaving: whatever there is; else only when they have changed, and not while one, or the unit, is being typed:
        half a name is none. What was kept meanwhile and is called otherwise by now goes again.
        """
        unit = self._unit()
        if self.drafts is None or not unit or not (leaving or (self._indicators_due and not self._indicator_typed)):
            return
        before = self._remembered_before(self.drafts, unit)
        kept = records(remembered(own_indicators(self.session.sheet), before))
        if kept != (self.drafts.recall(_INDICATORS + unit) or []):
            self.drafts.remember(_INDICATORS + unit, kept)
        self._indicators_due = False

    def _remembered_before(self, drafts: Drafts, unit: str) -> Any:
        """What was kept of the unit before this report was opened."""
        if unit not in self._indicators_before:
            self._indicators_before[unit] = drafts.recall(_INDICATORS + unit)
        return self._indicators_before[unit]

    def _unit(self) -> str:
        known = UNIT.item in self.session.program.fields
        return self.session.sheet.screen(UNIT) if known else ""

    def history(self, cell: Cell) -> tuple[Visit, ...]:
        """What earlier visits changed in a cell."""
        return tuple(self.drafts.history(self.session.draft.uid, cell)) if self.drafts is not None else ()


def summary(session: Session) -> dict[str, Any]:
    """Unit, year and title as printed, and the progress in numbers."""
    sheet = session.sheet
    facts: dict[str, Any] = {
        name: sheet.screen(Cell(item)) for name, item in _SHOWN.items() if item in session.program.fields
    }
    return {**facts, "label": session.program.form.label, **asdict(progress(sheet, session.examination()))}


_INDICATORS = "indicators:"
"""Key of the settings, with the unit's name behind it."""
_SHOWN = {"unit": "reporting_unit", "year": "year"}
