"""The store of this PC as the windows use it: reports are listed, opened, made, taken in, handed out and binned here.

It joins what core keeps apart (the database, the report formats, a session) and knows no widget. KnownError is told by
whoever asked.
"""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from core.errors import KnownError
from core.exports.files import legal_name
from core.exports.word_reference import missing_styles
from core.forms.definition import unpack
from core.forms.library import EXAMPLE, REFERENCE, FormEntry, Library
from core.imports.form_package import Preview, install, preview, read_form_package
from core.reports.draft import Draft
from core.reports.next_year import next_year
from core.reports.session import Session
from core.reports.sheet import Sheet
from core.reports.unit_card import UNIT, YEAR, new_report, unit_card
from core.storage.database import Database, Mode
from core.storage.draft_file import DraftFile, read_draft_file, save_draft_file
from core.storage.drafts import Drafts, Summary
from core.storage.exported import Exported, definition_of, exported
from core.storage.milestones import CARRIED_OVER, REPLACED, TAKEN_IN, Milestone, milestones
from core.workspace import Workspace, summary

EXTENSION = ".jibao"
EXAMPLE_UID = "example-"
"""How the uid of a shipped example begins."""
UNIT_CARD, LEFT_OPEN, RESTORED = "unit_card:", "left_open", "restored:"
"""Keys of the settings: a unit's card by its name; the report that is open (gone after an orderly end); of which time
the backup was that a report came from, by its uid."""


BY_COPY = "这份报告所用的报告格式不在这台电脑上，现在用导出时留下的副本打开，只能查看、审核和导出，不能填报。"
AS_EXPORTED = "这是{time}导出时的报告，只能查看、审核和导出，不能填报。现在的报告没有变，从首页打开。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A report that was opened. workspace None: its format is not here; sentence says why and what to do.

    library: where its format was found, which is not always the library of this PC.
    """

    draft: Draft
    workspace: Workspace | None
    library: Library
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A report file that was read.

    name: of the file; here: the report of the same uid in this store, be it in the bin.
    """

    file: DraftFile
    name: str
    written: datetime
    here: Summary | None


class Store:
    """An open store with the report formats of this PC. clock: the time of now."""

    def __init__(self, database: Database, library: Library, clock: Callable[[], datetime]) -> None:
        self.database, self.library, self.clock = database, library, clock
        self.drafts = Drafts(database)
        self._cards: dict[str, dict[str, str]] = {}
        self._copies: dict[str, tuple[tempfile.TemporaryDirectory[str], Library]] = {}

    @classmethod
    def open(cls, path: Path, library: Library, clock: Callable[[], datetime], *, read_only: bool = False) -> "Store":
        """Open the store of that file. Raises KnownError store.*; store.held names who has it."""
        return cls(Database.open(path, clock(), read_only=read_only), library, clock)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here."""
        return self.database.mode is Mode.READ_ONLY

    def close(self) -> None:
        """Close the store and let the next window have it."""
        self.database.close()
        for folder, _ in self._copies.values():
            folder.cleanup()
        self._copies.clear()

    # -- the list ----------------------------------------------------------------------------------------------

    def reports(self, *, in_bin: bool = False) -> Sequence[Summary]:
        """The reports, or those in the bin, last saved first. Facts name the time of the backup that one came from."""
        restored = self.drafts.recall_all(RESTORED)
        return [_noted(one, restored.get(RESTORED + one.uid)) for one in self.drafts.list(in_bin)]

    def summary(self, uid: str) -> Summary | None:
        """One line of the list, be it in the bin."""
        every = (*self.reports(), *self.reports(in_bin=True))
        return next((one for one in every if one.uid == uid), None)

    def units(self) -> tuple[str, ...]:
        """The units that reports were made for, last used first."""
        return tuple(dict.fromkeys(one.unit for one in self.reports() if one.unit and not is_example(one.uid)))

    def milestones(self, uid: str) -> tuple[Milestone, ...]:
        """What became of a report as a whole, the oldest first; none where the store cannot be read."""
        found = self.summary(uid)
        with suppress(KnownError):
            return milestones(found.created, self.drafts.evidence(uid)) if found else ()
        return ()

    def note(self, uid: str, kind: str, text: str) -> None:
        """Keep a milestone; the report itself says when the disk takes nothing."""
        with suppress(KnownError):
            self.drafts.keep_evidence(uid, self.clock(), kind, text)

    def delete(self, uid: str) -> None:
        """Put a report in the bin."""
        self.drafts.delete(uid, self.clock())

    # -- opening and making ------------------------------------------------------------------------------------

    def open_report(self, uid: str) -> Opened:
        """Open a report for filling, or to be looked at where it cannot be filled."""
        draft = self.drafts.load(uid)
        try:
            program = self.library.program(draft.form)
        except KnownError as error:
            return self._opened_by_copy(draft) or Opened(
                draft=draft, workspace=None, library=self.library, sentence=self._why_not(draft.form, error)
            )
        found = self.summary(uid)
        drafts = None if self.read_only else self.drafts
        workspace = Workspace(program, draft, drafts, found.saved if found else None)
        return Opened(draft=draft, workspace=workspace, library=self.library)

    def open_exported(self, exported: Exported, sentence: str) -> Opened:
        """A report as it was exported, to be looked at, by the format of then. Raises KnownError form.*."""
        library = self._unpacked(exported.definition)
        workspace = Workspace(library.program(exported.draft.form), exported.draft, None)
        return Opened(draft=exported.draft, workspace=workspace, library=library, sentence=sentence)

    def exported_at(self, uid: str, at: datetime) -> Opened | None:
        """A report as it was at that export, to be looked at; None where it was not kept. Raises KnownError form.*.

        It bears a uid of its own, so that it is never taken for the report as it is now.
        """
        found = next((one for one in exported(self.drafts, uid) if one.at == at and one.definition), None)
        if found is None:
            return None
        draft = replace(found.draft, uid=f"{uid}@{at.isoformat()}")
        return self.open_exported(found._replace(draft=draft), AS_EXPORTED.format(time=f"{at:%Y-%m-%d %H:%M}"))

    def create(self, form: str, unit: str, year: int) -> str:
        """A new report in the edition of that year, with what is known of the unit; returns its uid."""
        program = self.library.program(self.serving(form, year).key)
        return self._keep(new_report(program, str(uuid4()), unit, str(year), self.card(unit)))

    def carry_over(self, uid: str, year: int) -> str:
        """Next year's report from an earlier one, in the edition that serves the year; returns its uid."""
        last = self.drafts.load(uid)
        entry = self.serving(last.form, year)
        sheet = Sheet(self.library.program(last.form), last)
        made = self._keep(next_year(sheet, self.library.program(entry.key), str(uuid4()), year))
        self.note(made, CARRIED_OVER, self.file_name(uid))
        return made

    def serving(self, form: str, year: int) -> FormEntry:
        """The edition of a form that serves a year, or its oldest for a year before all. KnownError form.not_found."""
        id = form.partition("/")[0]
        editions = [entry for entry in self.library.entries() if entry.id == id]
        return self.library.serving(id, year) or (editions[0] if editions else self.library.entry(form))

    def forms(self) -> tuple[FormEntry, ...]:
        """The report formats, each by its newest edition."""
        return tuple({entry.id: entry for entry in self.library.entries()}.values())

    def open_example(self, form: str) -> str:
        """The filled example of a form as a report of its own, fresh again after it was deleted; returns its uid."""
        draft = read_draft_file(self.library.entry(form).folder / EXAMPLE).draft
        here = self.summary(draft.uid)
        if here is None:
            return self._keep(draft)
        if here.binned:
            self.drafts.replace(draft, self.clock(), self._facts(draft))
        return draft.uid

    def examples(self) -> tuple[FormEntry, ...]:
        """The formats that come with an example."""
        return tuple(entry for entry in self.library.entries() if (entry.folder / EXAMPLE).is_file())

    def last_year(self, sheet: Sheet) -> Sheet | None:
        """Last year's report of the same unit, computed; None when there is none that can be read."""
        unit, year = sheet.screen(UNIT) if UNIT.item in sheet.program.fields else "", sheet.value(YEAR)
        wanted = str(int(year) - 1) if year is not None else ""
        for one in self.reports():
            if unit and one.unit == unit and one.year == wanted and one.uid != sheet.draft.uid:
                with suppress(KnownError):
                    return Sheet(self.library.program(one.form), self.drafts.load(one.uid))
        return None

    # -- files -------------------------------------------------------------------------------------------------

    def read_file(self, path: Path) -> Incoming:
        """Read a report file that may be taken in. Raises KnownError draft.*."""
        file = read_draft_file(path)
        written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        return Incoming(file=file, name=path.name, written=written, here=self.summary(file.draft.uid))

    def take_copy(self, incoming: Incoming) -> str:
        """Keep the file's report, under a uid of its own when the same one is here already."""
        draft = incoming.file.draft.copy()
        if incoming.here is not None:
            draft.uid = str(uuid4())
        self._keep(draft)
        self.note(draft.uid, TAKEN_IN, incoming.name)
        return draft.uid

    def take_over(self, incoming: Incoming) -> Path:
        """Put the file's report in the place of the one here, which is first backed up to the file returned."""
        draft = incoming.file.draft
        backup = self.back_up(draft.uid)
        self.drafts.replace(draft.copy(), self.clock(), self._facts(draft))
        self.note(draft.uid, REPLACED, incoming.name)
        return backup

    def back_up(self, uid: str) -> Path:
        """Write a report's file into the folder of backups beside the store."""
        folder = self.database.path.parent / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / legal_name(f"{self.file_name(uid)} {self.clock():%Y%m%d-%H%M%S}", EXTENSION)
        self.save_file(uid, path)
        return path

    def save_file(self, uid: str, path: Path, draft: Draft | None = None) -> None:
        """Write a report as one file, to be handed to a colleague. Raises KnownError file.*.

        draft: the report as it is on the screen, where the store may not have the last changes.
        """
        save_draft_file(draft or self.drafts.load(uid), path)

    def file_name(self, uid: str) -> str:
        """What a report's file is called, without the ending."""
        found = self.summary(uid)
        return f"{found.unit}{found.year}年度绩效报告" if found and (found.unit or found.year) else "绩效报告"

    # -- report formats ----------------------------------------------------------------------------------------

    def read_form(self, path: Path) -> Preview:
        """What installing a format's package would do. Raises KnownError package.*, form.broken, export.reference_*."""
        package = read_form_package(path)
        found = preview(package, self.library)
        with TemporaryDirectory() as place:
            reference = Path(place) / REFERENCE
            reference.write_bytes(package.files[REFERENCE])
            missing = missing_styles(reference)
        if missing:
            raise KnownError("export.reference_styles", styles="、".join(missing))
        return found

    def install_form(self, found: Preview) -> Path | None:
        """Install it among the user's formats; returns where the folder is kept that was there before."""
        return install(found.package, self.library, self.clock())

    # -- what is remembered ------------------------------------------------------------------------------------

    def card(self, unit: str) -> dict[str, str]:
        """What is known of a unit from its last report."""
        found = self.drafts.recall(UNIT_CARD + unit)
        return dict(found) if isinstance(found, dict) else {}

    def remember_unit(self, sheet: Sheet) -> None:
        """Keep the unit's card when it has changed."""
        card = unit_card(sheet)
        unit = card.get(str(UNIT), "").strip()
        if self.read_only or not unit or is_example(sheet.draft.uid) or self._cards.get(unit) == card:
            return
        with suppress(KnownError):  # the report itself says when the disk takes nothing
            if self.card(unit) != card:
                self.drafts.remember(UNIT_CARD + unit, card)
            self._cards[unit] = card

    def remember_indicators(self, workspace: Workspace, *, leaving: bool = True) -> None:
        """Keep the indicators of a report for the next ones of its unit. leaving: as `Workspace` has it."""
        if not is_example(workspace.session.draft.uid):
            with suppress(KnownError):
                workspace.remember_indicators(leaving=leaving)

    def mark_open(self, uid: str) -> None:
        """Remember which report is open ("" for none), so that the next start knows of a sudden end."""
        if not self.read_only:
            with suppress(KnownError):
                self.drafts.remember(LEFT_OPEN, uid)

    def left_open(self) -> Summary | None:
        """The report that was open when the program last ended without closing it."""
        uid = self.drafts.recall(LEFT_OPEN)
        found = self.summary(uid) if uid else None
        return found if found and not found.binned else None

    # -- inside ------------------------------------------------------------------------------------------------

    def _keep(self, draft: Draft) -> str:
        self.drafts.create(draft, self.clock(), self._facts(draft))
        return draft.uid

    def _facts(self, draft: Draft) -> dict[str, Any]:
        try:
            return summary(Session(self.library.program(draft.form), draft))
        except KnownError:
            known = (("unit", draft.entries.get(UNIT)), ("year", draft.entries.get(YEAR)))
            return {"label": draft.form, **{name: entry.text for name, entry in known if entry}}

    def _opened_by_copy(self, draft: Draft) -> Opened | None:
        """By the copy of the format that an export left with the report; None where there is none that can be used."""
        with suppress(KnownError):
            definition = definition_of(self.drafts, draft.uid, draft.form)
            if definition:
                return self.open_exported(Exported(self.clock(), draft, definition), BY_COPY)
        return None

    def _unpacked(self, definition: str) -> Library:
        """The formats of a copy, laid out in a folder of their own until the store is closed."""
        if definition not in self._copies:
            folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            try:
                self._copies[definition] = folder, unpack(definition, Path(folder.name))
            except KnownError:
                folder.cleanup()
                raise
        return self._copies[definition][1]

    def _why_not(self, form: str, error: KnownError) -> str:
        if error.code != "form.not_found":
            return f"{error.text}这份报告只能查看，不能填报。已填内容都在，可以另存为报告文件。"
        folder = (self.library.users or self.library.shipped / "forms") / form
        return (
            f"这份报告所用的报告格式“{form}”没有安装，缺少文件夹“{folder}”。现在只能查看，不能填报；已填内容都在，可以另存为报告文件。"
            "请向发放格式的单位索取这个文件夹，复制到上述位置后重新打开。"
        )


def _noted(line: Summary, restored: Any) -> Summary:
    return replace(line, facts={**line.facts, RESTORED: restored}) if restored else line


def is_example(uid: str) -> bool:
    """Whether a report is a shipped example that somebody looks at."""
    return uid.startswith(EXAMPLE_UID)
