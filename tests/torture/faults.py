"""Typing on a disk that fails: what is said to be saved is saved, and what was accepted gets there in time.

    python -m tests.torture.faults STORE SEED KIND CHANGES
    python -m tests.torture.faults full FOLDER

runs the typist with a failing disk preloaded (see faulty_disk.c), or on a disk that is nearly full. `strike` and
`on_a_small_disk` do so and look at the store afterwards.
"""

import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from core.forms.library import Library
from core.storage.database import Database
from core.storage.drafts import Drafts
from core.workspace import Workspace
from tests.torture.rig import Heard, Tally, look, read_messages
from tests.torture.typist import FORM, UID, Typist, begin_report, now, plain_draft, say

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KINDS = ("", "full", "write error", "sync error", "short write", "read error")
"""By number, as in faulty_disk.c."""
ROOM = 1_200_000
"""Bytes left on the small disk: enough for a third of what is typed."""
LATEST = 1.5
"""Seconds until a kill, at most: the start takes half of it."""


class Struck(Typist):
    """A typist whose disk fails for a while, then works, then fails."""

    def __init__(self, workspace: Workspace, seed: int, kind: int) -> None:
        super().__init__(workspace, seed, say)
        self._kind, self._disk = kind, ctypes.CDLL(None)

    def _save(self) -> None:
        self._disk.fault_set(self._kind if self._random.random() < 0.5 else 0, self._random.choice((50, 300, 1000)))
        super()._save()
        self._disk.fault_set(0, 0)

    def end(self) -> None:
        """The disk is in order again: all that was accepted gets there."""
        super()._save()
        say({"failures": self._disk.fault_count()})


def full_disk(folder: Path) -> str:
    """Type until a small disk is full, and on; then make room. What is wrong, "" for nothing."""
    store, ballast = folder / "r.sqlite", folder / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(folder).free - ROOM))
    begin_report(store, Library(), now())
    heard = Heard(_state(store))
    with Database.open(store, now()) as database:
        drafts = Drafts(database)
        typist = Typist(Workspace(Library().program(FORM), drafts.load(UID), drafts), 1, heard.hear)
        typist.work(150)
        if set(heard.failures) != {"store.full"} or not 0 < heard.saved < len(heard.states) - 1:
            return f"a full disk was told as {set(heard.failures) or 'nothing'}"
        ballast.unlink()
        typist._save()
    tally = Tally()
    look(store, heard, tally)
    if heard.saved != len(heard.states) - 1:
        tally.wrong.append("what was accepted on the full disk never got there")
    return "; ".join(tally.wrong)


def on_a_small_disk(folder: Path) -> str:
    """full_disk() on a file system of twelve megabytes. What is wrong; "skipped: " and why if it cannot be tried."""
    if not shutil.which("unshare"):
        return "skipped: unshare is not installed"
    mounted = (
        f'mount -t tmpfs -o size=12m tmpfs "{folder}" || exit 77; exec "$0" -m tests.torture.faults full "{folder}"'
    )
    command = ["unshare", "-rm", "sh", "-c", mounted, sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode in (1, 77) and not done.stdout:
        return f"skipped: {done.stderr.strip()[-100:]}"
    return done.stdout.removesuffix("ok\n").strip() + done.stderr.strip()


def missing_tool() -> str:
    """Why no disk can be made to fail here, "" where one can."""
    if sys.platform != "linux":
        return "only where programs can be preloaded"
    return "" if shutil.which("gcc") else "gcc is not installed"


def built(folder: Path) -> Path:
    """The failing disk, compiled."""
    made = folder / "faulty_disk.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(made), str(HERE / "faulty_disk.c"), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return made


def strike(store: Path, disk: Path, kind: str, seed: int, changes: int, tally: Tally, *, kill: bool = False) -> int:
    """Type on a failing disk, and look; returns how often the disk failed (0 where the typist was killed)."""
    store.parent.mkdir(parents=True)
    begin_report(store, Library(), now())
    heard = Heard(_state(store))
    environment = {**os.environ, "LD_PRELOAD": str(disk), "FAULTY_FOLDER": str(store.parent)}
    command = [sys.executable, "-m", "tests.torture.faults", str(store), str(seed), kind, str(changes)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as child:
        if kill:
            time.sleep(random.Random(seed).uniform(LATEST / 2, LATEST))
            child.send_signal(signal.SIGKILL)
        output, _ = child.communicate()
    if not kill and child.returncode:
        tally.wrong.append(f"{kind}: the typist ended with {child.returncode}")
    told = read_messages(output)
    for message in told:
        heard.hear(message)
    tally.kills += kill
    tally.reported += heard.saved
    if not kill and heard.saved != len(heard.states) - 1:
        tally.wrong.append(f"{kind}: {len(heard.states) - 1 - heard.saved} accepted changes never got to the disk")
        tally.lost += len(heard.states) - 1 - heard.saved
    look(store, heard, tally)
    return sum(int(one.get("failures", 0)) for one in told)


def _state(store: Path) -> Any:
    with Database.open(store, now()) as database:
        return plain_draft(Drafts(database).load(UID))


def _main(store: Path, seed: int, kind: int, changes: int) -> None:
    with Database.open(store, now()) as database:
        drafts = Drafts(database)
        typist = Struck(Workspace(Library().program(FORM), drafts.load(UID), drafts), seed, kind)
        database.connection.execute("PRAGMA cache_size = 0")  # else nothing is read twice, and no reading fails
        typist.work(changes)
        typist.end()


if __name__ == "__main__" and sys.argv[1] == "full":
    sys.stdout.write((full_disk(Path(sys.argv[2])) or "ok") + "\n")
elif __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]), KINDS.index(sys.argv[3]), int(sys.argv[4]))
