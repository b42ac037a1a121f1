"""Which documents this unit hands in: optional ones can be switched off, and what stands only in them with them."""

from collections.abc import Iterator, Sequence

from core.forms.editions import renamed_cell
from core.forms.model import DocumentForm, Section
from core.forms.program import Listing, Program
from core.formulas.cells import Cell
from core.reports.draft import Draft
from core.reports.sheet import Sheet

DOCUMENT = "document:"
"""What stands before a document's id among the items that do not apply to this unit."""


def document_item(document_id: str) -> str:
    """The document as an item that may not apply."""
    return DOCUMENT + document_id


def is_on(program: Program, draft: Draft, document: DocumentForm) -> bool:
    """Whether the unit hands this document in; a mark on one that is not optional says nothing."""
    return not (document.optional and document_item(document.id) in draft.not_applicable)


def active_documents(sheet: Sheet) -> tuple[DocumentForm, ...]:
    """The documents that are handed in, in order."""
    return tuple(one for one in sheet.program.form.documents if is_on(sheet.program, sheet.draft, one))


def active_sections(sheet: Sheet) -> tuple[Section, ...]:
    """Their chapters, in order."""
    return tuple(section for document in active_documents(sheet) for section in document.sections)


def place_of(sheet: Sheet, item: str) -> Section | None:
    """Where an item is filled, or a sentence (`sentence:ID`) is said: its first chapter in a document handed in.

    Where all its documents are switched off: its first chapter. None for what is entered nowhere.
    """
    listings = sheet.program.listings.get(item, ())
    return next(_handed_in(sheet, listings), listings[0][1] if listings else None)


def chapter_of(sheet: Sheet, cell: Cell) -> Section | None:
    """Where an answer is filled: of the chapters of its table, the first one handed in that shows its column."""
    first = place_of(sheet, cell.item)
    if first is None or not cell.column or _shows(sheet.program, first, cell):
        return first
    others = _handed_in(sheet, sheet.program.listings[cell.item])
    return next((section for section in others if _shows(sheet.program, section, cell)), first)


def _handed_in(sheet: Sheet, listings: Sequence[Listing]) -> Iterator[Section]:
    """Those of some places that are in documents handed in; asked for every finding, so that most look at no mark."""
    marks = sheet.draft.not_applicable
    for document, section in listings:
        if document_item(document) not in marks or any(one.id == document for one in active_documents(sheet)):
            yield section


def _shows(program: Program, section: Section, cell: Cell) -> bool:
    """Whether a chapter shows the column; one without an official table shows all."""
    return not program.grids.get(section.id) or (cell.item, cell.column) in program.told[section.id]


def items_with(program: Program, draft: Draft, document_id: str) -> Iterator[str]:
    """What is switched with a document: itself, and all that stands in no other one handed in.

    Switched on, all of it applies again, also what was marked by itself.
    """
    yield document_item(document_id)
    others = {one.id for one in program.form.documents if one.id != document_id and is_on(program, draft, one)}
    for item, listings in program.listings.items():
        homes = {document for document, _ in listings}
        if document_id in homes and not homes & others:
            yield item


def marks_under(old: Program, new: Program, before: Draft, moved: Draft) -> dict[str, bool]:
    """What does not apply to this unit under another form, whose documents list other items.

    before, moved: the draft under the old form, and the same under the names of the new one.
    """
    due = {renamed_cell(Cell(item), new.form).item for item in off_items(old, before)}
    kept = [item for item in moved.not_applicable if item not in due or item.startswith(DOCUMENT)]
    return dict.fromkeys((*kept, *off_items(new, moved)), True)


def off_items(program: Program, draft: Draft) -> Iterator[str]:
    """Everything that is switched off with its documents, and these."""
    for document in program.form.documents:
        if not is_on(program, draft, document):
            yield from items_with(program, draft, document.id)
