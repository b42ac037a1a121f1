"""Says which glibc a folder of ELF files asks for: the newest version that each names, as readelf lists them.

A single library that asks for more than the clerks' desktops have keeps the whole program from starting there.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

Version = tuple[int, ...]
NEEDED = re.compile(r"Name: GLIBC_([0-9.]+)\b")


def elf_files(folder: Path) -> Iterator[Path]:
    """Every file of that kind below the folder, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def version(text: str) -> Version:
    """2.28 as (2, 28)."""
    return tuple(int(part) for part in text.split("."))


def newest(listed: str) -> Version:
    """The newest glibc in what readelf says of a file's versions, () for none."""
    return max(map(version, NEEDED.findall(listed)), default=())


def asked_by(path: Path) -> Version:
    """The newest glibc that a file asks for."""
    command = ["readelf", "--version-info", "--wide", str(path)]
    return newest(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main(folder: Path, most: str) -> int:
    """Tell the figures; 1 where a file asks for more than it may, or there is no such file at all."""
    asked = {path: asked_by(path) for path in elf_files(folder)}
    above = {path: found for path, found in asked.items() if found > version(most)}
    for path, found in above.items():
        print(f"{path.relative_to(folder)} asks for glibc {'.'.join(map(str, found))}")
    highest = ".".join(map(str, max(asked.values(), default=())))
    print(f"ELF files: {len(asked)}; above glibc {most}: {len(above)}; highest: {highest or 'none'}")
    return 1 if above or not asked else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
