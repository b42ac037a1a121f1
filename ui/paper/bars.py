"""Charts on paper: the bars that Word draws, as one tall sign in the flow of the text."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from core.exports.word_chart import GREYS, chart_height
from core.reports.document import Chart, Figure
from ui.paper.faces import SONGTI, Face, font

OBJECT = "\ufffc"
"""What stands in the text for a chart."""
_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_WHICH = QTextFormat.Property.UserProperty.value + 1

_TITLE, _TEXT = Face(families=SONGTI, size=240), Face(families=SONGTI, size=210)
_AROUND, _APART, _KEY = 60, 80, 120
"""Above and below a chart, between a text and a bar, and the side of a colour's key."""
_FILLED = 0.78
"""Of a part's room, what its bars take."""
_LABELS = 0.34
"""Of the width, at most, for the labels."""


class Bars(QPyTextObject):
    """Draws the charts of one text."""

    def __init__(self, text: QTextDocument) -> None:
        super().__init__(text)
        self.charts: list[Chart] = []
        text.documentLayout().registerHandler(_KIND, self)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """As wide as the text and as high as in Word."""
        wide = doc.pageSize().width() if doc.pageSize().width() > 0 else doc.textWidth()
        return QSizeF(wide, chart_height(self._chart(format)))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Title, bars, and the key to the colours where there are two."""
        painter.save()
        draw_chart(painter, QRectF(rect), self._chart(format))
        painter.restore()

    def _chart(self, look: QTextFormat) -> Chart:
        return self.charts[look.intProperty(_WHICH)]


def insert_bars(cursor: QTextCursor, chart: Chart, bars: Bars, *, first: bool) -> None:
    """Put the chart into a paragraph of its own; the cursor comes to stand behind it."""
    look = QTextBlockFormat()
    look.setTopMargin(_AROUND)
    look.setBottomMargin(_AROUND)
    if first:
        cursor.setBlockFormat(look)
    else:
        cursor.insertBlock(look)
    cursor.block().setUserState(-1)
    sign = QTextCharFormat()
    sign.setObjectType(_KIND)
    sign.setProperty(_WHICH, len(bars.charts))
    bars.charts.append(chart)
    cursor.insertText(OBJECT, sign)


def draw_chart(painter: QPainter, place: QRectF, chart: Chart) -> None:
    """Draw a chart in twips."""
    painter.setPen(Qt.GlobalColor.black)
    painter.setFont(font(_TITLE))
    head = painter.fontMetrics().height() + _APART
    painter.drawText(
        QRectF(place.left(), place.top(), place.width(), head), Qt.AlignmentFlag.AlignCenter, chart.caption
    )
    painter.setFont(font(_TEXT))
    foot = painter.fontMetrics().height() + _APART if chart.prior else 0
    if foot:
        _draw_key(painter, QRectF(place.left(), place.bottom() - foot, place.width(), foot), chart)
    _draw_parts(painter, place.adjusted(0, head, 0, -foot), chart)


def _draw_parts(painter: QPainter, place: QRectF, chart: Chart) -> None:
    """Each label with its bars, from an upright line on."""
    metrics = QFontMetricsF(painter.font())
    labels = min(_LABELS * place.width(), max(map(metrics.horizontalAdvance, chart.labels)))
    shown = [one for _, figures in chart.series for one in figures]
    behind = max(metrics.horizontalAdvance(one.text) for one in shown) + 2 * _APART
    start = place.left() + labels + _APART
    scale = (place.right() - behind - start) / (max(map(_length, shown)) or 1)
    room = place.height() / len(chart.labels)
    thick = room * _FILLED / len(chart.series)
    for number, label in enumerate(chart.labels):
        top = place.top() + number * room
        beside = QRectF(place.left(), top, labels, room)
        short = metrics.elidedText(label, Qt.TextElideMode.ElideRight, labels + 1)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short)
        y = top + room * (1 - _FILLED) / 2
        for name, figures in chart.series:
            _draw_bar(painter, QRectF(start, y, _length(figures[number]) * scale, thick), figures[number].text, name)
            y += thick
    painter.setPen(QPen(Qt.GlobalColor.black, 10))
    painter.drawLine(QPointF(start, place.top()), QPointF(start, place.bottom()))
    painter.setPen(Qt.GlobalColor.black)


def _draw_bar(painter: QPainter, bar: QRectF, text: str, name: str) -> None:
    """A bar with its figure behind it, which may be higher than the bar."""
    painter.fillRect(bar, _grey(name))
    height = painter.fontMetrics().height()
    behind = QRectF(bar.right() + _APART, bar.center().y() - height / 2, 20 * height, height)
    painter.drawText(behind, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _draw_key(painter: QPainter, place: QRectF, chart: Chart) -> None:
    metrics = QFontMetricsF(painter.font())
    widths = [_KEY + _APART + metrics.horizontalAdvance(name) + 2 * _APART for name, _ in chart.series]
    x = place.center().x() - sum(widths) / 2
    for (name, _), wide in zip(chart.series, widths, strict=True):
        painter.fillRect(QRectF(x, place.center().y() - _KEY / 2, _KEY, _KEY), _grey(name))
        painter.drawText(
            QRectF(x + _KEY + _APART, place.top(), wide, place.height()), Qt.AlignmentFlag.AlignVCenter, name
        )
        x += wide


def _grey(name: str) -> QBrush:
    return QBrush(QColor(f"#{GREYS[name]}"))


def _length(one: Figure) -> float:
    """What a bar shows: nothing of what is blank or negative."""
    return max(0.0, float(one.value)) if isinstance(one.value, Decimal) else 0.0
