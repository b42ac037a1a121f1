"""Network shares are known by their mounts and by Windows' names for them."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from core.storage import volumes
from core.storage.volumes import file_system_type, is_network_type, is_remote_drive, on_network

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
//server/财政 /mnt/共享\040盘 cifs rw 0 0
/dev/sdb1 /mnt/共享\040盘/本地 vfat rw 0 0
/dev/sdc1 /media/u ext4 rw 0 0
gvfsd-fuse /media/u fuse.gvfsd-fuse rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/x.sqlite", "ext4"),
        ("/mnt/共享 盘/x.sqlite", "cifs"),
        ("/mnt/共享 盘/本地/x.sqlite", "vfat"),
        ("/mnt/共享", "ext4"),
        ("/media/u/x", "fuse.gvfsd-fuse"),
    ],
)
def test_the_innermost_and_last_mount_tells(path: str, kind: str) -> None:
    assert file_system_type(PurePosixPath(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "network"), [("cifs", True), ("nfs4", True), ("fuse.sshfs", True), ("fuseblk", False)]
)
def test_types(kind: str, network: bool) -> None:
    assert is_network_type(kind) is network


@pytest.mark.parametrize(
    ("path", "drive_type", "remote"),
    [(r"\\server\share\x", 3, True), (r"Z:\x", 4, True), (r"C:\x", 3, False), ("x", 4, False)],
)
def test_drives_of_windows(path: str, drive_type: int, remote: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "_drive_type", lambda _: drive_type)
    assert is_remote_drive(PureWindowsPath(path)) is remote


def test_elsewhere_a_drive_says_nothing() -> None:
    assert not is_remote_drive(PureWindowsPath("C:\\x"))


def test_this_disk_is_no_share(tmp_path: Path) -> None:
    assert not on_network(tmp_path)


def test_a_share_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "_mounts", lambda: "//server/a / cifs rw 0 0")
    assert on_network(tmp_path)


def test_where_mounts_are_not_told_the_disk_is_taken_for_local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert not on_network(tmp_path)
