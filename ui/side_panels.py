"""The panels that help with the chapter at hand: 审核, 预览, 上年, 来历. Each is made when first looked at."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from core.forms.model import Section
from core.reports.sheet import Sheet
from ui.report_model import ReportModel


class Panel(Protocol):
    """What a panel must know how to do."""

    def set_section(self, section: Section) -> None:
        """Be about this chapter from now on."""


class SidePanels(QStackedWidget):
    """Shows one panel, kept in step with the chapter; the others catch up when they are shown."""

    NAMES = ("审核", "预览", "上年", "来历")

    def __init__(
        self, model: ReportModel, last_year: Callable[[], Sheet | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._last_year = model, last_year
        self._made: dict[str, QWidget] = {}
        self._about: dict[str, Section] = {}
        self._section: Section | None = None
        self.name = ""

    def show_section(self, section: Section) -> None:
        """The clerk is in another chapter."""
        self._section = section
        if self.name:
            self.show_panel(self.name)

    def show_panel(self, name: str) -> None:
        """Show a panel."""
        self.name = name
        if name not in self._made:
            self._made[name] = self._make(name)
            self._made[name].setAccessibleName(name)
            self.addWidget(self._made[name])
        if self._section is not None and self._about.get(name) is not self._section:
            self._about[name] = self._section
            cast("Panel", self._made[name]).set_section(self._section)
        self.setCurrentWidget(self._made[name])

    def _make(self, name: str) -> QWidget:
        """Panels are imported when they are made: a start waits for none of them."""
        if name == "审核":
            from ui.panels.checks_panel import ChecksPanel

            return ChecksPanel(self._model)
        if name == "预览":
            from ui.panels.preview_panel import PreviewPanel

            return PreviewPanel(self._model)
        if name == "上年":
            from ui.panels.last_year_panel import LastYearPanel

            return LastYearPanel(self._model, self._last_year())
        from ui.panels.origin_panel import OriginPanel

        return OriginPanel(self._model)
