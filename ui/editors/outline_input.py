"""提纲: headings, paragraphs and 一是-points in one text, numbered by the program while one writes.

One document for the whole outline: it is written like a page of Word, and two hundred paragraphs stay fluent.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)  # fmt: skip
from PySide6.QtWidgets import QMenu

from core.forms.outline import OutlineLine, outline_numbers, outline_text, read_outline
from core.formulas.cells import Cell
from core.imports.outline_text import split_outline
from ui.editors.base import CellInput, add_action
from ui.editors.outline_lines import PARAGRAPH, POINT, heading_level, moved, shifted, with_level
from ui.editors.prose_document import plain_lines
from ui.editors.prose_edit import QUOTED_TEXT, ProseEdit
from ui.editors.prose_input import paint_numbers
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import theme

NUMBER_WIDTH, HEADING_SIZE = 60, 15
MARKS = {"# ": 1, "## ": 2, "### ": 3, "- ": POINT}
"""What a clerk may type at the beginning of a paragraph instead of choosing its kind."""


class OutlineInput(CellInput, ProseEdit):
    """One outline. The buttons around it are OutlineEditor's."""

    def __init__(self, model: ReportModel, cell: Cell) -> None:
        self.numbers: tuple[str, ...] = ()
        ProseEdit.__init__(self, model, least=8, most=24)
        self.set_up(model, cell)
        self.deepest = len(self.field.levels) or 1
        self.prose.block_format, self.prose.words = _block_format, self._words
        self.ask_split: Callable[[str], object] = self.take_text
        with self._rewriting() as cursor:
            self.prose.dress(cursor, 0)
        self.edited.connect(lambda: self.type_text(self.stored()))
        self.parted.connect(self.part)

    # -- the stored text ---------------------------------------------------------------------------------------

    def split_lines(self, text: str) -> list[OutlineLine]:
        """The lines of an outline cell."""
        return list(read_outline(text))

    def join_lines(self, lines: Sequence[OutlineLine]) -> str:
        """The cell's text; lines without a word say nothing."""
        return outline_text([line for line in lines if line.text.strip()])

    def show_value(self) -> None:
        """The outline with the figures of now."""
        self.allow(self.may_type())
        self.show_stored(self.report.sheet.edit_text(self.cell))

    def lines_changed(self) -> None:
        """Number anew."""
        if not hasattr(self, "field"):
            return
        numbers = outline_numbers([line.level for line in self._lines], self.field)
        if numbers != self.numbers:
            self.numbers = numbers
            self.viewport().update()

    # -- acts --------------------------------------------------------------------------------------------------

    def set_level(self, level: int) -> None:
        """Make the chosen lines headings of that level, paragraphs (0) or points (-1)."""
        first, last = self._chosen()
        self.rearrange(with_level(self._lines, first, last, min(level, self.deepest)))

    def make_heading(self) -> None:
        """A heading of the depth that one is in; a heading stays what it is."""
        first, _ = self._chosen()
        if self._lines[first].level <= 0:
            self.set_level(heading_level(self._lines, first))

    def shift(self, by: int) -> None:
        """升级 (-1) or 降级 (1) with all sub-headings."""
        first, last = self._chosen()
        self.rearrange(shifted(self._lines, first, last, by, self.deepest))

    def move_line(self, down: bool) -> None:
        """Move the line, or the heading with all under it."""
        at, _ = self._chosen()
        lines, now = moved(self._lines, at, down)
        self.rearrange(lines, now)

    def remove_lines(self) -> None:
        """Delete the chosen lines."""
        first, last = self._chosen()
        self.rearrange([*self._lines[:first], *self._lines[last + 1 :]] or [OutlineLine(PARAGRAPH, "")], first, 0)

    def rearrange(self, lines: list[OutlineLine], at: int | None = None, offset: int | None = None) -> None:
        """Take other lines as the clerk's own act, the cursor staying in its line (or going to line `at`)."""
        if self.isReadOnly() or lines == self._lines:
            return
        self.parted.emit()
        here = self.textCursor()
        at = here.blockNumber() if at is None else at
        offset = here.positionInBlock() if offset is None else offset
        self._change_lines(lines)
        block = self.document().findBlockByNumber(min(at, self.document().blockCount() - 1))
        here.setPosition(block.position() + min(offset, block.length() - 1))
        self.setTextCursor(here)
        self.ensureCursorVisible()
        self.edited.emit()
        self.parted.emit()

    def take_text(self, text: str) -> None:
        """Insert a text from outside, split by its own numbering."""
        self.insert_lines(split_outline(text, self.deepest).lines)

    # -- keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+arrows move and shift, Ctrl+[ ] shift; the rest is writing."""
        act = None if self.composing or self.isReadOnly() else self._act(event)
        if act is not None:
            act()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab at the beginning of a heading goes down a level, Shift+Tab up; elsewhere they leave."""
        cursor = self.textCursor()
        starts = cursor.atBlockStart() and not cursor.hasSelection()
        if starts and not self.isReadOnly() and self.level(cursor.block()) > 0:
            self.shift(1 if onward else -1)
            return True
        return super().focusNextPrevChild(onward)

    def new_line(self) -> None:
        """Under a heading comes a paragraph, after a point the next point; an empty line goes back to a paragraph."""
        cursor = self.textCursor()
        level, empty = self.level(cursor.block()), not cursor.block().text()
        if empty and level:
            self.set_level(PARAGRAPH)
            return
        self.parted.emit()
        cursor.beginEditBlock()
        ends = cursor.atBlockEnd()
        cursor.insertBlock()
        if ends and level > 0:
            self.prose.dress(cursor, PARAGRAPH)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def begin_line(self, cursor: QTextCursor, line: OutlineLine, number: int) -> None:
        """A pasted line brings its level; the first one only into an empty line."""
        if number or (line.level and not cursor.block().text()):
            self.prose.dress(cursor, min(line.level, self.deepest))

    def paste_stored(self, text: str) -> None:
        """Lines copied from an outline keep their levels."""
        self.insert_lines(read_outline(text) if "\n" in text else [OutlineLine(PARAGRAPH, text)])

    def paste_plain(self, text: str) -> None:
        """A text of several lines with numbering is shown split before it is taken over."""
        if any(line.level for line in split_outline(text, self.deepest).lines) and "\n" in text.strip():
            self.ask_split(text)
        else:
            super().paste_plain("\n".join(line.strip() for line in text.split("\n") if line.strip()))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Lines with their levels."""
        data = super().createMimeDataFromSelection()
        lines = self.prose.selected(self.textCursor())
        data.setData(QUOTED_TEXT, (outline_text(lines) if len(lines) > 1 else lines[0].text).encode())
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and beside each line its number."""
        super().paintEvent(event)
        paint_numbers(self, self.numbers, event)

    def fill_menu(self, menu: QMenu) -> None:
        """With the kinds of lines."""
        super().fill_menu(menu)
        menu.addSeparator()
        free = not self.isReadOnly()
        for level in range(1, self.deepest + 1):
            add_action(menu, f"设为{level}级标题", lambda _=False, level=level: self.set_level(level), enabled=free)
        add_action(menu, "设为正文", lambda: self.set_level(PARAGRAPH), enabled=free)
        add_action(menu, "设为“一是”各点", lambda: self.set_level(POINT), enabled=free)
        menu.addSeparator()
        self.add_actions(menu)

    # -- within ------------------------------------------------------------------------------------------------

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        keys = (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key()))
        alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
        acts: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], None]] = {
            (alt, Qt.Key.Key_Up): lambda: self.move_line(False),
            (alt, Qt.Key.Key_Down): lambda: self.move_line(True),
            (alt, Qt.Key.Key_Left): lambda: self.shift(-1),
            (alt, Qt.Key.Key_Right): lambda: self.shift(1),
            (control, Qt.Key.Key_BracketLeft): lambda: self.shift(-1),
            (control, Qt.Key.Key_BracketRight): lambda: self.shift(1),
        }
        return acts.get(keys)

    def _types(self, event: QKeyEvent) -> bool:
        """`# ` at the beginning of a paragraph makes a heading of it, `- ` a point."""
        if event.text() != " " or not self._mark_taken():
            return super()._types(event)
        return True

    def _mark_taken(self) -> bool:
        cursor = self.textCursor()
        block, at = cursor.block(), cursor.positionInBlock()
        level = MARKS.get(str(block.text())[:at] + " ")
        if level is None or cursor.hasSelection() or level > self.deepest:
            return False
        number = block.blockNumber()
        text = self._lines[number].text[at:]
        self.rearrange([*self._lines[:number], OutlineLine(level, text), *self._lines[number + 1 :]], number, 0)
        return True

    def _deletes(self, event: QKeyEvent) -> bool:
        """Backspace at the beginning of a heading or point first makes it a paragraph."""
        cursor = self.textCursor()
        first = event.key() == Qt.Key.Key_Backspace and not cursor.hasSelection() and cursor.atBlockStart()
        if first and self.level(cursor.block()):
            self.set_level(PARAGRAPH)
            return True
        count = self.document().blockCount()
        deleted = super()._deletes(event)
        if deleted and self.document().blockCount() != count:
            self._redress(self.textCursor().block())
        return deleted

    def _redress(self, block: QTextBlock) -> None:
        """Two lines became one: all of it looks like its level again."""
        number, cursor = block.blockNumber(), self.textCursor()
        offset = cursor.positionInBlock()
        with self._rewriting() as writer:
            self._replace_lines(writer, number, 1, [self._lines[number]])
        cursor.setPosition(self.document().findBlockByNumber(number).position() + offset)
        self.setTextCursor(cursor)

    def _words(self, level: int) -> QTextCharFormat:
        """Headings are heavier, but for those that are set as sentences of the text (①②③)."""
        form = QTextCharFormat()
        known = self.field.levels[level - 1] if 0 < level <= len(self.field.levels) else None
        if level == 1 or (known is not None and (known.heading or known.layout == "run_in")):
            form.setFontWeight(QFont.Weight.DemiBold)
        if level == 1 and self.deepest > 1:
            form.setProperty(int(QTextFormat.Property.FontPixelSize.value), theme().px(HEADING_SIZE))
        return form

    def _chosen(self) -> tuple[int, int]:
        """First and last line of the selection."""
        cursor = self.textCursor()
        document = self.document()
        first, last = (document.findBlock(at).blockNumber() for at in (cursor.selectionStart(), cursor.selectionEnd()))
        return first, last


def _block_format(level: int) -> QTextBlockFormat:
    """Headings stand apart; every line leaves room for its number."""
    form = plain_lines(level)
    form.setLeftMargin(theme().px(NUMBER_WIDTH))
    form.setBottomMargin(theme().px(tokens.XS))
    form.setTopMargin(theme().px(tokens.M if level == 1 else tokens.XS if level > 1 else 0))
    return form
