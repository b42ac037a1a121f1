"""All files of one report, written into one folder."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from core.exports.excel import write_excel
from core.exports.files import WrittenFile, write_export
from core.exports.word import write_word
from core.reports.document import Document


def write_package(
    documents: Sequence[Document],
    workbook: Document | None,
    reference: Path,
    folder: Path,
    written: datetime | None = None,
    *,
    uid: str = "",
    form: str = "",
) -> Iterator[WrittenFile]:
    """Each document as a Word file, then the workbook, one by one, so that the caller can show progress or stop.

    workbook: None for none. uid, form: whose report this is, for a workbook that will be read back. Raises KnownError
    export.* for the file that cannot be written; those before it stay.
    """
    for document in documents:
        yield write_export(folder, document.file_name, ".docx", write_word(document, reference, written))
    if workbook is None:
        return
    data = write_excel(workbook, uid=uid, form=form, written=written)
    yield write_export(folder, workbook.file_name, ".xlsx", data)
