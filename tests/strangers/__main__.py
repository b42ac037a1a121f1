"""The long run: python -m tests.strangers [--seconds 60] [--door NAME]… [--seed N] [--keep FOLDER]

Bombs, then each door under changed bytes, then (where atheris can be imported) under a fuzzer that counts coverage.
Prints the counts; the bytes of findings are kept. Exit code 1 where there is a finding.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from tests.strangers.bombs import costs
from tests.strangers.doors import DOORS
from tests.strangers.hunt import hunt
from tests.strangers.limits import MEGABYTES

ROOM = 3 * MEGABYTES << 20
"""Of addresses: memory that is never touched counts here, too."""


def main() -> int:
    """Run what was asked for."""
    asked = _parser().parse_args()
    folder: Path = asked.keep or Path(mkdtemp(prefix="findings-"))
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, resource.getrlimit(resource.RLIMIT_AS)[1]))
    doors = asked.door or list(DOORS)
    findings = (0 if asked.door else _let_off_bombs()) + sum(_hunts(doors, asked.seconds, asked.seed, folder))
    if find_spec("atheris") is None:
        print("atheris is not here: without the fuzzer that counts coverage")
    else:
        findings += sum(_guided(door, asked.seconds, folder) for door in doors)
    print(f"strangers: findings {findings}" + (f", see {folder}" if findings else ""))
    return min(findings, 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.strangers")
    parser.add_argument("--seconds", type=int, default=60, help="for each door")
    parser.add_argument("--door", action="append", choices=DOORS)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument("--keep", type=Path, help="where the bytes of findings are put")
    return parser


def _let_off_bombs() -> int:
    findings = 0
    for cost in costs():
        print(cost if cost.bearable else f"{cost}  <- FINDING", flush=True)
        findings += not cost.bearable
    return findings


def _hunts(doors: list[str], seconds: int, seed: int, folder: Path) -> Iterator[int]:
    for name in doors:
        found = hunt(DOORS[name], seconds, seed)
        print(found, flush=True)
        for number, (where, (said, data)) in enumerate(found.findings.items()):
            path = folder / f"{name.replace(' ', '-')}-{number}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(f"  {where}: {said} ({path.name})")
        yield len(found.findings)


def _guided(door: str, seconds: int, folder: Path) -> int:
    place = folder / f"guided-{door.replace(' ', '-')}-{os.getpid()}"
    command = [sys.executable, "-m", "tests.strangers.guided", door, str(seconds), str(place)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    counted = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    print(f"{door}: guided by coverage, {counted[1] if counted else 'no'} inputs, findings {int(done.returncode != 0)}")
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-40:]))
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
