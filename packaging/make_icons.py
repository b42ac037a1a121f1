"""Draws the program's icon at every size a desktop asks for: resources/icons/*.png, and packaging/windows/jibao.ico.

A sheet with a rising chart on it; small sizes leave out the lines of text, which would only be a blur. The pictures are
committed, so that no build needs a font or a drawing program: run this again only after changing the drawing.
"""

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "resources" / "icons"
ICO = ROOT / "packaging" / "windows" / "jibao.ico"
SIZES = (16, 24, 32, 48, 64, 128, 256)
GRID = 64
GROUND, SHEET, INK, RISE = QColor("#1f5fa8"), QColor("#ffffff"), QColor("#b9c7d8"), QColor("#d9482b")
BARS = ((20, 38, 6), (29, 31, 6), (38, 23, 6))
"""Left side, top and width of each bar on the grid; all stand on the same line."""
FOOT = 48
LINES = ((20, 14, 14), (20, 19, 9))


def drawn(size: int) -> QImage:
    """The icon, size by size dots."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    painter.setPen(QColor(0, 0, 0, 0))
    _block(painter, GROUND, QRectF(2, 2, 60, 60), 13)
    _block(painter, SHEET, QRectF(13, 8, 38, 48), 4)
    for left, top, width in LINES if size > SIZES[2] else ():
        _block(painter, INK, QRectF(left, top, width, 2.4), 1.2)
    for left, top, width in BARS:
        _block(painter, RISE if left == BARS[-1][0] else GROUND, QRectF(left, top, width, FOOT - top), 1)
    painter.end()
    return image


def _block(painter: QPainter, colour: QColor, place: QRectF, corner: float) -> None:
    painter.setBrush(colour)
    painter.drawRoundedRect(place, corner, corner)


def png(image: QImage) -> bytes:
    """The bytes of its PNG file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon file that holds PNG pictures by their size in dots (256 is written as 0)."""
    head = struct.pack("<3H", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries = b""
    for size, data in pictures.items():
        entries += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return head + entries + b"".join(pictures.values())


def main() -> None:
    """All of them."""
    application = QGuiApplication([])
    pictures = {size: png(drawn(size)) for size in SIZES}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size, data in pictures.items():
        (PICTURES / f"jibao-{size}.png").write_bytes(data)
    ICO.write_bytes(ico(pictures))
    application.quit()


if __name__ == "__main__":
    main()
