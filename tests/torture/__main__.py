"""The long run: `make torture [KILLS=300] [SEED=…]` kills, breaks and traces the program, and says what was lost."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from core.forms.library import Library
from tests.torture import faults, trace, vanishing
from tests.torture.plants import PLANTS
from tests.torture.rig import Tally, kill_once
from tests.torture.scenes import SCENES, play, stage_in
from tests.torture.typist import FORM, begin_report, now

KILLS = 300
HEAVY = ("core.exports.package", "docx", "sqlite_utils", "xlsxwriter")
TRACED = 200
"""Changes that are made under trace."""
UNTIL_CAUGHT = 100
"""Kills after which a planted fault should have been found out long ago."""


def main() -> int:
    """Everything, each with a line; 0 when nothing was lost."""
    asked = argparse.ArgumentParser(prog="python -m tests.torture")
    asked.add_argument("--kills", type=int, default=KILLS)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    told = asked.parse_args()
    begun = time.monotonic()
    print(f"seed {told.seed}, kills / changes reported / changes lost")
    with tempfile.TemporaryDirectory(prefix="torture") as folder:
        library = Library()
        library.program(FORM)
        for heavy in HEAVY:  # loaded here once, and not in each child before it gets to work
            import_module(heavy)
        wrong = [one for lines in _parts(Path(folder), library, told.kills, told.seed) for one in lines]
    print(f"{time.monotonic() - begun:.0f} seconds")
    return 1 if wrong else 0


def _parts(folder: Path, library: Library, kills: int, seed: int) -> Iterator[list[str]]:
    every = Tally()
    yield _told("typing", _typing(folder, library, kills, seed), every)
    yield from _scenes(folder, library, max(1, kills // 20), seed, every)
    yield from _faults(folder, max(1, kills // 60), seed, every)
    yield from _vanishing(folder, library, max(1, kills // 30), seed, every)
    yield _traced(folder, library)
    yield from _planted(folder, library, seed)
    print(f"kills survived / changes reported / changes lost = {every}")


def _told(name: str, tally: Tally, every: Tally) -> list[str]:
    every.kills += tally.kills
    every.reported += tally.reported
    every.lost += tally.lost
    print(f"  {name}: {tally}", flush=True)
    for wrong in tally.wrong:
        print(f"    {wrong}")
    return tally.wrong


def _typing(folder: Path, library: Library, kills: int, seed: int, plant: str = "") -> Tally:
    """Kill the typist so often; with a planted fault until it is found out."""
    store, tally = folder / f"typing{plant}" / "r.sqlite", Tally()
    begin_report(store, library, now())
    for number in range(kills):
        kill_once(store, seed + number, library, tally, plant)
        if plant and tally.wrong:
            break
    return tally


def _scenes(folder: Path, library: Library, kills: int, seed: int, every: Tally) -> Iterator[list[str]]:
    begin_report(folder / "whole.sqlite", library, now())
    for scene in SCENES:
        tally, stage = Tally(), stage_in(folder / scene.name, folder / "whole.sqlite", library)
        for number in range(kills):
            play(scene, stage, seed + number, tally)
        yield _told(f"killed while {scene.name}", tally, every)


def _faults(folder: Path, times: int, seed: int, every: Tally) -> Iterator[list[str]]:
    small = folder / "small disk"
    small.mkdir()
    wrong = faults.on_a_small_disk(small)
    print(f"  a disk that is full: {wrong or 'typing went on, all got there when there was room'}")
    yield [wrong] if wrong and not wrong.startswith("skipped") else []
    if why := faults.missing_tool():
        print(f"  failing disk: skipped, {why}")
        return
    disk = faults.built(folder)
    for kind in faults.KINDS[1:]:
        tally, failures = Tally(), 0
        for number in range(times):
            for kill in (False, True):
                store = folder / f"{kind} {number} {kill}" / "r.sqlite"
                failures += faults.strike(store, disk, kind, seed + number, 150, tally, kill=kill)
        yield _told(f"{kind}, {failures} times", tally, every)


def _vanishing(folder: Path, library: Library, times: int, seed: int, every: Tally) -> Iterator[list[str]]:
    for name, way in vanishing.WAYS:
        tally = Tally()
        for number in range(times):
            vanishing.vanish(folder / f"{name} {number}" / "r.sqlite", way, seed + number, library, tally)
        yield _told(f"{name} while typing, {times} times", tally, every)


def _traced(folder: Path, library: Library) -> list[str]:
    if why := trace.missing_tool():
        print(f"  trace of the system's calls: skipped, {why}")
        return []
    wrong = []
    for plant, expected in (("", 0), ("unsynced", None)):
        store = folder / f"traced {plant}" / "r.sqlite"
        begin_report(store, library, now())
        found = trace.trace(store, TRACED, plant)
        name = f"with planted fault {plant}" if plant else "as shipped"
        print(f"  {name}: said to be saved {found.saved} times, {found.unsynced} of them not on the disk")
        if not found.saved or (found.unsynced == 0 < found.syncs) != (expected == 0):
            wrong.append(name)
    return wrong


def _planted(folder: Path, library: Library, seed: int) -> Iterator[list[str]]:
    for plant in PLANTS:
        if plant == "unsynced":
            continue
        tally = _typing(folder, library, UNTIL_CAUGHT, seed, plant)
        print(f"  planted fault {plant}: {'caught after' if tally.wrong else 'NOT caught in'} {tally.kills} kills")
        yield [] if tally.wrong else [plant]


if __name__ == "__main__":
    sys.exit(main())
