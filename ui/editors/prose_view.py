"""A text with live figures as it stands on the page: shown from its stored form, read back line by line."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent, QTextBlock, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QTextEdit, QToolTip, QWidget

from core.forms.outline import OutlineLine
from core.forms.templates import quotes as quoted_names
from core.formulas.cells import Cell
from core.reports.sentences import Unknown
from ui.editors.base import ReportKeys
from ui.editors.prose_document import LEVEL, LINE_HEIGHT, ProseDocument
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import redress, theme


class ProseView(ReportKeys, QTextEdit):
    """One text. Subclasses say how its lines are stored. least, most: height in lines before it scrolls."""

    edited = Signal()
    """The clerk changed the text (never for pre-edit text, never for a figure that moved by itself)."""

    def __init__(
        self, model: ReportModel, *, quotes: bool = True, least: int = 2, most: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.report = model
        self.prose = ProseDocument(self.document(), lambda: model.sheet, quotes=quotes)
        self.least, self.most = least, most
        self.composing = ""
        self._lines: list[OutlineLine] = [OutlineLine(0, "")]
        self._names: frozenset[str] | None = None
        self._writing = self._touched = self._following = False
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme().px(tokens.XS))
        self.prose.dress(QTextCursor(self.document()), 0)
        self.document().contentsChange.connect(self._contents_changed)
        self.document().contentsChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._follow)
        theme().changed.connect(self._dress_anew)
        self._grow()

    # -- the stored text ---------------------------------------------------------------------------------------

    def stored(self) -> str:
        """The text as it is stored."""
        return self.join_lines(self._lines)

    def lines(self) -> list[OutlineLine]:
        """The lines as they stand."""
        return list(self._lines)

    def split_lines(self, text: str) -> list[OutlineLine]:
        """The lines of a stored text."""
        return [OutlineLine(0, line) for line in text.rstrip("\n").split("\n")]

    def join_lines(self, lines: Sequence[OutlineLine]) -> str:
        """The stored text of lines; nothing but empty lines is nothing."""
        text = "\n".join(line.text for line in lines)
        return text if text.strip() else ""

    def show_stored(self, text: str) -> None:
        """Show a stored text, changing no more than what differs, so that the cursor stays where it can."""
        if self.composing or text == self.stored():
            return
        self._change_lines(self.split_lines(text) or [OutlineLine(0, "")])
        if not self.hasFocus():
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _change_lines(self, new: list[OutlineLine]) -> None:
        head = _common(self._lines, new)
        tail = _common(self._lines[head:][::-1], new[head:][::-1])
        old_part, new_part = self._lines[head : len(self._lines) - tail], new[head : len(new) - tail]
        with self._rewriting() as cursor:
            if len(old_part) == len(new_part) == 1 and old_part[0].level == new_part[0].level:
                self._rewrite_line(cursor, self.document().findBlockByNumber(head), new_part[0])
            else:
                self._replace_lines(cursor, head, len(old_part), new_part)
        self._lines = new
        self._names = None
        self.lines_changed()

    def relabel(self, cells: frozenset[Cell] | None = None) -> None:
        """Show the figures of now in the quotes of these cells (None: in all)."""
        wanted = self.names() if cells is None else self.names() & {str(cell) for cell in cells}
        if not wanted or not self.prose.quotes:
            return
        with self._rewriting():
            for number in [
                number for number, line in enumerate(self._lines) if not wanted.isdisjoint(quoted_in(line.text))
            ]:
                block = self.document().findBlockByNumber(number)
                for chip in reversed(list(self.prose.chips(block))):
                    if chip.name in wanted:
                        self.prose.relabel(chip, self.level(block))

    def names(self) -> frozenset[str]:
        """The addresses that are quoted."""
        if self._names is None:
            self._names = frozenset(
                name for line in self._lines if "{" in line.text for name in quoted_names(line.text)
            )
        return self._names

    def level(self, block: QTextBlock) -> int:
        """The level of a block: 0 but in an outline."""
        return int(block.blockFormat().intProperty(LEVEL))

    def lines_changed(self) -> None:
        """Room for subclasses: the lines are others now."""

    def allow(self, allowed: bool) -> None:
        """Let the clerk type, or only read."""
        if self.isReadOnly() == allowed:
            self.setReadOnly(not allowed)
            flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction if allowed else flags)
            redress(self)

    def tip(self, place: QPoint) -> str:
        """What is quoted at a place of the viewport."""
        chip = self.prose.chip_under(self.cursorForPosition(place).position())
        if chip is None:
            return ""
        run = self.prose.quoted(chip.name)
        if isinstance(run, Unknown):
            return f"本报告没有“{chip.name}”，请删除或另选"
        return f"引用：{self.report.sheet.label(run)}"

    # -- the widget ----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls unless the clerk is in this text."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """A quote says on hover what it quotes."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(self.viewport().mapFrom(self, event.pos())), self)
            return True
        return super().event(event)

    # -- within ------------------------------------------------------------------------------------------------

    def _contents_changed(self, at: int, removed: int, added: int) -> None:
        """Read back the lines that a change touched, and no others: texts may be long."""
        if self._writing:
            return
        document = self.document()
        first, last = document.findBlock(at), document.findBlock(min(at + added, document.characterCount() - 1))
        fresh = self.prose.lines(first, last if last.isValid() else document.lastBlock())
        start = first.blockNumber()
        end = start + len(fresh) - (document.blockCount() - len(self._lines))
        if self._lines[start:end] != fresh:
            self._lines[start:end] = fresh
            self._names = None
            self._touched = True

    def _tell(self) -> None:
        if self._touched and not self._writing:
            self._touched = False
            self.lines_changed()
            self.edited.emit()

    @contextmanager
    def _rewriting(self) -> Iterator[QTextCursor]:
        """Changes within are the program's own."""
        cursor = QTextCursor(self.document())
        self._writing = True
        cursor.beginEditBlock()
        try:
            yield cursor
        finally:
            cursor.endEditBlock()
            self._writing = False

    def _rewrite_line(self, cursor: QTextCursor, block: QTextBlock, line: OutlineLine) -> None:
        """Another text of the same line: its beginning and end that stay are not touched."""
        old, new = (
            self.prose.atoms(block),
            [atom for run in self.prose.runs(line.text) for atom in ([run] if not isinstance(run, str) else run)],
        )
        head = _common([atom for atom, _ in old], new)
        tail = _common([atom for atom, _ in old[head:]][::-1], new[head:][::-1])
        start = block.position() + sum(length for _, length in old[:head])
        cursor.setPosition(start)
        cursor.setPosition(
            start + sum(length for _, length in old[head : len(old) - tail]), QTextCursor.MoveMode.KeepAnchor
        )
        cursor.removeSelectedText()
        self.prose.insert(cursor, new[head : len(new) - tail], line.level)

    def _replace_lines(self, cursor: QTextCursor, first: int, number: int, lines: Sequence[OutlineLine]) -> None:
        """Other lines in place of `number` lines from `first` on."""
        document = self.document()
        if number == 0:
            self._make_room(cursor, first)
        else:
            last = document.findBlockByNumber(first + number - 1)
            cursor.setPosition(document.findBlockByNumber(first).position())
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        for count, line in enumerate(lines):
            if count:
                cursor.insertBlock()
            self.prose.write(cursor, line)
        if not lines:
            self._take_out(cursor)

    def _make_room(self, cursor: QTextCursor, first: int) -> None:
        """Put the cursor into a new empty block with that number."""
        if first:
            before = self.document().findBlockByNumber(first - 1)
            cursor.setPosition(before.position() + before.length() - 1)
            cursor.insertBlock()
        else:
            cursor.setPosition(0)
            cursor.insertBlock()
            cursor.setPosition(0)

    def _take_out(self, cursor: QTextCursor) -> None:
        """Remove the empty block of the cursor."""
        if cursor.block() == self.document().lastBlock():
            cursor.deletePreviousChar()
        else:
            level = self.level(cursor.block().next())
            cursor.deleteChar()
            self.prose.dress(cursor, level)

    def _dress_anew(self) -> None:
        """The look has changed: the grounds of quotes, the distances."""
        lines = self._lines
        with self._rewriting() as cursor:
            self._replace_lines(cursor, 0, len(lines), lines)
        self._grow()

    def _follow(self) -> None:
        """Have the page follow the cursor, once the text has its new height."""
        if self.hasFocus() and not self._following:
            self._following = True
            QTimer.singleShot(0, self, self._scroll_page)

    def _scroll_page(self) -> None:
        self._following = False
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.hasFocus():
            place = self.cursorRect()
            at = self.viewport().mapTo(page.widget(), place.bottomLeft())
            page.ensureVisible(at.x(), at.y(), 0, 2 * place.height())

    def _grow(self) -> None:
        """As high as the text, within bounds."""
        line = self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100
        around = 2 * (self.frameWidth() + self.document().documentMargin())
        wanted = ceil(self.document().size().height()) + 2 * self.frameWidth()
        height = round(max(self.least * line + around, min(wanted, self.most * line + around)))
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


@lru_cache(maxsize=4096)
def quoted_in(text: str) -> frozenset[str]:
    """The addresses that a stored line quotes."""
    return frozenset(quoted_names(text)) if "{" in text else frozenset()


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    """How many first elements are equal."""
    pairs: Iterable[tuple[object, object]] = zip(one, other, strict=False)
    return next((number for number, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
