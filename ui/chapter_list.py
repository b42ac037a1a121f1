"""The chapters at the left: grouped by document, each with its state in shape and word, finished ones with key figures.

One list with a model and a delegate: sixty chapters of one document, or sixty documents, cost the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.forms.model import DocumentForm, Section
from core.forms.numbering import heading_numbers
from core.formulas.cells import Cell
from core.reports.compose import document_name
from core.reports.draft import Part
from core.reports.pages import key_figures
from core.reports.progress import STATE_LABELS, State, section_states
from core.reports.session import Change
from core.reports.switched import DOCUMENT, is_on
from ui.document_menu import document_menu
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS, draw
from ui.style.theme import give_role, theme

Index = QModelIndex | QPersistentModelIndex
LINE, FIGURE_LINE = 36, 18
UNKNOWN = "?"
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class Kind(Enum):
    """What a line of the list is."""

    DOCUMENT = "document"
    HEADING = "heading"
    PAGE = "page"


@dataclass(slots=True)
class Line:
    """One line: a document's title, a mere heading, or a page that can be opened."""

    kind: Kind
    level: int = 1
    section: Section | None = None
    document: DocumentForm | None = None
    number: str = ""
    state: State = State.UNSEEN
    text: str = ""
    figures: str = ""
    off: bool = False
    """The unit does not hand this document in."""


class Chapters(QAbstractListModel):
    """The lines of one report; they follow its changes."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._list()
        model.changed.connect(self._take)
        model.examined.connect(self.show_states)

    def _list(self) -> None:
        self.lines = tuple(_lines(self._model))
        self._number = {line.section.id: at for at, line in enumerate(self.lines) if line.section is not None}
        self.show_states()
        self.show_figures()

    def _take(self, change: Change) -> None:
        """The chapters of a document that is switched off are folded away."""
        if any(edit.part == Part.NOT_APPLICABLE and edit.key.startswith(DOCUMENT) for edit in change.edits):
            self.beginResetModel()
            self._list()
            self.endResetModel()
        else:
            self.show_figures()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for the screen and for a screen reader."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [line.text, _word(line), line.figures]
            return "，".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only pages can be chosen; the title of a document that has acts of its own can be gone to."""
        line = self.lines[index.row()]
        if line.kind is Kind.PAGE:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled if has_acts(line.document, line.kind) else Qt.ItemFlag.NoItemFlags

    def index_of(self, section: Section) -> QModelIndex:
        """The line of a section; an invalid index where its document is switched off."""
        return self.index(self._number[section.id]) if section.id in self._number else QModelIndex()

    def show_states(self) -> None:
        """Take the states from the last examination."""
        states = section_states(self._model.sheet, self._model.examination())
        for line in self.lines:
            if line.section is not None and line.state is not states[line.section.id]:
                line.state = states[line.section.id]
                line.figures = UNKNOWN  # so that the line is painted anew
        self.show_figures()

    def show_figures(self) -> None:
        """Take headings and key figures from the sheet of now; only lines that changed are told of."""
        for at, line in enumerate(self.lines):
            text, figures = _text(self._model, line), _figures(self._model, line)
            if (text, figures) != (line.text, line.figures):
                line.text, line.figures = text, figures
                self.dataChanged.emit(self.index(at), self.index(at))


class ChapterList(QListView):
    """Shows the chapters; `chosen` gives the Section that the clerk goes to."""

    chosen = Signal(object)

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._option = QStyleOptionViewItem()  # Qt 6.8 lays lines out as soon as there is a model
        self._heights: tuple[int, ...] = ()
        self.chapters = Chapters(model, self)
        self.setModel(self.chapters)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("章节")
        give_role(self, "list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def show_section(self, section: Section) -> None:
        """Mark a section as the present one, without asking for it again."""
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.chapters.index_of(section))
        self.selectionModel().blockSignals(False)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open what can be done with a document."""
        line = self._line(self.currentIndex())
        if event.key() in _OPENS and line is not None and line.kind is Kind.DOCUMENT:
            self._open_menu(line, self.visualRect(self.currentIndex()).bottomLeft())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """So does a click on its title."""
        super().mouseReleaseEvent(event)
        line = self._line(self.indexAt(event.position().toPoint()))
        if line is not None and line.kind is Kind.DOCUMENT:
            self._open_menu(line, event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the document that the line is of."""
        line = self._line(self.indexAt(event.pos()))
        if line is not None:
            self._open_menu(line, event.pos())

    def _line(self, index: QModelIndex) -> Line | None:
        return self.chapters.lines[index.row()] if index.isValid() else None

    def _open_menu(self, line: Line, at: QPoint) -> None:
        if line.document is not None:
            document_menu(self._model, line.document, self, self.viewport().mapToGlobal(at))

    def _current_changed(self, index: QModelIndex) -> None:
        section = self.chapters.lines[index.row()].section if index.isValid() else None
        if section is not None:
            self.chosen.emit(section)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Lines grow when a chapter is finished or its state takes a longer word; then all are laid out again.

        Qt knows where a line begins, not how high it was: the rectangle that it gives is always as high as the line
        wants to be now.
        """
        rows = range(first.row(), last.row() + 1)
        if self._heights and all(self._heights[row] == self._height(row) for row in rows):
            self.viewport().update(self.visualRect(first).united(self.visualRect(last)))
        else:
            self._heights = ()  # what else changes until then is laid out along with it
            super().dataChanged(first, last, list(roles))

    def doItemsLayout(self) -> None:
        """Remember how high each line was made."""
        super().doItemsLayout()
        self._heights = tuple(self._height(row) for row in range(self.chapters.rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Headings wrap by the width; Qt itself lays out anew only when the height is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights = ()
            self.scheduleDelayedItemsLayout()

    def _height(self, row: int) -> int:
        return self.itemDelegate().sizeHint(self._option, self.chapters.index(row)).height()


class _Painter(QStyledItemDelegate):
    """Paints a line: shape of the state, heading, word of the state, key figures beneath."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the heading takes, and one more for each key figure."""
        line, look = _line_of(index), theme()
        width = self._view.viewport().width()
        figures = len(line.figures.splitlines())
        height = figures * look.px(FIGURE_LINE) + (look.px(tokens.XS) if figures else 0)
        return QSize(
            width, height + self._heading_height(line, width) + look.px(LINE) - QFontMetrics(look.font()).height()
        )

    def _heading_height(self, line: Line, width: int) -> int:
        look = theme()
        metrics = QFontMetrics(_font(line))
        room = QRect(0, 0, width - look.px(_left(line) + 3 * tokens.S) - _word_width(line), 1000)
        return metrics.boundingRect(room, _WRAPPED, line.text).height()

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint one line."""
        line, look = _line_of(index), theme()
        painter.save()
        space = option.rect.adjusted(look.px(tokens.S), 1, -look.px(tokens.S), -1)
        if line.kind is Kind.PAGE:
            self._ground(painter, option, space)
        left, top = (
            space.left() + look.px(_left(line)),
            space.top() + (look.px(LINE) - QFontMetrics(look.font()).height()) // 2,
        )
        height = self._heading_height(line, option.rect.width())
        head = QRect(left, top - 1, space.right() + 1 - look.px(tokens.S) - left, height)
        if line.kind is Kind.PAGE:
            self._state(painter, line, head)
        elif line.kind is Kind.DOCUMENT and has_acts(line.document, line.kind):
            self._acts(painter, option, line, space, head)
        painter.setFont(_font(line))
        painter.setPen(look.color("text" if line.kind is Kind.PAGE else "muted"))
        painter.drawText(head.adjusted(0, 0, -_word_width(line), 0), _WRAPPED, line.text)
        self._figures(painter, line, QRect(left, head.bottom(), head.width(), look.px(FIGURE_LINE)))
        painter.restore()

    def _ground(self, painter: QPainter, option: Any, space: QRect) -> None:
        look, radius = theme(), theme().px(tokens.RADIUS)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and option.widget is not None and option.widget.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.color("focus") if focused else Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(look.color("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(space, radius, radius)

    def _state(self, painter: QPainter, line: Line, head: QRect) -> None:
        """The state by its shape at the left, by its word at the right."""
        look, side = theme(), theme().px(tokens.ICON)
        name, colour = STATE_ICONS[line.state.value]
        first = QFontMetrics(look.font()).height()
        draw(
            painter,
            name,
            look.color(colour),
            head.left() - look.px(tokens.S) - side,
            head.top() + (first - side) / 2,
            side,
        )
        painter.setFont(look.font("small"))
        painter.setPen(look.color(colour))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(head.left(), head.top(), head.width(), first), right, _word(line))

    def _acts(self, painter: QPainter, option: Any, line: Line, space: QRect, head: QRect) -> None:
        """A mark that there is a menu, what has been done by it, and the ring of the focus."""
        look, side = theme(), theme().px(tokens.ICON - 2)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if bool(option.state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(look.color("focus"))
            painter.drawRoundedRect(space, look.px(tokens.RADIUS), look.px(tokens.RADIUS))
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        draw(painter, "more", look.color("accent" if hovered else "muted"), head.right() - side, head.top() + 1, side)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        painter.drawText(head.adjusted(0, 0, -side - look.px(tokens.XS), 0), right, _word(line))

    def _figures(self, painter: QPainter, line: Line, rect: QRect) -> None:
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("muted"))
        for figure in line.figures.splitlines():
            shown = painter.fontMetrics().elidedText(figure, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            rect.translate(0, rect.height())


def _left(line: Line) -> int:
    """Where the text of a line begins, at 100 %."""
    if line.kind is Kind.DOCUMENT:
        return tokens.S
    return tokens.S + tokens.ICON + tokens.S + (line.level - 1) * tokens.L


def _font(line: Line) -> QFont:
    return theme().font("small" if line.kind is Kind.DOCUMENT else "body", bold=line.kind is not Kind.PAGE)


def _word(line: Line) -> str:
    if line.off:
        return STATE_LABELS[State.NOT_APPLICABLE]
    return STATE_LABELS[line.state] if line.kind is Kind.PAGE else ""


def _word_width(line: Line) -> int:
    """The room that the word of the state takes, with what parts it from the heading."""
    word, mark = _word(line), theme().px(tokens.ICON) if has_acts(line.document, line.kind) else 0
    return (QFontMetrics(theme().font("small")).horizontalAdvance(word) + theme().px(tokens.S) if word else 0) + mark


def has_acts(document: DocumentForm | None, kind: Kind) -> bool:
    """Whether a line is the title of a document that can be switched off, or looked at one by one."""
    return kind is Kind.DOCUMENT and document is not None and (document.optional or bool(document.repeat))


def _line_of(index: Index) -> Line:
    model = index.model()
    assert isinstance(model, Chapters)
    return model.lines[index.row()]


def _lines(model: ReportModel) -> Iterator[Line]:
    for document in model.program.form.documents:
        numbers = heading_numbers(document)
        off = not is_on(model.program, model.session.draft, document)
        yield Line(Kind.DOCUMENT, document=document, off=off)
        for section in () if off else document.sections:
            kind = Kind.PAGE if section.items or section.grid else Kind.HEADING
            yield Line(kind, section.level, section, document, numbers.get(section.id, ""))


def _text(model: ReportModel, line: Line) -> str:
    if line.section is not None and line.section.heading:
        return line.number + model.sheet.caption(line.section.heading)
    return document_title(model, line.document) if line.document is not None else ""


def _figures(model: ReportModel, line: Line) -> str:
    if line.section is None or line.state is not State.DONE:
        return ""
    cells = key_figures(model.sheet, line.section)
    return "\n".join(f"{model.sheet.label(cell)} {_amount(model, cell)}" for cell in cells)


def document_title(model: ReportModel, document: DocumentForm) -> str:
    """The last line of a document's title as it is today: the lines before it name the unit."""
    row = model.owner(document.repeat) if document.repeat else ""
    return document_name(model.sheet, document.id, "title", row).splitlines()[-1]


def _amount(model: ReportModel, cell: Cell) -> str:
    one = model.sheet.field(cell)
    return f"{model.sheet.screen(cell)} {one.unit if one else ''}".strip()
