"""Replacing a file as a whole, so that a reader finds the old one or the new one and never half of either.

Pure technique: it raises OSError only and knows no sentences. Each caller says in its own words what could not be
written.
"""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

LEFT = f".{'?' * 16}.tmp"
"""What the names of unfinished files look like, for whoever clears up after a power cut."""


def write_atomically(path: Path, data: bytes) -> None:
    """Make `path` hold exactly `data`, on the disk when this returns; a failure leaves the old file whole.

    A link is followed, and the file it names is replaced. Raises OSError (also for a file marked as read-only).
    """
    target = path.resolve()
    temporary = beside(target)
    try:
        with temporary.open("xb") as file:
            file.write(data)
        replace_file(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """A new name in the same folder. Short, since the target's own name may already be as long as a name may be."""
    return target.with_name(f".{secrets.token_hex(8)}.tmp")


def replace_file(finished: Path, target: Path) -> None:
    """Put a finished file of the same folder in the target's place, both durable on return. Raises OSError."""
    if target.exists() and not os.access(target, os.W_OK):
        # POSIX would replace it all the same; whoever marked the file as read-only meant it.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    with finished.open("rb+") as file:
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        finished.chmod(target.stat().st_mode)
    finished.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable. Windows cannot open a folder, some shares refuse: the data is safe anyway."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
