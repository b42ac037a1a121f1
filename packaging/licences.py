"""Copies the licences of everything that is frozen beside the program, as their owners ask.

Qt for Python's wheels carry no licence text; the LGPL and the GPL it builds on are in packaging/licences/.
"""

import platform
import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

OUR_COPIES = Path(__file__).parent / "licences"
PYTHONS_OWN = [
    Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
    Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),  # where Debian keeps it
]
LOCK = Path(__file__).parent.parent / "requirements" / "run.txt"


def locked_names() -> set[str]:
    """The names in the lock of what the program runs with."""
    lines = LOCK.read_text("utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if line and not line.startswith("#")}


def licence_files(package: metadata.Distribution) -> list[Path]:
    """Those files of a package that its metadata folder holds as licences."""
    files = [file for file in package.files or [] if ".dist-info" in file.parts[0]]
    named = [file for file in files if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))]
    return [Path(str(package.locate_file(file))) for file in named]


def copy_into(file: Path, folder: Path) -> None:
    """Copies a file into a folder that may not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder / file.name)


def copy_licences(target: Path) -> None:
    """One folder for each package, and the texts that packages leave out."""
    shutil.copytree(OUR_COPIES, target, dirs_exist_ok=True)
    for name in sorted(locked_names()):
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # pinned for another system
            continue
        for file in licence_files(package):
            copy_into(file, target / f"{name}-{package.version}")
    for file in PYTHONS_OWN:
        if file.exists():
            copy_into(file, target / f"Python-{platform.python_version()}")


if __name__ == "__main__":
    copy_licences(Path(sys.argv[1]))
