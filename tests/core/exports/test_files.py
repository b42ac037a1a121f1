"""Names that every PC takes, and exports that are whole or not there."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import KnownError
from core.exports import files
from core.exports.files import MOST_BYTES, WrittenFile, legal_name, write_export

RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    "CONIN$",
    "CONOUT$",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789"),
}


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("常宁市庙前镇人民政府2023年度报告", "常宁市庙前镇人民政府2023年度报告.docx"),
        ("甲镇\n2023年度\t报告", "甲镇2023年度报告.docx"),
        ('a<b>c:d"e/f\\g|h?i*j', "a＜b＞c：d＂e／f＼g｜h？i＊j.docx"),
        ("  .隐藏. . ", "隐藏.docx"),
        ("报告\u3000", "报告.docx"),
        ("报\u200b告\u202e\ud800", "报告.docx"),
        ("𠮷镇报告", "𠮷镇报告.docx"),
        ("e\u0301", "é.docx"),
        ("", "未命名.docx"),
        (" .. ", "未命名.docx"),
        ("con", "_con.docx"),
        ("NUL.2023", "_NUL.2023.docx"),
        ("com¹", "_com¹.docx"),
        ("LPT9 ", "_LPT9.docx"),
        ("CONTRACT", "CONTRACT.docx"),
        ("COM10", "COM10.docx"),
    ],
)
def test_a_name_is_made_legal(name: str, wanted: str) -> None:
    assert legal_name(name, ".docx") == wanted


def test_a_number_stands_before_the_extension() -> None:
    assert legal_name("报告", ".xlsx", 2) == "报告（2）.xlsx"


@pytest.mark.parametrize("number", [1, 12])
def test_a_long_name_is_cut_but_keeps_number_and_extension(number: int) -> None:
    made = legal_name("长" * 200, ".docx", number)
    assert made.endswith("（12）.docx" if number == 12 else "长.docx")
    assert MOST_BYTES - 2 <= len(made.encode()) <= MOST_BYTES


def test_what_a_cut_brings_to_the_end_is_trimmed() -> None:
    assert legal_name("a" * 249 + " b", ".docx") == "a" * 249 + ".docx"


@given(st.text(), st.sampled_from([".docx", ".xlsx"]), st.integers(1, 99))
def test_any_text_makes_a_legal_name(name: str, extension: str, number: int) -> None:
    made = legal_name(name, extension, number)
    assert made.endswith(extension)
    assert len(made.encode()) <= MOST_BYTES
    assert not set(made) & set('<>:"/\\|?*')
    assert min(made) >= " "
    assert made[0] not in " ."
    assert made.split(".")[0].strip().upper() not in RESERVED


@given(st.text())
def test_a_legal_name_is_left_alone(name: str) -> None:
    stem = legal_name(name, ".docx").removesuffix(".docx")
    assert legal_name(stem, ".docx") == f"{stem}.docx"


# ---------------------------------------------------------------- writing


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def failing(monkeypatch: pytest.MonkeyPatch, place: str, number: int) -> None:
    """The operating system refuses at that place."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(place, refuse)


def locked(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Files of these names cannot be replaced, as on Windows while Word holds them open."""
    really = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name in names:
            raise PermissionError(errno.EACCES, "Access is denied")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_file_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    written = write_export(tmp_path / "上报" / "2023", "甲镇/报告", ".docx", b"whole")
    assert written == WrittenFile(tmp_path / "上报" / "2023" / "甲镇／报告.docx")
    assert contents(written.path.parent) == {"甲镇／报告.docx": b"whole"}


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    write_export(tmp_path, "报告", ".docx", b"old")
    write_export(tmp_path, "报告", ".docx", b"new")
    assert contents(tmp_path) == {"报告.docx": b"new"}


def test_the_bytes_are_on_the_disk_before_they_take_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    synced, replaced = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        steps.append("sync")
        synced(handle)

    def replace(self: Path, target: Path) -> Path:
        steps.append("replace")
        return replaced(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_export(tmp_path, "报告", ".docx", b"new")
    assert steps[:2] == ["sync", "replace"]


def test_a_target_that_is_open_elsewhere_stays_and_another_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "报告.docx").write_bytes(b"open in Word")
    locked(monkeypatch, "报告.docx")
    written = write_export(tmp_path, "报告", ".docx", b"new")
    assert written.path == tmp_path / "报告（2）.docx"
    assert written.note == "“报告.docx”正在别的程序中打开或为只读，已另存为“报告（2）.docx”。"
    assert contents(tmp_path) == {"报告.docx": b"open in Word", "报告（2）.docx": b"new"}


def test_another_name_is_one_that_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("报告.docx", "报告（2）.docx"):
        (tmp_path / name).write_bytes(b"old")
    locked(monkeypatch, "报告.docx", "报告（3）.docx")
    assert write_export(tmp_path, "报告", ".docx", b"new").path.name == "报告（4）.docx"
    assert contents(tmp_path) == {"报告.docx": b"old", "报告（2）.docx": b"old", "报告（4）.docx": b"new"}


def test_a_folder_of_the_wished_name_does_not_stop_the_export(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").mkdir()
    assert write_export(tmp_path, "报告", ".docx", b"new").path.name == "报告（2）.docx"


def test_no_free_name_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_NUMBERS", 3)
    (tmp_path / "报告.docx").write_bytes(b"old")
    locked(monkeypatch, "报告.docx", "报告（2）.docx", "报告（3）.docx")
    with pytest.raises(KnownError) as caught:
        write_export(tmp_path, "报告", ".docx", b"new")
    assert caught.value.code == "export.no_free_name"
    assert contents(tmp_path) == {"报告.docx": b"old"}


@pytest.mark.parametrize(
    ("place", "number", "code"),
    [
        ("pathlib.Path.write_bytes", errno.ENOSPC, "export.disk_full"),
        ("os.fsync", errno.ENOSPC, "export.disk_full"),
        ("os.fsync", errno.EDQUOT, "export.disk_full"),
        ("pathlib.Path.write_bytes", errno.EACCES, "export.read_only"),
        ("pathlib.Path.write_bytes", errno.EROFS, "export.read_only"),
        ("pathlib.Path.write_bytes", errno.ENAMETOOLONG, "export.path_too_long"),
        ("os.fsync", errno.EIO, "export.failed"),
        ("pathlib.Path.write_bytes", errno.ENOENT, "export.failed"),
        ("pathlib.Path.replace", errno.EIO, "export.failed"),
        ("pathlib.Path.mkdir", errno.EROFS, "export.folder"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, number: int, code: str
) -> None:
    (tmp_path / "报告.docx").write_bytes(b"old")
    failing(monkeypatch, place, number)
    with pytest.raises(KnownError) as caught:
        write_export(tmp_path, "报告", ".docx", b"new")
    monkeypatch.undo()
    assert caught.value.code == code
    assert contents(tmp_path) == {"报告.docx": b"old"}


def test_the_sentence_names_file_folder_and_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "os.fsync", errno.EIO)
    with pytest.raises(KnownError, match=r"^“报告\.docx”没有写成：磁盘读写出错。原有文件没有改动。$"):
        write_export(tmp_path, "报告", ".docx", b"new")


def test_a_reason_without_a_sentence_is_the_systems_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "os.fsync", errno.ESTALE)
    with pytest.raises(KnownError, match=os.strerror(errno.ESTALE)):
        write_export(tmp_path, "报告", ".docx", b"new")


def test_an_overlong_path_that_windows_calls_missing_is_called_overlong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "pathlib.Path.write_bytes", errno.ENOENT)
    with pytest.raises(KnownError) as caught:
        write_export(tmp_path / ("f" * 200), "n" * 100, ".docx", b"new")
    assert caught.value.code == "export.path_too_long"


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "上报").write_bytes(b"")
    with pytest.raises(KnownError, match="有同名的文件") as caught:
        write_export(tmp_path / "上报", "报告", ".docx", b"new")
    assert caught.value.code == "export.folder"


def test_a_cancelled_export_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_export(tmp_path, "报告", ".docx", b"new")
    assert contents(tmp_path) == {}


def test_a_full_disk_while_taking_another_name_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "报告.docx").write_bytes(b"old")

    def replace(_self: Path, target: Path) -> Path:
        number = errno.EACCES if target.name == "报告.docx" else errno.ENOSPC
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KnownError) as caught:
        write_export(tmp_path, "报告", ".docx", b"new")
    assert caught.value.code == "export.disk_full"
    assert contents(tmp_path) == {"报告.docx": b"old"}
