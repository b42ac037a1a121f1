"""The small pictures that a style sheet can only take from files: boxes to tick, round ones, the arrow of a list.

They are drawn from tokens into a folder of the session, once per look and scale, each also at double size.
"""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ui.style import tokens

BOX = 18
"""Side of a mark at 100 %."""


def style_sheet_of_marks(colors: tokens.Palette, scale: int, folder: Path) -> str:
    """Draw the marks into the folder and return the rules that show them; no rules where nothing can be written."""
    side = round(BOX * scale / 100)
    rules = []
    for name, selector in _RULES.items():
        path = folder / f"{name}-{side}-{colors.accent[1:]}.png"
        if not path.exists() and not _save(name, colors, side, path):
            return ""
        rules.append(f'{selector} {{ image: url("{path.as_posix()}"); width: {side}px; height: {side}px; }}')
    return "\n".join(rules)


_RULES = {
    "box": "QCheckBox::indicator, QAbstractItemView::indicator",
    "box_focus": "QCheckBox::indicator:focus",
    "box_on": "QCheckBox::indicator:checked, QAbstractItemView::indicator:checked",
    "box_on_focus": "QCheckBox::indicator:checked:focus",
    "box_off": "QCheckBox::indicator:disabled",
    "box_on_off": "QCheckBox::indicator:checked:disabled",
    "round": "QRadioButton::indicator",
    "round_focus": "QRadioButton::indicator:focus",
    "round_on": "QRadioButton::indicator:checked",
    "round_on_focus": "QRadioButton::indicator:checked:focus",
    "round_off": "QRadioButton::indicator:disabled",
    "arrow": "QComboBox::down-arrow, QPushButton::menu-indicator",
}


def _save(name: str, colors: tokens.Palette, side: int, path: Path) -> bool:
    return all(
        _picture(name, colors, side, times).save(str(path.with_stem(path.stem + ending)), "PNG")
        for times, ending in ((2, "@2x"), (1, ""))
    )


def _picture(name: str, colors: tokens.Palette, side: int, times: int) -> QPixmap:
    pixmap = QPixmap(side * times, side * times)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side * times / BOX, side * times / BOX)
    words = set(name.split("_"))
    if "arrow" in words:
        _line(painter, colors.muted, ((5, 7), (9, 11), (13, 7)))
    else:
        _box(painter, colors, words)
    painter.end()
    return pixmap


def _box(painter: QPainter, colors: tokens.Palette, words: set[str]) -> None:
    on, off = "on" in words, "off" in words
    strong = colors.disabled if off else colors.accent
    edge = strong if on or "focus" in words else colors.line if off else colors.line_strong
    wide = 2.0 if "focus" in words else 1.2
    painter.setPen(QPen(QColor(colors.text if on and "focus" in words else edge), wide))
    painter.setBrush(QColor(strong if on else colors.surface))
    space = QRectF(1.5, 1.5, BOX - 3, BOX - 3)
    if "round" in words:
        painter.drawEllipse(space)
    else:
        painter.drawRoundedRect(space, 3, 3)
    if on:
        _tick(painter, colors.surface if off else colors.on_accent, round_one="round" in words)


def _tick(painter: QPainter, colour: str, *, round_one: bool) -> None:
    if round_one:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(6, 6, 6, 6))
    else:
        _line(painter, colour, ((4.8, 9.3), (7.8, 12.2), (13.2, 6)))


def _line(painter: QPainter, colour: str, points: tuple[tuple[float, float], ...]) -> None:
    painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(*point) for point in points])
