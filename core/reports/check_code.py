"""A short code of what a document says, printed on each page, so that a page can be matched with its file.

The same contents give the same code wherever and whenever they are written: as Word, as a workbook, as a draft or not.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from core.reports.document import Block, Document, Grid, Paragraph

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I, which are mistaken for each other when read aloud or copied by hand."""

LENGTH = 8
_BITS = 5
_UNIT, _RECORD = "\x1f", "\x1e"


def with_code(document: Document) -> Document:
    """The document with the code of its contents."""
    return replace(document, code=check_code(document))


def check_code(document: Document) -> str:
    """`XXXX-XXXX`: texts, figures and structure count; the time, the draft mark and the file's name do not."""
    said = _RECORD.join(_said(document)).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hashlib.sha256(said).digest(), "big")
    signs = [ALPHABET[number >> (_BITS * place) & 31] for place in range(LENGTH)]
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def _said(document: Document) -> Iterator[str]:
    yield document.title
    for part in document.parts:
        yield "part"
        for block in part.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case Grid():
            yield from _grid(block)
        case _:
            yield _UNIT.join((block.caption, *block.labels))
            for name, figures in block.series:
                yield _UNIT.join((name, *(one.text for one in figures)))


def _grid(grid: Grid) -> Iterator[str]:
    yield _UNIT.join((grid.caption, grid.numbers_note))
    for row in grid.rows:
        yield "row"
        for cell in row:
            yield _UNIT.join((f"{cell.columns}x{cell.rows}", *map(_paragraph, cell.paragraphs)))


def _paragraph(paragraph: Paragraph) -> str:
    return _UNIT.join((paragraph.role, str(paragraph.indent), paragraph.text))
