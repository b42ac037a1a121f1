"""What the system was asked to do before 已保存 is said: a kill alone would forgive a program that never syncs.

The typist runs under strace. At each of its messages "saved", no file of the store may hold a write that was not
synced.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CALLS = "trace=write,pwrite64,pwritev,writev,ftruncate,fsync,fdatasync,sync_file_range,msync"
_CALL = re.compile(r"(?P<call>\w+)\((?P<handle>\d+)<(?P<path>[^>]*)>(?P<rest>.*?)(?: = (?P<result>-?\d+).*)?$")
_SYNCS = ("fsync", "fdatasync")


@dataclass(frozen=True, slots=True)
class Traced:
    """saved: how often 已保存 was said; unsynced: how often of these something was not on the disk; syncs: calls."""

    saved: int
    unsynced: int
    syncs: int


def missing_tool() -> str:
    """Why nothing can be traced here, "" where it can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:100]}"


def trace(store: Path, changes: int, plant: str = "") -> Traced:
    """Have the typist type so many changes under strace, and judge what it asked of the system."""
    log = store.with_name("trace.log")
    command = ["strace", "-f", "-y", "-s", "120", "-e", CALLS, "-o", str(log)]
    child = [sys.executable, "-m", "tests.torture.typist", str(store), "7", str(changes), plant]
    subprocess.run([*command, *child], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return judge(log.read_text("utf-8", errors="replace").splitlines(), store)


def judge(lines: Iterable[str], store: Path) -> Traced:
    """Read a trace: which files of the store were written and not yet synced whenever 已保存 was said."""
    dirty: set[str] = set()
    saved = unsynced = syncs = 0
    for line in lines:
        found = _CALL.search(line)
        if found is None:
            continue
        path, call = found["path"], found["call"]
        if found["handle"] == "1":
            if '\\"saved\\"' in found["rest"]:
                saved += 1
                unsynced += bool(dirty)
        elif not path.rpartition("/")[2].startswith(store.name) or path.endswith((".lock", "-shm")):
            continue  # by name alone: strace writes other letters of a path as numbers
        elif call in _SYNCS:
            syncs += 1
            dirty.discard(path) if found["result"] == "0" else None
        else:
            dirty.add(path)
    return Traced(saved, unsynced, syncs)
