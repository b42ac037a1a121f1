"""Where a file lies: SQLite's WAL needs memory shared between processes, which a network share does not give."""

import re
import sys
from contextlib import suppress
from pathlib import Path, PurePath

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "vboxsf", "virtiofs"})
_REMOTE_DRIVE = 4  # Windows: DRIVE_REMOTE


def on_network(path: Path) -> bool:
    """Whether the path lies on a network share or another file system of which that must be feared."""
    return is_remote_drive(path.absolute()) or is_network_type(file_system_type(path.resolve(), _mounts()))


def is_network_type(kind: str) -> bool:
    """Whether a file system of this type needs the rollback journal. A wrong yes costs only a little speed."""
    return kind in _NETWORK or kind.startswith("fuse.")


def file_system_type(path: PurePath, mounts: str) -> str:
    """The type of the file system that holds an absolute path, by the text of /proc/self/mounts ("" if not told)."""
    found, kind_found = PurePath(), ""
    for line in mounts.splitlines():
        _, folder, kind, *_ = f"{line}   ".split(" ", 3)
        mounted = PurePath(_unescaped(folder))
        # Of two mounts on one folder the later one is seen.
        if path.is_relative_to(mounted) and len(mounted.parts) >= len(found.parts):
            found, kind_found = mounted, kind
    return kind_found


def _unescaped(folder: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), folder)


def is_remote_drive(path: PurePath) -> bool:
    """Whether a path of Windows names a share or a drive that stands for one."""
    return path.drive.startswith("\\\\") or bool(path.drive and _drive_type(path.drive) == _REMOTE_DRIVE)


def _mounts() -> str:
    with suppress(OSError):
        return Path("/proc/self/mounts").read_text("utf-8", errors="replace")
    return ""


if sys.platform == "win32":  # pragma: no cover
    import ctypes

    def _drive_type(drive: str) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\"))
else:

    def _drive_type(drive: str) -> int:
        return 0
