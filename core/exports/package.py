"""All files of one report, written into one folder or one zip, with a list of what they are."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

from core.exports.excel import write_excel
from core.exports.excel_blank import fill_blank
from core.exports.files import WrittenFile, legal_name, write_export
from core.exports.packing_list import Packed, packing_list
from core.exports.word import write_word
from core.packages import LONG_AGO
from core.reports.document import Document, Piece

ZIP = ".zip"
ZIP_NAME = "（报送包）"

PageCount = Callable[[Document], int]
"""How many pages a document has on paper; only who sets it knows."""


def write_package(
    pieces: Iterable[Piece],
    reference: Path,
    folder: Path,
    written: datetime | None = None,
    *,
    uid: str = "",
    form: str = "",
    listed: bool = False,
    zipped: bool = False,
    pages: PageCount | None = None,
) -> Iterator[WrittenFile]:
    """Each piece as a file, one by one, so that the caller can show progress or stop; then the 清单.

    reference: reference.docx, beside which blank workbooks lie. uid, form: whose report this is, for a workbook that
    will be read back. listed: with the 清单. zipped: into one zip in that folder, which is told last and is there when
    it is whole. Raises KnownError for the file that cannot be written; those before it stay.
    """
    target = _Zip(folder, written) if zipped else _Folder(folder)
    writer = _Writer(reference, written, uid, form, pages)
    packed: list[Packed] = []
    first: Document | None = None
    for piece in pieces:
        first = first or piece.document
        data, extent, note = writer.made(piece)
        file = target.put(piece.document.file_name, piece.extension, data, note)
        packed.append(Packed(name=file.path.name, extent=extent, code=piece.document.code))
        yield file._replace(code=piece.document.code)
    if first is not None and listed:
        contents = packing_list(first, packed)
        yield target.put(contents.file_name, ".docx", write_word(contents, reference, written))
    if first is not None:
        yield from target.closed(first.file_name + ZIP_NAME)


class _Writer:
    """Makes the bytes of pieces."""

    def __init__(self, reference: Path, written: datetime | None, uid: str, form: str, pages: PageCount | None) -> None:
        self.reference, self.written, self.uid, self.form, self.pages = reference, written, uid, form, pages

    def made(self, piece: Piece) -> tuple[bytes, str, str]:
        """The bytes, how long the file is, and what of it needs saying."""
        document = piece.document
        if piece.pdf:
            return piece.pdf, f"{piece.pages}页", ""
        if piece.blank is not None:
            data, sheets, problems = fill_blank(self.reference.parent / piece.blank.file, piece.blank)
            return data, f"{sheets}张工作表", "；".join(map(str, problems))
        if piece.workbook:
            data = write_excel(document, uid=self.uid, form=self.form, written=self.written)
            return data, f"{sum(not part.hidden for part in document.parts)}张工作表", ""
        pages = self.pages(document) if self.pages else 0
        extent = f"{pages}页" if pages else ""
        return write_word(document, self.reference, self.written), extent, ""


class _Names:
    """Names that differ from each other in a package, also for systems that do not tell a from A."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def free(self, name: str, extension: str) -> tuple[str, int]:
        """A legal file name that is not taken, and its number behind the wished name (1: none)."""
        number, found = 1, legal_name(name, extension)
        while found.casefold() in self.taken:
            number += 1
            found = legal_name(name, extension, number)
        self.taken.add(found.casefold())
        return found, number


class _Folder:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.names = folder, _Names()

    def put(self, name: str, extension: str, data: bytes, note: str = "") -> WrittenFile:
        """Write one file."""
        _, number = self.names.free(name, extension)
        file = write_export(self.folder, name, extension, data, number)
        return WrittenFile(file.path, "；".join(filter(None, (file.note, note))))

    def closed(self, _name: str) -> Iterator[WrittenFile]:
        """Nothing is left to do."""
        yield from ()


class _Zip:
    """Files in a zip that comes into the folder when it is whole."""

    def __init__(self, folder: Path, written: datetime | None) -> None:
        self.folder, self.names, self.stream = folder, _Names(), BytesIO()
        self.zip = zipfile.ZipFile(self.stream, "w", zipfile.ZIP_STORED)  # what goes in is packed already
        self.time = written.timetuple()[:6] if written else LONG_AGO

    def put(self, name: str, extension: str, data: bytes, note: str = "") -> WrittenFile:
        """Add one file."""
        found, _ = self.names.free(name, extension)
        self.zip.writestr(zipfile.ZipInfo(found, self.time), data)
        return WrittenFile(Path(found), note)

    def closed(self, name: str) -> Iterator[WrittenFile]:
        """Write the zip itself."""
        self.zip.close()
        yield write_export(self.folder, name, ZIP, self.stream.getvalue())
