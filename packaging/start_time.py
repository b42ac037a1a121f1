"""Times the warm start of the frozen program beside the one from its source: from nothing to a window that takes input.

Both are whole processes of the short self-test, which ends when the window is filled, so the end is in it as well. They
take turns, so that whatever else the machine does falls on both. Processor time is held to the goals, as in bench.py:
the clock also tells what others do; it is printed beside it, and is nearly the same where nobody else is at work.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURNS = 9
MOST_SECONDS, MOST_RATIO = 0.5, 1.3
SELF_TEST = ["-platform", "offscreen", "--selftest"]


def start(command: list[str], home: str) -> tuple[float, float]:
    """Seconds of the processor and of the clock for one start."""
    environment = {"HOME": home, "LANG": "C.UTF-8", "PATH": os.defpath}
    begin = time.perf_counter()
    process = subprocess.Popen([*command, *SELF_TEST], cwd=ROOT, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime, time.perf_counter() - begin


def main(program: str) -> None:
    """Tell both, and whether a goal is missed: a timing is told and never fails a build."""
    ways = {"frozen": [program], "unfrozen": [sys.executable, str(ROOT / "main.py")]}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as home:
        for turn in range(TURNS + 1):
            for name, command in ways.items():
                found = start(command, home)
                if turn:  # the first one is cold
                    taken[name].append(found)
    processor = {name: statistics.median(one[0] for one in found) for name, found in taken.items()}
    clock = {name: min(one[1] for one in found) for name, found in taken.items()}
    ratio = processor["frozen"] / processor["unfrozen"]
    missed = processor["frozen"] > MOST_SECONDS or ratio > MOST_RATIO
    print(
        f"warm start: frozen {processor['frozen']:.2f} s (goal {MOST_SECONDS} s),"
        f" unfrozen {processor['unfrozen']:.2f} s, ratio {ratio:.2f} (goal {MOST_RATIO});"
        f" by the clock {clock['frozen']:.2f} s, {clock['unfrozen']:.2f} s{'; missed' if missed else ''}"
    )


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()))
