"""Cells and texts of a sheet as runs and paragraphs of a Document."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from core.forms.model import Field
from core.forms.numbering import STYLES
from core.forms.outline import outline_paragraphs
from core.formulas.cells import Cell
from core.reports.document import Figure, Paragraph
from core.reports.document import Run as Printed
from core.reports.sentences import NOTHING, Run, Unknown, prose, say
from core.reports.sheet import Sheet


def figure(sheet: Sheet, cell: Cell, *, quoted: bool = True) -> Figure:
    """A cell as a Figure: quoted with its unit (in prose), or bare with all its places (in a table)."""
    one = sheet.fields[cell.item, cell.column]
    value = sheet.value(cell)
    given = cell in sheet.derived and sheet.derived[cell] != value
    formula = None if given else sheet.formula(cell)
    return Figure(
        cell=cell,
        text=sheet.quoted(cell) if quoted else "" if value is None else sheet.shown(cell),
        value=_plain_value(value),
        kind=one.kind,
        places=None if one.exact else one.places,
        unit=sheet.unit(cell, one),
        formula=formula,
        entered=formula is None,
    )


def printed(sheet: Sheet, runs: Iterable[Run]) -> tuple[Printed, ...]:
    """Runs of a sentence or of prose as they stand in a Document."""
    return tuple(_printed(sheet, run) for run in runs)


def sentence_paragraph(sheet: Sheet, sentence: str, role: str = "body") -> Paragraph:
    """A generated (or reworded) sentence as a paragraph; without runs where there is nothing to say."""
    return Paragraph(runs=printed(sheet, say(sheet, sentence).runs), role=role)


def prose_paragraphs(sheet: Sheet, item: str, role: str = "body") -> tuple[Paragraph, ...]:
    """A prose field as paragraphs: numbered entries, a set outline, or its lines."""
    if item in sheet.draft.not_applicable:
        return (Paragraph(runs=(NOTHING,), role=role),)
    return tuple(
        Paragraph(runs=runs, role=f"heading{heading}" if heading and role == "body" else role)
        for heading, runs in prose_lines(sheet, Cell(item))
    )


def prose_lines(sheet: Sheet, cell: Cell) -> Iterator[tuple[int, tuple[Printed, ...]]]:
    """The paragraphs of a prose cell: heading level on paper (0: none) and runs."""
    value, one = sheet.value(cell), sheet.fields[cell.item, cell.column]
    for heading, text in () if value is None else _lines(one, value):
        yield heading, printed(sheet, prose(sheet, text))


def _lines(one: Field, value: Any) -> Iterator[tuple[int, str]]:
    if one.kind == "outline":
        for paragraph in outline_paragraphs(value, one):
            yield paragraph.heading, paragraph.text
    elif one.kind == "list":
        for number, line in enumerate(value, 1):
            yield 0, STYLES[one.numbering](number) + line
    else:
        for line in value.splitlines():
            if line.strip():
                yield 0, line


def _printed(sheet: Sheet, run: Run) -> Printed:
    if isinstance(run, str):
        return run
    return f"{{{run.name}}}" if isinstance(run, Unknown) else figure(sheet, run)


def _plain_value(value: Any) -> Decimal | date | str | None:
    plain: Decimal | date | str | None = "、".join(value) if isinstance(value, tuple) else value
    return plain
