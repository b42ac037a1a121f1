"""Kills in the midst of other work than typing: bringing a store up to date, copying it, exporting, taking a report in.

Each scene has something that a child does over and over, and what must be true after it was killed anywhere in that.
"""

import random
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from core.errors import KnownError
from core.exports.package import write_package
from core.forms.library import EXAMPLE, REFERENCE, Library
from core.reports.draft import Draft
from core.reports.handing_in import package_pieces
from core.reports.sheet import Sheet
from core.storage import migrations
from core.storage.copies import copies_of, keep_copy
from core.storage.database import Database
from core.storage.draft_file import read_draft_file, save_draft_file
from core.storage.drafts import Drafts
from core.storage.transfer import take_report
from tests.torture.rig import Tally, killed_after
from tests.torture.typist import FORM, UID, now, plain_draft, say

LONGEST = 0.8
"""Seconds until the kill, at most."""


@dataclass(frozen=True, slots=True)
class Scene:
    """work: what the child does without end; look: what is wrong afterwards ("" for nothing)."""

    name: str
    work: Callable[["Stage"], None]
    look: Callable[["Stage", list[dict[str, Any]]], str]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a scene plays. whole: a store with the example in it, which nobody touches; store: the one in use."""

    folder: Path
    whole: Path
    store: Path
    library: Library

    def set_up(self) -> None:
        """A fresh copy of the whole store."""
        for file in self.folder.glob(f"{self.store.stem}.*"):
            file.unlink()
        fresh = self.folder / "fresh"
        shutil.copy(self.whole, fresh)
        fresh.replace(self.store)  # at once: a child does this too, and may be killed in it

    def example(self) -> Draft:
        """The example that the store holds."""
        draft = read_draft_file(self.library.entry(FORM).folder / EXAMPLE).draft.copy()
        draft.uid = UID
        return draft

    def wrong_with(self, path: Path) -> str:
        """What is wrong with a store that must hold the example, and nothing half."""
        with Database.open(path, now()) as database:
            database.verify()
            if plain_draft(Drafts(database).load(UID)) != plain_draft(self.example()):
                return f"{path.name} does not hold the report as it was"
        return ""


def play(scene: Scene, stage: Stage, seed: int, tally: Tally) -> None:
    """One kill in the midst of a scene."""
    stage.set_up()
    with killed_after(random.Random(seed).uniform(0, LONGEST), lambda: scene.work(stage)) as told:
        said = list(told)
    tally.kills += 1
    tally.reported += sum("saved" in one for one in said)
    try:
        wrong = scene.look(stage, said)
    except KnownError as error:
        wrong = error.text
    if wrong:
        tally.lost += 1
        tally.wrong.append(f"{scene.name}: {wrong}")


# ---------------------------------------------------------------- bringing up to date


def _slow_step(tables: Any) -> None:
    tables.table("cells").add_column("checked", str)
    for _ in range(20):
        tables.execute("UPDATE cells SET checked = hex(randomblob(40))")


def _short_step(tables: Any) -> None:
    tables.execute("UPDATE cells SET checked = 'x'")


def _with_steps(act: Callable[[], Any]) -> Any:
    """Do something with a program that has two steps more."""
    shipped = migrations.STEPS
    migrations.STEPS = (*shipped, _slow_step, _short_step)
    try:
        return act()
    finally:
        migrations.STEPS = shipped


def _update(stage: Stage) -> None:
    def once() -> None:
        while True:
            Database.open(stage.store, now()).close()
            say({"saved": 1})
            stage.set_up()

    _with_steps(once)


def _updated(stage: Stage, _: list[dict[str, Any]]) -> str:
    if not stage.store.exists():  # killed while the child itself began anew
        return ""
    version = len(migrations.STEPS)
    kept = stage.store.with_name(f"{stage.store.stem}.v{version}{stage.store.suffix}")
    wrong: str = _with_steps(lambda: stage.wrong_with(stage.store))
    return wrong or (stage.wrong_with(kept) if kept.exists() else "the store of before was not kept")


# ---------------------------------------------------------------- copying, and taking back


def _copy(stage: Stage) -> None:
    number = 0
    with Database.open(stage.store, now()) as database:
        while True:
            number += 1
            Drafts(database).switch_form(UID, FORM, now())
            database.back_up(stage.folder / "stick.sqlite")
            keep_copy(stage.store, now(), leaving=True)
            say({"saved": number})


def _copied(stage: Stage, said: list[dict[str, Any]]) -> str:
    copies = [copy.path for copy in copies_of(stage.store)]
    if said and not copies:
        return "no copy is there"
    stick = stage.folder / "stick.sqlite"
    found = [stage.wrong_with(path) for path in (stage.store, *copies, *([stick] if stick.exists() else []))]
    return next(filter(None, found), "")


def _take_back(stage: Stage) -> None:
    with Database.open(stage.store, now()) as database, Database.look_into(stage.whole) as backup:
        while True:
            uid = str(uuid4())
            take_report(backup, database, UID, uid)
            say({"saved": uid})


def _put_back(stage: Stage) -> None:
    while True:
        Database.restore(stage.store, stage.whole, now())
        say({"saved": 1})


def _put(stage: Stage, _: list[dict[str, Any]]) -> str:
    return stage.wrong_with(stage.store)


# ---------------------------------------------------------------- a report as a file


def _take_in(stage: Stage) -> None:
    source = stage.folder / "incoming.jibao"
    with Database.open(stage.store, now()) as database:
        drafts = Drafts(database)
        while True:
            draft = read_draft_file(source).draft.copy()
            draft.uid = str(uuid4())
            drafts.create(draft, now())
            drafts.replace(draft, now())
            say({"saved": draft.uid})


def _taken(stage: Stage, said: list[dict[str, Any]]) -> str:
    expected = plain_draft(stage.example())
    with Database.open(stage.store, now()) as database:
        drafts = Drafts(database)
        found = {line.uid: plain_draft(drafts.load(line.uid)) for line in drafts.list()}
    missing = {one["saved"] for one in said} - set(found)
    if missing:
        return f"{len(missing)} reports that were taken in are gone"
    halves = [uid for uid, plain in found.items() if plain != expected]
    return f"{len(halves)} reports were taken in by halves" if halves else stage.wrong_with(stage.store)


def _hand_out(stage: Stage) -> None:
    number = 0
    while True:
        number += 1
        save_draft_file(stage.example(), stage.folder / "outgoing.jibao")
        say({"saved": number})


def _handed_out(stage: Stage, said: list[dict[str, Any]]) -> str:
    path = stage.folder / "outgoing.jibao"
    if not path.exists():
        return "the file is gone" if said else ""
    return "" if plain_draft(read_draft_file(path).draft) == plain_draft(stage.example()) else "the file is not whole"


# ---------------------------------------------------------------- exporting


def _export(stage: Stage) -> None:
    sheet = Sheet(stage.library.program(FORM), stage.example())
    reference = stage.library.entry(FORM).folder / REFERENCE
    while True:
        for file in write_package(package_pieces(sheet), reference, stage.folder / "out", now(), listed=True):
            say({"saved": str(file.path)})


def _exported(stage: Stage, said: list[dict[str, Any]]) -> str:
    files = [path for path in (stage.folder / "out").glob("*") if not path.name.startswith(".")]
    if {one["saved"] for one in said} - {str(path) for path in files}:
        return "an exported file is gone"
    for path in files:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip():
                return f"{path.name} is not whole"
    return stage.wrong_with(stage.store)


SCENES = (
    Scene("bringing a store up to date", _update, _updated),
    Scene("copying the store", _copy, _copied),
    Scene("putting a backup back", _put_back, _put),
    Scene("taking a report from a backup", _take_back, _taken),
    Scene("taking a report file in", _take_in, _taken),
    Scene("writing a report file", _hand_out, _handed_out),
    Scene("exporting", _export, _exported),
)


def stage_in(folder: Path, whole: Path, library: Library) -> Stage:
    """A folder made ready for the scenes."""
    stage = Stage(folder, whole, folder / "r.sqlite", library)
    with suppress(FileExistsError):
        folder.mkdir()
    save_draft_file(stage.example(), folder / "incoming.jibao")
    return stage
