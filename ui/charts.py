"""The composition of a sum as bars beside its table, this year against last year."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.reports.composition import Composition, Slice, composition
from core.reports.sheet import Sheet
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import theme

MOST = 24
"""Parts that are drawn; more would be a table again."""
BAR, LAST_BAR, GAP = 14, 6, 8
LABELS = 0.34
"""Of the width, at most, for the labels."""
NARROW = 240


class CompositionBars(QWidget):
    """Follows one table; invisible while there is nothing to see. last: last year's report, where there is one."""

    def __init__(
        self, model: ReportModel, table_id: str, last: Sheet | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._table, self._last = model, table_id, last
        self.composition: Composition | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme().px(NARROW))
        model.changed.connect(self.refresh)
        theme().changed.connect(self.updateGeometry)
        self.refresh()

    def refresh(self) -> None:
        """Show what the table says now."""
        found = composition(self._model.sheet, self._table, self._last)
        if found == self.composition and found is not None:
            return
        self.composition = found
        self.setVisible(found is not None)
        if found is not None:
            self.setAccessibleName(f"{found.title}构成图")
            self.setAccessibleDescription(described(found))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        lines = sum(self._line_height(part) for part in self._lines())
        head = self._head_height() if self.composition is not None and self.composition.has_prior else 0
        return QSize(theme().px(NARROW), round(lines + head + theme().px(tokens.S)))

    def minimumSizeHint(self) -> QSize:
        """The bars are never cut."""
        return self.sizeHint()

    # -- painting ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        if self.composition is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = float(theme().px(tokens.XS))
        if self.composition.has_prior:
            self._paint_legend(painter)
            y += self._head_height()
        most = max((max(part.value, part.prior or 0) for part in self._lines()), default=0) or 1
        columns = self._columns()
        for part in self._lines():
            self._paint_part(painter, part, y, columns, float(most))
            y += self._line_height(part)

    def _lines(self) -> tuple[Slice, ...]:
        """The parts, and the whole where last year's is known: alone it would only repeat the table's total."""
        if self.composition is None:
            return ()
        whole = self.composition.whole
        return self.composition.parts[:MOST] + ((whole,) if whole is not None and whole.prior is not None else ())

    def _columns(self) -> "_Columns":
        """Where the bars and the three columns of figures stand at today's width."""
        metrics, gap, lines = QFontMetricsF(theme().font("small", bold=True)), theme().px(tokens.S), self._lines()
        labels = max((metrics.horizontalAdvance(part.label) + self._indent(part) for part in lines), default=0.0)
        start = min(labels, self.width() * LABELS) + gap
        widths = [
            max((metrics.horizontalAdvance(_figures(part)[at]) for part in lines), default=0.0) + gap for at in range(3)
        ]
        ends = [self.width() - sum(widths[at + 1 :]) for at in range(3)]
        return _Columns(start, max(theme().px(tokens.XL), self.width() - start - sum(widths)), tuple(ends))

    def _paint_part(self, painter: QPainter, part: Slice, y: float, columns: "_Columns", most: float) -> None:
        colors, bar = theme().colors, theme().px(BAR)
        painter.setFont(theme().font("small", bold=self.composition is not None and part is self.composition.whole))
        line = max(painter.fontMetrics().height(), bar)
        indent, top = self._indent(part), y + (line - bar) / 2
        label = painter.fontMetrics().elidedText(
            part.label, Qt.TextElideMode.ElideRight, round(columns.start - indent - theme().px(tokens.S))
        )
        _words(painter, QRectF(indent, y, columns.start - indent, line), label, "text")
        _bar(painter, QRectF(columns.start, top, columns.room, bar), colors.sunken)
        _bar(
            painter, QRectF(columns.start, top, columns.length(part.value, most), bar), colors.bars[min(1, part.depth)]
        )
        for end, figure, colour in zip(columns.ends, _figures(part), ("text", "muted", "muted"), strict=True):
            _words(painter, QRectF(0, y, end, line), figure, colour, right=True)
        if part.prior is not None:
            under = QRectF(columns.start, y + line + 1, columns.length(part.prior, most), theme().px(LAST_BAR))
            _bar(painter, under, colors.bar_last)

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(theme().font("small"))
        height, side, x = painter.fontMetrics().height(), theme().px(tokens.S), 0.0
        for text, colour in (("本年", theme().colors.bars[0]), ("上年", theme().colors.bar_last)):
            _bar(painter, QRectF(x, (height - side) / 2 + theme().px(tokens.XS), side, side), colour)
            x += side + theme().px(tokens.XS)
            wide = painter.fontMetrics().horizontalAdvance(text)
            _words(painter, QRectF(x, theme().px(tokens.XS), wide + 1, height), text, "muted")
            x += wide + theme().px(tokens.M)

    def _indent(self, part: Slice) -> int:
        return part.depth * theme().px(tokens.M)

    def _head_height(self) -> float:
        return QFontMetricsF(theme().font("small")).height() + theme().px(tokens.S)

    def _line_height(self, part: Slice) -> float:
        height = max(QFontMetricsF(theme().font("small")).height(), theme().px(BAR))
        return height + theme().px(GAP) + (theme().px(LAST_BAR) + 1 if part.prior is not None else 0)


def described(found: Composition) -> str:
    """The picture in words."""
    lines = [*found.parts, *([found.whole] if found.whole else [])]
    return f"{found.title}，单位{found.unit}：" + "；".join(_said(part) for part in lines) + "。"


def _said(part: Slice) -> str:
    share = f"，占{part.share}" if part.share else ""
    prior = f"，上年{part.prior_text}" if part.prior is not None else ""
    return f"{part.label}{part.text or '未填'}{share}{prior}"


def _figures(part: Slice) -> tuple[str, str, str]:
    """What stands behind a bar: the figure, its share, last year's figure."""
    return part.text, part.share, f"上年 {part.prior_text}" if part.prior is not None else ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where bars start, how long they may be, where each column of figures ends."""

    start: float
    room: float
    ends: tuple[float, ...]

    def length(self, value: Decimal, most: float) -> float:
        """How long the bar of a value is; a negative one has none."""
        return self.room * max(0.0, float(value)) / most


def _words(painter: QPainter, place: QRectF, text: str, colour: str, *, right: bool = False) -> None:
    painter.setPen(theme().color(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)


def _bar(painter: QPainter, place: QRectF, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(place, 2, 2)
