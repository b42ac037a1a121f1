"""File names that every Windows PC takes, and writing that never spoils what was there.

An export is written beside its target and put in its place only when it is whole, so that a full disk or a power cut
leaves the old file. A target that Word or WPS holds open does not cost the clerk the export: it gets another name.
"""

import errno
import re
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from core.atomic import beside, replace_file
from core.errors import MESSAGES, KnownError

MOST_BYTES = 255
"""Of a file name in UTF-8; Linux counts these, and Windows' 255 UTF-16 units are never fewer."""

WINDOWS_PATH = 259
"""Characters that a whole path may have where long paths are not switched on."""

MOST_NUMBERS = 99
"""How many other names are tried: 名称（2）.docx … 名称（99）.docx."""

NAMELESS = "未命名"

_FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories of control and formatting characters, lone surrogates, and line separators."""


class WrittenFile(NamedTuple):
    """Where a file now is; note: a sentence for the clerk when it bears another name than wished, else "".

    code: the check code of what it says, "" for none.
    """

    path: Path
    note: str = ""
    code: str = ""


# ---------------------------------------------------------------- names


def legal_name(name: str, extension: str, number: int = 1) -> str:
    """The file name for a document's name: legal on Windows and Linux, at most 255 UTF-8 bytes, never empty.

    extension: with its dot. number: from 2 on it is set behind the name as （2）. A name that is too long is cut;
    number and extension stay.
    """
    ending = (f"（{number}）" if number > 1 else "") + extension
    visible = "".join(
        each for each in unicodedata.normalize("NFC", name) if unicodedata.category(each) not in _INVISIBLE
    )
    stem = _cut(_trimmed(visible.translate(_FULL_WIDTH)), MOST_BYTES - len(ending.encode()))
    if _RESERVED.fullmatch(stem + ending):
        stem = f"_{stem}"
    return (stem or NAMELESS) + ending


def _trimmed(name: str) -> str:
    """Windows drops dots and spaces at the end; a dot in front hides the file on Linux."""
    return name.strip(" .\u3000\u00a0")


def _cut(name: str, most_bytes: int) -> str:
    """At most so many UTF-8 bytes, no character halved."""
    data = name.encode()
    return name if len(data) <= most_bytes else _trimmed(data[:most_bytes].decode(errors="ignore"))


# ---------------------------------------------------------------- writing


def write_export(folder: Path, name: str, extension: str, data: bytes, number: int = 1) -> WrittenFile:
    """Write data into the folder (made if missing) under the legal form of that name, whole or not at all.

    number: as in `legal_name`. A target that cannot be replaced (open elsewhere, read-only) stays, and the next free
    number is used; the note says so. Raises KnownError export.* when the folder is unusable or read-only, the disk is
    full, or no name is left.
    """
    wished = folder / legal_name(name, extension, number)
    _make_folder(folder)
    finished = beside(wished)
    try:
        finished.write_bytes(data)
        return _put_in_place(finished, wished, name, extension)
    except OSError as error:
        raise _known(error, wished) from error
    finally:
        # Whatever went wrong, also a cancelled export: no half file stays. After success there is none.
        with suppress(OSError):
            finished.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError("export.folder", folder=folder, reason=_reason(error)) from error


def _put_in_place(finished: Path, wished: Path, name: str, extension: str) -> WrittenFile:
    try:
        replace_file(finished, wished)
    except (PermissionError, IsADirectoryError):
        other = _put_elsewhere(finished, wished, name, extension)
        return WrittenFile(other, MESSAGES["export.open_elsewhere"].format(name=wished.name, other=other.name))
    return WrittenFile(wished)


def _put_elsewhere(finished: Path, wished: Path, name: str, extension: str) -> Path:
    for number in range(2, MOST_NUMBERS + 1):
        other = wished.with_name(legal_name(name, extension, number))
        with suppress(FileExistsError, PermissionError):
            # Taking the name first, so that no file made in the same moment is overwritten.
            other.open("xb").close()
            _replace_own(finished, other)
            return other
    raise KnownError("export.no_free_name", name=wished.name)


def _replace_own(finished: Path, empty: Path) -> None:
    """Put the file in the place of our own empty one, which does not stay when that fails."""
    try:
        replace_file(finished, empty)
    except OSError:
        empty.unlink(missing_ok=True)
        raise


_CODES = {
    errno.ENOSPC: "export.disk_full",
    errno.EDQUOT: "export.disk_full",
    errno.EFBIG: "export.disk_full",
    errno.EACCES: "export.read_only",
    errno.EPERM: "export.read_only",
    errno.EROFS: "export.read_only",
    errno.ENAMETOOLONG: "export.path_too_long",
}


def _known(error: OSError, wished: Path) -> KnownError:
    code = _CODES.get(error.errno or 0, "export.failed")
    if error.errno == errno.ENOENT and len(str(wished)) > WINDOWS_PATH:
        code = "export.path_too_long"  # Windows calls a path that is too long a missing one
    return KnownError(code, folder=wished.parent, name=wished.name, reason=_reason(error))


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOENT: "磁盘或上级文件夹不存在",
    errno.ENOTDIR: "它或它的上级是文件",
    errno.EEXIST: "有同名的文件",
    errno.ENAMETOOLONG: "路径过长",
    errno.EIO: "磁盘读写出错",
}
