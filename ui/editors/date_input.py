"""Dates: typed in any usual way, or chosen from a small calendar."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from ui.editors.base import new_visit
from ui.editors.line_input import LineInput
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import dress_button, icon
from ui.style.theme import give_role, theme

CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class DateInput(LineInput):
    """A line for a date with a button for the calendar (Alt+Down, as in every list that opens)."""

    def __init__(self, model: ReportModel, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(model, cell, parent)
        self.setPlaceholderText("如2025年3月29日")
        self.button = QToolButton(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setAccessibleName("选择日期")
        self.button.setToolTip("选择日期（Alt+↓）")
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        dress_button(self.button, "calendar", "muted")
        self.button.clicked.connect(self.open_calendar)
        side = theme().px(tokens.EDITOR) - theme().px(tokens.XS)
        self.button.setFixedSize(side, side)
        self.setTextMargins(0, 0, side, 0)
        self._calendar: _Calendar | None = None

    def resizeEvent(self, event: object) -> None:
        """Keep the button at the right end."""
        self.button.move(self.width() - self.button.width() - 2, (self.height() - self.button.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def show_value(self) -> None:
        """No calendar where nothing can be typed."""
        super().show_value()
        if hasattr(self, "button"):
            self.button.setVisible(not self.isReadOnly())

    def open_calendar(self) -> None:
        """Show the calendar under the line, on the date that is there."""
        if self.isReadOnly():
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        value = self.report.sheet.value(self.cell)
        self._popup().open_at(QDate(value.year, value.month, value.day) if value else QDate.currentDate())

    def calendar(self) -> QCalendarWidget:
        """The calendar."""
        return self._popup().calendar

    def _popup(self) -> "_Calendar":
        """Made when it is first wanted."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
        return self._calendar

    def take_date(self, day: QDate) -> None:
        """A day chosen in the calendar, as the clerk's own entry."""
        self.visit = new_visit(self.cell)
        text = f"{day.year()}年{day.month()}月{day.day()}日"
        self.setText(text)
        self.type_text(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class _Calendar(QFrame):
    """The calendar in a window of its own that closes by itself."""

    def __init__(self, line: DateInput) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        give_role(self, "card")
        self.line = line
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(CHINESE)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.calendar.setMinimumSize(theme().px(320), theme().px(280))
        self._dress()
        theme().changed.connect(self._dress)
        self.calendar.activated.connect(self._chosen)
        self.calendar.clicked.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.XS)] * 4)
        layout.addWidget(self.calendar)

    def _dress(self) -> None:
        """Our colours for what Qt paints in its own: the bar of months, the weekend."""
        colors, quiet = theme().colors, QTextCharFormat()
        quiet.setForeground(theme().color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, quiet)
        self.calendar.setHeaderTextFormat(quiet)
        self.calendar.setStyleSheet(
            f"QWidget#qt_calendar_navigationbar {{ background: {colors.sunken}; }}"
            "QTableView::item { padding: 0; } QTableView { border: none; }"
        )
        for name, shape in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(shape))

    def open_at(self, day: QDate) -> None:
        """Open under the line."""
        self.calendar.setSelectedDate(day)
        self.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self.show()
        self.calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        self.hide()
        self.line.take_date(day)
