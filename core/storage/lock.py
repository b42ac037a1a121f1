"""Who holds the store open, so that a second window can name them instead of writing beside them.

The lock is the operating system's own, on a small file next to the store: it ends with the process that took it, also
after a crash or a power cut. A number kept in a file would not, since process numbers are used again. What the file
says (host, user, process, since when) is only for the sentence.
"""

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

_FAR = 1 << 30
"""Windows keeps others from reading a locked byte: lock one far behind the text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the store open; texts, empty where not known. since: date and time of that PC."""

    host: str = ""
    user: str = ""
    pid: str = ""
    since: str = ""


class Held(Exception):  # noqa: N818 (a state of things, not an error)
    """Somebody else has the store open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder


def this_process(now: datetime) -> Holder:
    """This program as a holder."""
    return Holder(platform.node(), _user(), str(os.getpid()), f"{now:%Y-%m-%d %H:%M:%S}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such name in the system's list, on Windows none in the environment
        return ""


class Lock:
    """A lock that is held; release() gives it back."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Give the lock back. The file stays: removing it could remove the lock of the next holder."""
        with suppress(OSError):  # on a stick that was pulled out there is nothing left to give back
            os.ftruncate(self._handle, 0)
        with suppress(OSError):
            os.close(self._handle)


def take_lock(path: Path, holder: Holder) -> Lock:
    """Take the lock in the file `path`. Raises Held when somebody has it, OSError when the file cannot be written."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    if not _locked(handle):
        os.close(handle)
        raise Held(_read(path))
    os.ftruncate(handle, 0)
    os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode(errors="replace"))
    return Lock(handle)


def _read(path: Path) -> Holder:
    try:
        told = json.loads(path.read_text("utf-8"))
        return Holder(*(str(told[field.name]) for field in fields(Holder)))
    except (OSError, ValueError, KeyError, TypeError):  # the holder may be about to write it
        return Holder()


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A file system without locks: nobody can be named, and SQLite keeps the file whole by itself.
            return True
        return True
