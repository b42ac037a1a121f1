"""What this user set up for the windows: look, font scale, size of the window. A file beside the store."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.style.theme import DARK, FOLLOW, LIGHT
from ui.style.tokens import SCALES

FILE = "window.ini"


class Preferences:
    """Read at the start, written as they are changed; a file that cannot be written costs nothing else."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    @property
    def look(self) -> str:
        """Light, dark, or as the system says."""
        look = str(self._settings.value("look", FOLLOW))
        return look if look in (FOLLOW, LIGHT, DARK) else FOLLOW

    @look.setter
    def look(self, look: str) -> None:
        self._settings.setValue("look", look)

    @property
    def scale(self) -> int:
        """The font scale in percent."""
        scale = str(self._settings.value("scale", SCALES[0]))
        return int(scale) if scale.isdigit() and int(scale) in SCALES else SCALES[0]

    @scale.setter
    def scale(self, scale: int) -> None:
        self._settings.setValue("scale", scale)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        found = self._settings.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
