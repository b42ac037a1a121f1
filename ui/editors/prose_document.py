"""Prose with quotes as a text document: how lines and live figures stand in it, and how they are read back.

A quote is a stretch of text that shows the figure of now and carries its address in its format; nothing of the shown
figure is ever stored. The serial number keeps two neighbours apart and one chip together.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from core.forms.outline import OutlineLine
from core.forms.templates import Quote, template
from core.formulas.cells import Cell
from core.reports.sentences import Run, Unknown, prose
from core.reports.sheet import Sheet
from ui.style.theme import theme

_FIRST = int(QTextFormat.Property.UserProperty.value)
QUOTE, SERIAL, LEVEL = _FIRST + 1, _FIRST + 2, _FIRST + 3
LINE_HEIGHT = 125
"""Percent of the font's own line."""

_serials = count(1)


class Chip(NamedTuple):
    """Where a quote stands: document positions of its first letter and behind its last, and its address."""

    start: int
    end: int
    name: str


class ProseDocument:
    """Writes lines into a QTextDocument and reads them back. quotes False: braces mean themselves."""

    def __init__(self, document: QTextDocument, sheet: Callable[[], Sheet], *, quotes: bool) -> None:
        self.document = document
        self.sheet = sheet
        self.quotes = quotes
        self.block_format: Callable[[int], QTextBlockFormat] = plain_lines
        self.words: Callable[[int], QTextCharFormat] = lambda level: QTextCharFormat()

    # -- reading -----------------------------------------------------------------------------------------------

    def line(self, block: QTextBlock) -> OutlineLine:
        """What a block says: its level and its text with quotes."""
        return OutlineLine(block.blockFormat().intProperty(LEVEL), self._stored(block))

    def lines(self, first: QTextBlock, last: QTextBlock) -> list[OutlineLine]:
        """The lines of the blocks from first to last."""
        found = [self.line(first)]
        while first != last:
            first = first.next()
            found.append(self.line(first))
        return found

    def chips(self, block: QTextBlock) -> Iterator[Chip]:
        """The quotes of a block, left to right; fragments of one serial number are one quote."""
        serial, chip = 0, Chip(0, 0, "")
        for start, length, _, kind in _fragments(block):
            this = kind.intProperty(SERIAL)
            if this and this == serial:
                chip = chip._replace(end=start + length)
                continue
            if serial:
                yield chip
            serial, chip = this, Chip(start, start + length, kind.stringProperty(QUOTE))
        if serial:
            yield chip

    def chip_around(self, position: int) -> Chip | None:
        """The quote that a position lies strictly within."""
        block = self.document.findBlock(position)
        return next((chip for chip in self.chips(block) if chip.start < position < chip.end), None)

    def atoms(self, block: QTextBlock) -> list[tuple[Run, int]]:
        """The letters and quotes of a block, each with its length in the document."""
        found: list[tuple[Run, int]] = []
        serial = 0
        for _, length, text, kind in _fragments(block):
            this = kind.intProperty(SERIAL)
            if not this:
                found += [(letter, 1 + (ord(letter) > 0xFFFF)) for letter in text]
            elif this == serial:
                found[-1] = (found[-1][0], found[-1][1] + length)
            else:
                found.append((self.quoted(kind.stringProperty(QUOTE)), length))
            serial = this
        return found

    def chip_under(self, position: int) -> Chip | None:
        """The quote whose letters begin at or hold this position."""
        block = self.document.findBlock(position)
        return next((chip for chip in self.chips(block) if chip.start <= position < chip.end), None)

    def selected(self, cursor: QTextCursor) -> list[OutlineLine]:
        """The selected lines; of the first one the level only if it is selected from its beginning."""
        piece = QTextDocument()
        QTextCursor(piece).insertFragment(cursor.selection())
        block, found = piece.begin(), list[OutlineLine]()
        own = self.document.findBlock(cursor.selectionStart())
        whole = cursor.selectionStart() == own.position() and piece.blockCount() > 1
        while block.isValid():
            level = int(own.blockFormat().intProperty(LEVEL)) if found or whole else 0
            found.append(OutlineLine(level, self._stored(block)))
            block, own = block.next(), own.next()
        return found

    def _stored(self, block: QTextBlock) -> str:
        if not self.quotes:
            return str(block.text())
        parts: list[str | Quote] = []
        serial = 0
        for _, _, text, kind in _fragments(block):
            this = kind.intProperty(SERIAL)
            if not this:
                parts.append(text)
            elif this != serial:
                parts.append(Quote(kind.stringProperty(QUOTE)))
            serial = this or serial
        return template(parts)

    # -- writing -----------------------------------------------------------------------------------------------

    def runs(self, text: str) -> tuple[Run, ...]:
        """A stored line as words and quotes."""
        return prose(self.sheet(), text) if self.quotes else (text,)

    def write(self, cursor: QTextCursor, line: OutlineLine) -> None:
        """Write a line into the (empty) block of the cursor."""
        self.dress(cursor, line.level)
        self.insert(cursor, self.runs(line.text), line.level)

    def dress(self, cursor: QTextCursor, level: int) -> None:
        """Give the cursor's block the look of a level."""
        form = self.block_format(level)
        form.setProperty(LEVEL, level)
        cursor.setBlockFormat(form)
        cursor.setBlockCharFormat(self.words(level))

    def insert(self, cursor: QTextCursor, runs: Sequence[Run], level: int) -> None:
        """Insert words and quotes at the cursor."""
        for run in runs:
            if isinstance(run, str):
                cursor.insertText(run, self.words(level))
            else:
                cursor.insertText(self.shown(run), chip_format(run, self.words(level)))

    def shown(self, run: Cell | Unknown) -> str:
        """What a quote shows now, in one line."""
        if isinstance(run, Unknown):
            return f"{{{run.name}}}"
        return " ".join(self.sheet().quoted(run).split("\n"))

    def quoted(self, name: str) -> Cell | Unknown:
        """The cell of a quote's address, if this report holds it."""
        run = prose(self.sheet(), f"{{{name}}}")[0]
        return Unknown(name) if isinstance(run, str) else run

    def relabel(self, chip: Chip, level: int) -> bool:
        """Show the figure of now in a quote, leaving every other cursor where it is."""
        run = self.quoted(chip.name)
        label = self.shown(run)
        cursor = QTextCursor(self.document)
        cursor.setPosition(chip.start)
        cursor.setPosition(chip.end, QTextCursor.MoveMode.KeepAnchor)
        old = cursor.selectedText()
        if old == label:
            return False
        form = chip_format(run, self.words(level))
        # From the inside: cursors that stand before and behind the quote stay there.
        cursor.setPosition(chip.start + 1)
        cursor.insertText(label, form)
        end = cursor.position()
        cursor.setPosition(end + chip.end - chip.start - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setPosition(chip.start)
        cursor.setPosition(chip.start + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return True


def plain_lines(level: int) -> QTextBlockFormat:
    """Lines with air between them: Chinese characters fill theirs."""
    form = QTextBlockFormat()
    form.setLineHeight(LINE_HEIGHT, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    return form


def chip_format(run: Cell | Unknown, form: QTextCharFormat) -> QTextCharFormat:
    """How a quote looks among words of that form: a quiet ground, red for one that means nothing here."""
    known = isinstance(run, Cell)
    form.setBackground(theme().color("chip" if known else "must_fix_soft"))
    form.setForeground(theme().color("on_chip" if known else "must_fix"))
    form.setProperty(QUOTE, str(run) if isinstance(run, Cell) else run.name)
    form.setProperty(SERIAL, next(_serials))
    return form


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, str, QTextCharFormat]]:
    """Position, length (in Qt's units, two for a letter beyond the first plane), text and format of each stretch."""
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        yield fragment.position(), fragment.length(), fragment.text(), fragment.charFormat()
        place += 1
