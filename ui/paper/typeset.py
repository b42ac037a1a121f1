"""Document -> laid-out pages, in slices, so that a long report appears page by page while the window stays alive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

from core.exports.word_grid import placed_cells
from core.exports.word_text import width
from core.reports.document import Block, Chart, Document, Grid, Paragraph
from ui.paper.bars import OBJECT, Bars, insert_bars
from ui.paper.cut import Cut, one_by_one
from ui.paper.faces import A4, FACES, Face, Page, block_format, char_format
from ui.paper.grid import REPEATED, insert_grid, insert_text, is_whole, row_heights

SLICE = 6
"""Paragraphs that are set before the window gets its turn."""
_GAP = Face(size=20, line=20, after=100, tight=False)
_NOTHING = Face(size=20, line=1, tight=False)
_KEPT = 1
"""State of a paragraph that must not be the last on its page."""
_KEPT_ROLES = ("title", "heading1", "heading2", "heading3", "heading4", "caption", "annex")
_MOST_MOVES = 200
_EDGES = 150
"""What a table takes beside its rows: its outer lines, and what the line above it is set lower than its height says."""


@dataclass(slots=True)
class Stretch:
    """Parts that stand on pages of one shape, as one text."""

    page: Page
    text: QTextDocument
    bars: Bars
    pages: int = 0


@dataclass(slots=True)
class Typesetter:
    """Sets a Document on pages. `steps` does the work slice by slice; `run` does all of it."""

    document: Document
    page: Page = A4
    stretches: list[Stretch] = field(default_factory=list)

    def run(self) -> "Typesetter":
        """Set everything now."""
        for _ in self.steps():
            pass
        return self

    def steps(self) -> Iterator[None]:
        """Set the Document; between two steps the window may breathe. Pages are final when a stretch is done."""
        filled = (part for part in self.document.parts if part.blocks)
        for landscape, parts in groupby(filled, key=lambda part: part.landscape or self.document.landscape):
            page = self.page.turned() if landscape and self.page.height else self.page
            text = _empty(page)
            stretch = Stretch(page, text, Bars(text))
            self.stretches.append(stretch)
            for work in (_set(stretch, [block for part in parts for block in part.blocks]), _keep_together(stretch)):
                for _ in work:
                    stretch.pages = stretch.text.pageCount() if page.height else 1
                    yield

    @property
    def page_count(self) -> int:
        """Pages that are set so far."""
        return sum(stretch.pages for stretch in self.stretches)

    def place(self, number: int) -> tuple[Stretch, int]:
        """The stretch of a page (from 0), and which of its pages it is."""
        for stretch in self.stretches:
            if number < stretch.pages:
                return stretch, number
            number -= stretch.pages
        raise IndexError(number)

    def texts(self) -> list[str]:
        """Every paragraph that is not empty, in order, with line breaks as LF; charts have none."""
        found = []
        for stretch in self.stretches:
            block = stretch.text.begin()
            while block.isValid():
                if block.userState() != REPEATED:
                    found.append(block.text().replace("\u2028", "\n"))
                block = block.next()
        return [text for text in found if text not in ("", OBJECT)]


def _empty(page: Page) -> QTextDocument:
    text = _strip(page)
    if page.height:
        text.setPageSize(page.text)
    return text


def _strip(page: Page) -> QTextDocument:
    """A text as wide as the page's, without end."""
    text = QTextDocument()
    text.setUndoRedoEnabled(False)
    text.setDocumentMargin(0)
    text.setUseDesignMetrics(True)
    text.setDefaultFont(char_format(FACES["body"]).font())
    text.setTextWidth(page.text.width())
    return text


def _set(stretch: Stretch, blocks: Sequence[Block]) -> Iterator[None]:
    cursor = QTextCursor(stretch.text)
    cursor.setBlockFormat(block_format(_NOTHING))
    cursor.beginEditBlock()
    for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if isinstance(block, Grid):
            for _ in _set_grid(stretch, cursor, block, following):
                cursor.endEditBlock()
                yield
                cursor.beginEditBlock()
        elif isinstance(block, Chart):
            insert_bars(cursor, block, stretch.bars, first=number == 0)
        else:
            _set_paragraph(cursor, block, following, first=number == 0)
        if number % SLICE == SLICE - 1 or isinstance(block, Grid):
            cursor.endEditBlock()
            yield
            cursor.beginEditBlock()
    cursor.endEditBlock()
    yield


def _set_paragraph(cursor: QTextCursor, paragraph: Paragraph, following: Block | None, *, first: bool) -> None:
    face = FACES[paragraph.role]
    next_role = following.role if isinstance(following, Paragraph) else ""
    right = (
        _centred_over(paragraph.text, following.text)
        if isinstance(following, Paragraph) and _signs(paragraph, following)
        else None
    )
    new_page = paragraph.role == "annex" and not first
    look = block_format(face, indent=paragraph.indent, right=right, first_of_page=new_page)
    if paragraph.role == "title" and next_role != "title":
        look.setBottomMargin(look.bottomMargin() + FACES["body"].line)
    _begin(cursor, look, first=first)
    kept = paragraph.role in _KEPT_ROLES or next_role in ("signature", "date")
    cursor.block().setUserState(_KEPT if kept else -1)
    insert_text(cursor, paragraph.text, face)


def _signs(paragraph: Paragraph, following: Paragraph) -> bool:
    return paragraph.role == "signature" and following.role == "date"


def _centred_over(signature: str, date: str) -> float:
    """Characters of right indent that centre the signature over the date (GB/T 9704, 7.3.5)."""
    return max(0.0, FACES["date"].right + (width(date) - width(signature)) / 2)


def _set_grid(stretch: Stretch, cursor: QTextCursor, grid: Grid, following: Block | None) -> Iterator[None]:
    """A table that ends on a later page is cut into one for each; with it stays the line under it.

    Measured first, then set page by page: each is a step of its own.
    """
    for text, role in ((grid.caption, "caption"), (grid.numbers_note, "unit_note")):
        if text:
            _begin(cursor, block_format(FACES[role]), first=cursor.document().isEmpty())
            cursor.block().setUserState(_KEPT)
            insert_text(cursor, text, FACES[role])
    width = int(stretch.page.text.width())
    cut = _measured(stretch, grid, following)
    yield
    if cut is None:
        _keep_distance(cursor)
        insert_grid(cursor, grid, width)
        cursor.setBlockFormat(block_format(_GAP))
        return
    page, room = stretch.page.text.height() - _EDGES, _room(stretch, cursor)
    moved = sum(cut.heights[: grid.head_rows + 1]) > room and not _move_kept(cursor)
    room = page if moved else _room(stretch, cursor)
    _keep_distance(cursor)
    for number, piece in enumerate(cut.pieces(cut.starts(room, page))):
        new_page = moved if number == 0 else True
        insert_grid(cursor, piece.grid, width, again=piece.again, new_page=new_page)
        cursor.setBlockFormat(block_format(_NOTHING))
        yield
    cursor.setBlockFormat(block_format(_GAP))


def _measured(stretch: Stretch, grid: Grid, following: Block | None) -> Cut | None:
    """A table that may be cut, with the heights of its rows.

    None where pages are endless, or where a row is longer than what Word keeps whole: that flows by itself.
    """
    width = int(stretch.page.text.width())
    if not stretch.page.height or not grid.rows or not all(map(is_whole, placed_cells(grid, width)[1])):
        return None
    made = row_heights(_strip(stretch.page), grid, width)
    if isinstance(following, Grid) and not following.ruled:
        made[-1] += sum(row_heights(_strip(stretch.page), following, width)) + _GAP.after
    spans = one_by_one(grid)
    return Cut(grid, made, row_heights(_strip(stretch.page), spans, width) if spans.rows else ())


def _room(stretch: Stretch, cursor: QTextCursor) -> float:
    """What is left of the page below the cursor's paragraph."""
    cursor.endEditBlock()  # else nothing is laid out yet
    layout = stretch.text.documentLayout()
    used = layout.blockBoundingRect(cursor.block()).bottom() % stretch.page.text.height()
    cursor.beginEditBlock()
    return stretch.page.text.height() - used - cursor.blockFormat().bottomMargin() - _EDGES


def _keep_distance(cursor: QTextCursor) -> None:
    """The distance that a paragraph asks for, before a line of its own: a table's margin Qt takes off every page."""
    distance = cursor.blockFormat().bottomMargin()
    if distance:
        look = cursor.blockFormat()
        look.setBottomMargin(0)
        cursor.setBlockFormat(look)
        line = block_format(_NOTHING)
        line.setTopMargin(distance)
        state = cursor.block().userState()
        cursor.insertBlock(line)
        cursor.block().setUserState(state)


def _move_kept(cursor: QTextCursor) -> bool:
    """Begin a page with the headings and captions that the table belongs to; False where there are none."""
    first, block = None, cursor.block()
    while block.isValid() and block.userState() == _KEPT:
        first, block = block, block.previous()
    if first is None:
        return False
    look = first.blockFormat()
    look.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(first).setBlockFormat(look)
    return True


def _begin(cursor: QTextCursor, look: QTextBlockFormat, *, first: bool) -> None:
    if first:
        cursor.setBlockFormat(look)
    else:
        cursor.insertBlock(look)


# ---------------------------------------------------------------- what must not end a page


def _keep_together(stretch: Stretch) -> Iterator[None]:
    """Headings, captions and what stands over a signature go to the next page with what follows them."""
    if not stretch.page.height:
        return
    yield
    height = stretch.page.text.height()
    for _ in range(_MOST_MOVES):
        lonely = _lonely(stretch.text, height)
        if lonely is None:
            return
        cursor = QTextCursor(lonely)
        look = lonely.blockFormat()
        look.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.setBlockFormat(look)
        yield


def _lonely(text: QTextDocument, height: float) -> QTextBlock | None:
    """The first of some kept paragraphs in a row whose follower begins on a later page."""
    block, start = text.begin(), None
    while block.isValid():
        if start is not None and _page(block, height) != _page(start, height) and _moves(start, height):
            return start
        kept = block.userState() == _KEPT
        start = (start or block) if kept else None
        block = block.next()
    return None


def _page(block: QTextBlock, height: float) -> int:
    """The page of its first line."""
    first = block.layout().lineAt(0).y() if block.layout().lineCount() else 0
    return int((block.document().documentLayout().blockBoundingRect(block).top() + first + 1) // height)


def _moves(block: QTextBlock, height: float) -> bool:
    """Whether moving it helps: it is not the first of its page already."""
    top = block.document().documentLayout().blockBoundingRect(block).top() % height
    return top > 1 and block.blockFormat().pageBreakPolicy() == QTextBlockFormat.PageBreakFlag.PageBreak_Auto
