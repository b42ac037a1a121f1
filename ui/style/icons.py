"""Icons as strokes on a grid of 24: drawn for each size, scale and colour, so that they stay sharp at 200 %.

The shapes are written as small drawings: `M x y` begins, `L x y …` goes on, `Z` closes, `O x y r` is a circle,
`D x y r` a filled dot, `C x1 y1 x2 y2 x y` a curve.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from PySide6.QtCore import QObject, QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from ui.style import tokens
from ui.style.theme import theme

GRID = 24
STROKE = 1.8
SHARP = (1, 2)
"""An icon is drawn at its size and for screens of twice the dots; what lies between is scaled from there."""

SHAPES = {
    "home": "M 4 11 L 12 4 L 20 11 M 6 10 L 6 20 L 10 20 L 10 14 L 14 14 L 14 20 L 18 20 L 18 10",
    "edit": "M 4 20 L 5 15.5 L 15.5 5 L 19 8.5 L 8.5 19 Z M 13 7.5 L 16.5 11",
    "check": "M 5 4 L 15 4 L 19 8 L 19 20 L 5 20 Z M 8.5 13 L 11 15.5 L 15.5 10.5",
    "export": "M 12 15 L 12 4 M 8 8 L 12 4 L 16 8 M 5 13 L 5 20 L 19 20 L 19 13",
    "import": "M 12 4 L 12 15 M 8 11 L 12 15 L 16 11 M 5 13 L 5 20 L 19 20 L 19 13",
    "add": "M 12 5 L 12 19 M 5 12 L 19 12",
    "remove": "M 5 12 L 19 12",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "up": "M 12 19 L 12 5 M 6 11 L 12 5 L 18 11",
    "down": "M 12 5 L 12 19 M 6 13 L 12 19 L 18 13",
    "left": "M 15 5 L 8 12 L 15 19",
    "right": "M 9 5 L 16 12 L 9 19",
    "chevron_down": "M 6 9 L 12 15 L 18 9",
    "undo": "M 8 4 L 4 8 L 8 12 M 4 8 L 14 8 C 18 8 20 11 20 14 C 20 17 18 20 14 20 L 8 20",
    "redo": "M 16 4 L 20 8 L 16 12 M 20 8 L 10 8 C 6 8 4 11 4 14 C 4 17 6 20 10 20 L 16 20",
    "search": "O 10.5 10.5 6 M 15 15 L 20 20",
    "trash": "M 4 7 L 20 7 M 9 7 L 9 4 L 15 4 L 15 7 M 6 7 L 7 20 L 17 20 L 18 7 M 10 11 L 10 16 M 14 11 L 14 16",
    "restore": "M 5 5 L 5 10 L 10 10 M 5 10 C 7 6 10 5 12 5 C 17 5 19 9 19 12.5 C 19 17 16 20 12 20 C 9 20 6 18 5 16",
    "file": "M 6 3 L 14 3 L 18 7 L 18 21 L 6 21 Z M 14 3 L 14 7 L 18 7 M 9 12 L 15 12 M 9 16 L 15 16",
    "folder": "M 3 6 L 9 6 L 11 8 L 21 8 L 21 19 L 3 19 Z",
    "calendar": "M 4 6 L 20 6 L 20 20 L 4 20 Z M 4 10 L 20 10 M 8 3 L 8 7 M 16 3 L 16 7",
    "carry": "M 4 7 L 13 7 L 13 17 L 4 17 Z M 13 12 L 21 12 M 17.5 8.5 L 21 12 L 17.5 15.5",
    "play": "M 8 5 L 19 12 L 8 19 Z",
    "print": "M 7 9 L 7 3 L 17 3 L 17 9 M 7 17 L 4 17 L 4 9 L 20 9 L 20 17 L 17 17 M 7 14 L 17 14 L 17 21 L 7 21 Z",
    "grip": "D 9 6 1.4 D 15 6 1.4 D 9 12 1.4 D 15 12 1.4 D 9 18 1.4 D 15 18 1.4",
    "more": "D 5 12 1.7 D 12 12 1.7 D 19 12 1.7",
    "menu": "M 4 7 L 20 7 M 4 12 L 20 12 M 4 17 L 20 17",
    "quote": "M 5 6 L 19 6 L 19 18 L 5 18 Z M 8 10 L 16 10 M 8 14 L 13 14",
    "lock": "M 6 11 L 18 11 L 18 20 L 6 20 Z M 8.5 11 L 8.5 8 C 8.5 3 15.5 3 15.5 8 L 15.5 11",
    "info": "O 12 12 8.5 M 12 11 L 12 16 D 12 8 1.2",
    "warning": "M 12 4 L 21 20 L 3 20 Z M 12 10 L 12 14.5 D 12 17 1.1",
    "error": "O 12 12 8.5 M 12 7.5 L 12 13 D 12 16.2 1.2",
    "question": "O 12 12 8.5 M 9.2 10 C 9.2 6.5 14.8 6.5 14.8 10 C 14.8 12 12 12 12 14 D 12 16.8 1.1",
    "saved": "O 12 12 8.5 M 8.3 12.2 L 11 15 L 15.8 9.5",
    "unseen": "O 12 12 7.5",
    "begun": "O 12 12 7.5 M 12 4.5 L 12 12 L 19.5 12",
    "not_applicable": "O 12 12 7.5 M 7 17 L 17 7",
    "generated": "M 5 7 L 19 7 M 5 12 L 19 12 M 5 17 L 13 17",
    "settings": "M 4 7 L 20 7 M 4 17 L 20 17 O 9 7 2.5 O 15 17 2.5",
}  # fmt: skip

STATE_ICONS = {
    "unseen": ("unseen", "incomplete"), "incomplete": ("begun", "incomplete"), "explain": ("question", "explain"),
    "must_fix": ("error", "must_fix"), "done": ("saved", "done"),
    "generated": ("generated", "incomplete"), "not_applicable": ("not_applicable", "incomplete"),
    "hint": ("info", "hint"),
}  # fmt: skip
"""(icon, colour) of a chapter's state or a finding's level: told apart by shape, not by colour alone."""

_COUNTS = {"M": 2, "L": 2, "Z": 0, "O": 3, "D": 3, "C": 6}


def icon(name: str, colour: str = "text", size: int = tokens.ICON) -> QIcon:
    """The icon in a colour of tokens, greyed where disabled; size is that at 100 %."""
    return _icon(name, getattr(theme().colors, colour), theme().colors.disabled, theme().px(size))


def dress_button(button: QAbstractButton, name: str, colour: str = "text", size: int = tokens.ICON) -> None:
    """Give a button an icon that follows the theme."""
    _Dresser(button, lambda: _dress(button, name, colour, size))


def draw(painter: QPainter, name: str, colour: QColor, x: float, y: float, size: float) -> None:
    """Draw an icon at a place of a painted item."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / GRID, size / GRID)
    lines, dots = _paths(name)
    pen = QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(lines, pen)
    painter.fillPath(dots, QBrush(colour))
    painter.restore()


class _Dresser(QObject):
    """Lives and dies with its button, and dresses it anew when the look changes."""

    def __init__(self, button: QAbstractButton, dress: Callable[[], None]) -> None:
        super().__init__(button)
        self._dress = dress
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Dress the button in the look of now."""
        self._dress()


def _dress(button: QAbstractButton, name: str, colour: str, size: int) -> None:
    side = theme().px(size)
    button.setIcon(icon(name, colour, size))
    button.setIconSize(QSize(side, side))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, size: int) -> QIcon:
    found = QIcon()
    for times in SHARP:
        found.addPixmap(_pixmap(name, colour, size, times))
        found.addPixmap(_pixmap(name, disabled, size, times), QIcon.Mode.Disabled)
    return found


def _pixmap(name: str, colour: str, size: int, times: int) -> QPixmap:
    pixmap = QPixmap(size * times, size * times)
    pixmap.setDevicePixelRatio(times)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw(painter, name, QColor(colour), 0, 0, size)
    painter.end()
    return pixmap


@lru_cache(maxsize=128)
def _paths(name: str) -> tuple[QPainterPath, QPainterPath]:
    """The lines of a drawing, and its filled dots."""
    lines, dots = QPainterPath(), QPainterPath()
    for sign, numbers in _steps(SHAPES[name]):
        _step(lines, dots, sign, numbers)
    return lines, dots


def _step(lines: QPainterPath, dots: QPainterPath, sign: str, numbers: list[float]) -> None:
    match sign, numbers:
        case "M", [x, y]:
            lines.moveTo(x, y)
        case "L", [x, y]:
            lines.lineTo(x, y)
        case "C", [x1, y1, x2, y2, x, y]:
            lines.cubicTo(x1, y1, x2, y2, x, y)
        case "O", [x, y, r]:
            lines.addEllipse(QPointF(x, y), r, r)
        case "D", [x, y, r]:
            dots.addEllipse(QPointF(x, y), r, r)
        case _:
            lines.closeSubpath()


def _steps(drawing: str) -> Iterator[tuple[str, list[float]]]:
    words = drawing.split()
    at, sign = 0, ""
    while at < len(words):
        if words[at] in _COUNTS:
            sign, at = words[at], at + 1
        count = _COUNTS[sign]
        yield sign, [float(word) for word in words[at : at + count]]
        at += count
