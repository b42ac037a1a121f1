"""A stranger's zip of XML files (.docx, .xlsx), measured as a stream before any library unpacks it.

Such a file may unpack to gigabytes, nest so deep that a reader falls over, hold one tag of a hundred megabytes, declare
entities, or be torn. What is refused here is never what Word, Excel, WPS or LibreOffice write. Nothing is ever written
under a name that stands in the file, so a name such as ../../x leads nowhere.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate

MEGABYTE = 1 << 20
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of a file in a zip that tells none: the earliest one, so that the same files give the same bytes."""
_CHUNK = 1 << 16
_RATIO_FROM = MEGABYTE
"""Small files compress as well as they like."""
_MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<", b" ", b"\t", b"\r", b"\n")
_XML = (".xml", ".rels")

DAMAGED, ENCRYPTED, LACKING, SWOLLEN, UNSAFE = "damaged", "encrypted", "lacking", "swollen", "unsafe"

DAMAGE = (zipfile.BadZipFile, zlib.error, ExpatError, EOFError, OSError, ValueError, LookupError, RuntimeError)
"""What a damaged package or its XML raises.

LookupError: an encoding that nobody knows; NotImplementedError, likewise a way of packing, is a RuntimeError.
"""

Watch = Callable[[str, str, dict[str, str]], None]
"""Told of each element: the file it stands in, its name as `namespace name`, its attributes."""


class RefusedError(Exception):
    """A package that is not read. reason: DAMAGED, ENCRYPTED, LACKING (a file), SWOLLEN or UNSAFE."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a package may come to. unpacked: bytes of all files; ratio: of one file to its packed size.

    elements: of all files, attributes counted too; depth: of elements within each other; token: bytes of one tag.
    """

    entries: int
    unpacked: int
    elements: int
    ratio: int = 1_000
    depth: int = 200
    token: int = MEGABYTE


def measure(content: bytes, limits: Limits, needed: tuple[str, ...], watch: Watch | None = None) -> None:
    """Read all XML of a package once; raises RefusedError for one that breaks the limits or lacks a needed file.

    needed: their names in small letters.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _measure(package, limits, needed, watch)
    except DAMAGE as error:
        raise RefusedError(DAMAGED) from error


def _measure(package: zipfile.ZipFile, limits: Limits, needed: tuple[str, ...], watch: Watch | None) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError(ENCRYPTED)
    if not set(needed) <= {entry.filename.lower() for entry in entries}:
        raise RefusedError(LACKING)
    if not all(map(_plainly_packed, entries)):
        raise RefusedError(DAMAGED)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked or any(_bomb(one, limits) for one in entries):
        raise RefusedError(SWOLLEN)
    reading = _Reading(limits, watch)
    for entry in entries:
        reading.read(package, entry)


def _plainly_packed(entry: zipfile.ZipInfo) -> bool:
    """As office programs pack; other ways need modules that the program does not carry."""
    return entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _bomb(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > limits.ratio * max(1, entry.compress_size)


class _Reading:
    """The files of one package, read as XML readers do, but stopping at the first DOCTYPE: no entity is expanded."""

    def __init__(self, limits: Limits, watch: Watch | None) -> None:
        self.limits, self.watch = limits, watch
        self.elements = self.depth = 0
        self.name = ""

    def read(self, package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        """Read one file; a picture is only unpacked."""
        chunks = _chunks(package, entry)
        first = next(chunks, b"")
        if not first.startswith(_MARKUP) and not entry.filename.lower().endswith(_XML):
            return
        self.name, self.depth, fed = entry.filename, 0, len(first)
        parser = ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(first, False)
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > self.limits.token:
                raise RefusedError(SWOLLEN)  # a tag without an end: the parser would go over it again and again
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1 + len(attributes)
        self.depth += 1
        if self.elements > self.limits.elements or self.depth > self.limits.depth:
            raise RefusedError(SWOLLEN)
        if self.watch is not None:
            self.watch(self.name, tag, attributes)

    def _end(self, _tag: str) -> None:
        self.depth -= 1


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _refuse(*_declaration: object) -> None:
    raise RefusedError(UNSAFE)
