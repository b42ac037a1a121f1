"""报送包: everything that is handed in, as the pieces that a package is written from.

Made one by one, so that the caller can show progress and stop.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

from core.reports.annexes import with_annexes
from core.reports.blank_workbook import compose_blank
from core.reports.compose import DocumentKey, compose, documents_of, table_documents
from core.reports.document import Document, Piece
from core.reports.findings import Finding
from core.reports.sheet import Sheet
from core.reports.workbook import compose_table_book, compose_workbook

WORD, EXCEL = "word", "excel"

Composed = Callable[[DocumentKey], Document]
"""A document by its key."""


def package_pieces(
    sheet: Sheet,
    *,
    kinds: Collection[str] = (WORD, EXCEL),
    annexed: bool = False,
    final: bool = False,
    public: bool = False,
    findings: Iterable[Finding] = (),
    keys: Collection[DocumentKey] | None = None,
    workbook: bool = True,
    composed: Composed | None = None,
) -> Iterator[Piece]:
    """The pieces of a package in the order of the form's documents, the workbook of all figures last.

    annexed: documents that may be attachments stand behind the report and get no Word file of their own. public: what
    is not for everybody to read is left blank. findings: those that are answered stand in the workbook. keys: only
    these documents (None: all that are handed in). workbook: with that of all figures. composed: what makes the
    documents, so that who asks twice has them composed once.
    """
    behind = _annexed(sheet, keys) if annexed else ()
    tables = table_documents(sheet)
    made = composed or composing(sheet, final=final, public=public)
    for number, key in enumerate(_wanted(sheet, keys)):
        in_word, in_excel = WORD in kinds and key not in behind, EXCEL in kinds and key in tables
        if not in_word and not in_excel:
            continue
        document = made(key)
        if in_word:
            whole = with_annexes(document, [made(one) for one in behind]) if number == 0 else document
            yield Piece(document=whole)
        if in_excel:
            yield _book(sheet, key, document, public=public)
    if EXCEL in kinds and workbook:
        official = [made(key) for key in tables]
        book = compose_workbook(sheet, final=final, public=public, findings=findings, tables=official)
        yield Piece(document=book, workbook=True)


def composing(sheet: Sheet, *, final: bool = False, public: bool = False) -> Composed:
    """Composes each document of a report when it is first asked for, and keeps it."""

    @cache
    def made(key: DocumentKey) -> Document:
        return compose(sheet, key.id, key.row, final=final, public=public)

    return made


def count_pieces(
    sheet: Sheet,
    *,
    kinds: Collection[str] = (WORD, EXCEL),
    annexed: bool = False,
    keys: Collection[DocumentKey] | None = None,
    workbook: bool = True,
) -> int:
    """How many pieces there will be, for a progress bar."""
    wanted, tables = _wanted(sheet, keys), table_documents(sheet)
    words = len(wanted) - (len(_annexed(sheet, keys)) if annexed else 0)
    books = sum(key in tables for key in wanted) + workbook
    return (words if WORD in kinds else 0) + (books if EXCEL in kinds else 0)


def _wanted(sheet: Sheet, keys: Collection[DocumentKey] | None) -> tuple[DocumentKey, ...]:
    return tuple(key for key in documents_of(sheet) if keys is None or key in keys)


def _annexed(sheet: Sheet, keys: Collection[DocumentKey] | None) -> tuple[DocumentKey, ...]:
    """What is set behind the first document: nothing where that is not wanted."""
    annexes = {one.id for one in sheet.program.form.documents if one.annex}
    wanted = _wanted(sheet, keys)
    first = next(iter(documents_of(sheet)), None)
    return tuple(key for key in wanted if key.id in annexes) if first in wanted else ()


def _book(sheet: Sheet, key: DocumentKey, document: Document, *, public: bool) -> Piece:
    """The county's own workbook, filled, where there is one; else the official sheet."""
    blank = compose_blank(sheet, key.id, key.row, public=public)
    if blank is not None:
        return Piece(document=document, blank=blank)
    return Piece(document=compose_table_book(sheet, document, public=public), workbook=True)
