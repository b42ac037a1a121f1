"""A short run of the rig with each suite, and the proof that it would find out a program that loses something."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.forms.library import Library
from core.reports.draft import Part
from core.storage.database import Database
from core.storage.drafts import Drafts
from tests.torture import faults, trace
from tests.torture.rig import Heard, Tally, history_gaps, kill_once, look
from tests.torture.scenes import SCENES, Scene, play, stage_in
from tests.torture.trace import judge
from tests.torture.typist import FORM, UID, begin_report, now, plain_draft
from tests.torture.vanishing import WAYS, vanish

KILLS = 4
UNTIL_CAUGHT = 100


@pytest.fixture(scope="module")
def library() -> Library:
    found = Library()
    found.program(FORM)
    return found


@pytest.fixture
def store(tmp_path: Path, library: Library) -> Path:
    path = tmp_path / "报告库" / "r.sqlite"
    begin_report(path, library, now())
    return path


def test_kills_while_typing_lose_nothing(store: Path, library: Library) -> None:
    tally = Tally()
    for seed in range(KILLS):
        kill_once(store, seed, library, tally)
    assert (tally.kills, tally.wrong) == (KILLS, [])


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_kills_while_other_work_is_done_lose_nothing(
    scene: Scene, store: Path, library: Library, tmp_path: Path
) -> None:
    tally, stage = Tally(), stage_in(tmp_path / "stage", store, library)
    for seed in range(2):
        play(scene, stage, seed, tally)
    assert tally.wrong == []


@pytest.mark.parametrize("plant", ["said_before_saved", "history_outside"])
def test_a_planted_fault_is_found_out(plant: str, store: Path, library: Library) -> None:
    tally = Tally()
    for seed in range(UNTIL_CAUGHT):
        kill_once(store, seed, library, tally, plant)
        if tally.wrong:
            break
    assert tally.lost > 0


# ---------------------------------------------------------------- a disk that fails


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if why := faults.missing_tool():
        pytest.skip(why)
    return faults.built(tmp_path_factory.mktemp("disk"))


@pytest.mark.parametrize("kind", faults.KINDS[1:])
def test_a_failing_disk_loses_nothing(kind: str, disk: Path, tmp_path: Path) -> None:
    tally = Tally()
    failures = faults.strike(tmp_path / "a" / "r.sqlite", disk, kind, 1, 40, tally)
    faults.strike(tmp_path / "b" / "r.sqlite", disk, kind, 1, 10_000, tally, kill=True)
    assert tally.wrong == []
    assert failures > 0


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    wrong = faults.on_a_small_disk(tmp_path)
    if wrong.startswith("skipped"):
        pytest.skip(wrong)
    assert wrong == ""


@pytest.mark.parametrize("way", [way for _, way in WAYS], ids=[name for name, _ in WAYS])
def test_a_store_that_vanishes_is_in_its_place_again(
    way: Callable[[Path], None], library: Library, tmp_path: Path
) -> None:
    tally = Tally()
    vanish(tmp_path / "gone" / "r.sqlite", way, 1, library, tally)
    assert tally.wrong == []
    assert tally.reported > 0


# ---------------------------------------------------------------- what the system was asked


@pytest.mark.parametrize(("plant", "caught"), [("", False), ("unsynced", True)])
def test_what_is_said_to_be_saved_was_synced(plant: str, caught: bool, store: Path) -> None:
    if why := trace.missing_tool():
        pytest.skip(why)
    found = trace.trace(store, 20, plant)
    assert found.saved > 0
    assert (found.unsynced > 0, found.syncs < found.saved) == (caught, caught)


def test_a_trace_is_judged_by_what_was_synced_before_it_was_said() -> None:
    path = "/s/r.sqlite-wal"
    said = r'7 write(1<pipe:[1]>, "{\"saved\": 1}\n", 12) = 12'
    write, sync = f'7 pwrite64(5<{path}>, "x", 1, 0) = 1', f"7 fdatasync(5<{path}>) = 0"
    failed = f"7 fdatasync(5<{path}>) = -1 EIO (Input/output error)"
    elsewhere = '7 write(6</s/other>, "x", 1) = 1'
    for lines, unsynced in (
        ([write, sync, said], 0),
        ([write, said, sync], 1),
        ([sync, write, failed, said], 1),
        ([elsewhere, "7 +++ exited with 0 +++", said], 0),
    ):
        assert (judge(lines, Path("/s/r.sqlite")).unsynced, lines) == (unsynced, lines)


# ---------------------------------------------------------------- the rig's own judgement


def heard(start: dict[str, dict[str, str]], *messages: dict[str, object]) -> Heard:
    made = Heard(start)
    for message in messages:
        made.hear(message)
    return made


def test_states_are_followed_change_by_change() -> None:
    entries = Part.ENTRIES.value
    made = heard(
        {entries: {"a": "1"}},
        {"will": 1, "edits": [[entries, "a", None], [entries, "b", "2"]]},
        {"saved": 1},
        {"will": 2, "edits": [[entries, "b", "3"]]},
        {"failed": "store.io"},
    )
    assert made.states[-1] == {entries: {"b": "3"}}
    assert (made.saved, made.failures) == (1, ["store.io"])
    assert made.place_of({entries: {"b": "2"}}) == 1
    assert made.place_of({entries: {}}) is None


def test_a_state_that_never_was_is_wrong(store: Path) -> None:
    with Database.open(store, now()) as database:
        entries = plain_draft(Drafts(database).load(UID))[Part.ENTRIES.value]
    tally = Tally()
    look(store, Heard({Part.ENTRIES.value: entries}), tally)
    assert tally.lost == 1


def test_gaps_in_history_are_seen(store: Path) -> None:
    with Database.open(store, now()) as database:
        for visit, before, after in (("1", None, "x"), ("2", "y", "z")):
            database.connection.execute(
                "INSERT INTO history (uid, cell, visit, at, before, after) VALUES ('torture', 'c', ?, '', ?, ?)",
                [visit, before, after],
            )
        z, w = ({"c": f'{{"text": "{text}"}}'} for text in "zw")
        assert len(list(history_gaps(database, z, {}))) == 1
        assert len(list(history_gaps(database, w, {}))) == 2
        assert len(list(history_gaps(database, {}, {}))) == 2
        assert len(list(history_gaps(database, z | {"d": z["c"], "e": w["c"]}, {"d": z["c"], "e": z["c"]}))) == 2
        assert len(list(history_gaps(database, z, {"d": z["c"]}))) == 2
        database.connection.execute("PRAGMA foreign_keys = OFF")
        database.connection.execute("INSERT INTO parts VALUES ('nobody', 'states', 'k', '1')")
        assert any("without a report" in one for one in history_gaps(database, {}, {}))
