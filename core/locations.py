"""Where this user's own things lie: the store and report formats copied from elsewhere.

A program that was packed into a folder with the file `portable.txt` keeps them beside itself, so that it can be carried
on a stick from one PC to the next.
"""

import sys
from pathlib import Path

MARKER, CARRIED = "portable.txt", "data"


def data_folder() -> Path:
    """The user's own folder for data: beside a portable program, otherwise the one that stays on this PC.

    What is carried on a medium that cannot be written, and has no data yet, works with the folder of this PC.
    """
    import platformdirs

    carried = carried_folder()
    if carried is not None and _is_there(carried):
        return carried
    return platformdirs.user_data_path("jibao", appauthor=False, roaming=False)


def carried_folder() -> Path | None:
    """Where a portable program has its data; None for one that is installed, or runs from its source."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).parent
    return program / CARRIED if (program / MARKER).is_file() else None


def store_path() -> Path:
    """The store of all reports."""
    return data_folder() / "reports.sqlite"


def users_forms() -> Path:
    """The user's own report formats; an update of the program never writes here."""
    return data_folder() / "forms"


def _is_there(folder: Path) -> bool:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    return True
