"""Is a stranger's workbook safe to open? Asked before any reader of workbooks sees it.

A workbook is a zip of XML files: it may be unpacked to gigabytes, name files outside itself, or hold more cells than
memory. What is refused here is never what Excel, WPS or LibreOffice write.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import KnownError
from core.packages import DAMAGED, ENCRYPTED, LACKING, MEGABYTE, SWOLLEN, UNSAFE, Limits, RefusedError, measure

MAX_FILE = 20 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 200
MAX_ENTRIES = 2_000
MAX_CELLS = 300_000
MAX_TEXTS = 100_000
MAX_NAMES = 50_000
MAX_SHEETS = 500
MAX_ELEMENTS = 1_500_000
MAX_OTHERS = 100_000
"""Elements that are no part of a row or of a text: styles above all, each of which the library makes an object of."""

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of .xls, .et, and of workbooks with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_PLAIN = frozenset({"row", "v", "f", "is", "t"})
"""What cells and texts consist of: as many as these."""
_OTHER = ""
_CODES = {
    DAMAGED: "excel.damaged",
    ENCRYPTED: "excel.encrypted",
    LACKING: "excel.not_xlsx",
    SWOLLEN: "excel.swollen",
    UNSAFE: "excel.unsafe",
}


def checked_bytes(source: Path | bytes) -> bytes:
    """The bytes of a workbook that is safe to open; raises KnownError (excel.*) for anything else."""
    content = source if isinstance(source, bytes) else _read(source)
    if len(content) > MAX_FILE:
        raise KnownError("excel.too_big", limit=MAX_FILE // MEGABYTE)
    if content.startswith(_OLD):
        raise KnownError("excel.encrypted" if _ENCRYPTED in content else "excel.not_xlsx")
    if not content.startswith(_ZIP):
        raise KnownError("excel.not_xlsx")
    limits = Limits(entries=MAX_ENTRIES, unpacked=MAX_UNPACKED, elements=MAX_ELEMENTS, ratio=MAX_RATIO)
    try:
        measure(content, limits, (_WORKBOOK,), _Left().element)
    except RefusedError as error:
        raise KnownError(_CODES[error.reason]) from error
    return content


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise KnownError("excel.missing", file=path.name) from error


class _Left:
    """How many more of each kind of element all files of a workbook may hold together."""

    def __init__(self) -> None:
        self.left = {
            "c": MAX_CELLS,
            "si": MAX_TEXTS,
            "definedName": MAX_NAMES,
            "sheet": MAX_SHEETS,
            _OTHER: MAX_OTHERS,
        }

    def element(self, _file: str, tag: str, _attributes: object) -> None:
        """One more; raises KnownError excel.swollen for one too many."""
        name = tag.rpartition(" ")[2]
        kind = name if name in self.left else _OTHER
        if name not in _PLAIN:
            self.left[kind] -= 1
            if self.left[kind] < 0:
                raise KnownError("excel.swollen")


@contextmanager
def library_calls() -> Iterator[None]:
    """Round each call of the library and nothing else, so that a fault of our own is not told as a damaged file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what of a stranger's workbook the library does not keep
        try:
            yield
        except Exception as error:  # it meets a malformed workbook with any exception there is
            raise KnownError("excel.damaged") from error
