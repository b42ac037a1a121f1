"""The exported files as a reader meets them: lines of the Word file, rows of the workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph

from core.formulas.cells import Cell
from core.reports.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the Word file; under: the label of the table row that it stands in."""

    text: str
    style: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """All paragraphs in order, and the labels of the form table."""

    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    header: str

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell of the workbook: its stored value, how it is shown, and what it computes."""

    value: object
    shown_as: str
    content: object


BookRow = tuple[BookCell, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One example with its files."""

    example: Path
    sheet: Sheet
    word: Path
    book: Path
    paper: Paper
    figures: dict[str, list[BookRow]]

    def in_book(self, cell: Cell) -> list[BookCell]:
        """The cells of the workbook that stand beside the name of this answer."""
        name = self.sheet.row_label(cell.item, cell.row) if cell.column else self.sheet.label(cell)
        rows = [row for rows in self.figures.values() for row in rows]
        return [one for row in rows if name in (str(other.value) for other in row) for one in row]


def paper_of(path: Path) -> Paper:
    """Read a Word file."""
    file = docx.Document(str(path))
    lines, labels = list[Line](), list[str]()
    for block in file.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(_line(block))
        else:
            lines += _cells(block, labels)
    return Paper(tuple(lines), tuple(labels), file.sections[0].header.paragraphs[0].text)


def _cells(table: Table, labels: list[str]) -> Iterator[Line]:
    """The last column holds the contents, the others name them."""
    for row in table.rows:
        *names, content = row.cells
        for name in names:
            if name.text not in labels:
                labels.append(name.text)
        yield from (_line(paragraph, names[-1].text) for paragraph in content.paragraphs)


def _line(paragraph: Paragraph, under: str = "") -> Line:
    style = paragraph.style.name if paragraph.style else ""
    return Line(paragraph.text, style or "", under)


def book_of(path: Path) -> dict[str, list[BookRow]]:
    """Read a workbook: stored values and formulas, by sheet."""
    values, contents = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    found = {}
    for title in values.sheetnames:
        pairs = zip(values[title].iter_rows(), contents[title].iter_rows(), strict=True)
        found[title] = [
            tuple(BookCell(_plain(a.value), a.number_format, b.value) for a, b in zip(*pair, strict=True))
            for pair in pairs
        ]
    return found


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
