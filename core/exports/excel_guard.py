"""Is a stranger's workbook safe to open? Asked before any reader of workbooks sees it.

A workbook is a zip of XML files: it may be unpacked to gigabytes, name files outside itself, or hold more cells than
memory. What is refused here is never what Excel, WPS or LibreOffice write.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from core.errors import KnownError

MEGABYTE = 1 << 20
MAX_FILE = 20 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 200
MAX_ENTRIES = 2_000
MAX_CELLS = 300_000
MAX_NAMES = 100_000

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of .xls, .et, and of workbooks with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<", b" ", b"\t", b"\r", b"\n")
_CHUNK = 1 << 16
_RATIO_FROM = MEGABYTE
"""Small files compress as well as they like."""


def checked_bytes(source: Path | bytes) -> bytes:
    """The bytes of a workbook that is safe to open; raises KnownError (excel.*) for anything else."""
    content = source if isinstance(source, bytes) else _read(source)
    if len(content) > MAX_FILE:
        raise KnownError("excel.too_big", limit=MAX_FILE // MEGABYTE)
    if content.startswith(_OLD):
        raise KnownError("excel.encrypted" if _ENCRYPTED in content else "excel.not_xlsx")
    if not content.startswith(_ZIP):
        raise KnownError("excel.not_xlsx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_package(package)
    except (zipfile.BadZipFile, ExpatError, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise KnownError("excel.damaged") from error
    return content


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise KnownError("excel.missing", file=path.name) from error


def _check_package(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise KnownError("excel.encrypted")
    if "xl/workbook.xml" not in map(str.lower, package.namelist()):
        raise KnownError("excel.not_xlsx")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or any(map(_is_bomb, entries)):
        raise KnownError("excel.swollen")
    counts = _Counts()
    for entry in entries:
        _check_part(package, entry, counts)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


class _Counts:
    """What is counted over all files of a workbook."""

    def __init__(self) -> None:
        self.cells = 0
        self.names = 0

    def element(self, name: str, _attributes: object) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.cells += 1
        elif kind == "definedName":
            self.names += 1
        if self.cells > MAX_CELLS or self.names > MAX_NAMES:
            raise KnownError("excel.swollen")


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, counts: _Counts) -> None:
    """Read one file as XML does, but stop at the first DOCTYPE: no entity is ever expanded."""
    chunks = _chunks(package, entry)
    first = next(chunks, b"")
    if not first.startswith(_MARKUP) and not entry.filename.lower().endswith((".xml", ".rels")):
        return
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = counts.element
    parser.Parse(first, False)
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _refuse(*_declaration: object) -> None:
    raise KnownError("excel.unsafe")
