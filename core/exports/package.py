"""All files of one report, written into one folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.exports.excel import write_excel
from core.exports.files import write_export
from core.exports.word import write_word
from core.reports.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written; note: a sentence when it bears another name than wished."""

    path: Path
    note: str = ""


def write_package(
    documents: Sequence[Document], workbook: Document, reference: Path, folder: Path, written: datetime | None = None
) -> Iterator[Written]:
    """Each document as a Word file, then the workbook, one by one, so that the caller can show progress or stop.

    Raises KnownError export.* for the file that cannot be written; those before it stay.
    """
    for document in documents:
        path, note = write_export(folder, document.file_name, ".docx", write_word(document, reference, written))
        yield Written(path=path, note=note)
    path, note = write_export(folder, workbook.file_name, ".xlsx", write_excel(workbook))
    yield Written(path=path, note=note)
