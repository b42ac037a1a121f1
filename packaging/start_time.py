"""Times the warm start of the frozen program beside the one from its source: from nothing to a window that takes input.

Both are whole processes of the short self-test, which ends when the window is filled, so the end is in it as well. They
take turns, so that whatever else the machine does falls on both. The fastest turn counts: it is what the program needs;
the middle one also tells how busy the machine was.
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


def seconds(command: list[str], home: str) -> float:
    """How long one start takes."""
    environment = {"HOME": home, "LANG": "C.UTF-8", "PATH": os.defpath}
    begin = time.perf_counter()
    subprocess.run([*command, *SELF_TEST], cwd=ROOT, env=environment, check=True)
    return time.perf_counter() - begin


def main(program: str) -> int:
    """Tell both; 1 when a goal is missed."""
    ways = {"frozen": [program], "unfrozen": [sys.executable, str(ROOT / "main.py")]}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as home:
        for turn in range(TURNS + 1):
            for name, command in ways.items():
                found = seconds(command, home)
                if turn:  # the first one is cold
                    taken[name].append(found)
    frozen, unfrozen = (min(taken[name]) for name in ways)
    ratio = frozen / unfrozen
    middle = ", ".join(f"{name} {statistics.median(found):.2f} s" for name, found in taken.items())
    print(
        f"warm start: frozen {frozen:.2f} s (goal {MOST_SECONDS} s), unfrozen {unfrozen:.2f} s,"
        f" ratio {ratio:.2f} (goal {MOST_RATIO}); in the middle {middle}"
    )
    return 1 if frozen > MOST_SECONDS or ratio > MOST_RATIO else 0


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())))
