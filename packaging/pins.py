"""Prints the pins that hold on another system: pip reads the conditions in requirements/ for the system it runs on."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement

FOLDER = Path(__file__).resolve().parent.parent / "requirements"


def pins(locks: Sequence[str], conditions: dict[str, str]) -> Iterator[str]:
    """`name==version` of each package of these locks under the conditions, such as {"sys_platform": "win32"}."""
    for lock in locks:
        lines = (FOLDER / f"{lock}.txt").read_text("utf-8").splitlines()
        for pin in (Requirement(line) for line in lines if line and not line.startswith("#")):
            if pin.marker is None or pin.marker.evaluate(conditions):
                yield f"{pin.name}{pin.specifier}"


def main() -> None:
    """On standard output, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locks", nargs="+")
    parser.add_argument("--sys-platform", default="linux")
    parser.add_argument("--platform-machine", default="x86_64")
    asked = parser.parse_args()
    conditions = {"sys_platform": asked.sys_platform, "platform_machine": asked.platform_machine}
    print("\n".join(pins(asked.locks, conditions)))


if __name__ == "__main__":
    main()
