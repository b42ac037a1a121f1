"""The scripted typist: fills a report through a Workspace, tells each change before it is saved and after.

    python -m tests.torture.typist STORE SEED CHANGES [PLANT]

It runs in a process of its own and may be killed at any moment. On standard output it writes JSON, one line each:
`{"will": n, "edits": […]}` before change n is handed to the store, `{"saved": n}` once everything up to n is said to be
saved. PLANT names one of the faults of `tests.torture.plants`, which the rig must find out.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import KnownError
from core.forms.library import EXAMPLE, Library
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Part
from core.reports.session import Change
from core.storage.database import Database
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from core.storage.records import entry_record, part_json
from core.workspace import Workspace
from tests.torture.plants import PLANTS

FORM = "changning_township/2023"
UID = "torture"
WORDS = "水稻两季同防联控道路硬化公里产业合作社农户增收万元调解纠纷件全年完成目标任务"
TEXTUAL = ("text", "long_text", "list")
Plain = dict[str, dict[str, str]]
"""A draft as texts: part -> key -> value."""


def plain_value(part: Part, value: Any) -> str | None:
    """What the store keeps of a value, as one text; None where it keeps nothing."""
    if value is None:
        return None
    if isinstance(value, Entry):
        return json.dumps(entry_record(value), ensure_ascii=False)
    return part_json(part, value)


def plain_draft(draft: Draft) -> Plain:
    """All of a draft as texts."""
    return {
        part.value: {str(key): plain_value(part, value) or "" for key, value in keyed.items()}
        for part, keyed in draft.parts.items()
    }


def plain_edits(edits: tuple[Edit, ...]) -> list[list[str | None]]:
    """Edits as lines of a message."""
    return [[edit.part.value, str(edit.key), plain_value(edit.part, edit.after)] for edit in edits]


def begin_report(store: Path, library: Library, now: datetime) -> None:
    """A store with the filled example as the report that is typed into."""
    draft = read_draft_file(library.entry(FORM).folder / EXAMPLE).draft.copy()
    draft.uid = UID
    with Database.open(store, now) as database:
        Drafts(database).create(draft, now)


class Typist:
    """Types into one report. speak: where its messages go; saving: how a change gets to the store."""

    def __init__(self, workspace: Workspace, seed: int, speak: Callable[[dict[str, Any]], None]) -> None:
        self.workspace, self._speak = workspace, speak
        self._random = random.Random(seed)
        self._number = self._visit = 0
        self._acts = (
            *[self._into_text] * 4, *[self._into_grid] * 4, *[self._into_outline] * 3,
            self._rows, self._paste, self._chapter, self._applicable, self._undo, self._explain,
        )  # fmt: skip

    def work(self, changes: int) -> None:
        """Make so many changes; most are saved one by one, as one who pauses, some several at once."""
        while self._number < changes:
            for change in self._random.choice(self._acts)():
                if change is None or not change.edits:
                    continue
                self._number += 1
                self._speak({"will": self._number, "edits": plain_edits(change.edits)})
                self.workspace.accept(change)
                if self._random.random() < 0.8:
                    self._save()
        self._save()

    def _save(self) -> None:
        number = self._number
        try:
            self.workspace.save(now())
        except KnownError as error:  # as in the window: typing goes on, the next try comes
            self._speak({"failed": error.code})
            return
        self._speak({"saved": number})

    # -- what the hands do -------------------------------------------------------------------------------------

    @property
    def _program(self) -> Program:
        return self.workspace.session.program

    def _words(self, longest: int) -> str:
        return "".join(self._random.choices(WORDS, k=self._random.randint(1, longest)))

    def _figure(self) -> str:
        return f"{self._random.randint(0, 99999)}.{self._random.randint(0, 99):02}"

    def _type(self, cell: Cell, text: str) -> Iterator[Change]:
        """A text that grows, as it does on the screen: one visit, several saves."""
        self._visit += 1
        for end in sorted({self._random.randint(1, len(text)), len(text)}):
            yield self.workspace.session.enter(cell, text[:end], visit=f"v{self._visit}")

    def _into_text(self) -> Iterator[Change]:
        fields = [one for one in self._program.fields.values() if one.kind in TEXTUAL and not one.formula]
        yield from self._type(Cell(self._random.choice(fields).id), self._words(60))

    def _into_outline(self) -> Iterator[Change]:
        fields = [one for one in self._program.fields.values() if one.kind == "outline"]
        points = "\n".join(f"- {self._words(30)}" for _ in range(self._random.randint(1, 5)))
        yield from self._type(Cell(self._random.choice(fields).id), f"# {self._words(8)}\n{points}")

    def _into_grid(self) -> Iterator[Change]:
        table = self._random.choice(list(self._program.tables.values()))
        rows = [row.id for row in table.rows] or [row.id for row in self.workspace.session.draft.rows(table.id)]
        cells = [Cell(table.id, row, column.id) for row in rows for column in table.columns]
        cells = [cell for cell in cells if self.workspace.session.sheet.takes_entry(cell)]
        if cells:
            yield from self._type(self._random.choice(cells), self._figure())

    def _free(self) -> str:
        return self._random.choice([table.id for table in self._program.tables.values() if table.free])

    def _rows(self) -> Iterator[Change]:
        table, session = self._free(), self.workspace.session
        rows = [row.id for row in session.draft.rows(table)]
        if len(rows) > 5 and self._random.random() < 0.6:
            yield session.remove_rows(table, self._random.sample(rows, 2))
        elif rows and self._random.random() < 0.3:
            yield session.move_row(table, self._random.choice(rows), self._random.choice((-1, 1)))
        else:
            change, _ = session.add_row(table)
            yield change

    def _paste(self) -> Iterator[Change]:
        table = self._program.tables[self._free()]
        if len(self.workspace.session.draft.rows(table.id)) < 30:
            lines = [{column.id: self._figure() for column in table.columns if not column.formula} for _ in range(3)]
            yield self.workspace.session.paste(table.id, [], lines)

    def _chapter(self) -> Iterator[Change]:
        section = self._random.choice(list(self._program.form.sections()))
        yield self.workspace.session.mark_section(section.id, self._random.choice(("", "done", "seen")))

    def _applicable(self) -> Iterator[Change]:
        item = self._random.choice(list(self._program.fields))
        yield self.workspace.session.set_applicable([item], self._random.random() < 0.5)

    def _explain(self) -> Iterator[Change]:
        findings = self.workspace.session.examination().findings
        if findings:
            yield self.workspace.session.explain(self._random.choice(findings), self._words(20))

    def _undo(self) -> Iterator[Change | None]:
        yield self.workspace.session.undo()
        if self._random.random() < 0.5:
            yield self.workspace.session.redo()


def now() -> datetime:
    """The time of now."""
    return datetime.now().astimezone()


def say(told: dict[str, Any]) -> None:
    """One line on standard output, in one piece and at once."""
    line = json.dumps(told, ensure_ascii=False).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


def type_away(store: Path, seed: int, changes: int, library: Library, plant: str = "") -> None:
    """Open the report as the program does, and type."""
    program = library.program(FORM)
    with Database.open(store, now()) as database:
        drafts = Drafts(database)
        workspace = Workspace(program, drafts.load(UID), drafts)
        typist = Typist(workspace, seed, say)
        if plant:
            PLANTS[plant](typist)
        say({"ready": os.getpid()})
        typist.work(changes)
        say({"end": True})


if __name__ == "__main__":
    type_away(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Library(), "".join(sys.argv[4:5]))
