"""The chapters at the left: grouped by document, each with its state in shape and word, finished ones with key figures.

One list with a model and a delegate: sixty chapters of one document, or sixty documents, cost the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.forms.model import DocumentForm, Section
from core.forms.numbering import heading_numbers
from core.formulas.cells import Cell
from core.reports.pages import key_figures
from core.reports.progress import STATE_LABELS, State, section_states
from core.reports.sentences import plain, text_runs
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS, draw
from ui.style.theme import give_role, theme

Index = QModelIndex | QPersistentModelIndex
LINE, FIGURE_LINE = 36, 18
UNKNOWN = "?"
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


class Chapters(QAbstractListModel):
    """The lines of one report; they follow its changes."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.lines = tuple(_lines(model))
        self._number = {line.section.id: at for at, line in enumerate(self.lines) if line.section is not None}
        self.show_states()
        self.show_figures()
        model.changed.connect(self.show_figures)
        model.examined.connect(self.show_states)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for the screen and for a screen reader."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [line.text, STATE_LABELS[line.state] if line.kind is Kind.PAGE else "", line.figures]
            return "，".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only pages can be chosen."""
        if self.lines[index.row()].kind is Kind.PAGE:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def index_of(self, section: Section) -> QModelIndex:
        """The line of a section."""
        return self.index(self._number[section.id])

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
        self._option = QStyleOptionViewItem()

    def show_section(self, section: Section) -> None:
        """Mark a section as the present one, without asking for it again."""
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.chapters.index_of(section))
        self.selectionModel().blockSignals(False)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def _current_changed(self, index: QModelIndex) -> None:
        section = self.chapters.lines[index.row()].section if index.isValid() else None
        if section is not None:
            self.chosen.emit(section)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Lines grow when a chapter is finished; only then are they laid out again."""
        hint = self.itemDelegate().sizeHint(self._option, first)
        if hint.height() == self.visualRect(first).height():
            self.viewport().update(self.visualRect(first))
        else:
            super().dataChanged(first, last, list(roles))


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
    return STATE_LABELS[line.state] if line.kind is Kind.PAGE else ""


def _word_width(line: Line) -> int:
    """The room that the word of the state takes, with what parts it from the heading."""
    word = _word(line)
    return QFontMetrics(theme().font("small")).horizontalAdvance(word) + theme().px(tokens.S) if word else 0


def _line_of(index: Index) -> Line:
    model = index.model()
    assert isinstance(model, Chapters)
    return model.lines[index.row()]


def _lines(model: ReportModel) -> Iterator[Line]:
    for document in model.program.form.documents:
        numbers = heading_numbers(document)
        yield Line(Kind.DOCUMENT, document=document)
        for section in document.sections:
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
    title = plain(model.sheet, text_runs(model.sheet, model.program.captions[f"{document.id}:title"]))
    return title.splitlines()[-1]


def _amount(model: ReportModel, cell: Cell) -> str:
    one = model.sheet.field(cell)
    return f"{model.sheet.screen(cell)} {one.unit if one else ''}".strip()
