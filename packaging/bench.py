"""Times what a clerk waits for, from outside: how long the program takes to start, and to write an example report.

Each act runs as a process of its own, as it does on the clerk's desk, once unmeasured and then RUNS times.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAIN = str(ROOT / "main.py")
RUNS = 5


def seconds_of(arguments: list[str]) -> float:
    """Runs the program once with these arguments, without a screen."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begin = time.perf_counter()
    subprocess.run([sys.executable, MAIN, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def report(name: str, arguments: list[str]) -> None:
    """Prints median and worst of several runs."""
    seconds_of(arguments)
    runs = [seconds_of(arguments) for _ in range(RUNS)]
    print(f"{name:<40} {statistics.median(runs):7.2f} s   worst {max(runs):.2f} s")


def main() -> None:
    """A start, and one export for each example."""
    print(f"{'':<40}  median of {RUNS}")
    report("start with self-test", ["--selftest"])
    for example in sorted((ROOT / "resources" / "forms").glob("*/*/example.toml")):
        with tempfile.TemporaryDirectory() as target:
            edition = example.parent
            report(f"export {edition.parent.name} {edition.name}", ["export", str(example), "--out", target])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"most memory of any of these              {most:5d} MB")


if __name__ == "__main__":
    main()
