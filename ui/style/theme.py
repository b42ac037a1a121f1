"""The look of now: one theme for the program, light or dark as the system or the clerk says, at one font scale."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.style import tokens
from ui.style.marks import style_sheet_of_marks
from ui.style.qss import style_sheet

FOLLOW, LIGHT, DARK = "follow", "light", "dark"
"""Where light or dark comes from: the system, or the clerk's own choice."""


class Theme(QObject):
    """Colours, distances and fonts of now. Widgets that paint repaint on `changed`; the style sheet does the others."""

    changing = Signal()
    """Another look or scale is about to come: whoever would be made anew goes first, dressing it would take long."""
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colors = tokens.LIGHT
        self.look = FOLLOW
        self.scale = 100
        self._application: QApplication | None = None
        self._pictures = QTemporaryDir()

    @property
    def dark(self) -> bool:
        """Whether the dark palette is on."""
        return self.colors is tokens.DARK

    def px(self, size: float) -> int:
        """A distance of tokens at today's font scale."""
        return round(size * self.scale / 100)

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """A font of tokens.TYPE at today's scale, digits of one width."""
        return QFont(_font(self.px(tokens.TYPE[role]), bold))

    def color(self, name: str) -> QColor:
        """A colour of the palette by its name in tokens."""
        return QColor(getattr(self.colors, name))

    def dress(self, application: QApplication, look: str = FOLLOW, scale: int = 100) -> None:
        """Give the application this theme, for a first paint without marks; `complete` adds them."""
        self._application = application
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.look, self.scale = look, scale
        self._dress(style_sheet(self._chosen_colors(), self.scale))

    def complete(self) -> None:
        """Add the marks to the style sheet: drawing them is for after the first paint."""
        if self._application is not None:
            self._application.setStyleSheet(self._whole_sheet())

    def set_look(self, look: str) -> None:
        """Follow the system, or stay light or dark."""
        self.look = look
        self._apply()

    def set_scale(self, scale: int) -> None:
        """A font scale in percent."""
        self.scale = scale
        self._apply()

    def _system_changed(self) -> None:
        if self.look == FOLLOW:
            self._apply()

    def _apply(self) -> None:
        self.changing.emit()
        self._chosen_colors()
        self._dress(self._whole_sheet())
        self.changed.emit()

    def _dress(self, sheet: str) -> None:
        if self._application is not None:
            self._application.setFont(self.font())
            self._application.setPalette(_qt_palette(self.colors))
            self._application.setStyleSheet(sheet)

    def _whole_sheet(self) -> str:
        marks = style_sheet_of_marks(self.colors, self.scale, Path(self._pictures.path()))
        return f"{style_sheet(self.colors, self.scale)}\n{marks}"

    def _chosen_colors(self) -> tokens.Palette:
        system = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.colors = tokens.DARK if self.look == DARK or (self.look == FOLLOW and system) else tokens.LIGHT
        return self.colors


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> QFont:
    """Painters ask for fonts many times a second, and looking up ten families takes its time."""
    font = QFont(list(tokens.FAMILIES))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


@lru_cache(maxsize=1)
def theme() -> Theme:
    """The one theme."""
    return Theme()


def has_chinese_font() -> bool:
    """Whether any of the wished families is there; without one Chinese may print as boxes."""
    return not set(tokens.FAMILIES).isdisjoint(QFontDatabase.families())


def give_role(widget: QWidget, role: str, level: str = "") -> None:
    """Set the role (and level) that the style sheet reads, and have the widget dressed anew."""
    if widget.property("role") == role and (widget.property("level") or "") == level:
        return
    widget.setProperty("role", role)
    widget.setProperty("level", level)
    redress(widget)


def redress(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again (one that was never shown is dressed when it is)."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QWidget.update(widget)  # a view has another update() of its own


Role = QPalette.ColorRole
_GROUPS = {
    Role.Window: "window", Role.Base: "surface", Role.AlternateBase: "raised", Role.Button: "surface",
    Role.ToolTipBase: "raised", Role.ToolTipText: "text", Role.Text: "text", Role.WindowText: "text",
    Role.ButtonText: "text", Role.PlaceholderText: "placeholder", Role.Highlight: "selection",
    Role.HighlightedText: "on_selection", Role.Link: "accent", Role.LinkVisited: "accent", Role.Accent: "accent",
    Role.Mid: "line", Role.Midlight: "line", Role.Dark: "line_strong", Role.Light: "surface",
}  # fmt: skip


def _qt_palette(colors: tokens.Palette) -> QPalette:
    palette = QPalette()
    for role, name in _GROUPS.items():
        palette.setColor(role, QColor(getattr(colors, name)))
    for role in (Role.Text, Role.WindowText, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.disabled))
    return palette
