"""What the documents of one report format say wrongly: of each other, of the tables they go through, of a workbook.

Names inside quotes are resolved in `program`; whether grids fit is examined in `paper`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from core.errors import Problem, problem
from core.forms.consistency import CAPTION_QUOTES, captions, unique
from core.forms.kinds import KINDS, ChoiceKind
from core.forms.model import BlankWorkbook, DocumentForm, Field, GridRows, ReportForm, Section, titled
from core.formulas.names import did_you_mean

PLACE = re.compile(r"(?P<sheet>[^!]{1,31})!(?P<column>[A-Z]{1,3})(?P<line>[1-9][0-9]{0,6})")
"""An address in a workbook: `Sheet1!C5`."""

COLUMN = re.compile(r"[A-Z]{1,3}")
_FILE = re.compile(r'[^\\/:*?"<>|]{1,80}\.xlsx', re.IGNORECASE)


def document_problems(form: ReportForm) -> tuple[Problem, ...]:
    """Everything that the documents of the form say wrongly."""
    return tuple(_documents(form))


def _documents(form: ReportForm) -> Iterator[Problem]:
    if not form.documents:
        yield problem("form.missing_key", form.key, key="document")
    yield from unique((document.id for document in form.documents), "文书")
    yield from unique((section.id for section in form.sections()), "章节")
    for document in form.documents[:1]:
        for key in ("optional", "repeat", "annex"):
            if getattr(document, key):
                yield problem("form.first_document", f"文书 {document.id}", key=key)
    for document in form.documents:
        yield from _document(form, document, f"文书 {document.id}")


def _document(form: ReportForm, document: DocumentForm, at: str) -> Iterator[Problem]:
    if not document.sections:
        yield problem("form.missing_key", at, key="section")
    for section in document.sections:
        place = f"{at} › 章节{titled(section.heading, section.id)}"
        yield from captions(place, CAPTION_QUOTES, section.heading)
        yield from unique(section.items, place)
        yield from _section(form, section, place)
    for key in ("above", "below"):
        if getattr(document, key) and document.layout != "form_table":
            yield problem("form.only_table", at, key=key)
    if document.workbook is not None:
        yield from _workbook(form, document.workbook, f"{at} › workbook")


def _section(form: ReportForm, section: Section, at: str) -> Iterator[Problem]:
    if section.entry == "grid" and not section.grid:
        yield problem("form.missing_key", at, key="grid")
    for row in section.grid:
        yield from _grid_row(form, row, f"{at} › {row.line}")


def _grid_row(form: ReportForm, row: GridRows, at: str) -> Iterator[Problem]:
    for key in ("where", "within", "least"):
        if getattr(row, key) and not row.each:
            yield problem("form.only_each", at, key=key)
    if row.each:
        yield from _where(form, row.each, row.where, at)
        yield from _within(form, row, at)


def _within(form: ReportForm, row: GridRows, at: str) -> Iterator[Problem]:
    """A fixed row that the table does not have; one that this form leaves out is none."""
    table = form.tables.get(row.each)
    known = [*(one.id for one in table.rows), *table.dropped] if table is not None else []
    if table is not None and row.within and row.within not in known:
        yield _unknown(row.within, known, f"{at} › within")


def _where(form: ReportForm, each: str, where: Mapping[str, str], at: str) -> Iterator[Problem]:
    """Columns that are no choice, and answers that none of them has; an unknown table is told by `program`."""
    table = form.tables.get(each)
    for id, choice in where.items() if table is not None else ():
        column = table.column(id) if table is not None else None
        known = _choices(column) if column is not None else None
        if known is None:
            choosing = [one.id for one in table.columns if _choices(one) is not None] if table else []
            yield _unknown(id, choosing, f"{at} › where")
        elif choice not in known:
            yield _unknown(choice, known, f"{at} › where › {id}")


def _choices(column: Field) -> list[str] | None:
    """The answers of a column that one chooses from; None for any other."""
    kind = KINDS[column.kind]
    return [choice.id for choice in kind.choices(column)] if isinstance(kind, ChoiceKind) else None


def _workbook(form: ReportForm, workbook: BlankWorkbook, at: str) -> Iterator[Problem]:
    if not _FILE.fullmatch(workbook.file):
        yield problem("form.workbook_file", at, file=workbook.file)
    for place in workbook.cells:
        if not PLACE.fullmatch(place):
            yield problem("form.workbook_place", f"{at} › cells", address=place)
    for number, rows in enumerate(workbook.rows, 1):
        place = f"{at} › rows › 第{number}个"
        if rows.first > rows.last:
            yield problem("form.workbook_lines", place, first=rows.first, last=rows.last)
        for column in rows.columns:
            if not COLUMN.fullmatch(column):
                yield problem("form.workbook_place", place, address=column)
        yield from _where(form, rows.each, rows.where, place)


def _unknown(id: str, known: Iterable[str], at: str) -> Problem:
    return problem("form.unknown_item", at, id=id, hint=did_you_mean(id, known))
