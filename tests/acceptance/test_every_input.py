"""Each answer of an example, changed in turn, changes all that depends on it on paper, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from core.forms.kinds import KINDS, ChoiceKind
from core.forms.model import Field
from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.reports.compose import compose, documents_of, table_documents
from core.reports.document import Document, Figure, Grid, Paragraph
from core.reports.session import Session
from core.reports.sheet import Sheet
from core.reports.workbook import compose_workbook
from tests.acceptance.examples import CHANGNING, HUNAN, XIANGTAN, draft_of, opened, shipped

CAPTIONS = ("reporting_unit", "year")
"""Answers that titles and heads of tables name outside any figure."""


ALIKE = ("indicators", "project_indicators", "projects", "achievement_figures", "score_sheet", "operating")
"""Tables whose rows are all alike and many: one answer of each column tells for all."""


def inputs() -> Iterator[tuple[str, Cell]]:
    """Every answer of the seeds' examples, and what only the third form asks for."""
    told: set[tuple[str, Cell]] = set()
    for key in (CHANGNING, XIANGTAN, HUNAN):
        others = {cell.item for other in (CHANGNING, XIANGTAN) for cell in draft_of(other).entries}
        for cell in draft_of(key).entries:
            one = (key, cell._replace(row="") if cell.item in ALIKE else cell)
            if one not in told and (key != HUNAN or cell.item not in others):
                told.add(one)
                yield key, cell


INPUTS = list(inputs())


def otherwise(sheet: Sheet, cell: Cell) -> str:
    """Another answer of the same kind, near enough to leave every sentence in its case."""
    one, text = sheet.fields[cell.item, cell.column], sheet.draft.entries[cell].text
    if KINDS[one.kind].figure:
        return str(int(sheet.value(cell)) + 3)
    if choices := [label for label in labels(one) if label != sheet.shown(cell)]:
        return choices[0]
    return {"date": "2024年4月30日", "names": f"{text}、新设机构"}.get(one.kind, f"{text.rstrip()}改")


def labels(one: Field) -> list[str]:
    """What can be chosen."""
    kind = KINDS[one.kind]
    return [choice.label for choice in kind.choices(one)] if isinstance(kind, ChoiceKind) else []


def dependants(sheet: Sheet, changed: Cell) -> set[Cell]:
    """The cell and everything that is computed from it, however far, by the lists of what each formula reads."""
    readers: dict[Cell, set[Cell]] = {}
    for (item, column), step in sheet.program.step_of.items():
        for row in sheet.rows(item) if column else ("",):
            formula = sheet.formula(Cell(item, row, step.slot[1]))
            for read in bound_cells(formula) if formula else ():
                readers.setdefault(read, set()).add(Cell(item, row, column))
    found, waiting = {changed}, [changed]
    while waiting:
        for reader in readers.get(waiting.pop(), set()) - found:
            found.add(reader)
            waiting.append(reader)
    return found


def paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.blocks():
        if isinstance(block, Grid):
            yield from (one for row in block.rows for cell in row for one in cell.paragraphs)
        elif isinstance(block, Paragraph):
            yield block


Told = tuple[str, str, frozenset[Cell]]
"""What a paragraph says: its role, its text, its figures."""


def printed(sheet: Sheet) -> Counter[Told]:
    """Every paragraph of every document and of the workbook, and how often it stands there."""
    documents = [compose(sheet, one.id, one.row) for one in documents_of(sheet)]
    tables = {key.id for key in table_documents(sheet)}
    book = compose_workbook(sheet, tables=[one for one in documents if one.id in tables])
    return Counter(told(one) for document in (*documents, book) for one in paragraphs(document))


def told(paragraph: Paragraph) -> Told:
    return paragraph.role, paragraph.text, frozenset(run.cell for run in paragraph.runs if isinstance(run, Figure))


def values(sheet: Sheet) -> set[tuple[Cell, str]]:
    return {
        (Cell(item, row, column), str(value))
        for (item, column), rows in sheet.columns.items()
        for row, value in rows.items()
    }


@cache
def session_of(key: str) -> Session:
    """One session for all inputs of a form: each takes its change back."""
    return opened(key)


@cache
def untouched(key: str) -> tuple[set[tuple[Cell, str]], Counter[Told], set[str]]:
    sheet = Sheet(shipped().program(key), draft_of(key))
    return values(sheet), printed(sheet), losses(sheet)


@pytest.mark.parametrize(("key", "cell"), INPUTS, ids=str)
def test_an_input_changes_what_depends_on_it_and_nothing_else(key: str, cell: Cell) -> None:
    session = session_of(key)
    values_before, before, losses_before = untouched(key)
    change = session.enter(cell, otherwise(session.sheet, cell))
    try:
        values_after = values(session.sheet)
        assert values_after == values(Sheet(session.program, session.draft))
        moved = {one for one, _ in values_before ^ values_after}
        assert cell in moved
        assert moved <= change.cells
        assert moved <= dependants(session.sheet, cell)

        after = printed(session.sheet)
        assert texts(before) != texts(after)
        if not KINDS[session.sheet.fields[cell.item, cell.column].kind].prose and cell.item not in CAPTIONS:
            reasons = losses(session.sheet) | losses_before
            assert [one for one in differing(before, after) if not told_by(one, change.cells, reasons)] == []
    finally:
        session.undo()
    assert values(session.sheet) == values_before


def texts(paragraphs: Counter[Told]) -> Counter[str]:
    """The texts alone, whatever their role and their figures."""
    found: Counter[str] = Counter()
    for (_, text, _), times in paragraphs.items():
        found[text] += times
    return found


def differing(before: Counter[Told], after: Counter[Told]) -> list[Told]:
    """The paragraphs of either side that the other has not; rows of a table may come, go and move."""
    return [*(before - after), *(after - before)]


def told_by(paragraph: Told, changed: frozenset[Cell], reasons: set[str]) -> bool:
    """Whether a change explains a paragraph: by its figures, as the reason of a score, as a caption of a new line."""
    role, text, shown = paragraph
    return bool(shown & changed) or text in reasons or (role == "cell_label" and not shown)


def losses(sheet: Sheet) -> set[str]:
    """Why points were lost, row by row, and nothing."""
    return {sheet.loss(Cell("score_sheet", row, "score")) for row in sheet.rows("score_sheet")} | {""}


@pytest.mark.parametrize("key", [CHANGNING, XIANGTAN, HUNAN])
def test_every_short_answer_reaches_paper(key: str) -> None:
    """An answer that reaches no document and no workbook would be asked for in vain."""
    session = Session(shipped().program(key), draft_of(key))
    shown = {one for _, _, figures in printed(session.sheet) for one in figures}
    assert {
        cell for cell in session.draft.entries if KINDS[session.sheet.fields[cell.item, cell.column].kind].figure
    } <= shown
