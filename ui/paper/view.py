"""Pages on the screen: one below the other, at any zoom, painted when they come into sight."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from core.reports.document import Document
from ui.paper.faces import A4, Page
from ui.paper.painting import TWIPS_PER_INCH, paint_page, paper_size
from ui.paper.sliced import Sliced
from ui.paper.typeset import Typesetter
from ui.style import tokens
from ui.style.theme import theme

FIT = 0
"""As a zoom: as wide as the window."""
ZOOMS = (50, 75, 100, 125, 150, 200)
_SCREEN_DOTS = 96
_STEP = 48
_KEPT_PAGES = 8


class PaperView(QAbstractScrollArea):
    """Shows a Document as it prints. strip: as one column without pages or margins, always as wide as the view."""

    pages_changed = Signal(int, int)
    """(page in sight from 1, pages)."""
    zoom_changed = Signal(int)
    """Percent, FIT for the width of the view."""

    def __init__(self, *, strip: bool = False, page: Page = A4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._strip = strip
        self.zoom = FIT
        self.typesetter: Typesetter | None = None
        self._places: list[QRect] = []
        self._height = 0
        self._pictures: OrderedDict[tuple[int, int, int], QPixmap] = OrderedDict()
        self._work = Sliced(self)
        self._work.advanced.connect(self._advance)
        self._work.finished.connect(self._take_over)
        self._waiting: Typesetter | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("预览")
        self.verticalScrollBar().valueChanged.connect(self._tell_page)
        theme().changed.connect(self.viewport().update)

    def show_document(self, document: Document) -> None:
        """Set a Document; the one shown stays until the first slice of the new one is set, and so does the place."""
        self._waiting = Typesetter(document, self._page)
        self.setAccessibleDescription(document.title)
        self._work.start(self._waiting.steps())

    def finish(self) -> None:
        """Have everything set now."""
        self._work.finish()

    @property
    def page_count(self) -> int:
        """Pages that are set."""
        return self.typesetter.page_count if self.typesetter else 0

    @property
    def page_in_sight(self) -> int:
        """The page that takes the middle of the view (from 1)."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return next(
            (number for number, place in enumerate(self._places, 1) if middle < place.bottom() + self._gap),
            len(self._places),
        )

    def set_zoom(self, percent: int) -> None:
        """Zoom to a percentage, FIT for the width of the view; what is in the middle stays there."""
        percent = FIT if percent == FIT else max(ZOOMS[0], min(ZOOMS[-1], percent))
        if percent == self.zoom:
            return
        bar = self.verticalScrollBar()
        before = max(1, self._height)
        middle = (bar.value() + self.viewport().height() / 2) / before
        self.zoom = percent
        self._arrange()
        bar.setValue(round(middle * self._height - self.viewport().height() / 2))
        self.zoom_changed.emit(percent)

    def zoom_in(self) -> None:
        """The next larger zoom."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self.percent + 1), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller zoom."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self.percent - 1), ZOOMS[0]))

    @property
    def percent(self) -> float:
        """The zoom of now in percent, also where it fits the width."""
        return self._scale * TWIPS_PER_INCH / _SCREEN_DOTS * 100

    # -- laying out --------------------------------------------------------------------------------------------

    @property
    def _gap(self) -> int:
        return 0 if self._strip else theme().px(tokens.L)

    @property
    def _scale(self) -> float:
        """Logical pixels per twip."""
        if self.zoom != FIT:
            return self.zoom / 100 * _SCREEN_DOTS / TWIPS_PER_INCH
        widest = (
            max((paper_size(stretch)[0] for stretch in self.typesetter.stretches), default=self._page.width)
            if self.typesetter
            else self._page.width
        )
        room = max(160, self.viewport().width() - 2 * self._gap) / widest
        return min(room, (1 if self._strip else ZOOMS[-1] / 100) * _SCREEN_DOTS / TWIPS_PER_INCH)

    def _arrange(self) -> None:
        """Where each page lies, from the top of all."""
        self._pictures.clear()
        self._places = []
        scale, y = self._scale, self._gap
        for number in range(self.page_count):
            width, height = paper_size(self.typesetter.place(number)[0]) if self.typesetter else (0.0, 0.0)
            size = QSize(round(width * scale), round(height * scale))
            self._places.append(QRect(QPoint(0, y), size))
            y += size.height() + self._gap
        self._height = y
        self._set_bars()
        self.viewport().update()
        self._tell_page()

    def _advance(self) -> None:
        """Into an empty view pages come one by one; where something is shown already, nothing flickers."""
        if self._waiting is None:
            self._arrange()
        elif self.typesetter is None and self._waiting.page_count:
            self._take_over()

    def _take_over(self) -> None:
        if self._waiting is not None:
            self.typesetter, self._waiting = self._waiting, None
        self._arrange()

    def _set_bars(self) -> None:
        view = self.viewport().size()
        widest = max((place.width() for place in self._places), default=0) + 2 * self._gap
        for bar, whole, room in (
            (self.verticalScrollBar(), self._height, view.height()),
            (self.horizontalScrollBar(), widest, view.width()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(room)
            bar.setSingleStep(_STEP)

    def _place(self, number: int) -> QRect:
        """Where a page lies in the view of now."""
        place = self._places[number]
        room = self.viewport().width()
        left = (
            (room - place.width()) // 2
            if place.width() + 2 * self._gap <= room
            else self._gap - self.horizontalScrollBar().value()
        )
        return place.translated(left, -self.verticalScrollBar().value())

    def _tell_page(self) -> None:
        self.pages_changed.emit(self.page_in_sight, self.page_count)

    # -- painting ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), Qt.GlobalColor.white if self._strip else theme().color("sunken"))
        for number in range(len(self._places)):
            place = self._place(number)
            if place.intersects(event.rect()):
                self._paint_page(painter, number, place)
        if self.hasFocus():
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter, number: int, place: QRect) -> None:
        painter.drawPixmap(place.topLeft(), self._picture(number, place.size()))
        if not self._strip:
            painter.setPen(theme().color("line"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _picture(self, number: int, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (number, size.width(), round(ratio * 100))
        if key not in self._pictures:
            self._pictures[key] = self._painted(number, size, ratio)
            while len(self._pictures) > _KEPT_PAGES:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def _painted(self, number: int, size: QSize, ratio: float) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.scale(self._scale, self._scale)
        if self.typesetter is not None:
            paint_page(painter, self.typesetter, number)
        painter.end()
        return picture

    # -- keys and wheel ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages scroll, Ctrl with + - 0 zooms."""
        act = _ZOOM_KEYS.get(event.key()) if event.modifiers() & Qt.KeyboardModifier.ControlModifier else None
        if act is not None and not self._strip:
            act(self)
            return
        bar = self.verticalScrollBar()
        by = _SCROLL_KEYS.get(event.key())
        if by is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + round(by(max(_STEP, bar.pageStep() - _STEP), bar.maximum())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring of the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring any more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel zoom."""
        if self._strip or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages that fit the width follow it."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Work that waited goes on."""
        super().showEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may have finer dots."""
        super().changeEvent(event)
        self.viewport().update()


_ZOOM_KEYS: dict[int, Callable[[PaperView], None]] = {
    Qt.Key.Key_Plus: PaperView.zoom_in,
    Qt.Key.Key_Equal: PaperView.zoom_in,
    Qt.Key.Key_Minus: PaperView.zoom_out,
    Qt.Key.Key_0: lambda view: view.set_zoom(FIT),
}
_SCROLL_KEYS: dict[int, Callable[[int, int], float]] = {
    Qt.Key.Key_Down: lambda page, whole: _STEP,
    Qt.Key.Key_Up: lambda page, whole: -_STEP,
    Qt.Key.Key_PageDown: lambda page, whole: page,
    Qt.Key.Key_Space: lambda page, whole: page,
    Qt.Key.Key_PageUp: lambda page, whole: -page,
    Qt.Key.Key_Home: lambda page, whole: -whole,
    Qt.Key.Key_End: lambda page, whole: whole,
}
